import Testing
import Zones

@testable import Complaints

/// Deadlines over split hours, nights, holidays and changes of clocks, held against an oracle that looks at the clock.
@Suite struct OpeningHoursTests {
  /// Looks at the clock every half hour, of which all hours and changes of clocks are made, and knows nothing of how
  /// clocks are set.
  private final class Oracle {
    let calendar: BranchCalendar
    let zone: Zone
    private var known: [CivilDate: Int64?] = [:]

    init(_ calendar: BranchCalendar, _ zone: Zone) { (self.calendar, self.zone) = (calendar, zone) }

    /// Whether the shop is open at a moment by the hours of a day: of that day, or of its night.
    func isOpen(_ moment: Int64, by day: CivilDate) -> Bool {
      let shown = LocalTime(milliseconds: moment, zone: zone)
      let since = (shown.date.daysSinceEpoch - day.daysSinceEpoch) * 1440 + shown.hour * 60 + shown.minute
      return calendar.hours(on: day).contains { ($0.opens..<$0.closes).contains(since) }
    }

    /// The end of the last half hour in which it is open by the hours of a day.
    func closing(_ day: CivilDate) -> Int64? {
      if let found = known[day] { return found }
      let noon = Int64(day.daysSinceEpoch) * 86_400_000 + 43_200_000
      let looks = stride(from: noon + 30 * 3_600_000, through: noon - 24 * 3_600_000, by: -1_800_000)
      let found = looks.first { isOpen($0, by: day) }.map { $0 + 1_800_000 }
      known[day] = .some(found)
      return found
    }

    func end(_ term: DeadlineTerm, _ began: Int64) -> Int64? {
      var day = LocalTime(milliseconds: began, zone: zone).date
      if let night = closing(day.adding(days: -1)), night > began { day = day.adding(days: -1) }
      switch term {
      case .minutes(let count): return began + Int64(count) * 60_000
      case .endOfDay:
        return (0...30).lazy.compactMap { [self] in closing(day.adding(days: $0)) }.first { $0 > began }
      case .workingDays(let count):
        return (1...60).lazy.compactMap { [self] in closing(day.adding(days: $0)) }.dropFirst(count - 1).first
      }
    }
  }

  private static let weeks = [
    ["每天=09:00-21:00"], ["mon-sat=10:00-14:00,17:00-22:00", "sun=closed"],
    ["mon-thu=11:00-23:00", "fri-sat=18:00-02:00", "sun=closed"],
    ["daily=06:00-11:00,14:00-03:30"], ["wed=08:00-07:00", "mon-tue=closed", "thu-sun=closed"],
    ["每天=00:00-24:00"],
  ]

