import Language
import Spreadsheet
import Zones

/// Why a row does not come in.
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
  func read(_ row: CSVRow) throws(Rejection) -> ImportedRow? {
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
