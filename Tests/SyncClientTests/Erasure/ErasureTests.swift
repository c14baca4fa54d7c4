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

/// A customer's personal data is erased: from every file of every side, for good.
@Suite("Erasure")
struct ErasureTests {
  static let secrets = [
    "ZhangWeiXq", "13812345678", "zzsoupzz", "zznotezz", "KH-77-Q", "zzloserzz", "zzwinnerzz",
  ]

  /// A case of customer KH-77-Q, with a note and a decided conflict about him, and one of somebody else.
  private struct Shops {
    let world: World
    let a: TestReplica
    let b: TestReplica
    let admin: TestReplica
    let record: RecordID
    let other: RecordID

    init() async throws {
      world = try World()
      a = try await world.replica("SH01", role: .dutyManager)
      b = try await world.replica("SH01")
      admin = try await world.replica("HQ", role: .admin)
      record = try a.new([
        ("channel", "phone"), ("narrative", "zzsoupzz was cold"), ("customer_name", "ZhangWeiXq"),
        ("phone", "13812345678"), ("customer_id", "KH-77-Q"),
      ])
      other = try a.new([("channel", "phone"), ("narrative", "somebody else"), ("customer_id", "KH-78-Q")])
      try a.note(record, "zznotezz he called")
      for device in [a, b, admin] { #expect(await device.sync().failure == nil) }
      world.wait()
      try a.edit(record, "title", "zzloserzz")
      world.wait()
      try b.edit(record, "title", "zzwinnerzz")
      for device in [a, b, a] { #expect(await device.sync().failure == nil) }
      try a.decide("zzwinnerzz")
      for device in [a, b, admin] { #expect(await device.sync().failure == nil) }
      world.wait()
    }

    func erase() async throws {
      _ = try admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
      #expect(await admin.sync().failure == nil)
    }

    func files(_ more: [TestReplica] = []) -> [String] {
      ([a, b, admin] + more).map(\.store.path) + [world.officePath]
    }

    func expectGone(_ more: [TestReplica] = []) throws {
      for path in files(more) {
        for secret in ErasureTests.secrets { #expect(!world.holds(secret, path), "\(secret) in \(path)") }
      }
      for device in [a, b, admin] + more {
        #expect(try device.found("zzsoupzz") == 0 && device.found("zznotezz") == 0)
        #expect(try device.value(other, "narrative") == .text("somebody else"))
        #expect(try device.digest("SH01") == a.digest("SH01"))
      }
    }
  }

  @Test
  func `no byte of it stays in any file: fields, notes, conflict values, decisions, log, index`()
    async throws
  {
    let shops = try await Shops()
    for secret in Self.secrets {
      #expect(shops.files().contains { shops.world.holds(secret, $0) }, "\(secret)")
    }
    try await shops.erase()
    for device in [shops.a, shops.b, shops.admin] { #expect(await device.sync().failure == nil) }
    try shops.expectGone()
    for device in [shops.a, shops.b, shops.admin] {
      #expect(try device.cases().count == 2, "the case itself stays")
      #expect(try device.value(shops.record, "channel") == .text("phone"))
      #expect(try device.value(shops.record, "customer_name") == .none)
    }
    // Every device said so.
    let progress = try await erasureStatus(shops.admin.store, over: shops.admin.transport).get()
    #expect(progress.count == 1 && progress[0].waiting.isEmpty && progress[0].done.count == 3)
    #expect(progress[0].records >= 2)
    // The case goes on being worked on.
    try shops.b.edit(shops.record, "severity", "minor")
    #expect(await shops.b.sync().failure == nil)
  }

  @Test func `who has not synced is waited for, by name`() async throws {
    let shops = try await Shops()
    try await shops.erase()
    #expect(await shops.a.sync().failure == nil)
    let progress = try await erasureStatus(shops.admin.store, over: shops.admin.transport).get()
    #expect(progress.first?.waiting.map(\.replica) == [try shops.b.id])
    guard case .failure = await erasureStatus(shops.a.store, over: shops.a.transport) else {
      Issue.record("a branch was told")
      return
    }
  }

  @Test
  func `edits and notes that come late are stripped, and their author is told; what is not personal stays`()
    async throws
  {
    let shops = try await Shops()
    try shops.b.edit(shops.record, "customer_name", "ZhangWeiXq Again")
    try shops.b.edit(shops.record, "handler", "Xiao Li")
    try shops.b.note(shops.record, "zznotezz again")
    try await shops.erase()
    shops.b.transport.plan([.loseAnswer])
    await shops.b.sync()
    for device in [shops.b, shops.a, shops.admin, shops.b] { #expect(await device.sync().failure == nil) }
    try shops.expectGone()
    #expect(try shops.b.news().contains(.stripped))
    #expect(try shops.a.value(shops.record, "handler") == .text("Xiao Li"))
    #expect(try shops.a.notes(shops.record).isEmpty && shops.b.status().pending == 0)
    // And a note that is written since.
    try shops.a.note(shops.record, "zznotezz once more")
    for device in [shops.a, shops.b, shops.admin, shops.a] { #expect(await device.sync().failure == nil) }
    try shops.expectGone()
  }

  @Test func `a case of the erased customer that comes late is erased on arrival`() async throws {
    let shops = try await Shops()
    let late = try shops.b.new([
      ("channel", "email"), ("narrative", "zzsoupzz again"), ("customer_id", "KH-77-Q"),
      ("customer_name", "ZhangWeiXq"),
    ])
    try await shops.erase()
    for device in [shops.b, shops.a, shops.admin, shops.b] { #expect(await device.sync().failure == nil) }
    try shops.expectGone()
    #expect(try shops.a.value(late, "channel") == .text("email"))
    #expect(try shops.a.value(late, "customer_id") == .none)
    #expect(try shops.b.news().contains(.stripped), "its author is told")
    let progress = try await erasureStatus(shops.admin.store, over: shops.admin.transport).get()
    #expect(progress.first?.waiting.isEmpty == true)
  }

  @Test func `a case that has left: the old branch's own log is emptied too`() async throws {
    let shops = try await Shops()
    let target = try await shops.world.replica("SH02")
    try shops.a.transfer(shops.record, to: "SH02")
    for device in [shops.a, shops.b, target, shops.admin] { #expect(await device.sync().failure == nil) }
    try await shops.erase()
    for device in [shops.a, shops.b, target, shops.admin] { #expect(await device.sync().failure == nil) }
    for path in shops.files([target]) {
      for secret in Self.secrets { #expect(!shops.world.holds(secret, path), "\(secret) in \(path)") }
    }
    let progress = try await erasureStatus(shops.admin.store, over: shops.admin.transport).get()
    #expect(progress.first?.waiting.isEmpty == true && progress.first?.done.count == 4)
  }

  @Test func `what stands in quarantine is emptied as well`() async throws {
    let shops = try await Shops()
    try shops.b.transfer(shops.record, to: "SH09")
    try shops.b.edit(shops.record, "title", "zzwinnerzz again")
    await shops.b.sync()
    #expect(try shops.b.quarantined().count == 3)
    try await shops.erase()
    for device in [shops.b, shops.a, shops.admin, shops.b] { #expect(await device.sync().failure == nil) }
    try shops.expectGone()
    let number = try #require(try shops.b.quarantined().first?.number)
    try shops.b.wish(.discard, number)
    #expect(await shops.b.sync().failure == nil)
    #expect(try shops.b.quarantined().isEmpty)
    for device in [shops.a, shops.admin] { await device.sync() }
    try shops.expectGone()
  }

  @Test
  func `head office put back from before it: erased again by its ledger, and by what the replicas hold`()
    async throws
  {
    let shops = try await Shops()
    let copy = try shops.world.backUpOffice()
    try shops.b.edit(shops.record, "place", "zzsoupzz street")
    #expect(await shops.b.sync().failure == nil)
    try await shops.erase()
    for device in [shops.a, shops.b, shops.admin] { #expect(await device.sync().failure == nil) }
    try shops.world.restoreOffice(copy)
    #expect(!shops.world.holds("ZhangWeiXq", shops.world.officePath))
    for device in [shops.b, shops.a, shops.admin, shops.b] {
      let outcome = await device.sync()
      #expect(outcome.failure == nil && !outcome.report.isNewIncarnation)
    }
    for device in [shops.a, shops.admin] { #expect(await device.sync().failure == nil) }
    try shops.expectGone()
    for device in [shops.a, shops.b, shops.admin] {
      #expect(try device.quarantined().isEmpty && device.conflicts().isEmpty)
    }
    let progress = try await erasureStatus(shops.admin.store, over: shops.admin.transport).get()
    #expect(progress.count == 1 && progress.first?.waiting.isEmpty == true)
  }

  @Test
  func
    `head office put back from before the case: who never heard of the erasure offers it, and it is erased`()
    async throws
  {
    let shops = try await Shops()
    let copy = try shops.world.backUpOffice()
    let late = try shops.a.new([
      ("channel", "email"), ("narrative", "zzsoupzz twice"), ("customer_id", "KH-77-Q"),
    ])
    try shops.a.note(late, "zznotezz too")
    for device in [shops.a, shops.b] { #expect(await device.sync().failure == nil) }
    try await shops.erase()
    try shops.world.restoreOffice(copy)
    for device in [shops.b, shops.a, shops.admin, shops.b, shops.a] {
      #expect(await device.sync().failure == nil)
    }
    await shops.admin.sync()
    try shops.expectGone()
    #expect(try shops.b.holds(late) && shops.b.value(late, "customer_id") == .none)
    let progress = try await erasureStatus(shops.admin.store, over: shops.admin.transport).get()
    #expect(progress.first?.waiting.isEmpty == true)
  }

  @Test(arguments: [true, false])
  func `a replica put back from before it is emptied at its next sync`(hasWork: Bool) async throws {
    let shops = try await Shops()
    try shops.b.note(shops.record, "zznotezz pending")
    let copy = try shops.world.backup(shops.b)
    #expect(await shops.b.sync().failure == nil)
    try await shops.erase()
    for device in [shops.a, shops.b] { #expect(await device.sync().failure == nil) }
    let old = try shops.world.open(copy)
    if hasWork { try old.edit(shops.record, "title", "zzwinnerzz anew") }
    for device in [old, old, shops.a, shops.b, shops.admin] { #expect(await device.sync().failure == nil) }
    try shops.expectGone([old])
    #expect(try old.cases().count == 2)
  }

  @Test func `only head office's administrators may erase`() async throws {
    let shops = try await Shops()
    #expect(throws: WriteRefusal.self) {
      try shops.a.store.write { _ = try $0.eraseCustomer("KH-77-Q", reason: .none) }
    }
    #expect(try shops.a.value(shops.record, "customer_name") == .text("ZhangWeiXq"))
  }
}
