import Foundation
import Testing

/// What somebody owes somebody, by the real program.
@Suite struct TaskTests {
  /// A case that has been assessed.
  private func assessed() throws -> Story {
    let story = Story(shop: try Shop())
    try story.shop.new("--channel", "phone", "--narrative", "The box was crushed", "--emotion", "upset")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    return story
  }

  private func inSeconds(_ seconds: Double) -> String {
    ISO8601DateFormatter().string(from: Date().addingTimeInterval(seconds))
  }

  @Test func `a question to the warehouse stands in due, next and the list until it is answered and done`()
    throws
  {
    let story = try assessed()
    let shop = story.shop
    try story.does(
      "task add 1 \"Is batch 12 still sold?\" --purpose 协办 --owner 仓库 --due tomorrow --why leaks")
    let open = try #require(try shop.array("task", "list").first)
    #expect(open["purpose"] as? String == "question" && open["owner"] as? String == "仓库")
    #expect(open["open"] as? Bool == true && open["late"] as? Bool == false)
    #expect(open["asked_by"] as? String == "Li Na", "whoever writes it down asks")
    let due = try shop.array("due").filter { $0["clock"] as? String == "task" }
    #expect(due.map { $0["what"] as? String } == ["Is batch 12 still sold?"])
    let next = try shop.casebook("next", "1").output
    #expect(next.contains("Tasks:") && next.contains("Is batch 12 still sold?  by "), "\(next)")
    try story.does("task answer 1 1 \"Taken off at nine\"")
    #expect(try shop.array("task", "list").first?["answer"] as? String == "Taken off at nine")
    try story.does("task done 1")
    #expect(try shop.array("task", "list").isEmpty)
    let all = try shop.array("task", "list", "--all")
    #expect(all.count == 1 && all[0]["done_at"] is String)
    let told = try shop.casebook("task", "list", "--all", "--lang", "zh-Hans").output
    #expect(told.contains("协办") && told.contains("→ Taken off at nine") && told.contains("✓ 已完成"), "\(told)")
    try story.refuses("task done 1 1", saying: "was done")
  }

