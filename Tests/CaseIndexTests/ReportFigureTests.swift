import CaseIndex
import Complaints
import GRDB
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// What each figure of a report counts, and what it does not.
@Suite("Figures of reports")
struct ReportFigureTests {
  private static let whole = ReportFilter()

  private func add(
    _ desk: Desk, _ kind: RecordKind, to id: RecordID, _ fields: [(FieldDefinition, Value)]
  ) throws {
    try desk.store.write { session in
      guard let row = try session.db.record(id) else { return }
      _ = try session.append(kind, to: row, fields.map { FieldEdit(FieldID($0.number), $1) })
    }
  }

  private func new(_ desk: Desk, _ day: String, _ product: String = "Soup") throws -> RecordID {
    try desk.new(
      ("channel", "phone"), ("narrative", "x"), ("logged_at", day), ("product", product)
    ).id
  }

  /// What only a sync or a settled option would bring.
  private func put(_ desk: Desk, _ fact: String, _ value: String, of id: RecordID) throws {
    try desk.store.queue.writeWithoutTransaction { db in
      try db.execute(
        sql: "UPDATE facts SET \(fact) = ? WHERE rid = (SELECT rid FROM records WHERE id = ?)",
        arguments: [value, id.data])
    }
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) throws -> Int {
    try #require(CivilDate(year: year, month: month, day: day)).daysSinceEpoch
  }

  // MARK: - Weeks

