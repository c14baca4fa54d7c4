import Foundation
import Testing

/// `casebook link`, `unlink`, `merge` and `unmerge` as people run them.
@Suite("Links and merged cases at the command line")
struct LinkTests {
  private static let stories = ["The soup was cold", "Nobody answered the telephone", "空调噪音太大"]

  private func shop() throws -> (shop: Shop, cases: [String]) {
    let shop = try Shop()
    return (shop, try Self.stories.map { try shop.new("--channel", "phone", "--narrative", $0) })
  }

  @discardableResult
  private func does(_ shop: Shop, _ arguments: String...) throws -> Program.Ran {
    let ran = try shop.casebook(arguments)
    try #require(ran.status == 0, "casebook \(arguments.joined(separator: " ")): \(ran.error)")
    return ran
  }

  private func links(_ shop: Shop, _ number: String) throws -> [[String: Any]] {
    try #require(try shop.json("show", number)["links"] as? [[String: Any]])
  }

  /// The numbers of the cases that count as one with a case; the one that stands for them.
  private func merged(_ shop: Shop, _ number: String) throws -> (cases: Set<String>, survivor: String?)? {
    guard let merged = try shop.json("show", number)["merged"] as? [String: Any] else { return nil }
    let cases = try #require(merged["cases"] as? [[String: Any]])
    return (Set(cases.compactMap { $0["number"] as? String }), merged["survivor"] as? String)
  }

