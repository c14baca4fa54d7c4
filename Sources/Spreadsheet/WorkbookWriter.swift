/// Writes a workbook with one sheet of rows to a stream, row by row: the memory is that of a row and a piece.
///
/// Texts stand in their cells; there are no formulas, so a text that begins with `=` stays a text. It is marked
/// with the apostrophe that spreadsheets know (`quotePrefix`), so that it stays one when a person edits the cell.
package struct WorkbookWriter {
  package enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    case integer(Int64)
    case flag(Bool)
    /// Days by the 1900 epoch (`SerialDate.serial`).
    case day(Int)
    /// The same, with the seconds of the day, and by which clocks: minutes east of UTC. Its format shows them.
    case time(Int, second: Int, offset: Int? = nil)
  }

  /// The characters of one cell that spreadsheets allow, in UTF-16 code units.
  package static let longestText = 32_767

  /// Cells whose text is longer: they end with … and go on in a second sheet (`LongTexts`).
  package var cutTexts: Int { long.count }

  private let sheet: String
  private let widths: [Int]
  private var zip = ZipWriter()
  private var rows = 0
  private var piece: [UInt8] = []
  private var letters: [[UInt8]] = []
  private var header: [String] = []
  private var long: [LongTexts.Rest] = []
  /// Of times, each with a format of its own.
  private var offsets: [Int] = []

  /// - Parameters:
  ///   - sheet: the name of the sheet: at most 31 characters, none of `\ / ? * [ ] :`.
  ///   - widths: of the columns, in characters.
  package init(sheet: String, widths: [Int]) {
    self.sheet = sheet
    self.widths = widths
  }

  /// A workbook whose sheet is this XML as it is given, for tests of readers.
  /// - Parameter parts: further ones, or others than the usual ones.
  package static func file(sheet: [UInt8], parts: [String: [UInt8]] = [:]) throws -> [UInt8] {
    var contents = parts
    for (name, content) in WorkbookParts.first + WorkbookParts.last(sheets: ["Sheet1"], offsets: [])
    where contents[name] == nil {
      contents[name] = Array(content.utf8)
    }
    contents["xl/worksheets/sheet1.xml"] = sheet
    var output: [UInt8] = []
    var zip = ZipWriter()
    for (name, content) in contents.sorted(by: { $0.key < $1.key }) {
      try zip.begin(name, to: &output)
      try zip.write(content, to: &output)
    }
    try zip.finish(to: &output)
    return output
  }

  /// Everything up to the first row, and the header, which stays in sight when the sheet is scrolled.
  package mutating func begin(header: [String], to output: inout [UInt8]) throws {
    try write(WorkbookParts.first, to: &output)
    try zip.begin(WorkbookParts.sheet(0), to: &output)
    self.header = header
    letters = header.indices.map(WorkbookWriter.letters)
    piece.append(contentsOf: WorkbookParts.sheetStart(widths).utf8)
    try write(header.map(Cell.text), style: .header, to: &output)
  }

  /// - Throws: `SpreadsheetError` where the sheet or the file is full.
  package mutating func write(_ cells: [Cell], to output: inout [UInt8]) throws {
    try write(cells, style: .plain, to: &output)
  }

  package mutating func end(to output: inout [UInt8]) throws {
    try endSheet(to: &output)
    var sheets = [sheet]
    if !long.isEmpty {
      try zip.begin(WorkbookParts.sheet(1), to: &output)
      rows = 0
      piece.append(contentsOf: WorkbookParts.sheetStart([36, 24, 8, 60]).utf8)
      try write(LongTexts.header.map(Cell.text), style: .header, to: &output)
      for rest in long {
        for (part, text) in rest.parts.enumerated() {
          try write(
            [.text(rest.row), .text(rest.column), .integer(Int64(part + 2)), .text(text)], to: &output)
        }
      }
      try endSheet(to: &output)
      sheets.append(LongTexts.sheet)
    }
    try write(WorkbookParts.last(sheets: sheets, offsets: offsets), to: &output)
    try zip.finish(to: &output)
  }

  private mutating func endSheet(to output: inout [UInt8]) throws {
    piece.append(contentsOf: "</sheetData></worksheet>".utf8)
    try zip.write(piece, to: &output)
    piece.removeAll()
  }

  private mutating func write(
    _ parts: [(name: String, content: String)], to output: inout [UInt8]
  ) throws {
    for (name, content) in parts {
      try zip.begin(name, to: &output)
      try zip.write(Array(content.utf8), to: &output)
    }
  }

  private mutating func write(_ cells: [Cell], style: WorkbookParts.Style, to output: inout [UInt8]) throws {
    guard rows < SpreadsheetLimits.rows else {
      throw SpreadsheetError(.tooLarge(limit: SpreadsheetLimits.rows))
    }
    rows += 1
    let number = Array("\(rows)".utf8)
    piece.append(contentsOf: "<row r=\"".utf8)
    piece.append(contentsOf: number)
    piece.append(contentsOf: "\">".utf8)
    for (index, cell) in cells.enumerated() where cell != .empty && cell != .text("") {
      piece.append(contentsOf: "<c r=\"".utf8)
      piece.append(
        contentsOf: letters.indices.contains(index) ? letters[index] : WorkbookWriter.letters(index))
      piece.append(contentsOf: number)
      if let rest = write(cell, style) {
        let first = if case .text(let text)? = cells.first { text } else { "" }
        long.append(
          LongTexts.Rest(
            row: WorkbookWriter.shown(first), column: header.indices.contains(index) ? header[index] : "",
            parts: rest))
      }
      piece.append(contentsOf: "</c>".utf8)
    }
    piece.append(contentsOf: "</row>".utf8)
    guard piece.count > 1 << 16 else { return }
    try zip.write(piece, to: &output)
    piece.removeAll(keepingCapacity: true)
  }

  /// The rest of a cell's tag and its content.
  /// - Returns: what of its text did not fit.
  private mutating func write(_ cell: Cell, _ style: WorkbookParts.Style) -> [String]? {
    var rest: [String]?
    switch cell {
    case .empty: piece.append(contentsOf: "\">".utf8)
    case .integer(let number): piece.append(contentsOf: "\"><v>\(number)</v>".utf8)
    case .flag(let flag): piece.append(contentsOf: "\" t=\"b\"><v>\(flag ? 1 : 0)</v>".utf8)
    case .day(let day):
      piece.append(contentsOf: "\" s=\"\(WorkbookParts.Style.day.rawValue)\"><v>\(day)</v>".utf8)
    case .time(let day, let second, let offset):
      let serial = Double(day) + Double(second) / 86_400
      let style = offset.map { self.style(ofOffset: $0) } ?? WorkbookParts.Style.time.rawValue
      piece.append(contentsOf: "\" s=\"\(style)\"><v>\(serial)</v>".utf8)
    case .text(let text):
      let style = style == .plain && WorkbookWriter.looksLikeFormula(text) ? .guarded : style
      piece.append(contentsOf: "\"".utf8)
      if style != .plain { piece.append(contentsOf: " s=\"\(style.rawValue)\"".utf8) }
      piece.append(contentsOf: " t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8)
      let fits = WorkbookWriter.fitting(text[...])
      EscapedText.encode(fits, into: &piece)
      if fits.endIndex != text.endIndex {
        piece.append(contentsOf: "…".utf8)
        var parts: [String] = []
        var left = text[fits.endIndex...]
        while !left.isEmpty {
          let part = WorkbookWriter.fitting(left)
          parts.append(String(part))
          left = left[part.endIndex...]
        }
        rest = parts
      }
      piece.append(contentsOf: "</t></is>".utf8)
    }
    return rest
  }

  /// The format of times by these clocks. Clocks of all the world have some forty offsets; of a file that claims more the
  /// rest are told without.
  private mutating func style(ofOffset offset: Int) -> Int {
    let place = offsets.firstIndex(of: offset) ?? offsets.count
    guard place < 200 else { return WorkbookParts.Style.time.rawValue }
    if place == offsets.count { offsets.append(offset) }
    return WorkbookParts.Style.count + place
  }

  /// A text as its cell has it.
  private static func shown(_ text: String) -> String {
    let fits = fitting(text[...])
    return fits.endIndex == text.endIndex ? text : fits + "…"
  }

  private static func fitting(_ text: Substring) -> Substring {
    guard text.utf8.count > longestText, text.utf16.count > longestText else { return text }
    let end = text.utf16.index(text.startIndex, offsetBy: longestText - 1)
    // Not between the two halves of a character.
    return text[..<(end.samePosition(in: text.base.unicodeScalars) ?? text.utf16.index(before: end))]
  }

  private static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
  }

  /// `A`, `Z`, `AA`: the column with this number from 0.
  private static func letters(_ column: Int) -> [UInt8] {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.insert(UInt8(0x41 + (rest - 1) % 26), at: 0)
      rest = (rest - 1) / 26
    }
    return letters
  }
}
