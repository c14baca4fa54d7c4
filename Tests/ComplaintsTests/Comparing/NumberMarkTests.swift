import Testing

@testable import Complaints

/// A number with its mark is one, whichever mark a keyboard has.
@Suite struct NumberMarkTests {
  private static let five = [
    "№5", "№ 5", "No5", "no.5", "No. 5", "Nº5", "nº 5", "N°5", "Ｎｏ．５", "NO 5", "№.5",
  ]

  @Test(arguments: five)
  func `a key has one form, whatever its mark`(typed: String) {
    #expect(typed.foldedKey == "no5")
    #expect(("单" + typed).foldedKey == "单no5")
  }

  @Test func `numbers and words that have no mark stay what they are`() {
    for (one, other) in [("№5", "5"), ("No5", "No6"), ("No5", "Ano5"), ("Nr5", "No5"), ("№5", "№50")] {
      #expect(one.foldedKey != other.foldedKey, "\(one) \(other)")
    }
    for text in ["No, 5 of them", "piano 5", "no", "№", "N.5", "说 no 5 次"] {
      #expect(text.withPlainNumberMarks == text)
    }
    #expect("A No.5, №6-B".withPlainNumberMarks == "A No5, No6-B")
  }

  @Test func `the ids of customers and names go by the form that they always had`() {
    #expect("№5".foldedCode == "5" && "No.5".foldedCode == "no.5" && "No.5".folded == "no.5")
    #expect("№5".formerFoldedKey == "5" && "No.5".formerFoldedKey == "no.5")
  }

  @Test func `a search knows each as it is written together`() {
    for typed in Self.five where typed != "NO 5" {
      #expect(SearchCode.all(in: "bill \(typed), paid") == ["no5"], "\(typed)")
    }
    #expect(SearchCode.all(in: "№5-A").contains("no5a") && SearchCode.all(in: "no 5 minutes") == [])
    #expect(SearchCode.joined("No.5") == "no5" && SearchCode.joined("No5") == nil)
    #expect(SearchCode.joined("No.", "5") == "no5")
    #expect(
      SearchCode.number("№5") == ["no5", "no 5"] && SearchCode.number("No.5") == ["No.5", "no5", "no 5"])
    #expect(
      SearchCode.number("5") == nil && SearchCode.number("nobody") == nil && SearchCode.number("A-77") == nil)
  }
}
