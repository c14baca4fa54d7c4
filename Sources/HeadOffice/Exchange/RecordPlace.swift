import Complaints
import GRDB
import RecordStore
import Versioning

/// Where a record is, and what it is, without anything of what it says.
struct RecordPlace {
  let scope: String
  /// The scope's row; before it moves, where it does.
  let rid: Int64
  let kind: RecordKind
  let aggregate: RecordID
}

extension Database {
  func place(of id: RecordID) throws -> RecordPlace? {
    try first(
      """
      SELECT s.code, r.scope, r.kind, r.aggregate FROM records r JOIN scopes s ON s.rid = r.scope WHERE r.id = ?
      """, values: [.id(id)]
    ) {
      RecordPlace(
        scope: $0.text(0) ?? "", rid: $0.integer(1),
        kind: RecordKind(UInt32(truncatingIfNeeded: $0.integer(2))),
        aggregate: $0.identifier(3) ?? id)
    }
  }

  func isBranch(_ code: String) throws -> Bool {
    try row("SELECT 1 FROM branches WHERE code = ?", [code]) != nil
  }
}
