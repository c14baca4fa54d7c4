import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// A store file was copied, or put back from a backup: the copy goes on under an id of its own.
@Suite("Clones and restored replicas")
struct CloneTests {
  private func narratives(_ replica: TestReplica) throws -> [String] {
    try replica.cases().compactMap {
      if case .text(let text) = try replica.value($0.id, "narrative") { text } else { nil }
    }.sorted()
  }

  private func log(_ replica: TestReplica, _ text: String) throws {
    try replica.new([("channel", "phone"), ("narrative", text)])
  }

  private func tag(_ replica: TestReplica) throws -> String { try replica.store.read { $0.identity.tag } }

  private func expectSame(_ replicas: [TestReplica], _ texts: [String]) throws {
    for replica in replicas {
      #expect(try narratives(replica) == texts.sorted())
      #expect(try replica.status().pending == 0 && replica.conflicts().isEmpty)
      #expect(try replica.digest("SH01") == replicas[0].digest("SH01"))
    }
  }

  @Test func `both have pending work from before and after the copy: all of it arrives once`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    try log(a, "synced")
    await a.sync()
    try log(a, "pending")
    let record = try #require(try a.cases().first { try a.value($0.id, "narrative") == .text("synced") }?.id)
    try a.edit(record, "title", "one")
    let twin = try world.clone(a)
    try a.edit(record, "title", "one and a half")
    try twin.edit(record, "handler", "Xiao Li")
    #expect(await a.sync().failure == nil)
    let outcome = await twin.sync()
    #expect(outcome.failure == nil && outcome.report.isNewIncarnation)
    try log(twin, "of the twin")
    try log(a, "of the first")
    for replica in [a, twin, a] { #expect(await replica.sync().failure == nil) }
    try expectSame([a, twin], ["synced", "pending", "of the twin", "of the first"])
    #expect(try a.value(record, "title") == .text("one and a half"))
    #expect(try a.value(record, "handler") == .text("Xiao Li"))
    #expect(try a.id != twin.id && tag(a) != tag(twin))
    // Numbers that were given before anybody could know stay; later ones are never the same.
    let numbers = try a.cases().map(\.number)
    #expect(Set(numbers).count == numbers.count)
    #expect(try world.office.devices().count == 2)
  }

