package import Zones

/// When a branch is open, as all that was laid down for it adds up: see `CalendarVersion`.
package struct BranchCalendar: Sendable, Equatable {
  /// From opening to closing, in minutes after the midnight that begins the day. What closes after 1440 closes the
  /// next morning: Friday night's hours are Friday's.
  package struct Hours: Sendable, Hashable {
    package let opens: Int
    package let closes: Int

    /// - Parameter closes: at most a day later.
    package init(opens: Int, closes: Int) {
      self.opens = min(max(opens, 0), 1439)
      self.closes = min(max(closes, self.opens + 1), self.opens + 1440)
    }
  }

  /// 0: what holds where nobody said anything.
  package var version: Int
  package var from: Int64
  /// Nil: that of the time at hand.
  package var zone: Zone?
  /// By weekday, Monday first, one after the other; none: closed.
  package var week: [[Hours]]
  /// Closed, whatever the weekday.
  package var holidays: Set<CivilDate>
  /// Open by Monday's hours, whatever the weekday (调休).
  package var workdays: Set<CivilDate>
  package var note: String?

  package init(
    version: Int = 0, from: Int64 = .min, zone: Zone? = nil, week: [[Hours]] = Self.always,
    holidays: Set<CivilDate> = [], workdays: Set<CivilDate> = [], note: String? = nil
  ) {
    self.version = version
    self.from = from
    self.zone = zone
    self.week = week.count == 7 ? week : Self.always
    self.holidays = holidays
    self.workdays = workdays
    self.note = note
  }

  private static let usual = [Hours(opens: 9 * 60, closes: 21 * 60)]

  /// From nine to nine, every day: as most shops are.
  package static let always = [[Hours]](repeating: usual, count: 7)

  /// A branch that is never open would have no deadlines that anybody could keep.
  package var isEverOpen: Bool { week.contains { !$0.isEmpty } }

  /// The hours of a day, one after the other; none: closed.
  package func hours(on date: CivilDate) -> [Hours] {
    let hours = week[date.weekday]
    if workdays.contains(date) { return hours.isEmpty ? week.first { !$0.isEmpty } ?? Self.usual : hours }
    return holidays.contains(date) ? [] : hours
  }
}

extension [BranchCalendar] {
  package func inForce(at time: Int64) -> BranchCalendar {
    filter { $0.from <= time }.max { ($0.from, $0.version) < ($1.from, $1.version) } ?? BranchCalendar()
  }
}

extension BranchCalendar.Hours {
  /// `09:00-21:00`, `18:00-02:00`.
  package var text: String { "\(clock(opens))-\(closing)" }
  /// On the clock: `02:00` for the next morning.
  package var closing: String { closes > 1440 ? clock(closes - 1440) : clock(closes) }
  /// They close after the midnight that ends their day.
  package var isOverMidnight: Bool { closes > 1440 }

  private func clock(_ minutes: Int) -> String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }

  /// `09:00-21:00`; `18:00-02:00` closes the next day, and so does `18:00-24:00` at its midnight.
  package init?(text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
      end.split(separator: ":", omittingEmptySubsequences: false).map { Int(String($0).trimmed) }
    }
    guard ends.count == 2, ends.allSatisfy({ (1...2).contains($0.count) }) else { return nil }
    func minutes(_ parts: [Int?]) -> Int? {
      guard let hour = parts[0], (0...24).contains(hour), let minute = parts.count == 2 ? parts[1] : 0,
        (0...59).contains(minute), hour * 60 + minute <= 1440
      else { return nil }
      return hour * 60 + minute
    }
    guard let opens = minutes(ends[0]), let closes = minutes(ends[1]), opens < 1440, opens != closes else {
      return nil
    }
    self.init(opens: opens, closes: closes > opens ? closes : closes + 1440)
  }

  /// `10:00-14:00,17:00-22:00`; `closed` is none. Nil where they overlap, or are no hours.
  package static func spans(_ text: String) -> [Self]? {
    if ["closed", "off", "休息", "不营业", "关门"].contains(text) { return [] }
    var spans: [Self] = []
    for part in text.split(whereSeparator: { ",，、;；+".contains($0) }) {
      guard let hours = Self(text: String(part).trimmed), !spans.contains(where: hours.overlaps) else {
        return nil
      }
      spans.append(hours)
    }
    return spans.isEmpty ? nil : spans.sorted { $0.opens < $1.opens }
  }

  func overlaps(_ other: Self) -> Bool { opens < other.closes && other.opens < closes }
}

extension [BranchCalendar.Hours] {
  /// As `spans` reads it.
  package var text: String { isEmpty ? "closed" : map(\.text).joined(separator: ",") }
}
