import Language
import Testing

@Suite struct NumbersTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (-7, "-7"), (999, "999"), (-999, "-999"), (1000, "1,000"), (-1000, "-1,000"),
    (12_345, "12,345"), (1_234_567, "1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
    (Int.max, "9,223,372,036,854,775,807"),
  ])
  func `digits stand in groups of three`(number: Int, text: String) { #expect(number.grouped == text) }

  @Test func `one and minus one are singular, all else is plural`() {
    #expect(
      [0, 1, -1, 2, 11].map { $0.plural("case", "cases") } == ["cases", "case", "case", "cases", "cases"])
    #expect(1.of("case", "cases") == "1 case")
    #expect(2000.of("case", "cases") == "2,000 cases")
    #expect(UInt64.max.plural("a", "b") == "b" && Int64.min.plural("a", "b") == "b")
  }
}
