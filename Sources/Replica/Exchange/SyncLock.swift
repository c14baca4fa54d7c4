import Glibc
import RecordStore

/// One sync at a time for a store: an advisory lock on a file beside it, which the kernel gives back when
/// the process ends, however it ends.
package final class SyncLock: Sendable {
  private let file: Int32

  /// - Returns: nil where another process holds it.
  /// - Throws: `StoreError.notWritable`.
  package init?(path: String) throws {
    file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreError.notWritable(detail: String(cString: strerror(errno))) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      // `deinit` closes the file.
      return nil
    }
  }

  deinit { close(file) }
}
