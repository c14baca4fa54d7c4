import Foundation
import TestSupport
import Testing

/// What begins with a dash and is no option is text, in every command.
@Suite struct DashedTextTests {
  @Test func `a text that begins with a dash is saved as it was typed`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "-5 °C in the room, --- he said")
    for text in [
      "-5 yuan cash back", "-he fainted", "- as agreed", "--- 转人工 ---", "-1", "--see below: refund",
    ] {
      let ran = try shop.casebook("note", number, text)
      #expect(ran.status == 0 && ran.output.isEmpty, "\(text): \(ran.error)")
      #expect(try shop.timeline(number).last?["text"] as? String == text)
    }
    #expect(try shop.json("show", number)["narrative"] as? String == "-5 °C in the room, --- he said")
    // With options before it, between and behind, and after two dashes.
    #expect(
      try shop.casebook("note", "--author", "Wang", number, "-5 yuan", "--json").object()["case"] != nil)
    #expect(try shop.casebook("note", number, "--", "--help").status == 0)
    #expect(try shop.timeline(number).last?["text"] as? String == "--help")
    let note = try #require(try shop.timeline(number).first?["id"] as? String)
    #expect(try shop.casebook("note", "--withdraw", note, "--reason", "- wrong case").status == 0)
    #expect(try shop.timeline(number).first?["withdrawal_reason"] as? String == "- wrong case")
    #expect(try shop.casebook("edit", number, "--handler", "--Li-- Na").status == 0)
    #expect(try shop.casebook("delete", number, "--reason", "-twice").status == 0)
  }

  @Test func `a dash alone is no text, and where it is taken for standard input that is read`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "soup")
    for typed in [
      ["new", "--channel", "phone", "--narrative", "-"], ["edit", number, "--narrative", "-"],
      ["signal", "add", "-", "--kind", "nonverbal"], ["task", "add", number, "-", "--owner", "w"],
    ] {
      let ran = try shop.casebook(typed)
      #expect(ran.status == 2 && ran.error.contains("-F -"), "\(typed): \(ran.error)")
    }
    #expect(try shop.list().count == 1 && shop.timeline(number).isEmpty)
    let logged = try shop.casebook(["emergency", "-"], input: Array("he fainted".utf8))
    #expect(logged.status == 0)
    #expect(try shop.json("show", "@last")["narrative"] as? String == "he fainted")
  }

  @Test func `an emergency that begins with a dash shows its plan and logs its case`() throws {
    let shop = try Shop()
    let ran = try shop.casebook("emergency", "-he fainted")
    #expect(ran.status == 0 && !ran.output.isEmpty && !ran.output.contains("USAGE"), "\(ran.error)")
    #expect(try shop.list().count == 1 && shop.json("show", "@last")["narrative"] as? String == "-he fainted")
  }

  @Test func `a value that begins with a dash belongs to its option`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "soup")
    let since = try shop.casebook("list", "--since", "-1d")
    #expect(since.status == 0 || since.error.contains("-1d"), "\(since.error)")
    for value in ["-05:00", "--- x", "- Li", "-he"] {
      let ran = try shop.casebook("list", "--handler", value, "--json")
      #expect(ran.status == 0 && ran.output == "[]\n", "\(value): \(ran.error)")
    }
    let ran = try shop.casebook("list", "--limit", "-5")
    #expect(ran.status == 2 && ran.error.contains("--limit"), "\(ran.error)")
  }

  @Test func `what is written like an option and is none is refused, and nothing is saved`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "soup")
    for text in ["--wihtdraw", "--urgent=yes", "-x"] {
      let ran = try shop.casebook("note", number, text)
      #expect(ran.status == 2 && ran.output.isEmpty, "\(text)")
    }
    #expect(try shop.casebook("note", number, "text", "--reason", "--json").status == 2)
    // A dash too few, where there is a text already, or none is taken.
    for slip in [["note", number, "text", "-told"], ["note", number, "-withdraw", "3f9a", "--reason", "x"]] {
      let ran = try shop.casebook(slip)
      #expect(
        ran.status == 2 && ran.error.contains("-" + (slip.first { $0.hasPrefix("-") } ?? "")), "\(ran.error)")
    }
    #expect(try shop.casebook("status", "-json").status == 2)
    #expect(try shop.timeline(number).isEmpty)
  }

  @Test func `a text that is called like an option but for a dash is a text where one is missing`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "soup")
    for arguments in [
      ["note", number, "--told", "-told"], ["note", "--kind", "finding", number, "-withdraw"],
    ] {
      #expect(try shop.casebook(arguments).status == 0, "\(arguments)")
      #expect(try shop.timeline(number).last?["text"] as? String == arguments.last)
    }
    #expect(try shop.casebook("progress", number, "-reason").status == 0)
    for text in ["-text", "-json", "-case"] {
      let ran = try shop.casebook("check-wording", text)
      #expect(!ran.error.contains("nknown option") && !ran.output.contains("USAGE"), "\(text): \(ran.error)")
    }
  }

  /// A command that does something, with what it takes, as the parser tells of it.
  private struct Command {
    let path: [String]
    /// One text each.
    let arguments: Int
    let options: [String]
    let needed: [String]
  }

  private func commands(of program: String) throws -> [Command] {
    let ran = try Program.run(
      ["--experimental-dump-help"], environment: ["LANG": "C.UTF-8", "HOME": "/nonexistent"], program: program
    )
    let root = try #require(try ran.object()["command"] as? [String: Any])
    func collect(_ command: [String: Any], _ path: [String]) -> [Command] {
      let inner = command["subcommands"] as? [[String: Any]] ?? []
      let all = inner.flatMap { collect($0, path + [$0["commandName"] as? String ?? ""]) }
      guard inner.allSatisfy({ $0["commandName"] as? String == "help" }), path.last != "help" else {
        return all
      }
      let arguments = command["arguments"] as? [[String: Any]] ?? []
      func names(_ wanted: ([String: Any]) -> Bool) -> [String] {
        arguments.filter { $0["kind"] as? String == "option" && wanted($0) }.compactMap { argument in
          (argument["names"] as? [[String: Any]])?.first { $0["kind"] as? String == "long" }?["name"]
            as? String
        }
      }
      return [
        Command(
          path: path, arguments: arguments.count { $0["kind"] as? String == "positional" },
          options: names { _ in true }, needed: names { $0["isOptional"] as? Bool == false })
      ]
    }
    return collect(root, [])
  }

  @Test(arguments: ["casebook", "casebook-server"])
  func `every option of every command takes a text with a dash, and so does every argument`(name: String)
    throws
  {
    let program = name == "casebook" ? Program.path : Office.program
    let all = try commands(of: program)
    #expect(all.count > (name == "casebook" ? 60 : 15))
    let folder = try TemporaryFolder()
    // No store is there: whatever gets as far as that was understood.
    let environment = [
      "LANG": "C.UTF-8", "HOME": folder.path, "CASEBOOK_HOME": folder.path + "/none",
      "CASEBOOK_SERVER_DATA": folder.path + "/none/office", "PATH": "/usr/bin:/bin",
    ]
    let complaints = ["Missing value", "Unknown option", "Unexpected argument", "needs a value"]
    var asked = 0
    for command in all where !["completion", "init", "serve"].contains(command.path[0]) {
      let words = Array(repeating: folder.path + "/none/7", count: command.arguments)
      var trials = command.options.filter { $0 != "home" && $0 != "data" }.map { option in
        command.path + words + command.needed.filter { $0 != option }.flatMap { ["--\($0)", "x"] }
          + ["--\(option)", "-1 \(folder.path)/none/x"]
      }
      for place in words.indices {
        var texts = words
        texts[place] = "-he 5 \(folder.path)/none/x"
        trials.append(command.path + texts + command.needed.flatMap { ["--\($0)", "x"] })
        // Called like one of the options, but for a dash.
        guard let option = command.options.first(where: { $0 != "home" && $0 != "data" && $0.count > 1 })
        else {
          continue
        }
        texts[place] = "-\(option)"
        trials.append(command.path + texts + command.needed.flatMap { ["--\($0)", "x"] })
      }
      for trial in trials {
        let ran = try Program.run(trial, environment: environment, program: program)
        asked += 1
        #expect(!ran.output.contains("USAGE"), "\(trial)")
        for words in complaints { #expect(!ran.error.contains(words), "\(trial): \(ran.error)") }
      }
      for flag in ["-h", "--help"] {
        let ran = try Program.run(command.path + [flag], environment: environment, program: program)
        #expect(ran.status == 0 && ran.output.contains("USAGE"), "\(command.path) \(flag)")
      }
    }
    #expect(asked > (name == "casebook" ? 200 : 30))
  }

  @Test func `bytes that are no UTF-8 are refused before anything is done with them`() throws {
    let shop = try Shop()
    for arguments in [
      "new --channel phone --narrative \"$(printf '\\304\\343\\272\\303')\"",
      "list --handler \"$(printf '\\377')\"",
    ] {
      let ran = try Program.run(
        ["-c", "exec \"\(Program.path)\" \(arguments) --json"], environment: shop.environment,
        program: "/bin/sh")
      #expect(ran.status == 2 && ran.output.isEmpty, "\(ran.error)")
      #expect((try ran.errorObject()["hint"] as? String)?.contains("-F") ?? false)
    }
    #expect(try shop.list().isEmpty)
  }

  @Test(arguments: [
    (["new", "-F", "-h"], "-F=-h"), (["report", "overview", "--part", "--x"], "--part=--x"),
  ])
  func `what begins with a dash and is refused comes with the way to write it`(
    arguments: [String], way: String
  ) throws {
    let shop = try Shop()
    let ran = try shop.casebook(arguments)
    #expect(ran.status == 2 && ran.error.contains(way), "\(ran.error)")
  }
}
