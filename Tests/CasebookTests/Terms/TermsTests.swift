import Foundation
import TestSupport
import Testing

/// `casebook terms` as people run it, and what becomes of terms in every other command.
@Suite("Terms") struct TermsTests {
  private func does(_ shop: Shop, _ arguments: String...) throws -> Program.Ran {
    let ran = try shop.casebook(arguments)
    try #require(ran.status == 0, "casebook \(arguments.joined(separator: " ")): \(ran.error)")
    return ran
  }

  @Test
  func `head office adds, renames and retires a channel, and the branch works with it, in both languages`()
    throws
  {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    let branch = try office.shop("SH01")
    let added = try head.json(
      "terms", "add", "渠道", "live_stream", "--en", "Live stream", "--zh", "直播间", "--synonym", "抖音直播")
    #expect(added["axis"] as? String == "channel" && added["id"] as? String == "live_stream")
    #expect(added["label_zh"] as? String == "直播间" && added["label_en"] as? String == "Live stream")
    #expect(added["synonyms"] as? [String] == ["抖音直播"] && added["source"] as? String == "head_office")
    _ = try does(head, "sync")
    // Before its sync the branch has not heard of it.
    #expect(try branch.casebook("new", "--channel", "直播间", "--narrative", "x").status == 2)
    _ = try does(branch, "sync")
    for typed in ["直播间", "Live stream", "抖音直播", "live-stream"] {
      try branch.new("--channel", typed, "--narrative", "主播说今天发货")
    }
    #expect(
      try branch.list("--channel", "直播间").map { $0["channel"] as? String }
        == [String?](repeating: "live_stream", count: 4))
    #expect(try does(branch, "show", "1", "--lang", "zh-Hans").output.contains("直播间"))
    #expect(try does(branch, "show", "1").output.contains("Live stream"))

    // Renamed: old cases show it, the old name is still understood.
    _ = try does(head, "terms", "rename", "channel", "直播间", "--zh", "直播带货", "--en", "Live shopping")
    _ = try does(head, "sync")
    _ = try does(branch, "sync")
    #expect(try does(branch, "show", "1", "--lang", "zh-Hans").output.contains("直播带货"))
    #expect(try branch.json("show", "1")["channel"] as? String == "live_stream")
    try branch.new("--channel", "直播间", "--narrative", "没有收到赠品")
    let report = try does(branch, "report", "overview", "--by", "channel", "--lang", "zh-Hans").output
    #expect(report.contains("直播带货") && !report.contains("已停用"))

