import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// A device is asked to erase what it held once and does not any more: what it wrote itself stands in its log still.
@Suite("Erased where it was held")
struct ErasedWhereHeldTests {
  private func settle(_ devices: TestReplica..., times: Int = 1) async {
    for _ in 0..<times { for device in devices { #expect(await device.sync().failure == nil) } }
  }

  // MARK: Devices that saw every branch

  @Test(arguments: [Role.auditor, .admin, .headOffice], [false, true])
  func `what a demoted device wrote for a case, and head office did not take, goes with the case`(
    role: Role, isErasedFirst: Bool
  ) async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: role)
    await settle(other)
    try other.note(shop.record, "zznotezz of head office")
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    if isErasedFirst { try await shop.erase() }
    await settle(other)
    #expect(try other.quarantined().map(\.reason) == ["forbidden"])
    if !isErasedFirst {
      #expect(shop.world.holds("zznotezz", other.store.path))
      try await shop.erase()
    }
    await settle(other, other)
    #expect(try await shop.isDone)
    shop.expectGone(ErasedShop.words + ["zznotezz"], [other.store.path])
    #expect(try other.quarantined().count == 1, "it stands there still, without its text")
  }

  @Test func `a copy of it goes on with what stands in quarantine, and erases it too`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    await settle(other)
    try other.note(shop.record, "zznotezz of head office")
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    await settle(other)
    let twin = try shop.world.clone(other)
    for device in [other, twin] { try device.new([("channel", "email"), ("narrative", "of \(device.id)")]) }
    await settle(other)
    let (report, failure) = await twin.sync()
    #expect(failure == nil && report.isNewIncarnation)
    #expect(shop.world.holds("zznotezz", twin.store.path))
    try await shop.erase()
    await settle(other, twin, other, twin)
    #expect(try await shop.isDone)
    shop.expectGone(ErasedShop.words + ["zznotezz"], [other.store.path, twin.store.path])
  }

  @Test func `a backup in its folder from when it saw every branch is erased as well`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    await settle(other)
    let path = shop.path("before.sqlite")
    try StoreBackup.write(other.store.queue, to: path, replacing: false)
    #expect(shop.world.holds("zzsoupzz", path))
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    await settle(other)
    try await shop.erase()
    await settle(other)
    #expect(try await shop.isDone)
    shop.expectGone(ErasedShop.words, [other.store.path, path])
  }

  @Test func `also where head office was put back from before it knew the device`() async throws {
    let shop = try await ErasedShop()
    let copy = try shop.world.backUpOffice()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    await settle(other)
    try other.note(shop.record, "zznotezz of head office")
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    await settle(other)
    try shop.world.restoreOffice(copy)
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    await settle(other, shop.a, shop.admin)
    #expect(shop.world.holds("zznotezz", other.store.path))
    try await shop.erase()
    await settle(other, other)
    #expect(try await shop.isDone)
    shop.expectGone(ErasedShop.words + ["zznotezz"], [other.store.path])
  }

  // MARK: Branches that gave a case away, when head office has lost that

  /// A case of SH02 with what was written to it there, and given to SH01.
  private struct GivenAway {
    let world: World
    let from: TestReplica
    let to: TestReplica
    let admin: TestReplica
    let record: RecordID
    let copy: String
    static let words = ["zzsoupzz", "ZhangWeiXq", "KH-77-Q", "zznotezz", "nearer"]

    /// - Parameter hadCase: head office's backup has the case, in SH02.
    init(hadCase: Bool, before transfer: (GivenAway) async throws -> Void = { _ in }) async throws {
      world = try World()
      from = try await world.replica("SH02", role: .dutyManager)
      to = try await world.replica("SH01", role: .dutyManager)
      admin = try await world.replica("HQ", role: .admin)
      for device in [from, to, admin] { #expect(await device.sync().failure == nil) }
      let early = hadCase ? nil : try world.backUpOffice()
      record = try from.new([
        ("channel", "phone"), ("narrative", "zzsoupzz was cold"), ("customer_name", "ZhangWeiXq"),
        ("customer_id", "KH-77-Q"),
      ])
      #expect(await from.sync().failure == nil)
      copy = try early ?? world.backUpOffice()
      try from.note(record, "zznotezz he called")
      #expect(await from.sync().failure == nil)
      try await transfer(self)
      try from.transfer(record, to: "SH01")
      for device in [from, to, admin, from] { #expect(await device.sync().failure == nil) }
      #expect(try to.holds(record) && !from.holds(record) && world.holds("zznotezz", from.store.path))
    }

    func erase() async throws {
      _ = try admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
      for _ in 0..<3 {
        for device in [admin, to, from] { #expect(await device.sync().failure == nil) }
      }
    }

    func expectGone(_ more: [String] = [], also words: [String] = []) async throws {
      let progress = try await erasureStatus(admin.store, over: admin.transport).get()
      #expect(progress.count == 1 && progress[0].waiting.isEmpty)
      for path in [from, to, admin].map(\.store.path) + [world.officePath] + more {
        for word in Self.words + words { #expect(!world.holds(word, path), "\(word) in \(path)") }
      }
    }
  }

  @Test(arguments: [false, true], [0, 1, 2])
  func `the branch that gave a case away erases what it wrote to it, whoever brought it back`(
    hadCase: Bool, first: Int
  ) async throws {
    let shop = try await GivenAway(hadCase: hadCase)
    try shop.world.restoreOffice(shop.copy)
    let orders = [
      [shop.to, shop.from, shop.admin], [shop.admin, shop.from, shop.to], [shop.from, shop.to, shop.admin],
    ]
    for _ in 0..<2 { for device in orders[first] { #expect(await device.sync().failure == nil) } }
    try await shop.erase()
    try await shop.expectGone()
  }

  @Test(arguments: [false, true])
  func `so does its colleague, what head office did not take of him`(hadCase: Bool) async throws {
    var colleague: TestReplica?
    let shop = try await GivenAway(hadCase: hadCase) { shop in
      let other = try await shop.world.replica("SH02", role: .dutyManager)
      #expect(await other.sync().failure == nil)
      colleague = other
    }
    let other = try #require(colleague)
    await settle(other)
    // He knows that it has gone, so nothing of his is taken any more.
    try other.write(
      blindly: [FieldWrite(FieldID(CaseField.narrative.number), .text("zzblindzz"))], to: shop.record)
    await settle(other)
    #expect(try other.quarantined().map(\.reason) == ["forbidden"])
    try shop.world.restoreOffice(shop.copy)
    try await other.enrol(with: shop.world.code("SH02", .dutyManager))
    await settle(shop.to, shop.admin, other, shop.from, times: 2)
    #expect(shop.world.holds("zzblindzz", other.store.path))
    try await shop.erase()
    await settle(other, times: 3)
    try await shop.expectGone([other.store.path], also: ["zzblindzz"])
  }

  @Test(arguments: [false, true])
  func `a backup in its folder goes with all that belonged to the case there`(hadCase: Bool) async throws {
    var path = ""
    let shop = try await GivenAway(hadCase: hadCase) { shop in
      #expect(await shop.admin.sync().failure == nil)
      try shop.admin.note(shop.record, "zzadvicezz of head office")
      for device in [shop.admin, shop.from] { #expect(await device.sync().failure == nil) }
      path = shop.world.folder.appending(path: "before.sqlite").path
      try StoreBackup.write(shop.from.store.queue, to: path, replacing: false)
      #expect(shop.world.holds("zzadvicezz", path))
    }
    try shop.world.restoreOffice(shop.copy)
    await settle(shop.to, shop.admin, shop.from, times: 2)
    try await shop.erase()
    try await shop.expectGone([path], also: ["zzadvicezz"])
    let old = try shop.world.open(path)
    #expect(try old.store.examine().all.isEmpty)
  }

  @Test(arguments: [false, true])
  func `and a copy of its store, with what it wrote under its id before`(hadCase: Bool) async throws {
    let shop = try await GivenAway(hadCase: hadCase)
    let twin = try shop.world.clone(shop.from)
    for device in [shop.from, twin] {
      try device.new([("channel", "email"), ("narrative", "of \(device.id)")])
    }
    await settle(shop.from)
    #expect(await twin.sync().report.isNewIncarnation)
    await settle(twin)
    try shop.world.restoreOffice(shop.copy)
    await settle(shop.to, shop.admin)
    // Head office does not know that it goes on for another one.
    try await twin.enrol(with: shop.world.code("SH02", .dutyManager))
    await settle(twin, shop.from, times: 2)
    #expect(shop.world.holds("zznotezz", twin.store.path))
    try await shop.erase()
    await settle(twin, times: 3)
    try await shop.expectGone([twin.store.path])
  }

  @Test func `a draft of the customer goes where his case was given away`() async throws {
    let shop = try await GivenAway(hadCase: true)
    _ = try shop.admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .none) }
    await settle(shop.admin, shop.to)
    // Not before: all stores of this world lie in one folder, and those devices have the case.
    let folder = DraftFolder(beside: shop.from.store.path)
    for (id, name) in [(UInt64(1), "ZhangWeiXq"), (2, "Nobody Known")] {
      let draft = OpenDraft(RecordID(high: 7, low: id), at: shop.world.time, in: folder)
      try draft.add(.answer(field: "customer_name", text: name))
    }
    await settle(shop.from)
    #expect(folder.all().map(\.id) == [RecordID(high: 7, low: 2)])
  }
}
