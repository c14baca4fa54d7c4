import Foundation
import Language
import Testing

@testable import Site

/// The search of the site: its index is made here, and read by a script that folds as the index was folded.
@Suite("The site's search") struct SearchTests {
  @Test func `an index has each Han character as a word, in one form of all spellings`() {
    #expect(
      SearchIndex.words("第三件要查紙箱。ＸＲ－２００ Café") == ["第", "三", "件", "要", "查", "纸", "箱", "xr", "200", "cafe"])
    #expect(SearchIndex.words("王　芳 iPhone™ 15 ﬁne") == ["王", "芳", "iphone", "15", "fine"])
  }

  @Test func `an index is a script whose texts end where they end`() {
    let script = SearchIndex(entries: [
      .init(page: "a.html", title: hostile, language: .en, kind: "\\\"", text: "a\n\u{2028}b\"+alert(1)+\"")
    ]).script
    #expect(!script.contains("<") && !script.contains("\u{2028}") && !script.contains("\u{202E}"))
    #expect(script.contains(#"kind: "\\\"""#) && script.contains(#"text: "a\n\u2028b\"+alert(1)+\"""#))
  }

  @Test func `an index has every article, study, phrase and plan`() {
    let script = Site.sample.text("en/index.js")
    for page in [
      "article-refunds.html", "study-thin-carton.html", "plans.html#plan-sh01", "phrases.html#phrase-bad",
    ] {
      #expect(script.contains("page: \"\(page)\""), "\(page)")
    }
  }

  private static let node = ["/usr/bin/node", "/usr/local/bin/node"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// - Parameter expression: what of the script is printed, as JSON.
  private func evaluated(_ expression: String) throws -> Data {
    let script = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID()).js")
    defer { try? FileManager.default.removeItem(at: script) }
    let source =
      Site.sample.text("zh-Hans/index.js") + SearchScript.source
      + "\nconsole.log(JSON.stringify(\(expression)));\n"
    try source.write(to: script, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.node))
    process.arguments = [script.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return output
  }

  @Test(.enabled(if: node != nil))
  func `the script divides texts as the index does`() throws {
    let texts = [
      "ＸＲ－２００ café CAFÉ naïve Straße İstanbul ıI Σίσυφος ΟΔΟΣ", "第三件破損就要查紙箱。後面皇后",
      "王　芳 iPhone™ 15 ㈱ ㍿ ㎏ ℃ №5 ㊗祝", "ｶﾞﾗｽ ガラス か゛ ー", "don’t o`clock ´tis ʼt ꞌt",
      "soft\u{AD}hyphen zero\u{200B}width",
      "e-mail a_b x·y 阿不都·买买提 2.50元", "한국어 ภาษาไทย हिन्दी", "𠮷野家 ﾊﾝｶｸ ½ ² Ⅳ ①", "👍🏽ok ©abc ﬁne ŉ ǰ",
    ]
    let list = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
    let words = try JSONDecoder().decode([[String]].self, from: evaluated("\(list).map(casebookWords)"))
    for (text, found) in zip(texts, words) { #expect(found == SearchIndex.words(text), "\(text)") }
    #expect(words.count == texts.count)
  }

  @Test(.enabled(if: node != nil))
  func
    `words of one to four characters are found, beginnings, phrases and other spellings, and nothing else`()
    throws
  {
    let refunds = "article-refunds.html"
    let carton = "study-thin-carton.html"
    let expected: [(String, [String])] = [
      ("卡", [refunds]), ("信用", [refunds]), ("信用卡", [refunds]), ("当天到账", [refunds]), ("紙箱", [carton]),
      ("破損", [carton]), ("ＸＲ", ["article-delivery.html"]), ("cafe", ["article-delivery.html"]),
      ("“停用第三”", [carton]), ("“第三停用”", []), ("纸箱 -三周", []), ("天当", []), ("aliver", []), ("-卡", []),
      ("\"", []),
    ]
    let list = String(decoding: try JSONEncoder().encode(expected.map(\.0)), as: UTF8.self)
    let pages = try JSONDecoder().decode(
      [[String]].self,
      from: evaluated(
        "\(list).map(function (q) { return casebookSearch(q).map(function (h) { return h.entry.page; }); })"))
    for (query, found) in zip(expected, pages) {
      #expect(found.filter { !$0.contains("#") } == query.1, "\(query.0)")
    }
    #expect(pages.count == expected.count)
  }
}
