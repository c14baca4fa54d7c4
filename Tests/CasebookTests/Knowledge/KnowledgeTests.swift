import Foundation
import TestSupport
import Testing

/// `casebook article`, `casebook study` and `casebook promote` as people run them.
@Suite("Articles and studies") struct KnowledgeTests {
  private func does(_ shop: Shop, _ arguments: String...) throws -> Program.Ran {
    let ran = try shop.casebook(arguments)
    try #require(ran.status == 0, "casebook \(arguments.joined(separator: " ")): \(ran.error)")
    return ran
  }

  /// A case of 王小芳 that was reviewed.
  private func review(_ shop: Shop) throws {
    try shop.new(
      "--channel", "phone", "--narrative", "王小芳女士来电，电话 138-0013-8000，家住长宁路88弄12号502室，纸箱压坏。找过李强师傅。",
      "--customer-name", "王小芳", "--phone", "13800138000", "--order-reference", "KH-77-Q")
    for step in [
      [
        "assess", "1", "--severity", "minor", "--class", "product_quality", "--responsibility",
        "internal_process", "--need", "fact", "--listening", "restated", "--handler", "Li Na",
      ],
      [
        "propose", "1", "--title", "换货", "--remedy", "exchange", "--steps", "今天寄出", "--time", "两天",
        "--pros", "快", "--cons", "要签收", "--guarantee", "包邮",
      ],
      ["accept", "1", "--how", "phone"],
      ["execute", "1", "--contact", "Li Na", "--commit", "寄出新品", "--due", "today"],
      ["resolve", "1", "--done"], ["callback", "1", "--solved", "yes", "--satisfaction", "5"],
      ["review", "1", "--root-cause", "supplier", "--lesson", "王小芳的订单 KH77Q 说明：第三件破损就要查纸箱。"],
    ] {
      let ran = try shop.casebook(step)
      try #require(ran.status == 0, "\(step): \(ran.error)")
    }
  }

  @Test
  func `a branch writes and hands in, head office publishes, every branch reads it, and says it helped`()
    throws
  {
    let office = try Office(branches: ["SH01", "SH02"])
    let head = try office.shop("HQ", role: "head_office")
    let (branch, other) = (try office.shop("SH01"), try office.shop("SH02"))
    let written = try branch.json(
      "article", "new", "--title", "刷卡退款", "--kind", "how_to", "--body", "# 步骤\n\n- 看卡\n- **退款**", "--tag",
      "退款")
    let id = try #require(written["id"] as? String)
    #expect(written["stage"] as? String == "draft" && written["branch"] as? String == "SH01")
    _ = try does(branch, "article", "edit", id, "--summary", "说错了的话")
    _ = try does(branch, "article", "edit", id, "--summary", "三步退款")
    #expect(try branch.casebook("article", "publish", id).status == 4)
    _ = try does(branch, "article", "submit", id)
    for shop in [branch, head, other] { _ = try does(shop, "sync") }
    #expect(try other.array("article", "list", "--all").isEmpty)
    #expect(try head.array("article", "list", "--stage", "submitted").count == 1)
    let published = try head.json("article", "publish", id, "--as", "refunds")
    #expect(published["stage"] as? String == "published")
    for shop in [head, branch, other] { _ = try does(shop, "sync") }
    let read = try other.json("article", "show", "refunds")
    #expect(read["body"] as? String == "# 步骤\n\n- 看卡\n- **退款**" && read["summary"] as? String == "三步退款")
    #expect(read["approved_by"] as? String != nil && read["cases"] == nil)
    // What it said before never left the branch.
    let store = try Data(contentsOf: URL(filePath: other.home + "/casebook.sqlite"))
    #expect(store.firstRange(of: Data("说错了的话".utf8)) == nil)
    #expect(try does(other, "article", "show", "refunds").output.contains("• 看卡"))
    #expect(try branch.json("article", "show", id)["published"] as? String == "refunds")
    #expect(try branch.casebook("article", "edit", id, "--title", "x").status == 6)
    #expect(try branch.casebook("article", "edit", "refunds", "--title", "x").status == 4)
    _ = try does(branch, "article", "helpful", "refunds")
    _ = try does(other, "article", "helpful", "refunds", "--no", "--comment", "没写境外卡")
    for shop in [branch, other, head] { _ = try does(shop, "sync") }
    let counted = try head.json("article", "show", "refunds")
    #expect(counted["helped"] as? Int == 1 && counted["not_helped"] as? Int == 1)
    _ = try does(head, "article", "retire", "refunds")
    for shop in [head, other] { _ = try does(shop, "sync") }
    #expect(try other.array("article", "list").isEmpty)
  }

