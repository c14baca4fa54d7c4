package import Zones

/// The present by a clock at a place, with how clocks are set there on other days: what people type is read by it.
package struct LocalClock: Hashable, Sendable {
  package var now: LocalTime
  package var zone: Zone
  /// Nothing speaks against it: it is head office's clock as it was measured, or this machine's, which nothing contradicts.
  package var isTrusted: Bool

  package init(_ now: LocalTime, zone: Zone, isTrusted: Bool = true) {
    self.now = now
    self.zone = zone
    self.isTrusted = isTrusted
  }

  package init(milliseconds: Int64, zone: Zone, isTrusted: Bool = true) {
    self.init(LocalTime(milliseconds: milliseconds, zone: zone), zone: zone, isTrusted: isTrusted)
  }

  /// At a place where clocks are never put forward or back.
  package init(withoutSummerTime now: LocalTime) {
    self.init(now, zone: .fixed(now.offsetMinutes))
  }

  package var milliseconds: Int64 { now.milliseconds }
  /// East of UTC, as it is now.
  package var offsetMinutes: Int { now.offsetMinutes }
  /// Today.
  package var date: CivilDate { now.date }

  /// Another moment, by the offset in force here then.
  package func time(_ milliseconds: Int64) -> LocalTime { LocalTime(milliseconds: milliseconds, zone: zone) }

  /// The same moment by the clocks of another place.
  package func at(_ zone: Zone) -> LocalClock {
    LocalClock(milliseconds: milliseconds, zone: zone, isTrusted: isTrusted)
  }
}

extension CivilDate {
  /// The first moment of the day: midnight, or where clocks are put forward over it, that moment.
  package func start(in zone: Zone) -> LocalTime {
    let midnight = Int64(daysSinceEpoch) * 86_400_000
    switch zone.reading(of: midnight) {
    case .once(let offset), .twice(first: let offset, second: _):
      return LocalTime(milliseconds: midnight - Int64(offset) * 60_000, offsetMinutes: offset)
    case .never(since: let moment): return LocalTime(milliseconds: moment, zone: zone)
    }
  }

  /// When hours end that close so many minutes after the midnight that begins the day; 1440 and more are of the next
  /// one. It is the end of the last minute in which clocks of the zone show an earlier time: of two that they show
  /// alike the second, and where they are put forward over it, that moment.
  package func closing(minutes: Int, in zone: Zone) -> Int64 {
    let last = Int64(daysSinceEpoch) * 86_400_000 + Int64(minutes - 1) * 60_000
    switch zone.reading(of: last) {
    case .once(let offset), .twice(first: _, second: let offset): return last - Int64(offset - 1) * 60_000
    case .never(since: let moment): return moment
    }
  }
}
