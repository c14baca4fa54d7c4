import Language
import Spreadsheet
package import Zones

/// Reads a CSV file, or a sheet of a workbook, through a map. It does not judge the texts: terms and limits are the caller's,
/// and so are records that were imported before.
package struct ImportReader {
  /// A rule of the map with its columns found in this file.
  private struct Plan {
    let rule: ImportMap.Rule
    let columns: [Int]
    let zone: Zone
    let empty: FoldedWords
    let values: FoldedValues

    init(rule: ImportMap.Rule, columns: [Int], zone: Zone) {
      (self.rule, self.columns, self.zone) = (rule, columns, zone)
      empty = FoldedWords(rule.empty)
      values = FoldedValues(rule.values)
    }
  }

  private struct NotePlan {
    let rule: ImportMap.NoteRule
    let text: Int
    /// For each piece of the heading its column, nil for a text.
    let heading: [Int?]
    let empty: FoldedWords

    init(_ rule: ImportMap.NoteRule, _ columns: Columns) {
      self.rule = rule
      text = columns.find(rule.text) ?? 0
      empty = FoldedWords(rule.empty)
      heading = rule.heading.map { $0.column.flatMap(columns.find) }
    }
  }

  /// How cells that are dates in a workbook come out, whatever the map says of texts.
  private static let cellDates = [
    "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssZ", "yyyy-MM-dd'T'HH:mm:ss",
  ].compactMap { DatePattern($0) }

  package let encoding: TextEncoding
  /// How the file is written: UTF-16 is read as UTF-8.
  package var written: TextEncoding { rows.written }
  /// Rows left out because of `only`.
  package private(set) var filtered = 0
  /// Rows with nothing in them, which are no rows.
  package private(set) var blank = 0
  /// Entries of timelines that JSON lines have beside the fields: they are not read.
  package var timelineEntries: Int { rows.timelineEntries }
  /// The line with the names of the columns.
  package let headerLine: Int
  /// The names of the columns.
  package var header: [String] { columnNames }
  /// What the first rows say, cell by cell, as they were decoded.
  package private(set) var firstRows: [(line: Int, cells: [String])] = []
  /// Rows of a sheet that people do not see, because a filter leaves them out: they are read.
  package var hidden: Int { rows.hidden }
  /// Lines that quotation marks took into rejected rows, beside the first of each.
  package var swallowedLines: Int { swallowed + rows.swallowedLines }
  private var swallowed = 0
  /// What separates the cells of a CSV file; nil for others.
  package var delimiter: UInt8? { rows.delimiter }
  /// Of a workbook: the sheet that is read, and the others that are in sight.
  package var sheets: (read: String, others: [String])? { rows.sheets }
  private static let firstRowCount = 10

  let map: ImportMap
  let columnNames: [String]
  /// Fields and key columns whose numbers must be exact.
  private let exactFields: Set<String>
  /// Fields that say what a number counts.
  private let amountFields: Set<String>
  let exactColumns: Set<Int>
  let keyColumns: [Int]
  private let filters: [(column: Int, wanted: FoldedWords)]
  /// Cells that mean nothing, in every column.
  private let empty: FoldedWords
  private let plans: [Plan]
  private let notes: [NotePlan]
  var rows: TableRows
  /// What was read ahead of the row that is looked at.
  var ahead: [CSVOutcome] = []
  /// Nil where every row is taken for a record.
  let none: RowsThatAreNone?
  /// The columns whose text is judged; empty where nothing is to be judged.
  let judgedColumns: [Int]
  /// The line on which each key was met and the hash of how it was written there, by the hash of the key as it is compared.
  var lines: [Int: (line: Int, spelling: Int)] = [:]
  private(set) var keys = KeysSeen()

  /// - Parameters:
  ///   - filters: further ones beside those of the map.
  ///   - sheet: of a workbook; nil: its first.
  ///   - localZone: of times whose zone neither the file nor the map gives.
  ///   - encoding: overrides that of the map, and vouches for every row.
  ///   - everyRow: also one that adds the others up, or has the names of the columns again.
  ///   - exact: fields in which a number that a spreadsheet has rounded is not taken: it would stand for many others.
  ///   - amounts: fields in which a number is not taken without the words that its cell shows beside it.
  package init(
    _ source: ByteSource, map: ImportMap, filters: [ImportMap.Filter] = [], sheet: String? = nil,
    encoding: TextEncoding? = nil, everyRow: Bool = false, exact: Set<String> = [],
    amounts: Set<String> = [], localZone: Zone
  ) throws(InterchangeError) {
    var named = map.key + (map.filters + filters).map(\.column)
    named += map.isOwn ? ImportMap.ownColumns : map.rules.flatMap(\.columns) + map.notes.flatMap(\.columns)
    let (opened, found) = try ImportReader.open(
      source, named, encoding: encoding ?? map.encoding, delimiter: map.delimiter, sheet: sheet)
    rows = opened
    let columns = found.columns
    rows.width = columns.names.count
    self.keyColumns = map.key.compactMap(columns.find)
    self.filters = (map.filters + filters).compactMap { filter in
      columns.find(filter.column).map { ($0, FoldedWords(filter.wanted)) }
    }
    self.plans = map.rules.compactMap { rule in
      if map.isOwn, columns.count(rule.columns) == 0 { return nil }
      return Plan(
        rule: rule, columns: rule.columns.compactMap(columns.find), zone: rule.zone ?? map.zone ?? localZone
      )
    }
    self.notes = map.notes.map { NotePlan($0, columns) }
    self.map = map
    empty = FoldedWords(map.empty)
    self.encoding = opened.encoding
    columnNames = columns.names
    none =
      everyRow || map.isOwn || opened.delimiter == nil && !opened.isWorkbook
      ? nil : RowsThatAreNone(columnNames: columns.names, keyColumns: keyColumns)
    let isJudged = encoding == nil && opened.encoding == .gb18030
    judgedColumns =
      isJudged
      ? Set(
        keyColumns + plans.flatMap(\.columns) + notes.flatMap { [$0.text] + $0.heading.compactMap(\.self) }
      )
      .sorted() : []
    headerLine = found.line
    exactFields = exact
    amountFields = amounts
    exactColumns = Set(columns.names.indices.filter { map.exact.contains(columns.names[$0]) })
    if let error = columns.problems(named, name: source.name, saysLines: !map.isBuiltIn) { throw error }
  }

  /// The next row, or nil at the end. Throws only when the file cannot be read on.
  package mutating func next() throws(InterchangeError) -> ImportOutcome? {
    while let outcome = try nextOutcome() {
      switch outcome {
      case .rejected(let line, let reason):
        return .rejected(line: line, reason: reason)
      case .row(let row):
        guard !isBlank(row) else {
          blank += 1
          continue
        }
        keep(row)
        if let reason = try broken(row) { return .rejected(line: row.line, reason: reason) }
        do {
          if let imported = try read(row) {
            if let key = keyColumns.first { keys.add(row, key: key) }
            return firstOfItsKey(imported)
          }
          filtered += 1
        } catch {
          swallowed += error.swallowedLines
          return .rejected(line: row.line, reason: error.reason)
        }
      }
    }
    return nil
  }

  private func isBlank(_ row: CSVRow) -> Bool {
    if row.isBlank { return true }
    guard row[0].isEmpty || row[0][row[0].startIndex] >= 0x80 || row[0][row[0].startIndex] <= 0x20 else {
      return false
    }
    return row.isEmpty { encoding.decode($0).map { ImportReader.trimmed($0).isEmpty } ?? false }
  }

  mutating func keep(_ row: CSVRow) {
    guard firstRows.count < ImportReader.firstRowCount else { return }
    firstRows.append((row.line, (0..<row.count).map { encoding.decode(row[$0]) ?? "\u{FFFD}" }))
  }
}

