import Glibc

/// What a finished file may take the name of: an ordinary file, or nothing. A device, a pipe or a link that stands
/// there is somebody's, and a rename would silently put the file in its place.
package enum Replaceable {
  /// - Returns: whether a file may be written there; a link counts as what it is, wherever it leads.
  package static func isFile(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a store stands there, or what belongs to one: its log, a lock, the ledger of erasures. Nothing but a backup
  /// may take the place of a store, and that only of one that nobody uses.
  package static func isOfStore(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let logs = ["-wal", "-shm", "-journal"].filter { path.hasSuffix($0) }
    // Also where there is none at this moment: what stands there when the store is opened is taken for its log.
    if logs.contains(where: { isStore(String(path.dropLast($0.utf8.count))) }) { return true }
    guard access(path, F_OK) == 0 else { return false }
    if ["sync.lock", "server.lock", "erasures.ledger"].contains(name) { return true }
    return isStore(path)
  }

  /// Whether a store stands there that is in use: it is this one, or its log stands beside it.
  package static func isStoreInUse(_ path: String, using store: String) -> Bool {
    var (there, here) = (stat(), stat())
    if stat(path, &there) == 0, stat(store, &here) == 0, there.st_dev == here.st_dev,
      there.st_ino == here.st_ino
    {
      return true
    }
    return isOfStore(path) && (!isStore(path) || access(path + "-wal", F_OK) == 0)
  }

  private static func isStore(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return false }
    defer { close(file) }
    var header = [UInt8](repeating: 0, count: 16)
    let count = header.withUnsafeMutableBytes { read(file, $0.baseAddress, 16) }
    return count == 16 && header == Array("SQLite format 3\0".utf8)
  }
}
