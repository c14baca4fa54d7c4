import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// A change is stamped anew here after it was sent, and its answer comes later, or never: whatever stands here,
/// what head office has counts, and nobody is stuck for a clock that was wrong once.
@Suite("Answers that come after the clock was set")
struct LateAnswerTests {
  private static let day: Int64 = 86_400_000
  /// By how much the clock is wrong meanwhile.
  static let jumps = [400 * day, day, 110_000, -400 * day, -day]

  private func carry(_ replica: TestReplica, _ world: World) async throws -> [UInt8] {
    try await world.service.answer(bundle: try writeBundle(replica.store).file).answer
  }

  /// Bundles go until everything is up.
  private func bringUp(_ replica: TestReplica, _ world: World) async throws {
    for _ in 0..<3 where try replica.status().pending > 0 {
      let reading = try readBundle(try await carry(replica, world), into: replica.store)
      #expect(reading.refusal == nil)
      world.wait(milliseconds: 60_000)
    }
    #expect(try replica.status().pending == 0)
  }

  private func log(_ replica: TestReplica, _ text: String) throws -> RecordID {
    try replica.new([("channel", "phone"), ("narrative", text)])
  }

  @Test(arguments: jumps)
  func `by file: an answer from before is read after the clock was wrong for a while`(jump: Int64)
    async throws
  {
    let world = try World()
    let shop = try await world.byTicket("SH01")
    let record = try log(shop, "first")
    let answer = try await carry(shop, world)
    world.wait(milliseconds: 3_600_000)
    shop.machine.setClock(ahead: jump)
    _ = try writeBundle(shop.store)
    world.wait(milliseconds: 3_600_000)
    shop.machine.setClock(ahead: 0)
    #expect(try readBundle(answer, into: shop.store).accepted == 1)
    let second = try log(shop, "second")
    try shop.edit(record, "title", "Cold soup")
    try await bringUp(shop, world)
    // And by network, which is there one day.
    try await shop.enrol(with: world.code("SH01"))
    try shop.edit(second, "title", "Late")
    #expect(await shop.sync().failure == nil)
    let other = try await world.replica("SH01")
    #expect(await other.sync().failure == nil)
    #expect(try other.value(record, "title") == .text("Cold soup"))
    #expect(try other.value(second, "title") == .text("Late"))
    for id in [record, second] { try expectSane(other, id, world) }
  }

  @Test(arguments: jumps)
  func `by network: the answer is lost, the clock is set, and set right again`(jump: Int64) async throws {
    let world = try World()
    let shop = try await world.replica("SH01", enrolled: false)
    try await shop.enrol(with: world.code("SH01"))
    let record = try log(shop, "first")
    shop.transport.plan([.loseAnswer])
    #expect(await shop.sync().failure != nil)
    shop.machine.setClock(ahead: jump)
    let rebooted = try world.reboot(shop)
    try rebooted.edit(record, "title", "meanwhile")
    rebooted.transport.plan([.dropRequest])
    #expect(await rebooted.sync().failure != nil)
    rebooted.machine.setClock(ahead: 0)
    try rebooted.edit(record, "title", "Cold soup")
    #expect(await rebooted.sync().failure == nil)
    #expect(try rebooted.status().pending == 0)
    try expectSane(rebooted, record, world)
  }

