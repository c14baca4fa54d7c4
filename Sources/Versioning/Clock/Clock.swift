/// A hybrid logical clock value: 48 bits of milliseconds since 1970-01-01T00:00:00Z, then 16 bits that
/// count within the millisecond. Ordered as one number.
///
/// Source: Kulkarni, Demirbas, Madappa, Avva, Leone: "Logical Physical Clocks and Consistent Snapshots in
/// Globally Distributed Databases" (2014); packed in 64 bits as that paper proposes.
package struct HybridTime: Hashable, Comparable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Milliseconds before 1970 count as 0, those after the year 10889 as the last that fits.
  package init(milliseconds: Int64, counter: UInt16 = 0) {
    let bounded = UInt64(min(max(milliseconds, 0), 0xFFFF_FFFF_FFFF))
    rawValue = bounded << 16 | UInt64(counter)
  }

  package var milliseconds: Int64 { Int64(rawValue >> 16) }
  package var counter: UInt16 { UInt16(truncatingIfNeeded: rawValue) }

  package static let zero = HybridTime(rawValue: 0)

  package static func < (a: HybridTime, b: HybridTime) -> Bool { a.rawValue < b.rawValue }
}

/// The clock of one replica. Pure: the wall time comes in as an argument.
package struct HybridClock: Hashable, Sendable {
  /// The highest value given out or seen.
  package private(set) var last: HybridTime

  package init(last: HybridTime = .zero) { self.last = last }

  /// The next stamp: above every earlier one and every one seen, and the wall time when that is later.
  /// A wall clock that goes back only makes the count go on; a full count carries into the millisecond.
  /// Nil when the 64 bits are used up (a stamp of the year 10889 was accepted from somewhere).
  package mutating func next(wallMilliseconds: Int64) -> HybridTime? {
    let wall = HybridTime(milliseconds: wallMilliseconds)
    if wall > last {
      last = wall
    } else {
      guard last.rawValue < .max else { return nil }
      last = HybridTime(rawValue: last.rawValue + 1)
    }
    return last
  }

  /// Remembers a stamp that came from elsewhere, so that later local ones lie above it.
  package mutating func observe(_ time: HybridTime) { last = max(last, time) }
}

/// How far the time in a stamp can be trusted.
package enum ClockQuality: UInt8, Sendable, CaseIterable {
  /// The machine's own clock, never compared with head office's: what a change has when it is made.
  case local = 0
  /// Corrected by the same boot's monotonic clock.
  case exact = 1
  /// Corrected by the offset measured at an exchange.
  case estimated = 2
  /// Known to be wrong and not correctable.
  case untrusted = 3
}

/// What decides between concurrent versions, and nothing else: the hybrid time, then the replica, then its
/// number. A total order, so equal stamps cannot be.
package struct Stamp: Hashable, Comparable, Sendable {
  package let time: HybridTime
  package let dot: Dot

  package init(_ time: HybridTime, _ dot: Dot) {
    self.time = time
    self.dot = dot
  }

  package static func < (a: Stamp, b: Stamp) -> Bool { a.time != b.time ? a.time < b.time : a.dot < b.dot }
}
