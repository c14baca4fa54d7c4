import Foundation
import Glibc
import Testing

/// `casebook new` as somebody uses it who sits at a terminal.
@Suite("Guided intake")
struct IntakeTests {
  private let chinese = ["LANG": "zh_CN.UTF-8"]

  private func drafts(_ shop: Shop) throws -> [[String: Any]] { try shop.array("drafts") }

  private func answers(_ shop: Shop) throws -> [String: String] {
    try #require(try drafts(shop).first?["answers"] as? [String: String])
  }

  /// Answers channel and narrative, and waits for what comes then.
  private func told(_ terminal: Terminal, channel: String = "2", _ lines: String...) throws {
    try terminal.answer("渠道 › ", channel)
    for line in lines + [lines.isEmpty ? "" : "."] { try terminal.answer("  › ", line) }
    try terminal.wait(for: "产品/服务 › ")
  }

  @Test
  func
    `a whole intake in Chinese: by number, name, beginning of a name and spoken time; nothing but the number on standard output`()
    throws
  {
    let shop = try Shop()
    let terminal = try Terminal(shop, "new", environment: chinese)
    try terminal.answer("渠道 › ", "？")
    try terminal.wait(for: "mystery_shopper")
    try terminal.answer("渠道 › ", "没有的渠道")
    try terminal.wait(for: "没有“没有的渠道”这个选项")
    try terminal.answer("渠道 › ", "电话")
    try terminal.wait(for: "→ 电话热线")
    try terminal.wait(for: "您好，这里是SH01，我是Li Na。")
    // A character too many, taken away again.
    try terminal.answer("  › ", "汤是凉凉\u{7F}的，等了半小时")
    try terminal.answer("  › ", "没有人理")
    try terminal.answer("  › ", "。")
    for (prompt, text) in [
      ("产品/服务 › ", "番茄汤"), ("订单号 › ", "A-77"), ("涉及金额 › ", "１２８元"), ("发生时间 › ", "昨天下午３点"), ("地点 › ", ""),
      ("客户期望 › ", "热汤"), ("希望的补救 › ", "重做一份"), ("诉求 › ", "1 2"), ("核心诉求 › ", "被重视"), ("情绪 › ", "愤"),
      ("投诉类型 › ", "服务"), ("问题分类 › ", "service_attitude"), ("严重度 › ", "2"), ("紧迫性 › ", "高"),
      ("涉及人身或食品安全 › ", "2"),
      ("客户姓名 › ", "王芳"), ("电话 › ", "138-0013-8000"), ("客户编号 › ", ""), ("客户群体 › ", "3"), ("已复述确认 › ", "是"),
    ] { try terminal.answer(prompt, text) }
    try terminal.wait(for: "回车 登记")
    #expect(try answers(shop)["severity"] == "moderate", "the draft has it before it is logged")
    terminal.type("\r")
    #expect(try terminal.ended() == 0, "\(terminal.text)")
    let number = terminal.output.trimmingCharacters(in: .newlines)
    let shown = try shop.json("show", number)
    for (key, value) in [
      "channel": "phone", "narrative": "汤是凉的，等了半小时\n没有人理", "product": "番茄汤", "order_reference": "A-77",
      "amount": "128.00 CNY", "expectation": "热汤", "remedy_sought": "重做一份", "core_need": "被重视",
      "emotion_before": "angry", "type": "service", "problem_class": "service_attitude",
      "severity": "moderate",
      "urgency": "high", "customer_name": "王芳", "phone": "138-0013-8000", "status": "received",
    ] { #expect(shown[key] as? String == value, "\(key): \(String(describing: shown[key]))") }
    #expect((shown["occurred_at"] as? String)?.hasSuffix("T15:00:00+08:00") ?? false)
    #expect(shown["safety"] as? Bool == false)
    #expect(shown["needs"] as? [String] == ["emotional", "fact"])
    #expect(shown["segment"] as? [String] == ["vip"] && shown["listening"] as? [String] == ["restated"])
    #expect(try drafts(shop).isEmpty)
  }

  @Test func `a draft that was erased while it was typed is not said to be kept`() throws {
    let shop = try Shop()
    let terminal = try Terminal(shop, "new", environment: chinese)
    try terminal.answer("渠道 › ", "2")
    try terminal.answer("  › ", "汤是凉的")
    try terminal.wait(for: "  › ")
    let folder = shop.home + "/drafts/"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try FileManager.default.removeItem(atPath: folder + name)
    }
    terminal.type("\u{03}")
    #expect(try terminal.ended() == 128 + SIGINT)
    #expect(terminal.text.contains("草稿未保留") && !terminal.text.contains("已留作草稿"))
    #expect(try drafts(shop).isEmpty)
  }

