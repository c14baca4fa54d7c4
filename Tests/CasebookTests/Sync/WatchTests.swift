import Foundation
import Glibc
import Testing

/// `sync --watch` with the real programs.
@Suite("Watching")
struct WatchTests {
  private func pulled(_ watch: Background) throws -> Int {
    try watch.syncs().reduce(0) { $0 + ($1["pulled"] as? Int ?? 0) }
  }

  /// A watching device that has had its first sync.
  private func watching(_ shop: Shop) throws -> Background {
    let watch = try Background(shop, "sync", "--watch", "--json")
    let isReady = try waitUntil(within: 120) { try !watch.syncs().isEmpty }
    let errors = watch.errors()
    try #require(isReady, "\(errors)")
    return watch
  }

  private func log(_ shop: Shop, syncs: Bool = true) throws {
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    if syncs { try #require(try shop.casebook("sync").status == 0) }
  }

  @Test
  func `a change of another device of the branch is here soon after its sync, not only at the next round`()
    throws
  {
    let office = try Office()
    let (here, there) = (try office.shop(), try office.shop())
    let watch = try watching(here)
    let before = try pulled(watch)
    try log(there)
    let began = Date()
    #expect(try waitUntil(within: 120) { try pulled(watch) > before })
    let seconds = Date().timeIntervalSince(began)
    // Two tenths of a second where the machine has nothing else to do.
    #expect(seconds < 20, "\(seconds) s")
    #expect(try here.list().count == 1)
    watch.send(SIGTERM)
    #expect(watch.ended(within: 120) == 0)
    #expect(watch.errors().isEmpty)
  }

  @Test func `what is written here goes up by itself, while other commands go on`() throws {
    let office = try Office()
    let (shop, other) = (try office.shop(), try office.shop())
    let watch = try watching(shop)
    for _ in 0..<3 { try log(shop, syncs: false) }
    #expect(try waitUntil(within: 120) { try shop.json("status")["pending"] as? Int == 0 })
    #expect(try office.cases("SH01") == 3)
    #expect(try other.json("sync")["pulled"] as? Int == 3)
    #expect(try shop.casebook("sync").status == 0)
    watch.send(SIGINT)
    #expect(watch.ended(within: 120) == 0)
  }

  @Test func `head office restarts: it comes back by itself, and an absence is told once`() throws {
    let office = try Office()
    let (here, there) = (try office.shop(), try office.shop())
    let watch = try watching(here)
    // An open stream does not hold the server up.
    let began = Date()
    #expect(office.stop(SIGTERM) == 0)
    #expect(Date().timeIntervalSince(began) < 20)
    try log(here, syncs: false)
    #expect(waitUntil(within: 120) { watch.errors().contains { $0.contains("cannot be reached") } })
    sleep(3)
    #expect(watch.errors().filter { $0.contains("cannot be reached") }.count == 1)
    #expect(watch.isRunning)
    try office.start()
    #expect(try waitUntil(within: 120) { try shopIsDone(here) })
    #expect(watch.errors().filter { $0.contains("can be reached again") }.count == 1)
    let before = try pulled(watch)
    try log(there)
    #expect(try waitUntil(within: 120) { try pulled(watch) > before })
  }

  private func shopIsDone(_ shop: Shop) throws -> Bool { try shop.json("status")["pending"] as? Int == 0 }

  @Test func `a revoked device stops with 4, keeps its work and says what to do`() throws {
    let office = try Office()
    let shop = try office.shop()
    let watch = try watching(shop)
    let replica = try #require(try shop.json("status")["replica"] as? String)
    try office.administer("device", "revoke", String(replica.prefix(8)))
    try log(shop, syncs: false)
    #expect(watch.ended(within: 120) == 4)
    let error = try #require(watch.errors().last)
    let told = try JSONSerialization.jsonObject(with: Data(error.utf8)) as? [String: Any]
    #expect(told?["error"] as? String == "device_revoked")
    #expect((told?["hint"] as? String)?.contains("code") ?? false)
    #expect(try shop.json("status")["pending"] as? Int == 1)
    // A new code lets it in again, with all of it.
    try office.enrol(shop, "SH01")
    #expect(try shop.json("sync")["pushed"] as? Int == 1)
  }

  @Test func `a backup that is put in the place of the store is what is watched from then on`() throws {
    let office = try Office()
    let (shop, other) = (try office.shop(), try office.shop())
    try log(shop)
    let backup = shop.folder.path + "/backup.sqlite"
    #expect(try shop.casebook("backup", backup).status == 0)
    let watch = try watching(shop)
    // A sync of the watcher may hold the lock just then.
    #expect(
      try waitUntil(within: 60) { try shop.casebook("backup", "--restore", backup).status == 0 })
    #expect(waitUntil(within: 60) { watch.errors().contains { $0.contains("A backup was put") } })
    // What is written into the restored store goes up, and what others do comes into it.
    try log(shop, syncs: false)
    #expect(try waitUntil(within: 120) { try shopIsDone(shop) })
    #expect(try waitUntil(within: 60) { try office.cases("SH01") == 2 })
    try log(other)
    #expect(try waitUntil(within: 120) { try shop.list().count == 3 })
    watch.send(SIGTERM)
    #expect(watch.ended(within: 120) == 0)
  }

  @Test func `a device that never joined, and one whose head office is away`() throws {
    #expect(try Shop().casebook("sync", "--watch").status == 1)
    let office = try Office()
    let shop = try office.shop()
    office.stop(SIGKILL)
    let watch = try Background(shop, "sync", "--watch")
    #expect(waitUntil(within: 120) { watch.errors().contains { $0.contains("safe") } })
    watch.send(SIGTERM)
    #expect(watch.ended(within: 60) == 0)
  }
}
