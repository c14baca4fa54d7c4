import CaseIndex
import Complaints
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning
import Zones

/// What is owed is counted from a narrow table: the same comes out as of the records themselves.
@Suite("What is owed, in reports")
struct OwedReportTests {
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

  private static func date(_ random: inout SeededGenerator) -> Value {
    let day = random.below(20) + 10
    return .text(
      random.chance(1, in: 2) ? "2026-11-\(day)" : "2026-11-\(day)T22:30:00+0\(random.below(9)):00")
  }

  private static func commitment(_ random: inout SeededGenerator) -> [(FieldDefinition, Value)] {
    var fields: [(FieldDefinition, Value)] = [(CommitmentField.what, .text("soup"))]
    if random.chance(9, in: 10) { fields.append((CommitmentField.due, date(&random))) }
    if random.chance(2, in: 3) {
      fields.append((CommitmentField.owner, .text(["Wang", "WANG", "李娜"][random.below(3)])))
    }
    if random.chance(1, in: 2) { fields.append((CommitmentField.doneAt, date(&random))) }
    if random.chance(1, in: 4) { fields.append((CommitmentField.waived, .text("no longer wanted"))) }
    return fields
  }

  private static func task(_ random: inout SeededGenerator) -> [(FieldDefinition, Value)] {
    var fields: [(FieldDefinition, Value)] = [(TaskField.what, .text("a board"))]
    if random.chance(9, in: 10) { fields.append((TaskField.due, date(&random))) }
    if random.chance(1, in: 2) { fields.append((TaskField.doneAt, date(&random))) }
    if random.chance(1, in: 4) { fields.append((TaskField.dropped, .text("not needed"))) }
    if random.chance(2, in: 3) {
      fields.append((TaskField.purpose, .text(["question", "benefit", "improvement"][random.below(3)])))
    }
    return fields
  }

  /// As they stand in the records, one by one.
  private func outcomes(_ kind: RecordKind, _ reader: ReplicaReader, now: Int64) throws -> [OwedOutcome: Int]
  {
    var counts: [OwedOutcome: Int] = [:]
    for summary in try reader.list(CaseFilter()) {
      guard summary.status != "duplicate", let row = try reader.db.record(summary.id),
        let file = try reader.caseFile(row)
      else { continue }
      let owed = kind == .task ? file.tasks : file.commitments.compactMap { OwedRecord($0) }
      let stopped = CaseFacts(file, zone: reader.zone).moments?.stopped
      for one in owed where !one.isBenefit {
        guard let found = OwedOutcome.of(one, stopped: stopped, zone: reader.zone, now: now) else { continue }
        counts[found.outcome, default: 0] += 1
      }
    }
    return counts
  }

  @Test(arguments: UInt64(1)...8)
  func `every commitment and task counts as its record says`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let desk = try Desk()
    let now = desk.store.surroundings.now.milliseconds
    let original = try desk.new(("channel", "phone"), ("narrative", "x"))
    for _ in 0..<8 {
      let one = try desk.new(("channel", "phone"), ("narrative", "x"), ("logged_at", "2026-11-05"))
      for _ in 0..<random.below(4) { try add(desk, .commitment, to: one.id, Self.commitment(&random)) }
      for _ in 0..<random.below(4) { try add(desk, .task, to: one.id, Self.task(&random)) }
      if random.chance(1, in: 4) {
        let status = ["withdrawn", "archived", "duplicate"][random.below(3)]
        if status == "duplicate" { try desk.edit(one.id, "duplicate_of", original.id.description) }
        try desk.edit(one.id, "status", status)
      }
    }
    try desk.store.read { reader in
      for kind in [RecordKind.commitment, .task] {
        let expected = try outcomes(kind, reader, now: now)
        let found = try reader.owed(kind, Self.whole, now: now)
        for outcome in OwedOutcome.allCases {
          let count = expected[outcome] ?? 0
          #expect(found.people.reduce(0) { $0 + $1.counts[outcome] } == count, "\(outcome)")
          #expect(found.branches.reduce(0) { $0 + $1.counts[outcome] } == count, "\(outcome)")
        }
      }
    }
    #expect(try desk.store.examine().derived.isEmpty)
  }

  @Test func `a day on which something is due is that day, wherever the case was logged`() throws {
    let desk = try Desk()
    for offset in ["-08:00", "+08:00", "+13:00"] {
      let one = try desk.new(
        ("channel", "phone"), ("narrative", "x"), ("logged_at", "2026-11-05T12:00:00\(offset)"))
      try add(desk, .commitment, to: one.id, [(CommitmentField.due, .text("2026-11-20"))])
    }
    let day = try #require(CivilDate(year: 2026, month: 11, day: 20)).daysSinceEpoch
    let found = try desk.store.read {
      try $0.owed(.commitment, ReportFilter(since: day, until: day), now: 0)
    }
    #expect(found.branches.map(\.counts.all) == [3])
  }

  @Test func `an improvement and a benefit of a duplicate count as little as its other tasks`() throws {
    let desk = try Desk()
    let now = desk.store.surroundings.now.milliseconds
    let today = desk.store.surroundings.now.date.daysSinceEpoch
    var ids: [RecordID] = []
    for _ in 0..<2 {
      let one = try desk.new(
        ("channel", "phone"), ("narrative", "x"), ("problem_class", "product_quality"))
      ids.append(one.id)
      try add(
        desk, .task, to: one.id,
        [
          (TaskField.what, .text("a board")), (TaskField.purpose, .text("improvement")),
          (TaskField.doneAt, .text(CivilDate(daysSinceEpoch: today - 3).description)),
        ])
      try add(
        desk, .task, to: one.id,
        [(TaskField.what, .text("voucher")), (TaskField.purpose, .text("benefit"))])
    }
    try desk.edit(ids[1], "duplicate_of", ids[0].description)
    try desk.edit(ids[1], "status", "duplicate")
    try desk.store.read { reader in
      let improvements = try reader.improvements(Self.whole, today: today)
      #expect(improvements.map(\.summary.id) == [ids[0]])
      #expect(improvements.map(\.task.what) == ["a board"])
      #expect(improvements.map(\.after.cases) == [1], "the case itself was logged since")
      #expect(improvements.map(\.before.days) == [0], "before its first case a branch wrote nothing down")
      #expect(try reader.benefits(Self.whole, now: now).flatMap(\.counts.values) == [1])
    }
  }

  @Test func `what is spelt in several ways has one name in every report, whatever it counts`() throws {
    let desk = try Desk()
    for product in ["Soup", "Soup", "soup"] {
      let one = try desk.new(("channel", "phone"), ("narrative", "x"), ("product", product))
      if product == "soup" {
        try add(desk, .callBack, to: one.id, [(CallBackField.cameBack, .flag(true))])
        try desk.edit(one.id, "status", "archived")
      }
    }
    try desk.store.read { reader in
      #expect(try reader.counts(by: [[.product]], Self.whole)[0].map(\.key) == [["Soup"]])
      #expect(try reader.loyalty(by: [.product], Self.whole).map(\.key) == [["Soup"]])
      let satisfaction = try reader.satisfaction(by: [.product], Self.whole)
      #expect(satisfaction.map(\.key) == [["Soup"]])
      #expect(satisfaction.map { $0.value.reduce(0) { $0 + $1.cases } } == [1])
    }
  }
}
