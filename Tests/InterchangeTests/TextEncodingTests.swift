import Glibc
import Interchange
import Testing

@Suite struct GB18030Tests {
  @Test func `samples of all areas are decoded`() throws {
    let samples = gb18030Samples.split { $0 == " " || $0 == "\n" }
    #expect(samples.count > 300)
    for sample in samples {
      let parts = sample.split(separator: ":")
      let code = hexBytes(parts[0])
      let scalar = try #require(UInt32(parts[1], radix: 16).flatMap(Unicode.Scalar.init))
      #expect(TextEncoding.gb18030.decode(code) == String(Character(scalar)), "\(sample)")
    }
  }

  /// FNV-1a over the 23,940 scalars in the order of their codes, computed by the script that made the table.
  @Test func `the whole two byte area has its checksum`() throws {
    var checksum: UInt64 = 0xCBF2_9CE4_8422_2325
    var count = 0
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        let text = try #require(TextEncoding.gb18030.decode([lead, trail]))
        let scalar = try #require(text.unicodeScalars.first)
        checksum = (checksum ^ UInt64(scalar.value)) &* 0x100_0000_01B3
        count += 1
      }
    }
    #expect(count == 23_940)
    #expect(checksum == 0xF01E_5EC8_9B64_5E52)
  }

  @Test func `text of all lengths of codes`() {
    // "Café 投诉：€5，𠮷😀" by Python's codec.
    let bytes = hexBytes("436166a8a620cdb6cbdfa3baa2e335a3ac9534b2359439fc36")
    #expect(TextEncoding.gb18030.decode(bytes) == "Café 投诉：€5，𠮷😀")
    #expect(TextEncoding.gb18030.decode([UInt8]()) == "")
  }

  @Test(arguments: [
    "80", "ff", "81", "b0", "b0a1b0", "b07f", "b0ff", "b020", "8130", "813081", "81308129", "8130ff30",
    "81307f30",
    "8130813a", "8431a530", "8f39fe39", "e3329a36", "fe39fe39",
  ])
  func `what is no code is refused`(hex: String) {
    #expect(TextEncoding.gb18030.decode(hexBytes(hex)) == nil)
  }
}

@Suite struct TextEncodingTests {
  @Test(
    arguments: [
      ("", .utf8), ("plain", .utf8), ("投诉", .utf8), ("\u{FEFF}投诉", .utf8), ("é😀", .utf8),
    ] as [(String, TextEncoding)])
  func `valid UTF-8 is UTF-8`(text: String, expected: TextEncoding) throws {
    #expect(try TextEncoding.detect(ByteSource(Array(text.utf8))) == expected)
  }

  @Test func `Chinese text is GB 18030`() throws {
    #expect(try TextEncoding.detect(ByteSource(hexBytes("cdb6cbdf"))) == .gb18030)
    // The byte order mark decides, whatever follows; the bad rows are rejected later.
    #expect(try TextEncoding.detect(ByteSource([0xEF, 0xBB, 0xBF, 0xCD, 0xB6])) == .utf8)
  }

  @Test(arguments: ["c080", "eda080", "f4908080", "f8808080", "e2", "80", "c3", "e282", "e28228"])
  func `what UTF8 forbids is not UTF8`(hex: String) throws {
    #expect(TextEncoding.utf8.decode(hexBytes(hex)) == nil)
    #expect(throws: InterchangeError.self) { try TextEncoding.detect(ByteSource(hexBytes(hex))) }
  }

  @Test func `one bad byte does not turn chinese into nonsense`() throws {
    let text = Array("电话热线，当场受理，请尽快回访客户。".utf8)
    #expect(try TextEncoding.detect(ByteSource(text + [0xFF] + text)) == .utf8)
    #expect(try TextEncoding.detect(ByteSource(text + [0xE7, 0x94])) == .utf8)
  }

