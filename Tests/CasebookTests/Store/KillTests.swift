import Foundation
import Glibc
import Testing

/// Real processes, ended by SIGKILL in the middle of their work.
@Suite("Killed while it pushes")
struct KillTests {
  /// A branch with cases that wait to be sent.
  private func loaded(_ office: Office, cases: Int) throws -> Shop {
    let shop = try office.shop()
    let rows = (1...cases).map { "\($0),phone,\"汤是凉的 \($0) \(String(repeating: "很久 ", count: 200))\"" }
    let file = try shop.file("old.csv", (["id,via,story"] + rows).joined(separator: "\n") + "\n")
    let map = try shop.file(
      "map.yaml", "source: old\nkey: id\ncolumns:\n  id: external_id\n  via: channel\n  story: narrative\n")
    let ran = try shop.casebook("import", file, "--map", map)
    try #require(ran.status == 0, "\(ran.error)")
    return shop
  }

  /// Everything is at both ends, once.
  private func expectAll(_ cases: Int, _ shop: Shop, _ office: Office) throws {
    let ran = try shop.casebook("sync", "--json")
    #expect(ran.status == 0, "\(ran.error)")
    #expect(try office.cases("SH01") == cases)
    #expect(try shop.json("status")["pending"] as? Int == 0)
    let reader = try office.shop("SH01")
    #expect(try reader.json("sync")["pulled"] as? Int == cases)
    let ids = try reader.list("--limit", "100000").compactMap {
      $0["external_id"] as? String ?? $0["id"] as? String
    }
    #expect(Set(ids).count == cases && ids.count == cases)
    #expect(try shop.json("sync")["pushed"] as? Int == 0)
  }

  @Test func `the client: after the next sync no case is missing or doubled`() throws {
    let office = try Office()
    let shop = try loaded(office, cases: 3000)
    var kills = 0
    for milliseconds in [5, 40, 90, 150, 250, 400] {
      let client = try shop.spawn("sync")
      usleep(UInt32(milliseconds) * 1000)
      if client.killNow() { kills += 1 }
    }
    #expect(kills > 0)
    try expectAll(3000, shop, office)
  }

  @Test func `the server: after a restart and a sync no case is missing or doubled`() throws {
    let office = try Office()
    let shop = try loaded(office, cases: 3000)
    for milliseconds in [30, 120, 250] {
      let client = try shop.spawn("sync")
      usleep(UInt32(milliseconds) * 1000)
      office.stop(SIGKILL)
      // Done before the kill, or told that head office is gone.
      #expect([0, 7].contains(client.wait()))
      try office.start()
    }
    try expectAll(3000, shop, office)
  }

  @Test func `the server ends with 0 when it is asked to`() throws {
    let office = try Office()
    #expect(office.stop(SIGTERM) == 0)
  }
}
