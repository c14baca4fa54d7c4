import CaseIndex
import Complaints
import GRDB
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// The row of facts that reports read is what the records say, whatever was done to them.
@Suite("Facts for reports")
struct FactTests {
  private static let whole = ReportFilter()

  private func facts(_ desk: Desk) throws -> [String: [String: String]] {
    try desk.store.queue.read { db in
      var all: [String: [String: String]] = [:]
      let sql = "SELECT c.number, f.* FROM facts f LEFT JOIN cases c ON c.rid = f.rid"
      for row in try Row.fetchAll(db, sql: sql) {
        var values: [String: String] = [:]
        for (column, value) in row where !value.isNull { values[column] = "\(value)" }
        all[row[0]] = values
      }
      return all
    }
  }

  /// Everything derived, derived anew: nothing differs.
  private func expectInStep(_ desk: Desk, _ place: SourceLocation = #_sourceLocation) throws {
    let found = try desk.store.examine().derived
    #expect(found.isEmpty, "\(found)", sourceLocation: place)
  }

  @discardableResult
  private func add(
    _ desk: Desk, _ kind: RecordKind, to id: RecordID, _ fields: [(FieldDefinition, Value)]
  ) throws -> RecordID? {
    try desk.store.write { session in
      guard let row = try session.db.record(id) else { return nil }
      return try session.append(kind, to: row, fields.map { FieldEdit(FieldID($0.number), $1) })
    }
  }

  private func remove(_ desk: Desk, _ id: RecordID) throws {
    try desk.store.write { session in
      if let row = try session.db.record(id) { try session.deleteCase(row, reason: .text("误录")) }
    }
  }

  @Test func `edits, records of the loop, deletion and restoration are followed at once`() throws {
    let desk = try Desk()
    let a = try desk.new(("channel", "phone"), ("narrative", "a"), ("logged_at", "2026-11-02"))
    let b = try desk.new(("channel", "email"), ("narrative", "b"), ("product", "Soup"))
    #expect(try facts(desk)[a.number]?["logged"] == nil && facts(desk)[a.number]?["visible"] == "1")
    #expect(try facts(desk)[b.number]?["product"] == "\"Soup\"" && facts(desk)[b.number]?["zone"] == "480")
    try desk.edit(a.id, "product", "Tea")
    try desk.edit(a.id, "severity", "minor")
    #expect(try facts(desk)[a.number]?["severity"] == "\"minor\"")
    try add(desk, .callBack, to: a.id, [(CallBackField.satisfaction, .text("4"))])
    try add(desk, .escalation, to: a.id, [(EscalationField.to, .text("经理"))])
    try desk.note(a.id, "备注")
    let row = try #require(try facts(desk)[a.number])
    #expect(row["satisfaction"] == "4" && row["call_backs"] == "1" && row["escalations"] == "1")
    #expect(row["product"] == "\"Tea\"")
    try expectInStep(desk)
    try remove(desk, a.id)
    #expect(try facts(desk)[a.number]?["visible"] == "0")
    #expect(try desk.store.read { try $0.counts(by: [[]], Self.whole)[0].map(\.value.cases) } == [1])
    try expectInStep(desk)
    try desk.store.write { session in
      if let row = try session.db.record(a.id) { try session.restoreCase(row, reason: .text("有误")) }
    }
    #expect(try desk.store.read { try $0.counts(by: [[]], Self.whole)[0].map(\.value.cases) } == [2])
    try expectInStep(desk)
  }