  @Test func `a character across two pieces is one character`() throws {
    let text = Array(String(repeating: "诉", count: 200_000).utf8)
    #expect(try TextEncoding.detect(ByteSource(text)) == .utf8)
    #expect(try TextEncoding.detect(ByteSource([0x20] + text)) == .utf8)
    #expect(try TextEncoding.detect(ByteSource([0x20, 0x20] + text)) == .utf8)
  }

  @Test(
    arguments: [
      ([0x50, 0x4B, 0x03, 0x04], "spreadsheet"), ([0xD0, 0xCF, 0x11, 0xE0], "Excel"),
      ([0x1F, 0x8B, 0x08], "compressed"),
    ] as [([UInt8], String)])
  func `other kinds of files get their own message`(start: [UInt8], word: String) throws {
    let error = try #require(throws: InterchangeError.self) { try TextEncoding.detect(ByteSource(start)) }
    #expect(error.message(.en).contains(word))
    #expect(error.message(.zhHans) != error.message(.en))
    #expect(error.hint(.zhHans) != nil)
  }

  @Test(arguments: [
    ("<html><body><table>", "web page"), ("\u{FEFF}\n<!DOCTYPE HTML><html>", "web page"),
    ("<table border=1>", "web page"),
    ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>", "XML"),
    ("<?xml version=\"1.0\"?><!DOCTYPE html><html>", "web page"), ("%PDF-1.7\n", "PDF"),
    ("{\\rtf1\\ansi", "RTF"),
    ("\0\u{1}\0\0Standard Jet DB\0", "database"), ("\0\u{1}\0\0Standard ACE DB\0", "database"),
    ("SQLite format 3\0", "database"), ("Rar!\u{1A}\u{7}\0", "compressed"),
  ]) func `what programs write under the name of a table is named`(start: String, word: String) throws {
    let error = try #require(throws: InterchangeError.self) {
      try TextEncoding.detect(
        ByteSource(Array(start.utf8) + [UInt8](repeating: 0x41, count: 600), name: "a.xls"))
    }
    #expect(
      error.message(.en).hasPrefix("a.xls is ") && error.message(.en).contains(word), "\(error.message(.en))")
    #expect(error.message(.zhHans).contains("a.xls 是") && error.hint(.zhHans) != nil)
  }

  @Test(arguments: ["<id>,text\n", "id,<html>\n", "%,PDF\n", "rare,text\n", "xml,text\n", "div,text\n"])
  func `a table whose first cell only looks like that is one`(start: String) throws {
    #expect(try TextEncoding.detect(ByteSource(Array(start.utf8))) == .utf8)
  }

  @Test func `only the whole mark of an archive is one`() throws {
    #expect(try TextEncoding.detect(ByteSource([0x50, 0x4B, 0x03, 0x0A])) == .utf8)
  }

  @Test func `what is no file on a disk is read to its end`() throws {
    #expect(try ByteSource(path: "/dev/null").readAll().isEmpty)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let text = [UInt8]("id,text\n1,汤是凉的\n".utf8)
    #expect(write(ends[1], text, text.count) == text.count)
    close(ends[1])
    #expect(try ByteSource(path: "/dev/fd/\(ends[0])").readAll() == text)
    close(ends[0])
  }

  @Test func `a file of many pieces is read whole`() throws {
    let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(try ByteSource(bytes).readAll() == bytes)
  }

  @Test func `a missing file and a folder are named`() throws {
    let missing = try #require(throws: InterchangeError.self) { try ByteSource(path: "no/such/file.csv") }
    #expect(missing.message(.en) == "There is no file no/such/file.csv.")
    #expect(missing.message(.zhHans) == "没有文件 no/such/file.csv。")
    let folder = try #require(throws: InterchangeError.self) { try ByteSource(path: Fixtures.repository) }
    #expect(folder.message(.en).contains("it is a folder"))
  }
}

func hexBytes(_ hex: some StringProtocol) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
