import Foundation
import Testing

/// What customers say afterwards of coming back, by the real program.
@Suite struct LoyaltyReportTests {
  private func rows(_ report: [String: Any], _ part: String) -> [[String: Any]] {
    let parts = report["parts"] as? [[String: Any]] ?? []
    return parts.first { $0["part"] as? String == part }?["rows"] as? [[String: Any]] ?? []
  }

  @Test func `of each case counts what was said last, and only of those who were asked`() throws {
    let shop = try Shop()
    let story = Story(shop: shop)
    func resolved(_ number: Int) throws {
      try shop.new("--channel", "phone", "--narrative", "The soup was cold \(number)")
      try story.does(
        "assess \(number) --class product_quality --severity minor --responsibility internal_process --need fact --restated"
      )
      try story.does(
        "propose \(number) --title Voucher --remedy voucher:20 --steps \"By hand\" --time \"1 min\" --pros Fast --cons None --guarantee Manager"
      )
      try story.does("accept \(number) --how phone")
      try story.does("execute \(number) --contact Li --commit Voucher --due today")
      try story.does("resolve \(number) --done")
    }
    for number in 1...3 { try resolved(number) }
    try story.does("callback 1 --solved yes --satisfaction 4 --came-back no --recommends 3")
    try story.does(
      "callback 1 --solved yes --satisfaction 5 --came-back yes --recommends 9 --referred \"two\"")
    try story.does("callback 2 --solved yes --satisfaction 3 --came-back no --bought-again no --recommends 6")
    try story.does("callback 3 --solved yes --satisfaction 4")
    try story.refuses(
      "callback 3 --solved yes --satisfaction 4 --recommends 11", saying: "recommends", status: 2)
    try story.does("customer benefit add 1 Voucher --until 2099-01-31")
    try story.does("edit 1 --phone 13800138000")
    let visit = (try shop.json("customer", "show", "13800138000")["cases"] as? [[String: Any]])?.first
    #expect(visit?["came_back"] as? Bool == true && visit?["recommends"] as? Int == 9)
    #expect(visit?["referrals"] as? Int == 1 && visit?["bought_again"] is NSNull, "\(visit ?? [:])")
    let page = try shop.casebook("customer", "show", "13800138000", "--lang", "zh-Hans").output
    #expect(page.contains("又来过、愿意推荐 9/10、介绍过新客 1 次"), "\(page)")
    let report = try shop.json("report", "loyalty", "--by", "class")
    let row = try #require(rows(report, "answers").first)
    #expect(row["asked"] as? Int == 2 && row["came_back_share"] as? Double == 0.5)
    #expect(row["bought_again_share"] as? Double == 0 && row["mean"] as? Double == 7.5)
    #expect(row["promoters_share"] as? Double == 0.5 && row["detractors_share"] as? Double == 0.5)
    #expect(row["referrals"] as? Int == 1)
    let benefits = try #require(rows(report, "benefits").first)
    #expect(benefits["granted"] as? Int == 1 && benefits["usable"] as? Int == 1)
    #expect(benefits["used"] as? Int == 0)
    let handled = rows(report, "handling")
    #expect(handled.map { $0["handled"] as? String } == ["satisfied", "others"], "\(handled)")
    #expect(handled.map { $0["came_back_share"] as? Double } == [1, 0], "\(handled)")
    let told = try shop.casebook("report", "loyalty", "--lang", "zh-Hans").output
    #expect(told.contains("客户忠诚度") && told.contains("推荐意愿"), "\(told)")
  }

  @Test func `a suggestion is a task to work through, which nobody has to own and no case waits for`() throws
  {
    let shop = try Shop()
    let story = Story(shop: shop)
    try shop.new("--channel", "phone", "--narrative", "The box was crushed")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("A new one", "--remedy exchange")
    try story.does("accept 1 --how phone")
    try story.does("execute 1 --contact \"Li Na\" --commit \"New one sent\" --due today")
    try story.does("resolve 1 --done")
    try story.does("callback 1 --solved yes --satisfaction 5 --suggestion \"多放几把椅子\"")
    let found = try shop.array("task", "list", "--purpose", "客户建议")
    #expect(found.map { $0["what"] as? String } == ["多放几把椅子"])
    func standing() throws -> String {
      try shop.casebook("report", "tasks", "--csv", "--part", "suggestions").output
    }
    #expect(try standing().contains("SH01,1,1,0,0"), "without a date it counts as well")
    try story.does("review 1 --root-cause supplier --lesson \"Look at the boxes\"")
    try story.does("archive 1")
    try story.does("task change 1 --owner 王伟 --due tomorrow")
    #expect(try shop.array("due").contains { $0["what"] as? String == "多放几把椅子" })
    try story.does("task drop 1 --reason \"No room\"")
    #expect(try standing().contains("SH01,1,0,0,1"))
    #expect(try shop.array("task", "list", "--purpose", "suggestion").isEmpty)
    #expect(try shop.array("task", "list", "--purpose", "suggestion", "--all").count == 1)
  }

  @Test func `a duplicate's benefits and costs count with the case that it duplicates`() throws {
    let story = Story(shop: try Shop())
    for at in ["1", "2"] {
      try story.shop.new("--channel", "phone", "--narrative", "Cold \(at)", "--phone", "13800138000")
      try story.assess("minor", "product_quality", "internal_process", need: "fact", of: at)
      try story.propose("Voucher", "--remedy voucher:10", for: at)
      try story.does("accept \(at) --how phone")
      try story.does("customer benefit add \(at) \"Voucher\" --until tomorrow")
    }
    func cost() throws -> [Int?] {
      (try story.shop.json("customer", "show", "13800138000")["cost"] as? [[String: Any]] ?? [])
        .map { $0["minor"] as? Int }
    }
    #expect(try cost() == [2000])
    try story.does("withdraw 2 --as duplicate --of 1 --reason x")
    #expect(try cost() == [1000])
    let told = try story.shop.casebook("report", "loyalty", "--csv", "--part", "benefits").output
    #expect(told.contains("SH01,1,"), "\(told)")
  }
}
