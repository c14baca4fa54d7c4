import Testing

@testable import Complaints

@Suite struct WholeCountTests {
  @Test(arguments: [
    ("0", 0), ("1280", 1280), (" 1280 ", 1280), ("1,280", 1280), ("1 280", 1280), ("1\u{A0}280", 1280),
    ("1\u{202F}280", 1280), ("1’280", 1280), ("1'280", 1280), ("１，２８０", 1280), ("１２８０", 1280),
    ("12,345,678", 12_345_678), ("1 234 567", 1_234_567), ("007", 7),
  ])
  func `thousands may be divided, each in groups of three, all by one sign`(typed: String, expected: Int) {
    #expect(WholeCount.read(typed) == expected)
  }

  @Test(arguments: [
    ("1000.0", 1000), ("1000.00", 1000), ("1000,00", 1000), ("1000,0", 1000), ("1,000.00", 1000),
    ("1.000,00", 1000), ("1 000,00", 1000), ("1.234.567,0", 1_234_567),
  ])
  func `decimals of nought are those of a whole number, whichever sign they stand behind`(
    typed: String, expected: Int
  ) {
    #expect(WholeCount.read(typed) == expected)
  }

  @Test(arguments: [
    "12,34", "1,5", ",5", "1 5", "1000,50", "1000.5", "1.5", "0,500", "1.000", "1,0000", "1,00,000",
    "1,000 000", "1 000,000", "1,000,00", "1,,000", ",000", "1,", "1.", ".0", "", " ", "-5", "+5", "1e3",
    "12a",
    "十", "99999999999999999999", "1.0000,00",
  ])
  func `what has decimals, or could be read in two ways, is no count`(typed: String) {
    #expect(WholeCount.read(typed) == nil)
  }
}
