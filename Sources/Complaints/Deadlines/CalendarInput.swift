package import Zones

/// Why a typed opening time or day could not be read.
package enum CalendarInputError: Error, Hashable, Sendable {
  case notADay(String)
  case notHours(String)
  case notADate(String)
  case notAZone(ZoneError)
  /// One day is said to be two things at once.
  case dayTwice(CivilDate)
  /// The branch would never be open.
  /// - Parameter branch: one that the change would close for good; nil: the one that it is made for.
  case neverOpen(branch: String?)
  /// At most so many days in one range.
  case tooManyDays(limit: Int)
}

extension CalendarVersion {
  /// Hours of days, as options give them one after the other: `mon-fri=09:00-21:00`, `周六=10:00-14:00,17:00-22:00`,
  /// `fri=18:00-02:00`, `sun=closed`, `每天=9:00-21:00`, `sat=company` (as the company says).
  ///
  /// What is said of a day replaces what held for it before. Said again, hours add up; hours that overlap earlier
  /// ones replace those, `closed` all of them: so `每天=…` comes first and the exceptions after it.
  package mutating func setHours(typed: [String]) throws(CalendarInputError) {
    var said: Set<Int> = []
    for typed in typed {
      let text = typed.foldedToASCII.trimmed.lowercased()
      let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        String($0).trimmed
      }
      guard let name = halves.first, let days = Self.weekdays(name) else {
        throw .notADay(halves.first ?? typed)
      }
      guard halves.count == 2 else { throw .notHours(typed) }
      if ["company", "default", "公司", "总部", "默认"].contains(halves[1]) {
        for day in days { hours[day] = nil }
      } else if let spans = BranchCalendar.Hours.spans(halves[1].replacing("~", with: "-")) {
        for day in days {
          let earlier = said.contains(day) ? hours[day] ?? [] : []
          let kept = spans.isEmpty ? [] : earlier.filter { one in !spans.contains { $0.overlaps(one) } }
          hours[day] = (kept + spans).sorted { $0.opens < $1.opens }
        }
      } else {
        throw .notHours(halves[1])
      }
      said.formUnion(days)
    }
  }

  /// The days of all options of one change. A day within a longer span is an exception from it; of two spans of one
  /// length nobody can tell which is meant.
  package mutating func setDays(
    typed: [(texts: [String], special: Special)], now: LocalClock
  ) throws(CalendarInputError) {
    var said: [CivilDate: (special: Special, span: Int)] = [:]
    for (texts, special) in typed {
      for text in texts {
        let span = try Self.days(typed: text, now: now)
        for day in span {
          if let known = said[day], known.special != special {
            guard known.span != span.count else { throw .dayTwice(day) }
            if known.span < span.count { continue }
          }
          said[day] = (special, span.count)
        }
      }
    }
    for (day, known) in said { days[day] = known.special }
  }

  /// A day, `2026-10-01`, or the days from one to another, `2026-10-01..2026-10-07`.
  package mutating func setDays(
    typed: String, _ special: Special, now: LocalClock
  ) throws(CalendarInputError) {
    for day in try Self.days(typed: typed, now: now) { days[day] = special }
  }

  private static func days(
    typed: String, now: LocalClock
  ) throws(CalendarInputError) -> [CivilDate] {
    let ends = typed.foldedToASCII.replacing("至", with: "..").replacing("~", with: "..").split(
      separator: ".."
    )
    .map { String($0).trimmed }
    guard (1...2).contains(ends.count), case .day(let first)? = DateText(typed: ends[0], now: now),
      case .day(let last)? = DateText(typed: ends[ends.count - 1], now: now), first <= last
    else { throw .notADate(typed) }
    let count = last.daysSinceEpoch - first.daysSinceEpoch + 1
    guard count <= rangeLimit else { throw .tooManyDays(limit: rangeLimit) }
    return (0..<count).map { first.adding(days: $0) }
  }

  /// `+08:00`, `+8`, `Europe/Berlin`.
  package mutating func setZone(typed: String) throws(CalendarInputError) {
    do { zone = try Zone(typed: typed.foldedToASCII.trimmed) } catch { throw .notAZone(error) }
  }

  private static let rangeLimit = 366

  /// Places in `week`: 0 is Monday.
  private static func weekdays(_ text: String) -> [Int]? {
    if ["every day", "daily", "每天", "all"].contains(text) { return Array(0...6) }
    let ends = text.replacing("至", with: "-").replacing("到", with: "-").replacing("~", with: "-").split(
      separator: "-"
    )
    .map { weekday(String($0).trimmed) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
      return nil
    }
    return first <= last ? Array(first...last) : Array(first...6) + Array(0...last)
  }

  private static func weekday(_ text: String) -> Int? {
    let english = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    if text.count >= 3, let day = english.firstIndex(where: { $0.hasPrefix(text) }) { return day }
    for prefix in ["周", "星期", "礼拜"] where text.hasPrefix(prefix) {
      let rest = String(text.dropFirst(prefix.count))
      if rest == "天" { return 6 }
      return ["一", "二", "三", "四", "五", "六", "日"].firstIndex(of: rest)
    }
    return Int(text).flatMap { (1...7).contains($0) ? $0 - 1 : nil }
  }
}
