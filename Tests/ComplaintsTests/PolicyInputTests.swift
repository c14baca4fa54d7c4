import Complaints
import Testing
import Versioning

/// What head office types to lay down a policy or a calendar, and that a record gives it back.
@Suite("Policies and calendars, typed")
struct PolicyInputTests {
  private let now = LocalTime(milliseconds: 1_795_305_600_000, offsetMinutes: 480)

  @Test func `limits, by id or label, for one severity or all`() throws {
    var policy = Policy.standard
    try policy.setLimit(typed: "duty_manager/moderate=2000")
    try policy.setLimit(typed: "店员/轻微失误＝300元")
    try policy.setLimit(typed: "branch_staff/severe=unlimited")
    try policy.setLimit(typed: "总部=须审批")
    #expect(policy.limit(.dutyManager, .moderate) == .upTo(Money(minorUnits: 200_000, currency: "CNY")))
    #expect(policy.limit(.dutyManager, .minor) == Policy.standard.limit(.dutyManager, .minor))
    #expect(policy.limit(.branchStaff, .minor) == .upTo(Money(minorUnits: 30_000, currency: "CNY")))
    #expect(policy.limit(.branchStaff, .severe) == .unlimited)
    #expect(Severity.allCases.allSatisfy { policy.limit(.headOffice, $0) == .none })
    #expect(policy.authority(.dutyManager, .moderate).limits == [Money(minorUnits: 200_000, currency: "CNY")])
    #expect(policy.authority(.branchStaff).limits == nil)
    #expect(policy.authority(.auditor).limits == [])
  }

  @Test(
    "terms, in every spelling",
    arguments: [
      ("90", DeadlineTerm.minutes(90)), ("90 min", .minutes(90)), ("15分钟", .minutes(15)),
      ("2h", .minutes(120)),
      ("２小时", .minutes(120)), ("3 days", .minutes(4320)), ("3天", .minutes(4320)), ("eod", .endOfDay),
      ("当天", .endOfDay), ("3wd", .workingDays(3)), ("3 working days", .workingDays(3)),
      ("3个工作日", .workingDays(3)), ("0", .minutes(0)),
    ])
  func terms(typed: String, expected: DeadlineTerm) throws {
    var policy = Policy.standard
    try policy.setTerm(typed: "解决/severe=\(typed)")
    #expect(policy.term(.resolve, .severe) == expected)
    #expect(policy.term(.resolve, .minor) == Policy.standard.term(.resolve, .minor))
  }

  @Test func `a clock is switched off`() throws {
    var policy = Policy.standard
    try policy.setTerm(typed: "follow_up_30=停用")
    #expect(policy.term(.followUp30, .severe) == nil)
  }

  @Test(
    "what cannot be read is named",
    arguments: [
      ("2000", PolicyInputError.shape), ("duty_manager/moderate=", .shape), ("a/b/c=1", .shape),
      ("boss/minor=1", .unknownRole("boss")), ("auditor/minor=1", .unknownRole("auditor")),
      ("admin/huge=1", .unknownSeverity("huge")), ("admin/minor=lots", .notAnAmount("lots")),
    ])
  func refusedLimits(typed: String, expected: PolicyInputError) {
    var policy = Policy.standard
    #expect(throws: expected) { try policy.setLimit(typed: typed) }
    #expect(policy == .standard)
  }

  @Test(
    "so are times",
    arguments: [
      ("lunch=2h", PolicyInputError.unknownClock("lunch")), ("resolve=soon", .notATerm("soon")),
      ("resolve=-5", .notATerm("-5")), ("resolve=99999999999999999999", .notATerm("99999999999999999999")),
      ("resolve=9999999 days", .notATerm("9999999 days")), ("resolve=4000wd", .notATerm("4000wd")),
    ])
  func refusedTerms(typed: String, expected: PolicyInputError) {
    var policy = Policy.standard
    #expect(throws: expected) { try policy.setTerm(typed: typed) }
  }

  private func state(_ kind: RecordKind, _ key: String, _ edits: [FieldEdit]) throws -> RecordState {
    let record = SharedRecord.id(kind, key)
    let all = [FieldEdit(FieldID(SharedField.key.number), .text(key))] + edits.filter { $0.value != .none }
    return try CaseUnderTest.state(kind, record, all)
  }

