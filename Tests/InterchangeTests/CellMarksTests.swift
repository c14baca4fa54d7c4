import Testing

@testable import Interchange

/// What spreadsheets do to cells, and the forms of keys.
struct CellMarksTests {
  @Test func `an apostrophe is a mark before a formula or digits, and a part of the text elsewhere`() {
    for (cell, text) in [
      ("'\"cold\"", "'\"cold\""), ("'=1+2", "=1+2"), ("'0138", "0138"), ("=\"0138\"", "0138"),
      ("=138", "138"), ("'n' roll", "'n' roll"),
      ("'", "'"), ("=1+2", "=1+2"), ("=\"a\"b\"", "=\"a\"b\""), ("0138", "0138"), ("", ""),
    ] {
      #expect(CellMarks.removed(from: cell) == text, "\(cell)")
    }
  }

  @Test func `a number keeps its sign and is no formula, whatever digits it has`() {
    for digit in 0...9 {
      for text in ["-\(digit)", "+\(digit).5", "-1\(digit)"] {
        #expect(CSVWriter.isNumber(text) && !CSVWriter.isFormula(text), "\(text)")
      }
    }
    for text in ["-", "+.", "-1.2.3", "-1e5", "-/", "-:"] { #expect(CSVWriter.isFormula(text), "\(text)") }
  }

  @Test func `keys of one form have runs of digits and letters and the same signs between`() {
    func shape(_ text: String) -> KeyShape { KeyShape(Array(text.utf8)[...]) }
    for same in [("SH01-7", "BJ2-1234"), (" A1 ", "B12"), ("\"7\"", "12"), ("é1", "中2")] {
      #expect(shape(same.0) == shape(same.1), "\(same.0)")
    }
    for other in [
      ("SH01-7", "SH01/7"), ("SH01--7", "SH01-7"), ("7", "A"), ("A1", "1A"), ("1", "中"), ("A 1", "A1"),
    ] {
      #expect(shape(other.0) != shape(other.1), "\(other.0)")
    }
    for nothing in ["", " ", "\""] { #expect(shape(nothing).isEmpty && !shape("7").isEmpty, "\(nothing)") }
  }
}
