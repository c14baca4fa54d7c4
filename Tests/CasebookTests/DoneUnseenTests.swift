import Foundation
import TestSupport
import Testing

/// A command that has saved and cannot say so says that, with a code of its own: a retry would do it again.
@Suite struct DoneUnseenTests {
  @Test(arguments: [
    ["new", "--channel", "phone", "--narrative", "汤是凉的"],
    ["new", "--channel", "phone", "--narrative", "汤是凉的", "--json"], ["note", "1", "called back", "--json"],
    ["edit", "1", "--severity", "minor", "--json"], ["delete", "1", "--reason", "twice", "--json"],
    ["need", "1", "fact", "wants a new one", "--json"], ["assess", "1", "--severity", "minor", "--json"],
    ["withdraw", "1", "--reason", "settled", "--json"], ["emergency", "he fainted"],
  ])
  func `the disk is full: 10, the number on standard error, saved once`(arguments: [String]) throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "soup", "--severity", "moderate")
    let ran = try shop.casebook(arguments, output: "/dev/full")
    #expect(ran.status == 10, "\(arguments): \(ran.error)")
    let cases = try shop.array("list").compactMap { $0["number"] as? String }
    let named = ["new", "emergency"].contains(arguments[0]) ? cases.first { $0 != number } : number
    let told = try #require(named)
    #expect(ran.error.contains(told), "\(ran.error)")
    if arguments.last == "--json" {
      let line = try #require(ran.error.split(separator: "\n").last)
      let error = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(error?["error"] as? String == "done_unseen" && error?["retry"] as? Bool == false)
      #expect((error?["saved"] as? [String])?.count == 1)
    }
    #expect(
      cases.count == (["new", "emergency"].contains(arguments[0]) ? 2 : arguments[0] == "delete" ? 0 : 1))
  }

  @Test(arguments: [">&-", "| true", ">/dev/full"])
  func `however standard output is lost`(how: String) throws {
    let shop = try Shop()
    // In a pipe the reader has to be gone before the program writes.
    let wait = how == "| true" ? "sleep 1; " : ""
    let ran = try Program.run(
      [
        "-c",
        "( ( \(wait)\"\(Program.path)\" new --channel phone --narrative soup; echo $? >&3 ) \(how) ) 3>\(shop.folder.path)/code",
      ], environment: shop.environment, program: "/bin/sh")
    let code = try String(contentsOfFile: shop.folder.path + "/code", encoding: .utf8)
    #expect(code == "10\n", "\(ran.error)")
    let number = try #require(try shop.list().first?["number"] as? String)
    #expect(ran.error.contains(number), "\(ran.error)")
    #expect(try shop.casebook("doctor").status == 0, "nothing was printed into the store")
  }

  @Test func `whoever only reads is not told that anything was saved`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "soup")
    for command in ["list", "status"] {
      let ran = try shop.casebook([command], output: "/dev/full")
      #expect(ran.status == 1 && ran.error.contains("cannot be written"))
    }
    let piped = try Program.run(
      ["-c", "( sleep 1; \"\(Program.path)\" list ) | true"], environment: shop.environment,
      program: "/bin/sh")
    #expect(piped.status == 0 && piped.error.isEmpty)
  }

  @Test func `an import, a backup, a signal and what comes with a new device`() throws {
    let shop = try Shop(initialised: false)
    let made = try shop.casebook(["init", "--branch", "SH01"], output: "/dev/full")
    #expect(made.status == 10, "\(made.error)")
    #expect(try shop.casebook("status").status == 0)
    let backup = try shop.casebook(["backup", shop.folder.path + "/b.sqlite"], output: "/dev/full")
    #expect(backup.status == 10 && FileManager.default.fileExists(atPath: shop.folder.path + "/b.sqlite"))
    let signal = ["signal", "left at once", "--kind", "nonverbal"]
    #expect(try shop.casebook(signal, output: "/dev/full").status == 10)
    #expect(try shop.array("signal", "list").count == 1)
  }

  @Test func `head office's commands too: what was printed stands on standard error`() throws {
    let folder = try TemporaryFolder()
    let environment = ["LANG": "C.UTF-8", "CASEBOOK_SERVER_DATA": folder.path + "/office"]
    func run(_ arguments: String...) throws -> Program.Ran {
      try Program.run(arguments, environment: environment, output: "/dev/full", program: Office.program)
    }
    for arguments in [["init"], ["branch", "add", "SH01"], ["backup", folder.path + "/b"]] {
      let ran = try Program.run(
        arguments, environment: environment, output: "/dev/full", program: Office.program)
      #expect(ran.status == 10, "\(arguments): \(ran.error)")
    }
    let code = try run("device", "enrol", "SH01")
    #expect(code.status == 10 && code.error.firstMatch(of: /[A-Z0-9]{4}-[A-Z0-9]{4}/) != nil, "\(code.error)")
    #expect(try run("branch", "list").status == 1)
  }
}
