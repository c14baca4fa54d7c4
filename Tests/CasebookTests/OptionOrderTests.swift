import Foundation
import TestSupport
import Testing

/// Options before the command, as an alias of the program writes them, and help in every form.
@Suite struct OptionOrderTests {
  @Test func `options may stand before the command`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    #expect(try shop.casebook("--lang", "zh-Hans", "list").output.contains("工单号"))
    #expect(try shop.casebook("--json", "--lang=zh-Hans", "list").array().count == 1)
    #expect(try shop.casebook("--lang", "zh-Hans", "conflict", "list").error.contains("没有待处理的冲突"))
    #expect(try shop.casebook("--lang", "zh-Hans").output.contains("用法：casebook"))
    let elsewhere = shop.folder.path + "/elsewhere"
    #expect(
      try shop.casebook("--home", elsewhere, "list", "--json").errorObject()["error"] as? String == "no_store"
    )
    // What stands after the command counts.
    #expect(try shop.casebook("--home", elsewhere, "list", "--home", shop.home).status == 0)
    #expect(try shop.casebook("--nonsense", "list").status == 2)
  }

  @Test func `options before a group, or behind it, change nothing of what its name alone stands for`() throws
  {
    let shop = try Shop()
    let environment = ["LANG": "C.UTF-8"]
    for options in [["--lang", "en"], ["--json"], ["--lang=en", "--json"]] {
      for group in ["device", "branch", "quarantine"] {
        for arguments in [options + [group], [group] + options, options + [group, "--help"]] {
          let ran = try Program.run(arguments, environment: environment, program: Office.program)
          // A program that asked for JSON, and not for help, gets none.
          let isHelped = !options.contains("--json") || arguments.contains("--help")
          #expect(ran.status == (isHelped ? 0 : 2), "\(arguments): \(ran)")
          #expect(ran.output.contains("USAGE: casebook-server \(group)") == isHelped, "\(arguments)")
        }
      }
    }
    for arguments in [
      ["--home", shop.home, "report"], ["calendar"], ["--json", "report", "-h"],
    ] {
      let ran = try shop.casebook(arguments)
      #expect(ran.status == 0 && ran.output.contains("SUBCOMMANDS:"), "\(arguments): \(ran)")
    }
    for arguments in [["--json", "calendar"], ["policy", "--json"]] {
      let ran = try shop.casebook(arguments)
      #expect(try ran.status == 2 && ran.errorObject()["error"] as? String == "usage", "\(arguments): \(ran)")
    }
    // Those that stand for a command of theirs are that one.
    #expect(try shop.casebook("--json", "drafts").array().isEmpty)
    #expect(try shop.casebook("--json", "task", "list").array().isEmpty)
    #expect(try shop.casebook("drafts", "--json", "list").array().isEmpty)
    #expect(try shop.casebook("--lang", "en", "drafts", "--help").output.contains("SUBCOMMANDS:"))
    let chinese = try shop.casebook("help", "list", "--lang", "zh-Hans")
    #expect(chinese.status == 0 && chinese.output.contains("用法：casebook list"), "\(chinese)")
  }

  @Test(arguments: [["--help"], ["-h"], [], ["help"], ["--lang", "en"]])
  func `the server prints its own help`(arguments: [String]) throws {
    let ran = try Program.run(arguments, environment: ["LANG": "C.UTF-8"], program: Office.program)
    #expect(ran.status == 0)
    #expect(ran.output.contains("USAGE: casebook-server <subcommand>"), "\(ran.output)")
  }

  @Test func `the server prints help of its commands`() throws {
    for arguments in [["device", "enrol", "--help"], ["help", "device", "enrol"]] {
      let ran = try Program.run(arguments, environment: ["LANG": "C.UTF-8"], program: Office.program)
      #expect(ran.output.contains("USAGE: casebook-server device enrol"), "\(ran.output)")
    }
  }

  @Test func `the server tells what it takes, and says that there is nothing where there is nothing`() throws
  {
    let folder = try TemporaryFolder()
    let environment = ["LANG": "C.UTF-8", "CASEBOOK_SERVER_DATA": folder.path + "/office"]
    func server(_ arguments: String...) throws -> Program.Ran {
      try Program.run(arguments, environment: environment, program: Office.program)
    }
    #expect(try server("init").status == 0)
    let loud = try server("serve", "--log-level", "loud")
    #expect(loud.status == 2 && loud.error.contains("trace, debug, info"), "\(loud.error)")
    #expect(try server("erase", "status").output == "Nothing was erased yet.\n")
  }

  @Test func `a code that reached nobody is an error`() throws {
    let folder = try TemporaryFolder()
    let environment = ["LANG": "C.UTF-8", "CASEBOOK_SERVER_DATA": folder.path + "/office"]
    #expect(try Program.run(["init"], environment: environment, program: Office.program).status == 0)
    let ran = try Program.run(
      ["device", "enrol", "HQ"], environment: environment, output: "/dev/full", program: Office.program)
    #expect(ran.status == 10)
    #expect(ran.error.contains("could not be shown"))
  }
}
