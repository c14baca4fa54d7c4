import Complaints

/// Rows of a table that are no record of it: people add up columns and sign below a table, and programs print the names of
/// the columns again on every page, and how many rows there were.
struct RowsThatAreNone {
  /// As they are compared.
  private let names: [String]
  private let keyColumns: [Int]

  init(columnNames: [String], keyColumns: [Int]) {
    names = columnNames.map(Columns.folded)
    self.keyColumns = keyColumns
  }

  /// Longer cells are no such word, in bytes.
  private static let longest = 80

  /// What a row is in place of a record; nil where it is one.
  ///
  /// A row is a sum where its key is a word for one, with what it comes to (`合计：2`) or without; or where that stands in its
  /// first cell, and beside it there are numbers alone. It is the header again where every cell that says something is the
  /// name of its column, a key's among them. It stands below the table where its key says how many rows there were, or who
  /// made the table and when, and nothing beside it says more; it is a line that was drawn where it has nothing but signs.
  /// - Parameter text: a cell as it reads; nil where it cannot be read.
  func reason(_ row: CSVRow, _ text: (Int) -> String?) -> ImportReaderMessage? {
    func folded(_ column: Int) -> String? {
      guard column < row.count, (1...Self.longest).contains(row[column].count) else { return nil }
      return text(column).map(Columns.folded)
    }
    guard let first = (0..<row.count).first(where: { !row[$0].isEmpty }) else { return nil }
    /// Whether the cells beside one say nothing but numbers, or are such words themselves.
    func isAlone(_ column: Int) -> Bool {
      (0..<row.count).allSatisfy { other in
        guard other != column, !row[other].isEmpty, let cell = text(other) else { return true }
        return !cell.contains(where: \.isLetter) || folded(other).map(Self.isFooter) ?? false
      }
    }
    for column in keyColumns {
      guard let key = folded(column) else { continue }
      let written = text(column) ?? ""
      if Self.sums.contains(Self.withoutSigns(key)) { return ImportReaderMessage.total(written) }
      if key == names[column], isHeader(row, text) { return ImportReaderMessage.headerAgain }
      if Self.isSum(key) || Self.endsAsSum(written), isAlone(column) {
        return ImportReaderMessage.total(written)
      }
      // What ends in a colon is said in the next cell.
      if Self.isFooter(key), key.last == ":" || isAlone(column) { return ImportReaderMessage.footer(written) }
    }
    if !keyColumns.contains(first), let word = folded(first), Self.isSum(word), isAlone(first) {
      return ImportReaderMessage.total(text(first) ?? "")
    }
    guard keyColumns.contains(first), let key = text(first), !key.hasWord, !key.isEmpty, isAlone(first),
      (0..<row.count).allSatisfy({ row[$0].isEmpty || text($0).map { !$0.hasWord } ?? false })
    else { return nil }
    return ImportReaderMessage.footer(key)
  }

  private func isHeader(_ row: CSVRow, _ text: (Int) -> String?) -> Bool {
    (0..<row.count).allSatisfy { column in
      guard let cell = text(column) else { return false }
      return cell.isEmpty || column < names.count && Columns.folded(cell) == names[column]
    }
  }
}

/// The words. They are compared folded: without case, width and spaces.
extension RowsThatAreNone {
  private static let sums: Set<String> = [
    "合计", "总计", "小计", "共计", "总合计", "累计", "总数", "总和", "汇总", "平均", "平均值", "计数", "本页合计", "本页小计", "本月合计", "合計",
    "總計", "小計", "共計", "総計", "합계", "총계", "소계", "total", "totals", "grandtotal", "subtotal", "sub-total", "sum",
    "average", "count", "overall", "totalgeneral", "totalgénéral", "sous-total", "summe", "gesamt",
    "gesamtsumme",
    "gesamtergebnis", "zwischensumme", "ergebnis", "insgesamt", "anzahl", "mittelwert", "totale", "итого",
    "всего",
  ]

  /// As spreadsheets name the sum of a group: `SH01 Total`, `SH01 汇总`.
  private static let endings = [
    " total", " subtotal", " sum", " count", " average", " ergebnis", " summe", "汇总", "小计", "合计", "总计", "计数",
    "平均值",
  ]

  /// Before a colon, below a table.
  private static let footers: Set<String> = [
    "制表", "制表人", "制表时间", "制表日期", "填表人", "填表日期", "审核", "审核人", "复核", "复核人", "经办人签字", "签字", "打印时间", "打印日期",
    "打印人", "导出时间", "导出日期", "导出人", "统计时间", "统计日期", "数据来源", "报表时间", "exported", "exportedon", "exportedat",
    "exportedby",
    "printed", "printedon", "printedby", "generated", "generatedon", "generatedby", "createdby", "preparedby",
    "checkedby", "reportgenerated", "reportdate", "source", "stand", "erstelltam", "erstelltvon",
    "druckdatum",
  ]

  private static let ends: Set<String> = [
    "end", "eof", "endofreport", "endoffile", "endofdata", "完", "结束", "以下空白", "以下无内容", "以下无正文", "报表结束",
    "ende",
  ]

  /// What is counted: `2 rows`, `共 2 条`.
  private static let counted: Set<String> = [
    "", "条", "件", "行", "笔", "项", "个", "单", "份", "宗", "例", "条记录", "行记录", "个工单", "条数据", "行数据", "行受影响", "元",
    "row", "rows",
    "row(s", "rows)", "record", "records", "record(s", "case", "cases", "item", "items", "rowsaffected",
    "row(s)affected", "rowaffected", "rowsselected", "rowsinset", "rowinset", "zeilen", "datensätze", "stück",
    "eur", "usd", "cny", "rmb", "€", "$", "¥",
  ]

  private static func withoutSigns(_ folded: String) -> String {
    var word = folded[...]
    while let last = word.last, ":.。=-*_#)]】".contains(last) { word.removeLast() }
    while let first = word.first, "-*_#=([【".contains(first) { word.removeFirst() }
    return String(word)
  }

  /// `合计`, `合 计：`, `Total: 2`, `Grand total (12.50 EUR)`, `共 2 条`.
  static func isSum(_ folded: String) -> Bool {
    let plain = withoutSigns(folded)
    if sums.contains(plain) { return true }
    guard let place = plain.firstIndex(where: { ":=(".contains($0) || $0.isASCIIDigit }) else { return false }
    let word = withoutSigns(String(plain[..<place]))
    return (sums.contains(word) || word == "共" || word == "共有") && isCount(plain[place...])
  }

  private static func endsAsSum(_ written: String) -> Bool {
    let text = withoutSigns(written.lowercased())
    return endings.contains { text.hasSuffix($0) }
  }

  private static func isFooter(_ folded: String) -> Bool {
    let plain = withoutSigns(folded)
    if ends.contains(plain) || isSum(folded) { return true }
    if plain.first?.isASCIIDigit ?? false, isCount(plain[...]), !plain.allSatisfy(isNumeric) { return true }
    guard let colon = plain.firstIndex(of: ":") ?? folded.firstIndex(of: ":").map({ _ in plain.endIndex })
    else { return false }
    return footers.contains(String(plain[..<colon]))
  }

  /// A number with a word for what is counted behind it.
  private static func isCount(_ text: Substring) -> Bool {
    let number = text.drop { !$0.isASCIIDigit && ":=(¥$€".contains($0) }
    guard number.first?.isASCIIDigit ?? false else { return false }
    return counted.contains(withoutSigns(String(number.drop(while: isNumeric))))
  }

  private static func isNumeric(_ character: Character) -> Bool {
    character.isASCIIDigit || ".,".contains(character)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
