import Language

/// Rows that a line break without quotation marks broke into several.
extension ImportReader {
  /// How many lines behind the first are looked at.
  private static let mostParts = 20

  /// The next row or rejection of the file.
  mutating func nextOutcome() throws(InterchangeError) -> CSVOutcome? {
    try ahead.isEmpty ? rows.next() : ahead.removeFirst()
  }

  /// A text that goes on in the next line without quotation marks makes two rows of one: the first lacks its last cells, the
  /// second begins with the rest of a text where a key should be, and together they have one cell more than the header.
  /// Neither is taken: one would lose its end, the other be a case that there is not.
  /// - Returns: why the row is not taken; the lines behind it that belong to it are not either. Nil where it is whole.
  mutating func broken(_ row: CSVRow) throws(InterchangeError) -> Label? {
    guard delimiter != nil, let none, columnNames.count > 1, row.count <= columnNames.count,
      row.lastLine == row.line
    else { return nil }
    var cells = row.count
    var parts: [CSVRow] = []
    while parts.count < Self.mostParts {
      if parts.count == ahead.count {
        guard let outcome = try rows.next() else { break }
        ahead.append(outcome)
      }
      guard case .row(let part) = ahead[parts.count], part.line == row.line + parts.count + 1,
        part.lastLine == part.line, cells + part.count - 1 <= columnNames.count,
        isRest(part, of: row, at: cells - 1)
      else { break }
      parts.append(part)
      cells += part.count - 1
    }
    guard let last = parts.last, cells == columnNames.count,
      !([row] + parts).contains(where: { part in none.reason(part) { try? text(part, $0) } != nil })
    else { return nil }
    let reason = Label(ImportReaderMessage.rowBroken(first: row.line, last: last.line))
    for (place, part) in parts.enumerated() {
      keep(part)
      ahead[place] = .rejected(line: part.line, reason: reason)
    }
    return reason
  }

  /// Whether a line can be the rest of a row from one of its cells on: by where keys stand, and where none does.
  private func isRest(_ part: CSVRow, of row: CSVRow, at cell: Int) -> Bool {
    guard let key = keyColumns.first, key != cell, !part.isBlank else { return false }
    // A row of its own, separated by other signs than the header.
    if let first = try? text(part, 0), standsInOneCell(part, first) { return false }
    let own = KeyShape(row[key])
    func looksLikeKey(_ column: Int) -> Bool { keys.looksLikeKey(part[column], beside: own) }
    if key < cell { return keys.looksLikeKey(row[key], beside: KeyShape([])) && !looksLikeKey(key) }
    // The key is still to come.
    guard cell == 0 || !looksLikeKey(key) else { return false }
    return key - cell >= part.count || looksLikeKey(key - cell)
  }
}
