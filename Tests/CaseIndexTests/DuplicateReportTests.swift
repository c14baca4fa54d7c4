import CaseIndex
import Complaints
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// A duplicate is the same complaint once more: it counts in no figure but its own.
@Suite("Duplicates and first responses in reports")
struct DuplicateReportTests {
  private static let whole = ReportFilter()

  @discardableResult
  private func add(
    _ desk: Desk, _ kind: RecordKind, to id: RecordID, _ fields: [(FieldDefinition, Value)]
  ) throws -> RecordID? {
    try desk.store.write { session in
      guard let row = try session.db.record(id) else { return nil }
      return try session.append(kind, to: row, fields.map { FieldEdit(FieldID($0.number), $1) })
    }
  }

  @Test func `every report leaves them out, and says how many there were`() throws {
    let desk = try Desk()
    let one = try desk.new(
      ("channel", "phone"), ("narrative", "a"), ("product", "Soup"), ("phone", "13800138000"))
    let two = try desk.new(
      ("channel", "phone"), ("narrative", "b"), ("product", "Soup"), ("phone", "13800138000"))
    for _ in 0..<3 {
      let again = try desk.new(
        ("channel", "phone"), ("narrative", "a"), ("product", "Soup"), ("phone", "13800138000"))
      try desk.edit(again.id, "status", "duplicate")
    }
    try desk.edit(two.id, "status", "archived")
    let now = desk.store.surroundings.now.milliseconds
    try desk.store.read { reader in
      #expect(try reader.duplicates(Self.whole) == 3)
      #expect(try reader.duplicates(ReportFilter(branch: "XX99")) == 0)
      let counts = try reader.counts(by: [[], [.status], [.product]], Self.whole)
      for groups in counts { #expect(groups.reduce(0) { $0 + $1.value.cases } == 2) }
      #expect(counts[0][0].value.open == 1)
      #expect(!counts[1].contains { $0.key == ["duplicate"] })
      let week = ReportWeek.of(day: Int(now / 86_400_000)) + 2
      #expect(
        try reader.weekSeries(by: [.product], Self.whole, until: week).flatMap(\.counts).reduce(0, +) == 2)
      #expect(try reader.repeats(by: [], Self.whole)[0].value.cases == 2)
      #expect(
        try reader.satisfaction(by: [], Self.whole).reduce(0) { $0 + $1.value.reduce(0) { $0 + $1.cases } }
          == 1)
      let timely = try reader.timeliness(by: [], Self.whole, now: now)[0].value
      let resolve = timely.kinds[DeadlineKind.resolve.place]
      #expect(resolve.judged + resolve.running + resolve.unrecorded == 2)
      #expect(timely.all.judged == timely.kinds.reduce(0) { $0 + $1.judged })
      let day = CivilDate(daysSinceEpoch: Int(now / 86_400_000))
      let period = try #require(Period(first: day.adding(days: -2), last: day.adding(days: 2)))
      #expect(try reader.handledCases(in: period, branch: nil) == [two.id])
    }
    #expect(one.id != two.id)
  }

  @Test func `only what was said to the customer is a first response`() throws {
    func responded(_ kind: RecordKind, _ fields: [(FieldDefinition, Value)]) throws -> Bool {
      let desk = try Desk()
      let one = try desk.new(("channel", "phone"), ("narrative", "a"))
      try add(desk, kind, to: one.id, fields)
      #expect(try desk.store.examine().derived.isEmpty)
      return try desk.store.read { reader in
        let found = try reader.timeliness(by: [], Self.whole, now: reader.now.milliseconds)[0].value
        return found.kinds[DeadlineKind.firstResponse.place].inTime
          + found.kinds[DeadlineKind.firstResponse.place].late
          > 0
      }
    }
    func step(_ to: CaseStatus) -> [(FieldDefinition, Value)] { [(StepField.to, .text(to.rawValue))] }
    #expect(try responded(.progress, [(ProgressField.text, .text("soon"))]))
    #expect(try responded(.callBack, [(CallBackField.satisfaction, .text("4"))]))
    #expect(try responded(.step, step(.proposed)))
    #expect(try responded(.note, [(NoteField.text, .text("told her")), (NoteField.told, .flag(true))]))
    #expect(try !responded(.note, [(NoteField.text, .text("asked the cook"))]))
    #expect(
      try !responded(
        .note,
        [(NoteField.text, .text("x")), (NoteField.told, .flag(true)), (NoteField.withdrawn, .flag(true))]))
    #expect(try !responded(.escalation, [(EscalationField.to, .text("manager"))]))
    for status in [CaseStatus.assessed, .onHold, .withdrawn, .resolved, .reopened] {
      #expect(try !responded(.step, step(status)), "\(status)")
    }
  }
}
