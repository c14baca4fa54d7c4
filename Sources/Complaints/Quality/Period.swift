/// Some days: from the first to the last, both with it.
package struct Period: Hashable, Sendable {
  package let first: CivilDate
  package let last: CivilDate

  package init?(first: CivilDate, last: CivilDate) {
    guard first <= last else { return nil }
    (self.first, self.last) = (first, last)
  }

  /// `2026-11-22`, `2026-11`, `2026-Q4`, `2026`, `2026-W47` (ISO 8601: Monday first), `2026-11-01..2026-11-15`,
  /// `this month`, `last week`, `本月`, `上周`, `今年` …
  /// - Parameter today: by the clock of whoever typed it.
  package init?(typed: String, today: CivilDate) {
    let text = typed.foldedToASCII.trimmed.lowercased().replacing("至", with: "..").replacing("~", with: "..")
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { String($0).trimmed }
    switch ends.count {
    case 1:
      guard let one = Self.one(ends[0], today) else { return nil }
      self = one
    case 2:
      guard let first = Self.one(ends[0], today)?.first, let last = Self.one(ends[1], today)?.last else {
        return nil
      }
      self.init(first: first, last: last)
    default: return nil
    }
  }

  private static func one(_ text: String, _ today: CivilDate) -> Period? {
    let monday = today.adding(days: -today.weekday)
    switch text.replacing("-", with: " ") {
    case "today", "今天": return Period(first: today, last: today)
    case "yesterday", "昨天": return days(today.adding(days: -1), 1)
    case "this week", "本周", "这周": return days(monday, 7)
    case "last week", "上周": return days(monday.adding(days: -7), 7)
    case "this month", "本月", "这个月": return month(today.year, today.month)
    case "last month", "上月", "上个月": return month(today.year, today.month - 1)
    case "this year", "今年": return months(today.year, 1, 12)
    case "last year", "去年": return months(today.year - 1, 1, 12)
    default: break
    }
    let spelt = text.replacing("年", with: "-").replacing("月", with: "-").replacing("日", with: "")
    let parts = spelt.split(separator: "-").map(String.init)
    guard let year = parts.first.flatMap({ Int($0) }), (1...9999).contains(year), parts[0].utf8.count == 4
    else {
      return nil
    }
    switch parts.count {
    case 1: return months(year, 1, 12)
    case 2:
      if parts[1].hasPrefix("q"), let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) {
        return months(year, quarter * 3 - 2, quarter * 3)
      }
      if parts[1].hasPrefix("w"), let week = Int(parts[1].dropFirst()) { return self.week(year, week) }
      return Int(parts[1]).flatMap { (1...12).contains($0) ? month(year, $0) : nil }
    case 3:
      guard let month = Int(parts[1]), let day = Int(parts[2]),
        let date = CivilDate(year: year, month: month, day: day)
      else { return nil }
      return days(date, 1)
    default: return nil
    }
  }

  private static func days(_ first: CivilDate, _ count: Int) -> Period? {
    Period(first: first, last: first.adding(days: count - 1))
  }

  /// - Parameter month: 0 is December of the year before.
  private static func month(_ year: Int, _ month: Int) -> Period? {
    month == 0 ? months(year - 1, 12, 12) : months(year, month, month)
  }

  private static func months(_ year: Int, _ from: Int, _ to: Int) -> Period? {
    guard let first = CivilDate(year: year, month: from, day: 1) else { return nil }
    guard to < 12 else {
      return CivilDate(year: year, month: 12, day: 31).flatMap { Period(first: first, last: $0) }
    }
    return CivilDate(year: year, month: to + 1, day: 1)
      .flatMap { Period(first: first, last: $0.adding(days: -1)) }
  }

  /// ISO 8601: week 1 is the one with 4 January in it.
  private static func week(_ year: Int, _ week: Int) -> Period? {
    guard (1...53).contains(week), let fourth = CivilDate(year: year, month: 1, day: 4) else { return nil }
    let monday = fourth.adding(days: -fourth.weekday)
    let first = monday.adding(days: (week - 1) * 7)
    // Week 53 of a year that has 52 is week 1 of the next.
    return first.adding(days: 3).year == year ? days(first, 7) : nil
  }
}
