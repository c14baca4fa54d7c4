import Testing
import Versioning

@testable import Complaints

@Suite struct ReportTests {
  private static let hour: Int64 = 3_600_000

  /// Through the whole loop, an hour a step, with a call-back that led back to work.
  private func finished() -> CaseUnderTest {
    var found = CaseUnderTest.assessed(.moderate)
    found.now = Self.hour
    let option = found.option(remedies: [("refund", .text("12800 CNY")), ("voucher", .text("500 USD"))])
    found.step(.propose)
    found.now = 2 * Self.hour
    found.consent(to: option)
    found.step(.accept)
    found.add(.escalation, [(EscalationField.to, .text("区域经理"))])
    found.step(.execute)
    found.now = 3 * Self.hour
    found.add(.progress, [(ProgressField.text, .text("已寄出"))])
    found.step(.resolve)
    found.now = 4 * Self.hour
    found.add(
      .callBack, [(CallBackField.satisfaction, .text("2")), (CallBackField.byHandler, .flag(true))])
    found.step(.callBack, to: .executing)
    found.now = 5 * Self.hour
    found.step(.resolve)
    found.now = 6 * Self.hour
    found.add(.callBack, [(CallBackField.satisfaction, .text("5")), (CallBackField.byHandler, .flag(false))])
    found.step(.callBack)
    found.now = 7 * Self.hour
    found.add(.review, [(ReviewField.rootCause, .text("process_gap"))])
    found.step(.review)
    found.now = 8 * Self.hour
    found.step(.archive)
    return found
  }

  @Test func `a case of a file from before 2000 is reported on its day, with its time or without`() {
    // Version 8 of an id: made of a row.
    let row = Identifier(high: 0x8000, low: 1)
    for typed in ["1998-06-01", "1998-06-01T10:00:00+08:00"] {
      var found = CaseUnderTest(id: row)
      found.set([(CaseField.importSource, "old.csv"), (CaseField.loggedAt, typed)])
      let facts = CaseFacts(found.file, zone: .fixed(480))
      #expect(CivilDate(daysSinceEpoch: facts.day).description == "1998-06-01", "\(typed)")
    }
    // Typed by hand it is nobody's: it counts from where deadlines do.
    var typed = CaseUnderTest()
    typed.set([(CaseField.loggedAt, "1998-06-01T10:00:00+08:00")])
    #expect(CivilDate(daysSinceEpoch: CaseFacts(typed.file, zone: .utc).day).description == "2000-01-01")
  }

  @Test
  func `a case logged ahead of its writing counts where deadlines count from, with its time or by its day`() {
    // The morning is the 20th; a clock that nobody has put right yet may be a day ahead.
    for (typed, counted) in [
      ("2099-01-01", "2026-11-21"), ("2099-01-01T00:00:00+08:00", "2026-11-21"), ("2026-11-20", "2026-11-20"),
      ("2026-11-21", "2026-11-21"), ("2026-11-03", "2026-11-03"),
    ] {
      var found = CaseUnderTest()
      found.set([(CaseField.loggedAt, typed)])
      let facts = CaseFacts(found.file, zone: .fixed(480))
      #expect(CivilDate(daysSinceEpoch: facts.day).description == counted, "\(typed)")
      #expect(facts.isDayOnly == (typed.count == 10))
    }
  }

  @Test func `what reports count of a case that went through everything`() throws {
    let facts = CaseFacts(finished().file, zone: .fixed(0))
    let moments = try #require(facts.moments)
    func hours(_ time: Int64?) -> Int64? { time.map { ($0 - CaseUnderTest.morning) / Self.hour } }
    #expect(facts.escalations == 1 && facts.reopenings == 0 && facts.callBacks == 2)
    #expect(facts.satisfaction == 5 && !facts.isOwnCallBack)
    #expect(facts.storedCost == "12800 CNY;500 USD" && facts.rootCause == "process_gap")
    #expect(CaseFacts.cost(stored: "12800 CNY;500 USD") == facts.cost)
    #expect(hours(moments.responded) == 1 && hours(moments.proposed) == 1 && hours(moments.informed) == 3)
    #expect(hours(moments.resolved) == 3 && hours(moments.lastResolved) == 5)
    #expect(hours(moments.calledBack) == 6 && hours(moments.lastConfirmed) == 6)
    #expect(hours(moments.reviewed) == 7 && hours(facts.closed) == 8 && moments.stopped == nil)
    #expect(CivilDate(daysSinceEpoch: facts.day).description == "2026-11-20" && !facts.isDayOnly)
  }

