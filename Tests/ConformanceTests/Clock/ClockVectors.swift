import TestSupport
import Versioning

/// clock.json.
struct ClockVector: Codable, Equatable, Identifiable {
  struct Hybrid: Codable, Equatable {
    var milliseconds: Int64
    var counter: UInt16
  }

  /// One thing that happens to a replica's clock: `made`, at this wall clock, a change that gets `gives`
  /// (none: the clock is used up); or `seen`, a stamp that came.
  struct Step: Codable, Equatable {
    var made: Int64?
    var gives: Hybrid?
    var seen: Hybrid?
  }

  struct Stamped: Codable, Equatable {
    var time: Hybrid
    var dot: String
  }

  struct Anchor: Codable, Equatable {
    var boot: String
    var monotonic: UInt64
    var headOffice: Int64
  }

  struct Estimate: Codable, Equatable {
    var wall: Int64
    var boot: String
    var monotonic: UInt64
    var milliseconds: Int64
    var quality: String
  }

  struct Pending: Codable, Equatable {
    var stamp: Hybrid
    var wall: Int64
    var boot: String
    var monotonic: UInt64
    var quality: String
    var seen: Hybrid
  }

  struct Result: Codable, Equatable {
    var stamp: Hybrid
    var quality: String
  }

  struct Correction: Codable, Equatable {
    var anchors: [Anchor]
    var offset: Int64?
    /// The latest that head office was heard to say of its clock, and when that was read.
    var heard: Anchor?
    /// Head office's now.
    var now: Int64
    /// The stamp of the last accepted change of the replica.
    var previous: Hybrid
    var pending: [Pending]
    /// What each estimate is, before any bound.
    var estimates: [Estimate]
    /// Of all pending ones, in their order; none where nothing is to be changed.
    var stamps: [Result]?
  }

  var id: String
  var what: String
  /// The clock begins at zero, or here.
  var last: Hybrid?
  var steps: [Step]?
  /// Ascending: each lies below the next.
  var order: [Stamped]?
  var correction: Correction?
}

extension ClockVector.Anchor {
  init(_ anchor: ClockAnchor) {
    self.init(
      boot: anchor.boot.description, monotonic: anchor.monotonic, headOffice: anchor.headOffice)
  }

  func anchor() throws -> ClockAnchor {
    ClockAnchor(boot: try Spelt.id(boot), monotonic: monotonic, headOffice: headOffice)
  }
}

extension ClockVector.Hybrid {
  init(_ time: HybridTime) { self.init(milliseconds: time.milliseconds, counter: time.counter) }
  var time: HybridTime { HybridTime(milliseconds: milliseconds, counter: counter) }
}

/// What clock.json is made from.
enum ClockSource {
  private typealias Hybrid = ClockVector.Hybrid
  /// 2026-11-22T08:00:00Z.
  static let morning: Int64 = 1_795_334_400_000
  private static let second: Int64 = 1_000
  private static let hour: Int64 = 3_600_000
  private static let day: Int64 = 24 * hour
  private static let noBoot = Identifier(high: 0, low: 0)
  private static func boot(_ number: UInt64) -> Identifier {
    Identifier(high: 0xB0B1_B2B3_B4B5_46B7, low: 0x88B9_BABB_BCBD_BE00 | number)
  }

  static func vectors() -> [ClockVector] { steps() + [order()] + corrections() }

  private enum Event {
    case make(Int64)
    case see(Int64, UInt16)
  }

  private static func steps() -> [ClockVector] {
    func vector(_ id: String, _ what: String, from last: Hybrid? = nil, _ events: [Event]) -> ClockVector {
      var clock = HybridClock(last: last?.time ?? .zero)
      let steps = events.map { event in
        switch event {
        case .make(let wall):
          ClockVector.Step(made: wall, gives: clock.next(wallMilliseconds: wall).map(Hybrid.init))
        case .see(let milliseconds, let counter):
          {
            let time = HybridTime(milliseconds: milliseconds, counter: counter)
            clock.observe(time)
            return ClockVector.Step(seen: Hybrid(time))
          }()
        }
      }
      return ClockVector(id: id, what: what, last: last, steps: steps)
    }
    let top = Hybrid(milliseconds: 0xFFFF_FFFF_FFFF, counter: .max)
    return [
      vector(
        "clock-step-goes-with-the-wall", "A later wall clock is taken over, the count begins at 0.",
        [.make(morning), .make(morning + 1), .make(morning + 60_000)]),
      vector(
        "clock-step-counts-on",
        "The same millisecond, and a wall clock that was set back: the count goes on.",
        [.make(morning), .make(morning), .make(morning - hour), .make(morning + 1)]),
      vector(
        "clock-step-carries", "A full count carries into the millisecond.",
        from: Hybrid(milliseconds: morning, counter: .max), [.make(morning), .make(morning)]),
      vector(
        "clock-step-sees", "What was seen from elsewhere lies below what is made next.",
        [.make(morning), .see(morning + hour, 7), .make(morning + 1), .see(morning, 9), .make(morning + 2)]),
      vector(
        "clock-step-before-1970",
        "A wall clock before 1970 counts as 0, one after the year 10889 as the last.",
        [.make(-5), .make(-5), .make(.max), .make(.max)]),
      vector(
        "clock-step-used-up", "Above the last value there is none: no change is made.", from: top,
        [.make(morning)]),
    ]
  }

