import Complaints
import GRDB
import RecordStore
import Versioning

/// One narrow row for each commitment and each task: what a report counts of it, so that none is decoded to be counted.
/// Derived, and made anew with the facts of its case.
struct OwedTable {
  let db: Database

  /// Made with the layout of the index. Whose it is comes first: a case brings few of them.
  static let schema = """
    CREATE TABLE owed (
      root INTEGER NOT NULL,       -- the row of its case
      kind INTEGER NOT NULL,       -- of records
      place INTEGER NOT NULL,      -- among those of its kind, from 1
      owner TEXT, purpose TEXT,
      due TEXT, done TEXT,         -- as they were written: a day, or RFC 3339 with offset; due: by which it is judged
      made INTEGER,                -- ms since 1970
      released INTEGER,            -- when it was waived or dropped, ms since 1970
      PRIMARY KEY (root, kind, place)) STRICT, WITHOUT ROWID
    """

  /// What a case says now, in place of what stands there.
  func rewrite(rid: Int64, _ file: CaseFile) throws {
    try remove(rid: rid)
    try insert(file.commitments.compactMap { OwedRecord($0) }, .commitment, rid: rid)
    try insert(file.tasks, .task, rid: rid)
  }

  func remove(rid: Int64) throws {
    try db.run("DELETE FROM owed WHERE root = ?", values: [.integer(rid)])
  }

  private func insert(_ owed: [OwedRecord], _ kind: RecordKind, rid: Int64) throws {
    for (at, one) in owed.enumerated() {
      try db.run(
        """
        INSERT INTO owed (root, kind, place, owner, purpose, due, done, made, released)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        values: [
          .integer(rid), .kind(kind), .integer(Int64(at + 1)), .text(one.owner),
          kind == .task ? .text(one.purpose) : .null, .text(one.judged?.stored), .text(one.done?.stored),
          .integer(one.record.made?.at), .integer(one.releasedAt),
        ])
    }
  }
}
