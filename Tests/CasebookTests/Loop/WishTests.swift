import Foundation
import Testing

/// What the customer wants is seen where it is decided, and what is said to the customer is looked at.
@Suite struct WishTests {
  private let proposal =
    "--remedy refund:800 --remedy written_apology --steps \"Back by card\" --time \"2 hours\" "
    + "--pros \"Done today\" --cons \"Takes a visit\" --guarantee \"Else the money back\""

  private func assessed(_ shop: Shop) throws -> Story {
    let story = Story(shop: shop)
    try shop.new(
      "--channel", "chat", "--narrative", "箱子压坏了", "--emotion", "upset", "--customer-name", "王芳",
      "--expectation", "周三前要到新箱", "--remedy-sought", "换货")
    try story.assess("severe", "product_quality", "internal_process", need: "fact")
    return story
  }

  @Test func `next shows what the customer wants until something is agreed, and an apology at once`() throws {
    let shop = try Shop()
    try shop.new(
      "--channel", "chat", "--narrative", "箱子压坏了", "--emotion", "upset", "--expectation", "周三前要到新箱")
    let story = Story(shop: shop)
    func stages(_ reference: String) throws -> [String?] {
      let phrases = try shop.json("next", reference, "--lang", "zh-Hans")["phrases"] as? [[String: Any]]
      return (phrases ?? []).map { $0["stage"] as? String }
    }
    #expect(try stages("1").contains("apology"))
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    #expect(try stages("1").contains("apology"))
    for _ in 0..<2 {
      let told = try shop.casebook("next", "1", "--lang", "zh-Hans").output
      #expect(told.contains("客户期望：周三前要到新箱"), "\(told)")
      let wishes = try shop.json("next", "1")["wishes"] as? [String: Any]
      #expect(wishes?["expectation"] as? String == "周三前要到新箱")
      if try story.status() == "assessed" { try story.propose("换新箱", "--remedy exchange") }
    }
    try story.does("accept 1 --how chat")
    #expect(!(try shop.casebook("next", "1", "--lang", "zh-Hans").output.contains("周三前要到新箱")))
    try shop.new("--channel", "chat", "--narrative", "茶凉了", "--emotion", "calm")
    #expect(try !stages("2").contains("apology"), "nobody apologises to whoever only asks")
  }

  @Test
  func
    `an apology for somebody's manner is for a complaint of it, and a first one for whoever's mood nobody noted`()
    throws
  {
    let shop = try Shop()
    let story = Story(shop: shop)
    func ids(_ reference: String) throws -> [String] {
      let phrases = try shop.json("next", reference, "--lang", "zh-Hans")["phrases"] as? [[String: Any]]
      return (phrases ?? []).compactMap { $0["id"] as? String }
    }
    for (reference, problem) in [("1", "process_efficiency"), ("2", "service_attitude")] {
      try shop.new("--channel", "in_store", "--narrative", "房间空调噪音大")
      #expect(try ids(reference).contains("zh_apology") && !ids(reference).contains("zh_apology_service"))
      try story.does("edit \(reference) --emotion angry")
      try story.assess("minor", problem, "internal_process", need: "fact", of: reference)
      #expect(try ids(reference).contains("zh_apology_service") == (problem == "service_attitude"))
    }
  }

