/// Rows of a table that are no record of it: people add up columns, and programs print the names of the columns again on
/// every page.
struct RowsThatAreNone {
  /// As they are compared.
  private let names: [String]
  private let keyColumns: [Int]

  init(columnNames: [String], keyColumns: [Int]) {
    names = columnNames.map(Columns.folded)
    self.keyColumns = keyColumns
  }

  /// Longer cells are no such word.
  private static let longest = 40

  /// What a row is in place of a record; nil where it is one.
  ///
  /// A row is a sum where its key is a word for one; or where its first cell is, and beside it there are numbers alone. It
  /// is the header again where every cell that says something is the name of its column, a key's among them.
  /// - Parameter text: a cell as it reads; nil where it cannot be read.
  func reason(_ row: CSVRow, _ text: (Int) -> String?) -> ImportReaderMessage? {
    func folded(_ column: Int) -> String? {
      guard (1...Self.longest).contains(row[column].count) else { return nil }
      return text(column).map(Columns.folded)
    }
    for column in keyColumns {
      guard let key = folded(column) else { continue }
      if Self.isSum(key) { return ImportReaderMessage.total(text(column) ?? "") }
      if key == names[column], isHeader(row, text) { return ImportReaderMessage.headerAgain }
    }
    guard let first = (0..<row.count).first(where: { !row[$0].isEmpty }), !keyColumns.contains(first),
      let word = folded(first), Self.isSum(word)
    else { return nil }
    let others = (first + 1..<max(row.count, first + 1)).compactMap(text)
    guard others.allSatisfy({ !$0.contains(where: \.isLetter) }) else { return nil }
    return ImportReaderMessage.total(text(first) ?? "")
  }

  private func isHeader(_ row: CSVRow, _ text: (Int) -> String?) -> Bool {
    (0..<row.count).allSatisfy { column in
      guard let cell = text(column) else { return false }
      return cell.isEmpty || column < names.count && Columns.folded(cell) == names[column]
    }
  }

  /// `合计`, `合 计：`, `Total`, `Grand total:`.
  private static func isSum(_ folded: String) -> Bool {
    var word = folded
    while let last = word.last, ":：.。".contains(last) { word.removeLast() }
    return sums.contains(word)
  }

  private static let sums: Set<String> = [
    "合计", "总计", "小计", "共计", "总合计", "累计", "本页合计", "本页小计", "total", "totals", "grandtotal", "subtotal",
    "sub-total", "sum",
  ]
}
