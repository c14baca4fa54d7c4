import Foundation
import TestSupport
import Testing

/// `casebook notice` as people run it.
@Suite("Notices of head office") struct NoticeCommandTests {
  private func does(_ shop: Shop, _ arguments: String...) throws -> Program.Ran {
    let ran = try shop.casebook(arguments)
    try #require(ran.status == 0, "casebook \(arguments.joined(separator: " ")): \(ran.error)")
    return ran
  }

  private func sync(_ shops: Shop...) throws { for shop in shops { _ = try does(shop, "sync") } }

  private func owed(_ shop: Shop) throws -> [String] {
    try #require(try shop.json("status")["unacknowledged"] as? [String])
  }

  /// Head office, and two branches with a case each, so that head office knows them.
  private func company() throws -> (office: Office, head: Shop, one: Shop, two: Shop) {
    let office = try Office(branches: ["SH01", "SH02"])
    let head = try office.shop("HQ", role: "head_office")
    let (one, two) = (try office.shop("SH01"), try office.shop("SH02"))
    for shop in [one, two] {
      try shop.new("--channel", "phone", "--narrative", "箱子压坏", "--emergency", "yes")
    }
    try sync(one, two, head)
    return (office, head, one, two)
  }

  private func publish(_ head: Shop, _ more: String...) throws {
    let ran = try head.casebook(
      [
        "notice", "add", "thin-carton", "--title", "停用 B-2024 批次纸箱", "--purpose", "stop_use", "--text",
        "全部封存，清点数量。",
      ] + more)
    try #require(ran.status == 0, "\(ran.error)")
  }

