package import Language
package import Zones

/// A row as the map makes it: for each field the text that a person would type.
package struct ImportedRow: Sendable {
  /// The line of the file on which the row begins, from 1.
  package let line: Int
  /// What tells the row apart within its source and file; several key columns are joined by U+001F. Only the
  /// first of them must not be empty.
  package let key: String
  /// What was done or answered, to be kept as notes: in the order of the map, the empty ones with it.
  package let notes: [String]
  /// In the order of the map, the constants after the columns. Empty values do not appear.
  package let fields: [(field: String, text: String)]
  /// The elements of sets, each one once.
  package let sets: [(field: String, element: String)]
}

package enum ImportOutcome: Sendable {
  case row(ImportedRow)
  case rejected(line: Int, reason: Label)
}

/// Reads a CSV file, or a sheet of a workbook, through a map. It does not judge the texts: terms and limits are the caller's,
/// and so are records that were imported before.
package struct ImportReader {
  /// A rule of the map with its columns found in this file.
  private struct Plan {
    let rule: ImportMap.Rule
    let columns: [Int]
    let zone: Zone
  }

  private struct NotePlan {
    let rule: ImportMap.NoteRule
    let text: Int
    /// For each piece of the heading its column, nil for a text.
    let heading: [Int?]

    init(_ rule: ImportMap.NoteRule, _ columns: Columns) {
      self.rule = rule
      text = columns.find(rule.text) ?? 0
      heading = rule.heading.map { $0.column.flatMap(columns.find) }
    }
  }

  /// How cells that are dates in a workbook come out, whatever the map says of texts.
  private static let cellDates = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"]
    .compactMap { DatePattern($0) }

  package let encoding: TextEncoding
  /// Rows left out because of `only`.
  package private(set) var filtered = 0

  private let map: ImportMap
  private let header: [String]
  private let keyColumns: [Int]
  private let filters: [(column: Int, wanted: Set<String>)]
  private let plans: [Plan]
  private let notes: [NotePlan]
  private var rows: TableRows
  /// The line on which each key was met, by the key's hash.
  private var lines: [Int: Int] = [:]

  /// - Parameters:
  ///   - filters: further ones beside those of the map.
  ///   - sheet: of a workbook; nil: its first.
  ///   - localZone: of times whose zone neither the file nor the map gives.
  package init(
    _ source: ByteSource, map: ImportMap, filters: [ImportMap.Filter] = [], sheet: String? = nil,
    localZone: Zone
  ) throws(InterchangeError) {
    rows = try TableRows(source, encoding: map.encoding, delimiter: map.delimiter, sheet: sheet)
    let encoding = rows.encoding
    let header = try Columns.header(&rows, encoding, name: source.name)
    rows.width = header.count
    let columns = Columns(header)
    self.keyColumns = map.key.compactMap(columns.find)
    self.filters = (map.filters + filters).compactMap { filter in
      columns.find(filter.column).map { ($0, filter.wanted) }
    }
    self.plans = map.rules.map { rule in
      Plan(
        rule: rule, columns: rule.columns.compactMap(columns.find), zone: rule.zone ?? map.zone ?? localZone
      )
    }
    self.notes = map.notes.map { NotePlan($0, columns) }
    self.map = map
    self.encoding = encoding
    self.header = header
    let named =
      map.key + (map.filters + filters).map(\.column) + map.rules.flatMap(\.columns)
      + map.notes.flatMap(\.columns)
    if let error = columns.problems(named, name: source.name) { throw error }
  }

  /// The next row, or nil at the end. Throws only when the file cannot be read on.
  package mutating func next() throws(InterchangeError) -> ImportOutcome? {
    while let outcome = try rows.next() {
      switch outcome {
      case .rejected(let line, let reason):
        return .rejected(line: line, reason: reason)
      case .row(let row):
        do {
          if let imported = try read(row) { return firstOfItsKey(imported) }
          filtered += 1
        } catch {
          return .rejected(line: row.line, reason: error.reason)
        }
      }
    }
    return nil
  }
}

extension ImportReader {
  /// A second row with a key would be an edit of the first one's record, and a second import of the file
  /// would then change it to and fro. So it is rejected. Only hashes are kept, 16 bytes a row: that two keys of a
  /// million rows share one of 64 bits happens in one file of thirty million.
  private mutating func firstOfItsKey(_ row: ImportedRow) -> ImportOutcome {
    guard let first = lines.updateValue(row.line, forKey: row.key.hashValue) else { return .row(row) }
    lines[row.key.hashValue] = first
    let key = row.key.replacing("\u{1F}", with: " + ")
    return .rejected(
      line: row.line,
      reason: Label(ImportReaderMessage.keyRepeated(key, firstLine: first)))
  }
}

// MARK: - One row

private struct Rejection: Error {
  let reason: Label
  init(_ message: some Message) { reason = message.label }
}

