import Testing

@testable import Versioning

/// Law 5: wrong clocks do little harm.
@Suite struct ClockCorrectionTests {
  private static let second: Int64 = 1_000
  private static let minute: Int64 = 60_000
  private static let hour: Int64 = 3_600_000
  private static let day: Int64 = 24 * hour
  private static let year: Int64 = 365 * day
  private static let noBoot = Identifier(high: 0, low: 0)
  private static func boot(_ number: UInt64) -> Identifier { Identifier(high: 0xB0, low: number) }

  /// A change that was made at a true time (after `morning`) on a wall clock that is off; its stamp is what
  /// the replica's hybrid clock gave for that.
  private func made(
    _ at: Int64, off: Int64 = 0, boot number: UInt64 = 0, up: Int64 = 0, seen: HybridTime = .zero,
    counter: UInt16 = 0
  ) -> PendingTimes {
    let wall = morning + at + off
    let stamp = max(HybridTime(milliseconds: wall, counter: counter), HybridTime(rawValue: seen.rawValue + 1))
    return PendingTimes(
      times: Times(
        stamp: stamp, wall: wall, boot: number == 0 ? Self.noBoot : Self.boot(number),
        monotonic: UInt64(up)), seen: seen)
  }

  private func corrected(
    _ pending: [PendingTimes], _ reference: ClockReference, now: Int64, previous: HybridTime = .zero
  ) throws -> [Times] {
    try #require(
      restamped(pending, reference: reference, headOfficeNow: morning + now, previous: previous))
  }

  /// Head office's clock as read in one boot: `up` ms after it, at the true time `at`.
  private func anchor(_ boot: UInt64, up: Int64, at: Int64) -> ClockAnchor {
    ClockAnchor(boot: Self.boot(boot), monotonic: UInt64(up), headOffice: morning + at)
  }

  @Test func `a clock that is right, or that nobody measured, changes nothing`() {
    let pending = [made(0), made(10), made(20, off: 4_000)]
    for offset in [nil, 0, 5_000, -5_000] as [Int64?] {
      let reference = ClockReference(offset: offset)
      let none = restamped(
        pending, reference: reference, headOfficeNow: morning + Self.minute, previous: .zero)
      #expect(none == nil)
    }
    #expect(restamped([], reference: ClockReference(), headOfficeNow: morning, previous: .zero) == nil)
  }

  @Test func `a clock a day ahead, measured: the stamps are a day earlier, as an estimate`() throws {
    let pending = [made(0, off: Self.day), made(1_000, off: Self.day)]
    let times = try corrected(pending, ClockReference(offset: Self.day), now: Self.minute)
    #expect(times.map(\.stamp) == [0, 1_000].map { HybridTime(milliseconds: morning + $0) })
    #expect(times.map(\.quality) == [.estimated, .estimated])
    #expect(times.map(\.wall) == pending.map(\.times.wall))
  }

  @Test
  func `an estimate from before there was a program says nothing: between what is known before and after`()
    throws
  {
    // A dead battery in one run of the machine, a clock that was set in the next.
    let dead = -morning + 5_000
    let pending = [
      made(0, off: dead, boot: 1, up: 5_000), made(1_000, off: dead, boot: 1, up: 6_000),
      made(Self.hour, boot: 2, up: 1_000),
    ]
    let reference = ClockReference(anchors: [anchor(2, up: 0, at: Self.hour - 1_000)], offset: 0)
    let times = try corrected(pending, reference, now: 2 * Self.hour)
    let after = HybridTime(milliseconds: morning + Self.hour).rawValue
    #expect(times.map(\.stamp.rawValue) == [after - 2, after - 1, after])
    #expect(times.map(\.quality) == [.untrusted, .untrusted, .local])
    // What says a time that can be, by what was typed, keeps it.
    var typed = pending
    typed[0].times.stamp = HybridTime(milliseconds: morning - Self.day)
    #expect(
      try corrected(typed, reference, now: 2 * Self.hour)[0].stamp
        == HybridTime(milliseconds: morning - Self.day))
    // But nothing is later than now.
    typed[0].times.stamp = HybridTime(milliseconds: morning + Self.year)
    #expect(try corrected(typed, reference, now: 2 * Self.hour).map(\.stamp) == times.map(\.stamp))
  }

  @Test func `a clock a year behind is brought forward: its branch does not always lose`() throws {
    let pending = [made(0, off: -Self.year), made(5_000, off: -Self.year)]
    let times = try corrected(pending, ClockReference(offset: -Self.year), now: Self.minute)
    #expect(times.map(\.stamp) == [0, 5_000].map { HybridTime(milliseconds: morning + $0) })
  }

  @Test func `a wall clock that was moved within a boot does not count where the boot is anchored`() throws {
    let pending = [
      made(0, off: -Self.year, boot: 1, up: 1_000), made(Self.hour, off: Self.day, boot: 1, up: 3_601_000),
      made(2 * Self.hour, boot: 1, up: 7_201_000),
    ]
    // The offset measured now would be right for the last one only.
    let reference = ClockReference(anchors: [anchor(1, up: 10_801_000, at: 3 * Self.hour)], offset: 0)
    let times = try corrected(pending, reference, now: 3 * Self.hour)
    #expect(times.map(\.stamp) == [0, 1, 2].map { HybridTime(milliseconds: morning + $0 * Self.hour) })
    // The last one was right as it was.
    #expect(times.map(\.quality) == [.exact, .exact, .local])
  }

  @Test func `two boots, one of them anchored: exact there, an estimate for the other`() throws {
    let pending = [
      made(0, off: Self.day, boot: 1, up: 500), made(Self.hour, off: Self.day, boot: 2, up: 600),
    ]
    let reference = ClockReference(anchors: [anchor(2, up: 60_600, at: 61 * Self.minute)], offset: Self.day)
    let times = try corrected(pending, reference, now: 61 * Self.minute)
    #expect(times.map(\.stamp) == [0, Self.hour].map { HybridTime(milliseconds: morning + $0) })
    #expect(times.map(\.quality) == [.estimated, .exact])
  }

  @Test func `after a restart now lies so far behind what was known before as the machine has been running`()
  {
    let reference = ClockReference(anchors: [anchor(1, up: 0, at: 0)], offset: 0)
    // Made a minute after it was measured; the wall clock has been slow since.
    let pending = [made(Self.minute, off: -20_000, boot: 1, up: Self.minute)]
    func now(_ wall: Int64, boot: UInt64) -> Int64 {
      reference.now(wall: morning + wall, boot: Self.boot(boot), monotonic: 5_000, pending: pending)
        .milliseconds - morning
    }
    #expect(now(0, boot: 2) == Self.minute + 5_000)
    #expect(now(Self.hour, boot: 2) == Self.hour, "a clock that shows more is believed")
    #expect(now(Self.hour, boot: 1) == 5_000, "and where it was measured, that alone counts")
    #expect(
      reference.now(wall: morning, boot: Self.boot(2), monotonic: 5_000) == (morning + 5_000, false))
  }

  @Test func `of several anchors of one boot the nearest counts, before or after`() {
    let reference = ClockReference(
      anchors: [anchor(1, up: 0, at: 0), anchor(1, up: 100_000, at: 100_007), anchor(2, up: 60_000, at: 5)])
    #expect(reference.estimate(wall: 0, boot: Self.boot(1), monotonic: 40_000) == (morning + 40_000, .exact))
    #expect(reference.estimate(wall: 0, boot: Self.boot(1), monotonic: 60_000) == (morning + 60_007, .exact))
  }

  @Test func `without a boot id nothing is anchored, whatever zero means on another machine`() {
    let zero = ClockAnchor(boot: Self.noBoot, monotonic: 5, headOffice: morning)
    let reference = ClockReference(anchors: [zero], offset: nil)
    #expect(reference.estimate(wall: 77, boot: Self.noBoot, monotonic: 5) == (77, .local))
  }

  @Test
  func `made on a clock a day ahead that was set right before it was measured: not after what followed`()
    throws
  {
    let pending = [
      made(0, off: Self.day, boot: 1, up: 500), made(1, off: Self.day, boot: 1, up: 501),
      made(Self.hour, boot: 2, up: 600),
    ]
    let reference = ClockReference(anchors: [anchor(2, up: 7_200_600, at: 3 * Self.hour)], offset: 0)
    let times = try corrected(pending, reference, now: 3 * Self.hour)
    let last = HybridTime(milliseconds: morning + Self.hour)
    #expect(times.map(\.stamp.rawValue) == [last.rawValue - 2, last.rawValue - 1, last.rawValue])
    #expect(times.map(\.quality) == [.untrusted, .untrusted, .local])
  }

  @Test func `made on a clock a day ahead, with nothing to go by: now, and not trusted`() throws {
    let times = try corrected([made(0, off: Self.day, boot: 1)], ClockReference(offset: 0), now: Self.hour)
    #expect(times.map(\.stamp) == [HybridTime(milliseconds: morning + Self.hour)])
    #expect(times.map(\.quality) == [.untrusted])
  }

  @Test func `who saw a stamp from the future stays above it, and is not trusted`() throws {
    let future = HybridTime(milliseconds: morning + Self.hour, counter: 3)
    let pending = [made(0, seen: future), made(1, seen: future)]
    let times = try corrected(pending, ClockReference(offset: 0), now: Self.minute)
    #expect(times.map(\.stamp.rawValue) == [future.rawValue + 1, future.rawValue + 2])
    #expect(times.map(\.quality) == [.untrusted, .untrusted])
  }

  @Test func `who saw a stamp a little ahead keeps a stamp right above it`() {
    let ahead = HybridTime(milliseconds: morning + 90_000)
    let pending = [made(0, seen: ahead)]
    #expect(
      restamped(pending, reference: ClockReference(offset: 0), headOfficeNow: morning, previous: .zero) == nil
    )
  }

  @Test func `not below the last accepted own stamp, which is told as not trusted where it is far off`()
    throws
  {
    let previous = HybridTime(milliseconds: morning + Self.hour)
    let times = try corrected([made(0), made(1)], ClockReference(), now: Self.minute, previous: previous)
    #expect(times.map(\.stamp.rawValue) == [previous.rawValue + 1, previous.rawValue + 2])
    #expect(times.map(\.quality) == [.untrusted, .untrusted])
  }

  @Test func `seconds ahead of head office: not after its now, and still its own clock's`() throws {
    let times = try corrected([made(0, off: 4_000)], ClockReference(offset: 4_000), now: 1_000)
    #expect(times.map(\.stamp) == [HybridTime(milliseconds: morning + 1_000)])
    #expect(times.map(\.quality) == [.local])
  }

  @Test func `a right clock that is a millisecond ahead of what was measured is not called corrected`() throws
  {
    let reference = ClockReference(anchors: [anchor(1, up: 0, at: 0)], offset: 1)
    let times = try corrected([made(500, off: 1, boot: 1, up: 500)], reference, now: 500)
    #expect(times.map(\.stamp) == [HybridTime(milliseconds: morning + 500)])
    #expect(times.map(\.quality) == [.local])
  }

  @Test func `head office's clock was set back: what was seen and accepted before holds nobody up`() throws {
    let future = HybridTime(milliseconds: morning + Self.year)
    let heard = anchor(1, up: 0, at: 0)
    let reference = ClockReference(anchors: [heard], offset: 0, heard: heard)
    let pending = [made(500, boot: 1, up: 500, seen: future), made(501, boot: 1, up: 501, seen: future)]
    let times = try corrected(pending, reference, now: 600, previous: future)
    #expect(times.map(\.stamp) == [500, 501].map { HybridTime(milliseconds: morning + $0) })
    // What lies within the tolerance head office takes: that still comes first.
    let near = HybridTime(milliseconds: morning + 60_000)
    let after = try corrected(
      [made(500, boot: 1, up: 500), made(501, boot: 1, up: 501, seen: near)], reference, now: 600,
      previous: near)
    #expect(after.map(\.stamp.rawValue) == [near.rawValue + 1, near.rawValue + 2])
  }

  @Test func `what head office was heard to say by file is a bound for now, whatever was carried how long`() {
    let reference = ClockReference(offset: nil, heard: anchor(1, up: 1_000, at: Self.day))
    func now(_ wall: Int64, _ boot: UInt64, up: Int64) -> Int64 {
      reference.now(wall: morning + wall, boot: Self.boot(boot), monotonic: UInt64(up)).milliseconds - morning
    }
    #expect(now(-Self.year, 1, up: 6_000) == Self.day + 5_000, "a slow clock, in the same run")
    #expect(now(-Self.year, 2, up: 6_000) == Self.day + 6_000, "and in another one, which began after")
    #expect(now(2 * Self.day, 1, up: 6_000) == 2 * Self.day, "a clock ahead of that may be right")
  }

  @Test func `readings at the ends of their ranges do not trap`() {
    let extremes: [Int64] = [.min, -1, 0, 1, morning, .max]
    for wall in extremes {
      for offset in extremes {
        for headOffice in extremes {
          for monotonic in [0, 1, UInt64(Int64.max), .max] {
            let reference = ClockReference(
              anchors: [ClockAnchor(boot: Self.boot(1), monotonic: monotonic, headOffice: headOffice)],
              offset: offset)
            for boot in [Self.noBoot, Self.boot(1)] {
              let pending = PendingTimes(
                times: Times(stamp: HybridTime(milliseconds: wall), wall: wall, boot: boot, monotonic: 7),
                seen: HybridTime(rawValue: wall == .max ? .max : 0))
              let times = restamped(
                [pending, pending], reference: reference, headOfficeNow: headOffice, previous: .zero)
              #expect(times == nil || times?.count == 2)
            }
          }
        }
      }
    }
  }
}
