import Foundation
import Testing

/// One customer over cases and channels, by the real program.
@Suite struct CustomerTests {
  private func shop() throws -> Shop {
    let shop = try Shop()
    let story = Story(shop: shop)
    try shop.new(
      "--channel", "phone", "--narrative", "The soup was cold", "--customer-name", "张伟", "--customer-id",
      "C-1027",
      "--phone", "138 0013 8000", "--preferences", "no chili")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("A voucher", "--remedy voucher:30")
    try story.does("accept 1 --how phone")
    try story.does("execute 1 --contact \"Li Na\" --commit \"Voucher sent\" --due today")
    try story.does("resolve 1 --done")
    try story.does("callback 1 --solved yes --satisfaction 4")
    try shop.new("--channel", "chat", "--narrative", "Late again", "--phone", "+86 13800138000")
    try shop.new(
      "--channel", "email", "--narrative", "Wrong bill", "--customer-name", "张伟", "--phone", "13911112222")
    return shop
  }

  @Test func `a customer is one over channels and spellings, with how it ended; a name alone tells nobody`()
    throws
  {
    let shop = try shop()
    for typed in ["13800138000", "c-1027", "1"] {
      let page = try shop.json("customer", "show", typed)
      #expect(page["count"] as? Int == 2, "\(typed)")
      let first = (page["cases"] as? [[String: Any]])?.last
      #expect(first?["satisfaction"] as? Int == 4 && first?["remedies"] as? [String] == ["voucher"])
      #expect(first?["commitments_kept"] as? Int == 1)
      #expect(page["preferences"] as? [String] == ["no chili"])
    }
    let told = try shop.casebook("customer", "show", "13800138000", "--lang", "zh-Hans")
    #expect(told.output.contains("代金券 30.00 CNY、满意度 4/5"), "\(told.output)")
    #expect(told.error.contains("没有客户编号的工单"), "\(told.error)")
    let other = try shop.json("customer", "show", "13911112222")
    #expect(other["count"] as? Int == 1)
  }

  @Test
  func `cases without a common contact are linked by the customer's id, which is made where there is none`()
    throws
  {
    let shop = try shop()
    let linked = try shop.casebook("customer", "link", "13800138000", "3")
    #expect(linked.status == 0 && linked.error.contains("C-1027"), "\(linked.error)")
    #expect(try shop.json("customer", "show", "13911112222")["count"] as? Int == 3)
    #expect(try shop.json("show", "2")["customer_id"] as? String == "C-1027", "the one without an id too")
    let again = try shop.casebook("customer", "link", "C-1027", "3", "--lang", "zh-Hans")
    #expect(again.status == 0 && again.error.contains("无需修改"), "\(again.error)")
    try shop.new("--channel", "phone", "--narrative", "New here", "--phone", "13600000001")
    let number = try #require(try shop.json("show", "4")["number"] as? String)
    #expect(try shop.json("customer", "link", "13600000001", "4")["customer_id"] as? String == "C-\(number)")
    #expect(try shop.casebook("customer", "link", "13600000001", "4", "--id", "n/a").status == 2)
    #expect(try shop.casebook("customer", "link", "13511110000", "4").status == 3)
  }

  @Test func `cases with another contact alone raise the hint, and are linked by the id that is given`()
    throws
  {
    let shop = try Shop()
    try shop.new("--channel", "chat", "--narrative", "汤凉", "--contact", "wx_Li 2026")
    let again = try shop.casebook(
      "new", "--channel", "chat", "--narrative", "送餐晚了一小时", "--contact", "ＷＸ_li 2026")
    #expect(again.status == 0 && again.error.contains("may have been logged already"), "\(again.error)")
    let other = try shop.casebook(
      "new", "--channel", "chat", "--narrative", "杯子碎了", "--contact", "wx_wang")
    #expect(!other.error.contains("may have been logged already"), "\(other.error)")
    try shop.new("--channel", "chat", "--narrative", "账单错了")
    #expect(try shop.casebook("customer", "link", "4", "2").status == 3, "nothing says who it is")
    let linked = try shop.json("customer", "link", "4", "2", "--id", "C-88", "--only")
    #expect((linked["cases"] as? [String])?.count == 2, "\(linked)")
    #expect(try shop.json("customer", "show", "C-88")["count"] as? Int == 2)
  }

  @Test func `a duplicate is told apart, and counts with the case that it repeats`() throws {
    let shop = try shop()
    try Story(shop: shop).does("withdraw 2 --as duplicate --of 1 --reason twice")
    let page = try shop.json("customer", "show", "13800138000")
    #expect(page["count"] as? Int == 1 && page["duplicates"] as? Int == 1, "\(page)")
    #expect((page["cases"] as? [[String: Any]])?.count == 2)
    let told = try shop.casebook("customer", "show", "13800138000", "--lang", "zh-Hans").output
    #expect(told.contains("1 件，未结") && told.contains("另有重复登记 1 件"), "\(told)")
    #expect(try shop.array("customer", "find", "张").map { $0["count"] as? Int } == [1, 1])
  }

  @Test func `a phone that a family shares leads to none of them once they are told apart`() throws {
    let shop = try shop()
    #expect(try shop.casebook("customer", "unlink", "2").status == 0)
    #expect(try shop.json("customer", "show", "13800138000")["count"] as? Int == 1)
    #expect(try shop.json("customer", "show", "2")["count"] as? Int == 1)
    #expect(try shop.list("--phone", "13800138000").count == 2, "both are found by the number all the same")
    #expect(try shop.casebook("customer", "unlink", "1").status == 0)
    let shared = try shop.casebook("customer", "show", "138 0013 8000", "--lang", "zh-Hans")
    #expect(shared.status == 2 && shared.error.contains("多人共用"), "\(shared.error)")
    #expect(try shop.casebook("edit", "1", "--contact-shared", "no").status == 0)
    #expect(try shop.json("customer", "show", "138 0013 8000")["count"] as? Int == 1)
  }

  @Test func `found by a part of the name, each customer once`() throws {
    let shop = try shop()
    let found = try shop.array("customer", "find", "张")
    #expect(found.map { $0["count"] as? Int } == [1, 2])
    #expect(try shop.array("customer", "find", "Nobody").isEmpty)
    let unknown = try shop.casebook("customer", "show", "13700000000", "--lang", "zh-Hans")
    #expect(unknown.status == 3 && unknown.error.contains("本机没有"))
  }

  @Test func `a switchboard is as many people as extensions, and what many give who give none tells nobody`()
    throws
  {
    let shop = try Shop()
    for phone in ["(021) 6288-1234 ext. 5", "021-62881234-6", "021-62881234转5"] {
      try shop.new("--channel", "phone", "--narrative", "x \(phone)", "--phone", phone)
    }
    #expect(try shop.json("customer", "show", "021-62881234转5")["count"] as? Int == 2)
    #expect(try shop.json("customer", "show", "2")["count"] as? Int == 1)
    for _ in 1...2 {
      try shop.new("--channel", "phone", "--narrative", "y", "--phone", "00000000", "--customer-id", "n/a")
    }
    #expect(try shop.casebook("customer", "show", "00000000").status == 3)
    #expect(try shop.casebook("customer", "show", "n/a").status == 3)
    #expect(try shop.casebook("customer", "show", "4").status == 3, "nor does its case")
  }
}
