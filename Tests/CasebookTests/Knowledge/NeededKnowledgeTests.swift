import Foundation
import Testing

/// Articles, remedies, phrases and tips where they are needed, by the program.
@Suite("Knowledge where it is needed") struct NeededKnowledgeTests {
  /// A branch that has an article of head office's.
  private func shop(_ office: Office, _ key: String, _ words: String...) throws -> Shop {
    let (head, branch) = (try office.shop("HQ", role: "head_office"), try office.shop("SH01"))
    let id = try #require(try head.json(["article", "new", "--kind", "how_to"] + words)["id"] as? String)
    for arguments in [["article", "publish", id, "--as", key], ["sync"]] {
      let ran = try head.casebook(arguments)
      try #require(ran.status == 0, "\(arguments): \(ran.error)")
    }
    try #require(try branch.casebook("sync").status == 0)
    return branch
  }

  @Test func `next and propose name what fits and remedies that satisfied, and what needs approval says so`()
    throws
  {
    let office = try Office(branches: ["SH01"])
    let shop = try shop(
      office, "refunds", "--title", "Refunds by card", "--body", "Look at the card.", "--class",
      "product_quality")
    let story = Story(shop: shop)
    try shop.new("--channel", "in_store", "--narrative", "the soup was cold", "--emotion", "angry")
    let first = try shop.json("next", "1")
    #expect((first["tips"] as? [[String: Any]])?.first?["id"] as? String == "place")
    #expect((first["knowledge"] as? [Any])?.isEmpty ?? false)
    #expect(try shop.casebook("next", "1", "--lang", "zh-Hans").output.contains("请客人到安静的地方坐下"))
    try story.assess("moderate", "product_quality", "internal_process", need: "fact")
    let second = try shop.json("next", "1")
    let known = try #require((second["knowledge"] as? [[String: Any]])?.first)
    #expect(
      known["id"] as? String == "refunds" && known["command"] as? String == "casebook article show refunds")
    #expect((known["why"] as? [String: Any])?["problem_class"] as? String == "product_quality")
    #expect(second["remedies"] is NSNull)
    // Somebody else was satisfied with a refund of 20.
    try shop.new("--channel", "phone", "--narrative", "the bread was hard")
    try story.confirm("2")
    let page = try shop.casebook("next", "1").output
    #expect(
      page.contains("casebook article show refunds") && page.contains("What satisfied others"), "\(page)")
    #expect(page.contains("needs approval") && page.contains("--remedy refund:20.00"), "\(page)")
    let proposed = try shop.json("propose", "1", "--title", "Soup again")
    let advice = try #require(proposed["remedies"] as? [String: Any])
    #expect(advice["basis"] as? String == "class" && advice["cases"] as? Int == 1)
    let one = try #require((advice["suggestions"] as? [[String: Any]])?.first)
    #expect(one["needs_approval"] as? Bool == true && one["satisfied"] as? Int == 1)
    #expect((proposed["knowledge"] as? [Any])?.count == 1)
    try story.does("propose 1 --title \"Money back\" --remedy refund:20")
    let phrases = try #require(try shop.json("next", "1")["phrases"] as? [[String: Any]])
    let texts = phrases.compactMap { $0["text"] as? String }
    #expect(texts.contains { $0.contains("Soup again") && $0.contains("Money back") }, "\(texts)")
    #expect(texts.allSatisfy { !$0.contains("{") }, "\(texts)")
    // Whoever types nothing but the case is shown what could be proposed.
    let terminal = try Terminal(shop, "propose", "1")
    try terminal.wait(for: "What satisfied others")
    #expect(try terminal.ended() == 2)
  }

  @Test func `resolve asks at a terminal what helped, takes it as an option, and a slip changes nothing`()
    throws
  {
    let office = try Office(branches: ["SH01"])
    let shop = try shop(
      office, "refunds", "--title", "Refunds by card", "--body", "Look at the card.", "--class",
      "product_quality")
    let story = Story(shop: shop)
    for number in ["1", "2"] {
      try shop.new("--channel", "phone", "--narrative", "the soup was cold")
      try story.assess("minor", "product_quality", "third_party", need: "fact", of: number)
      try story.propose("Money back", "--remedy refund:20", for: number)
      try story.does("accept \(number) --how phone")
      try story.does("execute \(number) --contact \"Li Na\" --commit \"Refund sent\" --due today")
    }
    let terminal = try Terminal(shop, "resolve", "1", "--done")
    try terminal.wait(for: "1  Refunds by card")
    try terminal.answer("› ", "1")
    #expect(try terminal.ended() == 0, "\(terminal.text)")
    #expect(try shop.json("article", "show", "refunds")["helped"] as? Int == 1)
    #expect(try shop.casebook("resolve", "2", "--done", "--helped", "refnds").status != 0)
    #expect(try story.status("2") == "executing")
    #expect(
      try shop.json("resolve", "2", "--done", "--helped", "refunds")["helped"] as? [String] == ["refunds"])
    #expect(try shop.json("article", "show", "refunds")["helped"] as? Int == 2)
  }

  @Test func `a guided intake shows what fits the story, and a key opens it`() throws {
    let office = try Office(branches: ["SH01"])
    let shop = try shop(
      office, "carton", "--title", "Crushed cartons", "--body", "Stop the carton first.", "--tag", "carton")
    let terminal = try Terminal(shop, "new")
    try terminal.answer("Channel › ", "phone")
    try terminal.answer("  › ", "the carton came crushed and two cups are broken")
    try terminal.answer("  › ", ".")
    try terminal.wait(for: "Crushed cartons")
    try terminal.answer("  › ", "1")
    try terminal.wait(for: "Stop the carton first.")
    try terminal.answer("  › ", "")
    try terminal.wait(for: "Product or service › ")
    terminal.type("\u{3}")
    _ = try terminal.ended()
  }
}
