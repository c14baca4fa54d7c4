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

  @Test func `the group of one case is the one that it has among all, however it is joined`() throws {
    let desk = try Desk()
    let cases = try (0..<9).map { try desk.new(("channel", "phone"), ("narrative", "\($0)")).id }
    var random = SeededGenerator(seed: 13)
    for _ in 0..<8 {
      let (one, other) = (cases[random.below(9)], cases[random.below(9)])
      if random.chance(1, in: 2) {
        try desk.edit(one, "duplicate_of", other.description)
        try desk.edit(one, "status", "duplicate")
      } else {
        try add(
          desk, .link, to: one,
          [
            (LinkField.kind, .text(LinkKind.duplicateOf.rawValue)),
            (LinkField.other, .text(other.description)),
          ])
      }
      try desk.store.read { reader in
        let all = try Duplicates(reader.db)
        for id in cases {
          let around = try Duplicates(reader.db, around: id)
          #expect(around.groups[id] == all.groups[id])
          #expect(around.groups.circle(of: id) == all.groups.circle(of: id))
        }
      }
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
      try desk.edit(again.id, "duplicate_of", one.id.description)
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

  /// A case, and those that repeat it.
  private func repeated(_ desk: Desk, _ count: Int, of original: RecordID?) throws -> [RecordID] {
    try (0..<count).map { _ in
      let again = try desk.new(("channel", "phone"), ("narrative", "a"), ("phone", "13800138000"))
      if let original { try desk.edit(again.id, "duplicate_of", original.description) }
      try desk.edit(again.id, "status", "duplicate")
      return again.id
    }
  }

  /// What a program of somebody's own writes: no command does.
  private func say(_ desk: Desk, _ id: RecordID, repeats original: RecordID?) throws {
    try desk.store.write { session in
      guard let row = try session.db.record(id) else { return }
      let value = original.map { Value.text($0.description) } ?? .none
      try session.edit(row, [FieldEdit(FieldID(CaseField.duplicateOf.number), value)])
      try session.endGroup()
    }
  }

  private func counted(_ desk: Desk) throws -> (cases: Int, duplicates: Int, people: Int) {
    try desk.store.read { reader in
      let cases = try reader.counts(by: [[]], Self.whole)[0].first?.value.cases ?? 0
      return (
        cases, try reader.duplicates(Self.whole),
        try reader.repeats(by: [], Self.whole).first?.value.cases ?? 0
      )
    }
  }

  private func delete(_ desk: Desk, _ id: RecordID) throws {
    try desk.store.write { session in
      guard let row = try session.db.record(id) else { return }
      try session.deleteCase(row, reason: .text("twice"))
    }
  }

  @Test func `where what they repeat was deleted, one of the duplicates that remain stands for it`() throws {
    let desk = try Desk()
    let one = try desk.new(("channel", "phone"), ("narrative", "a"), ("phone", "13800138000")).id
    let again = try repeated(desk, 2, of: one)
    // Through another.
    let through = try repeated(desk, 1, of: again[0])
    #expect(try counted(desk) == (1, 3, 1))
    for (left, id) in ([one] + again).enumerated() {
      try delete(desk, id)
      #expect(try counted(desk) == (1, 2 - left, 1), "\(left)")
    }
    try delete(desk, through[0])
    #expect(try counted(desk) == (0, 0, 0))
    try desk.store.write { session in
      guard let row = try session.db.record(one) else { return }
      try session.restoreCase(row, reason: .text("it was one"))
    }
    #expect(try counted(desk) == (1, 0, 1))
    #expect(try desk.store.examine().derived.isEmpty)
  }

  @Test func `duplicates of each other count as one, and what repeats an unknown case as none`() throws {
    let desk = try Desk()
    let ring = try repeated(desk, 3, of: nil)
    for (id, next) in zip(ring, ring[1...] + [ring[0]]) {
      try say(desk, id, repeats: next)
    }
    _ = try repeated(desk, 1, of: ring[1])
    #expect(try counted(desk) == (1, 3, 1))
    #expect(try desk.store.read { try $0.duplicateRing(of: ring[1]) } == [ring[1], ring[2], ring[0]])
    try delete(desk, try #require(ring.min()))
    #expect(try counted(desk) == (1, 2, 1))
    // Taken up again.
    try desk.edit(try #require(ring.max()), "status", "reopened")
    #expect(try counted(desk) == (1, 2, 1))
    #expect(try desk.store.read { try $0.duplicateRing(of: ring[1]) } == [])
    _ = try repeated(desk, 1, of: Identifier(high: 7, low: 7))
    #expect(try counted(desk) == (1, 3, 1))
  }

  @Test func `a duplicate of nothing, or of itself, is a case of its own, with those that repeat it`() throws
  {
    let desk = try Desk()
    let one = try desk.new(("channel", "phone"), ("narrative", "a"), ("phone", "13800138000")).id
    let ofNothing = try repeated(desk, 1, of: nil)[0]
    #expect(try counted(desk) == (2, 0, 2))
    let itself = try repeated(desk, 1, of: one)[0]
    #expect(try counted(desk) == (2, 1, 2))
    try say(desk, itself, repeats: itself)
    #expect(try counted(desk) == (3, 0, 3))
    _ = try repeated(desk, 2, of: ofNothing) + repeated(desk, 1, of: itself)
    #expect(try counted(desk) == (3, 3, 3))
    try delete(desk, ofNothing)
    #expect(try counted(desk) == (3, 2, 3), "one of the two that repeat it stands for it")
  }

  @Test func `no writer makes a case a duplicate of itself or of one that repeats it, nor of nothing`() throws
  {
    let desk = try Desk()
    let one = try desk.new(("channel", "phone"), ("narrative", "a")).id
    let again = try repeated(desk, 1, of: one)[0]
    for (id, text) in [
      (one, one.description), (again, again.description), (one, again.description), (again, ""),
    ] {
      #expect(throws: WriteRefusal.self, "\(id) \(text)") { try desk.edit(id, "duplicate_of", text) }
    }
    #expect(try counted(desk) == (1, 1, 1))
    // Once it is taken up again it repeats nothing.
    try desk.edit(again, "status", "reopened")
    #expect(try desk.edit(again, "duplicate_of", ""))
    #expect(try counted(desk) == (2, 0, 2))
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
