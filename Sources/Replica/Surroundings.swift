package import Complaints
import Glibc
package import Versioning
package import Zones

/// What a replica takes from its machine: time and randomness. Passed in, so that the same code runs on a
/// simulated clock.
package struct Surroundings: Sendable {
  /// The wall clock, in milliseconds since 1970-01-01T00:00:00Z.
  package var wall: @Sendable () -> Int64
  /// Milliseconds since the machine started, time asleep included.
  package var monotonic: @Sendable () -> UInt64
  /// Which start of the machine: zero where it cannot be told.
  package var boot: Identifier
  /// How clocks are set here.
  package var zone: Zone
  package var random: @Sendable () -> UInt64

  package init(
    wall: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> UInt64, boot: Identifier,
    zone: Zone, random: @escaping @Sendable () -> UInt64
  ) {
    self.wall = wall
    self.monotonic = monotonic
    self.boot = boot
    self.zone = zone
    self.random = random
  }

  /// The machine's own.
  package static func system() -> Surroundings {
    Surroundings(
      wall: { milliseconds(CLOCK_REALTIME) },
      monotonic: { UInt64(max(milliseconds(CLOCK_BOOTTIME), 0)) },
      boot: bootID(),
      zone: .computer(),
      random: {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
      })
  }

  package var now: LocalTime {
    LocalTime(milliseconds: wall(), zone: zone)
  }

  /// The present as people here type of it.
  package var here: LocalClock { LocalClock(now, zone: zone) }

  package var generator: RandomSource { RandomSource(next64: random) }
}

private func milliseconds(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// Linux' boot id, a UUID drawn anew at every start.
private func bootID() -> Identifier {
  let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY)
  guard file >= 0 else { return Identifier(high: 0, low: 0) }
  defer { close(file) }
  var buffer = [UInt8](repeating: 0, count: 36)
  guard read(file, &buffer, 36) == 36 else { return Identifier(high: 0, low: 0) }
  return Identifier(text: String(decoding: buffer, as: UTF8.self)) ?? Identifier(high: 0, low: 0)
}
