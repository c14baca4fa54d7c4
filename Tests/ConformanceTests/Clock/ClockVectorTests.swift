import TestSupport
import Testing
import Versioning

@Suite struct ClockVectorTests {
  @Test func `clock_json is what the code makes`() throws {
    let made = ClockSource.vectors()
    if VectorFile.isRecording {
      try VectorFile.write(
        "clock",
        about: "Hybrid clock, order of stamps, correction of clocks: Protocol.md, sections 3 and 22.",
        keeps: true, made)
    }
    try VectorFile.check("clock", made: made)
  }

  @Test func `clocks give out what the steps say`() throws {
    for vector in try VectorFile.read("clock", as: ClockVector.self) {
      guard let steps = vector.steps else { continue }
      var clock = HybridClock(last: vector.last?.time ?? .zero)
      for (at, step) in steps.enumerated() {
        if let wall = step.made {
          let given = clock.next(wallMilliseconds: wall)
          #expect(given == step.gives?.time, "\(vector.id), step \(at)")
        }
        if let seen = step.seen { clock.observe(seen.time) }
      }
    }
  }

  @Test func `stamps are in order`() throws {
    for vector in try VectorFile.read("clock", as: ClockVector.self) {
      guard let order = vector.order else { continue }
      let stamps = try order.map { Stamp($0.time.time, try Spelt.dot($0.dot)) }
      for (at, stamp) in stamps.enumerated() {
        for (other, next) in stamps.enumerated() { #expect((stamp < next) == (at < other), "\(vector.id)") }
      }
    }
  }

  @Test func `pending changes get the stamps that the corrections say`() throws {
    var count = 0
    for vector in try VectorFile.read("clock", as: ClockVector.self) {
      guard let correction = vector.correction else { continue }
      let reference = ClockReference(
        anchors: try correction.anchors.map { try $0.anchor() }, offset: correction.offset,
        heard: try correction.heard?.anchor())
      for wanted in correction.estimates {
        let found = reference.estimate(
          wall: wanted.wall, boot: try Spelt.id(wanted.boot), monotonic: wanted.monotonic)
        #expect(
          found.milliseconds == wanted.milliseconds && "\(found.quality)" == wanted.quality, "\(vector.id)")
      }
      let pending = try correction.pending.map { one in
        let spelt = Spelt.Time(
          milliseconds: one.stamp.milliseconds, counter: one.stamp.counter, wall: one.wall,
          quality: one.quality, boot: one.boot, monotonic: one.monotonic)
        return PendingTimes(times: try spelt.times(), seen: one.seen.time)
      }
      let found = restamped(
        pending, reference: reference, headOfficeNow: correction.now, previous: correction.previous.time)
      #expect(
        found?.map { ClockVector.Result(stamp: ClockVector.Hybrid($0.stamp), quality: "\($0.quality)") }
          == correction.stamps, "\(vector.id)")
      // Only stamp and quality change.
      for (times, was) in zip(found ?? [], pending) {
        #expect(times.wall == was.times.wall && times.boot == was.times.boot)
        #expect(times.monotonic == was.times.monotonic)
      }
      count += 1
    }
    #expect(count >= 10)
  }
}
