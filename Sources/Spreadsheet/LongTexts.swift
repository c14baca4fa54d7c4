/// Texts that are longer than a cell can hold. The cell ends with …, and a second sheet has what follows: the row (by the
/// text of its first cell), the column (by its name), the number of the part from 2, the text. So rows may be sorted
/// and left out in between.
package struct LongTexts: Sendable {
  struct Rest: Sendable {
    let row: String
    let column: String
    let parts: [String]
  }

  package static let sheet = "casebook texts"
  static let header = ["row", "column", "part", "text"]

  private struct Place: Hashable {
    let row: [UInt8]
    let column: [UInt8]
  }

  private var parts: [Place: [[UInt8]]] = [:]
  /// The columns of the first row that was shown, by their names.
  private var columns: [[UInt8]] = []

  /// The texts of a workbook; nil where it has none.
  package init?(_ workbook: Workbook) throws {
    guard let sheet = workbook.sheets.first(where: { $0.name == LongTexts.sheet }) else { return nil }
    var rows = try workbook.rows(sheet)
    guard let first = try rows.next(), first.cells == LongTexts.header.map({ Array($0.utf8) }) else {
      return nil
    }
    var total = 0
    while let row = try rows.next() {
      let cells = row.cells
      guard cells.count == 4 else { continue }
      total += row.bytes.count
      guard total <= SpreadsheetLimits.sharedBytes else {
        throw SpreadsheetError(.tooLarge(limit: SpreadsheetLimits.sharedBytes))
      }
      parts[Place(row: cells[0], column: cells[1]), default: []].append(cells[3])
    }
  }

  /// The row with its cut texts whole. The first row that comes has the names of the columns.
  package mutating func completed(_ row: SheetRow) -> SheetRow {
    var cells = row.cells
    guard !columns.isEmpty else {
      columns = cells
      return row
    }
    guard let key = cells.first else { return row }
    for (index, column) in columns.enumerated() where index < cells.count {
      guard let rest = parts[Place(row: key, column: column)], cells[index].suffix(3) == Self.mark[...],
        String(decoding: cells[index], as: UTF8.self).utf16.count >= WorkbookWriter.longestText - 1
      else { continue }
      cells[index] = cells[index].dropLast(3) + rest.joined()
    }
    return SheetRow(row, cells: cells)
  }

  private static let mark = Array("…".utf8)
}

extension SheetRow {
  var cells: [[UInt8]] {
    var cells: [[UInt8]] = []
    var start = 0
    for end in ends {
      cells.append(Array(bytes[start..<end]))
      start = end
    }
    return cells
  }
}
