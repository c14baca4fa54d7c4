import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Synchronization
import TestSupport
import Testing
import Versioning

/// An acknowledgement is one store's. A store that is put back from its backup, or is a copy, is asked again, though it
/// has the id of one that has said that all is done.
@Suite("Erased in stores that come back")
struct PutBackErasureTests {
  private func settle(_ devices: TestReplica..., times: Int = 1) async {
    for _ in 0..<times { for device in devices { #expect(await device.sync().failure == nil) } }
  }

  private func saidDone(_ shop: ErasedShop) async throws -> [Int] {
    try await erasureStatus(shop.admin.store, over: shop.admin.transport).get().map(\.done.count)
  }

  @Test(arguments: [false, true])
  func `a backup of a device whose case has left the branch since`(hasUnsent: Bool) async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("SH02")
    if hasUnsent { try shop.a.edit(shop.record, "place", "zzplacezz street") }
    let copy = try shop.world.backup(shop.a)
    if hasUnsent { await settle(shop.a) }
    try await shop.erase()
    await settle(other)
    try shop.admin.transfer(shop.record, to: "SH02")
    await settle(shop.admin, shop.a, other)
    #expect(try await shop.isDone && !shop.a.holds(shop.record))
    let back = try shop.world.open(copy)
    for word in ErasedShop.words { #expect(shop.world.holds(word, copy)) }
    await settle(back)
    shop.expectGone(ErasedShop.words + ["zzplacezz"], [copy])
    #expect(try await shop.isDone)
    let (report, failure) = await back.sync()
    #expect(failure == nil && report.traffic.requests == 1, "nothing is left to say")
  }

  @Test
  func `a copy from before the store heard of an erasure, with changes that the store itself sends first`()
    async throws
  {
    let shop = try await ErasedShop()
    _ = try shop.admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
    await settle(shop.admin)
    try shop.a.transfer(shop.record, to: "SH02")
    let copy = try shop.world.clone(shop.a)
    await settle(shop.a, shop.admin)
    #expect(try await shop.isDone)
    await settle(copy)
    shop.expectGone(ErasedShop.words, [copy.store.path])
    #expect(try await shop.isDone)
    // Both have done the same by now: nobody is asked again, whoever comes.
    for device in [shop.a, copy, shop.a, copy] {
      await settle(device)
      let asked = device.transport.requests.withLock { $0.last?.erased ?? [] }
      #expect(asked.isEmpty)
    }
  }

  @Test func `until it has said so itself, the erasure waits for it`() async throws {
    let shop = try await ErasedShop()
    let copy = try shop.world.backup(shop.a)
    try await shop.erase()
    let back = try shop.world.open(copy)
    // Its first request is answered, and the session is cut off there.
    back.transport.plan([nil, .dropRequest])
    _ = await back.sync()
    #expect(try await !shop.isDone)
    await settle(back)
    #expect(try await shop.isDone)
  }

  @Test func `more that comes of an erasure is asked for, and nothing else that was done`() async throws {
    let shop = try await ErasedShop()
    try await shop.erase()
    let second = try shop.a.new([("channel", "phone"), ("narrative", "again"), ("customer_id", "KH-78-Q")])
    await settle(shop.a)
    _ = try shop.admin.store.write { try $0.eraseCustomer("KH-78-Q", reason: .text("asked too")) }
    await settle(shop.admin, shop.a, shop.admin)
    #expect(try await saidDone(shop) == [2, 2])
    try shop.a.new([("channel", "phone"), ("narrative", "late"), ("customer_id", "KH-77-Q")])
    await settle(shop.a)
    let requests = shop.a.transport.requests.withLock { $0.suffix(2) }
    #expect(requests.map(\.erased.count) == [0, 1])
    await settle(shop.admin)
    #expect(try await saidDone(shop) == [2, 2])
    #expect(try shop.a.holds(second))
  }

  @Test
  func `head office is put back with an erasure and its ledger lost: both sides come to the same again`()
    async throws
  {
    let shop = try await ErasedShop()
    let copy = try shop.world.backUpOffice()
    try await shop.erase()
    try FileManager.default.removeItem(atPath: shop.path("erasures.ledger"))
    try shop.world.restoreOffice(copy)
    await settle(shop.a, shop.admin, times: 3)
    #expect(try await shop.isDone)
    for device in [shop.a, shop.admin] {
      let (report, failure) = await device.sync()
      #expect(failure == nil && report.traffic.requests == 1)
    }
  }
}
