/// Rows that a stray quotation mark took for the text of another one.
extension ImportReader {
  /// A stray quotation mark takes the rows after it for text, up to the next one, and may end as if all were well: its
  /// text then has lines that are rows, each with as many cells as the header and a key of the same form.
  func checkLines(_ row: CSVRow) throws(Rejection) {
    guard let delimiter, !map.isOwn, row.lastLine > row.line, columnNames.count > 1,
      let key = keyColumns.first
    else { return }
    let shape = KeyShape(row[key])
    for column in 0..<row.count where row[column].contains(0x0A) || row[column].contains(0x0D) {
      let lines = row[column].split(omittingEmptySubsequences: true) { $0 == 0x0A || $0 == 0x0D }.dropFirst()
      let rows = lines.filter { line in
        let cells = line.split(separator: delimiter, omittingEmptySubsequences: false)
        guard key < cells.count, KeyShape(cells[key]) == shape else { return false }
        // The last one ends at the quotation mark.
        let isLast = line.endIndex == row[column].endIndex
        return cells.count == columnNames.count || (isLast && (2...columnNames.count).contains(cells.count))
      }
      guard !rows.isEmpty, rows.count == lines.count else { continue }
      throw Rejection(ImportReaderMessage.linesSwallowed(first: row.line, last: row.lastLine))
    }
  }
}

/// The form of a key: runs of digits and of letters, and the signs between them.
struct KeyShape: Equatable {
  private var form: [UInt8] = []

  init(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes where byte > 0x20 && byte != UInt8(ascii: "\"") {
      let kind: UInt8 =
        switch byte {
        case 0x30...0x39: 0x30
        case 0x41...0x5A, 0x61...0x7A: 0x61
        case 0x80...: 0x80
        default: byte
        }
      if form.last != kind || kind < 0x30 { form.append(kind) }
    }
  }

  static func == (left: KeyShape, right: KeyShape) -> Bool { !left.form.isEmpty && left.form == right.form }
}
