import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// A case is given to another branch.
@Suite("Cases that move between branches")
struct MoveTests {
  /// A case of SH01 with a note and an open conflict, held by two devices there, one at SH02 and one at HQ.
  private struct Shops {
    let world: World
    let a: TestReplica
    let b: TestReplica
    let target: TestReplica
    let third: TestReplica
    let admin: TestReplica
    let record: RecordID
    let number: String

    init() async throws {
      world = try World()
      a = try await world.replica("SH01")
      b = try await world.replica("SH01")
      target = try await world.replica("SH02", role: .dutyManager)
      third = try await world.replica("SH03")
      admin = try await world.replica("HQ", role: .admin)
      record = try a.new()
      number = try a.number(record)
      try a.note(record, "called back")
      await a.sync()
      await b.sync()
      world.wait()
      try a.edit(record, "title", "one")
      world.wait()
      try b.edit(record, "title", "two")
      for device in [a, b, a, admin, target, third] { #expect(await device.sync().failure == nil) }
      #expect(try a.conflicts().count == 1)
      world.wait()
    }

    func move() async throws {
      try a.transfer(record, to: "SH02")
      for device in [a, target, b, admin, third] {
        let (report, failure) = await device.sync()
        #expect(failure == nil && report.digestMismatches.isEmpty)
      }
      world.wait()
    }
  }

  @Test
  func `it arrives whole, with its notes and its open conflict; at the old branch a stub stays`()
    async throws
  {
    let shops = try await Shops()
    try await shops.move()
    #expect(try shops.target.cases().map(\.id) == [shops.record])
    #expect(try shops.target.number(shops.record) == shops.number)
    #expect(try shops.target.notes(shops.record) == ["called back"])
    #expect(try shops.target.conflicts().count == 1)
    for old in [shops.a, shops.b] {
      #expect(try old.cases().isEmpty && old.conflicts().isEmpty)
      #expect(try !old.holds(shops.record) && old.stub(shops.number) == "SH02")
      #expect(try old.status().pending == 0 && old.status().quarantined == 0)
      #expect(try old.store.read { try $0.db.rows("SELECT 1 FROM records").isEmpty })
    }
    #expect(try shops.third.cases().isEmpty && shops.third.stub(shops.number) == nil)
    // Head office's device follows the case, and both sides agree on every scope.
    #expect(try shops.admin.cases().map(\.branch) == ["SH02"] && shops.admin.conflicts().count == 1)
    #expect(try shops.admin.digest("SH02") == shops.target.digest("SH02"))
    #expect(try shops.admin.digest("SH01") == shops.a.digest("SH01"))
    try shops.target.decide("one")
    await shops.target.sync()
    #expect(try shops.target.conflicts().isEmpty)
  }

  @Test
  func `the old branch is told nothing more: no search, history or export shows the case`() async throws {
    let shops = try await Shops()
    try await shops.move()
    try shops.target.edit(shops.record, "narrative", "zzsecret")
    await shops.target.sync()
    await shops.b.sync()
    #expect(try shops.b.found("soup") == 0 && shops.b.found("called") == 0)
    try await fetchHistory(shops.b.store, of: [shops.record], over: shops.b.transport)
    let changes = try shops.b.store.read { try $0.db.changes(of: shops.record) }
    #expect(try changes.allSatisfy { try $0.decoded().author.branch == "SH01" })
    #expect(!changes.contains { $0.status == .history })
    var exported = 0
    try shops.b.store.read { reader in
      try reader.eachVisibleCase { _, _, _ in
        exported += 1
        return true
      }
    }
    #expect(exported == 0)
    #expect(!shops.world.holds("zzsecret", shops.b.store.path))
  }

  @Test
  func `an edit made before its author could know is taken, and he is told nothing of the case since`()
    async throws
  {
    let shops = try await Shops()
    try shops.a.transfer(shops.record, to: "SH02")
    await shops.a.sync()
    await shops.target.sync()
    try shops.target.edit(shops.record, "severity", "severe")
    await shops.target.sync()
    // b edits and notes while offline.
    try shops.b.edit(shops.record, "handler", "Xiao Li")
    try shops.b.note(shops.record, "offered a voucher")
    let outcome = await shops.b.sync()
    #expect(outcome.failure == nil && outcome.report.pushed == 2 && outcome.report.quarantined == 0)
    let requests = shops.b.transport.requests.withLock { $0 }
    #expect(requests.contains { $0.changes.count == 2 })
    #expect(try shops.b.cases().isEmpty && !shops.b.holds(shops.record))
    #expect(try shops.b.stub(shops.number) == "SH02")
    await shops.target.sync()
    #expect(try shops.target.value(shops.record, "handler") == .text("Xiao Li"))
    #expect(try shops.target.notes(shops.record) == ["called back", "offered a voucher"])
  }

