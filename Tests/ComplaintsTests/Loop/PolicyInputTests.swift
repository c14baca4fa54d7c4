import Complaints
import Testing
import Versioning
import Zones

/// What head office types to lay down a policy or a calendar, and that a record gives it back.
@Suite("Policies and calendars, typed")
struct PolicyInputTests {
  private let now = LocalClock(milliseconds: 1_795_305_600_000, zone: .fixed(480))

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

  @Test(arguments: [
    ("90", DeadlineTerm.minutes(90)), ("90 min", .minutes(90)), ("15分钟", .minutes(15)),
    ("2h", .minutes(120)),
    ("２小时", .minutes(120)), ("3 days", .minutes(4320)), ("3天", .minutes(4320)), ("eod", .endOfDay),
    ("当天", .endOfDay), ("当天营业结束前", .endOfDay), ("end of the day", .endOfDay), ("3wd", .workingDays(3)),
    ("3 working days", .workingDays(3)),
    ("3个工作日", .workingDays(3)), ("0", .minutes(0)),
  ])
  func `terms, in every spelling`(typed: String, expected: DeadlineTerm) throws {
    var policy = Policy.standard
    try policy.setTerm(typed: "解决/severe=\(typed)")
    #expect(policy.term(.resolve, .severe) == expected)
    #expect(policy.term(.resolve, .minor) == Policy.standard.term(.resolve, .minor))
  }

  @Test func `the former name of a role may have a slash of its own`() throws {
    var policy = Policy.standard
    try policy.setLimit(typed: "值班经理/主管/一般=2000")
    #expect(policy.limit(.dutyManager, .moderate) == .upTo(Money(minorUnits: 200_000, currency: "CNY")))
    #expect(policy.limit(.dutyManager, .minor) == Policy.standard.limit(.dutyManager, .minor))
    try policy.setLimit(typed: "店员/客服=须审批")
    #expect(Severity.allCases.allSatisfy { policy.limit(.branchStaff, $0) == .none })
  }

  @Test func `a clock is switched off`() throws {
    var policy = Policy.standard
    try policy.setTerm(typed: "follow_up_30=停用")
    #expect(policy.term(.followUp30, .severe) == nil)
  }

  @Test(arguments: [
    ("2000", PolicyInputError.shape), ("duty_manager/moderate=", .shape), ("a/b/c=1", .unknownSeverity("c")),
    ("boss/minor=1", .unknownRole("boss")), ("auditor/minor=1", .unknownRole("auditor")),
    ("admin/huge=1", .unknownSeverity("huge")), ("admin/minor=lots", .notAnAmount("lots")),
  ])
  func `what cannot be read is named`(typed: String, expected: PolicyInputError) {
    var policy = Policy.standard
    #expect(throws: expected) { try policy.setLimit(typed: typed) }
    #expect(policy == .standard)
  }

  @Test(arguments: [
    ("lunch=2h", PolicyInputError.unknownDeadline("lunch")), ("resolve=soon", .notATerm("soon")),
    ("resolve=-5", .notATerm("-5")), ("resolve=99999999999999999999", .notATerm("99999999999999999999")),
    ("resolve=9999999 days", .notATerm("9999999 days")), ("resolve=4000wd", .notATerm("4000wd")),
  ])
  func `times that cannot be read are named, too`(typed: String, expected: PolicyInputError) {
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
    try policy.setLane(typed: "product_quality=review,approval", classes: .problemClass)
    let read = try #require(Policy(try state(.policy, "v3", policy.edits), zone: .utc))
    #expect(read == policy)
    // Every element is there: nothing is left to defaults.
    #expect(policy.edits.count == 3 + 3 * (Role.spending.count + DeadlineKind.ofPolicy.count))
  }

  /// A calendar over what is built in, as options typed one after the other make it.
  private func calendar(_ open: String..., change: (inout CalendarVersion) throws -> Void = { _ in })
    throws -> BranchCalendar
  {
    var version = CalendarVersion()
    try version.setHours(typed: open)
    try change(&version)
    return version.calendar(over: BranchCalendar())
  }