  @Test func `head office was put back, and the twin's number ends within a group: that goes whole`()
    async throws
  {
    let world = try World(branches: ["SH01", "SH02"])
    let origin = try await world.replica("SH02")
    let a = try await world.replica("SH01")
    let office = try world.backUpOffice()
    let record = try origin.new()
    try origin.transfer(record, to: "SH01")
    for replica in [origin, a] { #expect(await replica.sync().failure == nil) }
    let twin = try world.clone(a)
    try world.restoreOffice(office)
    try twin.transfer(record, to: "SH02")
    world.wait()
    try a.edit(record, "title", "of the first")
    for replica in [a, origin, a] { #expect(await replica.sync().failure == nil) }
    // An older head office says of its stamps what it should say of its numbers.
    try twin.store.noteStamp(of: 1, milliseconds: world.time)
    try twin.store.beginRecovery()
    #expect(try twin.store.read { try $0.sendable() } == 0)
    #expect(try twin.store.nextRequest(withoutPages: true).changes.isEmpty)
    for replica in [twin, a, origin] { #expect(await replica.sync().failure == nil) }
    #expect(try origin.value(record, "title") == .text("of the first") && !a.holds(record))
  }

  @Test func `edits over one's own unsent edits keep their chain under the new id`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let record = try a.new()
    await a.sync()
    let twin = try world.clone(a)
    try log(a, "of the first")
    await a.sync()
    for title in ["one", "two", "three"] { try twin.edit(record, "title", title) }
    try twin.note(record, "called back")
    try twin.delete(record)
    #expect(await twin.sync().failure == nil)
    await a.sync()
    for replica in [a, twin] {
      #expect(try replica.conflicts().isEmpty)
      #expect(try narratives(replica) == ["of the first"], "the deletion saw everything")
    }
    #expect(try a.digest("SH01") == twin.digest("SH01"))
  }

  @Test(arguments: [true, false])
  func `a store put back from a backup goes on, with and without new work`(hasWork: Bool) async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    try log(a, "before")
    await a.sync()
    let copy = try world.backup(a)
    try log(a, "lost by the restoration")
    await a.sync()
    let restored = try world.open(copy)
    let record = try #require(try restored.cases().first?.id)
    if hasWork { try restored.edit(record, "title", "new work") }
    let outcome = await restored.sync()
    #expect(outcome.failure == nil && outcome.report.isNewIncarnation)
    try expectSame([restored], ["before", "lost by the restoration"])
    if hasWork { #expect(try restored.value(record, "title") == .text("new work")) }
    try log(restored, "after")
    #expect(await restored.sync().failure == nil)
    try expectSame([restored], ["before", "lost by the restoration", "after"])
    #expect(await restored.sync().report.isNewIncarnation == false)
  }

  @Test func `a clone of a clone, before and after it got its own id`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    try log(a, "start")
    await a.sync()
    let b = try world.clone(a)
    let c = try world.clone(b)
    try log(a, "a")
    try log(b, "b")
    try log(c, "c")
    for replica in [a, b, c] { #expect(await replica.sync().failure == nil) }
    let d = try world.clone(b)
    try log(b, "b2")
    try log(d, "d")
    for replica in [b, d, a, b, c] { #expect(await replica.sync().failure == nil) }
    try expectSame([a, b, c, d], ["start", "a", "b", "c", "b2", "d"])
    #expect(Set(try [a, b, c, d].map { try $0.id }).count == 4)
    #expect(Set(try [a, b, c, d].map(tag)).count == 4)
  }

  @Test func `a copy that is copied while it is getting its own id: each gets one`() async throws {
    for fault in [InProcessTransport.Fault.loseAnswer, .dropRequest] {
      let world = try World()
      let a = try await world.replica("SH01")
      try log(a, "start")
      await a.sync()
      let b = try world.clone(a)
      try log(a, "a")
      await a.sync()
      try log(b, "b")
      b.transport.plan([nil, fault])
      #expect(await b.sync().failure != nil)
      let c = try world.clone(b)
      try log(c, "c")
      for replica in [b, c, a, b, c] { #expect(await replica.sync().failure == nil) }
      // What was pending in both copies is made by both: each under its own id, of one record.
      try expectSame([a, b, c], ["start", "a", "b", "c"])
      #expect(Set(try [a, b, c].map { try $0.id }).count == 3)
    }
  }

  @Test func `interrupted at every request: nothing is lost and nothing doubled`() async throws {
    for fault in [InProcessTransport.Fault.loseAnswer, .dropRequest] {
      for at in 0..<5 {
        let world = try World()
        let a = try await world.replica("SH01")
        try log(a, "start")
        await a.sync()
        let twin = try world.clone(a)
        try log(a, "a")
        await a.sync()
        try log(twin, "twin")
        twin.transport.plan(Array(repeating: nil, count: at) + [fault])
        await twin.sync()
        twin.transport.plan([])
        try log(twin, "more")
        let outcome = await twin.sync()
        #expect(outcome.failure == nil, "\(fault) \(at): \(outcome)")
        await a.sync()
        try expectSame([a, twin], ["start", "a", "twin", "more"])
      }
    }
  }

  @Test
  func `a copy of a revoked replica is refused and keeps its work; enrolled anew it goes on`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    try log(a, "start")
    await a.sync()
    let twin = try world.clone(a)
    try log(a, "a")
    await a.sync()
    try log(twin, "twin")
    _ = try world.office.revoke(try a.id.description, now: world.time)
    guard case .transport(.refused(let refusal, _)) = await twin.sync().failure else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.code == .deviceRevoked)
    #expect(try narratives(twin) == ["start", "twin"] && twin.status().pending == 1)
    try await twin.enrol(with: world.code("SH01"))
    #expect(await twin.sync().failure == nil)
    try expectSame([twin], ["start", "a", "twin"])
  }

  @Test
  func `the new id goes on above the last change that both have, not above the last that was told of`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    try log(a, "told")
    await a.sync()
    world.wait(milliseconds: 60_000)
    try log(a, "of both")
    let twin = try world.clone(a)
    try log(twin, "of the twin")
    #expect(await twin.sync().failure == nil)
    // Head office has the second of it, and another's third: that shows with one answer.
    #expect(await a.sync().report.isNewIncarnation)
    let agreed = try a.store.read { reader in
      let former = try reader.db.replicaRid(twin.id)
      return try #require(try reader.db.change(replica: former, number: 2)).decoded().times.stamp
    }
    let above = try a.store.read { reader in
      try reader.db.first("SELECT value FROM meta WHERE key = 'told_stamp'", values: []) {
        UInt64(bitPattern: $0.integer(0))
      }
    }
    #expect(above == agreed.rawValue)
    try expectSame([a], ["told", "of both", "of the twin"])
  }
}