// MARK: - One row

struct Rejection: Error {
  let reason: Label
  /// That stray quotation marks took into the row.
  let swallowedLines: Int

  init(_ message: some Message) {
    reason = message.label
    if case .linesSwallowed(let first, let last)? = message as? ImportReaderMessage {
      swallowedLines = last - first
    } else {
      swallowedLines = 0
    }
  }
}

extension ImportReader {
  /// Nil where a filter leaves the row out.
  private func read(_ row: CSVRow) throws(Rejection) -> ImportedRow? {
    try checkLines(row)
    try checkCount(row)
    for filter in filters {
      guard filter.wanted.contains(try text(row, filter.column)) else { return nil }
    }
    if let reason = none?.reason(row, { try? text(row, $0) }) { throw Rejection(reason) }
    try judge(row)
    try checkSeparators(row)
    let key = try self.key(row)
    var fields: [(field: String, text: String)] = []
    var sets: [(field: String, element: String)] = []
    var taken: String?
    fields.reserveCapacity(plans.count + map.constants.count)
    for plan in plans {
      let cell = try joined(row, plan)
      switch plan.rule.shape {
      case .single:
        let text = try value(cell, plan, &taken)
        if !text.isEmpty { fields.append((plan.rule.field, text)) }
      case .set:
        for part in elements(cell, plan.rule) {
          let text = try value(part, plan, &taken)
          ImportReader.add(text, to: plan.rule.field, in: &sets)
        }
      }
    }
    for constant in map.constants where !constant.text.isEmpty {
      switch constant.shape {
      case .single: fields.append((constant.field, constant.text))
      case .set: ImportReader.add(constant.text, to: constant.field, in: &sets)
      }
    }
    var notes: [String] = []
    for plan in self.notes { notes.append(try note(row, plan)) }
    return ImportedRow(
      line: row.line, key: key.written, comparedKey: key.compared,
      isKeyFolded: keyColumns.contains { !exactColumns.contains($0) }, formerKey: key.former, notes: notes,
      fields: fields, sets: sets, offsetTaken: taken)
  }

