import Foundation
import Testing

/// What is said of employees, by the real programs: managers read it, staff sees it on no screen.
@Suite struct EmployeeStoryTests {
  /// Whatever a person can look at, with all that they may add.
  private static let screens: [[String]] = [
    ["list"], ["list", "--json"], ["search", "zzlatezz"], ["search", "迟到很久"], ["show", "1"],
    ["show", "1", "--json"], ["history", "1"], ["next", "1"], ["due"], ["due", "--json"], ["news", "--keep"],
    ["news", "--keep", "--json"], ["status"], ["status", "--json"], ["conflict", "list"],
    ["quarantine", "list", "--json"], ["task", "list", "--all"], ["signal", "list", "--all"],
    ["person", "list", "--all"], ["customer", "find", "ZhangWeiXq"], ["customer", "show", "13812345678"],
    ["qc", "list"], ["report", "overview"], ["report", "tasks"], ["report", "commitments"],
    ["report", "handling", "--by", "handler"], ["report", "causes", "--json"], ["doctor"],
    ["doctor", "--json"],
    ["approvals"], ["drafts"],
  ]
  private static let words = ["zzlatezz", "迟到很久", "zzpraisezz", "SH01/managers"]

  /// The words that somebody comes upon.
  private func seen(_ shop: Shop) throws -> [String] {
    var all = ""
    for screen in Self.screens {
      for language in ["en", "zh-Hans"] {
        let ran = try shop.casebook(screen + ["--lang", language])
        all += ran.output + ran.error
      }
    }
    for format in ["csv", "jsonl"] {
      let file = shop.folder.path + "/export.\(format)"
      try? FileManager.default.removeItem(atPath: file)
      try #require(try shop.casebook("export", "--format", format, "--output", file).status == 0)
      all += try String(contentsOfFile: file, encoding: .utf8)
    }
    return Self.words.filter { all.contains($0) }
  }

