import Complaints
import Foundation
import HeadOffice
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// What a device holds of a record that head office has as well and would not take: it is kept and told until it is taken.
@Suite("What head office would not take")
struct UntakenTests {
  private typealias Shop = UsedTwiceTests.Shop

  private static let year: Int64 = 365 * 86_400_000

  /// A device holds an edit that head office lost, and that it does not take for its stamp: its clock was wrong.
  private func untaken(_ field: String = "title", _ text: String = "story of o") async throws -> Shop {
    let shop = try await Shop()
    shop.world.setOfficeClock(by: Self.year)
    try shop.o.edit(shop.record, field, text)
    #expect(await shop.o.sync().failure == nil)
    #expect(await shop.a.sync().failure == nil)
    shop.world.setOfficeClock(by: -Self.year)
    try shop.world.restoreOffice(shop.office)
    return shop
  }

  @Test
  func `what head office would not take of a record that it has is kept, told, and offered again`()
    async throws
  {
    let shop = try await untaken()
    for _ in 0..<2 {
      let (report, failure) = await shop.a.sync()
      #expect(failure == nil && report.unrepaired.map(\.record) == [shop.record])
      #expect(report.unrepairedScopes.isEmpty && report.digestMismatches.isEmpty)
    }
    #expect(try shop.a.status().unrepaired.count == 1)
    #expect(shop.world.holds("story of o", shop.a.store.path))
    shop.world.setOfficeClock(by: Self.year)
    for _ in 0..<2 { #expect(await shop.a.sync().failure == nil) }
    #expect(try shop.a.status().unrepaired.isEmpty)
    try shop.expect([shop.a], ["title": "story of o"])
    let newcomer = try await shop.world.replica("SH01")
    await newcomer.sync()
    try shop.expect([newcomer], ["title": "story of o"])
  }

  @Test func `an erasure reaches it`() async throws {
    let shop = try await untaken()
    let admin = try await shop.world.replica("HQ", role: .admin)
    await admin.sync()
    try shop.x.edit(shop.record, "customer_id", "K1")
    #expect(await shop.x.sync().failure == nil)
    #expect(await shop.a.sync().report.unrepaired.count == 1)
    try admin.store.write { _ = try $0.eraseCustomer("K1", reason: .none) }
    #expect(await admin.sync().failure == nil)
    for _ in 0..<2 { #expect(await shop.a.sync().failure == nil) }
    #expect(!shop.world.holds("story of o", shop.a.store.path))
    let id = try shop.a.id.data
    #expect(try !shop.world.office.erasureStatus().contains { $0.waiting.contains { $0.replica == id } })
  }

  @Test func `nor is it done where what is kept names the customer and head office does not`() async throws {
    let shop = try await untaken("customer_id", "K1")
    let admin = try await shop.world.replica("HQ", role: .admin)
    await admin.sync()
    #expect(await shop.a.sync().report.unrepaired.count == 1)
    try admin.store.write { _ = try $0.eraseCustomer("K1", reason: .none) }
    #expect(await admin.sync().failure == nil)
    for _ in 0..<2 { #expect(await shop.a.sync().failure == nil) }
    let id = try shop.a.id.data
    #expect(try shop.world.office.erasureStatus().contains { $0.waiting.contains { $0.replica == id } })
  }

  @Test func `by file it is kept as well, and another bundle is to bring it`() async throws {
    let shop = try await untaken()
    var readings: [BundleReading] = []
    for _ in 0..<5 where readings.last?.unrepaired.isEmpty ?? true {
      let answer = try await shop.world.service.answer(bundle: writeBundle(shop.a.store).file).answer
      readings.append(try readBundle(answer, into: shop.a.store))
    }
    let last = try #require(readings.last)
    #expect(last.unrepaired.map(\.record) == [shop.record] && last.needsAnother)
  }
}
