import Foundation
import GRDB
import Glibc
import Testing

/// Head office is away, or does not want this device: each time a clear error, the right exit code, and
/// nothing lost.
@Suite("When head office refuses or is not there")
struct HeadOfficeErrorTests {
  private func code(_ ran: Program.Ran) throws -> String? { try ran.errorObject()["error"] as? String }

  @Test func `a device that is not enrolled is told so`() throws {
    let shop = try Shop()
    let ran = try shop.casebook("sync", "--json")
    #expect(ran.status == 1)
    #expect(try code(ran) == "not_enrolled")
  }

  @Test func `unreachable: 7 at once, in the person's language, and the work is pending`() throws {
    let office = try Office()
    let shop = try office.shop()
    office.stop(SIGKILL)
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    let started = Date()
    let ran = try shop.casebook("sync", "--json")
    #expect(Date().timeIntervalSince(started) < 5)
    #expect(ran.status == 7)
    #expect(try code(ran) == "unreachable")
    #expect(try ran.errorObject()["retry"] as? Bool == true)
    #expect(try shop.casebook("sync", "--lang", "zh-Hans").error.contains("数据安全"))
    #expect(try shop.json("status")["pending"] as? Int == 1)
    // Everything else goes on, history too.
    #expect(try shop.array("history", "@last").isEmpty == false)
    try office.start()
    #expect(try shop.json("sync")["pushed"] as? Int == 1)
  }

  @Test func `no such address, and no address at all`() throws {
    let shop = try Shop()
    #expect(try shop.casebook("enrol", "http://127.0.0.1:1", "ABCD-EFGH").status == 7)
    #expect(try shop.casebook("enrol", "somewhere", "ABCD-EFGH").status == 2)
    #expect(try shop.json("status")["head_office"] is NSNull)
  }

  @Test func `a wrong code, a used one, and one of another branch: 4, and nothing was sent`() throws {
    let office = try Office()
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    let wrong = try shop.casebook("enrol", office.url, "ABCD-EFGH", "--json")
    #expect(wrong.status == 4)
    #expect(try code(wrong) == "code_invalid")
    let other = try shop.casebook("enrol", office.url, office.administer("device", "enrol", "SH02"), "--json")
    #expect(other.status == 4)
    #expect(try code(other) == "wrong_branch")
    #expect(try office.cases("SH01") == 0 && office.cases("SH02") == 0)
    let once = try office.administer("device", "enrol", "SH01")
    #expect(try shop.casebook("enrol", office.url, once).status == 0)
    #expect(try Shop().casebook("enrol", office.url, once).status == 4)
  }

  @Test func `a revoked device: 4, its work stays, and a new code lets it in again`() throws {
    let office = try Office()
    let shop = try office.shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    let replica = try #require(try shop.json("status")["replica"] as? String)
    try office.administer("device", "revoke", String(replica.prefix(8)))
    let ran = try shop.casebook("sync", "--json")
    #expect(ran.status == 4)
    #expect(try code(ran) == "device_revoked")
    #expect(try shop.json("status")["pending"] as? Int == 1)
    try office.enrol(shop, "SH01")
    #expect(try shop.json("sync")["pushed"] as? Int == 1)
  }

  @Test func `another head office's code: 4, and the store stays with its own`() throws {
    let (office, other) = (try Office(), try Office())
    let shop = try office.shop()
    let ran = try shop.casebook("enrol", other.url, other.administer("device", "enrol", "SH01"), "--json")
    #expect(ran.status == 4)
    #expect(try code(ran) == "wrong_head_office")
    #expect(try shop.json("sync")["requests"] as? Int == 1)
  }

  @Test func `a wrong token: 4`() throws {
    let office = try Office()
    let shop = try office.shop()
    // The same store, as if head office had forgotten the device.
    let store = office.folder.path + "/office/head-office.sqlite"
    office.stop(SIGTERM)
    try sqlite(store, "UPDATE devices SET token_hash = x'00'")
    try office.start()
    let ran = try shop.casebook("sync", "--json")
    #expect(ran.status == 4)
    #expect(try code(ran) == "unauthorized")
  }

  @Test func `something else answers at the address: told so`() throws {
    let office = try Office()
    let shop = try office.shop()
    try sqlite(
      shop.home + "/casebook.sqlite",
      "UPDATE meta SET value = value || '/elsewhere' WHERE key = 'head_office_url'")
    let ran = try shop.casebook("sync", "--json")
    #expect(ran.status == 1)
    #expect(try code(ran) == "not_found" || code(ran) == "not_understood")
  }

  @Test func `one sync at a time: the second is told to wait, with 8`() throws {
    let office = try Office()
    let shop = try office.shop()
    let lock = open(shop.home + "/sync.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    flock(lock, LOCK_EX)
    #expect(try shop.casebook("sync", "--json").status == 8)
    close(lock)
    #expect(try shop.casebook("sync", "--json").status == 0)
  }

  @Test func `changes that wait for over a day are told of in one line, by any command`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    #expect(try shop.casebook("list").error == "")
    try sqlite(shop.home + "/casebook.sqlite", "UPDATE changes SET at = at - 90000000")
    let ran = try shop.casebook("list")
    #expect(ran.error.split(separator: "\n").count == 1)
    #expect(ran.error.contains("1 change"))
  }

  private func sqlite(_ path: String, _ statement: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: statement) }
    try queue.close()
  }
}