    // Retired: no longer accepted, still found, shown and counted.
    _ = try does(head, "terms", "retire", "channel", "live_stream")
    _ = try does(head, "sync")
    _ = try does(branch, "sync")
    let refused = try branch.casebook("new", "--channel", "直播带货", "--narrative", "x", "--lang", "zh-Hans")
    #expect(refused.status == 2 && refused.error.contains("已停用"), "\(refused.error)")
    #expect(!refused.error.contains("直播带货（live_stream）"))
    #expect(try branch.casebook("edit", "1", "--channel", "live_stream").status == 2)
    #expect(try branch.list("--channel", "直播带货").count == 5)
    #expect(try does(branch, "show", "2").output.contains("Live shopping"))
    let zh = try does(branch, "report", "overview", "--by", "channel", "--lang", "zh-Hans").output
    let en = try does(branch, "report", "overview", "--by", "channel").output
    #expect(zh.contains("直播带货（已停用）") && en.contains("Live shopping (retired)"))
    let listed = try branch.array("terms", "list", "channel").last
    #expect(listed?["retired"] as? Bool == true && listed?["synonyms"] as? [String] != nil)
    #expect(try does(branch, "terms", "list", "渠道", "--lang", "zh-Hans").output.contains("已停用"))
    // What this program exported itself comes back whole.
    let export = branch.folder.path + "/out.csv"
    _ = try does(branch, "export", "--format", "csv", "--output", export)
    let other = try office.shop("SH01")
    _ = try does(other, "sync")
    #expect(
      try other.casebook("import", export, "--dry-run", "--json").object()["rejected"] as? [String] ?? []
        == [])

    _ = try does(head, "terms", "retire", "channel", "live_stream", "--undo")
    _ = try does(head, "sync")
    _ = try does(branch, "sync")
    try branch.new("--channel", "直播带货", "--narrative", "x")
  }

  @Test func `products stay as they were written, and count as the term that has their names`() throws {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "admin")
    for (place, product) in ["手机壳", "保护壳", "Phone CASE", "手机套", "充电器"].enumerated() {
      try head.new("--channel", "phone", "--narrative", "开裂 \(place)", "--product", product)
    }
    func counts() throws -> [String?: Int] {
      let parts = try #require(
        try head.json("report", "overview", "--by", "product")["parts"] as? [[String: Any]])
      let rows = try #require(parts[0]["rows"] as? [[String: Any]])
      return Dictionary(
        rows.map { ($0["product"] as? String, $0["cases"] as? Int ?? 0) }, uniquingKeysWith: +)
    }
    #expect(try counts().count == 5)
    _ = try does(
      head, "terms", "add", "产品线", "phone_case", "--zh", "手机壳", "--en", "Phone case", "--synonym", "保护壳")
    #expect(try counts() == ["phone_case": 3, "手机套": 1, "充电器": 1])
    _ = try does(head, "terms", "synonym", "product", "phone_case", "手机套")
    #expect(try counts() == ["phone_case": 4, "充电器": 1])
    #expect(
      try does(head, "report", "overview", "--by", "product", "--lang", "zh-Hans").output.contains("手机壳"))
    #expect(try head.list("--product", "手机套").count == 4 && head.list("--product", "充电器").count == 1)
    #expect(Set(try head.list("--product", "phone_case").map { $0["product"] as? String }).count == 4)
    _ = try does(head, "terms", "synonym", "product", "phone_case", "--remove", "手机 套")
    #expect(try counts()["phone_case"] == 3 && head.list("--product", "手机套").count == 1)
  }

  @Test func `a map and a guided draft name terms of head office`() throws {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "admin")
    _ = try does(
      head, "terms", "add", "channel", "kiosk", "--zh", "自助机", "--en", "Kiosk", "--synonym", "自助终端")
    _ = try does(head, "terms", "add", "cause", "weather", "--zh", "天气", "--en", "Weather")
    let map = try head.file(
      "map.yaml",
      """
      source: desk
      key: [id]
      columns:
        id: external_id
        via: {field: channel, values: {K: 自助机, T: 自助终端}}
        why: cause_area
        text: narrative
      """)
    let rows = "id,via,why,text\n1,K,天气,a\n2,T,weather,b\n3,kiosk,Weather,c\n4,tram,天气,d\n"
    let ran = try head.casebook("import", try head.file("rows.csv", rows), "--map", map, "--json").object()
    #expect(ran["imported"] as? Int == 3 && (ran["rejected"] as? [Any])?.count == 1)
    #expect(Set(try head.list().map { $0["channel"] as? String }) == ["kiosk"])
    #expect(Set(try head.list().map { $0["cause_area"] as? String }) == ["weather"])
  }

  @Test func `a name that means another term is refused, and a label may take over a synonym`() throws {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    func refused(_ arguments: String...) throws -> String {
      let ran = try head.casebook(arguments + ["--json"])
      #expect(ran.status == 6, "\(arguments): \(ran)")
      return try ran.errorObject()["error"] as? String ?? ""
    }
    #expect(
      try refused("terms", "add", "channel", "hotline", "--zh", "电话热线", "--en", "Hotline") == "already_there")
    #expect(
      try refused("terms", "add", "channel", "phone", "--zh", "座机", "--en", "Landline") == "already_there")
    #expect(
      try refused("terms", "add", "channel", "desk", "--zh", "柜台/前台", "--en", "Desk") == "already_there")
    #expect(try refused("terms", "synonym", "channel", "email", "微信") == "already_there")
    #expect(try refused("terms", "rename", "channel", "email", "--zh", "聊天") == "already_there")
    let taken = try head.casebook("terms", "add", "channel", "weixin", "--zh", "微信", "--en", "Weixin")
    #expect(taken.status == 0 && taken.error.contains("was another name of “Chat"), "\(taken.error)")
    try head.new("--channel", "微信", "--narrative", "x")
    #expect(try head.json("show", "1")["channel"] as? String == "weixin")
    for arguments in [
      ["terms", "add", "severity", "worst", "--zh", "最重", "--en", "Worst"],
      ["terms", "add", "channel", "Fax", "--zh", "传真", "--en", "Fax"],
      ["terms", "add", "channel", "a-b", "--zh", "传真", "--en", "Fax"],
      ["terms", "add", "channel", "fax", "--zh", " ", "--en", "Fax"],
      ["terms", "add", "channel", "fax", "--zh", "传真"],
      ["terms", "rename", "channel", "email"], ["terms", "synonym", "channel", "email"],
    ] { #expect(try head.casebook(arguments).status == 2, "\(arguments)") }
    #expect(try head.casebook("terms", "rename", "channel", "pigeon", "--zh", "信鸽").status == 3)
    #expect(try head.casebook("terms", "rename", "channel", "online", "--zh", "线上").status == 3)
    #expect(try head.json("terms", "rename", "channel", "email", "--zh", "邮件")["changed"] as? Bool == false)
  }

  @Test func `only head office changes terms; everybody lists them`() throws {
    let shop = try Shop()
    for arguments in [
      ["terms", "add", "channel", "fax", "--zh", "传真", "--en", "Fax"],
      ["terms", "rename", "channel", "phone", "--zh", "座机"], ["terms", "retire", "channel", "phone"],
      ["terms", "synonym", "channel", "phone", "座机"],
    ] {
      let refused = try shop.casebook(arguments + ["--json"])
      #expect(refused.status == 4, "\(arguments): \(refused)")
      #expect(try refused.errorObject()["error"] as? String == "not_allowed")
    }
    let all = try shop.array("terms", "list")
    #expect(all.allSatisfy { $0["source"] as? String == "built_in" })
    #expect(
      all.contains { $0["axis"] as? String == "channel" && $0["id"] as? String == "regulator" }
        && all.contains { $0["axis"] as? String == "root_cause" && $0["id"] as? String == "supplier" })
    #expect(
      Set(all[0].keys) == ["axis", "id", "label_en", "label_zh", "synonyms", "retired", "source"])
    let none = try shop.casebook("terms", "list", "产品线", "--lang", "zh-Hans")
    #expect(none.status == 0 && none.output.isEmpty && none.error.contains("还没有"))
    #expect(try shop.casebook("terms", "list", "--lang", "zh-Hans").output.contains("监管部门"))
    #expect(try shop.casebook("terms", "list", "colour").status == 2)
  }

  @Test func `an emergency is logged whatever was retired`() throws {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    _ = try does(head, "terms", "retire", "channel", "in_store")
    #expect(try head.casebook("new", "--channel", "in_store", "--narrative", "x").status == 2)
    _ = try does(head, "emergency", "客人晕倒")
    #expect(try head.list("--channel", "前台").count == 1)
  }

  @Test func `a word of danger in a story offers the emergency plan, until head office retires it`() throws {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    func logged(_ story: String, _ more: String...) throws -> Program.Ran {
      try head.casebook(["new", "--channel", "phone", "--narrative", story, "--lang", "zh-Hans"] + more)
    }
    #expect(try logged("充电器冒烟").error.contains("emergency-plan"))
    #expect(try !logged("充电器冒烟", "--emergency", "是").error.contains("emergency-plan"))
    #expect(try !logged("充电器坏了").error.contains("emergency-plan"))
    #expect(try logged("孩子过敏送医", "--json").object()["safety_words"] as? [String] == ["allergy", "hospital"])
    _ = try does(head, "terms", "add", "安全词", "glass", "--zh", "玻璃渣", "--en", "Glass")
    _ = try does(head, "terms", "retire", "safety_word", "冒烟")
    #expect(try logged("汤里有玻璃渣").error.contains("玻璃渣"))
    #expect(try !logged("充电器冒烟").error.contains("emergency-plan"))
    #expect(try head.json("show", "1")["emergency"] as? Bool != true, "it decides nothing")
  }
}