  @Test func `what is sent back says why, and goes up again when it is complete`() throws {
    let office = try Office(branches: ["SH01"])
    let (head, branch) = (try office.shop("HQ", role: "admin"), try office.shop("SH01"))
    let id = try #require(
      try branch.json("study", "new", "--title", "纸箱", "--background", "压坏", "--better", "停用")["id"]
        as? String)
    let refused = try branch.casebook("study", "submit", id, "--lang", "zh-Hans")
    #expect(refused.status == 6 && refused.error.contains("经验教训"), "\(refused.error)")
    _ = try does(branch, "study", "edit", id, "--lesson", "第三件就要查")
    _ = try does(branch, "study", "submit", id)
    #expect(try branch.casebook("study", "submit", id).status == 6)
    #expect(try branch.casebook("study", "return", id, "--reason", "x").status == 4)
    for shop in [branch, head] { _ = try does(shop, "sync") }
    _ = try does(head, "study", "return", id, "--reason", "还缺结果")
    for shop in [head, branch] { _ = try does(shop, "sync") }
    let back = try branch.json("study", "show", id)
    #expect(back["stage"] as? String == "returned" && back["returned"] as? String == "还缺结果")
    _ = try does(branch, "study", "submit", id)
    #expect(try branch.json("study", "show", id)["stage"] as? String == "submitted")
  }

  @Test func `a study of a case has nothing of its customer, and nothing is saved that nobody confirmed`()
    throws
  {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    let shop = try office.shop("SH01", role: "duty_manager")
    try review(shop)
    try shop.new("--channel", "phone", "--narrative", "x")
    #expect(try shop.casebook("promote", "2", "--yes").status == 6)
    let unasked = try shop.casebook("promote", "1")
    #expect(unasked.status == 2 && unasked.error.contains("--dry-run"), "\(unasked.error)")
    let shown = try shop.json("promote", "1", "--dry-run")
    let removals = try #require(shown["removals"] as? [[String: Any]])
    #expect(removals.contains { $0["text"] as? String == "李强师傅" && $0["known"] as? Bool == false })
    let known = try #require(removals.first { $0["known"] as? Bool == true }?["number"] as? Int)
    #expect(try shop.casebook("promote", "1", "--yes", "--keep", "\(known)").status == 6)
    #expect(try shop.array("study", "list", "--all").isEmpty)
    let kept = try #require(removals.first { $0["text"] as? String == "李强师傅" }?["number"] as? Int)
    let study = try shop.json("promote", "1", "--yes", "--keep", "\(kept)")
    let id = try #require(study["id"] as? String)
    let text = [study["background"], study["lesson"], study["title"]].compactMap { $0 as? String }.joined()
    for personal in ["王小芳", "138", "长宁路", "KH77Q"] { #expect(!text.contains(personal), "\(text)") }
    #expect(text.contains("李强师傅") && text.contains("纸箱压坏") && text.contains("第三件破损就要查纸箱"))
    #expect((study["cases"] as? [String])?.count == 1)
    // Whoever puts a name back in is told before it goes up.
    _ = try does(shop, "study", "edit", id, "--usual", "只退款给王 小芳", "--better", "查纸箱")
    let named = try shop.casebook("study", "submit", id)
    #expect(named.status == 6 && named.error.contains("王 小芳"), "\(named.error)")
    _ = try does(shop, "study", "edit", id, "--usual", "只退款")
    _ = try does(shop, "study", "submit", id)
    for device in [shop, head] { _ = try does(device, "sync") }
    // The name that was left in is looked at once more before all have it.
    let looked = try head.casebook("study", "publish", id, "--as", "carton")
    #expect(looked.status == 6 && looked.error.contains("李强师傅"), "\(looked.error)")
    _ = try does(head, "study", "publish", id, "--as", "carton", "--yes")
    #expect(try head.casebook("study", "edit", "carton", "--lesson", "问 13800138000").status == 6)
  }

  @Test func `the rules are listed in both languages`() throws {
    let shop = try Shop()
    #expect(try does(shop, "promote", "--rules").output.contains("number plates"))
    #expect(try does(shop, "promote", "--rules", "--lang", "zh-Hans").output.contains("车牌号"))
  }
}
