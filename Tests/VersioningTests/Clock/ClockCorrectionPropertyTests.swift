import TestSupport
import Testing

@testable import Versioning

/// The law of correction on machines whose clocks jump, sleep and start anew at random.
@Suite struct ClockCorrectionPropertyTests {
  struct Scene {
    var pending: [PendingTimes] = []
    /// What head office's clock showed when each was made.
    var truth: [Int64] = []
    var anchored: [Bool] = []
    var reference = ClockReference()
    var now: Int64 = morning
    var previous = HybridTime.zero

    init(_ generator: inout SeededGenerator) {
      let spans: [Int] = [1, 20, 3_000, 60_000, 86_400_000]
      let offsets: [Int64] = [0, 0, 700, -700, 4_000, 90_000, -90_000, 86_400_000, -31_536_000_000]
      func jump(_ generator: inout SeededGenerator) -> Int64 { offsets[generator.below(offsets.count)] }
      var offset = jump(&generator)
      var (boot, booted) = (UInt64(generator.below(2)), morning - 5_000)
      var clock = HybridClock()
      var seen = HybridTime.zero
      var boots: [UInt64] = []
      if generator.chance(1, in: 3) {
        previous = HybridTime(milliseconds: morning - Int64(generator.below(200_000)) + 100_000)
        clock.observe(previous)
      }
      for _ in 0..<(1 + generator.below(8)) {
        now += Int64(generator.below(spans[generator.below(spans.count)]))
        switch generator.below(6) {
        case 0: offset = jump(&generator)
        case 1: (boot, booted) = (boot == 0 ? 0 : boot + 1, now)
        case 2:
          // Somebody else's change, mostly of before, sometimes of the near or far future.
          let ahead = [-60_000, -1, 100_000, 7_200_000][generator.below(4)]
          seen = max(seen, HybridTime(milliseconds: now + Int64(ahead)))
          clock.observe(seen)
        case 3 where boot > 0:
          reference.anchors.append(
            ClockAnchor(
              boot: Identifier(high: 1, low: boot), monotonic: UInt64(now - booted), headOffice: now))
        default: break
        }
        guard let stamp = clock.next(wallMilliseconds: now + offset) else { continue }
        pending.append(
          PendingTimes(
            times: Times(
              stamp: stamp, wall: now + offset, boot: Identifier(high: boot == 0 ? 0 : 1, low: boot),
              monotonic: UInt64(now - booted)), seen: seen))
        truth.append(now)
        boots.append(boot)
      }
      now += Int64(generator.below(100_000))
      if generator.chance(3, in: 4) { reference.offset = offset }
      anchored = boots.map { boot in
        boot > 0 && reference.anchors.contains { $0.boot == Identifier(high: 1, low: boot) }
      }
    }

    func restamped(_ times: [Times]? = nil) -> [Times]? {
      var changes = pending
      for (at, time) in (times ?? []).enumerated() { changes[at].times = time }
      return Versioning.restamped(
        changes, reference: reference, headOfficeNow: now, previous: previous)
    }
  }

  private func scenes(_ seeds: Range<UInt64>, _ check: (Scene, [Times]) throws -> Void) {
    for seed in seeds {
      var generator = SeededGenerator(seed: seed)
      let scene = Scene(&generator)
      let result = scene.restamped() ?? scene.pending.map(\.times)
      do { try check(scene, result) } catch {
        Issue.record("seed \(seed): \(error)")
        return
      }
    }
  }

  @Test func `own order is kept, above all that was seen, and not after now but for the own order`() {
    scenes(0..<4_000) { scene, times in
      var last = scene.previous
      var latest = max(scene.now, last.milliseconds)
      for (change, time) in zip(scene.pending, times) {
        guard time.stamp > last, time.stamp > change.seen else { throw Failure("\(time.stamp) is too low") }
        latest = max(latest, change.seen.milliseconds)
        guard time.stamp.milliseconds <= latest else { throw Failure("\(time) is after \(latest)") }
        last = time.stamp
      }
    }
  }

  @Test func `only stamp and quality change, and a second time nothing does`() {
    var changed = 0
    scenes(4_000..<8_000) { scene, times in
      for (change, time) in zip(scene.pending, times) {
        var expected = change.times
        (expected.stamp, expected.quality) = (time.stamp, time.quality)
        guard time == expected else { throw Failure("\(time) of \(change)") }
      }
      guard scene.restamped(times) == nil else { throw Failure("corrected twice: \(times)") }
      if times != scene.pending.map(\.times) { changed += 1 }
    }
    #expect(changed > 1_000)
  }

  @Test func `with an anchor the stamp is when it was made, or as near as what was seen allows`() {
    var exact = 0
    scenes(8_000..<12_000) { scene, times in
      var last = scene.previous
      for at in times.indices where scene.anchored[at] {
        let floor = max(at > 0 ? times[at - 1].stamp : last, scene.pending[at].seen)
        let off = times[at].stamp.milliseconds - scene.truth[at]
        // Its own clock's time is good enough where it is within the noise.
        guard off <= max(5_000, floor.milliseconds + 1 - scene.truth[at]), off >= -5_000 else {
          throw Failure("off by \(off): \(times[at])")
        }
        guard (off > 120_000) == (times[at].quality == .untrusted) else {
          throw Failure("\(times[at].quality) though off by \(off)")
        }
        if times[at].quality == .exact { exact += 1 }
        last = times[at].stamp
      }
    }
    #expect(exact > 1_000)
  }

  @Test func `a stamp that its estimate cannot account for is never called good`() {
    var untrusted = 0
    scenes(12_000..<16_000) { scene, times in
      for (change, time) in zip(scene.pending, times) {
        let estimate = scene.reference.estimate(
          wall: change.times.wall, boot: change.times.boot, monotonic: change.times.monotonic)
        let off = abs(time.stamp.milliseconds - max(estimate.milliseconds, 0))
        guard (off > 120_000) == (time.quality == .untrusted) else {
          throw Failure("\(time) is off by \(off)")
        }
        if time.quality == .untrusted { untrusted += 1 }
        // Within the noise it is what its own clock said.
        let moved = abs(time.stamp.milliseconds - change.times.stamp.milliseconds)
        if moved > ClockReference.noise, time.quality == .local {
          throw Failure("moved but local: \(time)")
        }
      }
    }
    #expect(untrusted > 300)
  }
}