  /// The words in the files of a home.
  private func stored(_ shop: Shop) throws -> [String] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: shop.home)
    return Self.words.filter { word in
      files.contains { name in
        let data = FileManager.default.contents(atPath: shop.home + "/" + name)
        return data?.firstRange(of: Data(word.utf8)) != nil
      }
    }
  }

  private func refuses(_ shop: Shop) throws {
    for line in [
      ["list"], ["show", "Li Na"], ["report"], ["note", "Li Na", "x", "--kind", "praise"],
      ["erase", "Li Na", "--dry-run"], ["done", "abcdef", "x"],
    ] {
      let ran = try shop.casebook(["employee"] + line)
      #expect(ran.status == 4, "\(line): \(ran.error)")
      #expect(Self.words.allSatisfy { !(ran.output + ran.error).contains($0) })
      let chinese = try shop.casebook(["employee"] + line + ["--lang", "zh-Hans"])
      #expect(chinese.status == 4 && chinese.error.contains("无此权限"), "\(chinese.error)")
    }
  }

  @Test func `a complaint about an employee is noted by the manager, and staff sees it on no screen`() throws
  {
    let office = try Office()
    let manager = try office.shop(role: "duty_manager")
    let staff = try office.shop()
    let hq = try office.shop("HQ", role: "admin")
    try staff.new(
      "--channel", "phone", "--narrative", "The cake was late", "--customer", "ZhangWeiXq", "--phone",
      "13812345678")
    for shop in [staff, manager] { try #require(try shop.casebook("sync").status == 0) }
    let story = Story(shop: manager)
    try story.does("person add \"Li Na\" --alias 李娜")
    try story.does("employee note 李娜 \"zzlatezz and rude\" --kind complaint --case 1")
    let coaching = try manager.json(
      "employee", "note", "Li Na", "迟到很久，谈话一次", "--kind", "辅导", "--due", "tomorrow")
    #expect(coaching["employee"] as? String == "Li Na" && coaching["known"] as? Bool == true)
    try story.does("employee note \"Wang Wei\" zzpraisezz --kind praise")
    for _ in 0..<2 {
      for shop in [manager, staff, hq] { try #require(try shop.casebook("sync").status == 0) }
    }
    // Who leads reads all of it.
    for shop in [manager, hq] {
      let all = try shop.array("employee", "list")
      #expect(all.count == 3)
      #expect(all.map { $0["employee"] as? String } == ["Wang Wei", "Li Na", "Li Na"])
    }
    let page = try manager.json("employee", "show", "Li Na")
    #expect((page["counts"] as? [String: Int])?["complaint"] == 1)
    let records = try #require(page["records"] as? [[String: Any]])
    #expect(
      records.compactMap { $0["case"] as? String } == [try #require(staff.list()[0]["number"] as? String)])
    #expect(records.map { $0["open"] as? Bool } == [true, false])
    let chinese = try manager.casebook("employee", "show", "李娜", "--lang", "zh-Hans").output
    #expect(chinese.contains("被投诉 1") && chinese.contains("辅导 1") && chinese.contains("zzlatezz"))
    // The desk of the staff has none of it, and shows none of it.
    #expect(try stored(staff).isEmpty)
    #expect(try seen(staff).isEmpty)
    try refuses(staff)
    // Nor do the other screens of those who may read it.
    #expect(try seen(manager).filter { $0 != "SH01/managers" }.isEmpty)
    // It is looked at again, counted, taken back.
    let name = try #require(coaching["name"] as? String)
    try story.does("employee done \(name) \"Greets by name now\" --author Zhou")
    try story.refuses("employee done \(name) \"\"", saying: "empty", status: 2)
    #expect(try manager.array("employee", "list", "--open").isEmpty)
    let report = try manager.json("employee", "report")
    let rows = try #require(report["employees"] as? [[String: Any]])
    #expect(rows.map { $0["employee"] as? String } == ["Li Na", "Wang Wei"])
    #expect(rows.map { $0["coaching"] as? Int } == [1, 0] && rows.map { $0["praise"] as? Int } == [0, 1])
    let praise = try #require(try manager.array("employee", "list", "--kind", "praise").first)
    try story.does("employee withdraw \(praise["name"] as? String ?? "") --reason \"It was somebody else\"")
    #expect(try manager.array("employee", "list").count == 2)
    #expect(try manager.array("employee", "list", "--all").count == 3)
  }

  @Test func `at a shared computer it is shown to whoever is signed in as a manager, and to no clerk`() throws
  {
    let office = try Office()
    let shop = try office.shop(role: "duty_manager")
    let story = Story(shop: shop)
    try story.does("person add 王芳 --role duty_manager")
    try story.does("person add \"Li Na\"")
    try shop.new("--channel", "phone", "--narrative", "The cake was late")
    try story.does("employee note \"Li Na\" zzlatezz --kind complaint --case 1")
    let pin = try shop.file("pin", "2468\n")
    try story.does("person pin 王芳 --new-pin-file \(pin)")
    // Nobody is signed in: a clerk.
    try refuses(shop)
    #expect(try seen(shop).isEmpty)
    try story.does("as \"Li Na\"")
    try refuses(shop)
    #expect(try seen(shop).isEmpty)
    try story.does("as 王芳 --pin-file \(pin)")
    #expect(try shop.array("employee", "list").map { $0["text"] as? String } == ["zzlatezz"])
    try story.does("as --end")
    try refuses(shop)
  }

  @Test
  func `what is to be looked at again stands in due and next for who leads, without its words, for no clerk`()
    throws
  {
    let office = try Office()
    let shop = try office.shop(role: "duty_manager")
    let story = Story(shop: shop)
    try story.does("person add 王芳 --role duty_manager")
    try shop.new("--channel", "phone", "--narrative", "The cake was late")
    try story.does("employee note \"Li Na\" zzlatezz --kind coaching --due tomorrow --case 1")
    try story.does("employee note \"Li Na\" zzpraisezz --kind praise --case 1")
    func rechecks() throws -> [[String: Any]] {
      let next = try shop.json("next", "1")["deadlines"] as? [[String: Any]] ?? []
      return try (shop.array("due") + next).filter { $0["look_again"] as? Bool == true }
    }
    #expect(try rechecks().map { $0["what"] as? String } == ["Li Na", "Li Na"])
    let shown = try shop.casebook("due", "--lang", "zh-Hans").output
    #expect(shown.contains("辅导") && shown.contains("复查“Li Na”"), "\(shown)")
    #expect(try seen(shop).filter { $0 != "SH01/managers" }.isEmpty)
    // Nobody is signed in: a clerk.
    let pin = try shop.file("pin", "2468\n")
    try story.does("person pin 王芳 --new-pin-file \(pin)")
    #expect(try rechecks().isEmpty)
    try story.does("as 王芳 --pin-file \(pin)")
    let name = try #require(try shop.array("due").compactMap { $0["employee_record"] as? String }.first)
    try story.does("employee done \(name) \"Greets by name now\"")
    #expect(try rechecks().isEmpty)
  }

  @Test func `what was said of an employee is erased by an administrator, after a look and a yes`() throws {
    let office = try Office()
    let manager = try office.shop(role: "duty_manager")
    let hq = try office.shop("HQ", role: "admin")
    let story = Story(shop: manager)
    // One before they were laid down, one after; and of somebody else.
    try story.does("employee note \"Li Na\" zzlatezz --kind complaint")
    try story.does("person add \"Li Na\" --alias 李娜")
    try story.does("employee note 李娜 zzpraisezz --kind praise")
    try story.does("employee note \"Wang Wei\" stays --kind praise")
    for shop in [manager, hq] { try #require(try shop.casebook("sync").status == 0) }
    try story.refuses(
      "employee erase \"Li Na\" --reason asked --yes", saying: "does not allow", status: 4)
    let look = try hq.json("employee", "erase", "李娜", "--branch", "SH01", "--dry-run")
    #expect(look["records"] as? Int == 2 && look["names"] as? [String] == ["Li Na"])
    let unasked = try hq.casebook("employee", "erase", "Li Na", "--reason", "left")
    #expect(unasked.status == 2 && unasked.error.contains("--yes"))
    let told = try hq.casebook(
      "employee", "erase", "Li Na", "--reason", "本人要求", "--yes", "--lang", "zh-Hans")
    #expect(told.status == 0 && told.error.contains("不在清除之列"), "\(told.error)")
    for _ in 0..<2 {
      for shop in [hq, manager] { try #require(try shop.casebook("sync").status == 0) }
    }
    for shop in [hq, manager] {
      #expect(try stored(shop).filter { $0 != "SH01/managers" }.isEmpty)
      let left = try shop.array("employee", "list")
      #expect(left.map { $0["text"] as? String } == ["stays", nil, nil])
      #expect(left.map { $0["kind"] as? String } == ["praise", "praise", "complaint"])
    }
    #expect(try hq.array("erase", "status").allSatisfy { ($0["waiting"] as? [Any])?.isEmpty == true })
  }

  @Test func `what a command of these is given wrong is told, and nothing is saved`() throws {
    let office = try Office()
    let shop = try office.shop(role: "duty_manager")
    let story = Story(shop: shop)
    try story.refuses("employee note \" \" x --kind praise", saying: "name is empty", status: 2)
    try story.refuses("employee note \"Li Na\" \" \" --kind praise", saying: "empty", status: 2)
    try story.refuses("employee note \"Li Na\" x --kind nonsense", saying: "nonsense", status: 2)
    try story.refuses("employee note \"Li Na\" x --kind praise --branch SH02", saying: "SH02", status: 3)
    try story.refuses("employee show Nobody", saying: "Nobody", status: 3)
    try story.refuses("employee done abcdef x", saying: "abcdef", status: 3)
    try story.refuses("employee report --period nonsense", saying: "nonsense", status: 2)
    #expect(try shop.array("employee", "list").isEmpty)
  }

  @Test
  func `whoever a record is about takes nothing of it back, and head office sees what a manager took back`()
    throws
  {
    let office = try Office()
    let manager = try office.shop(role: "duty_manager")
    let hq = try office.shop("HQ", role: "admin")
    for shop in [manager, hq] { try #require(try shop.casebook("sync").status == 0) }
    let (story, head) = (Story(shop: manager), Story(shop: hq))
    try story.does("person add Wangfang --role duty_manager --alias 王芳")
    for shop in [manager, hq] { try #require(try shop.casebook("sync").status == 0) }
    try head.does("employee note 王芳 zzlatezz --kind complaint --branch SH01")
    for shop in [hq, manager] { try #require(try shop.casebook("sync").status == 0) }
    let record = try #require(try manager.array("employee", "list").first?["name"] as? String)
    for author in ["王芳", "wangfang"] {
      for line in ["withdraw \(record) --reason untrue", "done \(record) settled"] {
        try story.refuses("employee \(line) --author \(author)", saying: "not theirs", status: 4)
      }
    }
    try story.does("employee withdraw \(record) --reason \"somebody else\" --author Zhou")
    for shop in [manager, hq] { try #require(try shop.casebook("sync").status == 0) }
    let seen = try hq.array("employee", "list")
    #expect(seen.map { $0["withdrawn_by"] as? String } == ["Zhou"])
    #expect(try manager.array("employee", "list").isEmpty)
    let rows = try hq.json("employee", "report")["employees"] as? [[String: Any]]
    #expect(rows?.first?["withdrawn_complaints"] as? Int == 1 && rows?.first?["complaint"] as? Int == 0)
    #expect(try hq.casebook("news", "--keep").output.contains("withdrawn by Zhou"))
  }

  @Test func `an erasure that would take others' records with it says so, and is refused without a word`()
    throws
  {
    let office = try Office(branches: ["SH01"])
    let manager = try office.shop("SH01", role: "duty_manager")
    let admin = try office.shop("HQ", role: "admin")
    for name in ["Zhao Wei", "Zhaowei"] {
      try #require(
        try manager.casebook("employee", "note", name, "Was kind", "--kind", "praise").status == 0)
    }
    for shop in [manager, admin] { try #require(try shop.casebook("sync").status == 0) }
    let dry = try admin.json("employee", "erase", "Zhao Wei", "--branch", "SH01", "--dry-run")
    #expect(dry["namesakes"] as? [String] == ["Zhaowei"] && dry["records"] as? Int == 1)
    let words = ["employee", "erase", "Zhao Wei", "--branch", "SH01", "--reason", "left", "--yes"]
    let refused = try admin.casebook(words + ["--json"])
    #expect(refused.status == 6)
    #expect(try refused.errorObject()["error"] as? String == "namesakes")
    #expect(try admin.casebook(words + ["--namesakes"]).status == 0)
  }
}