  @Test
  func `what a branch has not acknowledged stands first until it has, and head office sees who has not`()
    throws
  {
    let (office, head, one, two) = try company()
    defer { withExtendedLifetime(office) {} }
    let refused = try one.casebook("notice", "add", "x", "--title", "t", "--purpose", "recall", "--text", "t")
    #expect(refused.status == 4)
    try publish(head)
    try sync(head, one, two)
    let due = try one.array("due")
    #expect(due.first?["kind"] as? String == "notice" && due.first?["notice"] as? String == "thin-carton")
    #expect(
      due.contains { $0["emergency"] as? Bool == true }, "an emergency is due, too, and stands behind it")
    #expect(try owed(one) == ["thin-carton"])
    #expect(try does(one, "news").output.hasPrefix("Not acknowledged"))
    #expect(try does(one, "news").output.hasPrefix("Not acknowledged"), "not only while it is new")
    #expect(try does(one, "list").error.contains("notice ack thin-carton"))
    #expect(try one.casebook("notice", "ack", "thin-carton").status == 2, "what was done is missing")
    _ = try does(one, "notice", "ack", "thin", "封存", "42", "个")
    #expect(try owed(one).isEmpty && one.array("due").allSatisfy { $0["kind"] as? String == "case" })
    let again = try does(one, "notice", "ack", "thin-carton", "又封存一次", "--author", "王芳", "--lang", "zh-Hans")
    #expect(again.error.contains("Li Na已签收"), "\(again.error)")
    try sync(one, head)
    let news = try head.array("news").filter { $0["kind"] as? String == "acknowledgement" }
    #expect(news.map { $0["case"] as? String } == ["thin-carton"] && news.first?["by"] as? String == "Li Na")
    let seen = try head.json("notice", "show", "thin-carton")
    #expect(seen["missing"] as? [String] == ["SH02"] && seen["overdue"] as? [String] == [])
    let said = try #require(seen["acknowledgements"] as? [[String: Any]])
    #expect(said.count == 1 && said[0]["branch"] as? String == "SH01" && said[0]["by"] as? String == "Li Na")
    #expect(said[0]["done"] as? String == "封存 42 个" && said[0]["current"] as? Bool == true)
    let shown = try does(head, "notice", "show", "thin-carton", "--lang", "zh-Hans").output
    #expect(shown.contains("未签收") && shown.contains("封存 42 个"), "\(shown)")
    let missing = try does(head, "notice", "list", "--missing", "--lang", "zh-Hans").output
    #expect(missing.contains("已签 1/2") && missing.contains("SH02") && !missing.contains("SH01"), "\(missing)")
    #expect(try head.casebook("notice", "ack", "thin-carton", "x").status == 6)
    // A branch sees what it said itself, and nobody else's.
    #expect(try two.json("notice", "show", "thin-carton")["missing"] as? [String] == ["SH02"])
  }

  @Test func `an edit of what is to be done is owed again, another title is not, and a withdrawal ends it`()
    throws
  {
    let (office, head, one, two) = try company()
    defer { withExtendedLifetime(office) {} }
    try publish(head)
    try sync(head, one, two)
    _ = try does(one, "notice", "ack", "thin-carton", "封存 42 个")
    try sync(one, head)
    let retitled = try does(head, "notice", "edit", "thin-carton", "--title", "停用问题纸箱", "--branch", "SH01")
    #expect(!retitled.error.contains("acknowledge it again"))
    try sync(head, one, two)
    #expect(try owed(one).isEmpty && owed(two).isEmpty, "it is for the other branch no more")
    #expect(try two.casebook("notice", "ack", "thin-carton", "x").status == 6)
    let edited = try does(head, "notice", "edit", "thin-carton", "--text", "全部销毁。")
    #expect(edited.error.contains("acknowledge it again"), "\(edited.error)")
    try sync(head, one)
    #expect(try owed(one) == ["thin-carton"])
    let seen = try head.json("notice", "show", "thin-carton")
    #expect(seen["missing"] as? [String] == ["SH01"])
    #expect((seen["acknowledgements"] as? [[String: Any]])?.map { $0["current"] as? Bool } == [false])
    #expect(try does(head, "notice", "show", "thin-carton").output.contains("an earlier version"))
    #expect(try head.casebook("notice", "withdraw", "thin-carton").status == 2, "a reason is missing")
    _ = try does(head, "notice", "withdraw", "thin-carton", "--reason", "供应商已收回")
    try sync(head, one)
    #expect(try owed(one).isEmpty && one.array("notice", "list").isEmpty)
    #expect(try one.casebook("notice", "ack", "thin-carton", "x").status == 6)
    let all = try one.array("notice", "list", "--all")
    #expect(all.first?["withdrawn"] as? Bool == true)
    #expect(all.first?["withdrawn_because"] as? String == "供应商已收回")
  }

  @Test func `two people of a branch acknowledge it at once: both are shown, nothing is in conflict`() throws
  {
    let (office, head, one, two) = try company()
    defer { withExtendedLifetime(office) {} }
    let beside = try office.shop("SH01")
    try publish(head)
    try sync(head, one, beside, two)
    _ = try does(one, "notice", "ack", "thin-carton", "封存 42 个", "--author", "李娜")
    _ = try does(beside, "notice", "ack", "thin-carton", "冷库另有 3 个", "--author", "王芳")
    try sync(one, beside, head, one)
    for shop in [head, one, beside] {
      let said = try #require(
        try shop.json("notice", "show", "thin-carton")["acknowledgements"] as? [[String: Any]])
      #expect(Set(said.compactMap { $0["by"] as? String }) == ["李娜", "王芳"])
      #expect(try shop.array("conflict", "list").isEmpty)
    }
  }

  @Test func `a case with the batch of a notice in force says so, whatever its spelling, and no other does`()
    throws
  {
    let (office, head, one, two) = try company()
    defer { withExtendedLifetime(office) {} }
    try publish(head, "--product", "快递纸箱", "--batch", "B-2024", "--branch", "SH01")
    try sync(head, one, two)
    func told(_ shop: Shop, _ more: String...) throws -> [String] {
      let ran = try shop.casebook(["new", "--channel", "phone", "--narrative", "压坏了", "--json"] + more)
      return try #require(try ran.object()["notices"] as? [String])
    }
    #expect(try told(one, "--batch", "b2024") == ["thin-carton"])
    #expect(try told(one, "--product", "快递纸箱", "--batch", "B-2025").isEmpty)
    #expect(try told(one).isEmpty && told(two, "--batch", "B-2024").isEmpty)
    let logged = try does(
      one, "new", "--channel", "phone", "--narrative", "又压坏了", "--product", "快递纸箱", "--lang", "zh-Hans")
    #expect(logged.error.contains("停用中：停用 B-2024 批次纸箱"), "\(logged.error)")
    #expect(try does(one, "show", "@last", "--lang", "zh-Hans").output.contains("停用中："))
    #expect(try one.json("show", "@last")["notices"] as? [String] == ["thin-carton"])
    #expect(try one.json("next", "@last")["notices"] as? [String] == ["thin-carton"])
    // No more when it is withdrawn.
    _ = try does(head, "notice", "withdraw", "thin-carton", "--reason", "已收回")
    try sync(head, one)
    #expect(try one.json("show", "@last")["notices"] as? [String] == [])
  }

  @Test func `head office's due has what branches are late with, each by name`() throws {
    let (office, head, one, two) = try company()
    defer { withExtendedLifetime(office) {} }
    let soon = ISO8601DateFormatter().string(from: Date().addingTimeInterval(25))
    try publish(head, "--acknowledge-by", soon)
    func duties() throws -> [[String: Any]] {
      try head.array("due").filter { $0["kind"] as? String == "notice" }
    }
    #expect(try duties().isEmpty, "nobody is late")
    try sync(head, one, two)
    _ = try does(two, "notice", "ack", "thin-carton", "没有库存")
    try sync(two, head)
    _ = try waitUntil(within: 120) { try !duties().isEmpty }
    let late = try #require(try duties().first)
    #expect(late["notice"] as? String == "thin-carton" && late["late"] as? Bool == true)
    let told = try does(head, "due", "--lang", "zh-Hans").output
    #expect(told.contains("超期未签：SH01"), "\(told)")
    #expect(try head.array("due", "--branch", "SH02").allSatisfy { $0["kind"] as? String != "notice" })
  }

  @Test func `a notice for information is acknowledged by nobody, one without a text is not published`()
    throws
  {
    let (office, head, one, two) = try company()
    defer { withExtendedLifetime(office) {} }
    let bare = try head.casebook("notice", "add", "hours", "--title", "营业时间调整", "--lang", "zh-Hans")
    #expect(bare.status == 2 && bare.error.contains("处理要求"), "\(bare.error)")
    _ = try does(
      head, "notice", "add", "hours", "--title", "营业时间调整", "--purpose", "告知", "--text", "周五起 22 点打烊。")
    let taken = try head.casebook(
      "notice", "add", "hours", "--title", "x", "--purpose", "告知", "--text", "x")
    #expect(taken.status == 6 && taken.error.contains("notice edit hours"), "\(taken.error)")
    try sync(head, one, two)
    #expect(try owed(one).isEmpty && one.array("notice", "list").count == 1)
    #expect(try head.json("notice", "show", "hours")["missing"] as? [String] == [])
    #expect(try does(one, "notice", "show", "hours").output.contains("周五起 22 点打烊"))
  }

  @Test func `an erasure names notices and trainings that say who the customer is, and leaves them`() throws {
    let office = try Office(branches: [])
    let admin = try office.shop("HQ", role: "admin")
    try admin.new(
      "--channel", "phone", "--narrative", "茶凉了", "--customer", "王小姐", "--phone", "13811112222",
      "--customer-id", "C-77")
    _ = try does(
      admin, "notice", "add", "tea", "--title", "王小姐 13811112222 的茶", "--purpose", "warning", "--text", "请留意。"
    )
    _ = try does(
      admin, "training", "add", "hot-tea", "--title", "Tea", "--topic", "communication", "--form", "reading",
      "--body", "She called from 138 1111 2222.")
    _ = try does(
      admin, "notice", "add", "cups", "--title", "杯子", "--purpose", "warning", "--text", "请留意。")
    for words in [["erase", "--customer", "C-77"], ["customer", "erase", "13811112222"]] {
      let told = try admin.casebook(words + ["--dry-run", "--json"]).object()
      #expect(told["published"] as? [String] == ["course hot-tea", "notice tea"], "\(words)")
    }
  }
}
