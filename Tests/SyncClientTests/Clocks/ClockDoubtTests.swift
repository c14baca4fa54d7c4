import Complaints
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// What is told of a clock that cannot be right, and of the times that one said.
@Suite("Doubts of a clock")
struct ClockDoubtTests {
  private static let day: Int64 = 86_400_000
  private let story = [("channel", "phone"), ("narrative", "汤是凉的"), ("severity", "minor")]

  @Test func `a clock that cannot be right, before the program or behind the store, is told of`() async throws
  {
    let world = try World()
    let branch = try await world.replica("SH01", enrolled: false)
    func doubt() throws -> ClockDoubt? { try branch.store.read { try $0.clockDoubt() } }
    #expect(try doubt() == nil)
    branch.machine.setClock(ahead: -World.start + 5000)
    #expect(try doubt() == .beforeTheProgram)
    branch.machine.setClock(ahead: 0)
    _ = try branch.new(story)
    branch.machine.setClock(ahead: -60_000)
    #expect(try doubt() == nil, "a minute is no reason to alarm anybody")
    branch.machine.setClock(ahead: -Self.day)
    guard case .behind(let latest) = try doubt() else {
      Issue.record("it is a day behind its own last case")
      return
    }
    #expect(abs(latest - world.time) < 10_000)
    // By head office's clock, too, where nothing was written here yet.
    let other = try await world.replica("SH01", skew: -10 * Self.day)
    #expect(await other.sync().failure == nil)
    #expect(try other.store.read { try $0.clockDoubt() } != nil)
    #expect(try other.status().clockDoubt != nil)
  }

  @Test func `a clock a year ahead of the last that was seen is told of, too`() async throws {
    let world = try World()
    let alone = try await world.replica("SH01", enrolled: false)
    func doubt(_ replica: TestReplica) throws -> ClockDoubt? {
      try replica.store.read { try $0.clockDoubt() }
    }
    alone.machine.setClock(ahead: 400 * Self.day)
    #expect(try doubt(alone) == nil, "it has seen nothing yet")
    alone.machine.setClock(ahead: 0)
    _ = try alone.new(story)
    alone.machine.setClock(ahead: 364 * Self.day)
    #expect(try doubt(alone) == nil, "it may not have been used for so long")
    let branch = try await world.replica("SH02")
    #expect(await branch.sync().failure == nil)
    for replica in [alone, branch] {
      replica.machine.setClock(ahead: 366 * Self.day)
      guard case .ahead(let seen) = try doubt(replica) else {
        Issue.record("it is a year ahead")
        continue
      }
      #expect(abs(seen - world.time) < 10_000)
    }
    // What is written by that clock does not vouch for it where head office has said what time it is.
    _ = try branch.new(story)
    #expect(try doubt(branch) != nil)
  }

  @Test
  func
    `how well a time is known is told of what a clock said, never of what somebody typed or a right clock said`()
    async throws
  {
    let world = try World()
    let wrong = try await world.replica("SH01", skew: 400 * Self.day)
    let right = try await world.replica("SH01", skew: 900)
    for device in [wrong, right] { #expect(await device.sync().failure == nil) }
    func quality(_ device: TestReplica, _ more: [(String, String)] = []) throws -> ClockQuality? {
      let record = try device.new(story + more)
      return try device.store.read { try $0.db.record(record)?.decoded()?.clockQuality(CaseField.loggedAt) }
    }
    #expect(try quality(wrong) == .exact)
    #expect(try quality(wrong, [("logged_at", "2026-11-20 18:30")]) == nil)
    #expect(try quality(right) == nil, "not for a second")
  }
}
