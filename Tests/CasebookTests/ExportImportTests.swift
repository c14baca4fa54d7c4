import Foundation
import Testing

/// What is exported comes in again the same, in each format, with the real program.
@Suite struct ExportImportTests {
  /// Texts that programs on the way like to change.
  private static let nasty = [
    "=1+2", "+SUM(A1)", "-5 yuan", "-12.50", "@x", "'=1", "''=1", "'007", "'quoted'", "=\"0138\"",
    "=13800138000", "007",
    "1.38001E+10", "202611280000120000", "#N/A", "#REF! on the till", "TRUE", "0", "a,b;c|d\te",
    "two\nlines\n\nfour",
    "say \"hi\"", "\"", "\\;\\", "汤是凉的，😀👨‍👩‍👧", "é e\u{301}", "＝1+2", "sep=;", "_x000D_ and _x0041_",
    "<b>&amp;</b>",
    "{\"id\": 1}", "a\u{A0}b", "\u{FEFF}a", "null", "3/4", "2026-11-28", "id,number,branch",
    "2,\"x\n3,y\n4,z", String(repeating: "long text. ", count: 5000), String(repeating: "x😀", count: 12_000),
  ]

  private static let fields = [
    "narrative", "title", "channel", "severity", "customer_name", "phone", "order_reference", "amount",
    "safety", "tags",
    "occurred_at", "expectation", "external_id",
  ]

  private func cases(_ shop: Shop) throws -> Set<String> {
    Set(
      try shop.array("list", "--limit", "100000").map { one in
        Self.fields.map { field in
          if let texts = one[field] as? [String] { return texts.sorted().joined(separator: "\u{1}") }
          return one[field].map { "\($0)" } ?? ""
        }.joined(separator: "\u{2}")
      })
  }

  @Test(arguments: ["csv", "jsonl", "xlsx"]) func `an export comes in again the same`(format: String) throws {
    let shop = try Shop()
    for (number, text) in Self.nasty.enumerated() {
      try shop.new(
        "--channel", "phone", "--severity", "severe", "--narrative=\(text)", "--customer=\(text.prefix(60))",
        "--order=\(text.prefix(60))", "--external-id=\(number)", "--amount", "12.50 EUR", "--safety",
        number % 2 == 0 ? "yes" : "no", "--tag=+t\(number)", "--tag=+vip", "--occurred-at",
        "2026-11-01 09:30", "--phone", "+852 9123 4567")
    }
    let before = try cases(shop)
    #expect(before.count == Self.nasty.count)
    let path = shop.folder.path + "/out.\(format)"
    #expect(try shop.casebook("export", "--format", format, "--output", path).status == 0)
    // Into the store that it came from: nothing is new.
    let same = try shop.casebook("import", path, "--json")
    try #require(same.status == 0, "\(same.error)")
    let unchanged = try same.object()
    #expect(unchanged["unchanged"] as? Int == Self.nasty.count)
    #expect((unchanged["rejected"] as? [Any])?.isEmpty == true)
    // Into another: the same cases, and the second time nothing.
    let other = try Shop(branch: "BJ02")
    let report = try other.casebook("import", path, "--json").object()
    #expect(report["imported"] as? Int == Self.nasty.count, "\(report)")
    let after = try cases(other)
    for one in before.subtracting(after) { Issue.record("lost or changed: \(one.prefix(200))") }
    #expect(try other.casebook("import", path, "--json").object()["unchanged"] as? Int == Self.nasty.count)
  }

  @Test func `a duplicate of an export is one of the case that came in`() throws {
    let shop = try Shop()
    let first = try shop.new("--channel", "phone", "--narrative", "Cold soup")
    let second = try shop.new("--channel", "email", "--narrative", "Cold soup, again")
    #expect(try shop.casebook("edit", second, "--duplicate-of", first).status == 0)
    let path = shop.folder.path + "/out.csv"
    #expect(try shop.casebook("export", "--format", "csv", "--output", path).status == 0)
    // Where it came from it is the same.
    #expect(try shop.casebook("import", path, "--json").object()["unchanged"] as? Int == 2)
    let other = try Shop(branch: "BJ02")
    for count in [0, 2] {
      #expect(try other.casebook("import", path, "--json").object()["unchanged"] as? Int == count)
    }
    let cases = try other.list()
    let original = try #require(cases.first { $0["narrative"] as? String == "Cold soup" })
    let again = try #require(cases.first { $0["narrative"] as? String == "Cold soup, again" })
    #expect(again["duplicate_of"] as? String == original["id"] as? String)
  }

  @Test func `a file that is no export needs a map`() throws {
    let shop = try Shop()
    let ran = try shop.casebook("import", try shop.file("rows.csv", "a,b\n1,2\n"))
    #expect(ran.status == 2 && ran.error.contains("--map"))
    // One that cannot be read at all needs something else first.
    let bytes = Array("id,number,branch,title\n1,2,3,G".utf8) + [0xE9] + Array("nova\n".utf8)
    let foreign = try shop.casebook("import", try shop.file("foreign.csv", bytes), "--lang", "en")
    #expect(foreign.status == 1 && foreign.error.contains("--encoding windows-1252"), "\(foreign.error)")
    #expect(!foreign.error.contains("--map"))
  }
}
