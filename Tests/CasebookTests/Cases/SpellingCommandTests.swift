import Foundation
import Testing

/// One thing spelt two ways, as people type it.
@Suite("Spellings at the command line")
struct SpellingCommandTests {
  @Test
  func `signs beside words say nothing; nothing but signs is a usage error, in search and in phrase find`()
    throws
  {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "order ＡＢ１２３４ & the soup")
    for words in [["AB1234", "&"], ["，", "ａｂ１２３４"], ["soup", "–", "🍜"]] {
      let found = try shop.casebook(["search", "--json"] + words)
      #expect(try found.status == 0 && found.hits().map { $0["number"] as? String } == [number], "\(words)")
      #expect(try found.hits().first.map { ($0["excerpt"] as? String)?.contains("ＡＢ１２３４") ?? false } == true)
    }
    for sign in ["&", "，", "–", "🍜", "\u{200B}"] {
      #expect(try shop.casebook("search", sign).status == 2, "\(sign)")
      #expect(try shop.casebook("phrase", "find", sign).status == 2, "\(sign)")
    }
    let one = try shop.casebook("phrase", "find", "call", "--language", "en", "--json").array().count
    #expect(one > 0)
    #expect(
      try shop.casebook("phrase", "find", "ＣＡＬＬ", "&", "--language", "en", "--json").array().count == one)
    // What is found is marked where it stands.
    #expect(try shop.casebook("search", "ab1234").output.contains("[ＡＢ１２３４]"))
  }

  @Test func `filters of list, cases and branches by whatever spelling`() throws {
    let shop = try Shop()
    let number = try shop.new(
      "--channel", "phone", "--narrative", "x", "--handler", "Wang Fang", "--phone", "+852 9123 4567",
      "--customer-id", "Ｃ－１０２７", "--order", "Ａ－７７", "--product", "Iced Tea", "--tag", "+VIP")
    for filter in [
      ["--handler", "ｗａｎｇ　ｆａｎｇ"], ["--phone", "9123 4567"], ["--phone", "4567"], ["--customer", "c-1027"],
      ["--order", "a77"], ["--product", "ICED TEA"], ["--tag", "vip"], ["--branch", "ｓｈ０１"],
    ] {
      let found = try shop.casebook(["list", "--json"] + filter).array()
      #expect(found.map { $0["number"] as? String } == [number], "\(filter)")
    }
    #expect(
      try shop.casebook("show", number.lowercased().replacingOccurrences(of: "-", with: "－")).status == 0)
  }

  @Test func `erase says which spellings it reaches; of an id that nothing names it lays down nothing`()
    throws
  {
    let office = try Office()
    let (branch, admin) = (try office.shop(), try office.shop("HQ", role: "admin"))
    for id in ["C-1027", "c-1027", "Ｃ－１０２７", "C -1027", "C-1028"] {
      _ = try branch.new("--channel", "phone", "--narrative", "zz story", "--customer-id", id)
    }
    func sync() throws {
      for shop in [branch, admin, branch, admin] { try #require(try shop.casebook("sync").status == 0) }
    }
    try sync()
    let nobody = try admin.casebook("erase", "--customer", "C-9999", "--reason", "x")
    #expect(nobody.status == 3)
    #expect(try admin.casebook("erase", "--customer", "C-9999", "--dry-run").status == 3)
    #expect(try admin.array("erase", "status").isEmpty && admin.json("status")["pending"] as? Int == 0)
    let dry = try admin.json("erase", "--customer", "c–1027", "--dry-run")
    #expect(dry["cases"] as? Int == 4 && (dry["spellings"] as? [String])?.count == 4 && dry["id"] is NSNull)
    #expect(try admin.json("status")["pending"] as? Int == 0)
    #expect(try admin.json("erase", "--customer", "C-1027", "--reason", "by letter")["cases"] as? Int == 4)
    try sync()
    for shop in [branch, admin] {
      #expect(try shop.list("--customer", "C-1027").isEmpty && shop.list("--customer", "C-1028").count == 1)
      #expect(try shop.casebook("search", "story", "--json").hits().count == 1)
    }
    // The customer who has the id next is another one.
    let next = try branch.new(
      "--channel", "phone", "--narrative", "another person", "--customer-id", "C-1027")
    try sync()
    for shop in [branch, admin] {
      #expect(try shop.list("--customer", "c-1027").map { $0["number"] as? String } == [next])
    }
    #expect(try admin.casebook("search", "another person", "--json").hits().count == 1)
  }

  @Test
  func
    `a branch's share of deadlines kept is the one of the timeliness report, and duplicates are told apart`()
    throws
  {
    let shop = try Shop()
    for _ in 0..<3 { _ = try shop.new("--channel", "phone", "--narrative", "x", "--severity", "minor") }
    let first = try #require(try shop.list().last?["number"] as? String)
    try #require(try shop.casebook("note", first, "told her", "--told").status == 0)
    let copy = try #require(try shop.list().first?["number"] as? String)
    try #require(
      try shop.casebook("withdraw", copy, "--as", "duplicate", "--of", first, "--reason", "same").status == 0)
    let branches = try shop.json("report", "branches")
    let timely = try shop.json("report", "timeliness")
    func rows(_ report: [String: Any], _ part: String?) -> [[String: Any]] {
      let parts = report["parts"] as? [[String: Any]] ?? []
      return (part.map { part in parts.first { $0["part"] as? String == part } } ?? parts.first)?["rows"]
        as? [[String: Any]] ?? []
    }
    let row = try #require(rows(branches, nil).first)
    let clocks = rows(timely, "clocks")
    func share(_ clock: String) -> Double? {
      clocks.first { $0["clock"] as? String == clock }?["in_time_share"] as? Double
    }
    #expect(share("all") != nil && row["deadlines_in_time_share"] as? Double == share("all"))
    #expect(row["in_time_share"] as? Double == share("resolve"))
    #expect(row["cases"] as? Int == 2)
    for report in ["overview", "causes", "timeliness", "repeat", "satisfaction", "compensation", "branches"] {
      #expect(try shop.json("report", report)["duplicates"] as? Int == 1, "\(report)")
    }
    #expect(try shop.json("report", "overview")["cases"] as? Int == 2)
    let entries = try shop.timeline(first)
    #expect(entries.contains { $0["told"] as? Bool == true })
  }

  @Test func `what stands where there is no order number makes no two complaints one`() throws {
    let shop = try Shop()
    for (order, text) in [("无", "cold soup"), ("N/A", "late parcel"), ("0", "rude waiter")] {
      for again in 1...2 {
        let ran = try shop.casebook(
          "new", "--channel", "phone", "--narrative", "\(text) number \(again)", "--order", order, "--json")
        #expect(try (ran.object()["similar"] as? [Any] ?? []).isEmpty, "\(ran.output)")
      }
    }
  }

  @Test func `nothing but signs names no customer`() throws {
    let shop = try Shop()
    for arguments in [["customer", "find", "&"], ["erase", "--customer", "&", "--reason", "x"]] {
      #expect(try shop.casebook(arguments).status == 2, "\(arguments)")
    }
  }
}
