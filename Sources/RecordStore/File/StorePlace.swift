import Glibc

/// Where a store lies: its folder and its name there.
package struct StorePlace: Sendable {
  /// Ends with a slash, or is empty: the folder at work.
  package let folder: String
  package let name: String

  /// - Parameter path: the store's.
  package init(of path: String) {
    let slash = path.lastIndex(of: "/")
    folder = slash.map { String(path[...$0]) } ?? ""
    name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Whether a file of the folder is the store, or one that SQLite keeps beside it.
  package func isStore(_ file: String) -> Bool { Self.files(of: name).contains(file) }

  /// The same of another store in the folder.
  package func isCopy(_ file: String, layout: StoreLayout) -> Bool {
    copies(layout: layout).contains { Self.files(of: $0).contains(file) }
  }

  /// Other stores of a layout in the folder and the folders within it, by their paths from there, but for drafts of one.
  ///
  /// The store's own files are not even opened, under whatever name: to close one drops the locks that this process
  /// has on it, and somebody else may write in the middle of a transaction.
  /// Source: sqlite.org/howtocorrupt.html, section 2.2.
  package func copies(layout: StoreLayout) -> [String] {
    let own = Set(Self.files(of: name).compactMap { FileNumber(folder + $0) })
    return StoreFolder.files(in: folder).filter { file in
      let name = file.split(separator: "/").last.map(String.init) ?? file
      guard !isStore(file), !StagedFile.isDraft(name), let number = FileNumber(folder + file) else {
        return false
      }
      return !own.contains(number) && layout.isHeader(of: folder + file)
    }
  }

  /// Source: sqlite.org/tempfiles.html, sections 2.1 to 2.3.
  private static func files(of name: String) -> [String] {
    ["", "-wal", "-shm", "-journal"].map { name + $0 }
  }
}

/// Which file it is, whatever its names.
struct FileNumber: Hashable {
  private let device: UInt
  private let inode: UInt

  /// Nil where there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}

extension StoreLayout {
  /// Whether a file says of itself that it is a store of this layout.
  ///
  /// Source: sqlite.org/fileformat.html, section 1.3: the header string, and the application id at offset 68.
  fileprivate func isHeader(of path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return false }
    defer { close(file) }
    var header = [UInt8](repeating: 0, count: 72)
    guard header.withUnsafeMutableBytes({ read(file, $0.baseAddress, 72) }) == 72 else { return false }
    let id = header[68...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return header.prefix(16) == Array("SQLite format 3\0".utf8)[...]
      && id == UInt32(bitPattern: applicationID)
  }
}
