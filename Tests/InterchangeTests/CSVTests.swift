import Interchange
import TestSupport
import Testing

@Suite struct CSVReaderTests {
  /// Text, and the rows as "line: cells".
  static let tables: [(String, [String])] = [
    ("", []),
    ("a,b\n1,2\n", ["1: a|b", "2: 1|2"]),
    ("a,b\n1,2", ["1: a|b", "2: 1|2"]),
    ("a,b\r\n1,2\r\n", ["1: a|b", "2: 1|2"]),
    ("a,b\r1,2\r", ["1: a|b", "2: 1|2"]),
    ("a,b\r1,2\n3,4\r\n5,6", ["1: a|b", "2: 1|2", "3: 3|4", "4: 5|6"]),
    (",\n,,", ["1: |", "2: ||"]),
    ("a,\n", ["1: a|"]),
    ("\n\na\n\r\nb\n\n", ["3: a", "5: b"]),
    ("\"\"\na\n", ["1: ", "2: a"]),
    ("\"a,b\",\"c\"\"d\",\"\"\"\"", ["1: a,b|c\"d|\""]),
    ("\"a\nb\",c\nd\n", ["1: a\nb|c", "3: d"]),
    ("\"a\r\nb\r\",c\r\nd", ["1: a\r\nb\r|c", "4: d"]),
    ("x\n\"\n\n\"\ny", ["1: x", "2: \n\n", "5: y"]),
    ("5\" tyre,a\"b\"\n", ["1: 5\" tyre|a\"b\""]),
    (" a , b \n", ["1:  a | b "]),
    ("\u{FEFF}a,b\n", ["1: a|b"]),
    ("\u{FEFF}\"a\"\n", ["1: a"]),
    ("投诉,\"退\n款\"\n好,😀", ["1: 投诉|退\n款", "3: 好|😀"]),
  ]

  @Test(arguments: tables)
  func `rows and their lines`(text: String, rows: [String]) throws {
    // Whatever a piece of the file ends in the middle of, the rows are the same.
    for pieceSize in [1, 2, 3, 5, 1 << 18] {
      let read = try readCSV(Array(text.utf8), pieceSize: pieceSize)
      #expect(read.allSatisfy { $0.reason == nil })
      #expect(read.map { "\($0.line): \($0.cells.joined(separator: "|"))" } == rows, "pieces of \(pieceSize)")
    }
  }

  @Test(arguments: [";", "\t", "|", "a"] as [Character])
  func `the delimiter can be chosen`(delimiter: Character) throws {
    let read = try readCSV(Array("1\(delimiter)2,3\(delimiter)\"\(delimiter)\"\n".utf8), delimiter: delimiter)
    #expect(read.map(\.cells) == [["1", "2,3", String(delimiter)]])
  }

  @Test func `half of a Chinese character is no delimiter`() throws {
    // 8A7C is one character whose second byte is that of "|"; B07C likewise; 81308130 is one of four bytes.
    let bytes = hexBytes("8a7c7cb07c8a7c7c81308130") + Array("|x\ny".utf8) + [0x8A, 0x7C] + Array("\n".utf8)
    for pieceSize in [1, 2, 3, 1 << 18] {
      let read = try readCSV(bytes, delimiter: "|", encoding: .gb18030, pieceSize: pieceSize)
      #expect(read.map(\.cells.count) == [4, 1])
      #expect(read.allSatisfy { !$0.cells.contains("<bad bytes>") })
    }
  }

  @Test func `a quotation that never closes is one rejected row`() throws {
    for pieceSize in [1, 1 << 18] {
      let read = try readCSV(Array("a,b\n1,\n\"2\n\",\"x\ny\nz".utf8), pieceSize: pieceSize)
      #expect(read.map(\.line) == [1, 2, 3])
      #expect(read[2].reason?.contains("opened in line 4 is never closed") == true)
      #expect(read[2].reason?.contains("up to line 6") == true)
    }
  }

  @Test func `text after a quotation rejects its row only`() throws {
    for pieceSize in [1, 1 << 18] {
      let read = try readCSV(Array("a\n\"b\"c,\"d\"\n\"e\"\n".utf8), pieceSize: pieceSize)
      #expect(read.map(\.line) == [1, 2, 3])
      #expect(read[1].reason?.contains("closing quotation mark") == true)
      #expect(read[2].cells == ["e"])
    }
  }

