import Foundation
import Glibc
import HeadOffice
import Testing

@Suite struct BackupTests {
  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a backup is whole its owner's and replaces nothing unasked`() throws {
    let shop = try Shop()
    for number in 1...5 { try shop.new("--channel", "phone", "--narrative", "case \(number)") }
    let file = shop.folder.path + "/backup.sqlite"
    #expect(try shop.casebook("backup", file).status == 0)
    #expect(try mode(file) == 0o600)
    try shop.new("--channel", "phone", "--narrative", "later")
    let before = try Data(contentsOf: URL(fileURLWithPath: file))
    let refused = try shop.casebook("backup", file)
    #expect(refused.status == 1)
    #expect(refused.error.contains("--force"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)

    let other = try Shop(initialised: false)
    mkdir(other.home, 0o700)
    try FileManager.default.copyItem(atPath: file, toPath: other.storePath)
    #expect(try other.list().count == 5)
    #expect(try other.casebook("doctor").status == 0)
    #expect(try shop.casebook("backup", file, "--force").status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: shop.folder.path)
    #expect(names.filter { $0.hasPrefix("backup.sqlite") } == ["backup.sqlite"])
    let nowhere = try shop.casebook("backup", shop.folder.path + "/none/backup.sqlite")
    #expect(nowhere.status == 1)
    #expect(nowhere.error.contains("none/backup.sqlite"))
  }

  @Test func `one server a data folder`() throws {
    let office = try Office(branches: ["SH01"])
    let second = try office.run(["serve", "--listen", "127.0.0.1:0", "--json"])
    #expect(second.status == 8, "\(second.error)")
    let file = office.folder.path + "/backup.sqlite"
    try office.administer("backup", file)
    let restored = try office.run(["restore", file, "--json"])
    #expect(restored.status == 8)
    #expect(try restored.errorObject()["error"] as? String == "data_in_use")
    #expect(office.stop(SIGTERM) == 0)
    #expect(try office.run(["restore", file]).status == 0)
  }

  @Test func `a server's backup is written while serving and put back`() throws {
    let office = try Office(branches: ["SH01"])
    let shop = try office.shop()
    try shop.new("--channel", "phone", "--narrative", "before the backup")
    #expect(try shop.casebook("sync").status == 0)
    let file = office.folder.path + "/backup.sqlite"
    try office.administer("backup", file)
    #expect(try mode(file) == 0o600)
    #expect(try office.run(["backup", file]).status == 1)
    try shop.new("--channel", "phone", "--narrative", "after the backup")
    #expect(try shop.casebook("sync").status == 0)
    #expect(try office.cases("SH01") == 2)
    office.stop(SIGKILL)
    let told = try office.run(["restore", file, "--json"]).object()
    let kept = try #require(told["kept"] as? String)
    #expect(try office.cases("SH01") == 1)
    #expect(try office.run(["check"]).status == 0)
    // What stood there is whole, with what was in its log.
    let former = try HeadOfficeStore.open(path: kept)
    #expect(try former.branches().first { $0.code == "SH01" }?.records == 2)
    #expect(try former.examine().all.isEmpty)
    try office.start()
    #expect(try shop.casebook("doctor", "--json").status != 9)
  }

  @Test func `a damaged or foreign backup changes nothing`() throws {
    let office = try Office(branches: ["SH01"])
    let shop = try office.shop()
    for number in 1...20 {
      try shop.new("--channel", "phone", "--narrative", "case \(number) \(UUID().uuidString)")
    }
    #expect(try shop.casebook("sync").status == 0)
    let file = office.folder.path + "/backup.sqlite"
    try office.administer("backup", file)
    office.stop(SIGTERM)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    let other = try Office(branches: ["SH01"])
    let foreign = other.folder.path + "/backup.sqlite"
    try other.administer("backup", foreign)
    #expect(try office.run(["restore", foreign]).status == 4)
    #expect(try office.run(["restore", file + ".none"]).status == 3)
    #expect(try office.run(["restore", shop.storePath]).status == 9)
    // What cannot be read is blamed, not the data.
    for program in [office.run, { try shop.casebook(["backup", "--restore"] + $0.dropFirst()) }] {
      let ran = try program(["restore", office.folder.path])
      #expect(ran.status == 1 && ran.error.contains("\(office.folder.path) cannot be read"), "\(ran.error)")
    }
    // One letter of one case: nothing of SQLite's notices.
    var changed = whole
    let at = try #require(
      changed.indices.first { changed[$0...].starts(with: Array("case 7 ".utf8)) }, "no such case in the file"
    )
    changed[at] = UInt8(ascii: "f")
    for damaged in [Array(whole.prefix(whole.count / 2)), changed, Array("no database".utf8)] {
      try Data(damaged).write(to: URL(fileURLWithPath: file))
      let ran = try office.run(["restore", file])
      #expect(ran.status == 9, "\(ran.error)")
      #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: file))) == damaged)
    }
    #expect(try office.cases("SH01") == 20)
    #expect(try office.run(["check"]).status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: office.data).allSatisfy { !$0.contains(".before-") }
    )
  }

  /// Damage that SQLite does not see, and the part of `check` that tells it.
  @Test(arguments: [
    ("UPDATE records SET state = zeroblob(40) WHERE rid = 1", "contents"),
    ("UPDATE changes SET hash = zeroblob(32) WHERE seq = 2", "chains"),
    ("DELETE FROM changes WHERE seq = 1", "chains"),
    ("DELETE FROM records WHERE rid = 1", "contents"),
    ("UPDATE scopes SET digest = zeroblob(32) WHERE code = 'SH01'", "digests"),
    ("UPDATE scopes SET position = 1 WHERE code = 'SH01'", "feeds"),
    ("DELETE FROM commits", "feeds"),
  ])
  func `check finds what was changed behind the program's back`(sql: String, part: String) throws {
    let office = try Office(branches: ["SH01"])
    let shop = try office.shop()
    for number in 1...3 { try shop.new("--channel", "phone", "--narrative", "case \(number)") }
    #expect(try shop.casebook("sync").status == 0)
    #expect(try office.run(["check"]).status == 0)
    office.stop(SIGTERM)
    let store = try HeadOfficeStore.open(path: office.data + "/head-office.sqlite")
    try store.pool.writeWithoutTransaction { try $0.execute(sql: sql) }
    try store.pool.close()
    let ran = try office.run(["check", "--json"])
    #expect(ran.status == 9)
    let checks = try #require(try ran.object()["checks"] as? [[String: Any]])
    let states = checks.reduce(into: [:]) { $0[$1["check"] as? String ?? ""] = $1["state"] as? String }
    #expect(states[part] == "damaged", "\(ran.output)")
  }

  @Test func `a backup is a file, never standard output`() throws {
    let shop = try Shop()
    let ran = try shop.casebook("backup", "-", "--lang", "zh-Hans")
    #expect(ran.status == 2 && ran.error.contains("标准输出") && ran.output.isEmpty, "\(ran)")
  }
}
