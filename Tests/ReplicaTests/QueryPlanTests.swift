import GRDB
import RecordStore
import Replica
import Testing

/// Cost follows the change, not the store: what every command asks must not read all cases.
@Suite("No command reads a whole table")
struct QueryPlanTests {
  @Test("showing, listing, counting conflicts and finding what waits use an index or a small table")
  func plans() throws {
    let desk = try Desk()
    let case1 = try desk.new()
    // SQLite's own account of every statement that the readings below prepare.
    try desk.store.queue.inDatabase { db in
      var statements: Set<String> = []
      db.trace { event in if case .statement(let statement) = event { statements.insert(statement.sql) } }
      let reader = ReplicaReader(db: db, identity: try db.identity(), surroundings: desk.store.surroundings)
      guard case .found(let row) = try reader.resolve(case1.number) else {
        Issue.record("the case is not found")
        return
      }
      _ = try reader.detail(row)
      _ = try reader.conflicts(of: row)
      _ = try reader.conflicts()
      _ = try reader.conflictCount()
      _ = try reader.list(CaseFilter())
      _ = try reader.pendingSince()
      _ = try reader.history(of: row)
      _ = try reader.phrases()
      _ = try reader.wordingRules()
      db.trace(options: [], nil)
      for sql in statements where sql.hasPrefix("SELECT") {
        let arguments = StatementArguments(Array(repeating: 1, count: sql.count { $0 == "?" }))
        for step in try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments) {
          let detail: String = step["detail"]
          let scans = detail.hasPrefix("SCAN c") && !detail.contains("USING INDEX cases_logged")
          let isLarge = detail.hasPrefix("SCAN records") || detail.hasPrefix("SCAN changes") || scans
          #expect(!isLarge || detail.contains("changes_waiting"), "\(detail): \(sql)")
          if sql.contains("conflicts k") { #expect(!detail.hasPrefix("SCAN c "), "\(detail): \(sql)") }
        }
      }
      #expect(statements.contains { $0.contains("conflicts k") })
    }
  }
}
