extension ImportReader {
  /// Opens a table at its first row: with the delimiter that gives the wanted columns, below the row with their names.
  static func open(
    _ source: ByteSource, _ wanted: [ImportMap.Column], encoding: TextEncoding?, delimiter: UInt8?,
    sheet: String?
  ) throws(InterchangeError) -> (TableRows, HeaderRow) {
    var sheet = sheet
    func table(_ delimiter: UInt8, _ encoding: TextEncoding?) throws(InterchangeError) -> TableRows {
      try TableRows(source, encoding: encoding, delimiter: delimiter, sheet: sheet)
    }
    let choices = delimiter.map { [$0] } ?? [UInt8](",;\t|".utf8)
    var wantedNames: Set<String> = []
    let distinct = wanted.filter { wantedNames.insert($0.name).inserted }
    var rows = try table(choices[0], encoding)
    if sheet == nil, let sheets = rows.sheets, !sheets.others.isEmpty {
      sheet = sheetWith(distinct, source, [sheets.read] + sheets.others)
      rows = try table(choices[0], encoding)
    }
    // What was found out about it once need not be found out again.
    let encoding = rows.isUTF16 ? encoding : rows.encoding
    var best = try HeaderRow.find(&rows, distinct, name: source.name)
    var chosen = choices[0]
    for choice in choices.dropFirst() where best.found < distinct.count && rows.delimiter == choices[0] {
      var others = try table(choice, encoding)
      if let found = try? HeaderRow.find(&others, distinct, name: source.name), found.found > best.found {
        (best, chosen) = (found, choice)
      }
    }
    rows = try table(chosen, encoding)
    for _ in 0..<best.rows { _ = try rows.next() }
    return (rows, best)
  }

  /// Of sheets in their order the first that has all the columns: Numbers writes one about the export before its tables, and
  /// people leave the first one empty. Else the first.
  private static func sheetWith(
    _ wanted: [ImportMap.Column], _ source: ByteSource, _ sheets: [String]
  ) -> String? {
    sheets.prefix(mostSheets).first { sheet in
      guard var rows = try? TableRows(source, encoding: nil, delimiter: 0x2C, sheet: sheet),
        let header = try? HeaderRow.find(&rows, wanted, name: source.name)
      else { return false }
      return header.found == wanted.count
    }
  }

  /// Each of them is read to its end before it is looked at.
  private static let mostSheets = 16
}