extension ImportReader {
  /// Nil where a filter leaves the row out.
  private func read(_ row: CSVRow) throws(Rejection) -> ImportedRow? {
    try checkCount(row)
    for filter in filters {
      guard filter.wanted.contains(try text(row, filter.column)) else { return nil }
    }
    let key = try self.key(row)
    var fields: [(field: String, text: String)] = []
    var sets: [(field: String, element: String)] = []
    fields.reserveCapacity(plans.count + map.constants.count)
    for plan in plans {
      let cell = try joined(row, plan)
      switch plan.rule.shape {
      case .single:
        let text = try value(cell, plan)
        if !text.isEmpty { fields.append((plan.rule.field, text)) }
      case .set:
        let parts = plan.rule.split.map { elements(cell, separator: $0) } ?? [cell]
        for part in parts {
          let text = try value(part, plan)
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
    return ImportedRow(line: row.line, key: key, notes: notes, fields: fields, sets: sets)
  }

  private static func add(
    _ element: String, to field: String, in sets: inout [(field: String, element: String)]
  ) {
    guard !element.isEmpty, !sets.contains(where: { $0.field == field && $0.element == element }) else {
      return
    }
    sets.append((field, element))
  }

  /// A row has as many cells as the header, or more that are empty (spreadsheets add such).
  private func checkCount(_ row: CSVRow) throws(Rejection) {
    guard row.count != header.count else { return }
    guard row.count > header.count, (header.count..<row.count).allSatisfy({ row[$0].isEmpty }) else {
      throw Rejection(ImportReaderMessage.tooManyColumns(row: row.count, header: header.count))
    }
  }

  private func key(_ row: CSVRow) throws(Rejection) -> String {
    var parts: [String] = []
    for column in keyColumns { parts.append(try text(row, column)) }
    guard let first = parts.first, !first.isEmpty else {
      let name = keyColumns.first.map { header[$0] } ?? ""
      throw Rejection(ImportReaderMessage.keyEmpty(column: name))
    }
    return parts.joined(separator: "\u{1F}")
  }

  /// "" where the note's own column is empty.
  private func note(_ row: CSVRow, _ plan: NotePlan) throws(Rejection) -> String {
    let text = try text(row, plan.text)
    guard !text.isEmpty, !map.empty.contains(text), !plan.rule.empty.contains(text) else { return "" }
    var heading = ""
    for (piece, column) in zip(plan.rule.heading, plan.heading) {
      if let column { heading += try self.text(row, column) } else { heading += piece.text }
    }
    return heading.isEmpty ? text : "\(heading)\n\(text)"
  }

  private func text(_ row: CSVRow, _ column: Int) throws(Rejection) -> String {
    guard let text = encoding.decode(ImportReader.trimmed(row[column])) else {
      let name = encoding == .utf8 ? "UTF-8" : "GB 18030"
      throw Rejection(ImportReaderMessage.invalidBytes(column: header[column], encoding: name))
    }
    return ImportReader.trimmed(text)
  }

  private func joined(_ row: CSVRow, _ plan: Plan) throws(Rejection) -> String {
    var joined = ""
    for column in plan.columns {
      let cell = try text(row, column)
      guard !cell.isEmpty, !map.empty.contains(cell), !plan.rule.empty.contains(cell) else { continue }
      if !joined.isEmpty { joined += plan.rule.separator }
      joined += cell
    }
    return joined
  }

  private func elements(_ cell: String, separator: String) -> [String] {
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
  private func value(_ cell: String, _ plan: Plan) throws(Rejection) -> String {
    let rule = plan.rule
    guard !cell.isEmpty, !map.empty.contains(cell), !rule.empty.contains(cell) else {
      return rule.fallback ?? ""
    }
    if !rule.dates.isEmpty { return try date(cell, plan) }
    guard !rule.values.isEmpty else { return cell }
    return rule.values[cell] ?? rule.values["*"] ?? cell
  }

  private func date(_ cell: String, _ plan: Plan) throws(Rejection) -> String {
    let column = plan.columns.map { header[$0] }.joined(separator: " + ")
    for pattern in plan.rule.dates + (rows.isWorkbook ? ImportReader.cellDates : []) {
      do throws(DatePattern.LeftOut) {
        if let date = try pattern.read(cell, zone: plan.zone) { return date }
      } catch {
        throw Rejection(ImportReaderMessage.leftOutTime(cell, column: column, zone: plan.zone.name))
      }
    }
    let formats = plan.rule.dates.map(\.text).joined(separator: ", ")
    let shown = cell.count > 40 ? cell.prefix(40) + "…" : cell[...]
    throw Rejection(ImportReaderMessage.badDate(String(shown), column: column, formats: formats))
  }

  // Spaces around a cell, line ends and ideographic spaces included, are layout of the file and not text.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
    return bytes[start..<end]
  }

  static func trimmed(_ text: String) -> String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value <= 0x20
        || (scalar.value > 0x7F && (scalar.properties.isWhitespace || scalar == "\u{FEFF}"))
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, isSpace(first) || isSpace(last) else {
      return text
    }
    guard let start = scalars.firstIndex(where: { !isSpace($0) }),
      let end = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[start...end])
  }
}
