import Complaints
import Foundation
import Replica
import Testing
import Versioning

/// Samples, scores, surveys, policies and emergencies by the real program.
@Suite("Quality and head office's rules, by hand")
struct QualityTests {
  /// Twelve handled cases, of which Li Na handled every third.
  private func shop() throws -> Shop {
    let shop = try Shop()
    for number in 1...12 {
      let author = number % 3 == 0 ? "Li Na" : "Wang Wei"
      try shop.new("--channel", "phone", "--narrative", "Case \(number)", "--author", author)
      let ran = try shop.casebook("withdraw", "@last", "--reason", "settled", "--author", author)
      try #require(ran.status == 0, "\(ran.error)")
    }
    return shop
  }

  private func numbers(_ object: [String: Any]) -> [String] {
    (object["cases"] as? [[String: Any]])?.compactMap { $0["number"] as? String } ?? []
  }

  @Test func `a mark that no command writes counts in no average`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "x")
    for mark in ["4", "9223372036854775807", "9223372036854775807", "-1", "0"] {
      _ = try shop.store.write(author: "Scorer \(mark)") { session in
        try session.append(
          .score, to: try session.reader.found(number),
          [FieldEdit(FieldID(ScoreField.expression.number), .text(mark))])
      }
    }
    let averages = try shop.json("qc", "list", "--period", "this year")["averages"] as? [String: Any]
    #expect(averages?["expression"] as? String == "4.00")
  }

  @Test func `a sample can be drawn again, another seed draws another, and nobody draws their own`() throws {
    let shop = try shop()
    let draw = { (seed: String, count: String) in
      try shop.json("qc", "sample", "--period", "this year", "-n", count, "--seed", seed)
    }
    let first = try draw("十一月", "4")
    #expect(first["population"] as? Int == 12)
    let again = try draw("十一月", "4")
    #expect(numbers(first).count == 4 && numbers(again) == numbers(first))
    // More of it begins with the same ones.
    let more = try draw("十一月", "6")
    #expect(Array(numbers(more).prefix(4)) == numbers(first))
    let other = try draw("others", "6")
    #expect(numbers(other) != numbers(more))
    let all = try draw("x", "100")
    #expect(numbers(all).count == 8, "Li Na's four are left out")
    let others = try shop.json(
      "qc", "sample", "--period", "this year", "-n", "100", "--seed", "x", "--author", "Wang Wei")
    #expect(Set(numbers(others)).isDisjoint(with: numbers(all)) && numbers(others).count == 4)
    #expect(try shop.json("qc", "sample", "--period", "2001", "--seed", "x")["population"] as? Int == 0)
    #expect(try shop.casebook("qc", "sample", "--period", "soon", "--seed", "x").status == 2)
  }

  @Test
  func `scores: by who may, of others' cases, on the scale; averages and coaching notes in a list`() throws {
    let office = try Office()
    let shop = try office.shop()
    let manager = try office.shop(role: "duty_manager")
    let number = try shop.new("--channel", "phone", "--narrative", "Cold soup")
    for device in [shop, manager] { try #require(try device.casebook("sync").status == 0) }
    let marks = ["--expression", "4", "--problem-solving", "5", "--attitude", "2"]
    #expect(try shop.casebook(["qc", "score", number] + marks).status == 4)
    // Both are Li Na here: her own case.
    #expect(try manager.casebook(["qc", "score", number] + marks).status == 4)
    let scored = try manager.casebook(
      ["qc", "score", number, "--author", "Manager", "--outcome", "辅导", "--note", "Listen first"] + marks)
    #expect(scored.status == 0, "\(scored.error)")
    #expect(
      try manager.casebook(
        "qc", "score", number, "--expression", "6", "--problem-solving", "1", "--attitude", "1"
      )
      .status == 2)
    for device in [manager, shop] { try #require(try device.casebook("sync").status == 0) }
    let listed = try shop.json("qc", "list", "--period", "this year")
    #expect(
      listed["averages"] as? [String: String] == [
        "expression": "4.00", "problem_solving": "5.00", "attitude": "2.00",
      ])
    #expect((listed["scores"] as? [[String: Any]])?.first?["outcome"] as? String == "coaching")
    let page = try shop.casebook("qc", "list", "--period", "今年", "--lang", "zh-Hans").output
    #expect(page.contains("辅导") && page.contains("Listen first") && page.contains("平均"))
  }

  @Test
  func `answers to a survey go to their cases, once; rows that cannot are told with their line`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "Cold soup")
    let file = try shop.file(
      "answers.csv",
      """
      case,satisfaction,solved,comment,answered
      \(number),5,yes,"Quick, kind",2026-11-20
      \(number),不满意,no,,2026-11-21
      SH09-KT-20261122-001,5,yes,,2026-11-20
      \(number),9,yes,,2026-11-22
      \(number),,yes,nothing said,2026-11-23

      """)
    let tried = try shop.json("survey", file, "--dry-run")
    #expect(tried["imported"] as? Int == 2 && tried["dry_run"] as? Bool == true)
    #expect(try shop.timeline(number).isEmpty)
    let first = try shop.json("survey", file)
    #expect(first["imported"] as? Int == 2 && first["read"] as? Int == 5)
    #expect((first["rejected"] as? [[String: Any]])?.compactMap { $0["line"] as? Int } == [4, 5, 6])
    let again = try shop.json("survey", file)
    #expect(again["imported"] as? Int == 0 && again["unchanged"] as? Int == 2)
    let answers = try shop.timeline(number).filter { $0["kind"] as? String == "survey" }
    #expect(Set(answers.compactMap { $0["satisfaction"] as? String }) == ["5", "2"])
    let page = try shop.casebook("show", number, "--lang", "zh-Hans").output
    #expect(page.contains("非常满意") && page.contains("Quick, kind"))
  }

  @Test
  func `an answer that was put right below is taken, the one that could not be keeps none from its key`()
    throws
  {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "Cold soup")
    let file = try shop.file(
      "answers.csv",
      """
      case,satisfaction,solved,comment,answered
      \(number),9,yes,,2026-11-20
      \(number),5,yes,,2026-11-20
      \(number),,yes,,2026-11-21
      \(number),4,yes,,2026-11-21
      \(number),3,yes,,2026-11-21

      """)
    for options in [["--dry-run"], []] {
      let ran = try shop.casebook(["survey", file, "--json"] + options)
      let report = try ran.object()
      #expect(report["imported"] as? Int == 2 && report["read"] as? Int == 5, "\(ran.output)")
      let rejected = try #require(report["rejected"] as? [[String: Any]])
      #expect(rejected.map { $0["line"] as? Int } == [2, 4, 6])
      // One that was taken is the first of its key.
      #expect((rejected.last?["reason"] as? String)?.contains("5") == true)
    }
    let answers = try shop.timeline(number).filter { $0["kind"] as? String == "survey" }
    #expect(Set(answers.compactMap { $0["satisfaction"] as? String }) == ["5", "4"])
  }

  @Test func `who was not called back and answered a survey stands in the satisfaction report`() throws {
    let story = Story(shop: try Shop())
    let number = try story.shop.new("--channel", "phone", "--narrative", "Cold soup")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("New soup", "--remedy redo")
    try story.does("accept 1 --how phone")
    try story.does("execute 1 --contact Zhao --commit Served --due today")
    try story.does("resolve 1 --done")
    let file = try story.shop.file(
      "answers.csv", "case,satisfaction,solved,comment,answered\n\(number),4,,,2026-11-20\n")
    #expect(try story.shop.json("survey", file)["imported"] as? Int == 1)
    let parts = try #require(try story.shop.json("report", "satisfaction")["parts"] as? [[String: Any]])
    let answers = try #require(
      parts.first { $0["part"] as? String == "answers" }?["rows"] as? [[String: Any]])
    let counts = answers.map { "\($0["satisfaction"] as? String ?? ""):\($0["cases"] as? Int ?? -1)" }
    #expect(counts == ["5:0", "4:1", "3:0", "2:0", "1:0"])
  }

  @Test func `head office lays down a policy: the branch spends by it after its sync`() throws {
    let office = try Office()
    let shop = try office.shop()
    let head = try office.shop("HQ", role: "head_office")
    #expect(try shop.casebook("policy", "set", "--limit", "branch_staff/moderate=300").status == 4)
    #expect(try head.casebook("policy", "set", "--limit", "branch_staff/moderate=lots").status == 2)
    #expect(try head.casebook("policy", "set", "--limit", "店员/中度影响=300", "--from", "2001-01-01").status == 2)
    let set = try head.json(
      "policy", "set", "--limit", "店员/中度影响=300", "--term", "resolve/moderate=2h", "--note", "Trial")
    #expect(set["version"] as? Int == 1)
    for device in [head, shop] { try #require(try device.casebook("sync").status == 0) }
    #expect(try shop.json("policy", "show")["note"] as? String == "Trial")
    #expect(try shop.array("policy", "list").count == 2)
    let story = Story(shop: shop)
    try shop.new("--channel", "phone", "--narrative", "Cold soup")
    try story.assess("moderate", "product_quality", "internal_process", need: "fact")
    try story.propose("Refund", "--remedy refund:300")
    try story.does("accept 1 --how phone")
    let why = try #require(try shop.array("why", "1", "resolve").first?["reasons"] as? [String])
    #expect(why.contains("Policy version 1 says: 2 h"))
    let advice = try shop.casebook("progress", "1", "We refund 500 yuan")
    #expect(advice.status == 0 && advice.error.contains("500"))
    let within = try shop.casebook("progress", "1", "We refund 300 yuan at 15:00")
    #expect(!within.error.contains("300"))
  }

  @Test
  func
    `an emergency: the plan at once, and the case with its flag; without words or a terminal only the plan`()
    throws
  {
    let shop = try Shop()
    let plan = try shop.casebook("emergency")
    #expect(plan.status == 0 && plan.output.contains("120") && plan.error.contains("casebook emergency"))
    #expect(try shop.list().isEmpty)
    let logged = try shop.json("emergency", "A guest", "fainted")
    let number = try #require((logged["case"] as? [String: Any])?["number"] as? String)
    let found = try shop.json("show", number)
    #expect((found["flags"] as? [String])?.contains("emergency") ?? false)
    #expect(found["narrative"] as? String == "A guest fainted" && found["severity"] as? String == "severe")
    #expect((logged["phones"] as? [String])?.contains { $0.contains("120") } ?? false)
    #expect(try shop.casebook("emergency-plan", "--phone", "Me: 1").status == 4)
  }

  @Test func `the plan is that of the kind which the words name, in emergency, new and next`() throws {
    let shop = try Shop()
    let logged = try shop.json("emergency", "The fryer is on fire, smoke everywhere, a guest fainted")
    #expect(logged["kind"] as? String == "fire")
    let both = try shop.casebook("emergency", "smoke, and a guest fainted")
    #expect(both.output.contains("EMERGENCY  Fire or gas") && both.output.contains("119"))
    #expect(both.error.contains("casebook emergency-plan --kind illness"), "\(both.error)")
    let plain = try shop.json("emergency")
    #expect(plain["kind"] is NSNull && plain["case"] is NSNull)
    let asked = try shop.json("emergency", "--kind", "冲突")
    #expect(asked["kind"] as? String == "quarrel")
    // The plan comes whatever is wrong with the words.
    let wrong = try shop.casebook("emergency", "--kind", "flood")
    #expect(wrong.status == 2 && wrong.output.contains("120"))
    let next = try shop.json("next", "1")
    let plan = try #require(next["emergency_plan"] as? [String: Any])
    #expect(plan["kind"] as? String == "fire" && plan["steps"] as? [String] == logged["steps"] as? [String])
    let calm = try shop.new("--channel", "phone", "--narrative", "Rash after the cake, allergic")
    #expect(try shop.json("next", calm)["emergency_plan"] is NSNull, "nobody marked it as an emergency")
    let offered = try shop.casebook("new", "--channel", "phone", "--narrative", "allergic to the cake")
    #expect(offered.error.contains("casebook emergency-plan --kind allergy"), "\(offered.error)")
  }

  @Test func `a new case is received; late ones are listed and marked`() throws {
    let shop = try Shop()
    #expect(
      try shop.casebook("new", "--channel", "phone", "--narrative", "x", "--status", "resolved").status == 6)
    try shop.new("--channel", "phone", "--narrative", "old", "--logged-at", "2026-01-05 10:00")
    try shop.new("--channel", "phone", "--narrative", "new", "--status", "received")
    #expect(try shop.list("--overdue").map { $0["narrative"] as? String } == ["old"])
    #expect((try shop.json("show", "2")["flags"] as? [String]) == [])
    let old = try #require(try shop.list("--overdue").first?["number"] as? String)
    #expect((try shop.json("show", old)["flags"] as? [String]) == ["breached"])
  }
}
