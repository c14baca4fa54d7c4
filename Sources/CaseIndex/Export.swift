import GRDB
package import RecordStore
package import Versioning

extension CaseReading {
  package func visibleCases() throws -> Int {
    try db.value("SELECT count(*) FROM cases WHERE visible = 1") ?? 0
  }

  /// Every case that is not deleted, in the order in which they came, one at a time: for exports of any size.
  /// - Parameter body: whether to go on.
  package func eachVisibleCase(_ body: (CaseSummary, RecordRow, RecordState) throws -> Bool) throws {
    let sql = """
      SELECT \(CaseSummary.columns) FROM cases c JOIN records r ON r.rid = c.rid
      WHERE c.visible = 1 ORDER BY c.rid
      """
    let merges = KnownMerges(db)
    try merges.load()
    try db.eachRow(sql) { found in
      guard let summary = try CaseSummary(found, merges), let row = try db.record(rid: summary.rid),
        let state = try row.decoded()
      else { return true }
      return try body(summary, row, state)
    }
  }
}
