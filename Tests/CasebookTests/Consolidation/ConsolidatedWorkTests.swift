import Foundation
import Testing

/// What else `casebook consolidate` brings up: spikes, studies to write, tasks and texts whose day has come.
@Suite("Consolidation of spikes, studies, tasks and texts")
struct ConsolidatedWorkTests {
  private func head(_ branches: String...) throws -> (office: Office, shop: Shop) {
    let office = try Office(branches: branches)
    return (office, try office.shop("HQ", role: "head_office"))
  }

  private func items(_ shop: Shop, _ kind: String, _ arguments: String...) throws -> [[String: Any]] {
    let ran = try shop.casebook(["consolidate", "--kind", kind, "--json"] + arguments)
    try #require(ran.status == 0, "\(ran.error)")
    return try #require(try ran.object()["items"] as? [[String: Any]])
  }

  private func carryOut(_ shop: Shop, _ item: [String: Any]?, _ act: String, _ more: String...) throws {
    let id = try #require(item?["id"] as? String)
    let ran = try shop.casebook(["consolidate", "--do", "\(id)=\(act)"] + more)
    try #require(ran.status == 0, "\(act): \(ran.error)")
  }

  /// Cases that were confirmed and reviewed, with the same cause; of the second the review says what to copy.
  private func reviewed(_ count: Int, by shop: Shop) throws -> (story: Story, cases: [String]) {
    let story = Story(shop: shop)
    var cases: [String] = []
    for place in 1...count {
      let number = try shop.new("--channel", "phone", "--narrative", "A crushed box, story \(place)")
      cases.append(number)
      try story.confirm(number)
      let copied = place == 2 ? " --replicable \"Weigh every box\"" : ""
      try story.does("review \(number) --root-cause supplier --lesson \"Look at the boxes\"" + copied)
    }
    return (story, cases)
  }

