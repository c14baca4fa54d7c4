import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// What two copies of one store made before they were two comes from both: each act is taken once, under one dot.
@Suite("What copies bring twice")
struct BroughtTwiceTests {
  /// A store was put back from a backup, written to, and copied before it ever synced.
  private func restoredAndCopied(_ work: (TestReplica, RecordID) throws -> Void) async throws -> (
    world: World, copies: [TestReplica], b: TestReplica, record: RecordID
  ) {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try a.new()
    await a.sync()
    await b.sync()
    let copy = try world.backup(a)
    try a.note(record, "lost by the restoration")
    await a.sync()
    let restored = try world.open(copy)
    try work(restored, record)
    return (world, [restored, try world.clone(restored)], b, record)
  }

  private func expectSame(_ world: World, _ replicas: [TestReplica]) async throws {
    for _ in 0..<2 { for replica in replicas { #expect(await replica.sync().failure == nil) } }
    for replica in replicas {
      #expect(try replica.conflicts().isEmpty && replica.status().pending == 0)
      #expect(try replica.digest("SH01") == replicas[0].digest("SH01"))
    }
    #expect(try world.takings().allSatisfy { $0 == 1 })
    #expect(try world.office.examine().all.isEmpty)
  }

  @Test
  func `a copy of a copy with more changes than head office has names its own by what they are`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let record = try a.new()
    let copy = try world.clone(a)
    for (field, text) in [("customer_id", "K13"), ("phone", "13800138003"), ("phone", "13800138000")] {
      try copy.edit(record, field, text)
    }
    let third = try world.clone(copy)
    for text in ["13800138002", "13800138028"] { try a.edit(record, "phone", text) }
    for replica in [a, copy, third, a, copy, third] {
      #expect(await replica.sync().failure == nil)
      #expect(try replica.store.examine().all.isEmpty, "each names what it was written over")
    }
    #expect(try world.takings().allSatisfy { $0 == 1 })
    for replica in [a, copy, third] {
      #expect(try replica.conflicts().count == 1 && replica.digest("SH01") == a.digest("SH01"))
    }
  }

  @Test
  func `what both copies made before they were two is taken once, and replaced for both`() async throws {
    var (world, copies, b, record) = try await restoredAndCopied { replica, record in
      try replica.edit(record, "title", "one")
      try replica.edit(record, "title", "two")
      try replica.note(record, "called back")
      try replica.new([("channel", "email"), ("narrative", "late")])
    }
    #expect(await copies[0].sync().failure == nil)
    await b.sync()
    try b.edit(record, "title", "three")
    await b.sync()
    // The second has gone on: on what both made, and elsewhere.
    try copies[1].edit(record, "handler", "Xiao Li")
    try copies[1].edit(record, "title", "two and a half")
    let outcome = await copies[1].sync()
    #expect(outcome.failure == nil && outcome.report.isNewIncarnation)
    copies.append(b)
    await copies[0].sync()
    // "three" and "two and a half" were written without sight of each other.
    #expect(try copies[1].conflicts().count == 1)
    try await b.enrol(with: world.code("SH01", .dutyManager))
    await b.sync()
    try b.decide("three")
    try await expectSame(world, copies)
    #expect(try copies[0].cases().count == 2 && copies[0].notes(record).count == 2)
  }

  @Test func `groups go whole, and what comes between is numbered without a gap`() async throws {
    var (world, copies, b, record) = try await restoredAndCopied { replica, record in
      try replica.edit(record, "title", "one")
    }
    try copies[0].delete(record)
    let third = try world.clone(copies[0])
    try copies[1].edit(record, "handler", "Xiao Li")
    for replica in [copies[0], third, copies[1]] { #expect(await replica.sync().failure == nil) }
    copies += [third, b]
    // The deletion had not seen the handler.
    for replica in copies { await replica.sync() }
    #expect(try copies[0].conflicts().map(\.kind) == [.deletion])
    #expect(try world.takings().allSatisfy { $0 == 1 })
    #expect(try world.office.examine().all.isEmpty)
  }

  @Test(arguments: 0..<6)
  func `any answer may be lost on the way`(at: Int) async throws {
    for fault in [InProcessTransport.Fault.loseAnswer, .dropRequest] {
      let (world, copies, b, _) = try await restoredAndCopied { replica, record in
        try replica.edit(record, "title", "one")
        try replica.note(record, "called back")
      }
      await copies[0].sync()
      copies[1].transport.plan(Array(repeating: nil, count: at) + [fault])
      await copies[1].sync()
      copies[1].transport.plan([])
      try await expectSame(world, copies + [b])
    }
  }

  @Test
  func `a refusal that comes late names other numbers: only the same act goes by the dot told`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    try a.new()
    try a.new([("channel", "email"), ("narrative", "late")])
    let changes = try a.store.queue.inDatabase { db in
      try db.changes(replica: db.replicaRid(db.identity().replica), after: 0, limit: 10).map {
        try $0.decoded()
      }
    }
    var act = KnownAct()
    act.number = 1
    act.salt = changes[1].salt
    act.replica = Data(Identifier(high: 1, low: 1).bytes)
    act.known = 5
    act.hash = Data(repeating: 7, count: 32)
    #expect(try a.store.adopt([act]) == 0)
    act.salt = changes[0].salt
    #expect(try a.store.adopt([act]) == 1)
    #expect(try a.status().pending == 1 && a.cases().count == 2)
    // The other is change 1 now. What went by a dot that head office does not have after all comes behind it.
    #expect(await a.sync().report.pushed == 2)
    let salts = try await world.office.pool.read { db in
      try db.rows("SELECT encoded FROM changes ORDER BY number").map {
        try Change(decoding: $0.bytes(0) ?? []).salt
      }
    }
    #expect(salts == [changes[1].salt, changes[0].salt])
    #expect(try a.status().pending == 0 && a.cases().count == 2)
  }

  @Test func `what one copy dropped from the quarantine the other does not bring again`() async throws {
    let (world, copies, b, record) = try await restoredAndCopied { replica, record in
      try replica.edit(record, "title", "one")
      try replica.transfer(record, to: "SH09")
    }
    await copies[0].sync()
    let dot = try #require(try copies[0].quarantined().first).change.dot
    try copies[0].wish(.discard, dot)
    await copies[0].sync()
    try await expectSame(world, copies + [b])
    #expect(try world.office.quarantine().isEmpty)
    #expect(try copies.allSatisfy { try $0.quarantined().isEmpty })
    _ = record
  }

  @Test
  func `what the first has in quarantine is shared with the second, which brings it too`() async throws {
    let (world, copies, b, record) = try await restoredAndCopied { replica, record in
      try replica.transfer(record, to: "SH09")
    }
    await copies[0].sync()
    #expect(await copies[1].sync().failure == nil)
    let dots = try copies[0].quarantined().map(\.change.dot)
    #expect(try copies[1].quarantined().map(\.change.dot) == dots && dots.count == 2)
    try copies[1].wish(.discard, dots[0])
    try await expectSame(world, copies + [b])
    #expect(try copies.allSatisfy { try $0.quarantined().isEmpty })
    #expect(try world.office.quarantine().isEmpty)
    _ = record
  }
}
