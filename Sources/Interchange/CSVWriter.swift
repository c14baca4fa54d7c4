/// Writes CSV (RFC 4180: comma, CRLF, quotation marks where they are needed) in UTF-8.
package struct CSVWriter: Sendable {
  /// Begin with a byte order mark, without which Excel takes the file for the encoding of the PC.
  package let byteOrderMark: Bool
  /// Put an apostrophe before a cell that a spreadsheet would run as a formula, before one that looks as if a spreadsheet had
  /// rounded it or failed, and before one that begins with such an apostrophe, so that the reader can take it off again.
  /// Other numbers stay as they are.
  package let spreadsheetSafe: Bool

  package init(byteOrderMark: Bool = false, spreadsheetSafe: Bool = true) {
    self.byteOrderMark = byteOrderMark
    self.spreadsheetSafe = spreadsheetSafe
  }

  /// Appends what stands before the first row.
  package func begin(to output: inout [UInt8]) {
    if byteOrderMark { output.append(contentsOf: TextEncoding.byteOrderMark) }
  }

  package func write(_ cells: [String], to output: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      // A row of one empty cell would be an empty line, which readers skip.
      write(cell, quoted: cells.count == 1 && cell.isEmpty, to: &output)
    }
    output.append(contentsOf: "\r\n".utf8)
  }

  private func write(_ cell: String, quoted: Bool, to output: inout [UInt8]) {
    let guarded =
      spreadsheetSafe
      && (CSVWriter.isFormula(cell) || CellMarks.hasApostrophe(cell) || NumberLoss.mayBe(cell))
    let quoted = quoted || CSVWriter.needsQuotes(cell)
    if quoted { output.append(UInt8(ascii: "\"")) }
    if guarded { output.append(UInt8(ascii: "'")) }
    if quoted {
      for byte in cell.utf8 {
        if byte == UInt8(ascii: "\"") { output.append(byte) }
        output.append(byte)
      }
      output.append(UInt8(ascii: "\""))
    } else {
      output.append(contentsOf: cell.utf8)
    }
  }

  private static func needsQuotes(_ cell: String) -> Bool {
    guard let first = cell.utf8.first, let last = cell.utf8.last else { return false }
    // Spaces at the ends are kept by the RFC, but some programs drop them outside of quotation marks.
    if first <= 0x20 || last <= 0x20 { return true }
    return cell.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
  }

  /// The starts that spreadsheets take for a formula (OWASP, "CSV Injection"); East Asian editions also take
  /// the full-width signs.
  static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first else { return false }
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return !isNumber(cell)
    default: return false
    }
  }

  /// A sign, digits and at most one decimal point among or after them.
  static func isNumber(_ cell: String) -> Bool {
    var rest = cell.utf8[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard let first = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    var points = 0
    for byte in rest {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
      case UInt8(ascii: ".") where points == 0: points = 1
      default: return false
      }
    }
    return true
  }
}