  @Test(arguments: jumps)
  func `what was stamped anew in vain is not sent so when head office was restored`(jump: Int64) async throws
  {
    let world = try World()
    let copy = try world.backUpOffice()
    let shop = try await world.byTicket("SH01")
    let record = try log(shop, "first")
    try shop.edit(record, "title", "Cold soup")
    let answer = try await carry(shop, world)
    shop.machine.setClock(ahead: jump)
    _ = try writeBundle(shop.store)
    shop.machine.setClock(ahead: 0)
    #expect(try readBundle(answer, into: shop.store).accepted == 2)
    let times = try ownStamps(shop)
    for time in times { #expect(time.milliseconds <= world.time) }
    #expect(times == times.sorted())
    try world.restoreOffice(copy)
    world.wait(milliseconds: 60_000)
    try await shop.enrol(with: world.code("SH01"))
    #expect(await shop.sync().failure == nil)
    #expect(try shop.status().pending == 0 && shop.quarantined().isEmpty)
    try expectSane(shop, record, world)
  }

  @Test(arguments: jumps)
  func `answers in the wrong order: the older one says nothing any more`(jump: Int64) async throws {
    let world = try World()
    let shop = try await world.byTicket("SH01")
    let record = try log(shop, "first")
    let first = try await carry(shop, world)
    shop.machine.setClock(ahead: jump)
    try shop.edit(record, "title", "meanwhile")
    let second = try await carry(shop, world)
    shop.machine.setClock(ahead: 0)
    world.wait(milliseconds: 60_000)
    try shop.edit(record, "title", "Cold soup")
    for answer in [second, first] { _ = try readBundle(answer, into: shop.store) }
    try await bringUp(shop, world)
    #expect(try shop.value(record, "title") == .text("Cold soup"))
    try expectSane(shop, record, world)
  }

  @Test
  func `a bundle that was refused for a clock that is right by now does not make it slow`() async throws {
    let world = try World()
    let shop = try await world.byTicket("SH01")
    shop.machine.setClock(ahead: 400 * Self.day)
    let record = try log(shop, "first")
    let refused = try await carry(shop, world)
    shop.machine.setClock(ahead: 0)
    world.wait(milliseconds: 3_600_000)
    _ = try readBundle(refused, into: shop.store)
    #expect(try shop.status().clockOffset.map { abs($0) < 5_000 } ?? true)
    try await bringUp(shop, world)
    let stamps = try ownStamps(shop)
    #expect(stamps.allSatisfy { $0.milliseconds >= world.time - Self.day && $0.milliseconds <= world.time })
    #expect(try shop.value(record, "narrative") == .text("first"))
  }

  @Test func `a clock that was put right between two bundles is not called wrong any more`() async throws {
    let world = try World()
    let shop = try await world.byTicket("SH01")
    shop.machine.setClock(ahead: 400 * Self.day)
    _ = try log(shop, "first")
    _ = try readBundle(try await carry(shop, world), into: shop.store)
    #expect(try shop.status().clockOffset ?? 0 > 399 * Self.day)
    shop.machine.setClock(ahead: 0)
    world.wait(milliseconds: 3_600_000)
    try await bringUp(shop, world)
    #expect(try abs(shop.status().clockOffset ?? 0) < 5_000)
  }

  @Test func `head office's clock was wrong in one answer by file: the next one ends that`() async throws {
    let world = try World()
    let shop = try await world.byTicket("SH01")
    _ = try log(shop, "first")
    for wrong in [0, 400 * Self.day, 0] {
      world.setOfficeClock(by: wrong)
      _ = try readBundle(try await carry(shop, world), into: shop.store)
      world.setOfficeClock(by: -wrong)
      world.wait(milliseconds: 3_600_000)
    }
    let second = try log(shop, "second")
    let text = try #require(try shop.cases().first { $0.id == second }).loggedAt
    let logged = try #require(DateText(stored: text)?.start(in: .fixed(480))).milliseconds
    #expect(abs(logged - world.time) < Self.day, "\(text)")
  }

  @Test
  func `head office's clock was a year ahead and was set right: nobody waits for a year`() async throws {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let file = try await world.replica("SH01")
    world.setOfficeClock(by: 365 * Self.day)
    let record = try log(a, "first")
    for replica in [a, b, file] { #expect(await replica.sync().failure == nil) }
    world.setOfficeClock(by: -365 * Self.day)
    world.wait(milliseconds: 60_000)
    try a.edit(record, "title", "by a")
    try b.edit(record, "handler", "by b")
    try file.edit(record, "place", "hall")
    for replica in [a, b, a] { #expect(await replica.sync().failure == nil) }
    for _ in 0..<3 where try file.status().pending > 0 {
      _ = try readBundle(try await carry(file, world), into: file.store)
    }
    #expect(await a.sync().failure == nil)
    #expect(try a.value(record, "title") == .text("by a") && a.value(record, "handler") == .text("by b"))
    #expect(try a.value(record, "place") == .text("hall"))
  }

  // MARK: Looking

  /// The stamps of its own changes as they stand in its log.
  private func ownStamps(_ replica: TestReplica) throws -> [HybridTime] {
    try replica.store.read { reader in
      try reader.db.changes(
        replica: reader.db.replicaRid(reader.identity.replica), after: 0, limit: 1000
      ).map { try $0.decoded().times.stamp }
    }
  }

  /// No head lies in the future, nor long before anything was written.
  private func expectSane(_ replica: TestReplica, _ record: RecordID, _ world: World) throws {
    let state = try #require(try replica.store.read { try $0.db.record(record)?.decoded() })
    for version in state.headVersions {
      #expect(version.time.milliseconds <= world.time + 120_000)
      #expect(version.time.milliseconds >= World.start - 120_000)
    }
  }
}