  private static func order() -> ClockVector {
    let low = Identifier(high: 1, low: .max)
    let high = Identifier(high: 0x8000_0000_0000_0000, low: 0)
    let stamps = [
      Stamp(HybridTime(milliseconds: morning), Dot(high, 9)),
      Stamp(HybridTime(milliseconds: morning, counter: 1), Dot(low, 2)),
      Stamp(HybridTime(milliseconds: morning, counter: 1), Dot(low, 10)),
      Stamp(HybridTime(milliseconds: morning, counter: 1), Dot(high, 1)),
      Stamp(HybridTime(milliseconds: morning + 1), Dot(low, 1)),
    ]
    return ClockVector(
      id: "clock-order", what: "By time, then by replica as bytes, then by number.",
      order: stamps.map { ClockVector.Stamped(time: Hybrid($0.time), dot: $0.dot.description) })
  }

  /// A change that was made at a true time (after `morning`) on a wall clock that is off.
  private static func made(
    _ at: Int64, off: Int64 = 0, boot: Identifier = noBoot, up: UInt64 = 0, seen: HybridTime = .zero,
    stamp: HybridTime? = nil, quality: ClockQuality = .local
  ) -> PendingTimes {
    let wall = morning + at + off
    let own = max(HybridTime(milliseconds: wall), HybridTime(rawValue: seen.rawValue + 1))
    return PendingTimes(
      times: Times(stamp: stamp ?? own, wall: wall, quality: quality, boot: boot, monotonic: up), seen: seen)
  }

