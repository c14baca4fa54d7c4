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
    // Names in quotation marks cannot be read at all by another delimiter than their own.
    let first: Result<HeaderRow, InterchangeError>
    do throws(InterchangeError) {
      first = .success(try HeaderRow.find(&rows, distinct, name: source.name))
    } catch {
      first = .failure(error)
    }
    var found = (try? first.get()).map { (header: $0, delimiter: choices[0]) }
    for choice in choices.dropFirst()
    where found.map({ $0.header.found < distinct.count }) ?? true && rows.delimiter == choices[0] {
      var others = try table(choice, encoding)
      if let header = try? HeaderRow.find(&others, distinct, name: source.name),
        header.found > found?.header.found ?? 0
      {
        found = (header, choice)
      }
    }
    let (best, chosen): (HeaderRow, UInt8)
    switch (found, first) {
    case (let found?, _): (best, chosen) = found
    case (nil, .success(let header)): (best, chosen) = (header, choices[0])
    case (nil, .failure(let error)): throw error
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
