import Testing

/// What `--help` says, of every command and in both languages, and what completion offers.
@Suite struct HelpTests {
  @Test(arguments: [
    "init", "new", "list", "show", "edit", "history", "search", "status", "news", "export", "completion",
  ])
  func `help is there in both languages`(command: String) throws {
    let shop = try Shop(initialised: false)
    let english = try shop.casebook(command, "--help")
    #expect(english.status == 0)
    #expect(english.output.contains("USAGE: casebook \(command)"))
    let chinese = try shop.casebook(command, "--help", "--lang", "zh-Hans")
    #expect(chinese.output.contains("用法：casebook \(command)"))
    #expect(!chinese.output.contains("OPTIONS") && !chinese.output.contains("Show help"))
    #expect(chinese.output.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) } > 20)
  }

  @Test func `the help of an option names every value in use, and none that is no longer used`() throws {
    let shop = try Shop(initialised: false)
    /// Without the ends of its lines: a list may go over several.
    func help(_ words: String...) throws -> String {
      try shop.casebook(words + ["--help"]).output.filter { !$0.isWhitespace }
    }
    let kinds = "question,reaction,refusal,leaving,finding,consultation,receipt."
    #expect(try help("note").contains(kinds) && !help("note").contains("senior"))
    #expect(try help("note", "--lang", "zh-Hans").contains("客户提问、客户反应、客户拒绝方案"))
    for command in ["add", "change", "list"] {
      #expect(
        try help("task", command).contains(
          "improvement,question,training,call,follow_up,suggestion,senior,benefit."))
      #expect(try help("task", command, "--lang", "zh-Hans").contains("改进措施、协办、培训"))
    }
    #expect(try help("archive").contains("butforsuggestions"))
  }

  @Test(arguments: [Program.path, Office.program])
  func `no help in Chinese has a placeholder in English, and none is wider than a terminal, of any command`(
    program: String
  ) throws {
    let shop = try Shop(initialised: false)
    var waiting: [[String]] = [[]]
    var count = 0
    while let path = waiting.popLast() {
      let help = try Program.run(
        path + ["--help", "--lang", "zh-Hans"], environment: shop.environment, program: program
      ).output
      count += 1
      // The marks of a rule's pattern are typed as they stand.
      let marks =
        path == ["wording"] ? ["<gap 6>", "<clause>", "<unless-time 20>", "<number>", "<amount>"] : []
      let left = help.matches(of: /<[a-z][^<>]*>/).map { String($0.output) }.filter {
        !marks.contains($0) && !(path == ["wording"] && $0.contains("|"))
      }
      #expect(left.isEmpty, "\(path)")
      for mark in marks { #expect(help.contains(mark), "typed as it stands: \(mark)") }
      let english = try Program.run(
        path + ["--help", "--lang", "en"], environment: shop.environment, program: program
      ).output
      for line in (help + english).split(separator: "\n") {
        #expect(line.terminalColumns <= 80, "\(path): \(line)")
      }
      // What fits stays whole: nothing is broken that a wider window shows in one line.
      var wide = shop.environment
      wide["COLUMNS"] = "200"
      let whole = try Program.run(path + ["--help", "--lang", "en"], environment: wide, program: program)
        .output
      let lines = Set(english.split(separator: "\n"))
      for line in whole.split(separator: "\n") where line.terminalColumns <= 80 && !line.hasPrefix("    ") {
        #expect(lines.contains(line), "\(path): \(line)")
      }
      guard path.count < 3 else { continue }
      // Names of commands stand two places in, each with what it does behind it or in the next line.
      var isList = path.isEmpty
      for line in help.split(separator: "\n") {
        if !line.hasPrefix(" ") { isList = path.isEmpty ? line.hasSuffix("：") : line == "命令：" }
        guard isList, line.hasPrefix("  "), !line.hasPrefix("   "),
          let name = line.split(separator: " ").first, name.allSatisfy({ $0.isLowercase || $0 == "-" }),
          name.first != "-", name != "help"
        else { continue }
        waiting.append(path + [String(name)])
      }
    }
    #expect(count > 15)
  }

  @Test func `a group's help is its own, and what names no command in it is told`() throws {
    let shop = try Shop(initialised: false)
    for group in ["drafts", "signal", "erase"] {
      #expect(try shop.casebook(group, "--help").output.contains("SUBCOMMANDS:"))
      #expect(try shop.casebook(group, "-h", "--lang", "zh-Hans").output.contains("（默认）"))
    }
    for (arguments, program) in [
      (["report", "overvew"], Program.path), (["help", "report", "overvew"], Program.path),
      (["device", "enrl"], Office.program), (["devce"], Office.program), (["help", "devce"], Office.program),
    ] {
      let ran = try Program.run(arguments, environment: shop.environment, program: program)
      #expect(ran.status == 2 && ran.error.contains("Did you mean"), "\(arguments): \(ran)")
    }
    // However narrow the window is said to be.
    for columns in ["0", "-5", "1", "20", "60"] {
      let narrow = ["COLUMNS": columns]
      #expect(try shop.casebook(["review", "--help"], environment: narrow).status == 0, "\(columns)")
      #expect(
        try shop.casebook(["review", "--help"], environment: narrow).output.contains(
          "Nobody told the kitchen\" \\\n"))
    }
    let missing = try shop.casebook("--lang", "en", "list", "--limit")
    #expect(missing.status == 2 && !missing.error.contains("=en"), "\(missing)")
    // An unknown language is told of in that of the place.
    var environment = shop.environment
    environment["LANG"] = "zh_CN.UTF-8"
    let french = try Program.run(["list", "--lang", "fr"], environment: environment)
    #expect(french.status == 2 && french.error.contains("没有“fr”这种界面语言"), "\(french)")
  }

  @Test func `a value that an option does not take is told with those that it takes, in both languages`()
    throws
  {
    let shop = try Shop()
    for language in ["en", "zh-Hans"] {
      let ran = try shop.casebook("export", "--format", "foo", "--lang", language)
      #expect(ran.status == 2)
      for format in ["csv", "jsonl", "xlsx"] { #expect(ran.error.contains(format), "\(ran.error)") }
    }
  }

  @Test(arguments: [Program.path, Office.program])
  func `the parser's own command is in Chinese too, and no line of usage ends within a placeholder`(
    program: String
  ) throws {
    let shop = try Shop(initialised: false)
    var environment = shop.environment
    environment["LANG"] = "zh_CN.UTF-8"
    for arguments in [["help", "help"], ["help", "help", "--lang", "zh-Hans"], ["help"]] {
      let ran = try Program.run(arguments, environment: environment, program: program)
      #expect(ran.status == 0 && !ran.output.contains("Show ") && !ran.output.contains("<sub"), "\(ran)")
    }
    for language in ["en", "zh-Hans"] {
      let all =
        program == Office.program
        ? [["backup"], ["erase", "verify"], ["serve"]]
        : [["new"], ["execute"], ["phrase", "edit"], ["policy", "set"], ["emergency-plan"], ["list"]]
      for command in all {
        let help = try Program.run(
          command + ["--help", "--lang", language], environment: environment, program: program
        ).output
        var isUsage = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
          if line.hasPrefix("USAGE: ") || line.hasPrefix("用法：") { isUsage = true }
          if line.isEmpty { isUsage = false }
          guard isUsage else { continue }
          #expect(line.count { $0 == "<" } == line.count { $0 == ">" }, "\(command): \(line)")
          #expect(line.count { $0 == "[" } == line.count { $0 == "]" }, "\(command): \(line)")
        }
      }
    }
  }

  @Test func `the commands stand in help by what people do, in both languages`() throws {
    let shop = try Shop(initialised: false)
    for (language, groups) in [
      ("en", ["CASES:", "HANDLING A CASE:", "SYNC WITH HEAD OFFICE:"]),
      ("zh-Hans", ["工单：", "处理工单：", "与总部同步："]),
    ] {
      let lines = try shop.casebook("--help", "--lang", language).output.split(separator: "\n").map(
        String.init)
      for group in groups { #expect(lines.contains(group), "\(group)") }
      #expect(!lines.contains { $0.uppercased().contains("SUBCOMMANDS:") })
      #expect(lines.contains { $0.contains("<subcommand>") } == (language == "en"))
      let listed = lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        .compactMap { $0.split(separator: " ").first }
      for command in ["new", "propose", "sync", "conflict", "report", "import", "policy", "init"] {
        #expect(listed.count { $0 == command } == 1, "\(command)")
      }
    }
  }

  @Test func `what is to be put somewhere is named in Chinese, and the columns stay`() throws {
    let shop = try Shop(initialised: false)
    let help = try shop.casebook("list", "--help", "--lang", "zh-Hans").output
    #expect(!help.contains("<case>") && !help.contains("<options>") && help.contains("用法：casebook list <选项>"))
    let options = help.split(separator: "\n").filter { $0.hasPrefix("  --") }
    let columns = options.compactMap { line -> Int? in
      guard let gap = line.dropFirst(2).firstRange(of: "  ") else { return nil }
      let text = line[gap.upperBound...].drop { $0 == " " }
      return line[..<text.startIndex].terminalColumns
    }
    #expect(columns.count > 10 && Set(columns).count == 1, "\(options)")
    let missing = try shop.casebook("show", "--lang", "zh-Hans")
    #expect(missing.status == 2 && missing.error.contains("缺少参数 <工单>"), "\(missing.error)")
    #expect(try shop.casebook("show").error.contains("<case>"))
  }

  @Test func `every field is an option that help and completion know`() throws {
    let shop = try Shop(initialised: false)
    let help = try shop.casebook("edit", "--help").output
    let completion = try shop.casebook("completion", "bash").output
    for option in [
      "--narrative", "--order-reference", "--class", "--emotion-before", "--tag", "--gap-promised",
    ] {
      #expect(help.contains(option), "\(option)")
      #expect(completion.contains(option), "\(option)")
    }
    for shell in ["zsh", "fish"] {
      #expect(try shop.casebook("completion", shell).output.contains("conflict"))
    }
  }
}
