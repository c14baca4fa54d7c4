import Foundation
import TestSupport
import Testing

/// `casebook training` as people run it.
@Suite("Training") struct TrainingTests {
  private static let quiz = """
    ? The soup is cold. What is done first?
    + Say sorry, and bring another one.
    - Explain that the kitchen is busy.
    - Ask the guest to wait.
    ! Feelings before facts.
    """

  private func does(_ shop: Shop, _ arguments: String...) throws -> Program.Ran {
    let ran = try shop.casebook(arguments)
    try #require(ran.status == 0, "casebook \(arguments.joined(separator: " ")): \(ran.error)")
    return ran
  }

  private func sync(_ shops: Shop...) throws { for shop in shops { _ = try does(shop, "sync") } }

  @Test func `head office lays it down, a branch owes it, reads it, and owes it again when it changes`()
    throws
  {
    let office = try Office(branches: ["SH01"])
    let (head, manager) = (
      try office.shop("HQ", role: "head_office"), try office.shop("SH01", role: "duty_manager")
    )
    let staff = try office.shop("SH01")
    _ = try does(manager, "person", "add", "Li Na")
    let made = try head.json(
      "training", "add", "refunds", "--title", "Refunds", "--topic", "policy", "--form", "reading", "--body",
      "# Cards\n\nLook at the **card**.", "--role", "branch_staff", "--due", "2099-12-31", "--again")
    #expect(made["id"] as? String == "refunds" && made["again"] as? Bool == true)
    #expect(made["roles"] as? [String] == ["branch_staff"] && made["branches"] as? [String] == [])
    try sync(manager, head, staff)
    let owed = try #require(try staff.array("training", "due").first)
    #expect(owed["id"] as? String == "refunds" && owed["due"] as? String == "2099-12-31")
    #expect(owed["person"] as? String == "Li Na" && owed["overdue"] as? Bool == false)
    let duty = try #require(try staff.array("due").first)
    #expect(duty["kind"] as? String == "course" && duty["training"] as? String == "refunds")
    #expect(duty["what"] as? String == "Refunds" && duty["case"] is NSNull)
    let read = try does(staff, "training", "read", "refunds")
    #expect(read.output.contains("Look at the card") && read.error.contains("Recorded"), "\(read)")
    #expect(try does(staff, "training", "read", "refunds").error.contains("before"))
    #expect(try staff.array("training", "due").isEmpty && staff.array("due").isEmpty)
    #expect(try staff.array("training", "log").count == 1, "to read it twice says nothing more")
    // Its text changes: whoever knew it owes it once more.
    _ = try does(head, "training", "edit", "refunds", "--body", "Ask for the receipt, too.")
    try sync(head, staff)
    let again = try #require(try staff.array("training", "due").first)
    #expect(again["current"] as? Bool == false && again["done_at"] as? String != nil)
    _ = try does(staff, "training", "read", "refunds")
    // Whom it is for is no new version.
    _ = try does(head, "training", "edit", "refunds", "--branch", "SH01")
    try sync(staff, head)
    let shown = try head.json("training", "show", "refunds", "--readers")
    let readers = try #require(shown["readers"] as? [[String: Any]])
    #expect(readers.map { $0["person"] as? String } == ["Li Na"])
    #expect(readers.first?["current"] as? Bool == true && readers.first?["owed"] as? Bool == false)
    #expect(try head.array("training", "due").isEmpty)
    let report = try head.json("report", "training")
    let people = try #require((report["parts"] as? [[String: Any]])?.first?["rows"] as? [[String: Any]])
    #expect(people.count == 1 && people[0]["branch"] as? String == "SH01")
    for (key, count) in ["assigned": 1, "done": 1, "read": 1, "passed": 0, "overdue": 0] {
      #expect(people[0][key] as? Int == count, "\(key)")
    }
    #expect(try head.casebook("report", "training", "--since", "2026-01-01").status == 2)
    _ = try does(head, "training", "retire", "refunds")
    try sync(head, staff)
    #expect(
      try staff.array("training", "list").isEmpty && staff.array("training", "list", "--all").count == 1)
  }

  @Test func `a branch lays down nothing, and what is half or there already is not saved`() throws {
    let office = try Office(branches: ["SH01"])
    let (head, staff) = (try office.shop("HQ", role: "admin"), try office.shop("SH01"))
    let words = ["--title", "Soup", "--topic", "情绪管理", "--body", "Hot."]
    func add(_ shop: Shop, _ key: String, _ more: [String]) throws -> Program.Ran {
      try shop.casebook(["training", "add", key] + words + more)
    }
    #expect(try add(staff, "soup", ["--form", "reading"]).status == 4)
    let empty = try add(head, "soup", ["--form", "quiz"])
    #expect(empty.status == 6 && empty.error.contains("needs questions"), "\(empty.error)")
    #expect(try head.array("training", "list", "--all").isEmpty)
    let half = try add(head, "soup", [])
    #expect(half.status == 2 && half.error.contains("--form"), "\(half.error)")
    let months = try add(head, "soup", ["--form", "reading", "--every", "0"])
    #expect(months.status == 2 && months.error.contains("120"), "\(months.error)")
    let article = try add(head, "soup", ["--form", "reading", "--article", "nowhere"])
    #expect(article.status == 3, "\(article.error)")
    #expect(try add(head, "soup", ["--form", "自学", "--every", "6"]).status == 0)
    #expect(try head.array("training", "list").first?["every_months"] as? Int == 6)
    #expect(try head.array("training", "list").first?["topic"] as? String == "composure")
    #expect(try add(head, "soup", ["--form", "reading"]).status == 6)
    #expect(try head.casebook("training", "show", "tea").status == 3)
    #expect(try head.casebook("training", "edit", "soup").status == 2)
    #expect(try head.casebook("training", "quiz", "soup").status == 6)
    let offered = try head.casebook(
      "---completion", "training", "read", "--", "positional@0", "3", "0", "casebook", "training", "read", "")
    #expect(offered.output.split(separator: "\n") == ["soup"], "the shell offers what there is: \(offered)")
    // What was laid down once is narrowed and widened again.
    #expect(
      try head.json("training", "edit", "soup", "--branch", "sh01")["branches"] as? [String] == ["SH01"])
    #expect(try head.json("training", "edit", "soup", "--branch=-SH01")["branches"] as? [String] == [])
  }

  @Test func `off a terminal a quiz prints its questions, takes letters, explains, and counts the last`()
    throws
  {
    let office = try Office(branches: [])
    let head = try office.shop("HQ", role: "head_office")
    let file = try head.file("quiz.txt", Self.quiz)
    _ = try does(
      head, "training", "add", "soup", "--title", "Soup", "--topic", "composure", "--form", "quiz",
      "--questions", file)
    let printed = try does(head, "training", "quiz", "soup")
    #expect(printed.output.contains("a) ") && printed.error.contains("--answers a"), "\(printed)")
    #expect(!printed.output.contains("Feelings"), "not before somebody answered")
    let asked = try head.json("training", "quiz", "soup")
    let question = try #require((asked["questions"] as? [[String: Any]])?.first)
    let answers = try #require(question["answers"] as? [[String: String]])
    #expect(answers.count == 3)
    #expect(try does(head, "training", "quiz", "soup").output == printed.output, "the same order each time")
    let right = try #require(answers.first { $0["text"]?.hasPrefix("Say sorry") ?? false }?["key"])
    let wrong = try #require(answers.first { $0["key"] != right }?["key"])
    let failed = try does(head, "training", "quiz", "soup", "--answers", wrong)
    #expect(
      failed.output.contains("Say sorry") && failed.output.contains("Feelings before facts"), "\(failed)")
    #expect(failed.error.contains("not passed"))
    #expect(try head.array("training", "due", "--mine").count == 1)
    let passed = try head.json("training", "quiz", "soup", "--answers", right)
    #expect(passed["passed"] as? Bool == true && passed["right"] as? Int == 1 && passed["of"] as? Int == 1)
    #expect(try head.array("training", "due", "--mine").isEmpty)
    #expect(Set(try head.array("training", "log").map { $0["right"] as? Int }) == [0, 1])
    for letters in ["a,b", "x", ""] {
      #expect(try head.casebook("training", "quiz", "soup", "--answers", letters).status == 2, "\(letters)")
    }
    #expect(try head.array("training", "log").count == 2, "nothing was recorded of those")
  }

  @Test func `at a terminal each question is asked, and who leaves has nothing recorded`() throws {
    let office = try Office(branches: [])
    let head = try office.shop("HQ", role: "head_office")
    _ = try does(
      head, "training", "add", "soup", "--title", "Soup", "--topic", "composure", "--form", "quiz",
      "--question",
      "The soup is cold.", "--better", "Bring another one.", "--usual", "Explain.", "--why", "Feelings first."
    )
    let left = try Terminal(head, "training", "quiz", "soup")
    try left.wait(for: "› ")
    left.type("\u{4}")
    #expect(try left.ended() == 1)
    #expect(try head.array("training", "log").isEmpty)
    let terminal = try Terminal(head, "training", "quiz", "soup")
    try terminal.wait(for: "› ")
    #expect(terminal.text.contains("1. The soup is cold."))
    terminal.type("z\r")
    try terminal.wait(for: "letter")
    let right = try #require(terminal.text.firstMatch(of: /([ab])\) Bring another/)?.1)
    try terminal.answer("› ", String(right))
    try terminal.wait(for: "passed")
    #expect(try terminal.ended() == 0, "\(terminal.text)")
    #expect(try head.array("training", "log").first?["right"] as? Int == 1)
  }

  @Test func `a question is made of a case study, and its article is read with it`() throws {
    let office = try Office(branches: [])
    let head = try office.shop("HQ", role: "head_office")
    let study = try #require(
      try head.json(
        "study", "new", "--title", "The thin carton", "--background", "Parcels arrived crushed.", "--usual",
        "Refund each.", "--better", "Stop the carton.", "--lesson", "Look for the cause.")["id"] as? String)
    _ = try does(head, "study", "publish", study, "--as", "carton", "--yes")
    _ = try does(
      head, "training", "add", "parcels", "--title", "Parcels", "--topic", "product_knowledge", "--form",
      "quiz",
      "--study", "carton", "--from-study", "carton")
    let shown = try head.json("training", "show", "parcels", "--questions")
    let quiz = try #require((shown["quiz"] as? [[String: Any]])?.first)
    #expect(quiz["better"] as? String == "Stop the carton." && quiz["wrong"] as? [String] == ["Refund each."])
    #expect(quiz["why"] as? String == "Look for the cause.")
    let read = try does(head, "training", "read", "parcels")
    #expect(read.output.contains("The thin carton") && read.output.contains("Stop the carton."))
    #expect(read.error.contains("training quiz parcels"))
    #expect(try head.array("training", "due", "--mine").count == 1, "a quiz is not done by reading")
    // Its material changes: that is another version.
    let before = try head.json("training", "show", "parcels")["version"] as? String
    _ = try does(head, "study", "edit", "carton", "--lesson", "Look for the cause at the third parcel.")
    #expect(try head.json("training", "show", "parcels")["version"] as? String != before)
  }

  @Test func `a drill is scored for those who lead, and the staff's device holds only that it was done`()
    throws
  {
    let office = try Office(branches: ["SH01"])
    let (admin, manager) = (
      try office.shop("HQ", role: "admin"), try office.shop("SH01", role: "duty_manager")
    )
    let staff = try office.shop("SH01")
    _ = try does(manager, "person", "add", "Li Na", "--alias", "李娜")
    _ = try does(
      admin, "training", "add", "fire", "--title", "Fire drill", "--topic", "situations", "--form", "drill",
      "--body", "Doors first.")
    try sync(manager, admin, staff, manager)
    let scores = ["--expression", "2", "--problem-solving", "3", "--attitude", "4"]
    func score(_ shop: Shop, _ more: [String]) throws -> Program.Ran {
      try shop.casebook(["training", "score", "李娜", "fire"] + scores + more)
    }
    #expect(try score(staff, ["--author", "Wang Fang"]).status == 4)
    #expect(try score(manager, []).status == 6, "nobody scores themselves")
    let more = ["--outcome", "coaching", "--note", "zzscorezz", "--due", "tomorrow", "--author", "Wang Fang"]
    let scored = try score(manager, more)
    #expect(scored.status == 0, "\(scored.error)")
    let page = try manager.json("employee", "show", "Li Na")
    let record = try #require((page["records"] as? [[String: Any]])?.first)
    #expect(record["kind"] as? String == "coaching" && record["open"] as? Bool == true)
    #expect(
      record["scores"] as? [String: String] == ["expression": "2", "problem_solving": "3", "attitude": "4"])
    try sync(manager, staff, admin)
    let log = try #require(try staff.array("training", "log").first)
    #expect(log["what"] as? String == "took_part" && log["person"] as? String == "Li Na")
    #expect(try staff.array("training", "due").isEmpty)
    for file in try FileManager.default.subpathsOfDirectory(atPath: staff.home) {
      let data = FileManager.default.contents(atPath: staff.home + "/" + file)
      #expect(data?.firstRange(of: Data("zzscorezz".utf8)) == nil, "\(file)")
    }
    let reach = try admin.json("employee", "erase", "Li Na", "--branch", "SH01", "--dry-run")
    #expect(reach["records"] as? Int == 2, "what was said, and what was learnt")
  }

  @Test func `who took part is recorded for oneself, for others by who leads, and once for each`() throws {
    let office = try Office(branches: ["SH01"])
    let (head, manager) = (
      try office.shop("HQ", role: "head_office"), try office.shop("SH01", role: "duty_manager")
    )
    let staff = try office.shop("SH01")
    _ = try does(manager, "person", "add", "Wang Fang", "--alias", "王芳")
    _ = try does(
      head, "training", "add", "tea", "--title", "Tea", "--topic", "product_knowledge", "--form", "seminar")
    try sync(manager, head, staff, manager)
    #expect(try staff.casebook("training", "record", "tea", "--person", "Wang Fang").status == 4)
    #expect(try staff.casebook("training", "record").status == 2)
    #expect(try staff.casebook("training", "record", "tea", "--title", "Tea").status == 2)
    let own = try staff.json("training", "record", "--title", "Tea at home", "--at", "2026-01-05")
    #expect(own["people"] as? [String] == ["Li Na"] && own["at"] as? String == "2026-01-05")
    let both = try manager.json("training", "record", "tea", "--person", "王芳", "--person", "Wang Fang")
    #expect(both["people"] as? [String] == ["Wang Fang"])
    #expect(try manager.casebook("training", "record", "tea", "--person", "Nobody").status == 3)
    #expect(try manager.casebook("training", "record", "tea", "--at", "2099-01-01").status == 2)
    try sync(staff, manager, head)
    #expect(try head.array("training", "log", "--person", "王芳", "--branch", "SH01").count == 1)
    // Head office held the seminar, and records who of the branch was there.
    let there = try head.json("training", "record", "tea", "--branch", "SH01", "--person", "Wang Fang")
    #expect(there["people"] as? [String] == ["Wang Fang"])
    try sync(head, manager)
    let log = try manager.array("training", "log", "--branch", "SH01")
    #expect(log.count == 3 && log.allSatisfy { $0["branch"] as? String == "SH01" })
  }

  @Test func `colleagues rate a tip with one voice each, and head office makes an article of it`() throws {
    let office = try Office(branches: ["SH01", "SH02"])
    let head = try office.shop("HQ", role: "head_office")
    let (staff, other) = (try office.shop("SH01"), try office.shop("SH02"))
    let id = try #require(
      try staff.json("training", "tip", "先递一杯水。双方都会慢下来。")["id"] as? String)
    #expect(try staff.casebook("training", "rate", id).status == 6, "not one's own")
    for (author, more, yes, no) in [
      ("Wang Fang", [], 1, 0), ("Wang Fang", ["--no"], 0, 1), ("Zhao Li", [], 1, 1), ("Wang Fang", [], 2, 0),
    ] as [(String, [String], Int, Int)] {
      let ran = try staff.casebook(["training", "rate", id, "--author", author, "--json"] + more)
      try #require(ran.status == 0, "\(ran.error)")
      let counted = try ran.object()
      #expect(counted["helped"] as? Int == yes && counted["not_helped"] as? Int == no, "\(author) \(more)")
    }
    #expect(try staff.casebook("training", "adopt", id).status == 4)
    #expect(try staff.array("article", "list", "--all").isEmpty, "a tip is no article yet")
    try sync(staff, head, other)
    #expect(try other.array("training", "tips").isEmpty)
    let tip = try #require(try head.array("training", "tips").first)
    #expect(tip["helped"] as? Int == 2 && tip["author"] as? String == "Li Na")
    let article = try head.json("training", "adopt", id)
    #expect(article["title"] as? String == "先递一杯水" && article["language"] as? String == "zh_hans")
    #expect(article["stage"] as? String == "submitted")
    _ = try does(head, "article", "publish", id, "--as", "water-first", "--yes")
    try sync(head, other)
    let published = try other.json("article", "show", "water-first")
    #expect(published["body"] as? String == "先递一杯水。双方都会慢下来。")
    #expect(try head.array("training", "tips").isEmpty)
  }
}