  private func rules(_ shop: Shop) throws -> [[String]: String] {
    var rules: [[String]: String] = [:]
    for item in try items(shop, "promotions") {
      let number = try #require((item["case"] as? [String: Any])?["number"] as? String)
      rules[try #require(item["why"] as? [String])] = number
    }
    return rules
  }

  @Test func `cases worth a study come up by named rules, not again when passed over, and when more is said`()
    throws
  {
    let (office, shop) = try head()
    defer { withExtendedLifetime(office) {} }
    let (story, cases) = try reviewed(3, by: shop)
    let found = try rules(shop)
    #expect(found[["replicable"]] == cases[1] && found[["repeated_cause"]] == cases[2] && found.count == 2)
    let cause = try #require(try items(shop, "promotions").last?["cause"] as? [String: Any])
    #expect(cause["cases"] as? Int == 3 && cause["root_cause"] as? String == "supplier")
    let told = try shop.casebook("consolidate", "--lang", "zh-Hans")
    #expect(told.output.contains("90 天内同一原因 3 单") && told.output.contains("复盘写有可复制经验"), "\(told.output)")
    for item in try items(shop, "promotions") { try carryOut(shop, item, "dismiss") }
    #expect(try items(shop, "promotions").isEmpty)
    // What was edited since: its severity.
    try story.does("edit \(cases[0]) --severity severe")
    try story.does("edit \(cases[1]) --severity severe")
    #expect(
      try rules(shop) == [["severe_made_good"]: cases[0], ["severe_made_good", "replicable"]: cases[1]])
    // A study that names it settles it, and the cause with it.
    let item = try #require(
      try items(shop, "promotions").first { $0["why"] as? [String] == ["severe_made_good"] })
    let byProgram = try shop.casebook("consolidate", "--do", "\(item["id"] as? String ?? "")=promote")
    #expect(byProgram.status == 6 && byProgram.error.contains("casebook promote \(cases[0])"), "\(byProgram)")
    try story.does("promote \(cases[0]) --yes")
    #expect(Set(try rules(shop).values) == [cases[1]])
    let again = try items(shop, "promotions", "--again")
    #expect(again.allSatisfy { $0["why"] as? [String] != ["repeated_cause"] })
    let twice = try shop.casebook("promote", cases[0], "--dry-run")
    #expect(twice.status == 0 && twice.error.contains("written of this case before"), "\(twice.error)")
    try story.does("delete \(cases[1]) --reason x")
    #expect(try shop.casebook("promote", cases[1], "--dry-run").status == 6)
    #expect(try items(shop, "promotions").isEmpty)
  }

  @Test
  func `so does one whose customer was turned round, and a severe one whose customer was not satisfied`()
    throws
  {
    let (office, shop) = try head()
    defer { withExtendedLifetime(office) {} }
    let story = Story(shop: shop)
    let numbers = try ["cold soup", "cold tea"].map {
      try shop.new("--channel", "phone", "--narrative", $0)
    }
    for number in numbers {
      try story.assess("minor", "product_quality", "third_party", need: "fact", of: number)
      try story.propose("Money back", "--remedy refund:20", for: number)
      try story.does("accept \(number) --how phone")
      try story.does("execute \(number) --contact \"Li Na\" --commit \"Refund sent\" --due today")
      try story.does("resolve \(number) --done")
    }
    try story.does("callback \(numbers[0]) --solved no --satisfaction 1 --commit \"Visit\" --due today")
    try story.does("resolve \(numbers[0]) --done")
    try story.does("callback \(numbers[0]) --solved yes --satisfaction 5")
    try story.does("callback \(numbers[1]) --solved yes --satisfaction 3")
    for (number, cause) in zip(numbers, ["supplier", "process_gap"]) {
      try story.does("review \(number) --root-cause \(cause) --lesson \"Heard out\"")
    }
    try story.does("edit \(numbers[1]) --severity severe")
    #expect(try rules(shop) == [["turned_round"]: numbers[0], ["severe"]: numbers[1]])
    let told = try shop.casebook("consolidate")
    #expect(told.output.contains("satisfaction went from 1 to 5"), "\(told.output)")
    // At a terminal p shows what goes and writes the study.
    let removals = try shop.json("promote", numbers[0], "--dry-run")["removals"] as? [Any] ?? []
    let terminal = try Terminal(shop, "consolidate", "--kind", "promotions")
    try terminal.wait(for: "stop › ")
    terminal.type("p")
    for _ in removals { try terminal.answer("q stops › ", "") }
    try terminal.wait(for: "Save it so?")
    terminal.type("y\r")
    try terminal.wait(for: "was saved")
    try terminal.wait(for: "stop › ")
    terminal.type("u")
    try terminal.wait(for: "stays: casebook study edit")
    try terminal.wait(for: "stop › ")
    terminal.type("q")
    #expect(try terminal.ended() == 0)
    #expect(try shop.array("study", "list", "--all").count == 1)
    #expect(try items(shop, "promotions").count == 1)
  }

  @Test func `a week that stands out comes up, is not told twice, and comes back with more cases`() throws {
    let (office, shop) = try head()
    defer { withExtendedLifetime(office) {} }
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: "Asia/Shanghai"))
    let monday = try #require(calendar.dateInterval(of: .weekOfYear, for: Date())?.start)
    let format = ISO8601DateFormatter()
    format.formatOptions = [.withFullDate]
    format.timeZone = calendar.timeZone
    func week(_ back: Int) throws -> String {
      format.string(from: try #require(calendar.date(byAdding: .day, value: -7 * back, to: monday)))
    }
    var rows = ["id,day,class,product"]
    for back in 1...13 {
      for place in 0..<(back == 1 ? 14 : 2) {
        rows.append("\(back)-\(place),\(try week(back)),product_quality,Thin carton")
      }
    }
    let map = try shop.file(
      "map.yaml",
      """
      source: spikes
      key: [id]
      columns:
        id: external_id
        day: {field: logged_at, date: yyyy-MM-dd}
        class: problem_class
        product: product
      constants: {channel: phone, title: Crushed}
      """)
    let ran = try shop.casebook(
      "import", try shop.file("cases.csv", rows.joined(separator: "\n") + "\n"), "--map", map)
    try #require(ran.status == 0, "\(ran.error)")
    let found = try items(shop, "spikes")
    #expect(found.count == 1)
    let spike = try #require(found.first?["spike"] as? [String: Any])
    #expect(spike["week"] as? String == (try week(1)) && spike["cases"] as? Int == 14)
    #expect(spike["branch"] as? String == "HQ" && spike["product"] as? String == "Thin carton")
    let reported = try shop.casebook("report", "spikes", "--csv")
    #expect(reported.output.contains(try week(1)), "\(reported)")
    try carryOut(shop, found.first, "seen")
    #expect(try items(shop, "spikes").isEmpty)
    try shop.new(
      "--channel", "phone", "--narrative", "late", "--logged-at", try week(1), "--class", "product_quality",
      "--product", "thin CARTON")
    let more = try items(shop, "spikes")
    #expect((more.first?["spike"] as? [String: Any])?["cases"] as? Int == 15)
    #expect(more.first?["id"] as? String == found.first?["id"] as? String)
  }

  @Test func `a task that is late comes up, and again when it has another date that passes`() throws {
    let (office, shop) = try head()
    defer { withExtendedLifetime(office) {} }
    let story = Story(shop: shop)
    func inSeconds(_ seconds: Double) -> String {
      ISO8601DateFormatter().string(from: Date().addingTimeInterval(seconds))
    }
    func late() throws -> [String: Any]? {
      var found: [[String: Any]] = []
      _ = try waitUntil(within: 120) {
        found = try items(shop, "overdue")
        return !found.isEmpty
      }
      return found.first
    }
    try shop.new("--channel", "phone", "--narrative", "A crushed box")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.does("task add 1 \"Thicker boxes\" --owner 王伟 --due \(inSeconds(20))")
    let item = try #require(try late())
    #expect((item["task"] as? [String: Any])?["what"] as? String == "Thicker boxes")
    #expect(item["why"] as? [String] == ["late"])
    try carryOut(shop, item, "seen")
    #expect(try items(shop, "overdue").isEmpty)
    try story.does("task change 1 --due \(inSeconds(20))")
    #expect(try late()?["id"] as? String == item["id"] as? String)
    try story.does("task done 1 --look-again today")
    #expect(try items(shop, "overdue").isEmpty && items(shop, "look_again").isEmpty, "the day is not over")
  }

  @Test func `an article whose day has come is right for some months more, and that is taken back`() throws {
    let (office, shop) = try head()
    defer { withExtendedLifetime(office) {} }
    let id = try #require(
      try shop.json(
        "article", "new", "--title", "Refunds", "--kind", "faq", "--body", "Look at the card.",
        "--look-again",
        "today")["id"] as? String)
    #expect(try shop.casebook("article", "publish", id, "--as", "refunds").status == 0)
    let before = try #require(try shop.json("article", "show", "refunds")["look_again"] as? String)
    let item = try #require(try items(shop, "look_again").first)
    #expect((item["knowledge"] as? [String: Any])?["id"] as? String == "refunds")
    try carryOut(shop, item, "keep", "--months", "3")
    #expect(try items(shop, "look_again").isEmpty)
    let after = try #require(try shop.json("article", "show", "refunds")["look_again"] as? String)
    #expect(after > before)
    #expect(try shop.json("consolidate", "--undo")["undone"] as? String == "keep")
    #expect(try shop.json("article", "show", "refunds")["look_again"] as? String == before)
    #expect(try items(shop, "look_again").first?["id"] as? String == item["id"] as? String)
    // What somebody has set since is theirs.
    try carryOut(shop, item, "keep")
    #expect(try shop.casebook("article", "edit", "refunds", "--look-again", "tomorrow").status == 0)
    let undone = try shop.casebook("consolidate", "--undo")
    #expect(undone.status == 0 && undone.error.contains("changed it since"), "\(undone.error)")
    #expect(try shop.json("article", "show", "refunds")["look_again"] as? String != before)
  }

  @Test func `a manuscript that waits comes up with its branch, and again when it was handed in again`()
    throws
  {
    let (office, shop) = try head("SH01")
    let branch = try office.shop("SH01")
    let id = try #require(
      try branch.json("article", "new", "--title", "Soup", "--kind", "faq", "--body", "Cook it again.")["id"]
        as? String)
    func sync(_ shops: Shop...) throws {
      for shop in shops { try #require(try shop.casebook("sync").status == 0) }
    }
    #expect(try branch.casebook("article", "submit", id).status == 0)
    try sync(branch, shop)
    let item = try #require(try items(shop, "manuscripts").first)
    #expect((item["knowledge"] as? [String: Any])?["branch"] as? String == "SH01")
    try carryOut(shop, item, "seen")
    #expect(try items(shop, "manuscripts").isEmpty)
    #expect(try shop.casebook("article", "return", id, "--reason", "which soup?").status == 0)
    try sync(shop, branch)
    // Handed in at another second.
    _ = waitUntil(within: 2) { false }
    #expect(try branch.casebook("article", "submit", id).status == 0)
    try sync(branch, shop)
    #expect(try items(shop, "manuscripts").first?["id"] as? String == item["id"] as? String)
    #expect(try shop.casebook("article", "publish", id, "--as", "soup").status == 0)
    #expect(try items(shop, "manuscripts", "--again").isEmpty)
  }
}
