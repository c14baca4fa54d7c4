/// Rows that a stray quotation mark took for the text of another one.
extension ImportReader {
  /// A stray quotation mark takes the rows after it for text, up to the next one, and may end as if all were well: its
  /// text then has lines that are rows. One of them is enough, with as many cells as the header and a key: the others may
  /// have lost their form to the text that they say.
  func checkLines(_ row: CSVRow) throws(Rejection) {
    guard let delimiter, !map.isOwn, row.lastLine > row.line, columnNames.count > 1 else { return }
    for column in 0..<row.ends.count where row[column].contains(where: \.isLineEnd) {
      var lines = row[column].split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd)
      // The first line goes on behind the cells before it, the last one with those behind it, up to the next one that has
      // lines of its own.
      let first = lines.removeFirst()
      let behind = (column + 1..<row.ends.count).prefix { !row[$0].contains(where: \.isLineEnd) }.count
      let end = row[column].endIndex
      lines.removeAll(where: \.isEmpty)
      guard
        !isRow(first, delimiter, row, after: column)
          && !lines.contains(where: { isRow($0, delimiter, row, before: $0.endIndex == end ? behind : 0) })
          && !areAlike(lines, delimiter, row, end: end)
      else { throw Rejection(ImportReaderMessage.linesSwallowed(first: row.line, last: row.lastLine)) }
    }
  }

  /// Whether a line within a text has the cells of a row and a key, however many of its separators belong to a text: those
  /// with a space behind them may.
  /// - Parameters:
  ///   - after: how many cells of the row come before the line.
  ///   - before: how many come behind it.
  private func isRow(
    _ line: ArraySlice<UInt8>, _ delimiter: UInt8, _ row: CSVRow, after: Int = 0, before: Int = 0
  ) -> Bool {
    guard let column = keyColumns.first, column >= after, after == 0 || column > after else { return false }
    let (key, own) = (column - after, KeyShape(row[column]))
    func isRow(_ cells: [ArraySlice<UInt8>]) -> Bool {
      cells.count > 1 && cells.count + after + before == columnNames.count && key < cells.count
        && keys.looksLikeKey(cells[key], beside: own)
    }
    let all = line.split(separator: delimiter, omittingEmptySubsequences: false)
    let tight = LineForm.tightCells(line, delimiter)
    return tight.count > 1 && (isRow(all) || isRow(tight)) || keys.hasSpacedCells && isRow(all)
  }

  /// Whether all lines look like the row itself, of which the last one may end at the quotation mark.
  private func areAlike(
    _ lines: [ArraySlice<UInt8>], _ delimiter: UInt8, _ row: CSVRow, end: Int
  ) -> Bool {
    guard let key = keyColumns.first, let only = lines.first else { return false }
    let own = KeyShape(row[key])
    guard !own.isEmpty, lines.count > 1 || LineForm.tightCells(only, delimiter).count > 1 else {
      return false
    }
    return lines.allSatisfy { line in
      let cells = line.split(separator: delimiter, omittingEmptySubsequences: false)
      guard key < cells.count, KeyShape(cells[key]) == own else { return false }
      return cells.count == columnNames.count
        || line.endIndex == end && (2...columnNames.count).contains(cells.count)
    }
  }
}

/// How a line is written.
enum LineForm {
  /// The cells of a line by the separators that stand close to what follows. Those before a space or at the end may be of a
  /// text, and a line that has no others is what people write: `12, Main Street`.
  static func tightCells(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [ArraySlice<UInt8>] {
    var cells: [ArraySlice<UInt8>] = []
    var start = line.startIndex
    for place in line.indices.dropLast() where line[place] == delimiter && line[place + 1] != 0x20 {
      cells.append(line[start..<place])
      start = place + 1
    }
    cells.append(line[start...])
    return cells
  }
}

extension UInt8 {
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}

/// The keys of the rows so far, by their form: by which a line is told to be a row of its own.
struct KeysSeen {
  private var shapes: Set<KeyShape> = []
  /// Cells begin with a space, as in few files.
  private(set) var hasSpacedCells = false
  private var count = 0

  /// The first rows tell how the others are numbered.
  private static let mostRows = 1000
  /// In bytes.
  private static let longestKey = 40

  mutating func add(_ row: CSVRow, key: Int) {
    guard count < Self.mostRows, row.lastLine == row.line else { return }
    count += 1
    if row[key].count <= Self.longestKey { shapes.insert(KeyShape(row[key])) }
    hasSpacedCells = hasSpacedCells || (1..<max(1, row.ends.count)).contains { row[$0].first == 0x20 }
  }

  /// Whether a cell is one in which a key would stand: short and without a space, with a digit; or of the form of a key
  /// that was seen. A date, a time of day and the number of a point in a list have another meaning.
  /// - Parameter own: the form of the key beside which it stands.
  func looksLikeKey(_ cell: ArraySlice<UInt8>, beside own: KeyShape) -> Bool {
    guard (1...Self.longestKey).contains(cell.count) else { return false }
    let shape = KeyShape(cell)
    guard !shape.isEmpty else { return false }
    if shape == own || shapes.contains(shape) { return true }
    return shape.hasDigit && cell.allSatisfy { $0 > 0x20 && $0 < 0x80 } && !shape.isMoment && !shape.isPoint
  }
}

/// The form of a key: runs of digits, of letters and of spaces, and the signs between them.
struct KeyShape: Hashable {
  private var form: [UInt8] = []

  private static let digit = UInt8(ascii: "0")
  private static let letter = UInt8(ascii: "a")

  init(_ cell: ArraySlice<UInt8>) {
    for byte in cell where byte >= 0x20 && byte != UInt8(ascii: "\"") {
      let kind: UInt8 =
        switch byte {
        case 0x30...0x39: Self.digit
        case 0x41...0x5A, 0x61...0x7A: Self.letter
        case 0x80...: 0x80
        default: byte
        }
      if form.last != kind || kind < 0x30 && kind != 0x20 { form.append(kind) }
    }
    while form.last == 0x20 { form.removeLast() }
    if form.first == 0x20 { form.removeFirst() }
  }

  var isEmpty: Bool { form.isEmpty }
  var hasDigit: Bool { form.contains(Self.digit) }

  /// `10:30`, `10:30:00`, `2026-11-20`, `20.11.2026`, `11/20`.
  var isMoment: Bool {
    guard [3, 5].contains(form.count), form[0] == Self.digit, form[2] == Self.digit else { return false }
    let sign = form[1]
    guard form.count == 3 || form[3] == sign && form[4] == Self.digit else { return false }
    return sign == UInt8(ascii: ":") || sign == UInt8(ascii: "/")
      || form.count == 5 && (sign == UInt8(ascii: "-") || sign == UInt8(ascii: "."))
  }

  /// `1.`, `1)`, `(1)`, `1.first`.
  var isPoint: Bool {
    let rest = form.first == UInt8(ascii: "(") ? form.dropFirst() : form[...]
    guard rest.count >= 2, rest.first == Self.digit else { return false }
    let (sign, next) = (rest[rest.startIndex + 1], rest.dropFirst(2).first)
    return sign == UInt8(ascii: ")") || ".:".utf8.contains(sign) && next != Self.digit
  }
}
