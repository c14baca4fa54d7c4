import Foundation
import TestSupport
import Testing

/// What was typed wrong is told by what was typed, with what was probably meant, in the person's language.
@Suite struct SlipTests {
  @Test(arguments: [
    (["edit", "1", "--narative", "x"], "--narrative"), (["list", "--limt", "3"], "--limit"),
    (["serch", "x"], "search"),
  ])
  func `a slip of the pen gets a suggestion`(command: [String], meant: String) throws {
    let shop = try Shop()
    #expect(try shop.casebook(command).error.contains("Did you mean"))
    #expect(try shop.casebook(command).error.contains(meant))
    let chinese = try shop.casebook(command, environment: ["LANG": "zh_CN.UTF-8"]).error
    #expect(chinese.hasPrefix("错误："))
    #expect(chinese.contains("是否想用") && chinese.contains(meant))
  }

  @Test(arguments: [("lsit", "list"), ("eidt", "edit"), ("nwe", "new"), ("haed", nil), ("hlod", "hold")])
  func `two letters that changed places are one slip`(typed: String, meant: String?) throws {
    let ran = try Shop(initialised: false).casebook(typed)
    #expect(ran.status == 2)
    #expect(ran.error.contains("Did you mean") == (meant != nil), "\(ran.error)")
    if let meant { #expect(ran.error.contains("“\(meant)”"), "\(ran.error)") }
  }

  @Test(arguments: [
    ("--lnag", "--lang"), ("--sinc", "--since"), ("--jsno", "--json"), ("--hadnler", "--handler"),
  ])
  func `the nearest option is the one with the fewest slips`(typed: String, meant: String) throws {
    let ran = try Shop().casebook("list", typed, "x")
    #expect(ran.status == 2 && ran.error.contains("Did you mean \(meant)?"), "\(ran.error)")
  }

  @Test(arguments: [
    (["transfer", "1", "--too", "SH02"], "--to"), (["assign", "1", "--too", "x"], "--to"),
    (["callback", "1", "--solved", "yes", "--satisfactoin", "5"], "--satisfaction"),
    (["--lnag", "zh", "list"], "--lang"), (["edit", "1", "--single_contact", "Li"], "--single-contact"),
    (["person", "ad", "X"], "add"), (["policy", "st"], "set"),
  ])
  func `what was mistyped is told before what is missing for it`(arguments: [String], meant: String) throws {
    let ran = try Shop().casebook(arguments)
    #expect(ran.status == 2 && ran.error.contains("Did you mean"), "\(ran.error)")
    #expect(ran.error.contains(meant), "\(ran.error)")
  }

  @Test(arguments: [
    ["report", "branches", "--period", "x"], ["emergency", "--fone", "x"], ["list", "--foo"], ["xyz"],
  ])
  func `what is no slip of anything gets no suggestion`(arguments: [String]) throws {
    let ran = try Shop().casebook(arguments)
    #expect(ran.status == 2 && !ran.error.contains("Did you mean"), "\(ran.error)")
  }

  @Test func `a mistyped option with an underscore is not saved as a text`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    for arguments in [["progress", "1", "--hwo_x"], ["note", "1", "--told_x"]] {
      #expect(try shop.casebook(arguments).status == 2, "\(arguments)")
    }
    #expect(
      try shop.timeline("1").allSatisfy {
        $0["kind"] as? String != "note" && $0["kind"] as? String != "progress"
      })
    try #require(try shop.casebook("edit", "1", "--contact-person", "Li").status == 0)
    #expect(try shop.json("show", "1")["single_contact"] as? String == "Li")
  }

  @Test func `one slip from a command's name is not taken for a text, and how to say that it is one is told`()
    throws
  {
    let shop = try Shop()
    for words in [["signal", "lst"], ["signal", "lst", "--kind", "nonverbal"], ["task", "lsit"]] {
      let ran = try shop.casebook(words)
      #expect(ran.status == 2 && ran.error.contains("Did you mean “list”?"), "\(ran.error)")
    }
    #expect(
      try shop.casebook("signal", "lst", "--kind", "nonverbal").error.contains("casebook signal add lst"))
    #expect(try shop.casebook("signal", "list", "--json").output.contains("lst") == false)
    #expect(try shop.casebook("signal", "add", "lst", "--kind", "nonverbal").status == 0)
    #expect(try shop.casebook("signal", "last visit was loud", "--kind", "nonverbal").status == 0)
    let saved = try shop.casebook("signal", "list", "--json").output
    #expect(saved.contains("lst") && saved.contains("last visit was loud"))
  }

  @Test(arguments: [
    ["---"], ["--generate-completion-script", "foo"], ["list", "--lang"], ["list", "-"],
    ["list", "--json=1"],
    ["completion"], ["show"], ["new", "--type"], ["conflict"], ["list", "--nosuch"], ["nosuch"],
    ["export", "--format", "x"],
  ])
  func `what the parser says is said in Chinese`(arguments: [String]) throws {
    let ran = try Shop().casebook(arguments, environment: ["LANG": "zh_CN.UTF-8"])
    let told = (ran.error + ran.output).split(separator: "\n").first ?? ""
    let words = told.split { !$0.isASCII || !($0.isLetter || $0 == "-") }.map { String($0) }
      .filter { $0.count > 1 }
    // What was typed, and what can be typed, stay as they are.
    let typed: Set = ["bash", "zsh", "fish", "casebook", "completion", "csv", "jsonl", "xlsx"]
    let rest = words.filter { word in
      !word.hasPrefix("-") && !typed.contains(word) && !arguments.contains { $0.contains(word) }
    }
    #expect(rest.isEmpty && !told.isEmpty, "\(told)")
  }

  @Test(arguments: [
    (["list", "--since", "foo"], "--since"), (["calendar", "show", "--at", "foo"], "--at"),
    (["report", "overview", "--until=foo"], "--until"),
    (["report", "handling", "--since", "foo"], "--since"),
    // With the label of the field that it sets.
    (["list", "--type", "foo"], "--type"), (["new", "--class", "foo"], "--class"),
    (["new", "--channel", "phone", "--narrative", "x", "--logged-at", "foo"], "--logged-at"),
  ])
  func `a wrong value is told by the option that it was typed for`(arguments: [String], place: String) throws
  {
    let shop = try Shop()
    let ran = try shop.casebook(arguments)
    #expect(
      ran.status == 2 && ran.error.contains(": “foo”") && ran.error.hasPrefix("Error: \(place)"),
      "\(ran.error)")
    let chinese = try shop.casebook(arguments, environment: ["LANG": "zh_CN.UTF-8"]).error
    #expect(chinese.hasPrefix("错误：\(place)") && chinese.contains("“foo”"), "\(chinese)")
  }

  @Test func `what is to be typed next goes on in the folder that was named`() throws {
    let shop = try Shop(initialised: false)
    let home = shop.folder.path + "/other place"
    let made = try shop.casebook("init", "--branch", "SH01", "--author", "Li Na", "--home", home)
    #expect(
      made.status == 0 && made.error.contains("Next: casebook --home \"\(home)\" new --channel"),
      "\(made.error)")
    let office = shop.folder.path + "/office"
    let ran = try Program.run(
      ["init", "--data", office], environment: shop.environment, program: Office.program)
    #expect(ran.error.contains("casebook-server --data \(office) branch add SH01"), "\(ran.error)")
    let unknown = try Program.run(
      ["device", "enrol", "SH09", "--data", office], environment: shop.environment, program: Office.program)
    #expect(unknown.error.contains("casebook-server --data \(office) branch add SH09"), "\(unknown.error)")
  }

  @Test func `a group that is asked for JSON names no command with help`() throws {
    let shop = try Shop()
    for (group, program) in [
      (["phrase"], Program.path), (["report"], Program.path), ([], Program.path),
      (["device"], Office.program),
    ] {
      let ran = try Program.run(group + ["--json"], environment: shop.environment, program: program)
      #expect(ran.status == 2 && ran.output.isEmpty, "\(group)")
      #expect(try ran.errorObject()["error"] as? String == "usage")
    }
  }

  @Test func `what a step lacks is told with a command that can be typed`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    #expect(try shop.casebook("assess", "1", "--severity", "minor").status == 0)
    let lacking = try shop.json("next", "1")["missing"] as? [[String: Any]] ?? []
    let commands = lacking.compactMap { $0["command"] as? String }
    let need = try #require(commands.first { $0.contains("--need") })
    #expect(try shop.casebook(Story.words(String(need.dropFirst("casebook ".count)))).status == 0, "\(need)")
    let told = try shop.casebook("propose", "1", "--title", "t", "--lang", "zh-Hans").error
    #expect(!told.contains("NAME") && !told.contains(" N "), "\(told)")
  }
}
