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

/// What head office cannot take is kept, held up nobody else's work, and told.
@Suite("Quarantine")
struct QuarantineTests {
  /// a gave a case to a branch that head office does not have, and edited it since; another case is in order.
  private struct Shops {
    let world: World
    let a: TestReplica
    let b: TestReplica
    let record: RecordID
    let other: RecordID

    init() async throws {
      world = try World()
      a = try await world.replica("SH01")
      b = try await world.replica("SH01")
      record = try a.new()
      other = try a.new([("channel", "email"), ("narrative", "late")])
      await a.sync()
      await b.sync()
      try a.transfer(record, to: "SH09")
      try a.edit(record, "title", "Cold soup")
      try a.edit(other, "title", "Late")
    }

    var first: UInt64 { get throws { try #require(try a.quarantined().first?.number) } }
  }

  private func reasons(_ replica: TestReplica) throws -> [String] { try replica.quarantined().map(\.reason) }

  @Test
  func `a group is kept whole, what builds on it waits, everything else flows, and both sides are told`()
    async throws
  {
    let shops = try await Shops()
    let outcome = await shops.a.sync()
    #expect(outcome.failure == nil && outcome.report.quarantined == 3 && outcome.report.pushed == 4)
    #expect(try shops.a.status().pending == 0 && shops.a.status().quarantined == 3)
    #expect(try reasons(shops.a) == ["unknown_branch", "unknown_branch", "waiting"])
    #expect(try shops.a.news().contains(.quarantined))
    #expect(
      try shops.world.office.quarantine().map(\.change.reason) == [.unknownBranch, .unknownBranch, .waiting])
    // The author still sees his own work; others do not.
    #expect(try shops.a.value(shops.record, "title") == .text("Cold soup"))
    await shops.b.sync()
    #expect(try shops.b.value(shops.record, "title") == .none)
    #expect(try shops.b.value(shops.other, "title") == .text("Late"))
    // Others' edits of the same case flow meanwhile, and later own ones wait.
    try shops.b.edit(shops.record, "severity", "minor")
    await shops.b.sync()
    try shops.a.edit(shops.record, "handler", "Xiao Li")
    try shops.a.edit(shops.other, "handler", "Xiao Li")
    let later = await shops.a.sync()
    #expect(later.failure == nil && later.report.quarantined == 1)
    #expect(try shops.a.value(shops.record, "severity") == .text("minor"))
    #expect(try shops.a.value(shops.record, "title") == .text("Cold soup"))
    #expect(try reasons(shops.a) == ["unknown_branch", "unknown_branch", "waiting", "waiting"])
    let idle = await shops.a.sync()
    #expect(idle.report.quarantined == 0 && idle.report.traffic.requests == 1)
  }

  @Test func `once the reason is gone it is asked again, and what waited follows`() async throws {
    let shops = try await Shops()
    await shops.a.sync()
    #expect(try shops.a.wish(.retry, shops.first).count == 2)
    await shops.a.sync()
    #expect(try reasons(shops.a) == ["unknown_branch", "unknown_branch", "waiting"], "still no such branch")
    try shops.world.office.addBranch(BranchCode(typed: "SH09"), name: nil, now: 0)
    try shops.a.wish(.retry, shops.first)
    #expect(await shops.a.sync().failure == nil)
    #expect(try shops.a.quarantined().isEmpty && shops.world.office.quarantine().isEmpty)
    #expect(try !shops.a.holds(shops.record))
    let target = try await shops.world.replica("SH09")
    await target.sync()
    #expect(try target.value(shops.record, "title") == .text("Cold soup"))
  }

  @Test func `what is dropped is shown no more, and what waited behind it is taken`() async throws {
    let shops = try await Shops()
    await shops.a.sync()
    let number = try shops.first
    try shops.a.wish(.discard, number)
    #expect(try shops.a.value(shops.record, "title") == .text("Cold soup"))
    #expect(await shops.a.sync().failure == nil)
    #expect(try shops.a.quarantined().isEmpty && shops.world.office.quarantine().isEmpty)
    await shops.b.sync()
    for device in [shops.a, shops.b] {
      #expect(try device.value(shops.record, "title") == .text("Cold soup"))
      #expect(try device.store.read { try $0.db.record(shops.record)?.decoded()?.assignedBranch } == nil)
      #expect(try device.conflicts().isEmpty)
    }
    #expect(try shops.a.digest("SH01") == shops.b.digest("SH01"))
    try shops.a.edit(shops.record, "handler", "Xiao Li")
    let next = await shops.a.sync()
    #expect(next.failure == nil && next.report.quarantined == 0)
  }

  @Test(arguments: [true, false])
  func `any answer may be lost: the outcome is the same`(retry: Bool) async throws {
    let shops = try await Shops()
    shops.a.transport.plan([.loseAnswer])
    await shops.a.sync()
    #expect(await shops.a.sync().failure == nil)
    #expect(try reasons(shops.a) == ["unknown_branch", "unknown_branch", "waiting"])
    if retry { try shops.world.office.addBranch(BranchCode(typed: "SH09"), name: nil, now: 0) }
    try shops.a.wish(retry ? .retry : .discard, shops.first)
    shops.a.transport.plan([.loseAnswer])
    #expect(await shops.a.sync().failure != nil)
    #expect(await shops.a.sync().failure == nil)
    #expect(try shops.a.quarantined().isEmpty && shops.world.office.quarantine().isEmpty)
    #expect(try shops.a.holds(shops.record) == !retry)
    await shops.b.sync()
    #expect(try shops.a.digest("SH01") == shops.b.digest("SH01"))
    #expect(try shops.a.cases().count == (retry ? 1 : 2))
  }