  @Test func `a record gives the policy back, whatever a later program's defaults are`() throws {
    var policy = Policy.standard
    (policy.version, policy.from, policy.note) = (3, 1_795_305_600_000, "双十二")
    try policy.setLimit(typed: "店员=unlimited")
    try policy.setTerm(typed: "follow_up_7=off")
    try policy.setTerm(typed: "review/minor=2wd")
    let read = try #require(Policy(try state(.policy, "v3", policy.edits), offsetMinutes: 0))
    #expect(read == policy)
    // Every element is there: nothing is left to defaults.
    #expect(policy.edits.count == 2 + 3 * (Role.spending.count + DeadlineKind.allCases.count))
  }

  @Test func `hours, days and zones`() throws {
    var calendar = BranchCalendar()
    try calendar.setHours(typed: "mon-fri=09:00-21:30")
    try calendar.setHours(typed: "周六＝10：00－18：00")
    try calendar.setHours(typed: "星期日=休息")
    try calendar.setDays(typed: "2026-10-01..2026-10-07", .holiday, now: now)
    try calendar.setDays(typed: "2026-10-10", .workday, now: now)
    try calendar.setDays(typed: "2026-10-07", .ordinary, now: now)
    try calendar.setOffset(typed: "+8")
    #expect(
      calendar.week.map { $0?.text } == Array(repeating: "09:00-21:30", count: 5) + ["10:00-18:00", nil])
    #expect(calendar.holidays.count == 6 && calendar.workdays.count == 1 && calendar.offsetMinutes == 480)
    // 2026-10-10 is a Saturday that is worked, 2026-10-04 a Sunday in the holidays.
    #expect(
      calendar.hours(on: try #require(CivilDate(year: 2026, month: 10, day: 10)))?.text == "10:00-18:00")
    #expect(calendar.hours(on: try #require(CivilDate(year: 2026, month: 10, day: 4))) == nil)
    (calendar.version, calendar.from) = (2, 1_795_305_600_000)
    let read = try #require(
      BranchCalendar(try state(.calendar, "sh01-v2", calendar.edits(branch: "SH01")), offsetMinutes: 0))
    #expect(read == calendar)
  }

  @Test func `weekdays wrap around the week; the whole of it is named at once`() throws {
    var calendar = BranchCalendar()
    try calendar.setHours(typed: "周六-周一=closed")
    #expect(calendar.week.map { $0 == nil } == [true, false, false, false, false, true, true])
    try calendar.setHours(typed: "每天=08:00-24:00")
    #expect(calendar.week.allSatisfy { $0?.text == "08:00-24:00" })
  }

  @Test func `what is no day, no hours, no zone`() {
    var calendar = BranchCalendar()
    #expect(throws: CalendarInputError.notADay("funday")) {
      try calendar.setHours(typed: "funday=09:00-10:00")
    }
    #expect(throws: CalendarInputError.notHours("21:00-09:00")) {
      try calendar.setHours(typed: "mon=21:00-09:00")
    }
    #expect(throws: CalendarInputError.notHours("mon")) { try calendar.setHours(typed: "mon") }
    #expect(throws: CalendarInputError.notADate("soon")) {
      try calendar.setDays(typed: "soon", .holiday, now: now)
    }
    #expect(throws: CalendarInputError.notADate("2026-10-07..2026-10-01")) {
      try calendar.setDays(typed: "2026-10-07..2026-10-01", .holiday, now: now)
    }
    #expect(throws: CalendarInputError.tooManyDays(limit: 366)) {
      try calendar.setDays(typed: "2026-01-01..2030-01-01", .holiday, now: now)
    }
    #expect(throws: CalendarInputError.notAnOffset("Beijing")) { try calendar.setOffset(typed: "Beijing") }
    #expect(calendar == BranchCalendar())
  }

  @Test func `an emergency plan: steps and numbers are set apart, the rest stays`() throws {
    let phones = FieldEdit(FieldID(EmergencyPlanField.phones.number), .text("店长：138\n\n急救：120"))
    let all = try #require(
      EmergencyPlan(try state(.emergencyPlan, "every_branch", [phones]), over: .standard))
    #expect(all.phones.map(\.zhHans) == ["店长：138", "急救：120"] && all.steps == EmergencyPlan.standard.steps)
    #expect(!all.isBuiltIn)
    let branch = FieldEdit(FieldID(EmergencyPlanField.branch.number), .text("SH01"))
    let steps = FieldEdit(FieldID(EmergencyPlanField.steps.number), .text("先救人"))
    let own = try #require(
      EmergencyPlan(try state(.emergencyPlan, "sh01", [branch, steps]), over: all))
    #expect(own.steps.map(\.en) == ["先救人"] && own.phones == all.phones)
    // A record under another branch's key is none of it.
    #expect(EmergencyPlan(try state(.emergencyPlan, "sh02", [branch, steps]), over: all) == nil)
  }
}
