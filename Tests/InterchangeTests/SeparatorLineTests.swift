import Spreadsheet
import Testing

@testable import Interchange

/// The first line by which Excel knows what separates the cells.
@Suite struct SeparatorLineTests {
  private func read(_ bytes: [UInt8]) throws -> SeparatorLine? { try SeparatorLine(ByteSource(bytes)) }

  @Test(arguments: [
    ("sep=;", 5), ("sep=;\nid", 6), ("sep=;\r\nid", 7), ("SEP=;\rid", 6), ("\"sep=;\"\nid", 8),
    ("\u{FEFF}sep=;\nid", 9),
  ]) func `it is as long as it stands there, with its line end`(text: String, length: Int) throws {
    let line = try read(Array(text.utf8))
    #expect(line?.delimiter == UInt8(ascii: ";") && line?.bytes == length)
  }

  @Test(arguments: [UInt8(ascii: " "), 0x09, UInt8(ascii: "|"), 0x7F])
  func `any sign of ASCII separates`(sign: UInt8) throws {
    #expect(try read(Array("sep=".utf8) + [sign, 0x0A])?.delimiter == sign)
  }

  @Test(arguments: [UInt8(0x80), 0xFF, 0x1F, 0x00, UInt8(ascii: "\"")])
  func `half a character, what nobody sees and the quotation mark do not`(sign: UInt8) throws {
    #expect(try read(Array("sep=".utf8) + [sign, 0x0A]) == nil)
  }

  @Test(arguments: ["", "sep=", "sep=;;", "sep;", "\"sep=;\nid", "id;text"])
  func `other first lines are rows`(text: String) throws {
    #expect(try read(Array(text.utf8)) == nil)
  }

  @Test func `what is wrong with a workbook is told with the part of it`() {
    let error = InterchangeError(workbook: "a.xlsx", SpreadsheetError(.altered, in: "xl/styles.xml"))
    #expect(error.message(.en) == "a.xlsx (xl/styles.xml) is damaged: its checksum does not match")
    #expect(error.message(.zhHans) == "a.xlsx（xl/styles.xml）已损坏：校验和不符")
    let whole = InterchangeError(workbook: "a.xlsx", SpreadsheetError(.noSheet))
    #expect(whole.message(.en) == "a.xlsx has no worksheet")
  }
}