  @Test(arguments: [true, false])
  func `an administrator at head office drops it, or lets it be judged again`(retry: Bool) async throws {
    let shops = try await Shops()
    await shops.a.sync()
    let dot = Dot(try shops.a.id, try shops.first)
    if retry { try shops.world.office.addBranch(BranchCode(typed: "SH09"), name: nil, now: 0) }
    let left = try shops.world.office.decideQuarantine(
      dot, retry ? .retry : .discard, now: shops.world.time, random: { 7 })
    #expect(left == nil)
    #expect(await shops.a.sync().failure == nil)
    #expect(try shops.a.quarantined().isEmpty)
    #expect(try shops.a.holds(shops.record) == !retry)
    await shops.b.sync()
    #expect(try shops.b.holds(shops.record) == !retry)
    #expect(try shops.a.digest("SH01") == shops.b.digest("SH01"))
    if !retry { #expect(try shops.b.value(shops.record, "title") == .text("Cold soup")) }
  }

  @Test func `what the role does not allow is taken once the rights come back`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try a.new()
    await a.sync()
    await b.sync()
    try a.edit(record, "severity", "minor")
    world.wait()
    try b.edit(record, "severity", "severe")
    for device in [a, b, a] { await device.sync() }
    // It had the rights when it decided the conflict, and has them no more when head office hears of it.
    try await a.enrol(with: world.code("SH01", .dutyManager))
    let field = FieldID(CaseField.severity.number)
    try a.store.write { session in
      let row = try #require(try session.db.record(record))
      let heads = try #require(try row.decoded()?[field]?.heads.map(\.dot))
      try session.put(row, [FieldWrite(field, .text("minor"), base: heads)])
    }
    try await a.enrol(with: world.code("SH01"))
    #expect(await a.sync().failure == nil)
    #expect(try reasons(a) == ["forbidden"])
    await b.sync()
    #expect(try b.conflicts().count == 1)
    try await a.enrol(with: world.code("SH01", .dutyManager))
    let number = try #require(try a.quarantined().first?.number)
    try a.wish(.retry, number)
    #expect(await a.sync().failure == nil)
    await b.sync()
    for device in [a, b] {
      #expect(try device.conflicts().isEmpty && device.quarantined().isEmpty)
      #expect(try device.value(record, "severity") == .text("minor"))
    }
    #expect(try a.store.read { try $0.db.changes(of: record) }.allSatisfy { $0.status != .discarded })
  }

  @Test func `what waits is dropped together with what it waits for`() async throws {
    let shops = try await Shops()
    await shops.a.sync()
    try shops.a.store.write { session in
      _ = try session.wish(.discard, for: Set(session.reader.quarantined().map(\.change.dot)))
    }
    #expect(try shops.a.value(shops.record, "title") == .none, "it is shown no more, at once")
    #expect(await shops.a.sync().failure == nil)
    await shops.b.sync()
    for device in [shops.a, shops.b] {
      #expect(try device.value(shops.record, "title") == .none && device.quarantined().isEmpty)
    }
    #expect(try shops.world.office.quarantine().isEmpty)
  }

  @Test
  func `head office took it before it heard that it was to be dropped: then it is shown again, as taken`()
    async throws
  {
    let shops = try await Shops()
    await shops.a.sync()
    let number = try shops.first
    try shops.world.office.addBranch(BranchCode(typed: "SH09"), name: nil, now: 0)
    let left = try shops.world.office.decideQuarantine(
      Dot(try shops.a.id, number), .retry, now: shops.world.time, random: { 7 })
    #expect(left == nil)
    try shops.a.wish(.discard, try #require(try shops.a.quarantined().last?.number))
    #expect(await shops.a.sync().failure == nil)
    #expect(try shops.a.quarantined().isEmpty && !shops.a.holds(shops.record))
    let target = try await shops.world.replica("SH09")
    await target.sync()
    #expect(try target.value(shops.record, "title") == .text("Cold soup"))
    let statuses = try shops.a.store.read { try $0.db.changes(of: shops.record).map(\.status) }
    #expect(statuses.allSatisfy { $0 == .accepted })
  }

  @Test
  func
    `head office tells of it once more before the feed has told what became of it: it stays in quarantine`()
    async throws
  {
    let shops = try await Shops()
    await shops.a.sync()
    // An answer did not have it, and the exchange was cut off before the feed's end.
    try shops.a.store.queue.inDatabase { try $0.run("UPDATE quarantine SET wish = 'released'", values: []) }
    #expect(await shops.a.sync().failure == nil)
    #expect(try reasons(shops.a) == ["unknown_branch", "unknown_branch", "waiting"])
    #expect(try shops.a.value(shops.record, "title") == .text("Cold soup"))
    #expect(try shops.a.quarantined().allSatisfy { $0.wish == nil })
  }

  @Test func `what is taken when its case has gone to another branch is known as taken`() async throws {
    let shops = try await Shops()
    let note = try shops.a.note(shops.record, "he called")
    await shops.a.sync()
    let number = try shops.first
    try shops.b.transfer(shops.record, to: "SH02")
    #expect(await shops.b.sync().failure == nil)
    #expect(await shops.a.sync().failure == nil)
    #expect(try !shops.a.holds(shops.record) && shops.a.holds(note))
    try shops.a.wish(.discard, number)
    #expect(await shops.a.sync().failure == nil)
    #expect(try shops.a.quarantined().isEmpty && shops.world.office.quarantine().isEmpty)
    let target = try await shops.world.replica("SH02")
    await target.sync()
    #expect(try target.notes(shops.record) == ["he called"])
    #expect(try shops.a.store.read { try $0.db.changes(of: note).map(\.status) } == [.accepted])
  }
}
