package import Zones

/// A point in time together with the offset of the clock that it was read from.
package struct LocalTime: Hashable, Sendable {
  /// Since 1970-01-01T00:00:00Z. Years 1...9999: what lies outside is brought to the nearest end, so
  /// that a senseless clock of another replica can be shown at all.
  package let milliseconds: Int64
  /// East of UTC, -1439...1439.
  package let offsetMinutes: Int

  package init(milliseconds: Int64, offsetMinutes: Int) {
    self.milliseconds = min(max(milliseconds, Self.first), Self.last)
    self.offsetMinutes = min(max(offsetMinutes, -1439), 1439)
  }

  /// A time of day (24 hours) on a day, by a clock with this offset. Nil where there is no such time.
  package init?(
    _ date: CivilDate, hour: Int, minute: Int, second: Int = 0, millisecond: Int = 0, offsetMinutes: Int
  ) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0...999).contains(millisecond), (-1439...1439).contains(offsetMinutes)
    else { return nil }
    let minutes = (date.daysSinceEpoch * 24 + hour) * 60 + minute - offsetMinutes
    let milliseconds = Int64(minutes * 60 + second) * 1000 + Int64(millisecond)
    guard milliseconds >= Self.first, milliseconds <= Self.last else { return nil }
    self.init(milliseconds: milliseconds, offsetMinutes: offsetMinutes)
  }

  /// A time of day (24 hours) on a day, by the clocks of a zone: with the offset in force there then. Of two that are
  /// shown alike, when clocks were put back, the first. Nil where there is no such time, as when clocks were put
  /// forward.
  package init?(
    _ date: CivilDate, hour: Int, minute: Int, second: Int = 0, millisecond: Int = 0, zone: Zone
  ) {
    guard
      let shown = LocalTime(
        date, hour: hour, minute: minute, second: second, millisecond: millisecond, offsetMinutes: 0)
    else { return nil }
    switch zone.reading(of: shown.milliseconds) {
    case .once(let offset), .twice(first: let offset, second: _):
      self.init(
        date, hour: hour, minute: minute, second: second, millisecond: millisecond, offsetMinutes: offset)
    case .never: return nil
    }
  }

  /// A moment by the clocks of a zone.
  package init(milliseconds: Int64, zone: Zone) {
    self.init(milliseconds: milliseconds, offsetMinutes: zone.offsetMinutes(at: milliseconds))
  }

  /// Reads the form that `rfc3339` writes and every other RFC 3339 `date-time` but leap seconds.
  package init?(rfc3339 text: String) {
    guard case .time(let time)? = DateText(rfc3339: text) else { return nil }
    self = time
  }

  /// That point in time by this computer's local clock (TZ or /etc/localtime).
  package static func now(milliseconds: Int64) -> LocalTime {
    LocalTime(milliseconds: milliseconds, zone: .computer())
  }

  /// The day on the local clock.
  package var date: CivilDate { CivilDate(daysSinceEpoch: Int(split.day)) }

  package var hour: Int { Int(split.ofDay / 3_600_000) }
  package var minute: Int { Int(split.ofDay / 60_000 % 60) }
  package var second: Int { Int(split.ofDay / 1000 % 60) }
  package var millisecond: Int { Int(split.ofDay % 1000) }

  /// `2026-11-22T15:30:00+08:00` (RFC 3339), with `.123` after the seconds where there are any; `Z` is
  /// written `+00:00`.
  package var rfc3339: String {
    let fraction = millisecond == 0 ? "" : "." + padded(millisecond, 3)
    return "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))\(fraction)\(offset)"
  }

  /// `2026-11-22 15:30` on the local clock.
  package var short: String { "\(date) \(padded(hour, 2)):\(padded(minute, 2))" }

  /// Whether a clock of the zone shows this time a second time, having been put back.
  package func isShownTwice(in zone: Zone) -> Bool {
    if case .twice = zone.reading(of: milliseconds + Int64(offsetMinutes) * 60_000) { true } else { false }
  }

  /// The same point in time by a clock with another offset.
  package func at(offsetMinutes: Int) -> LocalTime {
    LocalTime(milliseconds: milliseconds, offsetMinutes: offsetMinutes)
  }

  private var offset: String {
    let size = abs(offsetMinutes)
    return "\(offsetMinutes < 0 ? "-" : "+")\(padded(size / 60, 2)):\(padded(size % 60, 2))"
  }

  private var split: (day: Int64, ofDay: Int64) {
    let local = milliseconds + Int64(offsetMinutes) * 60_000
    let ofDay = ((local % Self.dayLength) + Self.dayLength) % Self.dayLength
    return ((local - ofDay) / Self.dayLength, ofDay)
  }

  private static let dayLength: Int64 = 86_400_000
  private static let first = Int64(CivilDate.firstDay) * dayLength
  private static let last = Int64(CivilDate.lastDay + 1) * dayLength - 1
}

extension LocalTime {
  /// `2026-11-22 15:30` by the clocks of a place, with their offset where the viewer's show another time, or show this one
  /// twice: in the night in which clocks are put back two moments would look like one.
  package static func shown(_ milliseconds: Int64, in place: Zone, to viewer: Zone) -> String {
    let there = LocalTime(milliseconds: milliseconds, zone: place)
    return there.offsetMinutes == viewer.offsetMinutes(at: milliseconds)
      ? there.short(in: viewer) : there.short + " " + Zone.offsetText(there.offsetMinutes)
  }

  /// `2026-11-22 15:30` as it was read, with its offset where it was read from clocks of the zone and they show it twice.
  package func short(in zone: Zone) -> String { short + (mark(in: zone) ?? "") }

  /// What tells it from the other moment that clocks of the zone, which it was read from, show alike; nil: there is none.
  package func mark(in zone: Zone) -> String? {
    offsetMinutes == zone.offsetMinutes(at: milliseconds) && isShownTwice(in: zone)
      ? " " + Zone.offsetText(offsetMinutes) : nil
  }
}

extension DateText {
  /// A day as it is; a time as it was said, with its offset where the viewer's clocks show another time.
  package func shown(to viewer: Zone) -> String {
    guard case .time(let time) = self else { return short }
    return LocalTime.shown(time.milliseconds, in: .fixed(time.offsetMinutes), to: viewer)
  }

  /// A day as it is; a time as it was said, as `LocalTime.short(in:)`.
  package func short(in zone: Zone) -> String {
    guard case .time(let time) = self else { return short }
    return time.short(in: zone)
  }

  /// A day as it is; a time by the clocks of a place, as `LocalTime.shown`.
  package func shown(in place: Zone, to viewer: Zone) -> String {
    guard case .time(let time) = self else { return short }
    return LocalTime.shown(time.milliseconds, in: place, to: viewer)
  }
}
