import Foundation
import Testing

/// The real programs over a network that cuts and delays, and beside each other.
@Suite struct BadNetworkTests {
  /// A shop that reaches head office through a proxy, with cases that wait to be sent.
  private func loaded(_ office: Office, _ proxy: Proxy, cases: Int) throws -> Shop {
    let shop = try Shop()
    try office.enrol(shop, "SH01", at: proxy.url)
    let rows = (1...cases).map { "\($0),phone,汤是凉的 \($0) \(UUID().uuidString)" }
    let file = try shop.file("old.csv", (["id,via,story"] + rows).joined(separator: "\n") + "\n")
    let map = try shop.file(
      "map.yaml", "source: old\nkey: id\ncolumns:\n  id: external_id\n  via: channel\n  story: narrative\n")
    let ran = try shop.casebook("import", file, "--map", map)
    try #require(ran.status == 0, "\(ran.error)")
    return shop
  }

  @Test func `connections cut at any byte lose and double nothing`() throws {
    let office = try Office()
    let proxy = try Proxy(to: office.url)
    defer { proxy.close() }
    let shop = try loaded(office, proxy, cases: 400)
    let reader = try Shop()
    try office.enrol(reader, "SH01", at: proxy.url)
    var refused = 0
    for cut in [1, 60, 300, 1000, 3000, 9000, 20_000, 30_000, 40_000, 60_000, 80_000] {
      proxy.set(.init(cutAfter: cut + Int.random(in: 0..<50)))
      for device in [shop, reader] {
        let ran = try device.casebook("sync")
        #expect([0, 7].contains(ran.status), "\(ran.error)")
        if ran.status == 7 { refused += 1 }
      }
    }
    #expect(refused > 0 && proxy.cuts >= refused)
    proxy.set(.init())
    for device in [shop, reader] { #expect(try device.casebook("sync").status == 0) }
    #expect(try office.cases("SH01") == 400)
    #expect(try reader.list("--limit", "1000").count == 400)
    #expect(try shop.json("status")["pending"] as? Int == 0)
    for device in [shop, reader] { #expect(try device.casebook("doctor").status == 0) }
  }

  @Test func `a slow network is only slow`() throws {
    let office = try Office()
    let proxy = try Proxy(to: office.url)
    defer { proxy.close() }
    let shop = try loaded(office, proxy, cases: 20)
    proxy.set(.init(delay: 150))
    let synced = try shop.json("sync")
    #expect(synced["pushed"] as? Int == 20)
    #expect(try #require(synced["duration_ms"] as? Int) >= 150)
  }

  @Test func `several programs on one store at once give every number once`() throws {
    let office = try Office()
    let shops = [try office.shop(), try office.shop()]
    var runs: [Spawned] = []
    var syncs: [Spawned] = []
    for turn in 1...12 {
      for shop in shops {
        runs.append(try shop.spawn("new", "--channel", "phone", "--narrative", "case \(turn)"))
        if turn % 4 == 0 { syncs.append(try shop.spawn("sync")) }
      }
    }
    for run in runs { #expect(run.wait() == 0, "\(run.error)") }
    // One sync at a time for a store: another one says so.
    for sync in syncs { #expect([0, 8].contains(sync.wait()), "\(sync.error)") }
    let numbers = runs.map { $0.output.trimmingCharacters(in: .newlines) }
    #expect(Set(numbers).count == 24)
    for _ in 0..<2 { for shop in shops { #expect(try shop.casebook("sync").status == 0) } }
    for shop in shops {
      #expect(Set(try shop.list("--limit", "100").compactMap { $0["number"] as? String }) == Set(numbers))
      #expect(try shop.casebook("doctor").status == 0)
    }
  }
}
