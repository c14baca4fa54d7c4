/// When a branch is open.
package struct BranchCalendar: Sendable, Equatable {
  /// Minutes after midnight. `closes` may be 1440.
  package struct Hours: Sendable, Equatable {
    package var opens: Int
    package var closes: Int

    package init(opens: Int, closes: Int) {
      self.opens = min(max(opens, 0), 1439)
      self.closes = min(max(closes, self.opens + 1), 1440)
    }
  }

  /// 0: what holds where nobody said anything.
  package var version: Int
  package var from: Int64
  /// East of UTC, in minutes. Nil: that of the time at hand.
  package var offsetMinutes: Int?
  /// By weekday, Monday first; nil: closed.
  package var week: [Hours?]
  /// Closed, whatever the weekday.
  package var holidays: Set<CivilDate>
  /// Open by Monday's hours, whatever the weekday (调休).
  package var workdays: Set<CivilDate>
  package var note: String?

  package init(
    version: Int = 0, from: Int64 = .min, offsetMinutes: Int? = nil, week: [Hours?] = Self.always,
    holidays: Set<CivilDate> = [], workdays: Set<CivilDate> = [], note: String? = nil
  ) {
    self.version = version
    self.from = from
    self.offsetMinutes = offsetMinutes
    self.week = week.count == 7 ? week : Self.always
    self.holidays = holidays
    self.workdays = workdays
    self.note = note
  }

  /// From nine to nine, every day: as most shops are.
  package static let always = [Hours?](repeating: Hours(opens: 9 * 60, closes: 21 * 60), count: 7)

  /// The hours of a day; nil: closed.
  package func hours(on date: CivilDate) -> Hours? {
    let weekday = date.weekday
    if workdays.contains(date) {
      return week[weekday] ?? week.lazy.compactMap { $0 }.first ?? Hours(opens: 540, closes: 1260)
    }
    return holidays.contains(date) ? nil : week[weekday]
  }
}

extension [BranchCalendar] {
  package func inForce(at time: Int64) -> BranchCalendar {
    filter { $0.from <= time }.max { ($0.from, $0.version) < ($1.from, $1.version) } ?? BranchCalendar()
  }
}
