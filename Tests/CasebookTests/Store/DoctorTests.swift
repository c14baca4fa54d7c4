import Foundation
import Replica
import Testing

@Suite struct DoctorTests {
  private func checks(_ ran: Program.Ran) throws -> [String: String] {
    let all = try #require(try ran.object()["checks"] as? [[String: Any]])
    return all.reduce(into: [:]) { $0[$1["check"] as? String ?? ""] = $1["state"] as? String }
  }

  /// A shop with cases of every sort of content.
  private func busyShop() throws -> Shop {
    let shop = try Shop()
    for number in 1...6 {
      try shop.new("--channel", "phone", "--phone", "1380013800\(number)", "--narrative", "汤是凉的 \(number)")
    }
    try shop.casebook("note", "2", "called back")
    try shop.casebook("edit", "3", "--phone", "13900139000", "--tag", "soup")
    try shop.casebook("delete", "4", "--reason", "a test")
    try shop.casebook("delete", "5", "--reason", "a test")
    try shop.casebook("restore", "5")
    return shop
  }

  private func change(_ shop: Shop, _ sql: String) throws {
    try ReplicaStore.open(path: shop.storePath).queue.inDatabase { try $0.execute(sql: sql) }
  }

  @Test func `a sound store is well`() throws {
    let shop = try busyShop()
    let ran = try shop.casebook("doctor", "--json")
    #expect(ran.status == 0, "\(ran.output) \(ran.error)")
    #expect(try ran.object()["ok"] as? Bool == true)
    let found = try checks(ran)
    for check in [
      "store", "contents", "digests", "chain", "derived", "token", "clock", "pending", "permissions", "disk",
      "leftovers",
    ] { #expect(found[check] == "ok", "\(check)") }
    // Nothing was changed by looking.
    #expect(try shop.list().count == 5)
    #expect(try shop.casebook("doctor", "--lang", "zh-Hans").output.contains("正常"))
  }

  @Test func `a list that differs from the records is made anew`() throws {
    let shop = try busyShop()
    let before = try shop.casebook("list", "--json").output
    try change(
      shop,
      """
      UPDATE cases SET status = 'closed' WHERE rid = 1; DELETE FROM phones; DELETE FROM numbers WHERE rid = 2;
      INSERT INTO search (search) VALUES ('delete-all')
      """)
    #expect(try shop.list("--phone", "13800138001").isEmpty)
    let ran = try shop.casebook("doctor", "--json")
    #expect(ran.status == 1)
    #expect(try checks(ran)["derived"] == "problem")
    let told = try shop.casebook("doctor")
    for table in ["cases", "phones", "numbers", "search"] { #expect(told.output.contains("table \(table)")) }
    #expect(told.output.contains("--repair"))
    #expect(try shop.casebook("doctor", "--repair").status == 0)
    #expect(try shop.casebook("doctor").status == 0)
    #expect(try shop.casebook("list", "--json").output == before)
    #expect(try shop.list("--phone", "13800138001").count == 1)
    #expect(try shop.found("凉的").count == 5)
  }

  /// Each damage to what is derived alone, and a word of the table that is told.
  @Test(arguments: [
    (
      "INSERT INTO cases (rid, number, branch, logged_at, updated_at) VALUES (999, 'SH01-XX-20261122-001', 'SH01', '2026-11-22', 0)",
      "cases"
    ),
    ("DROP TABLE cases", "cases"), ("DROP TABLE conflicts; DROP TABLE facts", "facts"),
    ("DROP TABLE search", "search"), ("DELETE FROM search_data", "search"),
    ("UPDATE search_data SET block = zeroblob(20)", "search"), ("DROP TABLE search_data", "search"),
    ("DROP TABLE search_config; DROP TABLE search_docsize", "search"),
    (
      "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'search'; PRAGMA writable_schema = RESET",
      "search"
    ),
    ("UPDATE search_config SET v = 99", "search"), ("DROP TABLE sequences", "sequences"),
    ("DELETE FROM search_docsize", "search"), ("DROP INDEX facts_duplicate", "facts"),
    ("DROP INDEX cases_open; CREATE INDEX cases_open ON cases (logged_at) WHERE visible = 0", "cases"),
    (
      """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, '(logged_ms)', '(logged_ms) WHERE rid > 2') WHERE name = 'cases_logged';
      PRAGMA writable_schema = RESET
      """, "cases"
    ),
  ])
  func `damage to what is derived alone is told as such, and repaired by deriving it anew`(
    sql: String, table: String
  ) throws {
    let shop = try busyShop()
    let before = try shop.casebook("list", "--json").output
    try change(shop, "PRAGMA foreign_keys = OFF; " + sql)
    let ran = try shop.casebook("doctor", "--json", "--offline")
    #expect(ran.status == 1, "\(ran.output)")
    #expect(try checks(ran)["derived"] == "problem" && checks(ran)["store"] == "ok", "\(ran.output)")
    #expect(
      ran.output.contains("table \(table)") && ran.output.contains("Only what is derived"), "\(ran.output)")
    let repaired = try shop.casebook("doctor", "--repair", "--offline")
    #expect(repaired.status == 0 && repaired.output.contains("rebuilt"), "\(repaired)")
    #expect(try shop.casebook("doctor", "--offline").status == 0)
    #expect(try shop.casebook("list", "--json").output == before)
    #expect(try shop.found("凉的").count == 5)
    #expect(try shop.new("--channel", "phone", "--narrative", "汤是凉的 7").hasSuffix("-007"))
  }

  @Test func `what is derived is not made anew where what it comes from is damaged too`() throws {
    let shop = try busyShop()
    try change(
      shop, "DROP TABLE facts; UPDATE records SET state = zeroblob(40), current = NULL WHERE rid = 1")
    let ran = try shop.casebook("doctor", "--repair", "--offline", "--json")
    #expect(ran.status == 9 && !ran.output.contains("Only what is derived"), "\(ran.output)")
    #expect(try checks(ran)["derived"] == "problem")
  }

  @Test(arguments: ["DELETE FROM sequences", "UPDATE sequences SET last = 2"])
  func `a number is never given twice, also where the list of those given was lost`(sql: String) throws {
    let shop = try busyShop()
    try change(shop, sql)
    let ran = try shop.casebook("doctor", "--offline", "--json")
    #expect(try ran.status == 1 && checks(ran)["numbers"] == "problem" && checks(ran)["derived"] == "ok")
    #expect(try shop.new("--channel", "phone", "--narrative", "汤是凉的 7").hasSuffix("-007"))
    try change(shop, sql)
    #expect(try shop.casebook("doctor", "--repair", "--offline").status == 0)
    #expect(try shop.new("--channel", "phone", "--narrative", "汤是凉的 8").hasSuffix("-008"))
    #expect(try shop.casebook("doctor", "--offline").status == 0)
  }

  /// Each damage that SQLite does not see, and the check that does.
  @Test(arguments: [
    ("UPDATE records SET state = zeroblob(40), current = NULL WHERE rid = 1", "contents"),
    ("UPDATE changes SET hash = zeroblob(32) WHERE seq = 3", "contents"),
    ("UPDATE changes SET encoded = zeroblob(100) WHERE seq = 2", "contents"),
    ("UPDATE changes SET status = 9 WHERE seq = 2", "contents"),
    ("DELETE FROM changes WHERE seq = 4", "chain"),
    ("UPDATE scopes SET records = 7", "digests"),
    ("UPDATE meta SET value = 3 WHERE key = 'last_number'", "chain"), ("DROP TABLE news", "store"),
  ])
  func `damage that SQLite does not see is found`(sql: String, part: String) throws {
    let shop = try busyShop()
    try change(shop, sql)
    let ran = try shop.casebook("doctor", "--json")
    #expect(ran.status == 9, "\(ran.output)")
    #expect(try checks(ran)[part] == "damaged", "\(ran.output)")
    // What is damaged is not covered up.
    #expect(try shop.casebook("doctor", "--repair").status == 9)
  }

  @Test func `what a program says in English stands in brackets behind a Chinese sentence`() throws {
    let shop = try busyShop()
    try change(shop, "UPDATE records SET state = zeroblob(40), current = NULL WHERE rid = 1")
    let ran = try shop.casebook("doctor", "--offline", "--lang", "zh-Hans")
    #expect(ran.status == 9 && ran.output.contains("无法读取（"), "\(ran.output)")
    #expect(!ran.output.contains("无法读取："), "\(ran.output)")
  }

  @Test func `what is shown follows from the pending changes`() throws {
    let shop = try busyShop()
    let office = try Office(branches: ["SH01"])
    try office.enrol(shop, "SH01")
    #expect(try shop.casebook("sync").status == 0)
    try shop.casebook("edit", "1", "--severity", "severe")
    try change(shop, "UPDATE records SET current = NULL")
    let ran = try shop.casebook("doctor", "--json")
    #expect(try checks(ran)["contents"] != "ok")
    #expect(try checks(ran)["server"] == "ok")
    try shop.casebook("doctor", "--repair")
    #expect(try shop.json("show", "1")["severity"] as? String == "severe")
    office.stop(SIGKILL)
    let offline = try shop.casebook("doctor", "--json")
    #expect(offline.status == 0, "\(offline.error)")
    #expect(try checks(offline)["server"] == "warning")
    #expect(try checks(shop.casebook("doctor", "--offline", "--json"))["server"] == nil)
  }

  /// What hangs on a case may come before it, on any device that pulls.
  @Test func `what others did leaves a sound store`() throws {
    let office = try Office(branches: ["SH01"])
    let one = try office.shop("SH01", role: "duty_manager")
    let number = try one.new("--channel", "phone", "--narrative", "汤是凉的", "--severity", "minor")
    let assess = [
      "assess", number, "--class", "service_attitude", "--responsibility", "internal_process", "--need",
      "emotional",
      "--restated",
    ]
    #expect(try one.casebook(assess).status == 0)
    #expect(try one.casebook("sync").status == 0)
    #expect(try one.casebook("edit", number, "--title", "Soup").status == 0)
    #expect(try one.casebook("sync").status == 0)
    let two = try office.shop("SH01")
    #expect(try two.casebook("sync").status == 0)
    let admin = try office.shop("HQ", role: "admin")
    #expect(try admin.casebook("sync").status == 0)
    for shop in [one, two, admin] {
      let ran = try shop.casebook("doctor", "--json")
      #expect(ran.status == 0, "\(ran.output)")
      #expect(try shop.casebook("doctor", "--repair").status == 0)
      let listed = try shop.casebook("list", "--json").output
      let saved = try Shop(initialised: false)
      mkdir(saved.home, 0o700)
      let salvage = try shop.casebook("doctor", "--salvage", saved.home)
      #expect(salvage.status == 0, "\(salvage.error)")
      #expect(try saved.casebook("doctor", "--offline").status == 0)
      #expect(try saved.casebook("list", "--json").output == listed)
    }
    // And with a page that the disk damaged: the second says whose store it is.
    for shop in [one, two, admin] {
      let listed = try shop.casebook("list", "--json").output
      try shop.settle()
      let whole = try shop.bytes()
      var complete = 0
      for page in stride(from: 1, to: whole.count / 4096, by: max(1, whole.count / 4096 / 6)) {
        var damaged = whole
        for at in page * 4096..<(page + 1) * 4096 { damaged[at] = UInt8.random(in: 0...255) }
        try shop.replaceStore(damaged)
        let saved = try Shop(initialised: false)
        mkdir(saved.home, 0o700)
        let report = try shop.json("doctor", "--salvage", saved.home)
        #expect(try saved.casebook("doctor", "--offline").status == 0, "page \(page)")
        let list = try saved.casebook("list", "--json").output
        #expect(try report["cases"] as? Int == saved.list().count, "page \(page)")
        // Nothing is missing without a word.
        #expect(list == listed || report["complete"] as? Bool == false, "page \(page): \(report)")
        if list == listed { complete += 1 }
      }
      #expect(complete > 0, "most pages hold what can be made anew")
    }
  }

  @Test func `rights of others and leftovers are found and taken away`() throws {
    let shop = try busyShop()
    chmod(shop.storePath, 0o644)
    // No process has this id: the kernel's highest is 2^22.
    let left = shop.storePath + ".new-99999999"
    try Data().write(to: URL(fileURLWithPath: left))
    let ran = try shop.casebook("doctor", "--json")
    #expect(ran.status == 1)
    #expect(try checks(ran)["permissions"] == "problem")
    #expect(try checks(ran)["leftovers"] == "warning")
    #expect(try shop.casebook("doctor", "--repair").status == 0)
    #expect(try shop.permissions("/casebook.sqlite") == 0o600)
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  @Test func `a device that was revoked is told so`() throws {
    let office = try Office(branches: ["SH01"])
    let shop = try office.shop()
    let replica = try #require(try shop.json("status")["replica"] as? String)
    try office.administer("device", "revoke", replica)
    let ran = try shop.casebook("doctor", "--json")
    #expect(ran.status == 1)
    #expect(try checks(ran)["server"] == "problem")
  }

  @Test func `a command that lacks an index says that doctor helps, and it does`() throws {
    let shop = try busyShop()
    let before = try shop.casebook("due", "--json").output
    try change(shop, "DROP INDEX cases_open; DROP INDEX changes_waiting")
    let ran = try shop.casebook("due")
    #expect(ran.status == 9 && ran.error.contains("casebook doctor"), "\(ran)")
    let told = try shop.casebook("doctor", "--offline")
    #expect(told.status == 1 && told.output.contains("index changes_waiting"), "\(told)")
    #expect(try shop.casebook("doctor", "--offline", "--repair").status == 0)
    #expect(try shop.casebook("due", "--json").output == before)
  }

  @Test func `a damaged case that another program's lists are filled without is told of each time`() throws {
    let shop = try busyShop()
    try change(
      shop,
      """
      UPDATE records SET current = x'00' WHERE rid = 1;
      UPDATE meta SET value = 'another' WHERE key = 'index_mark'
      """)
    for _ in 0..<2 {
      let ran = try shop.casebook("list")
      #expect(ran.status == 0 && ran.error.contains("casebook doctor"), "\(ran)")
    }
    #expect(try shop.casebook("doctor", "--offline").status == 9)
  }

  @Test func `of a file that is no store nothing is touched, nor said to be repairable`() throws {
    let shop = try Shop(initialised: false)
    mkdir(shop.home, 0o700)
    try Data().write(to: URL(fileURLWithPath: shop.storePath))
    chmod(shop.storePath, 0o644)
    for arguments in [["doctor"], ["doctor", "--repair"]] {
      let ran = try shop.casebook(arguments + ["--offline", "--json"])
      #expect(try ran.errorObject()["error"] as? String == "not_a_store", "\(ran)")
      #expect(ran.output.contains("chmod") && !ran.output.contains("--repair"), "\(ran)")
    }
    #expect(try shop.permissions("/casebook.sqlite") == 0o644)
  }

  @Test func `where a folder stands in the store's place that is named, not where it was to be saved`() throws
  {
    let shop = try Shop(initialised: false)
    mkdir(shop.home, 0o700)
    mkdir(shop.storePath, 0o700)
    let saved = shop.folder.path + "/saved.sqlite"
    for arguments in [["list"], ["doctor", "--salvage", saved]] {
      let ran = try shop.casebook(arguments)
      #expect(ran.status == 1 && ran.error.contains("\(shop.storePath) cannot be read"), "\(ran)")
      #expect(!ran.error.contains(saved), "\(ran)")
    }
  }
}
