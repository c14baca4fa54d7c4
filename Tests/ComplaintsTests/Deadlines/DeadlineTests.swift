import Testing
import Versioning

@testable import Complaints

/// By when things are due. The case was logged on Friday, 2026-11-20, at 10:00 in Shanghai.
@Suite struct DeadlineTests {
  private static let hour: Int64 = 3_600_000

  private func all(_ found: CaseUnderTest, _ calendar: BranchCalendar = BranchCalendar()) -> [DeadlineKind:
    Deadline]
  {
    Dictionary(
      uniqueKeysWithValues: deadlines(
        of: found.file, policy: .standard, calendar: calendar, zone: .fixed(480)
      ).map { ($0.kind, $0) })
  }

  private func due(_ kind: DeadlineKind, _ severity: Severity, _ calendar: BranchCalendar = BranchCalendar())
    -> String?
  {
    all(CaseUnderTest.assessed(severity), calendar)[kind].map {
      LocalTime(milliseconds: $0.due, offsetMinutes: 480).short
    }
  }

  @Test func `each clock by severity`() {
    #expect(due(.firstResponse, .minor) == "2026-11-20 10:05")
    #expect(due(.firstResponse, .moderate) == "2026-11-20 10:15")
    for severity in Severity.allCases { #expect(due(.preliminaryAnswer, severity) == "2026-11-20 11:00") }
    #expect(due(.progressReport, .minor) == "2026-11-21 10:00")
    #expect(due(.progressReport, .moderate) == "2026-11-20 18:00")
    #expect(due(.progressReport, .severe) == "2026-11-20 14:00")
    #expect(due(.resolve, .minor) == "2026-11-20 21:00")
    #expect(due(.resolve, .moderate) == "2026-11-21 10:00")
    #expect(due(.resolve, .severe) == "2026-11-23 21:00")
    #expect(due(.callBack, .severe) == nil && due(.review, .severe) == nil, "they have not begun")
  }

  @Test func `working days leave out closed days, and count made-up ones`() throws {
    var office = BranchCalendar(
      zone: .fixed(480),
      week: [[BranchCalendar.Hours]](repeating: [BranchCalendar.Hours(opens: 540, closes: 1080)], count: 5)
        + [
          [], [],
        ])
    // Monday, Tuesday, Wednesday.
    #expect(due(.resolve, .severe, office) == "2026-11-25 18:00")
    office.holidays = [try #require(CivilDate(year: 2026, month: 11, day: 23))]
    #expect(due(.resolve, .severe, office) == "2026-11-26 18:00")
    office.workdays = [try #require(CivilDate(year: 2026, month: 11, day: 22))]
    #expect(due(.resolve, .severe, office) == "2026-11-25 18:00")
    let reasons = all(CaseUnderTest.assessed(.severe), office)[.resolve]?.reasons.map(\.en) ?? []
    #expect(reasons.contains("2026-11-21: closed") && reasons.contains("2026-11-23: closed"))
    #expect(reasons.contains("2026-11-22: working day 1, closes at 18:00"))
    #expect(reasons.last == "Due: 2026-11-25 18:00")
  }

  @Test func `the end of the day is that of the next open one where it is over`() {
    let early = BranchCalendar(
      zone: .fixed(480),
      week: [[BranchCalendar.Hours]](repeating: [BranchCalendar.Hours(opens: 360, closes: 590)], count: 5) + [
        [], [],
      ])
    #expect(due(.resolve, .minor, early) == "2026-11-23 09:50")
    let never = BranchCalendar(week: [[BranchCalendar.Hours]](repeating: [], count: 7))
    #expect(due(.resolve, .minor, never) == "2026-11-21 10:00", "and a branch that never opens counts a day")
  }

  @Test func `done in time, done late, not done`() throws {
    var found = CaseUnderTest.assessed(.moderate)
    found.now = Self.hour / 6
    found.add(.note, [(NoteField.text, .text("已致电致歉")), (NoteField.told, .flag(true))])
    found.now = 20 * Self.hour
    found.option()
    found.step(.propose)
    let times = all(found)
    let now = CaseUnderTest.morning + 20 * Self.hour
    #expect(times[.firstResponse]?.isBreached(at: now) == false)
    #expect(
      times[.preliminaryAnswer]?.isBreached(at: now) == true && times[.preliminaryAnswer]?.isOver == true)
    #expect(times[.resolve]?.isBreached(at: now) == false && times[.resolve]?.isOver == false)
    #expect(times[.resolve]?.isBreached(at: now + 5 * Self.hour) == true)
  }

  @Test func `a breach from before anybody heard is told apart`() throws {
    let resolve = try #require(all(CaseUnderTest.assessed(.minor))[.resolve])
    #expect(resolve.isBreachedBefore(resolve.due + 1) && !resolve.isBreachedBefore(resolve.due))
  }

  @Test func `on hold it is the promised time that counts`() {
    var found = CaseUnderTest.assessed(.severe)
    found.step(.hold, reason: "供应商", until: "2026-11-22T09:00:00+08:00")
    #expect(
      all(found)[.progressReport]?.due
        == LocalTime(rfc3339: "2026-11-22T09:00:00+08:00")?.milliseconds)
  }

  @Test func `progress is owed since the last that happened, whichever it was: what was told, or a step`() {
    var found = CaseUnderTest.assessed(.severe)
    #expect(all(found)[.progressReport]?.began == CaseUnderTest.morning)
    found.now = 2 * Self.hour
    found.add(.progress, [(ProgressField.text, .text("在路上"))])
    #expect(all(found)[.progressReport]?.began == CaseUnderTest.morning + 2 * Self.hour)
    found.now = 3 * Self.hour
    found.option()
    found.step(.propose)
    #expect(all(found)[.progressReport]?.began == CaseUnderTest.morning + 3 * Self.hour)
    #expect(all(found)[.progressReport]?.due == CaseUnderTest.morning + 7 * Self.hour)
    found.now = 4 * Self.hour
    found.add(.progress, [(ProgressField.text, .text("快到了"))])
    #expect(all(found)[.progressReport]?.began == CaseUnderTest.morning + 4 * Self.hour)
  }

  @Test func `after the resolution: a call, later ones where it was severe, then the review`() throws {
    var found = CaseUnderTest.assessed(.severe)
    found.now = 2 * Self.hour
    found.step(.resolve)
    let times = all(found)
    let resolved = CaseUnderTest.morning + 2 * Self.hour
    #expect(times[.resolve]?.met == resolved && times[.progressReport] == nil)
    #expect(times[.callBack]?.due == resolved + 24 * Self.hour)
    #expect(times[.followUp7]?.due == resolved + 7 * 24 * Self.hour)
    #expect(times[.followUp30]?.due == resolved + 30 * 24 * Self.hour)
    found.now = 3 * Self.hour
    found.add(.callBack, [(CallBackField.solved, .flag(true))])
    found.step(.callBack)
    let later = all(found)
    #expect(later[.callBack]?.met == resolved + Self.hour && later[.followUp7]?.met == nil)
    #expect(later[.review]?.due == resolved + Self.hour + 48 * Self.hour)
    found.now = 6 * 24 * Self.hour
    found.add(.callBack, [(CallBackField.solved, .flag(true))])
    #expect(all(found)[.followUp7]?.met != nil && all(found)[.followUp30]?.met == nil)
  }

  @Test func `what is closed early owes nothing more, but what was late stays late`() {
    var found = CaseUnderTest.assessed(.minor)
    found.now = 4 * Self.hour
    found.step(.withdraw, reason: "x")
    let times = all(found)
    #expect(times[.resolve] == nil && times[.progressReport] == nil)
    #expect(times[.preliminaryAnswer]?.isBreached(at: .max) == true)
  }

  @Test func `a reopened case begins anew`() {
    var found = CaseUnderTest.assessed(.moderate)
    found.step(.resolve)
    found.now = 100 * Self.hour
    found.step(.reopen, reason: "又坏了")
    #expect(all(found)[.resolve]?.due == CaseUnderTest.morning + 124 * Self.hour)
    #expect(all(found)[.resolve]?.isOver == false && all(found)[.callBack] == nil)
  }

  @Test func `policies and calendars hold from their beginning on, for what was logged then`() {
    var later = Policy.standard
    (later.version, later.from) = (2, 1000)
    var last = later
    last.version = 3
    let all = [later, last]
    #expect(all.inForce(at: 999).version == 0 && all.inForce(at: 1000).version == 3)
    #expect([BranchCalendar]().inForce(at: 0) == BranchCalendar())
  }

  @Test func `terms, limits, hours and offsets read back as they were written`() {
    for term in [DeadlineTerm.minutes(90), .endOfDay, .workingDays(3)] {
      #expect(DeadlineTerm(stored: term.stored) == term)
    }
    for text in ["", "m", "m-1", "wd", "m99999999999", "eodx", "3"] {
      #expect(DeadlineTerm(stored: text) == nil)
    }
    #expect(Policy.Limit(stored: "500 CNY") == .upTo(Money(minorUnits: 500, currency: "CNY")))
    #expect(Policy.Limit(stored: "much") == nil)
    #expect(BranchCalendar.Hours(text: "09:00-21:30")?.text == "09:00-21:30")
    for text in ["09:00-09:00", "9", "09:00-25:00", "09:61-10:00", "09:00-24:01", "-", ""] {
      #expect(BranchCalendar.Hours(text: text) == nil)
    }
    #expect(BranchCalendar.Hours(text: "21:00-09:00")?.closes == 33 * 60)
    for text in ["10:00-14:00,17:00-22:00", "18:00-02:00", "00:00-24:00", "closed"] {
      #expect(BranchCalendar.Hours.spans(text)?.text == text)
    }
    for text in ["10:00-14:00,13:00-22:00", "18:00-02:00,20:00-21:00", "", ","] {
      #expect(BranchCalendar.Hours.spans(text) == nil)
    }
  }
}