  @Test func `a case in which nothing was done has none of what is counted`() throws {
    let facts = CaseFacts(CaseUnderTest().file, zone: .fixed(0))
    #expect(facts.escalations == 0 && facts.reopenings == 0 && facts.callBacks == 0)
    #expect(facts.satisfaction == nil && !facts.isOwnCallBack && facts.cost.isEmpty)
    #expect(try !#require(facts.moments).hasRecords)
    var told = CaseUnderTest()
    told.add(.progress, [(ProgressField.text, .text("在路上"))])
    #expect(try #require(CaseFacts(told.file, zone: .fixed(0)).moments).hasRecords)
  }

  @Test func `where nobody called, the last answer to a survey counts, whatever ids the answers have`() {
    var found = CaseUnderTest.assessed()
    for (at, (low, answer)) in [(9, "2"), (5, "4")].enumerated() {
      found.now = Int64(at) * Self.hour
      found.add(
        .survey, [(SurveyField.satisfaction, .text(answer))], to: Identifier(high: 3, low: UInt64(low)))
    }
    #expect(CaseFacts(found.file, zone: .fixed(0)).satisfaction == 4)
  }

  @Test func `moments give the same deadlines as records, explained or not`() throws {
    var cases = [
      finished(), CaseUnderTest(), CaseUnderTest.assessed(.severe), CaseUnderTest.assessed(.minor),
    ]
    var held = CaseUnderTest.assessed(.severe)
    held.now = Self.hour
    held.step(.hold, reason: "供应商", until: "2026-11-25")
    var withdrawn = CaseUnderTest.assessed(.minor)
    withdrawn.now = 50 * Self.hour
    withdrawn.step(.withdraw, to: .unfounded)
    var reopened = finished()
    reopened.now = 30 * Self.hour
    reopened.step(.reopen, reason: "又坏了")
    cases += [held, withdrawn, reopened]
    let calendar = BranchCalendar(zone: .fixed(480))
    var seen: Set<DeadlineKind> = []
    for found in cases {
      let told = deadlines(of: found.file, policy: .standard, calendar: calendar, zone: .fixed(480))
      let moments = try #require(CaseMoments(found.file, zone: .fixed(480)))
      let quick = deadlines(
        of: moments, terms: DeadlineTerms(.standard, moments.severity), calendar: calendar, zone: .fixed(480),
        explained: false)
      #expect(told.map(\.due) == quick.map(\.due) && told.map(\.kind) == quick.map(\.kind))
      #expect(told.map(\.met) == quick.map(\.met) && told.map(\.stopped) == quick.map(\.stopped))
      #expect(told.allSatisfy { !$0.reasons.isEmpty } && quick.allSatisfy { $0.reasons.isEmpty })
      seen.formUnion(quick.map(\.kind))
    }
    #expect(seen.isSuperset(of: [.firstResponse, .preliminaryAnswer, .progressReport, .resolve, .callBack]))
    let until = deadlines(
      of: try #require(CaseMoments(held.file, zone: .fixed(480))), terms: DeadlineTerms(.standard, .severe),
      calendar: calendar, zone: .fixed(480), explained: false
    ).first { $0.kind == .progressReport }
    #expect(until.map { LocalTime(milliseconds: $0.due, offsetMinutes: 480).short } == "2026-11-25 00:00")
  }

  @Test func `the rules in force are those that one case is held to`() {
    var strict = Policy.standard
    (strict.version, strict.from) = (2, 1000)
    strict.set(.minutes(1), .resolve, .minor)
    var lax = strict
    (lax.version, lax.from) = (3, 1000)
    lax.set(.minutes(9), .resolve, .minor)
    let policies = [lax, strict]
    let calendars = [
      BranchCalendar(version: 1, from: 500, zone: .fixed(60)), BranchCalendar(version: 2, from: 500),
      BranchCalendar(version: 3, from: 2000),
    ]
    var rules = RulesInForce(policies: policies)
    for time: Int64 in [0, 500, 999, 1000, 1999, 2000, 5000] {
      for severity in [nil, Severity.minor, .moderate, .severe] {
        #expect(
          rules.terms(severity, logged: time) == DeadlineTerms(policies.inForce(at: time), severity))
      }
      let calendar = rules.calendar(branch: "SH01", logged: time) { calendars }
      #expect(calendar == calendars.inForce(at: time))
    }
    for (place, clock) in DeadlineKind.allCases.enumerated() { #expect(clock.place == place) }
  }