  @Test
  func `a fact that is added is in the table, filled, kept in step and read, by its one entry`() throws {
    let contacts = Fact("contacts", "INTEGER NOT NULL DEFAULT 0", isOfWork: true) {
      .integer(Int64($0.file.records(.progress).count + $0.file.records(.callBack).count))
    }
    let layout = IndexLayout(facts: FactTable(Fact.all + [contacts]))
    #expect(
      layout.mark != IndexLayout.standard.mark, "a store that has it not is filled anew when it is opened")
    let desk = try Desk()
    let one = try desk.new(("channel", "phone"), ("narrative", "a"))
    try add(desk, .progress, to: one.id, [(ProgressField.text, .text("soon"))])
    try add(desk, .callBack, to: one.id, [(CallBackField.satisfaction, .text("4"))])
    try desk.store.queue.writeWithoutTransaction { db in
      try layout.facts.create(db)
      try Rebuild(db, offsetMinutes: 480, layout: layout).run(withSearch: false)
      let read = { try Int.fetchAll(db, sql: "SELECT \(contacts.name) FROM facts") }
      #expect(try read() == [2])
      // What comes later is followed by the same entry.
      let child = try #require(try db.children(of: one.id).first { $0.kind == .progress })
      let state = try #require(try child.decoded())
      try CaseProjection(db, offsetMinutes: 480, layout: layout).remove(child, old: state)
      try db.execute(sql: "DELETE FROM records WHERE rid = ?", arguments: [child.rid])
      #expect(try read() == [1])
    }
    // The next program that opens it does not know that fact: it has the table that it knows.
    try desk.store.queue.writeWithoutTransaction { db in
      try db.execute(sql: "UPDATE meta SET value = 'another program''s' WHERE key = 'index_mark'")
    }
    let again = try ReplicaStore.open(path: desk.path, surroundings: desk.store.surroundings)
    let columns = try again.queue.read { try $0.columns(in: "facts").map(\.name) }
    #expect(columns == FactTable.standard.columns)
    #expect(try facts(desk)[one.number]?["call_backs"] == "1")
    try expectInStep(desk)
  }

  /// Makes a store what it was before it had facts.
  private static func takeBack(_ db: Database) throws {
    for table in [
      "facts", "unrepaired", "compared", "differing", "decided", "untold", "followed", "pins",
      "consolidation_reach", "consolidation_cases", "consolidation_acts",
    ] {
      try db.execute(sql: "DROP TABLE \(table)")
    }
    for (table, column) in [
      ("records", "received_at"), ("bundles", "boot"), ("bundles", "monotonic"), ("erasures_done", "told"),
      ("comparisons", "ended"),
    ] {
      try db.execute(sql: "ALTER TABLE \(table) DROP COLUMN \(column)")
    }
    try db.execute(sql: "PRAGMA user_version = 4")
  }

  @Test func `an older store gets the same facts when it is opened`() throws {
    let desk = try Desk()
    for day in 1...9 {
      let one = try desk.new(
        ("channel", "phone"), ("narrative", "\(day)"), ("logged_at", "2026-11-0\(day)"),
        ("product", "P\(day % 3)"))
      if day % 2 == 0 { try add(desk, .callBack, to: one.id, [(CallBackField.satisfaction, .text("3"))]) }
      if day == 5 { try remove(desk, one.id) }
    }
    let before = try facts(desk)
    try desk.store.queue.writeWithoutTransaction { db in
      try Self.takeBack(db)
    }
    let again = try ReplicaStore.open(path: desk.path, surroundings: desk.store.surroundings)
    _ = try again.read { try $0.counts(by: [[.product]], Self.whole) }
    #expect(try facts(desk) == before && before.count == 9)
    #expect(before.values.filter { $0["visible"] == "0" }.count == 1)
    #expect(before.values.filter { $0["satisfaction"] == "3" }.count == 4)
    try expectInStep(desk)
  }

  @Test func `a state that cannot be read leaves its case out, and the store still opens`() throws {
    let desk = try Desk()
    let good = try desk.new()
    let bad = try desk.new()
    try desk.store.queue.writeWithoutTransaction { db in
      try db.execute(
        sql:
          "UPDATE records SET current = x'00', state = NULL WHERE number = ? OR rid = (SELECT max(rid) FROM records)",
        arguments: [bad.number])
      try Self.takeBack(db)
    }
    _ = try ReplicaStore.open(path: desk.path, surroundings: desk.store.surroundings)
    #expect(try facts(desk).keys.sorted() == [good.number])
  }

  @Test func `nothing personal is among the facts`() throws {
    let desk = try Desk()
    try desk.new(
      ("channel", "phone"), ("narrative", "MARK1"), ("customer_name", "MARK2"), ("phone", "13800138000"),
      ("customer_id", "MARK3"), ("order_reference", "MARK4"), ("place", "MARK5"), ("title", "MARK6"))
    let row = try #require(try facts(desk).values.first)
    for (column, value) in row where column != "number" {
      #expect(!value.contains("MARK") && !value.contains("138001"), "\(column): \(value)")
    }
  }

  @Test func `counts by several axes, over a stretch of days, of one branch`() throws {
    let desk = try Desk()
    for (day, product, severity) in [
      ("2026-10-31", "Soup", "minor"), ("2026-11-01", "Soup", "minor"), ("2026-11-02", "Tea", "severe"),
      ("2026-11-02", "Soup", "severe"), ("2026-11-18", "Tea", "severe"),
    ] {
      try desk.new(
        ("channel", "phone"), ("narrative", "x"), ("logged_at", day), ("product", product),
        ("severity", severity))
    }
    func keys(_ axes: [ReportAxis], _ filter: ReportFilter = FactTests.whole) throws -> [String] {
      try desk.store.read { reader in
        try reader.counts(by: [axes], filter)[0].map { group in
          (group.key.map { $0 ?? "-" } + ["\(group.value.cases)"]).joined(separator: " ")
        }
      }
    }
    #expect(try keys([.month]) == ["2026-10 1", "2026-11 4"])
    #expect(try keys([.week]) == ["2026-10-26 2", "2026-11-02 2", "2026-11-16 1"])
    #expect(try keys([.product]) == ["Soup 3", "Tea 2"])
    #expect(
      try keys([.product, .severity, .month]) == [
        "Tea severe 2026-11 2", "Soup minor 2026-10 1", "Soup minor 2026-11 1", "Soup severe 2026-11 1",
      ])
    let first = try #require(CivilDate(year: 2026, month: 11, day: 1)).daysSinceEpoch
    #expect(try keys([.year], ReportFilter(since: first, until: first + 1)) == ["2026 3"])
    #expect(try keys([.branch], ReportFilter(branch: "SH01")) == ["SH01 5"])
    #expect(try keys([.branch], ReportFilter(branch: "SH02")) == [])
    let days = try desk.store.read { try $0.loggedDays(ReportFilter()) }
    #expect(days == first - 1...first + 17)
  }

  @Test func `who complained again is told by any of their numbers, and by the customer's id`() throws {
    let desk = try Desk()
    for (day, phone, customer) in [
      ("2026-10-01", "138 0013 8000", ""), ("2026-10-20", "+86 13800138000 / 021-6000 0000", ""),
      ("2026-10-25", "021-60000000", ""), ("2026-11-25", "13900139000", "C-1"), ("2026-11-26", "", "C-1"),
      ("2026-11-26", "", ""),
    ] {
      var fields = [("channel", "phone"), ("narrative", "x"), ("logged_at", day)]
      if !phone.isEmpty { fields.append(("phone", phone)) }
      if !customer.isEmpty { fields.append(("customer_id", customer)) }
      _ = try desk.store.write { session in
        try session.newCase(
          try CaseInput.newCase(fields.map { (id: $0.0, text: $0.1) }, now: session.here))
      }
    }
    let all = try desk.store.read { try $0.repeats(by: [], Self.whole)[0].value }
    #expect(all.cases == 6 && all.identified == 5 && all.repeats == 3)
    // What came before the days that are counted is known all the same.
    let second = try #require(CivilDate(year: 2026, month: 10, day: 20)).daysSinceEpoch
    let later = try desk.store.read { try $0.repeats(by: [], ReportFilter(since: second))[0].value }
    #expect(later.cases == 5 && later.repeats == 3)
  }
}
