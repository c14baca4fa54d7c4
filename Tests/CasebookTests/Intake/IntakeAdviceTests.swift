import Foundation
import Testing

/// What `new` tells while a story is told: cases like it, and one that it may be again.
@Suite("Advice at intake")
struct IntakeAdviceTests {
  private let chinese = ["LANG": "zh_CN.UTF-8"]

  @Test
  func `similar cases are shown while the story is told, and a likely duplicate can be opened and linked`()
    throws
  {
    let shop = try Shop()
    let told = "中午在店里吃饭，服务员打断我说话，汤是凉的，等了半小时没有人来道歉"
    let number = try shop.new(
      "--channel", "phone", "--narrative", told, "--order", "A-77", "--phone", "13800138000")
    try shop.new("--channel", "phone", "--narrative", "空调噪音太大，一夜没睡，前台说没办法")
    let terminal = try Terminal(shop, "new", environment: chinese)
    try terminal.answer("渠道 › ", "2")
    try terminal.answer("  › ", "服务员一直打断我说话，汤端上来是凉的")
    try terminal.answer("  › ", ".")
    try terminal.wait(for: "类似工单")
    try terminal.wait(for: number)
    try terminal.answer("产品/服务 › ", "")
    try terminal.answer("订单号 › ", "a-77")
    try terminal.wait(for: "可能重复登记")
    try terminal.wait(for: "同一订单 A-77")
    try terminal.answer("  › ", "1")
    try terminal.wait(for: "客户陈述：中午在店里吃饭")
    terminal.type("=1\r")
    try terminal.wait(for: "已记下与 \(number) 重复")
    try terminal.answer("涉及金额 › ", ".")
    try terminal.answer("回车 登记", "")
    #expect(try terminal.ended() == 0, "\(terminal.text)")
    #expect(terminal.text.contains("空调") == false)
    let id = try shop.json("show", number)["id"] as? String
    let last = try shop.json("show", "@last")
    #expect(last["duplicate_of"] as? String == id)
    let new = try #require(last["number"] as? String)
    // Wherever its line ends.
    let shown = terminal.text.filter { !$0.isWhitespace }
    #expect(shown.contains("casebookmerge\(new)into\(number)"), "\(terminal.text)")
  }

  @Test func `without questions a likely duplicate is told too, and never stops anything`() throws {
    let shop = try Shop()
    let told = "中午在店里吃饭，服务员打断我说话，汤是凉的，等了半小时没有人来道歉"
    let number = try shop.new(
      "--channel", "phone", "--narrative", told, "--order", "A-77", "--phone", "13800138000")
    func why(_ arguments: String...) throws -> [String?] {
      let similar = try shop.json(["new", "--channel", "phone"] + arguments)["similar"] as? [[String: Any]]
      #expect(try #require(similar).allSatisfy { $0["number"] as? String != nil })
      return try #require(similar).map { $0["why"] as? String }
    }
    #expect(try why("--narrative", "菜咸", "--order", "Ａ－77") == ["order"])
    #expect(try why("--narrative", "菜咸", "--phone", "+86 138 0013 8000") == ["contact"])
    #expect(try why("--narrative", told + "！") == ["narrative"])
    #expect(try why("--narrative", "快递晚到三天，盒子压坏了，里面的杯子碎了两个") == [])
    let ran = try shop.casebook("new", "--channel", "phone", "--narrative", "菜咸", "--order", "A-77")
    #expect(
      ran.status == 0 && ran.error.contains("may have been logged already") && ran.error.contains(number))
    #expect(ran.output.split(separator: "\n").count == 1)
  }
}
