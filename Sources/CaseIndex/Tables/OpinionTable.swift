import GRDB
import RecordStore
import Versioning

/// Which records are scores and answers to surveys: what others say of how a case was handled is of few cases, and no
/// report goes through all others to find it.
struct OpinionTable {
  let db: Database

  static let kinds: Set<RecordKind> = [.score, .survey]

  /// Made with the layout of the index.
  static let schema = """
    CREATE TABLE opinions (
      kind INTEGER NOT NULL, rid INTEGER NOT NULL, aggregate BLOB NOT NULL, PRIMARY KEY (kind, rid))
      STRICT, WITHOUT ROWID
    """

  /// One that is new here, whether its case is here by now or comes later.
  func write(_ record: RecordRow) throws {
    guard Self.kinds.contains(record.kind) else { return }
    try db.run(
      "INSERT OR IGNORE INTO opinions (kind, rid, aggregate) VALUES (?, ?, ?)",
      values: [.kind(record.kind), .integer(record.rid), .id(record.aggregate)])
  }

  func remove(_ record: RecordRow) throws {
    guard Self.kinds.contains(record.kind) else { return }
    try db.run(
      "DELETE FROM opinions WHERE kind = ? AND rid = ?", values: [.kind(record.kind), .integer(record.rid)])
  }
}