  private static func add(
    _ element: String, to field: String, in sets: inout [(field: String, element: String)]
  ) {
    guard !element.isEmpty, !sets.contains(where: { $0.field == field && $0.element == element }) else {
      return
    }
    sets.append((field, element))
  }

  /// As it is written, and as it is compared.
  private func key(_ row: CSVRow) throws(Rejection) -> (written: String, compared: String, former: String) {
    var parts: [String] = []
    var compared: [String] = []
    var former: [String] = []
    for column in keyColumns {
      let part = try checked(try text(row, column), row, column)
      // No key has two lines: in a CSV file a stray quotation mark took the rows after it.
      guard !part.contains(where: \.isNewline) else {
        throw Rejection(
          row.lastLine > row.line
            ? ImportReaderMessage.linesSwallowed(first: row.line, last: row.lastLine)
            : ImportReaderMessage.keyHasLines(column: columnNames[column]))
      }
      guard !map.isOwn || isIdentifier(part) else {
        throw Rejection(ImportReaderMessage.changed(part, column: columnNames[column]))
      }
      parts.append(try exact(part, row, column))
      let isExact = exactColumns.contains(column)
      compared.append(isExact ? part : ImportKey.compared(part))
      former.append(isExact ? part : ImportKey.formerlyCompared(part))
    }
    guard let first = compared.first, !first.isEmpty else {
      let name = keyColumns.first.map { columnNames[$0] } ?? ""
      throw Rejection(ImportReaderMessage.keyEmpty(column: name))
    }
    return (
      parts.joined(separator: ImportKey.separator), compared.joined(separator: ImportKey.separator),
      former.joined(separator: ImportKey.separator)
    )
  }

  /// "" where the note's own column is empty.
  private func note(_ row: CSVRow, _ plan: NotePlan) throws(Rejection) -> String {
    var text = try text(row, plan.text)
    guard !empty.contains(text), !plan.empty.contains(text) else { return "" }
    text = try checked(text, row, plan.text)
    guard !text.isEmpty else { return "" }
    var heading = ""
    for (piece, column) in zip(plan.rule.heading, plan.heading) {
      if let column { heading += try self.text(row, column) } else { heading += piece.text }
    }
    return heading.isEmpty ? text : "\(heading)\n\(text)"
  }

  /// The text of a cell, without the marks by which other programs kept it from being changed.
  func text(_ row: CSVRow, _ column: Int) throws(Rejection) -> String {
    guard let decoded = encoding.decode(ImportReader.trimmed(row[column])) else {
      throw Rejection(ImportReaderMessage.invalidBytes(column: columnNames[column], encoding: encoding.shown))
    }
    let text = ImportReader.trimmed(decoded)
    guard !rows.isExact else { return text }
    let unmarked = CellMarks.removed(from: text)
    // FileMaker writes a line end within a field as a vertical tab.
    return unmarked.unicodeScalars.contains(where: Self.breaks.contains)
      ? String(String.UnicodeScalarView(unmarked.unicodeScalars.map { Self.breaks.contains($0) ? "\n" : $0 }))
      : unmarked
  }

