package import Zones

/// What one version of a calendar says itself. What it does not say is as in the one below it: of a branch's own
/// calendar the company's, which may change later; of the company's what is built in.
package struct CalendarVersion: Sendable, Equatable {
  package enum Special: String, Sendable {
    case holiday, workday
    /// As any other day of its weekday, whatever the company says.
    case ordinary
  }

  package var version: Int
  package var from: Int64
  package var note: String?
  /// By weekday, 0 is Monday.
  package var hours: [Int: [BranchCalendar.Hours]]
  package var days: [CivilDate: Special]
  package var zone: Zone?
  /// The company's special days do not hold here.
  package var isWithoutCompanyDays = false
  /// Written by a program that knew no inheritance: it says all that held then, whoever had said it.
  package var isWhole = false

  package init(
    version: Int = 0, from: Int64 = .min, note: String? = nil, hours: [Int: [BranchCalendar.Hours]] = [:],
    days: [CivilDate: Special] = [:], zone: Zone? = nil
  ) {
    self.version = version
    self.from = from
    self.note = note
    self.hours = hours
    self.days = days
    self.zone = zone
  }

  /// What holds where this version stands over another calendar.
  package func calendar(over base: BranchCalendar) -> BranchCalendar {
    var calendar = base
    (calendar.version, calendar.from, calendar.note) = (version, from, note)
    if let zone { calendar.zone = zone }
    for (day, spans) in hours where (0...6).contains(day) { calendar.week[day] = spans }
    if isWithoutCompanyDays { (calendar.holidays, calendar.workdays) = ([], []) }
    for (date, special) in days {
      calendar.holidays.remove(date)
      calendar.workdays.remove(date)
      switch special {
      case .holiday: calendar.holidays.insert(date)
      case .workday: calendar.workdays.insert(date)
      case .ordinary: break
      }
    }
    return calendar
  }

  /// Of one that says everything, what it says otherwise than the calendar that held below it then: the rest was only
  /// copied.
  package func saying(over base: BranchCalendar) -> CalendarVersion {
    guard isWhole else { return self }
    var own = self
    own.isWhole = false
    own.hours = hours.filter { base.week[$0.key] != $0.value }
    let company = base.specialDays
    own.days = days.filter { company[$0.key] != $0.value }
    for date in company.keys where days[date] == nil { own.days[date] = .ordinary }
    if zone == base.zone { own.zone = nil }
    return own
  }
}

extension CalendarVersion {
  /// This version with what was changed from one to another before it begins, except where it differs from the one
  /// that held before it: that is what it was laid down for.
  package func carrying(
    from before: CalendarVersion, to after: CalendarVersion, over previous: CalendarVersion
  ) -> CalendarVersion {
    var result = self
    func carry<Value: Equatable>(_ path: WritableKeyPath<CalendarVersion, Value>) {
      guard before[keyPath: path] != after[keyPath: path], self[keyPath: path] == previous[keyPath: path]
      else {
        return
      }
      result[keyPath: path] = after[keyPath: path]
    }
    for day in 0...6 { carry(\.hours[day]) }
    for date in Set(before.days.keys).union(after.days.keys) { carry(\.days[date]) }
    carry(\.zone)
    carry(\.isWithoutCompanyDays)
    return result
  }
}

extension BranchCalendar {
  fileprivate var specialDays: [CivilDate: CalendarVersion.Special] {
    var days: [CivilDate: CalendarVersion.Special] = [:]
    for date in holidays { days[date] = .holiday }
    for date in workdays { days[date] = .workday }
    return days
  }
}

extension [CalendarVersion] {
  func inForce(at time: Int64) -> CalendarVersion? {
    filter { $0.from <= time }.max { ($0.from, $0.version) < ($1.from, $1.version) }
  }

  /// The company's versions with a branch's own over them: what holds at the branch, each from its moment on.
  /// - Parameter own: of the branch; none: it has no calendar of its own.
  package func calendars(with own: [CalendarVersion]) -> [BranchCalendar] {
    func company(_ time: Int64) -> BranchCalendar {
      inForce(at: time)?.calendar(over: BranchCalendar()) ?? BranchCalendar()
    }
    let own = own.map { $0.saying(over: company($0.from)) }
    return Set((self + own).map(\.from)).sorted().map { time in
      let base = company(time)
      var calendar = own.inForce(at: time)?.calendar(over: base) ?? base
      calendar.from = time
      // Two who did not see each other may have closed it for good: then it is open as most are, or everything would be
      // due at once.
      if !calendar.isEverOpen { calendar.week = BranchCalendar.always }
      return calendar
    }
  }
}
