import Glibc
import RecordStore

/// One server, or one restoration, at a time for a folder of data: an advisory lock on a file in it, which the
/// kernel gives back when the process ends, however it ends.
package final class DataLock: Sendable {
  private let file: Int32

  /// - Parameter directory: the folder of head office's data.
  /// - Returns: nil where another process holds it.
  /// - Throws: `StoreError.notWritable`.
  package init?(directory: String) throws {
    file = open(directory + "/server.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreError.notWritable(detail: String(cString: strerror(errno))) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      // `deinit` closes the file.
      return nil
    }
  }

  deinit { close(file) }
}