  @Test func `the history of a branch begins with the first case of that branch, whatever it was about`()
    throws
  {
    let desk = try Desk()
    for date in ["2026-10-05", "2026-10-06", "2026-10-26"] { _ = try new(desk, date) }
    _ = try new(desk, "2026-10-20", "Tea")
    for date in ["2026-10-21", "2026-10-26"] { try put(desk, "branch", "BJ02", of: try new(desk, date)) }
    let end = ReportWeek.of(day: try day(2026, 11, 9))
    let first = ReportWeek.of(day: try day(2026, 10, 5))
    let found = try desk.store.read { try $0.weekSeries(by: [.product, .branch], Self.whole, until: end) }
    #expect(
      found == [
        WeekSeries(key: ["Soup", "BJ02"], first: first + 2, counts: [1, 1]),
        WeekSeries(key: ["Soup", "SH01"], first: first, counts: [2, 0, 0, 1]),
        WeekSeries(key: ["Tea", "SH01"], first: first, counts: [0, 0, 1]),
      ])
  }

  @Test
  func `no more history is made than a week is held against, and series stand in the order of their keys`()
    throws
  {
    let desk = try Desk()
    _ = try new(desk, "2020-01-06")
    for product in ["C", "A", "B"] { _ = try new(desk, "2026-11-02", product) }
    _ = try desk.new(("channel", "phone"), ("narrative", "x"), ("logged_at", "2026-11-02"))
    let since = try day(2026, 11, 2)
    let week = ReportWeek.of(day: since)
    let found = try desk.store.read {
      try $0.weekSeries(by: [.product], ReportFilter(since: since), until: week + 1)
    }
    #expect(found.map(\.key) == [[nil], ["A"], ["B"], ["C"], ["Soup"]])
    #expect(found.allSatisfy { $0.first == week - SpikeSearch().weeksBack })
    #expect(found.map { $0.counts.reduce(0, +) } == [1, 1, 1, 1, 0], "what is older is no history")
  }

  // MARK: - Quality

  @Test func `a sample has as many as asked for, in their order, and none that the person had a hand in`()
    throws
  {
    let desk = try Desk()
    let all = try (1...4).map { try new(desk, "2026-11-0\($0)") }
    try desk.store.read { reader in
      let order = [all[2], all[0], all[3], all[1]]
      let numbers = try reader.sample(order, without: "Wang", count: 4).map(\.number)
      #expect(numbers.count == 4)
      #expect(try reader.sample(order, without: "Wang", count: 2).map(\.number) == Array(numbers.prefix(2)))
      #expect(try reader.sample(order, without: "Li Na", count: 4).isEmpty)
      #expect(try reader.sample([], without: "Wang", count: 4).isEmpty)
    }
  }

  @Test func `of one who scores a case again the last score counts`() throws {
    let desk = try Desk()
    let one = try new(desk, "2026-11-02")
    let other = try new(desk, "2026-11-03")
    for mark in ["2", "3", "5"] { try add(desk, .score, to: one, [(ScoreField.attitude, .text(mark))]) }
    try add(desk, .score, to: other, [(ScoreField.attitude, .text("1"))])
    let first = try #require(CivilDate(year: 2026, month: 11, day: 1))
    let period = try #require(Period(first: first, last: first.adding(days: 29)))
    let marks = try desk.store.read { try $0.scores(in: period, branch: nil) }
      .map { $0.score.text(ScoreField.attitude) }
    #expect(marks == ["1", "5"], "the newest case first")
  }

  // MARK: - Counts

  @Test func `only what was taken up again counts as reopened, in every report that says so`() throws {
    let desk = try Desk()
    let all = try (1...3).map { try new(desk, "2026-11-0\($0)") }
    try add(desk, .step, to: all[0], [(StepField.to, .text("reopened"))])
    for id in all { try desk.edit(id, "status", "archived") }
    try desk.store.read { reader in
      let counts = try reader.counts(by: [[]], Self.whole)[0][0].value
      #expect(counts.cases == 3 && counts.reopened == 1 && counts.open == 0)
      #expect(try reader.repeats(by: [], Self.whole)[0].value.reopened == 1)
      let satisfaction = try reader.satisfaction(by: [], Self.whole)[0].value
      #expect(satisfaction.map(\.cases).reduce(0, +) == 3)
      #expect(satisfaction.map(\.reopened).reduce(0, +) == 1)
    }
  }

  @Test func `the figures of all groups add up to those of the whole`() throws {
    let desk = try Desk()
    for (date, product) in [("2026-11-01", "Soup"), ("2026-11-05", "Tea"), ("2026-11-09", "Soup")] {
      try desk.new(
        ("channel", "phone"), ("narrative", "x"), ("logged_at", date), ("product", product),
        ("phone", "13800138000"))
    }
    try desk.new(("channel", "phone"), ("narrative", "now"), ("product", "Tea"))
    try desk.store.read { reader in
      let groups = try reader.repeats(by: [.product], Self.whole).map(\.value)
      let all = try reader.repeats(by: [], Self.whole)[0].value
      #expect(groups.count == 2 && all.repeats == 2 && RepeatCounts(adding: groups) == all)
      let timely = try reader.timeliness(by: [], Self.whole, now: reader.now.milliseconds)[0].value
      let clocks = timely.all
      #expect(clocks.running > 0 && clocks.overdue > 0)
      #expect(timely.judged == clocks.judged + clocks.running + clocks.unrecorded)
    }
  }

  @Test func `currencies stand by how many cases were paid in them, then by their codes`() throws {
    let desk = try Desk()
    for cost in ["100 USD;200 CNY;300 EUR", "12800 CNY"] {
      try put(desk, "cost", cost, of: try new(desk, "2026-11-02"))
    }
    let found = try desk.store.read { try $0.compensation(by: [], Self.whole) }[0].value
    #expect(found.map(\.currency) == ["CNY", "EUR", "USD"])
    #expect(
      found.map(\.amounts) == [[200, 12800], [300], [100]] && found.map(\.total) == [13000, 300, 100])
  }

  @Test func `of spellings that are as frequent as each other the first in their order is shown`() throws {
    let desk = try Desk()
    let products = ["Soup", "Tea", "Cake", "Rice", "Fish", "Bread", "Salt", "Milk", "Plum", "Corn"]
    for product in products {
      for spelling in [product.lowercased(), product, product.uppercased()] {
        _ = try new(desk, "2026-11-02", spelling)
      }
    }
    let keys = try desk.store.read { try $0.counts(by: [[.product]], Self.whole)[0].map(\.key) }
    #expect(keys == products.map { $0.uppercased() }.sorted().map { [$0] })
  }

  // MARK: - Clocks

  @Test func `only of a case that is closed without a record nobody knows whether it was in time`() throws {
    let desk = try Desk()
    let open = try new(desk, "2026-11-02")
    func unrecorded() throws -> Int {
      try desk.store.read {
        try $0.timeliness(by: [], Self.whole, now: $0.now.milliseconds)[0].value.all.unrecorded
      }
    }
    #expect(try unrecorded() == 0)
    try desk.edit(open, "status", "archived")
    #expect(try unrecorded() > 0)
  }

  @Test func `what a step took is measured from the time of logging, not from the beginning of its day`()
    throws
  {
    let desk = try Desk()
    let one = try desk.new(("channel", "phone"), ("narrative", "x"))
    try add(desk, .progress, to: one.id, [(ProgressField.text, .text("soon"))])
    let spans = try desk.store.read {
      try $0.timeliness(by: [], Self.whole, now: $0.now.milliseconds)[0].value.spans
    }
    #expect(spans[0].count == 1 && (0..<600_000).contains(spans[0][0]), "\(spans[0])")
  }
}
