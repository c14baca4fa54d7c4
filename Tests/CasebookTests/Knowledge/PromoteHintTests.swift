import Foundation
import Testing

/// What `promote`, `helpful` and `edit` say of what cannot be, or is no longer, of use.
@Suite("What is said of studies and articles that are of no use") struct PromoteHintTests {
  private func reviewed(_ shop: Shop) throws -> Story {
    let story = Story(shop: shop)
    try shop.new(
      "--channel", "phone", "--narrative", "Call me at 13800138000, the box was crushed", "--phone",
      "13800138000", "--customer-id", "E-90")
    try story.confirm("1")
    try story.does("review 1 --root-cause supplier --lesson \"Look at the boxes\"")
    return story
  }

  @Test func `a removal is shown before it is asked about`() throws {
    let shop = try Shop()
    _ = try reviewed(shop)
    let terminal = try Terminal(shop, ["promote", "1"], showsOutput: true)
    try terminal.wait(for: "[13800138000]")
    try terminal.wait(for: "q stops › ")
    terminal.type("q\r")
    #expect(try terminal.ended() == 1)
    #expect(try shop.array("study", "list", "--all").isEmpty)
  }

  @Test func `of a case that was deleted or erased no study is written, and it says why`() throws {
    let office = try Office(branches: [])
    let admin = try office.shop("HQ", role: "admin")
    let story = try reviewed(admin)
    try story.does("delete 1 --reason x")
    let deleted = try admin.casebook("promote", "1", "--yes")
    #expect(deleted.status == 6 && deleted.error.contains("casebook restore"), "\(deleted.error)")
    try story.does("restore 1")
    try story.does("erase --customer E-90 --reason \"by letter\"")
    for _ in 0..<2 { try story.does("sync") }
    let erased = try admin.casebook("promote", "1", "--yes", "--lang", "zh-Hans")
    #expect(erased.status == 6 && erased.error.contains("无法写成案例"), "\(erased.error)")
    let items = try admin.json("consolidate", "--kind", "promotions")
    #expect((items["items"] as? [Any])?.isEmpty ?? false)
  }

  @Test func `what is no longer used says so to who finds it helpful or edits it`() throws {
    let office = try Office(branches: [])
    let head = try office.shop("HQ", role: "head_office")
    let id = try #require(
      try head.json("article", "new", "--title", "Soup", "--kind", "faq", "--body", "Cook it again.")["id"]
        as? String)
    for arguments in [
      ["publish", id, "--as", "soup"], ["helpful", "soup"], ["edit", "soup", "--tag", "soup"],
    ] {
      let ran = try head.casebook(["article"] + arguments)
      #expect(ran.status == 0 && !ran.error.contains("no longer used"), "\(ran.error)")
    }
    #expect(try head.casebook("article", "retire", "soup").status == 0)
    let helpful = try head.casebook("article", "helpful", "soup")
    #expect(helpful.status == 0 && helpful.error.contains("no longer used"), "\(helpful.error)")
    let edited = try head.casebook("article", "edit", "soup", "--tag", "tea", "--lang", "zh-Hans")
    #expect(edited.status == 0 && edited.error.contains("casebook article retire soup --undo"), "\(edited)")
  }
}
