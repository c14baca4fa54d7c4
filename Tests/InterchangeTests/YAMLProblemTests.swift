import Interchange
import Testing

/// A map that is no YAML: told in the reader's language, with line and column.
@Suite struct YAMLProblemTests {
  @Test(arguments: [
    ("source: s\nkey: {a\ncolumns: ]", 3, 8, "“}”", "“}”"),
    ("source: s\nkey: [a\ncolumns: b", 3, 8, "“]”", "“]”"),
    ("source: 's\nkey: a", 2, 7, "quotation mark", "引号"),
    ("source: s\n\tkey: a", 2, 1, "tab", "制表符"),
    ("source: a: b", 1, 10, "colon", "冒号"),
    ("source: @x", 1, 9, "begins with this sign", "符号"),
    ("source: \"\\q\"", 1, 10, "“\\”", "“\\”"),
    ("source: *x", 1, 9, "“*”", "“*”"),
    ("source: s\n---\nkey: b", 2, 1, "“---”", "“---”"),
    ("- a\nb: c", 2, 1, "indented", "缩进"),
    ("source: \u{1}", 1, 9, "cannot be seen", "不可见"),
    ("source: s\nkey: a - b\n  - c: d", 3, 6, "colon", "冒号"),
  ]) func `it is told in the language of whoever reads, with its line and column`(
    yaml: String, line: Int, column: Int, english: String, chinese: String
  ) throws {
    let error = try #require(throws: ImportMapError.self) { try Fixtures.map(yaml) }
    #expect(error.problems.count == 1)
    let (en, zh) = (error.message(.en), error.message(.zhHans))
    #expect(en.hasPrefix("line \(line): not valid YAML: ") && en.hasSuffix(" (column \(column))"), "\(en)")
    #expect(en.contains(english), "\(en)")
    #expect(zh.hasPrefix("第 \(line) 行：不是有效的 YAML：") && zh.hasSuffix("（第 \(column) 列）"), "\(zh)")
    #expect(zh.contains(chinese), "\(zh)")
    // Not a word of the parser's own.
    let sentence = zh.replacing("YAML", with: "").replacing("Tab", with: "")
    #expect(!sentence.contains { $0.isASCII && $0.isLetter }, "\(zh)")
  }

  @Test func `what nobody has translated is in the parser's words, and said to be`() throws {
    let error = try #require(throws: ImportMapError.self) { try Fixtures.map("source: !a%zz b") }
    #expect(error.message(.zhHans).contains("无法读取（did not find"))
  }

  @Test func `one name twice is told by its line`() throws {
    let error = try #require(throws: ImportMapError.self) { try Fixtures.map("source: s\nsource: t") }
    #expect(error.message(.en).contains("written twice: source"))
    #expect(error.message(.zhHans).contains("重复出现：source"))
  }
}
