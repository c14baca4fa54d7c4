import CaseIndex
import Complaints
import GRDB
import RecordStore
import Replica
import Synchronization
import TestSupport
import Testing
import Versioning

/// Cost follows the change, not the store: what every command asks must not read all cases.
@Suite("No command reads a whole table")
struct QueryPlanTests {
  @Test
  func `showing, listing, counting conflicts and finding what waits use an index or a small table`() throws {
    let desk = try Desk()
    let case1 = try desk.new()
    let statements = Statements()
    desk.store.queue.inDatabase { db in
      db.trace { event in
        if case .statement(let statement) = event { statements.all.withLock { _ = $0.insert(statement.sql) } }
      }
    }
    try desk.store.read { reader in
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
      _ = try reader.people()
      _ = try reader.unrepaired()
      _ = try reader.unrepairedCount()
    }
    _ = try desk.store.unrepairedOffers()
    // The second is written over a change of its own that waits.
    for title in ["Soup", "Cold soup"] { try desk.edit(case1.id, "title", title) }
    _ = try desk.store.nextRequest()
    try desk.store.queue.inDatabase { db in
      db.trace(options: [], nil)
      let all = statements.all.withLock { $0 }
      for sql in all where sql.hasPrefix("SELECT") { try expectNoScan(sql, db) }
      for part in ["conflicts k", "unrepaired u", "SELECT seq FROM decided"] {
        #expect(all.contains { $0.contains(part) }, "\(part) was not asked")
      }
    }
  }

  @Test func `reports go through narrow rows, and through no record but those that they show`() throws {
    let desk = try Desk()
    _ = try desk.new()
    let statements = Statements()
    desk.store.queue.inDatabase { db in
      db.trace { event in
        if case .statement(let statement) = event { statements.all.withLock { _ = $0.insert(statement.sql) } }
      }
    }
    let filter = ReportFilter()
    try desk.store.read { reader in
      for kind in [RecordKind.commitment, .task] { _ = try reader.owed(kind, filter, now: 0) }
      _ = try reader.improvements(filter, today: 0)
      _ = try reader.benefits(filter, now: 0)
      _ = try reader.tasks(openOnly: true)
      _ = try reader.marks(filter)
      _ = try reader.surveyResponses(filter)
      _ = try reader.satisfaction(by: [.product], filter)
      _ = try reader.wordingUse(filter)
    }
    try desk.store.queue.inDatabase { db in
      db.trace(options: [], nil)
      let all = statements.all.withLock { $0 }
      for sql in all where sql.hasPrefix("SELECT") { try expectNoScan(sql, db) }
      for part in ["owed o", "opinions o"] {
        #expect(all.contains { $0.contains(part) }, "\(part) was not asked")
      }
    }
  }

  /// By SQLite's own account of a statement.
  private func expectNoScan(_ sql: String, _ db: Database) throws {
    let large = Set(["records", "changes", "cases"])
      .union(sql.matches(of: /\b(?:records|changes|cases) ([a-z])\b/).map { String($0.1) })
    // Partial ones, of little; and the one by which a list is read in its order, until it is long enough.
    let indexes = ["changes_waiting", "changes_quarantined", "records_shared", "cases_logged"]
    // Numbered ones stand for one value each, however often they stand there.
    let numbers = sql.matches(of: /\?([0-9]+)/).compactMap { Int($0.1) }
    let count = numbers.max() ?? sql.count { $0 == "?" }
    let arguments = StatementArguments(Array(repeating: 1, count: count))
    for step in try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments) {
      let words = (step["detail"] as String).split(separator: " ").map(String.init)
      guard words.count > 1, words[0] == "SCAN", large.contains(words[1]) else { continue }
      #expect(indexes.contains { words.contains($0) }, "\(words.joined(separator: " ")): \(sql)")
    }
  }

  private final class Statements: Sendable {
    let all = Mutex<Set<String>>([])
  }
}
