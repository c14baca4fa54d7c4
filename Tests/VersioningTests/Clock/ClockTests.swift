import Testing

@testable import Versioning

@Suite struct ClockTests {
  @Test func `a clock that goes on gives its own time`() {
    var clock = HybridClock()
    let one = clock.next(wallMilliseconds: 1_000)
    #expect(one == HybridTime(milliseconds: 1_000))
    let two = clock.next(wallMilliseconds: 1_001)
    #expect(two == HybridTime(milliseconds: 1_001))
  }

  @Test func `within one millisecond the counter goes on`() {
    var clock = HybridClock()
    let times = (0..<3).compactMap { _ in clock.next(wallMilliseconds: 1_000) }
    #expect(times.map(\.milliseconds) == [1_000, 1_000, 1_000])
    #expect(times.map(\.counter) == [0, 1, 2])
  }

  @Test func `a clock that is set back ten years still gives higher stamps`() {
    var clock = HybridClock()
    let before = clock.next(wallMilliseconds: morning)
    let after = clock.next(wallMilliseconds: morning - 315_360_000_000)
    let later = clock.next(wallMilliseconds: morning + 1)
    #expect(before == HybridTime(milliseconds: morning))
    #expect(after == HybridTime(milliseconds: morning, counter: 1))
    #expect(later == HybridTime(milliseconds: morning + 1))
  }

  @Test func `a time before 1970 counts as 1970`() {
    var clock = HybridClock()
    #expect(HybridTime(milliseconds: -5) == .zero)
    let one = clock.next(wallMilliseconds: .min)
    #expect(one == HybridTime(milliseconds: 0, counter: 1))
  }

  @Test func `a time after the last that fits counts as the last`() {
    #expect(HybridTime(milliseconds: .max).milliseconds == 0xFFFF_FFFF_FFFF)
    #expect(HybridTime(milliseconds: 0xFFFF_FFFF_FFFF, counter: .max).rawValue == .max)
  }

  @Test func `a full counter carries into the millisecond`() {
    var clock = HybridClock(last: HybridTime(milliseconds: 1_000, counter: .max))
    let one = clock.next(wallMilliseconds: 1_000)
    #expect(one == HybridTime(milliseconds: 1_001, counter: 0))
    // The wall clock is behind the carried millisecond now, and when it gets there the counter goes on.
    let two = clock.next(wallMilliseconds: 1_001)
    #expect(two == HybridTime(milliseconds: 1_001, counter: 1))
    let three = clock.next(wallMilliseconds: 1_002)
    #expect(three == HybridTime(milliseconds: 1_002, counter: 0))
  }

  @Test func `seventy thousand stamps of one millisecond all ascend`() {
    var clock = HybridClock()
    var last = HybridTime.zero
    var ascends = true
    for _ in 0..<70_000 {
      guard let next = clock.next(wallMilliseconds: 5) else { break }
      ascends = ascends && next > last
      last = next
    }
    #expect(ascends)
    #expect(last == HybridTime(milliseconds: 6, counter: UInt16(70_000 - 65_536 - 1)))
  }

  @Test func `at the end of its range a clock gives nothing and stays where it is`() {
    var clock = HybridClock(last: HybridTime(rawValue: .max - 1))
    let one = clock.next(wallMilliseconds: morning)
    #expect(one == HybridTime(rawValue: .max))
    let two = clock.next(wallMilliseconds: morning)
    #expect(two == nil)
    let three = clock.next(wallMilliseconds: .max)
    #expect(three == nil)
    #expect(clock.last == HybridTime(rawValue: .max))
  }

  @Test func `after a stamp from elsewhere the own ones lie above it`() {
    var clock = HybridClock()
    clock.observe(HybridTime(milliseconds: morning + 90_000, counter: 7))
    let one = clock.next(wallMilliseconds: morning)
    #expect(one == HybridTime(milliseconds: morning + 90_000, counter: 8))
    clock.observe(HybridTime(milliseconds: morning))
    #expect(clock.last == HybridTime(milliseconds: morning + 90_000, counter: 8))
  }

  @Test func `equal times are told apart by the replica, then by the number`() {
    let time = HybridTime(milliseconds: morning)
    let stamps = [
      Stamp(time, dot(1, 1)), Stamp(time, dot(1, 2)), Stamp(time, dot(2, 1)),
      Stamp(HybridTime(milliseconds: morning, counter: 1), dot(1, 1)),
      Stamp(HybridTime(milliseconds: morning + 1), dot(1, 1)),
    ]
    #expect(stamps.shuffled().sorted() == stamps)
    for (at, stamp) in stamps.enumerated() {
      for (other, against) in stamps.enumerated() { #expect((stamp < against) == (at < other)) }
    }
  }

  @Test func `two edits at the same instant have one winner on all replicas`() throws {
    let one = titled(dot(1, 1), at: 0, "甲")
    let other = titled(dot(2, 1), at: 0, "乙")
    for order in [[one, other], [other, one]] {
      #expect(try state(order).value(title) == .text("乙"))
    }
  }
}
