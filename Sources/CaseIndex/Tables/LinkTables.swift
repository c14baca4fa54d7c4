import Complaints
import RecordStore
import Versioning

/// What cases have to do with one another, and by what near repetitions of a story are found: made with the layout of
/// the index, in place of what a former one had.
enum LinkTables {
  static let names = ["links", "sketches"]

  static let schema = """
    -- Links that hold, by their records: the case that is spoken of, the kind, the other case.
    CREATE TABLE links (
      rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
      aggregate BLOB NOT NULL, kind TEXT NOT NULL, other BLOB NOT NULL) STRICT;
    CREATE INDEX links_aggregate ON links (aggregate);
    CREATE INDEX links_other ON links (other);
    -- The keys of each case's story (TextSketch, edition \(TextSketch.edition)).
    CREATE TABLE sketches (key INTEGER NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid)) STRICT, WITHOUT ROWID;
    """

  static let drop = names.map { "DROP TABLE IF EXISTS \($0);" }.joined(separator: " ")
}

extension CaseProjection {
  func writeLink(_ record: RecordRow, _ new: RecordState?) throws {
    guard record.kind == .link else { return }
    try db.run("DELETE FROM links WHERE rid = ?", values: [.integer(record.rid)])
    guard let new, let link = CaseLink(LoopRecord(new)), link.isActive else { return }
    try db.run(
      "INSERT INTO links (rid, aggregate, kind, other) VALUES (?, ?, ?, ?)",
      values: [
        .integer(record.rid), .id(record.aggregate), .text(link.kind.rawValue), .id(link.other),
      ])
  }

  /// - Parameter new: nil: nothing of it any more.
  func writeSketch(_ record: RecordRow, _ old: RecordState?, _ new: RecordState?) throws {
    let stories = (before: old.map(Self.story) ?? "", after: new.map(Self.story) ?? "")
    guard stories.before != stories.after else { return }
    let keys = (
      before: Set(TextSketch.keys(of: stories.before)), after: Set(TextSketch.keys(of: stories.after))
    )
    for key in keys.before.subtracting(keys.after) {
      try db.run(
        "DELETE FROM sketches WHERE key = ? AND rid = ?", values: [.integer(key), .integer(record.rid)])
    }
    for key in keys.after.subtracting(keys.before) {
      try db.run(
        "INSERT OR IGNORE INTO sketches (key, rid) VALUES (?, ?)",
        values: [.integer(key), .integer(record.rid)])
    }
  }

  /// As the case shows it.
  private static func story(_ state: RecordState) -> String {
    if case .text(let text) = state.shown(CaseField.narrative) { text } else { "" }
  }
}