  /// The cases that a report counts, and the duplicates that it does not.
  private func counted(_ shop: Shop) throws -> [Int] {
    let report = try shop.json("report", "overview")
    return try [#require(report["cases"] as? Int), #require(report["duplicates"] as? Int)]
  }

  @Test func `what a case has to do with another is told at both, and taken back from either`() throws {
    let (shop, cases) = try shop()
    let made = try shop.json("link", cases[0], "repeat_of", cases[1], "--reason", "the same table")
    #expect(made["cases"] as? [String] == [cases[0]] && made["other"] as? String == cases[1])
    #expect(made["link"] as? String == "repeat_of")
    let record = try #require((made["links"] as? [String])?.first)
    let here = try #require(try links(shop, cases[0]).first)
    #expect(here["direction"] as? String == "to" && here["other"] as? String == cases[1])
    #expect(here["reason"] as? String == "the same table" && here["record"] as? String == record)
    let there = try #require(try links(shop, cases[1]).first)
    #expect(there["direction"] as? String == "from" && there["other"] as? String == cases[0])
    #expect(try does(shop, "show", cases[0]).output.contains("Repeat of: \(cases[1]) · the same table"))
    #expect(try does(shop, "show", cases[1], "--lang", "zh-Hans").output.contains("再次投诉见：\(cases[0])"))
    // Said once more, in the other language.
    let again = try does(shop, "link", cases[0], "再次投诉", cases[1], "--lang", "zh-Hans")
    #expect(again.error.contains("此前已登记"), "\(again.error)")
    #expect(try links(shop, cases[0]).count == 1)
    let ended = try shop.json("unlink", cases[1], cases[0], "--reason", "another customer")
    #expect(ended["case"] as? String == cases[1] && (ended["ended"] as? [Any])?.count == 1)
    for number in cases { #expect(try links(shop, number).isEmpty) }
    let history = try does(shop, "history", cases[0]).output
    #expect(history.contains("Other case: \(cases[1])"), "\(history)")
    let timeline = try does(shop, "show", cases[0]).output
    #expect(timeline.contains("Ended: another customer"), "\(timeline)")
    #expect(try shop.casebook("unlink", cases[0], cases[1]).status == 3)
    #expect(try shop.casebook("unlink", cases[0], cases[1], "--lang", "zh-Hans").error.contains("没有关联"))
  }

  @Test func `merged cases count as one complaint, in every figure, until they are unmerged`() throws {
    let (shop, cases) = try shop()
    #expect(try counted(shop) == [3, 0])
    let said = try does(shop, "merge", cases[0], cases[1], "into", cases[2]).error
    #expect(said.contains("casebook unmerge \(cases[0])"), "\(said)")
    let group = try #require(try merged(shop, cases[0]))
    #expect(group == (Set(cases), cases[2]))
    #expect(try counted(shop) == [1, 2])
    let flags = try shop.list().reduce(into: [String: [String]]()) {
      $0[$1["number"] as? String ?? ""] = $1["flags"] as? [String]
    }
    #expect(flags[cases[0]] == ["merged"] && flags[cases[2]] == [])
    #expect(try does(shop, "show", cases[0]).output.contains("Counts as: \(cases[2])"))
    #expect(try does(shop, "show", cases[0], "--lang", "zh-Hans").output.contains("并入：\(cases[2])"))
    #expect(try does(shop, "show", cases[2]).output.contains("The same complaint: \(cases[1])"))
    // Whoever handles the one that stands handles the others with it.
    #expect(try Set(shop.array("due").compactMap { $0["case"] as? String }) == [cases[2]])
    let back = try shop.json("unmerge", cases[0], "--reason", "two tables after all")
    #expect((back["ended"] as? [[String: Any]])?.first?["other"] as? String == cases[2])
    #expect(try merged(shop, cases[0]) == nil && counted(shop) == [2, 1])
    // The one that stands is no duplicate: what was merged into it is named.
    let wrong = try shop.casebook("unmerge", cases[2])
    #expect(wrong.status == 6 && wrong.error.contains("casebook unmerge \(cases[1])"), "\(wrong.error)")
    let zh = try shop.casebook("unmerge", cases[0], "--lang", "zh-Hans")
    #expect(zh.status == 6 && zh.error.contains("没有并入其他工单"), "\(zh.error)")
  }

  @Test func `nobody merges a case into itself or into one that repeats it, whichever command says it`()
    throws
  {
    let (shop, cases) = try shop()
    #expect(try shop.casebook("merge", cases[0], cases[0]).status == 6)
    try does(shop, "merge", cases[0], "并入", cases[1], "--lang", "zh-Hans")
    try does(shop, "merge", cases[1], cases[2])
    let circle = try shop.casebook("merge", cases[2], "into", cases[0])
    #expect(circle.status == 6 && circle.error.contains("casebook unmerge \(cases[0])"), "\(circle.error)")
    let closed = try shop.casebook("withdraw", cases[2], "--as", "duplicate", "--of", cases[0])
    #expect(closed.status == 6, "\(closed.error)")
    #expect(try shop.casebook("edit", cases[1], "--duplicate-of", cases[0]).status == 6)
    let contradicted = try shop.casebook("link", cases[0], "not_duplicate_of", cases[2])
    #expect(contradicted.status == 6 && contradicted.error.contains("casebook unmerge"))
    // All of them or none.
    #expect(try shop.casebook("merge", cases[0], "99", "into", cases[2]).status == 3)
    #expect(try merged(shop, cases[0])?.survivor == cases[2])
    #expect(try links(shop, cases[0]).count == 1)
  }

  @Test func `two who merge two cases into each other are told so, and how one of them stands again`() throws
  {
    let office = try Office(branches: ["SH01"])
    let (one, other) = (try office.shop("SH01"), try office.shop("SH01"))
    let cases = try Self.stories.prefix(2).map { try one.new("--channel", "phone", "--narrative", $0) }
    for shop in [one, other] { try does(shop, "sync") }
    try does(one, "merge", cases[0], "into", cases[1])
    try does(other, "merge", cases[1], "into", cases[0])
    for shop in [one, other, one] { try does(shop, "sync") }
    for shop in [one, other] {
      #expect(try counted(shop) == [1, 1])
      // Wherever its lines end.
      let english = try does(shop, "show", cases[0]).output.filter { !$0.isWhitespace }
      #expect(english.contains("casebookunmerge\(cases[0])"), "\(english)")
      let chinese = try does(shop, "show", cases[1], "--lang", "zh-Hans").output.filter { !$0.isWhitespace }
      #expect(chinese.contains("互相并入") && chinese.contains("casebookunmerge\(cases[1])"), "\(chinese)")
    }
    try does(one, "unmerge", cases[0])
    #expect(try counted(one) == [1, 1])
    #expect(try merged(one, cases[1])?.survivor == cases[0])
    #expect(try !does(one, "show", cases[0]).output.contains("unmerge"))
  }

  @Test func `what is missing or no kind of link is said in both languages, with an example`() throws {
    let (shop, cases) = try shop()
    let alone = try shop.casebook("merge", cases[0])
    #expect(alone.status == 2 && alone.error.contains("casebook merge 7 into 12"), "\(alone.error)")
    let cousin = try shop.casebook("link", cases[0], "cousin", cases[1])
    #expect(cousin.status == 2 && cousin.error.contains("not_duplicate_of"), "\(cousin.error)")
    let zh = try shop.casebook("link", cases[0], "表亲", cases[1], "--lang", "zh-Hans")
    #expect(zh.status == 2 && zh.error.contains("没有“表亲”这种关联方式"), "\(zh.error)")
    #expect(try shop.casebook("link", cases[0], "related", cases[0]).status == 6)
    #expect(try shop.casebook("link", cases[0], "related", "99").status == 3)
  }

  @Test func `cases of two branches are merged by head office; each branch sees its own, and what it may`()
    throws
  {
    let office = try Office()
    let (here, there) = (try office.shop("SH01"), try office.shop("SH02"))
    let (head, auditor) = (try office.shop("HQ", role: "admin"), try office.shop("HQ", role: "auditor"))
    let one = try here.new("--channel", "phone", "--narrative", Self.stories[0])
    let other = try there.new("--channel", "phone", "--narrative", Self.stories[1])
    for shop in [here, there, head, auditor] { try does(shop, "sync") }
    #expect(try here.casebook("merge", one, "into", other).status == 3)
    #expect(try auditor.casebook("merge", one, "into", other).status == 4)
    try does(head, "merge", one, "into", other)
    for shop in [head, here, there, auditor] { try does(shop, "sync") }
    let group = try #require(try merged(auditor, one))
    #expect(group == ([one, other], other))
    // The branch is told that it counts elsewhere, and not where.
    let link = try #require(try links(here, one).first)
    #expect(link["other"] is NSNull && link["link"] as? String == "duplicate_of")
    #expect(try does(here, "show", one).output.contains("Counts as: a case of another branch"))
    #expect(try counted(here) == [0, 1] && counted(there) == [1, 0] && counted(head) == [1, 1])
    let store = try Data(contentsOf: URL(filePath: here.home + "/casebook.sqlite"))
    #expect(store.firstRange(of: Data(Self.stories[1].utf8)) == nil)
    // What head office said of two branches' cases it takes back, and no branch.
    #expect(try here.casebook("unmerge", one).status == 4)
    let told = try does(here, "next", one, "--lang", "zh-Hans").output
    #expect(told.contains("\(one) 已并入其他门店的工单"), "\(told)")
    try does(head, "unmerge", one)
    for shop in [head, here] { try does(shop, "sync") }
    #expect(try counted(head) == [2, 0] && counted(here) == [1, 0])
  }

  @Test func `an export says into which case one was merged`() throws {
    let (shop, cases) = try shop()
    try does(shop, "merge", cases[0], "into", cases[1])
    let id = try #require(try shop.json("show", cases[1])["id"] as? String)
    let lines = try does(shop, "export", "--format", "csv").output.split(whereSeparator: \.isNewline)
    #expect(lines.first?.hasSuffix("merged_into,updated_at") ?? false)
    for number in cases {
      let line = try #require(lines.first { $0.contains(",\(number),") })
      #expect(line.contains(",\(id),20") == (number == cases[0]), "\(line)")
    }
    let rows = try does(shop, "export", "--format", "jsonl").output.split(whereSeparator: \.isNewline)
    #expect(rows.count { $0.contains("\"merged_into\":\"\(id)\"") } == 1)
  }

  @Test func `next, why and every step on a merged case say first into which it went`() throws {
    let (shop, cases) = try shop()
    try does(shop, "merge", cases[0], "into", cases[1])
    let merged = "\(cases[0]) is merged into \(cases[1])"
    let next = try does(shop, "next", cases[0]).output
    #expect(next.contains(merged) && next.contains("casebook unmerge \(cases[0])"), "\(next)")
    #expect(try does(shop, "why", cases[0]).error.contains(merged))
    let json = try shop.json("next", cases[0])["merged_into"] as? [String: Any]
    #expect(json?["number"] as? String == cases[1])
    #expect(try shop.json("next", cases[1])["merged_into"] is NSNull)
    let told = try does(
      shop, "task", "add", cases[0], "Ask the kitchen", "--owner", "Kitchen", "--due", "tomorrow"
    ).error
    #expect(told.hasPrefix(merged), "\(told)")
    let zh = try does(shop, "assess", cases[0], "--severity", "minor", "--lang", "zh-Hans").error
    #expect(zh.contains("\(cases[0]) 已并入 \(cases[1])，"), "\(zh)")
    // What was promised there is told with the one that is handled.
    for command in ["next", "show"] {
      let told = try does(shop, command, cases[1]).output
      #expect(told.contains("\(cases[0]) Task: Ask the kitchen"), "\(command): \(told)")
    }
    let open = try shop.json("next", cases[1])["open_in_merged"] as? [[String: Any]]
    #expect(open?.first?["case"] as? String == cases[0])
  }

  @Test func `what weighs more goes into another case only when somebody says so, having read what counts`()
    throws
  {
    let shop = try Shop()
    let grave = try shop.new("--channel", "phone", "--narrative", Self.stories[0], "--severity", "severe")
    let light = try shop.new("--channel", "phone", "--narrative", Self.stories[1], "--severity", "minor")
    for command in [["merge", grave, light], ["link", grave, "duplicate_of", light]] {
      let refused = try shop.casebook(command)
      #expect(refused.status == 6, "\(refused.error)")
      #expect(refused.error.contains("severity severe, not minor"), "\(refused.error)")
      #expect(
        refused.error.contains("casebook merge \(light) into \(grave)") && refused.error.contains("--yes"))
    }
    #expect(try merged(shop, grave) == nil)
    let zh = try shop.casebook("merge", grave, light, "--lang", "zh-Hans")
    #expect(zh.error.contains("严重度为“严重”，对方为“轻微”"), "\(zh.error)")
    try does(shop, "merge", grave, light, "--yes")
    #expect(try merged(shop, grave)?.survivor == light)
    try does(shop, "unmerge", grave)
    // The other way round nobody asks.
    try does(shop, "merge", light, "into", grave)
    try does(shop, "unmerge", light)
    let urgent = try shop.new("--channel", "phone", "--narrative", Self.stories[2], "--severity", "minor")
    try does(shop, "edit", urgent, "--emergency", "yes")
    let refused = try shop.casebook("merge", urgent, "into", light)
    #expect(refused.status == 6 && refused.error.contains("emergency"), "\(refused.error)")
    let related = try does(shop, "link", urgent, "related", light)
    #expect(related.status == 0)
  }
}