  /// Ends of lines within a cell, as FileMaker and old programs write them: a vertical tab, a form feed, NEL.
  private static let breaks: Set<Unicode.Scalar> = ["\u{0B}", "\u{0C}", "\u{85}"]

  private func joined(_ row: CSVRow, _ plan: Plan) throws(Rejection) -> String {
    var joined = ""
    let mustBeExact = exactFields.contains(plan.rule.field)
    let isAmount = amountFields.contains(plan.rule.field)
    for column in plan.columns {
      var cell = try text(row, column)
      guard !empty.contains(cell), !plan.empty.contains(cell) else { continue }
      cell = try checked(cell, row, column)
      guard !cell.isEmpty else { continue }
      if mustBeExact { cell = try exact(cell, row, column) }
      guard !isAmount || !row.hasFault(.wordsLost, in: column) else {
        throw Rejection(ImportReaderMessage.wordsLost(cell, column: columnNames[column]))
      }
      if !joined.isEmpty { joined += plan.rule.separator }
      joined += cell
    }
    return joined
  }

  private func elements(_ cell: String, _ rule: ImportMap.Rule) -> [String] {
    guard let separator = rule.split else { return [cell] }
    if rule.isOwnSet { return SetText.elements(cell) }
    var elements: [String] = []
    var rest = cell[...]
    while let found = rest.firstRange(of: separator) {
      elements.append(ImportReader.trimmed(String(rest[..<found.lowerBound])))
      rest = rest[found.upperBound...]
    }
    elements.append(ImportReader.trimmed(String(rest)))
    return elements
  }

  /// What the rule makes of a cell; "" where it makes nothing.
  /// - Parameter taken: the offset that was taken for a time that clocks showed twice.
  private func value(_ cell: String, _ plan: Plan, _ taken: inout String?) throws(Rejection) -> String {
    let rule = plan.rule
    guard !cell.isEmpty, !empty.contains(cell), !plan.empty.contains(cell) else {
      return rule.fallback ?? ""
    }
    if !rule.dates.isEmpty || rule.serialFrom1904 != nil {
      let (date, offset) = try date(cell, plan)
      taken = taken ?? offset
      return date
    }
    return plan.values.isEmpty ? cell : plan.values.meaning(of: cell)
  }

  private func date(_ cell: String, _ plan: Plan) throws(Rejection) -> (text: String, taken: String?) {
    let column = plan.columns.map { columnNames[$0] }.joined(separator: " + ")
    func read(
      _ text: String, _ patterns: [DatePattern]
    ) throws(Rejection) -> (text: String, taken: String?)? {
      for pattern in patterns {
        do throws(DatePattern.LeftOut) {
          if let date = try pattern.reading(text, zone: plan.zone) { return date }
        } catch {
          throw Rejection(ImportReaderMessage.leftOutTime(cell, column: column, zone: plan.zone.name))
        }
      }
      return nil
    }
    let patterns = plan.rule.dates + (rows.isWorkbook ? ImportReader.cellDates : [])
    if let date = try read(cell, patterns) { return date }
    // A date whose format was taken away: the workbook says from when it counts.
    if let epoch = plan.rule.serialFrom1904 ?? rows.from1904,
      let counted = SerialDate.text(number: cell, from1904: epoch),
      let date = try read(counted, ImportReader.cellDates)
    {
      return date
    }
    if DatePattern.isByWeekOrDay(cell) {
      throw Rejection(ImportReaderMessage.weekDate(cell, column: column))
    }
    var texts: [String] = []
    for date in plan.rule.dates where !texts.contains(date.text) { texts.append(date.text) }
    let formats = texts.map { $0 == "iso" ? "iso (yyyy-MM-dd, yyyy-MM-ddTHH:mm:ssXXX …)" : $0 }
      .joined(separator: ", ")
    let shown = cell.count > 40 ? cell.prefix(40) + "…" : cell[...]
    throw Rejection(ImportReaderMessage.badDate(String(shown), column: column, formats: formats))
  }
}
