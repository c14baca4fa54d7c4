import CaseIndex
import Complaints
import Foundation
import GRDB
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// What is derived from records does not tell in which order they came.
@Suite("Derived tables, in every order of records")
struct DerivedTests {
  /// Cases with everything that may hang on one, deleted ones and conflicts among them.
  private func filled() throws -> Desk {
    let desk = try Desk()
    for number in 1...4 {
      let one = try desk.new(
        ("channel", "phone"), ("narrative", "汤是凉的 \(number)"), ("phone", "1380013800\(number)"))
      try desk.note(one.id, "called back")
      try desk.store.write { session in
        let row = try #require(try session.db.record(one.id))
        try session.append(.progress, to: row, [FieldEdit(FieldID(ProgressField.text.number), .text("soon"))])
        try session.append(
          .callBack, to: row, [FieldEdit(FieldID(CallBackField.satisfaction.number), .text("\(number)"))])
        try session.append(.escalation, to: row, [FieldEdit(FieldID(EscalationField.to.number), .text("经理"))])
        try session.append(
          .commitment, to: row,
          [
            FieldEdit(FieldID(CommitmentField.what.number), .text("new soup")),
            FieldEdit(FieldID(CommitmentField.due.number), .text("2026-11-2\(number)")),
          ])
        for what in ["a board", "a call"] {
          try session.append(.task, to: row, [FieldEdit(FieldID(TaskField.what.number), .text(what))])
        }
        try session.append(
          .survey, to: row, [FieldEdit(FieldID(SurveyField.satisfaction.number), .text("4"))])
        try session.append(RecordKind(77), to: row, [FieldEdit(FieldID(1), .text("of a newer version"))])
        if number == 2 { try session.deleteCase(row, reason: .text("误录")) }
      }
      if number == 3 {
        // Closed here, escalated there: a rule that only two together can break.
        try desk.store.write { session in
          let row = try #require(try session.db.record(one.id))
          try session.edit(row, [FieldEdit(FieldID(CaseField.status.number), .text("withdrawn"))])
        }
      }
      if number == 4 { try conflict(desk, one.id) }
    }
    return desk
  }