  @Test func `an archived case's improvement is late on its day, and its case is not`() throws {
    let story = try assessed()
    let shop = story.shop
    try story.propose("A new one", "--remedy exchange")
    try story.does("accept 1 --how phone")
    try story.does("execute 1 --contact \"Li Na\" --commit \"New one sent\" --due today")
    try story.does("resolve 1 --done")
    try story.does("callback 1 --solved yes --satisfaction 5")
    try story.does("review 1 --root-cause supplier --lesson \"Look at the boxes\" --action \"Thicker boxes\"")
    try story.refuses("archive 1", saying: "owner of the task “Thicker boxes”")
    try story.does("task change 1 --owner 王伟 --due \(inSeconds(20))")
    try story.does("archive 1")
    var late: [[String: Any]] = []
    _ = try waitUntil(within: 120) {
      late = try shop.array("due", "--late").filter { $0["clock"] as? String == "task" }
      return !late.isEmpty
    }
    #expect(late.map { $0["owner"] as? String } == ["王伟"])
    #expect(try shop.array("list", "--overdue").isEmpty, "a task is between people")
    #expect(try shop.array("task", "list", "--late", "--owner", "王伟", "--purpose", "改进").count == 1)
    try story.does("task done 1 --look-again tomorrow")
    #expect(try shop.casebook("due").output.contains("Look again: “Thicker boxes” · 王伟"))
    let left = try shop.casebook("next", "1").output
    #expect(left.contains("Still to do") && left.contains("Look again: “Thicker boxes”"), "\(left)")
    try story.refuses("task look 1", saying: "what was found", status: 2)
    try story.does("task look 1 --found \"No crushed box\"")
    #expect(try !shop.casebook("next", "1").output.contains("Look again"))
    #expect(try shop.array("due").filter { $0["clock"] as? String == "task" }.isEmpty)
    let parts = try shop.json("report", "tasks")["parts"] as? [[String: Any]] ?? []
    #expect(
      parts.map { $0["part"] as? String } == ["people", "purposes", "branches", "effect", "suggestions"])
    let row = (parts.first?["rows"] as? [[String: Any]])?.first
    #expect(row?["owner"] as? String == "王伟" && row?["overdue"] as? Int == 0)
    let effect = (parts.dropLast().last?["rows"] as? [[String: Any]])?.first
    #expect(effect?["what"] as? String == "Thicker boxes" && effect?["class"] as? String == "product_quality")
  }

  @Test func `whatever the purpose, what is to be looked at again is due, and stands in next and the list`()
    throws
  {
    let story = try assessed()
    let shop = story.shop
    let purposes = ["improvement", "question", "training", "call", "follow_up", "suggestion", "senior"]
    for (at, purpose) in purposes.enumerated() {
      try story.does("task add 1 \"\(purpose) zz\" --purpose \(purpose) --owner Li --due tomorrow")
      try story.does("task done 1 \(at + 1) --answer yes --look-again tomorrow")
    }
    func whats(_ entries: [[String: Any]]) -> Set<String> {
      Set(entries.filter { $0["look_again"] as? Bool == true }.compactMap { $0["what"] as? String })
    }
    let all = Set(purposes.map { "\($0) zz" })
    #expect(try whats(shop.array("due")) == all)
    #expect(try whats(shop.json("next", "1")["deadlines"] as? [[String: Any]] ?? []) == all)
    #expect(try Set(shop.array("task", "list").compactMap { $0["what"] as? String }) == all)
  }

  @Test func `a day to look again that is set after a look asks for another look`() throws {
    let story = try assessed()
    try story.does("task add 1 \"Thicker boxes\" --owner Li --due tomorrow")
    try story.does("task done 1 1 --look-again today")
    try story.does("task look 1 1 --found \"Holds so far\"")
    #expect(try story.shop.array("task", "list").isEmpty)
    try story.does("task change 1 1 --owner Chen")
    #expect(try story.shop.array("task", "list").isEmpty, "another owner asks for no other look")
    try story.does("task change 1 1 --look-again tomorrow")
    let again = try #require(try story.shop.array("task", "list").first)
    #expect(again["looked_at"] as? String == nil && again["found"] as? String == "Holds so far", "\(again)")
    let due = try story.shop.array("due").filter { $0["clock"] as? String == "task" }
    #expect(due.map { $0["look_again"] as? Bool } == [true], "\(due)")
    try story.does("task look 1 1 --found \"Holds\"")
    #expect(try story.shop.array("task", "list").isEmpty)
  }

  @Test func `what is dropped says why, and nothing more is done to it`() throws {
    let story = try assessed()
    try story.does("task add 1 \"Call all buyers\" --purpose call --owner Li --due tomorrow")
    try story.refuses("task drop 1", saying: "reason", status: 2)
    try story.does("task drop 1 --reason \"Nobody bought it\"")
    try story.refuses("task done 1 1", saying: "Nobody bought it")
    try story.refuses("task change 1 1 --due tomorrow", saying: "was dropped")
    #expect(try story.shop.array("due").filter { $0["clock"] as? String == "task" }.isEmpty)
    #expect(try story.shop.array("task", "list", "1").first?["dropped"] as? String == "Nobody bought it")
  }

  @Test func `a task without words, owner or a later date is refused, in both languages`() throws {
    let story = try assessed()
    try story.refuses("task add 1 Call --due tomorrow", saying: "--owner", status: 2)
    try story.refuses("task add 1 Call --owner Li", saying: "--due", status: 2)
    try story.refuses("task add 1 Call --owner Li --due yesterday", saying: "is past", status: 2)
    let told = try story.shop.casebook("task", "add", "1", "打电话", "--due", "明天", "--lang", "zh-Hans")
    #expect(told.status == 2 && told.error.contains("谁来办"))
    #expect(try story.shop.array("task", "list").isEmpty)
    let help = try story.shop.casebook("task", "add", "--help", "--lang", "zh-Hans").output
    #expect(help.contains("请人在期限前办一件事"))
  }

  @Test func `one meeting reviews several cases: each gets what was learned, the action stands once`() throws
  {
    let story = Story(shop: try Shop())
    for at in ["1", "2", "3"] {
      try story.shop.new("--channel", "phone", "--narrative", "Crushed carton \(at)")
    }
    for at in ["1", "2"] { try story.confirm(at) }
    try story.refuses(
      "review 1 --cases 2,3 --root-cause supplier --lesson Weigh --minutes x", saying: "received")
    #expect(try story.status("1") == "confirmed", "all of them or none")
    try story.refuses("review 1 --cases 2", saying: "--minutes", status: 2)
    let ran = try story.shop.json(
      "review", "1", "--cases", "2，1", "--root-cause", "supplier", "--lesson", "Weigh the carton",
      "--minutes",
      "Li Na and Chen met", "--action", "Thicker cartons", "--owner", "Wang Wei", "--due", "tomorrow")
    #expect((ran["together"] as? [[String: Any]])?.count == 1)
    for at in ["1", "2"] {
      #expect(try story.status(at) == "reviewed")
      let review = try story.shop.timeline(at).first { $0["kind"] as? String == "review" }
      #expect(review?["minutes"] as? String == "Li Na and Chen met")
      #expect((review?["together"] as? [String: Any])?.count == 1)
    }
    #expect(try story.shop.array("task", "list").count == 1)
  }

  @Test func `a planned call that was made is a first response`() throws {
    let story = Story(shop: try Shop())
    try story.shop.new("--channel", "email", "--narrative", "Cold")
    func responded() throws -> Bool {
      try story.shop.array("due").allSatisfy { $0["clock"] as? String != "first_response" }
    }
    try story.does("task add 1 \"Call her\" --purpose call --owner \"Li Na\" --due tomorrow")
    #expect(try !responded(), "planned is not made")
    try story.does("task done 1 1 --answer \"Told that the refund is on its way\"")
    #expect(try responded())
  }
}