  @Test
  func
    `what was said is summed up when it is agreed, and a complex case and an emergency have words of their own`()
    throws
  {
    let shop = try Shop()
    let story = Story(shop: shop)
    func stages(_ reference: String) throws -> [String] {
      let phrases = try shop.json("next", reference)["phrases"] as? [[String: Any]]
      return (phrases ?? []).compactMap { $0["stage"] as? String }
    }
    try shop.new("--channel", "phone", "--narrative", "the soup was cold", "--emotion", "calm")
    #expect(try !stages("1").contains("complex") && !stages("1").contains("emergency"))
    #expect(try stages("1").contains("complaint"))
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("Soup again", "--remedy redo")
    let told = try shop.casebook("next", "1").output.replacing(#/\s+/#, with: " ")
    #expect(told.contains("Summary So this is what we agreed: Soup again, done by"), "\(told)")
    try shop.new(
      "--channel", "phone", "--narrative", "many things", "--complexity", "high", "--emotion", "calm")
    #expect(try stages("2").contains("complex"))
    try shop.new(
      "--channel", "in_store", "--narrative", "somebody fell", "--emergency", "yes", "--emotion", "calm")
    #expect(try stages("3").first == "emergency")
  }

  @Test func `next says what to offer by severity and type before anybody's experience is known`() throws {
    let shop = try Shop()
    let story = Story(shop: shop)
    let expected = [
      ("minor", ["apology", "gift"], false, "轻微：当场道歉", "100.00 CNY"),
      ("moderate", ["apology", "redo"], true, "一般：主动承担", "都要先审批"),
      ("severe", ["home_visit", "membership"], true, "严重：负责人出面", "都要先审批"),
    ]
    for (at, (severity, first, needsApproval, principle, limit)) in expected.enumerated() {
      let number = "\(at + 1)"
      try shop.new("--channel", "phone", "--narrative", "上菜慢", "--type", "service")
      try story.assess(severity, "process_efficiency", "internal_process", need: "fact", of: number)
      let guide = try #require(try shop.json("next", number)["guide"] as? [String: Any])
      #expect(guide["severity"] as? String == severity && guide["needs_approval"] as? Bool == needsApproval)
      #expect((guide["offers"] as? [[String]])?.first == first)
      let told = try shop.casebook("next", number, "--lang", "zh-Hans").output
      #expect(told.contains(principle) && told.contains(limit), "\(told)")
      #expect(told.contains("--remedy \(first[0]) --remedy \(first[1])"), "\(told)")
    }
    let terminal = try Terminal(shop, "propose", "1")
    try terminal.wait(for: "apologise at once, with a small gift")
    #expect(try terminal.ended() == 2)
    try story.propose("Soup again", "--remedy redo")
    #expect(try shop.json("next", "1")["guide"] is NSNull)
  }

  @Test func `the answer stands beside a task that is done`() throws {
    let story = try assessed(try Shop())
    try story.does("task add 1 问仓库 --owner 仓库 --due tomorrow --purpose question")
    try story.does("task answer 1 1 明天到货")
    try story.does("task done 1 1")
    let told = try story.shop.casebook("next", "1", "--lang", "zh-Hans").output
    #expect(told.contains("问仓库  → 明天到货  ✓ 已完成"), "\(told)")
  }

  @Test func `approvals shows the whole option, who proposed it, and what the customer expects`() throws {
    let story = try assessed(try Shop())
    try story.does("propose 1 --title 退款并致歉 " + proposal)
    let told = try story.shop.casebook("approvals", "--lang", "zh-Hans").output
    for words in [
      "退款 800.00 CNY", "Back by card", "2 hours", "Done today", "Takes a visit", "Else the money back",
      "提出人：Li Na（店员）", "王芳", "客户期望：周三前要到新箱",
    ] { #expect(told.contains(words), "\(words): \(told)") }
    let waiting = try #require(try story.shop.array("approvals").first)
    let remedies = waiting["remedies"] as? [[String: Any]] ?? []
    #expect(Set(remedies.compactMap { $0["kind"] as? String }) == ["refund", "written_apology"])
    #expect(remedies.contains { $0["amount"] as? String == "800.00 CNY" })
    #expect(waiting["steps"] as? String == "Back by card" && waiting["proposed_by"] as? String == "Li Na")
    #expect(waiting["expectation"] as? String == "周三前要到新箱" && waiting["customer"] as? String == "王芳")
  }

  @Test func `what a note says was said to the customer is looked at at once, and is saved`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤凉了")
    let told = try shop.casebook("note", "1", "--told", "这不是我们的责任", "--lang", "zh-Hans")
    #expect(told.status == 0 && told.error.contains("用语提示"), "\(told.error)")
    let inside = try shop.casebook("note", "1", "这不是我们的责任", "--lang", "zh-Hans")
    #expect(inside.status == 0 && !inside.error.contains("用语提示"), "\(inside.error)")
    let json = try shop.json("note", "1", "--told", "这不是我们的责任")
    #expect((json["wording"] as? [[String: Any]])?.isEmpty == false)
    #expect(try shop.timeline("1").count { $0["kind"] as? String == "note" } == 3)
  }
}
