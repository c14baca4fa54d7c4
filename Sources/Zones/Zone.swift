/// How clocks are set at a place: by a name of the zone database (`Europe/Berlin`), or by an offset that never changes.
///
/// An offset is that of a moment: what a clock shows on another day is told by the offset in force there on that day,
/// never by today's.
package struct Zone: Sendable {
  /// As it is written in settings and records: `Europe/Berlin`, `+08:00`.
  package let name: String
  private let rules: Rules

  enum Rules: Sendable {
    /// Minutes east of UTC.
    case fixed(Int)
    case table(ZoneTable)
    case rule(ZoneRule)
    /// Whatever this computer's C library makes of its settings.
    case computer
  }

  init(name: String, rules: Rules) {
    self.name = name
    self.rules = rules
  }

  /// - Parameter offsetMinutes: east of UTC, brought into -1439...1439.
  package static func fixed(_ offsetMinutes: Int) -> Zone {
    let minutes = min(max(offsetMinutes, -1439), 1439)
    return Zone(name: offsetText(minutes), rules: .fixed(minutes))
  }

  package static let utc = Zone(name: "UTC", rules: .fixed(0))

  /// Minutes east of UTC at a moment (milliseconds since 1970).
  package func offsetMinutes(at milliseconds: Int64) -> Int {
    let seconds = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
    switch rules {
    case .fixed(let minutes): return minutes
    case .table(let table): return table.offset(at: seconds) / 60
    case .rule(let rule): return rule.offset(at: seconds) / 60
    case .computer: return computerOffset(at: seconds) / 60
    }
  }

  /// What a clock means that shows some time of some day.
  package enum Reading: Hashable, Sendable {
    /// With this offset, in minutes east of UTC.
    case once(Int)
    /// It shows that twice: clocks were put back.
    case twice(first: Int, second: Int)
    /// It never does: clocks were put forward, at this moment (milliseconds since 1970).
    case never(since: Int64)
  }

  /// - Parameter local: what the clock shows, as if it were UTC: milliseconds since 1970.
  package func reading(of local: Int64) -> Reading {
    if case .fixed(let minutes) = rules { return .once(minutes) }
    // No clock is a day away from UTC, and none is set twice in two days.
    let before = offsetMinutes(at: local - Self.day)
    let after = offsetMinutes(at: local + Self.day)
    let wasBefore = offsetMinutes(at: local - Int64(before) * 60_000) == before
    guard before != after else { return .once(before) }
    let isAfter = offsetMinutes(at: local - Int64(after) * 60_000) == after
    switch (wasBefore, isAfter) {
    case (true, true): return .twice(first: max(before, after), second: min(before, after))
    case (true, false): return .once(before)
    case (false, true): return .once(after)
    case (false, false):
      var (low, high) = (
        local - Int64(max(before, after)) * 60_000, local - Int64(min(before, after)) * 60_000
      )
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if offsetMinutes(at: middle) == before { low = middle } else { high = middle }
      }
      return .never(since: high)
    }
  }

  /// The same for a time of a day of the proleptic Gregorian calendar.
  package func reading(_ year: Int, _ month: Int, _ day: Int, hour: Int, minute: Int) -> Reading {
    if case .fixed(let minutes) = rules { return .once(minutes) }
    let days = ZoneRule.day(year: Int64(year), month: month, day: Int64(day))
    return reading(of: days * Self.day + Int64(hour * 60 + minute) * 60_000)
  }

  /// `+08:00`, `-05:30`.
  /// - Parameter minutes: east of UTC.
  package static func offsetText(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (minutes < 0 ? "-" : "+") + two(abs(minutes) / 60) + ":" + two(abs(minutes) % 60)
  }

  private static let day: Int64 = 86_400_000
}

extension Zone: Hashable, CustomStringConvertible {
  /// By what they are called: one name means the same everywhere.
  package static func == (a: Zone, b: Zone) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
  package var description: String { name }
}
