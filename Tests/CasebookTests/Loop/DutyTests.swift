import Foundation
import Testing

/// `casebook due` is the one list of what somebody is to do by a time, of a case or of none.
@Suite struct DutyTests {
  @Test func `a signal with a date is due to its owner, late, and of its own kind, until it is a case`()
    throws
  {
    let shop = try Shop()
    let story = Story(shop: shop)
    let name = try shop.casebook("signal", "Sighed at the till", "--kind", "nonverbal").output
      .trimmingCharacters(in: .newlines)
    func duties(_ more: String...) throws -> [[String: Any]] {
      let ran = try shop.casebook(["due", "--json"] + more)
      try #require(ran.status == 0, "\(ran.error)")
      return try ran.array()
    }
    #expect(try duties().isEmpty, "nobody said by when")
    let soon = ISO8601DateFormatter().string(from: Date().addingTimeInterval(20))
    try story.does("signal assign \(name) --to \"Li Na\" --due \(soon)")
    let due = try #require(try duties("--mine").first)
    #expect(due["kind"] as? String == "signal" && due["signal"] as? String == name)
    #expect(due["what"] as? String == "Sighed at the till" && due["owner"] as? String == "Li Na")
    #expect(due["employee_record"] is NSNull && due["branch"] as? String == "SH01")
    #expect(try duties("--handler", "Wang Wei").isEmpty && duties("--branch", "SH02").isEmpty)
    _ = try waitUntil(within: 120) { try !duties("--late").isEmpty }
    let told = try shop.casebook("due", "--late", "--lang", "zh-Hans").output
    #expect(told.contains(name) && told.contains("神态动作") && told.contains("Li Na"), "\(told)")
    #expect(try shop.casebook("list", "--overdue", "--lang", "zh-Hans").error.contains("另有 1 项"))
    try story.does("new --signal \(name) --channel phone")
    #expect(try duties().allSatisfy { $0["kind"] as? String == "case" })
    #expect(!(try shop.casebook("list", "--overdue", "--lang", "zh-Hans").error.contains("另有")))
  }

  @Test func `an emergency and an escalation are marked in due as they are in the list`() throws {
    let shop = try Shop()
    let story = Story(shop: shop)
    for text in ["Fell on the stairs", "Wants the press", "Cold soup"] {
      try shop.new("--channel", "phone", "--narrative", text)
    }
    #expect(try !shop.casebook("due", "--lang", "zh-Hans").output.contains("紧急"))
    try story.does("edit 1 --emergency yes")
    try story.does("escalate 2 --to manager --reason \"the press\"")
    let lines = try shop.casebook("due", "--lang", "zh-Hans").output.split(separator: "\n")
    func marks(_ text: String) -> Set<String> {
      let of = lines.filter { $0.contains(text) }
      return Set(["紧急", "已升级"].filter { mark in of.contains { $0.contains(mark) } })
    }
    #expect(marks("Fell on the stairs") == ["紧急"], "\(lines)")
    #expect(marks("Wants the press") == ["已升级"], "\(lines)")
    #expect(marks("Cold soup").isEmpty, "\(lines)")
  }

  @Test func `what was promised to whom was erased is due no more, what the company improves is`() throws {
    let office = try Office()
    let (shop, admin) = (try office.shop(), try office.shop("HQ", role: "admin"))
    let story = Story(shop: shop)
    try shop.new("--channel", "phone", "--narrative", "The soup was cold", "--customer-id", "C-7")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("A refund", "--remedy refund:20")
    try story.does("accept 1 --how phone")
    try story.does("execute 1 --contact \"Li Na\" --commit \"Refund by card\" --due tomorrow")
    try story.does("task add 1 \"Call her on Monday\" --purpose call --owner \"Li Na\" --due tomorrow")
    try story.does("task add 1 \"A lid for the pot\" --purpose improvement --owner \"Li Na\" --due tomorrow")
    func owed() throws -> [String?] {
      try shop.array("due").filter { ["commitment", "task"].contains($0["clock"] as? String) }
        .map { $0["what"] as? String }
    }
    #expect(try owed().count == 3)
    for device in [shop, admin] { try #require(try device.casebook("sync").status == 0) }
    try #require(
      try admin.casebook("erase", "--customer", "C-7", "--reason", "by letter").status == 0)
    for device in [admin, shop] { try #require(try device.casebook("sync").status == 0) }
    #expect(try owed() == [nil])
    let told = try shop.casebook("due", "--lang", "zh-Hans").output
    #expect(told.contains("（已清除） · Li Na"), "\(told)")
    #expect(try shop.casebook("why", "1", "commitment").status == 0, "the case still says what there was")
  }

  @Test func `in a window of 80 columns what is owed, by whom, stands beside the whole number`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    try Story(shop: shop).does("task add 1 \"Call the supplier\" --owner 王芳 --due tomorrow")
    for language in ["en", "zh-Hans"] {
      let terminal = try Terminal(shop, ["due", "--lang", language], showsOutput: true)
      #expect(try terminal.ended() == 0)
      let lines = String(decoding: terminal.shown, as: UTF8.self).split(whereSeparator: \.isNewline)
      #expect(
        lines.contains { $0.contains(number) && $0.contains("Call the supplier · 王芳") },
        "\(language): \(lines)")
      #expect(lines.allSatisfy { String($0).terminalColumns <= 80 }, "\(language): \(lines)")
    }
  }
}
