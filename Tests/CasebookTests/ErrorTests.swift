import Foundation
import Glibc
import RecordStore
import Replica
import TestSupport
import Testing

/// Everything that can be wrong with a store, a terminal or a command line has its message and exit code,
/// and loses nothing.
@Suite struct ErrorTests {
  /// An error as programs are told it: nothing on standard output, one object on standard error.
  private func expect(
    _ ran: Program.Ran, _ code: String, _ status: Int32, retry: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(ran.status == status, "\(ran.error)", sourceLocation: sourceLocation)
    #expect(ran.output.isEmpty, sourceLocation: sourceLocation)
    let error = try ran.errorObject()
    #expect(error["error"] as? String == code, sourceLocation: sourceLocation)
    #expect(error["retry"] as? Bool == retry, sourceLocation: sourceLocation)
    #expect((error["message"] as? String)?.isEmpty == false, sourceLocation: sourceLocation)
    #expect(error.keys.contains("hint"), sourceLocation: sourceLocation)
  }

  // MARK: - The store

  @Test(arguments: [["list"], ["show", "1"], ["status"], ["new", "--channel", "phone", "--narrative", "x"]])
  func `without a store the next step is named`(command: [String]) throws {
    let shop = try Shop(initialised: false)
    try expect(try shop.casebook(command + ["--json"]), "no_store", 1)
    let told = try shop.casebook(command)
    #expect(told.error.contains("casebook init --branch"))
    #expect(told.error.contains(shop.home))
    #expect(!FileManager.default.fileExists(atPath: shop.home))
  }

