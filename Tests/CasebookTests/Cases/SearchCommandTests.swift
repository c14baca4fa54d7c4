import Foundation
import Testing

/// `casebook search`, by the real program.
@Suite struct SearchCommandTests {
  private func shop() throws -> Shop {
    let shop = try Shop()
    try shop.new(
      "--channel", "phone", "--narrative", "The cold soup came late", "--type", "product", "--severity",
      "severe", "--handler", "Wang Fang", "--order", "A-77", "--logged-at", "2025-01-15")
    try shop.new(
      "--channel", "email", "--narrative", "汤是凉的，服务员不道歉", "--type", "service", "--severity", "minor",
      "--handler", "王芳", "--logged-at", "2025-02-15")
    return shop
  }

  private func narratives(_ shop: Shop, _ words: String...) throws -> [String] {
    let ran = try shop.casebook(["search"] + words + ["--json"])
    try #require(ran.status == 0, "\(words): \(ran.error)")
    return try ran.hits().compactMap { $0["narrative"] as? String }
  }

  private let soup = "The cold soup came late"
  private let broth = "汤是凉的，服务员不道歉"

  @Test func `filters are typed in either language, with either colon, and an exclusion begins with a dash`()
    throws
  {
    let shop = try shop()
    for words in [
      ["type:product"], ["类型：产品"], ["严重程度:严重"], ["handler:\"Wang Fang\""], ["soup", "-type:service"],
      ["order:a77"], ["A77"], ["until:2025-01"], ["channel:phone", "is:open"], ["soup", "-refund"],
      ["severity:severe", "severity:moderate"], ["\"cold soup\""], ["so*", "-汤"],
    ] {
      #expect(
        try shop.casebook(["search"] + words + ["--json"]).hits().first?["narrative"] as? String == soup)
    }
    for words in ["经办人：王芳", "since:2025-02", "-严重度:严重 since:2025", "湯", "「凉的」", "has:handler -type:product"] {
      #expect(try narratives(shop, words) == [broth], "\(words)")
    }
    #expect(try narratives(shop, "is:conflicted").isEmpty && narratives(shop, "has:note").isEmpty)
    try #require(try shop.casebook("note", "1", "called").status == 0)
    #expect(try narratives(shop, "has:note").count == 1)
  }

  @Test func `a customer is found by id, phone, e-mail or whole name, and by a part of one is shown the way`()
    throws
  {
    let shop = try Shop()
    try shop.new(
      "--channel", "phone", "--narrative", "soup", "--customer-name", "王 芳", "--customer-id", "C-1027",
      "--phone",
      "13800138000", "--email", "Wang@x.com")
    try shop.new("--channel", "phone", "--narrative", "tea", "--customer-name", "王芳芳")
    for typed in [
      "customer:c－1027", "客户：王芳", "customer:\"王 芳\"", "customer:+8613800138000", "customer:wang@x.com",
    ] {
      #expect(try narratives(shop, typed) == ["soup"], "\(typed)")
    }
    #expect(try narratives(shop, "soup", "-customer:王芳") == [])
    let part = try shop.casebook("search", "customer:王", "--lang", "zh-Hans")
    #expect(part.error.contains("没有找到") && part.error.contains("casebook customer find"), "\(part.error)")
    #expect(try !shop.casebook("search", "nowhere").error.contains("casebook customer find"))
  }

  @Test func `a part that is not understood is named, in the language of whoever typed it`() throws {
    let shop = try shop()
    for (words, part) in [
      ("statsu:open", "statsu:open"), ("severity:terrible", "severity:terrible"),
      ("since:soon", "since:soon"),
      ("soup type:", "type:"), ("is:late", "is:late"),
    ] {
      for language in ["en", "zh-Hans"] {
        let ran = try shop.casebook("search", words, "--lang", language)
        #expect(ran.status == 2 && ran.output.isEmpty && ran.error.contains(part), "\(ran.error)")
        #expect(!ran.error.contains("fts5") && !ran.error.contains("SQL"), "\(ran.error)")
      }
    }
    for words in [["-refund"], ["-"], ["*"], [String(repeating: "汤", count: 10_000)], ["\"", "-"]] {
      #expect(try shop.casebook(["search"] + words).status == 2, "\(words)")
    }
  }

  @Test func `JSON says how many there are, whether that is all, and where the words stand`() throws {
    let shop = try shop()
    let found = try shop.json("search", "凉的")
    #expect(found["total"] as? Int == 1 && found["truncated"] as? Bool == false)
    #expect(found["total_is_exact"] as? Bool == true && found["query"] as? String == "凉的")
    let hit = try #require((found["hits"] as? [[String: Any]])?.first)
    #expect(hit["found"] as? String == "case" && hit["record_kind"] as? String == "case")
    let parts = try #require(hit["excerpt_parts"] as? [[String: Any]])
    #expect(parts.compactMap { $0["text"] as? String }.joined() == hit["excerpt"] as? String)
    #expect(parts.first { $0["hit"] as? Bool == true }?["text"] as? String == "凉的")
    let page = try shop.json("search", "is:open", "--limit", "1")
    #expect(page["total"] as? Int == 2 && page["truncated"] as? Bool == true)
  }

  @Test func `pages follow each other, and say where they are`() throws {
    let shop = try shop()
    let first = try shop.casebook("search", "is:open", "--limit", "1")
    let second = try shop.casebook("search", "is:open", "--limit", "1", "--page", "2")
    #expect(first.output.contains("汤") && second.output.contains("soup"))
    #expect(
      first.error.contains("1 of 2") && second.error.contains("2 of 2"), "\(first.error)\(second.error)")
    #expect(try shop.casebook("search", "is:open", "--offset", "1").output == second.output)
    let beyond = try shop.casebook("search", "is:open", "--page", "3")
    #expect(beyond.status == 0 && beyond.output.isEmpty && beyond.error.contains("2"))
    for wrong in [
      ["--page", "0"], ["--offset", "-1"], ["--page", "1", "--offset", "1"], ["--page", "2", "--limit", "0"],
    ] {
      #expect(try shop.casebook(["search", "is:open"] + wrong).status == 2, "\(wrong)")
    }
    #expect(try shop.casebook("search", "is:open", "--page", "9223372036854775807").status == 0)
  }

  @Test func `a phrase is found beside the cases, and by its kind alone`() throws {
    let shop = try shop()
    let all = try shop.found("道歉").compactMap { $0["found"] as? String }
    #expect(all.first == "case" && all.contains("phrase"))
    let phrases = try shop.found("道歉", "kind:phrase")
    #expect(
      !phrases.isEmpty && phrases.allSatisfy { $0["found"] as? String == "phrase" && $0["key"] is String })
  }

  @Test func `urgency, complexity and each of the impacts narrow a list and a search`() throws {
    let shop = try Shop()
    try shop.new(
      "--channel", "phone", "--narrative", "soup one", "--urgency", "high", "--complexity", "complex",
      "--impact", "cost", "--impact", "loyalty")
    try shop.new("--channel", "phone", "--narrative", "soup two", "--urgency", "low", "--impact", "cost")
    for (filter, count) in [
      ("urgency:high", 1), ("complexity:complex", 1), ("impact:cost", 2), ("impact:loyalty", 1),
    ] {
      #expect(try shop.found("soup", filter).count == count, "\(filter)")
      let option = filter.split(separator: ":").map(String.init)
      #expect(try shop.list("--\(option[0])", option[1]).count == count, "\(filter)")
    }
    #expect(try shop.found("soup", "impact:cost", "impact:loyalty").count == 1, "each of them counts")
    #expect(try shop.found("soup", "-impact:loyalty").count == 1)
    #expect(try shop.casebook("list", "--impact", "nonsense").status == 2)
  }
}