  /// Another replica's words beside the ones here, in the case and in what hangs on it; and a deletion that saw
  /// neither.
  private func conflict(_ desk: Desk, _ id: RecordID) throws {
    try desk.store.queue.inDatabase { db in
      let other = Identifier(high: 9, low: 9)
      let rows = try db.children(of: id).filter { $0.kind == .progress } + [try #require(try db.record(id))]
      for (number, var row) in rows.enumerated() {
        let field = FieldID(row.kind == .case ? CaseField.narrative.number : ProgressField.text.number)
        var writes = [FieldWrite(field, .text("otherwise"))]
        if row.kind == .case { writes.append(FieldWrite(FieldID(CaseField.deleted.number), .sight([]))) }
        let change = Change(
          dot: Dot(other, UInt64(number + 1)), record: row.id, kind: row.kind, aggregate: id, scope: "SH01",
          author: Author(name: "Wang", branch: "SH01"), group: Group(first: UInt64(number + 1), count: 1),
          salt: 1,
          writes: writes,
          times: Times(stamp: HybridTime(milliseconds: 1_795_305_700_000), wall: 1_795_305_700_000))
        let old = try row.decoded()
        let new = apply(change, to: old).state
        row.current = new.encoded()
        try db.update(row)
        try CaseProjection(db, offsetMinutes: 480).project(row, old: old, new: new, branch: "SH01")
      }
    }
  }

  /// Every derived row, by the ids of records in place of their row numbers.
  private func derived(_ desk: Desk) throws -> [String] {
    let tables = [
      "cases": "rid", "facts": "rid", "numbers": "rid", "phones": "rid", "conflicts": "record",
      "owed": "root", "opinions": "rid", "attendances": "rid",
    ]
    return try desk.store.queue.inDatabase { db in
      try tables.sorted { $0.key < $1.key }.flatMap { table, key in
        let columns = try db.columns(in: table).map(\.name).filter { $0 != key && $0 != "aggregate" }
          .map { "quote(t.\($0))" }.joined(separator: " || ',' || ")
        return try String.fetchAll(
          db,
          sql: """
            SELECT '\(table) ' || hex(r.id) || ' ' || \(columns) FROM \(table) t JOIN records r ON r.rid = t.\(key)
            ORDER BY 1
            """)
      }
    }
  }

  private func rows(_ desk: Desk) throws -> [RecordRow] {
    try desk.store.queue.inDatabase { db in
      try Int64.fetchAll(db, sql: "SELECT rid FROM records ORDER BY rid").compactMap {
        try db.record(rid: $0)
      }
    }
  }

  /// A store with these records, which came in this order.
  private func store(of rows: [RecordRow]) throws -> Desk {
    let desk = try Desk()
    try desk.store.queue.writeWithoutTransaction { db in
      let scope = try db.scope(making: "SH01").rid
      for var row in rows {
        row.scope = scope
        row.rid = try db.insert(row)
        let state = try #require(try row.decoded())
        try CaseProjection(db, offsetMinutes: 480).project(row, old: nil, new: state, branch: "SH01")
      }
    }
    return desk
  }

  private func expectAsRebuilt(_ desk: Desk, _ place: SourceLocation = #_sourceLocation) throws {
    let found = try desk.store.examine().derived
    #expect(found.isEmpty, "\(found)", sourceLocation: place)
    let before = try derived(desk)
    try desk.store.queue.writeWithoutTransaction { try Rebuild($0, offsetMinutes: 0).run() }
    #expect(try derived(desk) == before, sourceLocation: place)
  }

  @Test func `cases before what hangs on them, after it, and in between`() throws {
    let original = try filled()
    try expectAsRebuilt(original)
    let expected = try derived(original)
    #expect(expected.count { $0.hasPrefix("conflicts") } >= 4)
    let rows = try rows(original)
    var orders = [
      Array(rows.reversed()), rows.filter { $0.kind != .case } + rows.filter { $0.kind == .case },
    ]
    for _ in 0..<12 { orders.append(rows.shuffled()) }
    for order in orders {
      let desk = try store(of: order)
      #expect(try derived(desk) == expected)
      try expectAsRebuilt(desk)
    }
  }

  @Test func `what hangs on a case that is not here, and what leaves before its case or after it`() throws {
    let rows = try rows(filled())
    for _ in 0..<12 {
      let desk = try store(of: rows.shuffled())
      for row in try self.rows(desk).shuffled().prefix(rows.count * 3 / 4) {
        try desk.store.queue.writeWithoutTransaction { db in
          let state = try #require(try row.decoded())
          try CaseProjection(db, offsetMinutes: 480).remove(row, old: state)
          try db.execute(sql: "DELETE FROM records WHERE rid = ?", arguments: [row.rid])
        }
        try expectAsRebuilt(desk)
      }
    }
  }

  @Test func `a state that cannot be read is left out, and what hangs on it too`() throws {
    let rows = try rows(filled())
    for row in rows {
      let desk = try store(of: rows)
      let before = try derived(desk)
      let place = try #require(try desk.store.queue.inDatabase { try $0.record(row.id) }).rid
      try desk.store.queue.writeWithoutTransaction { db in
        try db.execute(sql: "UPDATE records SET current = x'00' WHERE rid = ?", arguments: [place])
      }
      #expect(try !desk.store.examine().contents.isEmpty, "it is told of")
      try desk.store.queue.writeWithoutTransaction { try Rebuild($0, offsetMinutes: 480).run() }
      #expect(try desk.store.examine().derived.isEmpty)
      // Nothing is shown of it, nor of what hangs on it; of other cases all is.
      let family = rows.filter { $0.aggregate == row.aggregate }.map(\.id)
      let gone = row.aggregate == row.id ? family : [row.id]
      let after = try derived(desk)
      func lines(_ all: [String], of records: [RecordID]) -> [String] {
        all.filter { line in records.contains { line.contains(" \(hexadecimal($0.bytes).uppercased()) ") } }
      }
      // Which records are opinions is known of each alone: one whose case is not listed leads nowhere.
      let shown = after.filter { line in
        !line.hasPrefix("opinions ") || !lines([line], of: [row.id]).isEmpty || row.aggregate != row.id
      }
      #expect(lines(shown, of: gone).isEmpty)
      #expect(shown.filter { !lines([$0], of: family).isEmpty }.isEmpty == (row.aggregate == row.id))
      let others = rows.map(\.id).filter { !family.contains($0) }
      #expect(lines(after, of: others) == lines(before, of: others) && !lines(after, of: others).isEmpty)
    }
  }

  @Test func `the clock and the zone of whoever looks say nothing`() throws {
    let desk = try Desk()
    try desk.store.write { session in
      session.create(
        session.newRecordID(), kind: .case, [FieldEdit(FieldID(CaseField.narrative.number), .text("no time"))]
      )
    }
    var surroundings = desk.store.surroundings
    surroundings.zone = .fixed(-300)
    surroundings.wall = { 0 }
    let elsewhere = try ReplicaStore.open(path: desk.path, surroundings: surroundings)
    #expect(try elsewhere.examine().all.isEmpty)
    let before = try derived(desk)
    try elsewhere.repair()
    #expect(try derived(desk) == before)
  }

  @Test func `a row that was changed counts once`() throws {
    let desk = try Desk()
    for _ in 1...3 { try desk.new() }
    try desk.store.queue.inDatabase { db in
      try db.execute(sql: "UPDATE cases SET title = 'x' WHERE rid = (SELECT min(rid) FROM cases)")
    }
    #expect(try desk.store.examine().derived == [.derived(table: "cases", rows: 1)])
  }

  /// With more words than lie in one page of the index: else nothing leads to them.
  @Test(arguments: [
    "DELETE FROM search_idx", "DELETE FROM search_docsize", "UPDATE search_docsize SET sz = x'01'",
  ])
  func `a search that does not find what it has is told, and made anew`(sql: String) throws {
    let desk = try Desk()
    let words = (1...1500).map { "k\($0 * 7919 % 10_007)" }
    try desk.new(("channel", "phone"), ("narrative", words.joined(separator: " ")))
    #expect(try desk.store.examine().all.isEmpty)
    try desk.store.queue.inDatabase { try $0.execute(sql: sql) }
    let found = try desk.store.examine()
    #expect(found.all.map(\.derivedTable) == ["search"] && found.areRepairable, "\(found)")
    try desk.store.repair()
    #expect(try desk.store.examine().all.isEmpty)
    #expect(try desk.store.read { try $0.search([words[1499]], limit: 5) }.count == 1)
  }
}
