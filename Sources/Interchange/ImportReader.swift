import Language
import Spreadsheet
package import Zones

/// Reads a CSV file, or a sheet of a workbook, through a map. It does not judge the texts: terms and limits are the caller's,
/// and so are records that were imported before.
package struct ImportReader {
  /// A rule of the map with its columns found in this file.
  struct Plan {
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

  struct NotePlan {
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
  static let cellDates = [
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
  let exactFields: Set<String>
  /// Fields that say what a number counts.
  let amountFields: Set<String>
  let exactColumns: Set<Int>
  let keyColumns: [Int]
  let filters: [(column: Int, wanted: FoldedWords)]
  /// Cells that mean nothing, in every column.
  let empty: FoldedWords
  let plans: [Plan]
  let notes: [NotePlan]
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
