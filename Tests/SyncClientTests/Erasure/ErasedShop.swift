import Complaints
import HeadOffice
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// A shop with a case of a customer who asks head office to erase him, and an administrator's device.
struct ErasedShop {
  let world: World
  let a: TestReplica
  let admin: TestReplica
  let record: RecordID
  static let words = ["zzsoupzz", "ZhangWeiXq", "13812345678", "zzwechat77", "KH-77-Q"]

  init() async throws {
    world = try World()
    a = try await world.replica("SH01", role: .dutyManager)
    admin = try await world.replica("HQ", role: .admin)
    record = try a.new([
      ("channel", "phone"), ("narrative", "zzsoupzz was cold"), ("customer_name", "ZhangWeiXq"),
      ("phone", "13812345678"), ("contact", "WeChat: zzwechat77"), ("customer_id", "KH-77-Q"),
    ])
    for device in [a, admin] { #expect(await device.sync().failure == nil) }
    world.wait()
  }

  func erase() async throws {
    _ = try admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
    for device in [admin, a, admin] { #expect(await device.sync().failure == nil) }
  }

  var isDone: Bool {
    get async throws {
      let progress = try await erasureStatus(admin.store, over: admin.transport).get()
      return progress.count == 1 && progress[0].waiting.isEmpty && progress[0].unfinished.isEmpty
    }
  }

  /// Nothing of these words is in any file of anybody: so it may be called done.
  func expectGone(_ words: [String], _ more: [String] = []) {
    for path in [a.store.path, admin.store.path, world.officePath] + more {
      for word in words { #expect(!world.holds(word, path), "\(word) in \(path)") }
    }
  }

  /// A case that head office never took: its device may not make one, so all of it stands in quarantine.
  func heldCase() async throws -> (TestReplica, RecordID) {
    let device = try await world.replica("SH01", role: .dutyManager)
    let held = try device.new([
      ("channel", "email"), ("narrative", "zzheldzz again"), ("customer_id", "KH-77-Q"),
    ])
    try device.note(held, "zzheldnotezz")
    try await device.enrol(with: world.code("SH01", .auditor))
    #expect(await device.sync().failure == nil)
    return (device, held)
  }

  /// The path of a file in the folder of all stores.
  func path(_ name: String) -> String { world.folder.appending(path: name).path }
}
