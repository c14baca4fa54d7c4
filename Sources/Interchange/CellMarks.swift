/// Marks that keep a spreadsheet from changing a cell of a CSV file, or say that none has: `'=1+2`, `'0138`, `'#N/A`, `="0138"`,
/// `=138`.
enum CellMarks {
  /// Whether the text begins with apostrophes before what a spreadsheet would take for a formula or a number, or would itself
  /// have put there.
  static func hasApostrophe(_ cell: String) -> Bool {
    guard cell.utf8.first == UInt8(ascii: "'") else { return false }
    let rest = String(cell.drop { $0 == "'" })
    return CSVWriter.isFormula(rest) || CSVWriter.isNumber(rest) || NumberLoss.mayBe(rest)
  }

  /// The text without its mark.
  static func removed(from cell: String) -> String {
    guard let first = cell.utf8.first, first == UInt8(ascii: "'") || first == UInt8(ascii: "=") else {
      return cell
    }
    if hasApostrophe(cell) { return String(cell.dropFirst()) }
    let rest = String(cell.dropFirst())
    if first == UInt8(ascii: "="), isDigits(rest) { return rest }
    if first == UInt8(ascii: "="), rest.utf8.count >= 2, rest.hasPrefix("\""), rest.hasSuffix("\"") {
      let inner = rest.dropFirst().dropLast()
      if !inner.contains("\"") { return String(inner) }
    }
    return cell
  }

  static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

/// Numbers that do not say what was once typed.
enum NumberLoss {
  /// What a spreadsheet may have put in place of something else: a rounded number, an error.
  static func mayBe(_ text: String) -> Bool { isError(text) || isRounded(text) }

  /// In bytes: no spreadsheet shows a number that is longer, full-width digits and marks of thousands included.
  private static let longest = 96

  /// A spreadsheet keeps 15 digits of a number. It then shows `2.02611E+17`, or zeros from the 16th digit on.
  static func isRounded(_ typed: String) -> Bool {
    guard typed.utf8.count <= longest else { return false }
    var text = typed.utf8.allSatisfy { $0 < 0x80 } ? typed : typed.foldedToASCII
    if text.utf8.first == UInt8(ascii: "+") { text.removeFirst() }
    // `202,611,234,567,890,000`, with the marks of thousands.
    let groups = text.split(omittingEmptySubsequences: false) { ",' \u{A0}\u{202F}’".contains($0) }
    if groups.count > 1, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) { text = groups.joined() }
    if text.utf8.count > 15, CellMarks.isDigits(text) {
      return text.utf8.dropFirst(15).allSatisfy { $0 == UInt8(ascii: "0") }
    }
    return isScientific(text)
  }

  /// `1.38001E+10`, `2E+17`: digits, E, a sign and digits. (An order number may be `1E10`.)
  private static func isScientific(_ text: String) -> Bool {
    guard text.utf8.count <= 64,
      let mark = text.utf8.lastIndex(where: { $0 | 0x20 == UInt8(ascii: "e") })
    else { return false }
    let mantissa = text[..<mark]
    let exponent = text[text.utf8.index(after: mark)...]
    let halves = mantissa.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    let digits = halves.first?.first == "-" ? [halves[0].dropFirst()] + halves.dropFirst() : halves
    guard digits.count <= 2, digits.allSatisfy({ CellMarks.isDigits(String($0)) }) else { return false }
    if exponent.first == "+" { return CellMarks.isDigits(String(exponent.dropFirst())) }
    return digits.count == 2 && exponent.utf8.count >= 2 && CellMarks.isDigits(String(exponent))
  }

  /// `13800138000.0`, as programs write a number that had a gap in its column, without what they added.
  static func withoutPoint(_ text: String) -> String {
    guard text.utf8.count >= 7, let point = text.utf8.firstIndex(of: UInt8(ascii: ".")),
      CellMarks.isDigits(String(text[..<point])), text.utf8.distance(from: text.startIndex, to: point) >= 5
    else { return text }
    let zeros = text[text.utf8.index(after: point)...]
    return !zeros.isEmpty && zeros.utf8.allSatisfy { $0 == UInt8(ascii: "0") } ? String(text[..<point]) : text
  }

  /// What spreadsheets show where a formula failed, and `####` for a column that was too narrow.
  static func isError(_ text: String) -> Bool {
    guard text.utf8.first == UInt8(ascii: "#") else { return false }
    return errors.contains(text.uppercased()) || (text.utf8.count >= 3 && text.utf8.allSatisfy { $0 == 0x23 })
  }

  private static let errors: Set<String> = [
    "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#ERROR!", "#NV", "#BEZUG!", "#WERT!",
  ]
}
