import Complaints
import Language
import Spreadsheet

/// Whether a row and its cells are what was once written: other programs cut rows off, put them together and put something else
/// in the place of texts.
extension ImportReader {
  /// A row has as many cells as the header, or fewer, whose rest is empty, or more that are empty: spreadsheets leave
  /// out and add such. An export of ours ends each row with a cell that is never empty.
  func checkCount(_ row: CSVRow) throws(Rejection) {
    if map.isOwn, delimiter != nil, row.count < columnNames.count,
      columnNames.last.map(Columns.folded) == ImportMap.ownLastColumn
    {
      throw Rejection(ImportReaderMessage.cutShort(row: row.count, header: columnNames.count))
    }
    guard row.count > columnNames.count else { return }
    guard (columnNames.count..<row.count).allSatisfy({ row[$0].allSatisfy { $0 <= 0x20 } }) else {
      throw Rejection(ImportReaderMessage.tooManyColumns(row: row.count, header: columnNames.count))
    }
  }

  /// A row that is written otherwise than the header is no key without a text: one with another separator, or one that stands
  /// in quotation marks as a whole, has few cells, the first of which has as many separators as the header needs.
  func checkSeparators(_ row: CSVRow) throws(Rejection) {
    guard hasRoom(row) else { return }
    let first = try text(row, 0)
    guard standsInOneCell(row, first) else { return }
    throw Rejection(
      ImportReaderMessage.oneCell(
        first.count > 24 ? first.prefix(24) + "…" : first, header: columnNames.count))
  }

  /// Whether there are fewer cells than the header wants, the first of them with something in it.
  private func hasRoom(_ row: CSVRow) -> Bool {
    (delimiter != nil || rows.isWorkbook) && columnNames.count > 1 && row.count > 0 && !row[0].isEmpty
      && (0..<row.count).count { !row[$0].isEmpty } < columnNames.count
  }

  /// - Parameter first: the text of its first cell.
  func standsInOneCell(_ row: CSVRow, _ first: String) -> Bool {
    guard hasRoom(row) else { return false }
    let filled = (0..<row.count).count { !row[$0].isEmpty }
    return Self.separators.contains { sign in
      let count = first.utf8.count { $0 == sign }
      if filled == 1, sign != delimiter || row.ends.count == 1 { return count >= columnNames.count - 1 }
      // The file's own separator has divided the row, too.
      guard delimiter != nil, sign != delimiter, count > 0, keyColumns.contains(0) else { return false }
      let others = (1..<row.count).reduce(0) { sum, cell in sum + row[cell].count { $0 == sign } }
      return count + others == columnNames.count - 1
    }
  }

  private static let separators = [UInt8](",;\t|".utf8)

  /// Whether the cell of a CSV file has a mark by which it is text, whatever it looks like.
  private func isMarked(_ row: CSVRow, _ column: Int) -> Bool {
    guard delimiter != nil, let cell = encoding.decode(ImportReader.trimmed(row[column])) else {
      return false
    }
    return CellMarks.hasApostrophe(ImportReader.trimmed(cell))
  }

  /// The text, unless another program put it there in place of one. What we export is text in a workbook and in JSON, and
  /// marked in a CSV file where it looks like such.
  func checked(_ text: String, _ row: CSVRow, _ column: Int) throws(Rejection) -> String {
    if row.hasFault(.notComputed, in: column) {
      throw Rejection(ImportReaderMessage.notComputed(column: columnNames[column]))
    }
    guard map.isOwn else {
      guard delimiter != nil || rows.isWorkbook, NumberLoss.isError(text), !isMarked(row, column) else {
        return text
      }
      throw Rejection(ImportReaderMessage.cellError(text, column: columnNames[column]))
    }
    guard
      row.hasFault(.error, in: column) || row.hasFault(.number, in: column)
        || lacksItsPlace(text, columnNames[column])
        || delimiter != nil && NumberLoss.isError(text) && !isMarked(row, column)
    else { return text }
    throw Rejection(ImportReaderMessage.changed(text, column: columnNames[column]))
  }

  /// Whether it is a bare number where we write an amount with its currency, or a time without the offset that we write.
  private func lacksItsPlace(_ text: String, _ column: String) -> Bool {
    switch Schema.field(.case, Columns.folded(column))?.type {
    case .money:
      !text.isEmpty
        && !text.unicodeScalars.contains {
          $0.properties.isAlphabetic || $0.properties.generalCategory == .currencySymbol
        }
    case .date:
      text.utf8.count > 10 && text.contains(":")
        && !text.utf8.dropFirst(11).contains { "+-Zz".utf8.contains($0) }
    default: false
    }
  }

  /// What every case of an export of ours has in its first column: sums and notes below it have none.
  func isIdentifier(_ text: String) -> Bool {
    text.utf8.count == 36
      && text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
      }
  }

  /// The text, unless it is a number of which a spreadsheet dropped the last digits, or that it shows as something else: it
  /// would stand for many others.
  func exact(_ text: String, _ row: CSVRow, _ column: Int) throws(Rejection) -> String {
    guard !exactColumns.contains(column) else { return text }
    let isBare = delimiter != nil || rows.isWorkbook && !map.isOwn
    let looksRounded = isBare && NumberLoss.isRounded(text) && !isMarked(row, column)
    guard !looksRounded, !row.hasFault(.rounded, in: column) else {
      throw Rejection(
        map.isOwn
          ? ImportReaderMessage.changed(text, column: columnNames[column])
          : ImportReaderMessage.rounded(text, column: columnNames[column]))
    }
    guard !row.hasFault(.shownOtherwise, in: column) else {
      let number = text.prefix { $0 != " " }
      throw Rejection(ImportReaderMessage.shownOtherwise(String(number), column: columnNames[column]))
    }
    return map.isOwn ? text : NumberLoss.withoutPoint(text)
  }
}