  @Test func `Ctrl-C in the middle of a line keeps all of it; the draft goes on where it was`() throws {
    let shop = try Shop()
    let terminal = try Terminal(shop, "new", environment: chinese)
    try terminal.answer("渠道 › ", "2")
    try terminal.answer("  › ", "汤是凉的")
    try terminal.wait(for: "  › ")
    terminal.type("没有人")
    try terminal.wait(for: "没有人")
    terminal.type("\u{03}")
    #expect(try terminal.ended() == 128 + SIGINT)
    #expect(terminal.text.contains("已留作草稿"))
    #expect(try terminal.output.isEmpty && (shop.list().isEmpty))
    #expect(try answers(shop) == ["channel": "phone", "narrative": "汤是凉的\n没有人"])
    #expect(try shop.permissions("/drafts") == 0o700)
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: shop.home + "/drafts").first)
    #expect(try shop.permissions("/drafts/" + file) == 0o600)

    let again = try Terminal(shop, "drafts", "resume", environment: chinese)
    try again.wait(for: "没有人")
    try again.answer("  › ", "理")
    try again.answer("  › ", ".")
    try again.answer("产品/服务 › ", "。")
    try again.answer("回车 登记", "")
    #expect(try again.ended() == 0, "\(again.text)")
    #expect(try shop.json("show", "1")["narrative"] as? String == "汤是凉的\n没有人\n理")
    #expect(try drafts(shop).isEmpty)
  }

  @Test func `half an answer is no answer: it stands there again when the draft is taken up`() throws {
    let shop = try Shop()
    let terminal = try Terminal(shop, "new", environment: chinese)
    try told(terminal, "空调太吵")
    terminal.type("\r\r12")
    try terminal.wait(for: "涉及金额 › 12")
    terminal.type("\u{03}")
    #expect(try terminal.ended() == 128 + SIGINT)
    #expect(try answers(shop) == ["channel": "phone", "narrative": "空调太吵"])
    let again = try Terminal(shop, "drafts", "resume", environment: chinese)
    try again.wait(for: "涉及金额 › 12")
    again.type("8\r")
    try again.wait(for: "→ 128.00 CNY")
    try again.answer("发生时间 › ", ".")
    try again.answer("回车 登记", "")
    #expect(try again.ended() == 0, "\(again.text)")
    #expect(try shop.json("show", "1")["amount"] as? String == "128.00 CNY")
  }

  @Test func `SIGKILL, SIGTERM and a closed window in the middle lose nothing that was answered`() throws {
    for how in [SIGKILL, SIGTERM, SIGHUP] {
      let shop = try Shop()
      let terminal = try Terminal(shop, "new", environment: chinese)
      try told(terminal, "空调太吵", "一夜没睡")
      if how == SIGHUP { terminal.hangUp() } else { terminal.send(how) }
      #expect(try terminal.ended() == 128 + how)
      #expect(try answers(shop) == ["channel": "phone", "narrative": "空调太吵\n一夜没睡"])
      let name = try #require(try drafts(shop).first?["name"] as? String)
      let again = try Terminal(shop, "new", "--draft", name, environment: chinese)
      try again.answer("产品/服务 › ", ".")
      try again.answer("回车 登记", "")
      #expect(try again.ended() == 0)
      #expect(try shop.list().count == 1 && (drafts(shop).isEmpty))
    }
  }

  @Test func `with no terminal, with options, or for a program nothing is asked`() throws {
    let shop = try Shop()
    let piped = try shop.casebook(["new"], input: Array("2\n汤凉\n\n.\n\n".utf8))
    #expect(
      piped.status == 2 && piped.output.isEmpty && piped.error.contains("needs its channel and narrative"))
    let given = try Terminal(shop, "new", "--channel", "phone", "--narrative", "The soup was cold")
    #expect(try given.ended() == 0 && given.output.hasPrefix("SH01-"))
    #expect(!given.text.contains("›"))
    let json = try Terminal(shop, "new", "--json")
    #expect(try json.ended() == 2)
    #expect(try drafts(shop).isEmpty)
    #expect(try shop.casebook("drafts", "resume", "x").status != 0)
  }

  @Test func `who stops at once leaves nothing; who stops later keeps a draft, or throws it away`() throws {
    let shop = try Shop()
    let nothing = try Terminal(shop, "new")
    try nothing.answer("Channel › ", ".")
    #expect(try nothing.ended() == 0 && nothing.text.contains("Nothing was logged, and no draft was kept"))
    #expect(try !FileManager.default.fileExists(atPath: shop.home + "/drafts") || (drafts(shop).isEmpty))

    let kept = try Terminal(shop, "new")
    try kept.answer("Channel › ", "1")
    try kept.wait(for: "Narrative:")
    kept.type("\u{04}")
    try kept.wait(for: "Still needed: narrative")
    kept.type("d\r")
    #expect(try kept.ended() == 0 && kept.output.isEmpty)
    #expect(try answers(shop) == ["channel": "in_store"])
    let name = try #require(try drafts(shop).first?["name"] as? String)
    #expect(try shop.casebook("new", "--draft", name).status == 2, "it has no narrative")
    let shown = try shop.casebook("drafts", "show", name, "--lang", "zh-Hans")
    #expect(shown.output.contains("渠道：当场/前台"))
    #expect(try shop.casebook("new", "--draft", name, "--narrative", "Cold soup").status == 0)
    #expect(try shop.json("show", "1")["channel"] as? String == "in_store")

    let thrown = try Terminal(shop, "new")
    try thrown.answer("Channel › ", "1")
    try thrown.answer("  › ", "Cold again")
    try thrown.answer("  › ", ".")
    try thrown.answer("roduct or service › ", ".")
    try thrown.wait(for: "Enter logs it")
    thrown.type("x\r")
    #expect(try thrown.ended() == 0)
    #expect(try drafts(shop).isEmpty && (shop.list().count == 1))
    #expect(try shop.casebook("drafts", "discard", "abc").status == 3)
  }

  @Test func `a crash between logging the case and taking the draft away logs it once`() throws {
    let shop = try Shop()
    let terminal = try Terminal(shop, "new", environment: chinese)
    try told(terminal, "空调太吵")
    terminal.send(SIGKILL)
    _ = try terminal.ended()
    let folder = shop.home + "/drafts/"
    let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    let bytes = try #require(FileManager.default.contents(atPath: folder + file))
    let name = try #require(try drafts(shop).first?["name"] as? String)
    let first = try shop.casebook("new", "--draft", name)
    #expect(try first.status == 0 && (drafts(shop).isEmpty))
    // As the crash would have left it.
    try bytes.write(to: URL(fileURLWithPath: folder + file))
    let number = first.output.trimmingCharacters(in: .newlines)
    #expect(try drafts(shop).first?["logged_as"] as? String == number)
    let second = try shop.casebook("new", "--draft", name)
    #expect(second.status == 0 && second.output == first.output)
    #expect(second.error.contains("logged already"))
    #expect(try shop.list().count == 1 && (drafts(shop).isEmpty))
  }

  @Test
  func `a draft is typed in one window at a time; a line that a power cut left is kept as far as it goes`()
    throws
  {
    let shop = try Shop()
    let terminal = try Terminal(shop, "new", environment: chinese)
    try told(terminal, "空调太吵")
    let name = try #require(try drafts(shop).first?["name"] as? String)
    #expect(try drafts(shop).first?["in_use"] as? Bool == true)
    #expect(try shop.casebook("new", "--draft", name).status == 8)
    #expect(try shop.casebook("drafts", "discard", name).status == 8)
    terminal.send(SIGKILL)
    _ = try terminal.ended()
    let folder = shop.home + "/drafts/"
    let file = folder + (try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first))
    let handle = try #require(FileHandle(forWritingAtPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Array("=product\t空调".utf8).dropLast())
    try handle.close()
    let again = try Terminal(shop, "new", "--draft", name, environment: chinese)
    try again.answer("订单号 › ", ".")
    try again.wait(for: "回车 登记")
    again.type("3\r")
    try again.answer("］ › ", "空调")
    try again.answer("回车 登记", "")
    #expect(try again.ended() == 0, "\(again.text)")
    #expect(try shop.json("show", "1")["product"] as? String == "空调")
  }

  @Test func `a mail that is pasted with empty lines, by a terminal that does not say so, is one text`()
    throws
  {
    let shop = try Shop()
    let terminal = try Terminal(shop, "new", environment: chinese)
    try terminal.answer("渠道 › ", "2")
    try terminal.wait(for: "最后单独输入一行")
    try terminal.wait(for: "  › ")
    terminal.type("您好：\r\r汤是凉的。\r\r\r订单 A-77\r王芳\r\r")
    try terminal.wait(for: "王芳")
    try terminal.wait(for: "  › ")
    terminal.type(".\r")
    try terminal.answer("产品/服务 › ", ".")
    try terminal.answer("回车 登记", "")
    #expect(try terminal.ended() == 0, "\(terminal.text)")
    let shown = try shop.json("show", "@last")
    #expect(shown["narrative"] as? String == "您好：\n\n汤是凉的。\n\n\n订单 A-77\n王芳")
    #expect(shown["product"] == nil && shown["order_reference"] == nil)
  }

  @Test
  func
    `Ctrl-C leaves at once, wherever it is pressed: at the warning of a duplicate, and at the last question`()
    throws
  {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "空调太吵", "--order", "A-77")
    let warned = try Terminal(shop, "new", environment: chinese)
    try told(warned, "一夜没睡")
    warned.type("\r")
    try warned.answer("订单号 › ", "A-77")
    try warned.wait(for: "序号 查看")
    warned.type("\u{03}")
    #expect(try warned.ended() == 128 + SIGINT)
    #expect(try answers(shop)["order_reference"] == "A-77")
    let last = try Terminal(shop, "drafts", "resume", environment: chinese)
    try last.answer("涉及金额 › ", ".")
    try last.wait(for: "回车 登记")
    last.type("\u{03}")
    #expect(try last.ended() == 128 + SIGINT)
    #expect(try drafts(shop).count == 1 && shop.list().count == 1)
  }

  @Test func `a spoken time that leaves something open is told, wherever it is typed`() throws {
    let shop = try Shop()
    let ran = try shop.casebook(
      "new", "--channel", "phone", "--narrative", "汤凉", "--occurred-at", "昨天3点", "--lang", "zh-Hans")
    #expect(ran.status == 0 && ran.error.contains("“昨天3点”按") && ran.error.contains("15:00 记录"))
    let plain = try shop.casebook("edit", "1", "--occurred-at", "昨天下午3点")
    #expect(plain.status == 0 && !plain.error.contains("taken for"))
    let wrong = try shop.casebook("edit", "1", "--occurred-at", "上午15点", "--lang", "zh-Hans")
    #expect(wrong.status == 2 && wrong.error.contains("“上午15点”不是有效的日期") && wrong.error.contains("昨天下午3点"))
  }
}
