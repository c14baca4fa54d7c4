import Glibc

/// Keeps a store from being put back while somebody has it open, and from being opened meanwhile: an advisory lock on its
/// folder, which the kernel gives back when the process ends.
///
/// SQLite opens a store and its log one after the other, by their names, and whoever closes it last takes the log away, by
/// its name too. In between another store must not have come by these names. A watcher is not held up by it: it
/// looks whether the file is another before each round.
package final class StoreGate: Sendable {
  private let file: Int32

  /// - Parameters:
  ///   - folder: where the store is. One that cannot be locked (some network file systems) is not.
  ///   - isExclusive: to put a store back; else to open it.
  ///   - milliseconds: how long to wait for others.
  /// - Throws: `StoreError.busy`.
  package init(folder: String, isExclusive: Bool, milliseconds: Int) throws(StoreError) {
    file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { return }
    var waited = 0
    while flock(file, (isExclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK else { return }
      guard waited < milliseconds else { throw .busy }
      usleep(5000)
      waited += 5
    }
  }

  deinit { if file >= 0 { close(file) } }
}