  @Test func `a deadline is in time, late, overdue, running, or has no record`() {
    func deadline(met: Int64? = nil, stopped: Int64? = nil) -> Deadline {
      Deadline(
        kind: .resolve, owed: nil, began: 0, due: 100, met: met, stopped: stopped, zone: .utc,
        reasons: [])
    }
    var counts = Timeliness()
    counts.count(deadline(met: 100), isUnrecorded: true, now: 500)
    counts.count(deadline(met: 101), isUnrecorded: true, now: 500)
    counts.count(deadline(stopped: 300), isUnrecorded: true, now: 500)
    counts.count(deadline(), isUnrecorded: false, now: 101)
    counts.count(deadline(), isUnrecorded: false, now: 100)
    counts.count(deadline(), isUnrecorded: true, now: 500)
    #expect(counts.inTime == 1 && counts.late == 2 && counts.overdue == 1)
    #expect(counts.running == 1 && counts.unrecorded == 1 && counts.judged == 4)
    // To close a case before it is due answers nobody.
    counts.count(deadline(stopped: 50), isUnrecorded: false, now: 500)
    #expect(counts.inTime == 1 && counts.unrecorded == 2 && counts.judged == 4)
    let both = Timeliness(adding: [counts, counts])
    #expect(
      both.inTime == 2 && both.late == 4 && both.overdue == 2 && both.running == 2 && both.unrecorded == 4)
  }

  @Test func `a case logged on a day is closed so many days later`() {
    let days: Int64 = 86_400_000
    #expect(CaseFacts.span(day: 10, logged: nil, closedDay: 12, closed: nil) == 2 * days)
    #expect(CaseFacts.span(day: 10, logged: 5, closedDay: 10, closed: nil) == 0)
    #expect(CaseFacts.span(day: 10, logged: 1000, closedDay: 11, closed: 5000) == 4000)
    #expect(CaseFacts.span(day: 12, logged: nil, closedDay: 10, closed: nil) == 0)
    var found = CaseUnderTest()
    found.set([
      (CaseField.loggedAt, "2026-11-01"), (CaseField.closedAt, "2026-11-09"), (CaseField.status, "archived"),
    ])
    let facts = CaseFacts(found.file, zone: .fixed(480))
    #expect(facts.isDayOnly && facts.closedDay == facts.day + 8 && facts.closed == nil)
  }

  @Test func `the same customer within thirty days has complained again`() {
    let day: Int64 = 86_400_000
    var found = RepeatComplaints()
    found.add([(3, 71 * day), (1, 0), (2, 30 * day), (4, 101 * day)])
    found.add([(5, 0)])
    #expect(RepeatComplaints.days == 30)
    #expect(found.identified == [1, 2, 3, 4, 5])
    #expect(found.repeats == [2, 4] && found.followed == [1, 3], "31 and 41 days are too many")
    var late = RepeatComplaints()
    late.add([(1, 0), (2, 30 * day + 1)])
    #expect(late.repeats.isEmpty && late.followed.isEmpty, "a moment more than thirty days")
    // The same two by phone as well: nothing is counted twice, no case is its own repeat.
    found.add([(1, 0), (2, 30 * day), (2, 30 * day)])
    #expect(found.repeats == [2, 4] && found.followed == [1, 3])
  }

  @Test func `a case to which nothing happened was never taken up again, called about or paid for`() {
    let facts = CaseFacts(CaseUnderTest().file, zone: .fixed(480))
    #expect(facts.reopenings == 0 && facts.callBacks == 0 && facts.escalations == 0 && facts.cost.isEmpty)
    #expect(!facts.isOwnCallBack && facts.satisfaction == nil && facts.closed == nil)
    let unknown = CaseFile(
      RecordState(record: CaseUnderTest.id, kind: .case, aggregate: CaseUnderTest.id), children: [])
    let nothing = CaseFacts(unknown, zone: .utc)
    #expect(nothing.moments == nil && nothing.day == 0 && !nothing.isDayOnly, "a case without any version")
  }

  @Test func `of several surveys the one that was answered last counts, of reviews the last with a cause`() {
    var found = CaseUnderTest()
    found.add(.survey, [(SurveyField.satisfaction, .text("2"))], to: Identifier(high: 2, low: 900))
    found.now = Self.hour
    found.add(.survey, [(SurveyField.satisfaction, .text("5"))], to: Identifier(high: 2, low: 800))
    found.add(.review, [(ReviewField.rootCause, .text("process_gap"))], to: Identifier(high: 3, low: 1))
    found.add(.review, [(ReviewField.rootCause, .text("staff_skill"))], to: Identifier(high: 3, low: 2))
    found.add(.review, [(ReviewField.lesson, .text("x"))], to: Identifier(high: 3, low: 3))
    let facts = CaseFacts(found.file, zone: .fixed(480))
    #expect(facts.satisfaction == 5 && facts.rootCause == "staff_skill")
  }

  @Test func `people write handlers, products and suppliers as they like: no list of ours and no time`() {
    #expect(ReportAxis.allCases.filter(\.isFreeText) == [.product, .handler, .supplier])
    #expect(ReportAxis.allCases.filter(\.isTime) == [.day, .week, .month, .year])
  }

  @Test func `percentiles are values that occurred`() {
    #expect(percentile([], 50) == nil)
    #expect(percentile([7], 50) == 7 && percentile([7], 90) == 7)
    #expect(percentile([1, 2, 3, 4], 50) == 2 && percentile([1, 2, 3, 4], 90) == 4)
    #expect(percentile(Array(1...10), 90) == 9 && percentile(Array(1...100), 50) == 50)
  }

  @Test(arguments: [
    (1, 1, 1), (2, 1, 2), (3, 2, 3), (4, 2, 4), (5, 3, 5), (9, 5, 9), (10, 5, 9), (11, 6, 10), (19, 10, 18),
    (20, 10, 18),
    (21, 11, 19), (101, 51, 91),
  ])
  func `a percentile is the nearest rank: the first value that so many do not exceed`(
    count: Int, median: Int64, p90: Int64
  ) {
    // The values are their own ranks.
    let ranks = (1...Int64(count)).map { $0 }
    #expect(percentile(ranks, 50) == median && percentile(ranks, 90) == p90)
    #expect(percentile(ranks, 100) == Int64(count) && percentile(ranks, 1) == Int64((count + 99) / 100))
  }

  @Test func `weeks begin on Monday, before 1970 too`() throws {
    for (text, monday) in [
      ("2026-11-22", "2026-11-16"), ("2026-11-23", "2026-11-23"), ("1970-01-01", "1969-12-29"),
      ("1969-12-28", "1969-12-22"), ("1969-12-22", "1969-12-22"),
    ] {
      guard case .day(let date)? = DateText(stored: text) else {
        Issue.record("\(text)")
        continue
      }
      let week = ReportWeek.of(day: date.daysSinceEpoch)
      #expect(CivilDate(daysSinceEpoch: ReportWeek.monday(week)).description == monday)
    }
  }

  @Test func `an axis is found by its names in both languages`() {
    for (typed, axis) in [
      ("branch", ReportAxis.branch), ("class", .problemClass), ("问题分类", .problemClass),
      ("root-cause", .rootCause),
      ("月份", .month), ("Week", .week), ("原因", .cause), ("sev", .severity),
    ] { #expect(ReportAxis(typed: typed) == axis, "\(typed)") }
    #expect(ReportAxis(typed: "colour") == nil && ReportAxis(typed: "") == nil)
    #expect(ReportAxis.severity.text("minor", .zhHans, .builtIn) == "轻微")
    #expect(
      ReportAxis.product.text("Soup", .zhHans, .builtIn) == "Soup"
        && ReportAxis.product.text(nil, .en, .builtIn) == "(not set)")
  }

  @Test func `a stored day is read as before, and nothing else as one`() {
    #expect(DateText(stored: "2024-02-29")?.stored == "2024-02-29")
    for bad in [
      "2023-02-29", "2024/02/29", "2024-2-29x", "2024-02-3a", "２０２４-02", "0000-01-01", "2024-13-01",
    ] {
      #expect(DateText(stored: bad) == nil, "\(bad)")
    }
  }

  @Test func `groups are in the order of time, or the largest first`() {
    func group(_ key: [String?], _ size: Int) -> ReportGroup<Int> { ReportGroup(key: key, value: size) }
    let months = [group(["2026-02"], 1), group(["2026-01"], 2), group([nil], 3)].ordered(by: [.month]) { $0 }
    #expect(months.map(\.key) == [[nil], ["2026-01"], ["2026-02"]])
    let both = [group(["2026-01", "a"], 1), group(["2026-02", "a"], 9), group(["2026-01", "b"], 2)]
    #expect(
      both.ordered(by: [.month, .product]) { $0 }.map(\.key)
        == [["2026-01", "b"], ["2026-01", "a"], ["2026-02", "a"]], "within a month the largest first")
    let kinds = [group(["b"], 1), group(["a"], 1), group(["c"], 5)].ordered(by: [.product]) { $0 }
    #expect(kinds.map(\.key) == [["c"], ["a"], ["b"]])
  }
}