  private func day(_ month: Int, _ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: 2026, month: month, day: day))
  }

  @Test func `hours, days and zones`() throws {
    let calendar = try calendar("mon-fri=09:00-21:30", "周六＝10：00－18：00", "星期日=休息") {
      try $0.setDays(typed: "2026-10-01..2026-10-07", .holiday, now: now)
      try $0.setDays(typed: "2026-10-10", .workday, now: now)
      try $0.setDays(typed: "2026-10-07", .ordinary, now: now)
      try $0.setZone(typed: "＋8")
    }
    #expect(
      calendar.week.map(\.text) == Array(repeating: "09:00-21:30", count: 5) + ["10:00-18:00", "closed"])
    #expect(calendar.holidays.count == 6 && calendar.workdays.count == 1 && calendar.zone == .fixed(480))
    // 2026-10-10 is a Saturday that is worked, 2026-10-04 a Sunday in the holidays.
    #expect(calendar.hours(on: try day(10, 10)).text == "10:00-18:00")
    #expect(calendar.hours(on: try day(10, 4)).isEmpty)
  }

  @Test
  func
    `hours may be split and may end after midnight; said again for a day they add up, or replace what they overlap`()
    throws
  {
    #expect(try calendar("mon=10:00-14:00,17:00-22:00").week[0].text == "10:00-14:00,17:00-22:00")
    #expect(try calendar("mon=17:00-22:00", "周一=10:00-14:00").week[0].text == "10:00-14:00,17:00-22:00")
    #expect(try calendar("周一=10:00-14:00、17:00-22:00").week[0].text == "10:00-14:00,17:00-22:00")
    #expect(try calendar("fri=18:00-02:00").week[4].text == "18:00-02:00")
    #expect(try calendar("fri=18:00~00:00").week[4].text == "18:00-24:00")
    #expect(try calendar("每天=09:00-21:00", "sat=10:00-18:00", "sun=closed").week[5].text == "10:00-18:00")
    #expect(try calendar("mon=10:00-14:00", "mon=closed").week[0].isEmpty)
    #expect(try calendar("mon=closed", "mon=10:00-14:00").week[0].text == "10:00-14:00")
    #expect(try calendar("mon=10:00-14:00", "mon=company").week[0].text == "09:00-21:00")
  }

  @Test func `a record gives back what was laid down; older programs read hours as near as they can`() throws
  {
    var version = CalendarVersion(version: 2, from: 1_795_305_600_000)
    try version.setHours(typed: ["mon=10:00-14:00,17:00-22:00", "fri=18:00-02:00", "sun=closed"])
    try version.setDays(typed: "2026-10-01", .holiday, now: now)
    try version.setDays(typed: "2026-12-25", .ordinary, now: now)
    try version.setZone(typed: "Europe/Berlin")
    version.isWithoutCompanyDays = true
    var company = BranchCalendar()
    company.week[1] = []
    company.holidays = [try day(12, 25)]
    let edits = version.edits(branch: "SH01", over: company).filter { $0.value != .none }
    #expect(try CalendarVersion(state(.calendar, "sh01-v2", edits), zone: .utc) == version)
    func text(_ field: FieldDefinition, _ element: String? = nil) -> Value? {
      let id = element.map { FieldID(field.number, $0) } ?? FieldID(field.number)
      return edits.first { $0.field == id }?.value
    }
    #expect(text(CalendarField.week, "1") == .text("10:00-22:00"))
    #expect(text(CalendarField.week, "2") == .text("closed"), "of the company")
    #expect(text(CalendarField.week, "5") == .text("18:00-24:00"))
    #expect(text(CalendarField.offset) == .text("+01:00"), "as it is in November")
    #expect(text(CalendarField.days, "2026-12-25") == nil)
  }

  @Test func `a record of an older program says all; what it only copied is the company's still`() throws {
    var edits = [
      FieldEdit(FieldID(CalendarField.from.number), .text("2026-11-22T00:00:00+00:00")),
      FieldEdit(FieldID(CalendarField.branch.number), .text("SH01")),
      FieldEdit(FieldID(CalendarField.days.number, "2026-10-01"), .text("holiday")),
      FieldEdit(FieldID(CalendarField.offset.number), .text("+08:00")),
    ]
    for day in 1...7 {
      let hours = day == 6 ? "10:00-18:00" : "09:00-21:00"
      edits.append(FieldEdit(FieldID(CalendarField.week.number, "\(day)"), .text(hours)))
    }
    let own = try #require(CalendarVersion(try state(.calendar, "sh01-v1", edits), zone: .utc))
    var company = CalendarVersion(version: 1, from: 0)
    try company.setDays(typed: "2026-10-01..2026-10-02", .holiday, now: now)
    var later = company
    (later.version, later.from) = (2, own.from + 1)
    try later.setHours(typed: ["mon=08:00-12:00", "sat=closed"])
    try later.setDays(typed: "2027-01-01", .holiday, now: now)
    let calendars = [company, later].calendars(with: [own])
    let then = calendars.inForce(at: own.from)
    #expect(then.holidays == [try day(10, 1)], "it had worked on the 2nd")
    let now = calendars.inForce(at: later.from)
    #expect(now.week[0].text == "08:00-12:00" && now.week[5].text == "10:00-18:00")
    #expect(now.holidays.count == 2 && now.zone == .fixed(480))
  }

  @Test
  func
    `a branch's calendar that begins later leaves the company's in force until then, and follows it where it says nothing`()
    throws
  {
    var company = CalendarVersion(version: 1, from: 100)
    try company.setHours(typed: ["sun=closed"])
    try company.setDays(typed: "2026-10-01", .holiday, now: now)
    var later = company
    (later.version, later.from) = (2, 300)
    try later.setHours(typed: ["mon=08:00-12:00", "tue=08:00-12:00"])
    try later.setDays(typed: "2026-12-25..2026-12-26", .holiday, now: now)
    var own = CalendarVersion(version: 1, from: 200)
    try own.setHours(typed: ["mon=10:00-14:00"])
    try own.setDays(typed: "2026-12-26", .ordinary, now: now)
    let all = [company, later].calendars(with: [own])
    #expect(all.inForce(at: 99) == BranchCalendar())
    #expect(all.inForce(at: 199).week[0].text == "09:00-21:00" && all.inForce(at: 199).week[6].isEmpty)
    #expect(all.inForce(at: 200).week[0].text == "10:00-14:00" && all.inForce(at: 200).week[6].isEmpty)
    #expect(all.inForce(at: 200).holidays == [try day(10, 1)])
    #expect(all.inForce(at: 300).week.map(\.text).prefix(2) == ["10:00-14:00", "08:00-12:00"])
    #expect(all.inForce(at: 300).holidays == [try day(10, 1), try day(12, 25)])
    own.isWithoutCompanyDays = true
    #expect([company, later].calendars(with: [own]).inForce(at: 300).holidays.isEmpty)
  }

  @Test func `weekdays wrap around the week; the whole of it is named at once`() throws {
    #expect(
      try calendar("周六-周一=closed").week.map(\.isEmpty) == [true, false, false, false, false, true, true])
    #expect(try calendar("每天=08:00-24:00").week.allSatisfy { $0.text == "08:00-24:00" })
  }

  @Test func `what is no day, no hours, no zone`() throws {
    var calendar = CalendarVersion()
    #expect(throws: CalendarInputError.notADay("funday")) {
      try calendar.setHours(typed: ["funday=09:00-10:00"])
    }
    for hours in ["09:00-09:00", "09:00-25:00", "10:00-14:00,13:00-15:00", "9", ""] {
      #expect(throws: CalendarInputError.notHours(hours)) { try calendar.setHours(typed: ["mon=\(hours)"]) }
    }
    #expect(throws: CalendarInputError.notHours("mon")) { try calendar.setHours(typed: ["mon"]) }
    #expect(throws: CalendarInputError.notADate("soon")) {
      try calendar.setDays(typed: "soon", .holiday, now: now)
    }
    #expect(throws: CalendarInputError.notADate("2026-10-07..2026-10-01")) {
      try calendar.setDays(typed: "2026-10-07..2026-10-01", .holiday, now: now)
    }
    #expect(throws: CalendarInputError.tooManyDays(limit: 366)) {
      try calendar.setDays(typed: "2026-01-01..2030-01-01", .holiday, now: now)
    }
    #expect(throws: CalendarInputError.tooManyDays(limit: 366)) {
      try calendar.setDays(typed: "2028-01-01..2029-01-01", .holiday, now: now)
    }
    var leap = CalendarVersion()
    try leap.setDays(typed: "2028-01-01..2028-12-31", .holiday, now: now)
    #expect(leap.days.count == 366, "a leap year is not too long")
    #expect(throws: CalendarInputError.notAZone(.unknown("Beijing"))) {
      try calendar.setZone(typed: "Beijing")
    }
    #expect(calendar == CalendarVersion())
  }

  @Test func `a day within a longer span is an exception, two spans of one length contradict each other`()
    throws
  {
    var calendar = CalendarVersion()
    let week = ["2027-10-01..2027-10-07"]
    try calendar.setDays(
      typed: [(week, .holiday), (["2027-10-04"], .workday), (["2027-10-05"], .ordinary)], now: now)
    let fourth = try #require(CivilDate(year: 2027, month: 10, day: 4))
    #expect(calendar.days[fourth] == .workday && calendar.days[fourth.adding(days: 1)] == .ordinary)
    #expect(calendar.days.values.count { $0 == .holiday } == 5)
    // In whatever order the options stand.
    var other = CalendarVersion()
    try other.setDays(typed: [(["2027-10-04"], .workday), (week, .holiday)], now: now)
    #expect(other.days[fourth] == .workday)
    #expect(throws: CalendarInputError.dayTwice(fourth)) {
      try other.setDays(typed: [(["2027-10-04"], .holiday), (["2027-10-04"], .workday)], now: now)
    }
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