  @Test func `a row beyond the limit is rejected and the next is read`() throws {
    let text = "ok\n\"\(String(repeating: "x\n", count: 100))\",1\nfine,too\n"
    for pieceSize in [7, 1 << 18] {
      let read = try readCSV(Array(text.utf8), rowLimit: 50, pieceSize: pieceSize)
      #expect(read.map(\.line) == [1, 2, 103])
      #expect(read[1].reason?.contains("longer than 50 bytes") == true)
      #expect(read[2].cells == ["fine", "too"])
    }
  }
}

@Suite struct CSVWriterTests {
  func written(_ rows: [[String]], safe: Bool = true, mark: Bool = false) -> [UInt8] {
    let writer = CSVWriter(byteOrderMark: mark, spreadsheetSafe: safe)
    var output: [UInt8] = []
    writer.begin(to: &output)
    for row in rows { writer.write(row, to: &output) }
    return output
  }

  @Test(arguments: [
    (["a", "b"], "a,b\r\n"), (["", ""], ",\r\n"), ([""], "\"\"\r\n"), (["a,b"], "\"a,b\"\r\n"),
    (["a\"b"], "\"a\"\"b\"\r\n"), (["a\nb"], "\"a\nb\"\r\n"), ([" a"], "\" a\"\r\n"), (["投诉；"], "投诉；\r\n"),
  ])
  func `quotes where they are needed`(row: [String], text: String) {
    #expect(String(decoding: written([row]), as: UTF8.self) == text)
  }

  @Test(arguments: [
    ("=1+2", "'=1+2"), ("+SUM(A1)", "'+SUM(A1)"), ("-A1", "'-A1"), ("@x", "'@x"), ("\tx", "\"'\tx\""),
    ("\rx", "\"'\rx\""),
    ("＝1", "'＝1"), ("-", "'-"), ("-.", "'-."), ("-1.2.3", "'-1.2.3"), ("=a,b", "\"'=a,b\""),
    ("-12.50", "-12.50"),
    ("+8613800138000", "+8613800138000"), ("-5", "-5"), ("a=b", "a=b"), ("'x", "'x"),
    ("128.00 CNY", "128.00 CNY"),
  ])
  func `formulas are disarmed`(cell: String, text: String) {
    #expect(String(decoding: written([[cell]]), as: UTF8.self) == text + "\r\n")
    let bare = String(decoding: written([[cell]], safe: false), as: UTF8.self)
    #expect(!bare.contains("'") || cell.contains("'"))
  }

  @Test func `the byte order mark comes once`() throws {
    let bytes = written([["a"], ["b"]], mark: true)
    #expect(bytes == [0xEF, 0xBB, 0xBF] + Array("a\r\nb\r\n".utf8))
    #expect(try readCSV(bytes).map(\.cells) == [["a"], ["b"]])
  }

  @Test func `what is written is read back`() throws {
    var generator = SeededGenerator(seed: 20_261_122)
    let alphabet: [Character] = [
      "a", "B", "7", ",", ";", "\"", "\"", "\n", "\r", "\r\n", "\t", " ", "'", "=", "投", "诉", "é", "😀",
      "\u{FEFF}", "\u{3000}",
    ]
    for round in 0..<400 {
      let width = Int.random(in: 1...6, using: &generator)
      let rows = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        (0..<width).map { _ in
          String(
            (0..<Int.random(in: 0...9, using: &generator)).map { _ in
              alphabet.randomElement(using: &generator) ?? "x"
            })
        }
      }
      // A text of the file's own first character U+FEFF would be its byte order mark; so write one.
      let read = try readCSV(
        written(rows, safe: false, mark: true), pieceSize: Int.random(in: 1...40, using: &generator))
      #expect(read.allSatisfy { $0.reason == nil }, "round \(round)")
      // Compared as bytes: Swift holds some different texts for equal.
      #expect(
        read.map { $0.cells.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } },
        "round \(round)")
    }
  }
}
