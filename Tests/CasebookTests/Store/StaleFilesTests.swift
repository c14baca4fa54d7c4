import Foundation
import GRDB
import Glibc
import Testing

/// Stores that a disk, an editor or a hand put together wrongly, and how a backup is put back: no trap, ever.
@Suite struct StaleFilesTests {
  private static let readings = [
    ["list"], ["list", "--json"], ["show", "1"], ["search", "soup"], ["history", "1"], ["due"], ["status"],
    ["news"], ["conflict", "list"], ["report", "overview"], ["export", "--format", "csv"],
    ["doctor", "--offline"],
    ["quarantine", "list"], ["approvals"], ["next", "1"], ["similar", "1"],
  ]

  private func sqlite(_ path: String, _ body: (Database) throws -> Void) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction(body)
    try queue.close()
  }

  @Test func `a log of another store beside a store that was put back by hand`() throws {
    let shop = try Shop()
    for number in 1...5 { try shop.new("--channel", "phone", "--narrative", "soup \(number)") }
    let backup = shop.folder.path + "/b.sqlite"
    #expect(try shop.casebook("backup", backup).status == 0)
    for number in 1...40 { try shop.new("--channel", "phone", "--narrative", "later \(number)") }
    // The log as it stands while somebody has the store open.
    let holder = try DatabaseQueue(path: shop.storePath)
    try holder.inDatabase { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM records") }
    try shop.new("--channel", "phone", "--narrative", "last")
    let log = try Data(contentsOf: URL(fileURLWithPath: shop.storePath + "-wal"))
    try holder.close()
    #expect(log.count > 4096)
    for suffix in ["-wal", "-shm"] { unlink(shop.storePath + suffix) }
    try Data(contentsOf: URL(fileURLWithPath: backup)).write(to: URL(fileURLWithPath: shop.storePath))
    try log.write(to: URL(fileURLWithPath: shop.storePath + "-wal"))
    for command in Self.readings.filter({ $0[0] != "similar" }) + [
      ["note", "1", "x"], ["doctor", "--repair", "--offline"],
    ] {
      let ran = try shop.casebook(command)
      #expect(ran.status == 9, "\(command): \(ran.status) \(ran.error)")
      #expect(
        (ran.output + ran.error).contains("casebook backup --restore"),
        "\(command): \(ran.output) \(ran.error)")
    }
    #expect(try shop.bytes() == Array(Data(contentsOf: URL(fileURLWithPath: backup))))
    #expect(try Data(contentsOf: URL(fileURLWithPath: shop.storePath + "-wal")) == log)
    // The way that is meant sets the log aside.
    let restored = try shop.casebook("backup", "--restore", backup, "--json")
    #expect(restored.status == 0, "\(restored.error)")
    #expect(try restored.object()["cases"] as? Int == 5)
    #expect(try shop.list().count == 5)
    #expect(try shop.casebook("doctor", "--offline").status == 0)
  }

  @Test(arguments: [
    "UPDATE cases SET number = NULL, branch = NULL", "UPDATE cases SET updated_at = 'x', conflicts = 'y'",
    "UPDATE cases SET rid = rid + 1000000", "UPDATE cases SET logged_at = x'FF00', summary = x'FFFE'",
    "UPDATE records SET id = 'short'", "UPDATE records SET id = x'00'", "UPDATE records SET scope = 99",
    "UPDATE records SET current = x'0102', state = NULL", "UPDATE records SET state = 'text', current = NULL",
    "UPDATE records SET kind = 'case'", "UPDATE records SET kind = -1",
    "UPDATE changes SET encoded = NULL, status = 'x'", "UPDATE changes SET at = -9223372036854775808",
    "UPDATE changes SET hash = x''", "UPDATE changes SET number = -1",
    "UPDATE meta SET value = NULL WHERE key = 'branch'", "UPDATE meta SET value = 'x' WHERE key = 'replica'",
    "UPDATE meta SET value = 9223372036854775807", "UPDATE meta SET value = -9223372036854775808",
    "UPDATE meta SET value = x'00'", "UPDATE meta SET value = 'x'", "DELETE FROM meta",
    "UPDATE scopes SET code = NULL, position = 'x', records = NULL", "UPDATE scopes SET digest = 'x'",
    "DELETE FROM scopes", "DELETE FROM replicas", "UPDATE replicas SET id = NULL",
    "UPDATE facts SET logged = 'x', day = NULL", "UPDATE facts SET day = 9223372036854775807",
    "UPDATE facts SET day = -9223372036854775808",
    "INSERT INTO news (seq, what, aggregate, at) VALUES ('x', NULL, NULL, NULL)", "DROP TABLE cases",
    "DROP TABLE search", "UPDATE sequences SET last = 9223372036854775807",
  ])
  func `columns of the wrong kind, NULLs, what is missing`(sql: String) throws {
    let shop = try Shop()
    for number in 1...3 {
      try shop.new("--channel", "phone", "--narrative", "soup \(number)", "--phone", "13800138000")
    }
    try sqlite(shop.storePath) { db in
      // Whoever wrote it knew nothing of the rules.
      try db.execute(
        sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON")
      try db.execute(
        sql: """
          UPDATE sqlite_schema SET sql = replace(replace(sql, 'NOT NULL', ''), 'STRICT', '')
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'
          """)
      try db.execute(sql: "PRAGMA writable_schema = RESET")
    }
    try sqlite(shop.storePath) { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
      // What this layout does not have cannot be spoilt.
      try? db.execute(sql: sql)
    }
    let writings = [
      ["note", "1", "x"], ["edit", "1", "--severity", "minor"],
      ["new", "--channel", "phone", "--narrative", "n"],
      ["backup", shop.folder.path + "/b-\(UUID().uuidString)"],
    ]
    for command in Self.readings + writings {
      let ran = try shop.casebook(command)
      #expect(ran.status < 128, "\(command): \(ran.status) \(ran.error)")
    }
  }

  @Test func `a number that is no number is damage, not an empty line`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "soup")
    try sqlite(shop.storePath) { db in
      try db.execute(sql: "PRAGMA writable_schema = ON")
      try db.execute(
        sql:
          "UPDATE sqlite_schema SET sql = replace(replace(sql, 'NOT NULL', ''), 'STRICT', '') WHERE name = 'cases'"
      )
      try db.execute(sql: "PRAGMA writable_schema = RESET")
    }
    try sqlite(shop.storePath) { try $0.execute(sql: "UPDATE cases SET number = NULL") }
    let ran = try shop.casebook("list", "--json")
    #expect(ran.status == 9)
    #expect(try ran.errorObject()["error"] as? String == "damaged")
  }

  @Test func `headers and sizes of every kind`() throws {
    let shop = try Shop()
    for number in 1...5 { try shop.new("--channel", "phone", "--narrative", "soup \(number)") }
    try shop.settle()
    let whole = try shop.bytes()
    var random = SystemRandomNumberGenerator()
    var spoilt: [[UInt8]] = [
      [], Array(whole.prefix(1)), Array(whole.prefix(99)), Array(whole.prefix(4096)),
      Array(whole.prefix(whole.count - 1)),
    ]
    for offset in [0, 16, 18, 19, 20, 24, 28, 36, 44, 47, 56, 60, 68, 92, 100, 103, 105] {
      var bytes = whole
      bytes[offset] = ~bytes[offset]
      spoilt.append(bytes)
    }
    for _ in 0..<6 {
      var bytes = whole
      for _ in 0..<40 {
        bytes[Int.random(in: 100..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      spoilt.append(bytes)
    }
    for bytes in spoilt {
      try shop.replaceStore(bytes)
      for command in [["list"], ["show", "1"], ["doctor", "--offline"], ["note", "1", "x"]] {
        let ran = try shop.casebook(command)
        #expect(ran.status < 128, "\(command): \(ran.status) \(ran.error)")
      }
    }
  }

  @Test func `a backup is put back with drafts and kept texts, and what stood there is kept`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "before")
    let intake = try Terminal(shop, "new")
    try intake.answer("Channel › ", "1")
    try intake.answer("  › ", "half a story")
    try intake.wait(for: "  › ")
    intake.send(SIGTERM)
    _ = try intake.ended()
    try "a kept text".write(toFile: shop.home + "/text-abc123.txt", atomically: true, encoding: .utf8)
    let backup = shop.folder.path + "/b.sqlite"
    #expect(try shop.casebook("backup", backup).status == 0)
    try shop.new("--channel", "phone", "--narrative", "after")

    let told = try shop.json("backup", "--restore", backup)
    #expect(told["cases"] as? Int == 1 && told["kept_pending"] as? Int == 1, "the backup has the other")
    let kept = try #require(told["kept"] as? String)
    #expect(FileManager.default.fileExists(atPath: kept))
    #expect(try shop.list().count == 1)

    // On a new computer: nothing stood there.
    let other = try Shop(initialised: false)
    let there = try other.casebook("backup", "--restore", backup, "--json")
    #expect(there.status == 0, "\(there.error)")
    #expect(try there.object()["drafts"] as? Int == 2 && there.object()["kept"] is NSNull)
    #expect(try other.array("drafts").count == 1 && other.list().count == 1)
    #expect(try String(contentsOfFile: other.home + "/text-abc123.txt", encoding: .utf8) == "a kept text")
    #expect(
      try other.permissions("/text-abc123.txt") == 0o600 && other.permissions("/casebook.sqlite") == 0o600)
    #expect(try other.casebook("doctor", "--offline").status == 0)
    // A text that stands there is not replaced.
    try "another".write(toFile: other.home + "/text-abc123.txt", atomically: true, encoding: .utf8)
    #expect(try other.casebook("backup", "--restore", backup).status == 0)
    #expect(try String(contentsOfFile: other.home + "/text-abc123.txt", encoding: .utf8) == "another")

    let damaged = shop.folder.path + "/d.sqlite"
    try Data(contentsOf: URL(fileURLWithPath: backup)).prefix(20_000).write(to: URL(fileURLWithPath: damaged))
    for (file, status) in [(damaged, 9), (shop.folder.path + "/none", 3)] {
      #expect(try shop.casebook("backup", "--restore", file).status == Int32(status))
    }
    #expect(try Shop(branch: "SH02").casebook("backup", "--restore", backup).status == 4)
    #expect(
      try shop.casebook("backup").status == 2 && shop.casebook("backup", "x", "--restore", backup).status == 2
    )
    #expect(try shop.list().count == 1)
  }

  @Test func `a restored device syncs, and nothing is lost or doubled`() throws {
    let office = try Office()
    let shop = try office.shop()
    try shop.new("--channel", "phone", "--narrative", "before")
    let backup = shop.folder.path + "/b.sqlite"
    #expect(try shop.casebook("backup", backup).status == 0)
    try shop.new("--channel", "phone", "--narrative", "after")
    #expect(try shop.casebook("sync").status == 0)
    #expect(try shop.casebook("backup", "--restore", backup).status == 0)
    #expect(try shop.casebook("sync").status == 0)
    #expect(try shop.list().count == 2 && office.cases("SH01") == 2)
  }

  @Test(arguments: ["fifo", "link", "device", "folder"])
  func `what is no ordinary file is never replaced`(kind: String) throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "soup")
    let place = kind == "device" ? "/dev/null" : shop.folder.path + "/place"
    switch kind {
    case "fifo": mkfifo(place, 0o600)
    case "link":
      try shop.file("target", "mine")
      symlink(shop.folder.path + "/target", place)
    case "folder": mkdir(place, 0o700)
    default: break
    }
    var before = stat()
    lstat(place, &before)
    for command in [
      ["backup", place, "--force"], ["backup", place], ["export", "--format", "csv", "--output", place],
      ["export", "--format", "xlsx", "--output", place], ["doctor", "--salvage", place],
    ] where !(kind == "folder" && command[0] == "doctor") {
      let ran = try shop.casebook(command)
      #expect(ran.status == 1, "\(command): \(ran.error)")
    }
    var after = stat()
    lstat(place, &after)
    #expect(before.st_ino == after.st_ino && before.st_mode == after.st_mode)
    if kind == "link" {
      #expect(try String(contentsOfFile: shop.folder.path + "/target", encoding: .utf8) == "mine")
    }
  }
}
