import Foundation
import Testing

/// What was granted to a customer: until when, and was it used? By the real program.
@Suite struct BenefitTests {
  private func shop() throws -> (Shop, Story) {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold", "--phone", "138 0013 8000")
    return (shop, Story(shop: shop))
  }

  private func benefits(_ shop: Shop) throws -> [[String: Any]] {
    try shop.array("customer", "benefit", "13800138000")
  }

  @Test
  func `a voucher is granted for a case, seen with the customer, used once, and nobody is late with it`()
    throws
  {
    let (shop, story) = try shop()
    try story.does("customer benefit add 1 \"50 元代金券\" --until 2099-01-31 --why \"cold soup\"")
    try story.does("customer benefit add 1 \"VIP quarter\" --until 2098-06-30")
    let granted = try benefits(shop)
    #expect(granted.map { $0["what"] as? String } == ["VIP quarter", "50 元代金券"], "what ends first is first")
    #expect(granted.allSatisfy { $0["standing"] as? String == "usable" })
    #expect(try shop.array("task", "list").isEmpty, "nobody has to do anything")
    #expect(try shop.array("task", "list", "--purpose", "权益").count == 2)
    #expect(try shop.casebook("next", "1").output.contains("VIP quarter  until 2098-06-30"))
    #expect(try shop.array("due").allSatisfy { $0["clock"] as? String != "task" })
    try story.refuses("customer benefit use 13800138000", saying: "say which", status: 2)
    try story.does("customer benefit use 13800138000 2 --note \"two coffees\"")
    try story.refuses("customer benefit use 13800138000 2", saying: "was used")
    #expect(try benefits(shop).map { $0["standing"] as? String } == ["usable", "used"])
    // The only one that is left needs no number.
    try story.does("customer benefit use 13800138000")
    try story.refuses("customer benefit use 13800138000", saying: "no benefit that can be used", status: 3)
    try story.refuses("customer benefit use 13800138000 7", saying: "no benefit “7”", status: 3)
    let page = try shop.casebook("customer", "show", "1", "--lang", "zh-Hans").output
    #expect(page.contains("50 元代金券") && page.contains("已核销"), "\(page)")
    #expect((try shop.json("customer", "show", "1")["benefits"] as? [[String: Any]])?.count == 2)
  }

  @Test func `next asks for the end of a benefit that was agreed, until one is noted`() throws {
    let (shop, story) = try shop()
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("A month free", "--remedy vip_service")
    func asks() throws -> Bool {
      try shop.casebook("next", "1", "--lang", "zh-Hans").output.contains("还没有登记有效期：VIP服务")
    }
    #expect(try !asks(), "nobody has agreed")
    try story.does("accept 1 --how phone")
    #expect(try asks())
    try story.does("customer benefit add 1 \"VIP month\" --until 2099-01-31")
    #expect(try !asks())
  }

  @Test func `what is over or taken back is not used by mistake`() throws {
    let (shop, story) = try shop()
    let soon = ISO8601DateFormatter().string(from: Date().addingTimeInterval(4))
    try story.does("customer benefit add 1 Voucher --until \(soon)")
    try story.does("customer benefit add 1 Upgrade --until 2099-01-31")
    try story.does("task drop 1 2 --reason \"Granted twice\"")
    _ = try waitUntil(within: 60) { try benefits(shop).first?["standing"] as? String == "expired" }
    #expect(try benefits(shop).map { $0["standing"] as? String } == ["expired", "withdrawn"])
    try story.refuses("customer benefit use 1 1", saying: "expired")
    try story.refuses("customer benefit use 1 2", saying: "Granted twice")
    try story.does("customer benefit use 1 1 --expired")
    #expect(try benefits(shop).first?["standing"] as? String == "used")
  }

  @Test func `a benefit without words, an end or a later one is refused, and the group's help is its own`()
    throws
  {
    let (shop, story) = try shop()
    try story.refuses("customer benefit add 1 Voucher", saying: "--until", status: 2)
    try story.refuses("customer benefit add 1 \"\" --until 2099-01-31", saying: "benefit", status: 2)
    try story.refuses("customer benefit add 1 Voucher --until yesterday", saying: "is past", status: 2)
    #expect(try benefits(shop).isEmpty)
    try story.refuses("customer benefit lst 1", saying: "Did you mean “list”", status: 2)
    let unknown = try shop.casebook("customer", "benefit", "13700000000", "--lang", "zh-Hans")
    #expect(unknown.status == 3 && unknown.error.contains("本机没有"))
    for help in [["customer", "benefit", "--help"], ["help", "customer", "benefit"]] {
      let told = try shop.casebook(help).output
      #expect(
        told.contains("use") && told.contains("add") && told.contains("USAGE: casebook customer benefit"))
    }
    let before = try shop.casebook("--lang", "zh-Hans", "customer", "benefit", "use", "--help").output
    #expect(before.contains("核销客户的权益"), "\(before)")
  }
}
