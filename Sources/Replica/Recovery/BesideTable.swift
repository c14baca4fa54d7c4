import FoundationEssentials
import GRDB
import Glibc
import RecordStore

/// The drafts and kept texts that lie beside a store, as its backup has them: in a table that no store in use has.
///
/// What is in it is as it was typed, and nobody looks it through: an erasure that comes to a file with it empties it.
struct BesideTable {
  private static let name = "beside"

  /// - Parameter db: of the backup.
  static func fill(_ db: Database, from store: String) throws {
    let (folder, files) = (StorePlace(of: store).folder, HomeFiles(beside: store))
    try db.execute(sql: "CREATE TABLE \(name) (name TEXT PRIMARY KEY NOT NULL, content BLOB NOT NULL)")
    let drafts = StoreFolder.names(in: folder + "drafts").map { "drafts/" + $0 }
    for file in StoreFolder.names(in: folder) + drafts where files.way(of: file) == .text {
      guard let content = wholeFile(folder + file) else { continue }
      try db.run("INSERT INTO \(name) (name, content) VALUES (?, ?)", values: [.text(file), .blob(content)])
    }
  }

  /// Takes the files out of a store that was a backup.
  /// - Returns: those that belong beside a store, by their names in the folder.
  static func extract(_ db: Database, beside store: String) throws -> [(name: String, content: [UInt8])] {
    guard try isThere(db) else { return [] }
    let files = HomeFiles(beside: store)
    let found = try db.map("SELECT name, content FROM \(name) ORDER BY name", values: []) { row in
      (name: row.text(0) ?? "", content: row.bytes(1) ?? [])
    }.filter { file in
      let parts = file.name.split(separator: "/", omittingEmptySubsequences: false)
      return files.way(of: file.name) == .text && !parts.contains { $0.isEmpty || $0.hasPrefix(".") }
        && (parts.count == 1 || parts.count == 2 && parts[0] == "drafts")
    }
    try drop(db)
    return found
  }

  static func drop(_ db: Database) throws {
    if try isThere(db) { try db.execute(sql: "DROP TABLE \(name)") }
  }

  private static func isThere(_ db: Database) throws -> Bool {
    try db.first("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", values: [.text(name)]) {
      _ in
      true
    } ?? false
  }

  /// Puts a file beside the store, unless one of its name is there.
  /// - Returns: whether it was.
  /// - Throws: `StoreError`.
  static func put(_ content: [UInt8], as name: String, in folder: String) throws -> Bool {
    if name.hasPrefix("drafts/") { mkdir(folder + "drafts", 0o700) }
    let path = folder + name
    guard access(path, F_OK) != 0 else { return false }
    let draft = try StagedFile(path: path)
    defer { draft.discard() }
    let file = open(draft.path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw StoreError.notWritable(detail: String(cString: strerror(errno))) }
    defer { close(file) }
    var rest = content[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        throw errno == ENOSPC
          ? StoreError.diskFull : StoreError.notWritable(detail: String(cString: strerror(errno)))
      }
      rest = rest.dropFirst(written)
    }
    try draft.publish(replacing: false)
    return true
  }
}
