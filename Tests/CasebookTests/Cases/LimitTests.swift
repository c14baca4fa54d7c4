import Foundation
import Testing

/// Nothing is left out without a word.
@Suite struct LimitTests {
  private func shop(_ count: Int) throws -> Shop {
    let shop = try Shop()
    let map = try shop.file(
      "map.yaml",
      """
      source: limits
      key: [id]
      columns:
        id: external_id
        text: narrative
      constants: {channel: phone, severity: severe}
      """)
    let rows = (1...count).map { "\($0),cold soup number \($0)" }.joined(separator: "\n")
    let ran = try shop.casebook("import", try shop.file("cases.csv", "id,text\n" + rows + "\n"), "--map", map)
    try #require(ran.status == 0, "\(ran.error)")
    return shop
  }

  @Test func `JSON is everything, unless less was asked for; piped text says what it left out`() throws {
    let shop = try shop(450)
    for command in [["list"], ["search", "soup"]] {
      func count(_ more: String...) throws -> Int {
        let ran = try shop.casebook(command + ["--json"] + more)
        return try command == ["list"] ? ran.array().count : ran.hits().count
      }
      #expect(try count() == 450 && count("--limit", "0") == 450)
      #expect(try count("--limit", "7") == 7 && count("--limit", "449") == 449)
      #expect(try shop.casebook(command + ["--limit", "-1"]).status == 2)
      let some = try shop.casebook(command)
      #expect(some.status == 0 && some.error.contains("--limit 0"), "\(some.error)")
      let all = try shop.casebook(command + ["--limit", "0"])
      #expect(all.error.isEmpty && all.output.contains("SH01") && !some.output.isEmpty)
    }
    #expect(try shop.casebook("list").error.contains("430 more"))
    // As many as there are is all there is.
    for command in [["list"], ["search", "soup"]] {
      #expect(try shop.casebook(command + ["--limit", "450"]).error.isEmpty)
      #expect(try shop.casebook(command + ["--limit", "449"]).error.contains("--limit 0"))
    }
  }

  @Test func `no more than a thousand that are not shown are counted`() throws {
    let shop = try shop(1021)
    #expect(try shop.casebook("list").error.contains("more than 1,000 others"))
    #expect(try shop.casebook("list", "--limit", "21").error.contains("1,000 more"))
    #expect(try shop.casebook("list", "--json").array().count == 1021)
  }

  @Test func `what is due is cut off by the limit alone, and says so`() throws {
    let shop = try shop(30)
    let all = try shop.casebook("due", "--json").array().count
    #expect(all > 50)
    #expect(try shop.casebook("due", "--json", "--limit", "5").array().count == 5)
    #expect(try shop.casebook("due", "--limit", "5").error.contains("\(all - 5) more"))
    #expect(try shop.casebook("due").error.contains("\(all - 50) more"))
    #expect(try shop.casebook("due", "--limit", "0").error.isEmpty)
    #expect(try shop.casebook("due", "--limit", "-1").status == 2)
  }
}
