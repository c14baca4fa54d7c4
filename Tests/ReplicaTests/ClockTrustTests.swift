import Complaints
import Replica
import Synchronization
import TestSupport
import Testing
import Versioning
import Zones

/// Whether a store's clock is one that times of what happened are held against.
@Suite struct ClockTrustTests {
  private final class Wall: Sendable {
    let now = Mutex<Int64>(1_795_305_600_000)
  }

  @Test func `a clock is trusted until the store has seen something later`() throws {
    let folder = try TemporaryFolder()
    let wall = Wall()
    let store = try ReplicaStore.create(
      path: folder.path + "/s.sqlite", branch: BranchCode(typed: "SH01"), name: "", author: "Li Na",
      surroundings: Surroundings(
        wall: { wall.now.withLock { $0 } }, monotonic: { 0 }, boot: Identifier(high: 1, low: 1),
        zone: .fixed(480), random: { 7 }))
    #expect(try store.clockReading().isTrusted)
    wall.now.withLock { $0 += 86_400_000 }
    _ = try store.write { session in
      try session.newCase(
        try CaseInput.newCase([("channel", "phone"), ("narrative", "soup")], now: session.here))
    }
    #expect(try store.clockReading().isTrusted)
    wall.now.withLock { $0 -= 86_400_000 }
    #expect(try !store.clockReading().isTrusted)
  }
}
