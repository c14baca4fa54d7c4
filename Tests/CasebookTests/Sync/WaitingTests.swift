import Foundation
import GRDB
import TestSupport
import Testing

/// What is said after a command of changes that have waited for over a day: how it stands by then, and what helps here.
@Suite("What waits")
struct WaitingTests {
  /// As if what waits had been made ten days ago.
  private func age(_ shop: Shop) throws {
    let store = try DatabaseQueue(path: shop.home + "/casebook.sqlite")
    try store.write { try $0.execute(sql: "UPDATE changes SET at = at - 864000000 WHERE status = 0") }
    try store.close()
  }

  private func told(_ shop: Shop, _ arguments: String...) throws -> String {
    let ran = try shop.casebook(arguments)
    #expect(ran.status == 0, "\(ran.error)")
    return ran.error
  }

  @Test
  func `a command that has sent it does not warn of it, and one that has joined does not ask for that`()
    throws
  {
    let office = try Office()
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    try age(shop)
    #expect(try told(shop, "list").contains("1 change waits for head office"))
    #expect(try told(shop, "list").contains("Run: casebook enrol <url> <code>"))
    let joined = try told(shop, "enrol", office.url, office.administer("device", "enrol", "SH01"))
    #expect(!joined.contains("casebook enrol"), "\(joined)")
    try age(shop)
    #expect(try told(shop, "list").contains("Run: casebook sync"))
    let synced = try told(shop, "sync")
    #expect(!synced.contains("head office") && !synced.contains("Run:"), "\(synced)")
    #expect(try !told(shop, "list").contains("Run:"))
  }

  @Test(arguments: ["en", "zh-Hans"])
  func `a device that exchanges by file is told how to do that`(language: String) throws {
    let office = try Office()
    let shop = try Shop()
    let ticket = shop.folder.path + "/ticket"
    try office.administer("bundle", "ticket", "SH01", ticket)
    _ = try told(shop, "bundle", "enrol", ticket)
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    try age(shop)
    for command in ["list", "doctor"] {
      let ran = try shop.casebook(command, "--lang", language)
      let all = ran.output + ran.error
      #expect(all.contains("casebook bundle write") && !all.contains("casebook sync"), "\(all)")
    }
  }

  @Test func `a ticket that was damaged on its way is refused before anything is carried`() throws {
    let office = try Office()
    let shop = try Shop()
    let ticket = shop.folder.path + "/ticket"
    try office.administer("bundle", "ticket", "SH01", ticket)
    let text = try String(contentsOfFile: ticket, encoding: .utf8)
    let code = try #require(text.firstRange(of: "code ")?.upperBound)
    var damaged = text
    damaged.replaceSubrange(code...code, with: text[code] == "2" ? "3" : "2")
    try damaged.write(toFile: ticket, atomically: true, encoding: .utf8)
    for (language, word) in [("en", "damaged"), ("zh-Hans", "已损坏")] {
      let ran = try shop.casebook("bundle", "enrol", ticket, "--lang", language)
      #expect(ran.status == 1 && ran.error.contains(word), "\(ran.error)")
    }
    #expect(try shop.casebook("bundle", "write", shop.folder.path + "/bundle").status != 0)
    try text.write(toFile: ticket, atomically: true, encoding: .utf8)
    _ = try told(shop, "bundle", "enrol", ticket)
  }

  @Test func `what a right clock says is not called corrected once the device has joined`() throws {
    let office = try Office()
    let shop = try office.shop()
    #expect(try told(shop, "sync").contains("Run:") == false)
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    let clocks = try shop.array("history", "@last").map { $0["clock"] as? String }
    #expect(!clocks.isEmpty && Set(clocks) == ["local"])
    #expect(try !shop.casebook("history", "@last").output.contains("clock corrected"))
  }
}
