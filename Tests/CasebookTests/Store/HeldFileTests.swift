import Foundation
import GRDB
import Testing

/// Somebody reads from head office's file while it works.
@Suite struct HeldFileTests {
  @Test func `an erasure that has to wait for a reader holds up nobody, and the operator is told`() throws {
    let office = try Office(serving: ["--log-level", "warning"])
    let (shop, admin) = (try office.shop(), try office.shop("HQ", role: "admin"))
    try shop.new("--channel", "phone", "--narrative", "soup", "--customer-id", "C-1")
    for device in [shop, admin] { try #require(try device.casebook("sync").status == 0) }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(
      path: office.data + "/head-office.sqlite", configuration: configuration)
    try reader.inDatabase { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM records")
    }
    try #require(try admin.casebook("erase", "--customer", "C-1", "--reason", "asked").status == 0)
    let began = Date()
    for device in [admin, shop, admin, shop] { #expect(try device.casebook("sync").status == 0) }
    #expect(Date().timeIntervalSince(began) < 30)
    #expect(try waitUntil(within: 60) { try office.log().contains("not finished") })
    func unfinished() throws -> [String] {
      try admin.array("erase", "status").first?["unfinished"] as? [String] ?? []
    }
    #expect(try unfinished() == ["log"])
    try reader.inDatabase { try $0.execute(sql: "COMMIT") }
    // It goes on by itself.
    #expect(try waitUntil(within: 120) { try unfinished().isEmpty })
    #expect(try admin.json("status")["pending"] as? Int == 0)
  }
}