  @Test(arguments: [
    "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Cairo",
  ])
  func `a term ends when an oracle that looks at the clock says so`(name: String) throws {
    let zone = try Zone(typed: name)
    let shanghai = LocalClock(milliseconds: 1_795_305_600_000, zone: .utc)
    // The weeks of both changes, and one between.
    let changes: [Int64] = [1_774_746_000_000, 1_777_000_000_000, 1_792_890_000_000, 1_793_500_000_000]
    for (index, week) in Self.weeks.enumerated() {
      var version = CalendarVersion()
      try version.setHours(typed: week)
      for day in ["2026-03-30", "2026-10-26", "2026-11-02", "2026-04-24"] {
        try version.setDays(typed: day, .holiday, now: shanghai)
      }
      try version.setDays(typed: "2026-03-29", .workday, now: shanghai)
      let calendar = version.calendar(over: BranchCalendar())
      let oracle = Oracle(calendar, zone)
      for (place, change) in changes.enumerated() {
        for step in 0..<4 {
          // Odd minutes, so that no two looks are alike.
          let began =
            change + Int64(step * 19 - 30) * 3_600_000 + Int64(index * 7 + place * 13 + step) * 60_000
          for term in [DeadlineTerm.endOfDay, .workingDays(1), .workingDays(3)] {
            let found = end(of: term, from: began, calendar: calendar, zone: zone)
            #expect(
              found == oracle.end(term, began),
              "\(name) \(week) \(term.stored) from \(LocalTime(milliseconds: began, zone: zone).rfc3339)")
          }
        }
      }
    }
  }

  private func due(
    _ term: DeadlineTerm, _ began: String, _ open: String..., zone: String = "Europe/Berlin",
    holidays: [String] = []
  ) throws -> String {
    let zone = try Zone(typed: zone)
    var version = CalendarVersion()
    try version.setHours(typed: open)
    let began = try #require(LocalTime(rfc3339: began))
    for day in holidays { try version.setDays(typed: day, .holiday, now: LocalClock(began, zone: zone)) }
    let end = end(
      of: term, from: began.milliseconds, calendar: version.calendar(over: BranchCalendar()), zone: zone)
    return LocalTime(milliseconds: end, zone: zone).rfc3339
  }

  @Test func `a break at noon does not end the day, and a night belongs to the day on which it began`() throws
  {
    #expect(
      try due(.endOfDay, "2026-11-20T13:00:00+01:00", "daily=10:00-14:00,17:00-22:00")
        == "2026-11-20T22:00:00+01:00")
    #expect(
      try due(.endOfDay, "2026-11-20T15:00:00+01:00", "daily=10:00-14:00,17:00-22:00")
        == "2026-11-20T22:00:00+01:00")
    // Saturday at one is Friday's night; at three Saturday's day is yet to come.
    #expect(try due(.endOfDay, "2026-11-21T01:00:00+01:00", "fri=18:00-02:00") == "2026-11-21T02:00:00+01:00")
    #expect(try due(.endOfDay, "2026-11-21T03:00:00+01:00", "fri=18:00-02:00") == "2026-11-21T21:00:00+01:00")
    #expect(
      try due(.workingDays(1), "2026-11-21T01:00:00+01:00", "fri=18:00-02:00") == "2026-11-21T21:00:00+01:00")
    #expect(
      try due(.workingDays(1), "2026-11-21T02:00:00+01:00", "fri=18:00-02:00") == "2026-11-22T21:00:00+01:00")
    #expect(
      try due(.endOfDay, "2026-11-21T01:00:00+01:00", "fri=18:00-02:00", holidays: ["2026-11-20"])
        == "2026-11-21T21:00:00+01:00", "there was no night")
  }

  @Test func `a day ends by the clocks of that day, whatever they showed when the case was logged`() throws {
    #expect(
      try due(.workingDays(1), "2026-10-24T12:00:00+02:00", "daily=09:00-21:00")
        == "2026-10-25T21:00:00+01:00")
    #expect(
      try due(.workingDays(1), "2026-03-28T12:00:00+01:00", "daily=09:00-21:00")
        == "2026-03-29T21:00:00+02:00")
    // 02:30 did not exist that night; in autumn it came twice, and the shop stays open for both.
    #expect(try due(.endOfDay, "2026-03-28T20:00:00+01:00", "sat=18:00-02:30") == "2026-03-29T03:00:00+02:00")
    #expect(try due(.endOfDay, "2026-10-24T20:00:00+02:00", "sat=18:00-02:30") == "2026-10-25T02:30:00+01:00")
  }

  @Test
  func
    `a calendar without a zone is counted by whoever looks, if their clocks showed what the case was logged by`()
    throws
  {
    func due(logged: String, viewer: String, zone: String? = nil) throws -> String? {
      let moments = CaseMoments(logged: try #require(LocalTime(rfc3339: logged)), severity: .minor)
      let found = deadlines(
        of: moments, terms: DeadlineTerms(.standard, .minor),
        calendar: BranchCalendar(zone: try zone.map { try Zone(typed: $0) }), zone: try Zone(typed: viewer),
        explained: true
      ).first { $0.kind == .resolve }
      return found.map { LocalTime(milliseconds: $0.due, offsetMinutes: 0).rfc3339 }
    }
    let late = "2026-10-24T22:00:00+02:00"
    #expect(try due(logged: late, viewer: "Europe/Berlin") == "2026-10-25T20:00:00+00:00")
    #expect(try due(logged: late, viewer: "Asia/Shanghai") == "2026-10-25T19:00:00+00:00", "its own offset")
    #expect(
      try due(logged: late, viewer: "Asia/Shanghai", zone: "Europe/Berlin") == "2026-10-25T20:00:00+00:00")
  }

  @Test func `hours of one day add up; those that overlap earlier ones take the place of those alone`() throws
  {
    var version = CalendarVersion()
    try version.setHours(typed: [
      "mon-fri=10:00-14:00,17:00-22:00", "fri=18:00-02:00", "thu=closed", "wed=15:00-16:00",
    ])
    func spans(_ day: Int) -> [[Int]]? { version.hours[day]?.map { [$0.opens / 60, $0.closes / 60] } }
    let days = (0..<7).map { spans($0) }
    #expect(days.contains([[10, 14], [18, 26]]), "\(days)")
    #expect(days.contains([[10, 14], [15, 16], [17, 22]]) && days.contains([]))
  }

  @Test
  func `a branch that two changes have closed for good is open as most are, and nothing is due at once`()
    throws
  {
    let open = [BranchCalendar.Hours(opens: 540, closes: 1080)]
    var (company, own) = (CalendarVersion(version: 1, from: 0), CalendarVersion(version: 1, from: 0))
    company.hours = [6: []]
    own.hours = Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, []) })
    let calendar = [company].calendars(with: [own]).inForce(at: 1)
    #expect(calendar.week == BranchCalendar.always)
    own.hours[2] = open
    #expect([company].calendars(with: [own]).inForce(at: 1).week.filter { !$0.isEmpty } == [open])
  }

  @Test func `a day ends when the branch opens again, though that is more than a year away`() throws {
    let began = try #require(CivilDate(year: 2026, month: 11, day: 30))
    var calendar = BranchCalendar(zone: .utc)
    calendar.holidays = Set((0..<400).map { began.adding(days: $0) })
    var reasons: [String] = []
    let due = end(
      of: .endOfDay, from: began.closing(minutes: 600, in: .utc), calendar: calendar, zone: .utc,
      reasons: { reasons.append($0.en) })
    #expect(due == began.adding(days: 400).closing(minutes: 21 * 60, in: .utc))
    #expect(reasons.count <= 61)
  }
}
