import Foundation
import Spreadsheet
import Testing

@Suite struct HostileFileTests {
  private func fault(_ file: [UInt8]) -> SpreadsheetError.Fault? {
    do {
      let book = try Workbook(Bytes(file))
      try book.check(book.sheet(nil))
      return nil
    } catch { return (error as? SpreadsheetError)?.fault }
  }

  private static let sound = try? workbook(
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>text</t></is></c></row>")

  @Test func `a file that is cut short anywhere`() throws {
    let file = try #require(Self.sound)
    #expect(fault(file) == nil)
    for count in stride(from: 0, to: file.count, by: 31) {
      #expect(fault(Array(file[..<count])) == .notAnArchive)
    }
  }

  @Test func `a file with something behind its end is read, up to what was said to be its end`() throws {
    let file = try #require(Self.sound)
    let rows = try table(file)
    let end = try #require(place(of: [0x50, 0x4B, 5, 6], in: file, last: true))
    for behind in [
      [UInt8](repeating: 0, count: 10), Array("\r\n-- end --".utf8), [0x50, 0x4B, 5, 6],
      [UInt8](repeating: 0x50, count: 70_000),
      // Another record, of a list that is not there.
      [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18),
      [0x50, 0x4B, 5, 6] + [UInt8](repeating: 1, count: 18),
    ] {
      #expect(try table(file + behind) == rows, "\(behind.count) bytes")
    }
    // A comment, as the record tells it, and one that was cut off or went on.
    for (told, count) in [(10, 10), (300, 300), (10, 20)] {
      var commented = file
      commented.replaceSubrange((end + 20)..<(end + 22), with: [UInt8(told & 0xFF), UInt8(told >> 8)])
      #expect(try table(commented + [UInt8](repeating: 0x2D, count: count)) == rows)
    }
    // Its list is cut: nothing is made of it.
    #expect(fault(Array(file[..<(end - 1)]) + file[end...] + [0]) != nil)
  }

  @Test func `a byte that changed`() throws {
    let file = try #require(Self.sound)
    let rows = try table(file)
    for at in stride(from: 0, to: file.count, by: 3) {
      var changed = file
      changed[at] ^= 0x10
      // Most bytes are under a checksum; those that are not (times, flags) change nothing that is read.
      if fault(changed) == nil { #expect(try table(changed) == rows, "byte \(at)") }
    }
  }

  @Test(
    arguments: [
      ("<row><c><v>1</v></c></row", .badMarkup), ("<row></c></row>", .badMarkup),
      ("<row a=1></row>", .badMarkup),
      ("<row a=\"1\" a=\"2\"></row>", .badMarkup), ("<row a=\"1\"b=\"2\"></row>", .badMarkup),
      ("<row><c t=\"inlineStr\"><is><t>&lol;</t></is></c></row>", .unknownEntity),
      ("<row><c t=\"inlineStr\"><is><t>&#0;</t></is></c></row>", .unknownEntity),
      ("<row><c t=\"inlineStr\"><is><t>&#xD800;</t></is></c></row>", .unknownEntity),
      ("<row><c t=\"inlineStr\"><is><t>&amp</t></is></c></row>", .unknownEntity),
      ("<row><c t=\"inlineStr\"><is><t>\u{01}</t></is></c></row>", .badMarkup),
      ("<row><c t=\"s\"><v>0</v></c></row>", .badReference(row: 1)),
      ("<row><c><v>abc</v></c></row>", .badReference(row: 1)),
      ("<row><c><v>nan</v></c></row>", .badReference(row: 1)),
      ("<row r=\"5\"/><row r=\"5\"/>", .badReference(row: 6)), ("<row r=\"0\"/>", .badReference(row: 1)),
      ("<row r=\"1048577\"/>", .badReference(row: 1_048_577)),
      ("<row r=\"99999999999999999999\"/>", .badReference(row: 1)),
      ("<row><c r=\"B1\"/><c r=\"A1\"/></row>", .badReference(row: 1)),
      ("<row><c r=\"A2\"/></row>", .badReference(row: 1)),
      ("<row><c r=\"XFE1\"/></row>", .badReference(row: 1)),
      ("<row><c r=\"ZZZZZZZZZZZZ1\"/></row>", .badReference(row: 1)),
      ("<row><c r=\"XFD1\"><v>1</v></c></row>", .tooLarge(limit: SpreadsheetLimits.usedColumns)),
    ] as [(String, SpreadsheetError.Fault)])
  func `a sheet that is none`(rows: String, expected: SpreadsheetError.Fault) throws {
    #expect(try fault(workbook(rows)) == expected)
  }

  @Test func `no entity is ever defined`() throws {
    let laughs = """
      <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
      <!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c><v>&lol2;</v></c></row></sheetData></worksheet>
      """
    #expect(try fault(WorkbookWriter.file(sheet: Array(laughs.utf8))) == .doctype)
  }

  @Test func `depth tags and texts have limits`() throws {
    let deep = String(repeating: "<a>", count: 5000)
    #expect(try fault(workbook(deep)) == .tooDeep(limit: SpreadsheetLimits.depth))
    let long = String(repeating: "a", count: 200_000)
    #expect(try fault(workbook("<row x=\"\(long)\"/>")) == .tooLarge(limit: SpreadsheetLimits.tag))
    let text = String(repeating: "0", count: SpreadsheetLimits.text + 1)
    #expect(
      try fault(workbook("<row><c><v>\(text)</v></c></row>")) == .tooLarge(limit: SpreadsheetLimits.text))
  }

  @Test func `short cells with one long text`() throws {
    let relations = """
      <Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>\
      <Relationship Id="s" Type="http://x/sharedStrings" Target="shared.xml"/></Relationships>
      """
    let shared = "<sst><si><t>\(String(repeating: "z", count: 1 << 20))</t></si></sst>"
    let file = try workbook(
      "<row>\(String(repeating: "<c t=\"s\"><v>0</v></c>", count: 1000))</row>",
      parts: ["xl/shared.xml": shared, "xl/_rels/workbook.xml.rels": relations])
    #expect(file.count < 20_000)
    #expect(fault(file) == .tooLarge(limit: SpreadsheetLimits.row))
  }

  @Test func `an entry that says it is small`() throws {
    let file = try workbook("<row><c><v>\(String(repeating: "0", count: 400_000))</v></c></row>")
    // The size in the list of contents, of the last entry: the sheet.
    let list = try #require(place(of: [0x50, 0x4B, 1, 2], in: file, last: true))
    var small = file
    small.replaceSubrange((list + 24)..<(list + 28), with: [16, 0, 0, 0])
    #expect(fault(small) == .altered)
    var huge = file
    huge.replaceSubrange((list + 24)..<(list + 28), with: [0, 0, 0, 0xF0])
    #expect(fault(huge) == .tooLarge(limit: SpreadsheetLimits.sheet))
    var sixtyFour = file
    sixtyFour.replaceSubrange((list + 24)..<(list + 28), with: [255, 255, 255, 255])
    #expect(fault(sixtyFour) == .unsupported)
    var secret = file
    secret[list + 8] |= 1
    #expect(fault(secret) == .encrypted)
    var method = file
    method[list + 10] = 12
    #expect(fault(method) == .unsupported)
  }

  @Test(arguments: [
    "../../styles.x", "/xl/styles.xml", "xl\\styles.xml1", "xl/../styles12", "C:/styles.xml1",
  ])
  func `names that lead elsewhere`(name: String) throws {
    var file = try workbook("", parts: ["xl/" + String(repeating: "p", count: 11): "x"])
    let old = Array("xl/ppppppppppp".utf8)
    try #require(old.count == name.utf8.count)
    while let at = place(of: old, in: file, last: false) {
      file.replaceSubrange(at..<(at + old.count), with: Array(name.utf8))
    }
    #expect(fault(file) == .badName)
  }

  @Test func `two parts of one name`() throws {
    var file = try workbook("", parts: ["xl/stylez.xml": "x"])
    while let at = place(of: Array("stylez".utf8), in: file, last: false) {
      file.replaceSubrange(at..<(at + 6), with: Array("STYLES".utf8))
    }
    #expect(fault(file) == .badName)
  }

  @Test func `archives of something else`() throws {
    let none = "<Relationships/>"
    #expect(try fault(workbook("", parts: ["_rels/.rels": none])) == .notAWorkbook)
    #expect(try fault(workbook("", parts: ["xl/workbook.xml": "<document/>"])) == .notAWorkbook)
    #expect(try fault(workbook("", parts: ["xl/workbook.xml": "<workbook/>"])) == .noSheet)
    #expect(try fault(workbook("", parts: ["xl/workbook.xml": ""])) == .badMarkup)
    #expect(try fault(WorkbookWriter.file(sheet: [0xFF, 0xFE, 0x3C, 0])) == .notUTF8)
    let binary =
      "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"
    #expect(try fault(workbook("", parts: ["_rels/.rels": binary])) == .binaryWorkbook)
    let upwards =
      "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"../w.xml\"/></Relationships>"
    #expect(try fault(workbook("", parts: ["_rels/.rels": upwards])) == .badName)
    let away =
      "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"gone.xml\"/></Relationships>"
    #expect(try fault(workbook("", parts: ["xl/_rels/workbook.xml.rels": away])) == .missing)
    #expect(fault(Array("PK\u{3}\u{4}, said the text".utf8)) == .notAnArchive)
  }

  @Test func `a sheet that is not there`() throws {
    let book = try Workbook(Bytes(try #require(Self.sound)))
    let error = #expect(throws: SpreadsheetError.self) { try book.sheet("March") }
    #expect(error?.fault == .unknownSheet("March", there: ["Sheet1"]))
  }

  private func place(of wanted: [UInt8], in file: [UInt8], last: Bool) -> Int? {
    let places = 0...(file.count - wanted.count)
    func isThere(_ at: Int) -> Bool { file[at..<(at + wanted.count)].elementsEqual(wanted) }
    return last ? places.last(where: isThere) : places.first(where: isThere)
  }
}
