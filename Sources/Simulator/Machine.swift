import Replica
import Synchronization
import Versioning

/// True time: what a clock without fault would show. Only the run moves it.
final class TrueTime: Sendable {
  private let milliseconds: Mutex<Int64>

  init(_ start: Int64) { milliseconds = Mutex(start) }

  var now: Int64 { milliseconds.withLock { $0 } }

  func pass(_ span: Int64) { milliseconds.withLock { $0 += max(span, 0) } }

  /// 2026-11-22T00:00:00Z
  static let start: Int64 = 1_795_305_600_000
}

/// The clocks and the chance of one machine.
final class Machine: Sendable {
  private struct State {
    var offset: Int64
    var boot: UInt64 = 1
    var bootedAt: Int64
    var random: Seeded
  }

  private let time: TrueTime
  private let index: Int
  private let state: Mutex<State>

  init(index: Int, time: TrueTime, offset: Int64, seed: UInt64) {
    self.index = index
    self.time = time
    state = Mutex(
      State(offset: offset, bootedAt: time.now - 3_600_000, random: Seeded(seed, UInt64(index))))
  }

  /// The same machine in another run that goes on from here.
  init(branching other: Machine, time: TrueTime) {
    self.time = time
    index = other.index
    state = Mutex(other.state.withLock { $0 })
  }

  /// How far the wall clock is ahead of true time, in milliseconds.
  var offset: Int64 {
    get { state.withLock { $0.offset } }
    set { state.withLock { $0.offset = newValue } }
  }

  var boot: Identifier { state.withLock { Identifier(high: UInt64(index) + 1, low: $0.boot) } }

  /// Sets the stream of chance for what comes next.
  func reseed(_ seed: UInt64, event: Int) {
    state.withLock { $0.random = Seeded(seed, UInt64(event) &* 64 &+ UInt64(index) &+ 1) }
  }

  func reboot() {
    state.withLock {
      $0.boot += 1
      $0.bootedAt = time.now
    }
  }

  /// What a store opened now takes from this machine.
  func surroundings() -> Surroundings {
    let boot = boot
    return Surroundings(
      wall: { self.time.now + self.offset },
      monotonic: { UInt64(max(self.time.now - self.state.withLock { $0.bootedAt }, 0)) },
      boot: boot, zone: .fixed(480),
      random: { self.state.withLock { $0.random.next() } })
  }
}