  private static func corrections() -> [ClockVector] {
    func vector(
      _ id: String, _ what: String, anchors: [ClockAnchor] = [], offset: Int64? = nil,
      heard: ClockAnchor? = nil,
      now: Int64, previous: HybridTime = .zero, _ pending: [PendingTimes]
    ) -> ClockVector {
      let reference = ClockReference(anchors: anchors, offset: offset, heard: heard)
      let stamps = restamped(
        pending, reference: reference, headOfficeNow: morning + now, previous: previous)
      return ClockVector(
        id: id, what: what,
        correction: ClockVector.Correction(
          anchors: anchors.map(ClockVector.Anchor.init), offset: offset,
          heard: heard.map(ClockVector.Anchor.init), now: morning + now, previous: Hybrid(previous),
          pending: pending.map {
            ClockVector.Pending(
              stamp: Hybrid($0.times.stamp), wall: $0.times.wall, boot: $0.times.boot.description,
              monotonic: $0.times.monotonic, quality: "\($0.times.quality)", seen: Hybrid($0.seen))
          },
          estimates: pending.map { change in
            let found = reference.estimate(
              wall: change.times.wall, boot: change.times.boot, monotonic: change.times.monotonic)
            return ClockVector.Estimate(
              wall: change.times.wall, boot: change.times.boot.description,
              monotonic: change.times.monotonic, milliseconds: found.milliseconds,
              quality: "\(found.quality)")
          },
          stamps: stamps?.map { ClockVector.Result(stamp: Hybrid($0.stamp), quality: "\($0.quality)") }))
    }
    func anchor(_ number: UInt64, up: UInt64, at: Int64) -> ClockAnchor {
      ClockAnchor(boot: boot(number), monotonic: up, headOffice: morning + at)
    }
    let minute = 60 * second
    return [
      vector(
        "clock-restamp-right", "A clock that is right within the noise: nothing to do.", offset: 5_000,
        now: minute, [made(0), made(10, off: 4_000)]),
      vector(
        "clock-restamp-unmeasured", "Nothing was measured: nothing to do.", now: minute,
        [made(0), made(1_000)]),
      vector(
        "clock-restamp-day-ahead", "A day ahead by the measured offset: estimated.", offset: day, now: minute,
        [made(0, off: day), made(1_000, off: day)]),
      vector(
        "clock-restamp-year-behind", "A year behind by the measured offset: brought forward.",
        offset: -365 * day, now: minute, [made(0, off: -365 * day), made(1_000, off: -365 * day)]),
      vector(
        "clock-restamp-anchored", "The boot is anchored: exact, whatever the wall clock did in between.",
        anchors: [anchor(1, up: 100_000, at: 0)], offset: hour, now: minute,
        [
          made(10_000, off: day, boot: boot(1), up: 110_000),
          made(20_000, off: -day, boot: boot(1), up: 120_000),
        ]),
      vector(
        "clock-restamp-nearest-anchor", "Of two anchors of one boot the nearer one.",
        anchors: [anchor(1, up: 0, at: 0), anchor(1, up: 1_000_000, at: 1_000_500)], now: 2 * hour,
        [made(900_000, off: day, boot: boot(1), up: 900_000)]),
      vector(
        "clock-restamp-before-anchor", "An anchor that was measured after the change serves as well.",
        anchors: [anchor(1, up: 500_000, at: 500_000)], now: hour,
        [made(100_000, off: day, boot: boot(1), up: 100_000)]),
      vector(
        "clock-restamp-two-boots",
        "One change before a restart (estimated), one after it (exact): the first stays below the second.",
        anchors: [anchor(2, up: 10_000, at: hour)], offset: 0, now: 2 * hour,
        [made(0, off: 2 * hour, boot: boot(1), up: 90_000), made(hour, boot: boot(2), up: 10_000)]),
      vector(
        "clock-restamp-not-above-now",
        "Estimates after head office's now: the last change gets that now, the one before it one count less.",
        offset: hour, now: 0, [made(30 * second, off: hour), made(31 * second, off: hour)]),
      vector(
        "clock-restamp-above-seen",
        "It stays above what its author had seen; far from its estimate it is untrusted.",
        offset: -hour, now: minute,
        [made(0, off: 0, seen: HybridTime(milliseconds: morning + 2 * hour))]),
      vector(
        "clock-restamp-above-previous", "It stays above the replica's last accepted stamp.",
        offset: hour, now: 10 * minute, previous: HybridTime(milliseconds: morning + 5 * minute, counter: 3),
        [made(0, off: hour), made(second, off: hour)]),
      vector(
        "clock-restamp-again", "What was corrected once stays as it is.", offset: day, now: minute,
        [
          made(0, off: day, stamp: HybridTime(milliseconds: morning), quality: .estimated)
        ]),
      vector(
        "clock-restamp-dead-battery",
        "1970 in a run of the machine in which nothing was measured says nothing: before the exact time of the next.",
        anchors: [anchor(2, up: 10_000, at: hour)], offset: 0, heard: anchor(2, up: 10_000, at: hour),
        now: 2 * hour,
        [
          made(0, off: 5_000 - morning, boot: boot(1), up: 5_000),
          made(
            second, off: 5_000 - morning, boot: boot(1), up: 6_000,
            stamp: HybridTime(milliseconds: morning - day), quality: .untrusted),
          made(second * 2, off: 5_000 - morning, boot: boot(1), up: 7_000),
          made(hour, boot: boot(2), up: 10_000),
        ]),
      vector(
        "clock-restamp-no-boot", "A machine without a boot id is never anchored.",
        anchors: [ClockAnchor(boot: noBoot, monotonic: 0, headOffice: morning)], offset: hour, now: minute,
        [made(0, off: hour, up: 5_000)]),
      vector(
        "clock-restamp-millisecond",
        "A right clock a millisecond ahead of what was measured: not after now, and still its own clock's.",
        anchors: [anchor(1, up: 100_000, at: 0)], offset: 1, heard: anchor(1, up: 100_000, at: 0), now: 500,
        [made(500, off: 1, boot: boot(1), up: 100_500)]),
      vector(
        "clock-restamp-seen-before-set-back",
        "Head office's clock was an hour ahead and was set back: what was seen and accepted then bounds nothing.",
        anchors: [anchor(1, up: 100_000, at: 0)], offset: 0, heard: anchor(1, up: 100_000, at: 0),
        now: second,
        previous: HybridTime(milliseconds: morning + hour),
        [
          made(500, boot: boot(1), up: 100_500, seen: HybridTime(milliseconds: morning + hour)),
          made(600, boot: boot(1), up: 100_600, seen: HybridTime(milliseconds: morning + hour)),
        ]),
      vector(
        "clock-restamp-above-seen-heard",
        "Seen within the tolerance after head office's now: head office takes what lies above it.",
        anchors: [anchor(1, up: 100_000, at: 0)], offset: 0, heard: anchor(1, up: 100_000, at: 0),
        now: second,
        [made(500, boot: boot(1), up: 100_500, seen: HybridTime(milliseconds: morning + minute))]),
    ]
  }
}
