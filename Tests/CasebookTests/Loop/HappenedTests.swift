import Foundation
import Testing

/// What happened beside the steps: refusals, findings, escalations, and the news of them.
@Suite struct HappenedTests {
  private func assessed(_ shop: Shop, severity: String = "minor") throws -> Story {
    let story = Story(shop: shop)
    try shop.new("--channel", "phone", "--narrative", "The box was crushed", "--emotion", "upset")
    try story.assess(severity, "product_quality", "internal_process", need: "fact")
    return story
  }

  @Test func `why an option was taken back, and what the customer said, stand in the case`() throws {
    let story = try assessed(try Shop())
    try story.propose("A voucher", "--remedy voucher:20")
    try story.propose("A refund", "--remedy refund:20")
    try story.refuses("propose 1 --title x --reason y", saying: "--drop", status: 2)
    try story.does("propose 1 --drop 1 --reason \"Wants money, not paper\"")
    try story.does("note 1 \"Will not come back\" --kind 客户表示不再光顾")
    try story.does("note 1 \"Carton of 2 mm, batch 12\" --kind finding")
    let timeline = try story.shop.timeline("1")
    let dropped = timeline.first { $0["withdrawn"] as? Bool == true && $0["kind"] as? String == "option" }
    #expect(dropped?["withdrawn_because"] as? String == "Wants money, not paper")
    let kinds = timeline.filter { $0["kind"] as? String == "note" }.map { $0["note_kind"] as? String }
    #expect(kinds == ["leaving", "finding"])
    let shown = try story.shop.casebook("show", "1", "--lang", "zh-Hans").output
    #expect(shown.contains("调查结果") && shown.contains("撤回原因"), "\(shown)")
  }

