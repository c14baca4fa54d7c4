import Glibc

/// A file that is made beside the place where it will stand, and takes its name only when it is whole: never
/// half a store, never half a backup. For its owner alone from the start, since customers' data is in it.
package struct StagedFile: Sendable {
  /// Where it is made: `NAME.new-PROCESS`.
  package let path: String
  private let target: String

  /// Makes it, empty. Drafts for the same place that a process left when it was ended are taken away.
  /// - Throws: `StoreError`.
  package init(path target: String) throws {
    self.target = target
    guard Replaceable.isFile(target) else { throw StoreError.notOrdinary }
    path = "\(target)\(Self.mark)\(getpid())"
    for left in Self.leftovers(of: target) where left.isAbandoned { Self.remove(left.path) }
    Self.remove(path)
    let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Self.error() }
    close(file)
  }

  /// Makes it durable under its own name.
  /// - Parameter replacing: whether a file may stand there already. Without it one of two processes that make
  ///   the same file is told (`notWritable`), and the other's stays.
  package func publish(replacing: Bool) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Self.error() }
    // A folder shared over some networks cannot be synced: EINVAL.
    let isSynced = fsync(file) == 0 || errno == EINVAL
    close(file)
    guard isSynced else { throw Self.error() }
    guard Replaceable.isFile(target) else { throw StoreError.notOrdinary }
    if replacing {
      guard rename(path, target) == 0 else { throw Self.error() }
    } else if link(path, target) == 0 {
      unlink(path)
    } else if errno == EPERM || errno == ENOTSUP {
      // A file system without hard links, such as a USB stick's.
      guard access(target, F_OK) != 0 else { throw Self.error(EEXIST) }
      guard rename(path, target) == 0 else { throw Self.error() }
    } else {
      throw Self.error()
    }
    Self.syncFolder(of: target)
  }

  /// Takes away what was not published.
  package func discard() { Self.remove(path) }

  /// A draft that is lying beside a file.
  package struct Leftover: Sendable {
    package let path: String
    /// The process that made it is no more.
    package let isAbandoned: Bool
  }

  /// The drafts for a place, of whatever process.
  package static func leftovers(of target: String) -> [Leftover] {
    let (folder, name) = parts(target)
    return StoreFolder.names(in: folder).filter { $0.hasPrefix(name + mark) }.sorted().compactMap { found in
      guard let process = pid_t(found.dropFirst((name + mark).count)) else { return nil }
      let isAbandoned = kill(process, 0) != 0 && errno == ESRCH
      return Leftover(path: folder + "/" + found, isAbandoned: isAbandoned)
    }
  }

  /// Whether a file's name is that of a draft, `NAME.new-PROCESS`, or of what SQLite keeps beside one.
  package static func isDraft(_ name: String) -> Bool {
    guard let end = name.ranges(of: mark).last?.upperBound else { return false }
    return name[end...].split(separator: "-").first.flatMap { pid_t($0) } != nil
  }

  /// Takes away all drafts in a folder whose process is no more, for whatever place they were.
  package static func removeAbandoned(in folder: String) {
    for name in StoreFolder.names(in: folder) {
      guard let end = name.ranges(of: mark).last?.lowerBound else { continue }
      let target = (folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/") + name[..<end]
      for left in leftovers(of: target) where left.isAbandoned && isHalfStore(left.path, of: target) {
        remove(left.path)
      }
    }
  }

  /// Others' files may be called so, too.
  ///
  /// One that took its name, and whose process was ended before it gave up the other one, is the store itself by
  /// now: it is not opened (see `StorePlace.copies`), nor is any other file with several names.
  private static func isHalfStore(_ path: String, of target: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    if status.st_nlink > 1 {
      var published = stat()
      return lstat(target, &published) == 0 && published.st_dev == status.st_dev
        && published.st_ino == status.st_ino
    }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return false }
    defer { close(file) }
    var header = [UInt8](repeating: 0, count: 16)
    let count = header.withUnsafeMutableBytes { read(file, $0.baseAddress, 16) }
    return count == 0 || header == Array("SQLite format 3\0".utf8)
  }

  /// A renamed or linked file stands only when its folder is on the disk. (Best effort: not every file system
  /// lets a folder be synced.)
  package static func syncFolder(of path: String) {
    let folder = open(parts(path).folder, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static let mark = ".new-"

  private static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  private static func error(_ code: Int32 = errno) -> StoreError {
    code == ENOSPC || code == EDQUOT ? .diskFull : .notWritable(detail: String(cString: strerror(code)))
  }

  private static func parts(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }
}