  @Test func `a pending edit of the old branch goes through even where the answer is lost`() async throws {
    let shops = try await Shops()
    try shops.a.transfer(shops.record, to: "SH02")
    await shops.a.sync()
    try shops.b.edit(shops.record, "handler", "Xiao Li")
    shops.b.transport.plan([.loseAnswer])
    #expect(await shops.b.sync().failure != nil)
    #expect(try shops.b.holds(shops.record), "nothing came yet")
    #expect(await shops.b.sync().failure == nil)
    await shops.target.sync()
    #expect(try shops.target.value(shops.record, "handler") == .text("Xiao Li"))
    #expect(try shops.b.status().quarantined == 0 && shops.b.status().pending == 0)
  }

  @Test
  func `who was told that the case has gone writes to it no more: quarantined, and the case is untouched`()
    async throws
  {
    let shops = try await Shops()
    try await shops.move()
    let field = FieldID(CaseField.handler.number)
    for old in [shops.b, shops.third] {
      try old.write(blindly: [FieldWrite(field, .text("Mallory"))], to: shops.record)
      let other = try old.new()
      let outcome = await old.sync()
      #expect(outcome.failure == nil && outcome.report.quarantined == 1)
      #expect(try old.quarantined().map(\.reason) == ["forbidden"])
      #expect(try old.status().pending == 0 && old.cases().contains { $0.id == other })
    }
    await shops.target.sync()
    #expect(try shops.target.value(shops.record, "handler") == .none)
  }

  @Test
  func `two transfers without sight of each other: flagged, the second moves nothing, a decision does`()
    async throws
  {
    let shops = try await Shops()
    try shops.b.transfer(shops.record, to: "SH03")
    try shops.a.transfer(shops.record, to: "SH02")
    for device in [shops.a, shops.b, shops.target, shops.third, shops.admin] {
      #expect(await device.sync().failure == nil)
    }
    #expect(try shops.third.cases().isEmpty && shops.target.cases().count == 1)
    let conflicts = try shops.target.conflicts()
    #expect(conflicts.contains { $0.field == FieldID(CaseField.branch.number) })
    try shops.target.decide("one")
    #expect(await shops.target.sync().failure == nil)
    #expect(try shops.target.cases().count == 1, "the title's decision moves nothing")
    try shops.target.decide("SH03")
    for device in [shops.target, shops.third, shops.admin] { #expect(await device.sync().failure == nil) }
    #expect(try shops.third.cases().map(\.id) == [shops.record])
    #expect(try shops.third.conflicts().isEmpty)
    #expect(try shops.target.cases().isEmpty && shops.target.stub(shops.number) == "SH03")
    #expect(try shops.admin.cases().map(\.branch) == ["SH03"])
    #expect(try shops.admin.digest("SH02") == shops.target.digest("SH02"))
  }

  @Test func `it comes back: whole, and no stub is left`() async throws {
    let shops = try await Shops()
    try await shops.move()
    try shops.target.note(shops.record, "not ours")
    try shops.target.transfer(shops.record, to: "SH01")
    for device in [shops.target, shops.a, shops.b, shops.admin] {
      #expect(await device.sync().failure == nil)
    }
    for device in [shops.a, shops.b] {
      #expect(try device.cases().map(\.id) == [shops.record])
      #expect(try device.notes(shops.record) == ["called back", "not ours"])
      #expect(try device.stub(shops.number) == nil && device.conflicts().count == 1)
      #expect(try device.found("soup") == 1)
    }
    #expect(try shops.target.stub(shops.number) == "SH01" && !shops.target.holds(shops.record))
    try shops.b.edit(shops.record, "severity", "minor")
    #expect(await shops.b.sync().failure == nil)
    await shops.a.sync()
    await shops.admin.sync()
    #expect(try shops.a.value(shops.record, "severity") == .text("minor"))
    #expect(try shops.a.digest("SH01") == shops.admin.digest("SH01"))
    // And away once more.
    try shops.a.transfer(shops.record, to: "SH02")
    for device in [shops.a, shops.b, shops.target] { #expect(await device.sync().failure == nil) }
    #expect(try shops.b.cases().isEmpty && shops.b.stub(shops.number) == "SH02")
    #expect(try shops.target.value(shops.record, "severity") == .text("minor"))
  }

  @Test
  func `a case that was logged and transferred before the first sync leaves a stub too, and notes follow it`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let target = try await world.replica("SH02")
    let record = try a.new()
    let number = try a.number(record)
    try a.note(record, "called back")
    world.wait()
    try a.transfer(record, to: "SH02")
    try a.note(record, "and again")
    for device in [a, b, target] { #expect(await device.sync().failure == nil) }
    #expect(try target.notes(record) == ["called back", "and again"])
    #expect(try a.cases().isEmpty && !a.holds(record))
    #expect(try a.stub(number) == "SH02" && a.status().quarantined == 0)
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }
}
