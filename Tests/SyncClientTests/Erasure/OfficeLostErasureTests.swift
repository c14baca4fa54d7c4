import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Head office is put back from before an erasure, and its ledger is gone as well.
@Suite("An erasure that head office lost with its ledger")
struct OfficeLostErasureTests {
  @Test func `any administrator's device brings it back, and it is done again everywhere`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let admin = try await world.replica("HQ", role: .admin)
    let second = try await world.replica("HQ", role: .admin)
    let record = try a.new([
      ("channel", "phone"), ("narrative", "zzsoupzz was cold"), ("customer_name", "ZhangWeiXq"),
      ("customer_id", "KH-77-Q"),
    ])
    for device in [a, admin, second] { #expect(await device.sync().failure == nil) }
    let copy = try world.backUpOffice()
    world.wait()
    _ = try admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
    // The first administrator's device is never seen again, and the branch has not heard of it.
    for device in [admin, second] { #expect(await device.sync().failure == nil) }
    try FileManager.default.removeItem(atPath: world.folder.appending(path: "erasures.ledger").path)
    try world.restoreOffice(copy)
    #expect(world.holds("zzsoupzz", world.officePath))
    for device in [second, a, second] { #expect(await device.sync().failure == nil) }
    for path in [world.officePath, a.store.path, second.store.path] {
      for word in ["zzsoupzz", "ZhangWeiXq", "KH-77-Q"] {
        #expect(!world.holds(word, path), "\(word) in \(path)")
      }
    }
    #expect(try a.value(record, "narrative") == .none)
    #expect(try world.office.erasureStatus().map(\.records) == [1])
    #expect(FileManager.default.contents(atPath: world.folder.appending(path: "erasures.ledger").path) != nil)
    #expect(try world.office.examine().all.isEmpty)
  }
}
