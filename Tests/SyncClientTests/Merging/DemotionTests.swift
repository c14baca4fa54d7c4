import Complaints
import HeadOffice
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// A device that saw every branch does not any more: what it held of them goes, what it wrote for them arrives.
@Suite("Demoted devices")
struct DemotionTests {
  @Test func `a device that saw every branch and does not any more keeps no byte of them`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    let copy = try shop.world.backUpOffice()
    try other.edit(shop.record, "title", "zztitlezz")
    try other.note(shop.record, "zznotezz of head office")
    let own = try other.new([("channel", "email"), ("narrative", "zzownzz of head office")])
    for device in [other, shop.a, shop.admin] { #expect(await device.sync().failure == nil) }
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    for word in ErasedShop.words { #expect(!shop.world.holds(word, other.store.path), "\(word)") }
    #expect(try !other.holds(shop.record) && other.holds(own))
    #expect(await other.sync().failure == nil)
    // What it wrote itself goes once head office has said that it has it.
    for word in ErasedShop.words + ["zztitlezz", "zznotezz"] {
      #expect(!shop.world.holds(word, other.store.path), "\(word)")
    }
    #expect(try other.store.examine().all.isEmpty)
    // Head office is put back: what the device must not have it cannot send again, and all else goes on.
    let former = try other.id
    try other.edit(own, "title", "after")
    #expect(await other.sync().failure == nil)
    try shop.world.restoreOffice(copy)
    for device in [other, shop.a, shop.admin] { await device.sync() }
    // Head office does not know the token that the device has by now: only a code made for it helps.
    await #expect(throws: TransportFailure.self) {
      try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    }
    try await other.enrol(with: shop.world.code("HQ", .branchStaff, for: other))
    for device in [other, shop.a, shop.admin, other] { #expect(await device.sync().failure == nil) }
    #expect(try shop.admin.value(own, "title") == .text("after"))
    #expect(try shop.admin.value(shop.record, "title") == .text("zztitlezz"))
    #expect(try other.status().pending == 0 && !shop.world.holds("zztitlezz", other.store.path))
    #expect(try other.id != former)
  }

  @Test func `what others wrote over what it had made stands alone, when it goes on under another id`()
    async throws
  {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    let copy = try shop.world.backUpOffice()
    try other.edit(shop.record, "title", "zztitlezz")
    let own = try other.new([("channel", "email"), ("narrative", "of head office")])
    try other.edit(own, "title", "first")
    for device in [other, shop.admin] { #expect(await device.sync().failure == nil) }
    try shop.admin.edit(own, "title", "second")
    for device in [shop.admin, other] { #expect(await device.sync().failure == nil) }
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    #expect(await other.sync().failure == nil)
    let former = try other.id
    try shop.world.restoreOffice(copy)
    for device in [shop.a, shop.admin] { await device.sync() }
    try await other.enrol(with: shop.world.code("HQ", .branchStaff, for: other))
    try other.edit(own, "handler", "Xiao Li")
    for device in [other, shop.admin, other] { #expect(await device.sync().failure == nil) }
    #expect(try other.id != former && other.status().pending == 0)
    for device in [other, shop.admin] {
      #expect(try device.value(own, "title") == .text("second"))
      #expect(try device.value(own, "handler") == .text("Xiao Li"))
      #expect(try device.status().conflicts == 0)
    }
    // What it made stands there once: under the numbers that others know it by.
    let state = try #require(try shop.admin.store.read { try $0.db.record(own)?.decoded() })
    #expect(state.applied.dots.filter { $0.replica == former }.map(\.number) == [2, 3])
    #expect(try shop.world.office.quarantine().isEmpty)
  }

  @Test func `what was refused as its case was elsewhere is asked for again when the case comes`()
    async throws
  {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    let note = try other.note(shop.record, "cold again")
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    for _ in 0..<2 { #expect(await other.sync().failure == nil) }
    #expect(try other.quarantined().map(\.reason) == ["forbidden"])
    try await other.enrol(with: shop.world.code("HQ", .headOffice))
    #expect(await other.sync().failure == nil)
    #expect(try other.quarantined().isEmpty && shop.world.office.quarantine().isEmpty)
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.holds(note))
  }

  @Test func `what such a device had not sent goes up, and then leaves its log too`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    try other.edit(shop.record, "title", "zztitlezz")
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    #expect(try other.status().pending == 1 && shop.world.holds("zztitlezz", other.store.path))
    #expect(await other.sync().failure == nil)
    // It has no right to it any more: head office keeps it, whole, until somebody decides.
    #expect(try other.status().pending == 0 && other.quarantined().map(\.reason) == ["forbidden"])
    let held = try #require(try shop.world.office.quarantine().first)
    #expect(try held.dot == other.quarantined().first?.change.dot)
    let change = try Change(decoding: held.change.encoded)
    #expect(change.record == shop.record)
    #expect(change.write(to: FieldID(CaseField.title.number))?.value == .text("zztitlezz"))
    #expect(try other.wish(.discard, held.dot).count == 1)
    for _ in 0..<2 { #expect(await other.sync().failure == nil) }
    #expect(try other.quarantined().isEmpty && shop.world.office.quarantine().isEmpty)
    #expect(try !other.holds(shop.record) && !shop.world.holds("zztitlezz", other.store.path))
  }

  @Test func `one that hears of it with an answer keeps no byte of them either`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    try other.note(shop.record, "zznotezz of head office")
    #expect(await other.sync().failure == nil)
    #expect(try other.holds(shop.record))
    let device = try other.id
    try await shop.world.office.pool.write { db in
      try db.run(
        "UPDATE devices SET role = ? WHERE replica = (SELECT rid FROM replicas WHERE id = ?)",
        values: [.text(Role.branchStaff.rawValue), .id(device)])
    }
    #expect(await other.sync().failure == nil)
    #expect(try other.store.read { $0.identity.role } == .branchStaff && !other.holds(shop.record))
    for word in ErasedShop.words + ["zznotezz"] {
      #expect(!shop.world.holds(word, other.store.path), "\(word)")
    }
    #expect(try other.store.examine().all.isEmpty)
    #expect(await other.sync().failure == nil)
  }

  @Test func `what it wrote under another id before is taken out of its log as well`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    for number in 1...5 { try other.edit(shop.record, "title", "zztitle\(number)zz") }
    #expect(await other.sync().failure == nil)
    let twin = try shop.world.clone(other)
    try other.edit(shop.record, "handler", "Xiao Li")
    #expect(await other.sync().failure == nil)
    // Its numbers begin anew.
    try twin.edit(shop.record, "title", "zztwinzz")
    #expect(await twin.sync().report.isNewIncarnation)
    #expect(await twin.sync().failure == nil)
    for number in 1...5 { #expect(shop.world.holds("zztitle\(number)zz", twin.store.path)) }
    try await twin.enrol(with: shop.world.code("HQ", .branchStaff))
    #expect(await twin.sync().failure == nil)
    for word in ErasedShop.words + ["zztwinzz"] + (1...5).map({ "zztitle\($0)zz" }) {
      #expect(!shop.world.holds(word, twin.store.path), "\(word)")
    }
  }

  @Test
  func `by file too it goes on under another id, when head office has lost what it must not have any more`()
    async throws
  {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    let copy = try shop.world.backUpOffice()
    try other.edit(shop.record, "title", "zztitlezz")
    let own = try other.new([("channel", "email"), ("narrative", "zzownzz of head office")])
    for device in [other, shop.a] { #expect(await device.sync().failure == nil) }
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    #expect(await other.sync().failure == nil)
    try shop.world.restoreOffice(copy)
    try await other.enrol(with: shop.world.code("HQ", .branchStaff, for: other))
    let former = try other.id
    try other.edit(own, "title", "after")
    var readings: [BundleReading] = []
    repeat {
      let answer = try await shop.world.service.answer(bundle: try writeBundle(other.store).file).answer
      readings.append(try readBundle(answer, into: other.store))
    } while readings.last?.needsAnother == true && readings.count < 8
    #expect(readings.last?.needsAnother == false && readings.last?.refusal == nil, "\(readings)")
    for device in [shop.a, shop.admin] { #expect(await device.sync().failure == nil) }
    #expect(try shop.admin.value(own, "title") == .text("after"))
    #expect(try shop.admin.value(shop.record, "title") == .text("zztitlezz"))
    #expect(try other.status().pending == 0 && other.id != former)
  }
}