  @Test func `an escalation's answer is due, stands first where it is looked for, and is receipted`() throws {
    let story = try assessed(try Shop())
    let shop = story.shop
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    try story.does("escalate 1 --to \"regional manager\" --reason \"beyond the branch\" --expected tomorrow")
    #expect(try shop.list("--escalated").count == 1)
    let due = try shop.array("due").first { $0["clock"] as? String == "escalation" }
    #expect(due?["what"] as? String == "beyond the branch" && due?["owner"] as? String == "regional manager")
    #expect((try shop.list("--escalated").first?["seen"] as? [[String: Any]])?.isEmpty == true)
    try story.refuses("escalate 1 --seen", saying: "whom it went to", status: 4)
    try story.does("escalate 1 --seen --author \"Director Wu\"")
    try story.does("escalate 1 --seen --author \"Regional Manager\"")
    let seen = try shop.list("--escalated").first?["seen"] as? [[String: Any]]
    #expect(
      seen?.map { $0["by"] as? String } == ["Regional Manager", "Director Wu"], "whom it went to first")
    #expect(try shop.casebook("list", "--escalated", "--lang", "zh-Hans").output.contains("已阅"))
    let receipts = try shop.timeline("1").filter { $0["note_kind"] as? String == "receipt" }
    #expect(Set(receipts.compactMap { $0["author"] as? String }) == ["Director Wu", "Regional Manager"])
    try story.refuses("escalate 1 --seen --to me", saying: "--seen", status: 2)
    try story.does("escalate 1 --end --outcome \"she called\"")
    #expect(try shop.list("--escalated").isEmpty)
    #expect(try shop.array("due").filter { $0["clock"] as? String == "escalation" }.isEmpty)
    try story.refuses("escalate 1 --seen", saying: "has no open escalation")
    try story.does("edit 2 --emergency yes")
    #expect(try shop.list("--emergency").count == 1)
    try story.does("escalate 2 --seen")
    #expect((try shop.list("--emergency").first?["seen"] as? [[String: Any]])?.count == 1)
    // What was not escalated and is no emergency has nothing to be seen.
    #expect(try shop.list().allSatisfy { $0["seen"] == nil })
  }

  @Test func `emergencies are due first for all, and what was escalated for whoever is above the staff`()
    throws
  {
    let office = try Office()
    let staff = try office.shop()
    let manager = try office.shop(role: "duty_manager")
    func log(_ text: String) throws -> String {
      try staff.casebook("new", "--channel", "phone", "--narrative", text).output.trimmingCharacters(
        in: .newlines)
    }
    let (plain, escalated, emergency) = (try log("Plain"), try log("Escalated"), try log("Emergency"))
    for arguments in [
      ["escalate", escalated, "--to", "manager", "--reason", "beyond us"],
      ["edit", emergency, "--emergency", "yes"],
    ] { try #require(try staff.casebook(arguments).status == 0) }
    for device in [staff, manager] { try #require(try device.casebook("sync").status == 0) }
    func order(_ shop: Shop) throws -> [String] {
      try shop.array("due").compactMap { $0["case"] as? String }.reduce(into: []) {
        if $0.last != $1 { $0.append($1) }
      }
    }
    #expect(try order(staff).first == emergency)
    #expect(Set(try order(manager).prefix(2)) == [emergency, escalated])
    let rows = try manager.array("due")
    #expect(
      rows.filter { $0["case"] as? String == escalated }.allSatisfy { $0["escalated"] as? Bool == true })
    #expect(rows.filter { $0["case"] as? String == plain }.allSatisfy { $0["emergency"] as? Bool == false })
  }

  @Test func `what the customer said is not also what the customer was told`() throws {
    let story = try assessed(try Shop())
    for kind in ["question", "reaction", "refusal", "leaving"] {
      try story.refuses(
        "note 1 --kind \(kind) --told \"Fine\"", saying: "what the customer said", status: 2)
    }
    try story.does("note 1 --kind reaction \"Fine\"")
    try story.does("note 1 --kind finding --told \"The box was too thin\"")
    let notes = try story.shop.timeline("1").filter { $0["kind"] as? String == "note" }
    #expect(notes.count == 2)
  }

  @Test func `cases are listed and counted by urgency and complexity`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "Cold", "--urgency", "high", "--complexity", "low")
    try shop.new("--channel", "phone", "--narrative", "Late", "--urgency", "high")
    try shop.new("--channel", "phone", "--narrative", "Dear", "--complexity", "high")
    #expect(try shop.list("--urgency", "高").count == 2)
    #expect(try shop.list("--urgency", "high", "--complexity", "low").count == 1)
    let parts = try shop.json("report", "overview", "--by", "urgency,complexity")["parts"]
    let rows = (parts as? [[String: Any]] ?? []).flatMap { $0["rows"] as? [[String: Any]] ?? [] }
    func counted(_ axis: String) -> [String: Int] {
      Dictionary(
        rows.compactMap { row in (row[axis] as? String).map { ($0, row["cases"] as? Int ?? 0) } },
        uniquingKeysWith: +)
    }
    #expect(counted("urgency") == ["high": 2], "\(rows)")
    #expect(counted("complexity") == ["low": 1, "high": 1], "\(rows)")
  }

  @Test func `a case with several impacts counts under each, and once in all`() throws {
    let shop = try Shop()
    let terms = ["reputation", "loyalty"]
    try shop.new(
      "--channel", "phone", "--narrative", "Cold", "--impact", terms[0], "--impact", terms[1])
    try shop.new("--channel", "phone", "--narrative", "Late", "--impact", terms[0])
    for report in ["overview", "causes"] {
      let found = try shop.json("report", report, "--by", "impact")
      let rows = (found["parts"] as? [[String: Any]])?.first?["rows"] as? [[String: Any]] ?? []
      #expect(found["cases"] as? Int == 2, "\(found)")
      #expect(rows.map { $0["impact"] as? String } == terms, "\(found)")
      #expect(rows.map { $0["cases"] as? Int } == [2, 1] && rows.map { $0["share"] as? Double } == [1, 0.5])
      let told = try shop.casebook("report", report, "--by", "impact", "--lang", "zh-Hans")
      #expect((told.output + told.error).contains("每项各计一次"), "\(told)")
    }
  }

  @Test func `a part of a supplier's or product's name finds what it is called here`() throws {
    let shop = try Shop()
    for name in ["Acme Boxes", "acme boxes", "Other"] {
      try shop.new("--channel", "phone", "--narrative", "Crushed", "--supplier", name, "--product", "纸箱大号")
    }
    for command in [["list"], ["customer", "list"]] {
      let near = try shop.casebook(command + ["--supplier", "ACME"])
      #expect(near.error.contains("Did you mean “Acme Boxes”?"), "\(near.error)")
      let product = try shop.casebook(command + ["--product", "纸箱", "--lang", "zh-Hans"])
      #expect(product.error.contains("是否想找“纸箱大号”"), "\(product.error)")
      let none = try shop.casebook(command + ["--supplier", "Nobody"])
      #expect(!none.error.contains("Did you mean"), "\(none.error)")
    }
  }

  @Test func `a part of a handler's name, a batch or a tag finds what it is called here`() throws {
    let shop = try Shop()
    try shop.new(
      "--channel", "phone", "--narrative", "Crushed", "--handler", "Wang Fang", "--batch", "B-2026-11",
      "--tag", "纸箱破损")
    for (option, part, whole) in [
      ("--handler", "wang", "Wang Fang"), ("--batch", "b 2026", "b202611"), ("--tag", "纸箱", "纸箱破损"),
    ] {
      let near = try shop.casebook("list", option, part)
      #expect(near.output.isEmpty && near.error.contains("Did you mean “\(whole)”?"), "\(near.error)")
      #expect(try !shop.casebook("list", option, whole).output.isEmpty, "\(whole)")
    }
  }

  @Test func `causes are counted by supplier`() throws {
    let shop = try Shop()
    for name in ["Acme Boxes", "acme boxes", "Other"] {
      try shop.new("--channel", "phone", "--narrative", "Crushed", "--supplier", name, "--batch", "12")
    }
    let report = try shop.json("report", "causes", "--by", "supplier")
    let rows = (report["parts"] as? [[String: Any]])?.first?["rows"] as? [[String: Any]] ?? []
    #expect(rows.map { $0["cases"] as? Int }.sorted { ($0 ?? 0) > ($1 ?? 0) } == [2, 1], "\(rows)")
  }

  @Test func `news says who approved what, or not, and why, and what a signal is about`() throws {
    let office = try Office()
    let shop = try office.shop()
    let manager = try office.shop(role: "duty_manager")
    let story = try assessed(shop, severity: "moderate")
    try story.propose("Refund and a visit", "--remedy refund:800")
    try story.propose("A voucher", "--remedy voucher:20")
    for device in [shop, manager] { try #require(try device.casebook("sync").status == 0) }
    let number = try #require(try manager.list().first?["number"] as? String)
    try story.does("approve \(number) 1 --reject --reason \"a voucher is enough\"", by: manager)
    try #require(
      try manager.casebook("signal", "Sighed at the till", "--kind", "nonverbal").status == 0)
    try story.does("task add \(number) \"Ask the courier\" --owner warehouse --due tomorrow", by: manager)
    for device in [manager, shop] { try #require(try device.casebook("sync").status == 0) }
    let told = try shop.casebook("news", "--keep").output
    #expect(told.contains("option rejected") && told.contains("a voucher is enough"), "\(told)")
    #expect(told.contains("Sighed at the till"), "\(told)")
    #expect(told.contains("warehouse: Ask the courier"), "\(told)")
    let chinese = try shop.casebook("news", "--lang", "zh-Hans").output
    #expect(chinese.contains("方案被驳回") && chinese.contains("warehouse：Ask the courier"), "\(chinese)")
  }
}