  @Test func `a home that cannot be made is named`() throws {
    let shop = try Shop(initialised: false)
    let file = try shop.file("file", "not a folder")
    try expect(
      try shop.casebook("init", "--branch", "SH01", "--home", file + "/data", "--json"), "not_writable", 1)
    let told = try shop.casebook("init", "--branch", "SH01", "--home", file + "/data")
    #expect(told.error.contains(file))
    #expect(told.error.contains("--home"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "not a folder")
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a store that may only be read is read and not written`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o400], ofItemAtPath: shop.home + "/casebook.sqlite")
    try manager.setAttributes([.posixPermissions: 0o500], ofItemAtPath: shop.home)
    defer { try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: shop.home) }
    try expect(try shop.casebook("note", "1", "x", "--json"), "not_writable", 1)
  }

  /// What is in the file, what is told. A damaged file is never touched.
  @Test(arguments: [
    ("no database", [UInt8]("this was a database once, before the disk broke".utf8), "damaged"),
    ("an empty file", [], "not_a_store"),
  ])
  func `a file that is no store is left as it is`(name: String, bytes: [UInt8], code: String) throws {
    let shop = try Shop()
    let path = shop.home + "/casebook.sqlite"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    for command in [["list"], ["note", "1", "x"]] {
      try expect(try shop.casebook(command + ["--json"]), code, 9)
    }
    #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
    #expect(try shop.files() == ["casebook.sqlite"])
  }

  @Test func `a store that was cut short is damaged`() throws {
    let shop = try Shop()
    for number in 1...20 { try shop.new("--channel", "phone", "--narrative", "case \(number)") }
    let path = shop.home + "/casebook.sqlite"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.prefix(whole.count / 3 / 4096 * 4096).write(to: URL(fileURLWithPath: path))
    try expect(try shop.casebook("list", "--json"), "damaged", 9)
    #expect(try shop.casebook("list").error.contains(path))
  }

  @Test func `another programs database is not touched`() throws {
    let shop = try Shop()
    let path = shop.home + "/casebook.sqlite"
    try ReplicaStore.open(path: path).queue.inDatabase { db in
      try db.execute(sql: "PRAGMA application_id = 7")
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    try expect(try shop.casebook("list", "--json"), "not_a_store", 9)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `a store of a newer version asks for an update`() throws {
    let shop = try Shop()
    try ReplicaStore.open(path: shop.home + "/casebook.sqlite").queue.inDatabase { db in
      try db.execute(sql: "PRAGMA user_version = 99")
    }
    for command in [["list"], ["note", "1", "x"]] {
      try expect(try shop.casebook(command + ["--json"]), "newer_store", 1)
    }
    #expect(try shop.casebook("list").error.contains("99"))
  }

  @Test func `a locked store is read and the writer is told to try again`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let store = try ReplicaStore.open(path: shop.home + "/casebook.sqlite")
    try store.queue.inDatabase { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      defer { try? db.execute(sql: "ROLLBACK") }
      let soon = ["CASEBOOK_BUSY_TIMEOUT_MS": "50"]
      let refused = try shop.casebook(["note", "1", "x", "--json"], environment: soon)
      try expect(refused, "busy", 8, retry: true)
      // Whoever only reads waits for nobody.
      for command in [["list"], ["show", "1"], ["history", "1"], ["search", "x"], ["status"]] {
        let ran = try shop.casebook(command, environment: soon)
        #expect(ran.status == 0, "\(command): \(ran.error)")
      }
    }
    #expect(try shop.casebook("note", "1", "x").status == 0)
    #expect(try shop.timeline("1").count == 1)
  }

  @Test func `a full disk of the output is told`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let ran = try shop.casebook(["list"], output: "/dev/full")
    #expect(ran.status == 1)
    #expect(ran.error.contains("No space left"))
  }

  @Test func `a reader that goes away is no error`() throws {
    let shop = try Shop()
    for number in 1...3 { try shop.new("--channel", "phone", "--narrative", "case \(number)") }
    let script = try shop.script(
      "pipe", "{ sleep 0.3; '\(shop.program)' export --format jsonl; echo $? > \"$1\"; } | true")
    let status = shop.folder.path + "/status"
    try Child("/bin/sh", [script, status], environment: shop.environment).wait()
    // The pipe's last command ends the shell; the first one is still on its way.
    var said: String? { try? String(contentsOfFile: status, encoding: .utf8) }
    for _ in 0..<1200 where said?.hasSuffix("\n") != true { usleep(50_000) }
    #expect(said == "0\n")
  }

  // MARK: - The command line

  @Test(arguments: [
    ["list", "--nosuch"], ["list", "--limit"], ["list", "--limit", "x"], ["list", "--limit", "-1"],
    ["nosuch"],
    ["show"], ["show", "1", "2"], ["list", "--status", "nosuch"], ["list", "--since", "someday"],
    ["list", "--phone", "none"], ["list", "--lang", "tlh"], ["edit", "1", "--nosuch", "x"],
    ["edit", "1", "--title"], ["edit", "1", "--title", "--severity", "minor"],
    ["history", "1", "--field", "nosuch"],
    ["search"], ["search", " "], ["export"], ["export", "--format", "pdf"], ["completion", "tcsh"],
    ["list", "--author", ""],
  ])
  func `wrong usage ends with 2`(command: [String]) throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let ran = try shop.casebook(command)
    #expect(ran.status == 2, "\(ran.error)")
    #expect(ran.output.isEmpty)
    #expect(ran.error.hasPrefix("Error: "))
    let chinese = try shop.casebook(command + (command.contains("tlh") ? [] : ["--lang", "zh-Hans"]))
    #expect(chinese.status == 2)
  }

  @Test func `a term that is none lists those that are`() throws {
    let shop = try Shop()
    #expect(try shop.casebook("list", "--severity", "awful").error.contains("minor, moderate, severe"))
    let chinese = try shop.casebook("list", "--severity", "糟糕", "--lang", "zh-Hans").error
    #expect(chinese.contains("轻微（minor）"))
  }

  @Test func `a value that is none is told with the option as it was typed, and its label`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "x")
    let one = try shop.casebook(
      "propose", number, "--title", "t", "--steps", "s", "--time", "2 days", "--remedy", "awful=5")
    #expect(one.status == 2 && one.error.contains("--remedy (Remedies): “awful”"), "\(one)")
    let need = try shop.casebook("edit", number, "--need", "fact,awful")
    #expect(need.status == 2 && need.error.contains("--need (Needs): “awful”"), "\(need)")
    let severity = try shop.casebook("list", "--severity", "糟糕", "--lang", "zh-Hans")
    #expect(severity.error.contains("--severity（严重度）：没有“糟糕”"), "\(severity)")
    let since = try shop.casebook("list", "--since", "soon")
    #expect(since.error.contains("--since: “soon”"), "read as another field's")
  }

  @Test func `a case that is not there is three`() throws {
    let shop = try Shop()
    for reference in ["1", "SH01-KT-20200101-001", "@last", "???", "ffff"] {
      try expect(try shop.casebook("show", reference, "--json"), "not_found", 3)
    }
  }

  @Test func `an ambiguous case lists the candidates`() throws {
    let shop = try Shop()
    let first = try shop.json("new", "--channel", "phone", "--narrative", "The soup was cold")
    try shop.new("--channel", "phone", "--narrative", "The tea was cold")
    let prefix = String(try #require(first["id"] as? String).prefix(4))
    let ran = try shop.casebook("show", prefix, "--json")
    try expect(ran, "ambiguous", 3)
    let candidates = try #require(try ran.errorObject()["candidates"] as? [String])
    #expect(candidates.count == 2)
    #expect(candidates.contains { $0.contains("The soup was cold") && $0.contains("-001") })
    #expect(try shop.casebook("show", prefix).error.contains("The tea was cold"))
  }

  @Test func `what a wrong reference holds drives no terminal`() throws {
    let shop = try Shop()
    for json in [[], ["--json"]] {
      let ran = try shop.casebook(["show", "\u{1B}[31m\u{07}x"] + json)
      #expect(ran.status == 3)
      #expect(!ran.error.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 })
    }
  }

  // MARK: - Settings

  @Test func `settings are read from the configuration file`() throws {
    let shop = try Shop()
    let folder = shop.folder.path + "/.config/casebook"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func configure(_ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/config.yaml"))
    }
    try configure("lang: zh-Hans\nauthor: 王芳\n")
    let number = try shop.new("--channel", "phone", "--narrative", "x")
    #expect(try shop.array("history", number).allSatisfy { $0["author"] as? String == "王芳" })
    #expect(try shop.casebook("list").output.contains("工单号"))
    #expect(try shop.casebook("list", "--lang", "en").output.contains("Number"))
    for wrong in ["lang: [", "colour: red\n", "- a\n", "author: [5]\n"] {
      try configure(wrong)
      let ran = try shop.casebook("list", "--json")
      try expect(ran, "bad_configuration", 2)
      #expect(ran.error.contains("config.yaml"))
    }
  }
}
