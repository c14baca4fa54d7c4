/// One row of a sheet as texts: numbers as people see them, days as `yyyy-MM-dd`, times after a space, truth
/// values as TRUE and FALSE, errors as `#N/A`.
package struct SheetRow: Sendable {
  /// Of the sheet, from 1.
  package let number: Int
  /// The texts of all cells up to the last that is not empty, in UTF-8 and one after the other.
  package fileprivate(set) var bytes: [UInt8] = []
  /// Where each ends.
  package fileprivate(set) var ends: [Int] = []
  /// Cells that do not hold what they should, in the order of their columns.
  package fileprivate(set) var faults: [Fault] = []
  /// People do not see it: a filter left it out, or somebody hid it.
  package fileprivate(set) var isHidden = false

  init(number: Int) { self.number = number }

  /// The same row with other texts.
  /// - Parameter more: faults of cells that had none.
  init(_ row: SheetRow, cells: [[UInt8]], more: [Fault] = []) {
    number = row.number
    faults = more.isEmpty ? row.faults : (row.faults + more).sorted { $0.column < $1.column }
    isHidden = row.isHidden
    for cell in cells {
      bytes.append(contentsOf: cell)
      ends.append(bytes.count)
    }
  }

  package struct Fault: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// A formula whose value nobody has computed yet: the program that wrote it does not compute.
      case notComputed
      /// More digits than the number can have kept.
      case rounded
      /// A number whose format shows it in a way that is not known here.
      case shownOtherwise
      /// There are words beside the number, such as a currency, that are not read.
      case wordsLost
      /// What a formula came to that has no value.
      case error
      /// A number, in a file whose texts are texts.
      case number
    }

    /// From 0.
    package let column: Int
    package let kind: Kind

    package init(column: Int, kind: Kind) {
      self.column = column
      self.kind = kind
    }
  }
}

/// Reads the rows of a worksheet one by one. Rows without anything in them do not appear.
package struct SheetReader {
  private enum Part { case none, value, inline }

  private var xml: XMLReader
  private let formats: CellFormats
  private let texts: SharedTexts
  private let from1904: Bool

  /// Known once the reader is at the end: they stand behind the rows.
  private(set) var merged: [MergedCells.Run] = []
  private var row = SheetRow(number: 0)
  private var lastRow = 0
  /// Bytes of text of all cells so far.
  private var total = 0
  /// The number of the column, from 0, and the places of the row.
  private var column = -1
  private var part = Part.none
  private var type: [UInt8] = []
  private var style = 0
  private var value: [UInt8] = []
  private var inline = TextReader()
  private var hasInline = false
  private var hasFormula = false
  private var isInData = false
  private var isInMerges = false
  private var isInRow = false
  private var isInCell = false

  init(_ xml: XMLReader, formats: CellFormats, texts: SharedTexts, from1904: Bool) {
    self.xml = xml
    self.formats = formats
    self.texts = texts
    self.from1904 = from1904
  }

  /// The next row, or nil at the end.
  package mutating func next() throws -> SheetRow? {
    while let event = try xml.next() {
      switch event {
      case .start: try start()
      case .text: try text()
      case .end: if let done = try end() { return done }
      }
    }
    return nil
  }

  private mutating func start() throws {
    switch xml.depth {
    case 1: guard xml.isNamed("worksheet") else { throw xml.failure(.badMarkup) }
    case 2:
      isInData = xml.isNamed("sheetData")
      isInMerges = xml.isNamed("mergeCells")
    case 3 where isInMerges && xml.isNamed("mergeCell"):
      guard let run = xml.rawAttribute("ref").flatMap(MergedCells.Run.init) else { return }
      guard merged.count < MergedCells.mostRuns else {
        throw xml.failure(.tooLarge(limit: MergedCells.mostRuns))
      }
      merged.append(run)
    case 3 where isInData && xml.isNamed("row"): try beginRow()
    case 4 where isInRow && xml.isNamed("c"): try beginCell()
    case 5 where isInCell:
      part = xml.isNamed("v") ? .value : xml.isNamed("is") ? .inline : .none
      if xml.isNamed("f") { hasFormula = true }
      if part == .inline {
        inline.begin(at: 5)
        hasInline = true
      }
    case 6... where isInCell && part == .inline: inline.start(xml)
    default: break
    }
  }

  private mutating func text() throws {
    guard isInCell else { return }
    switch part {
    case .value where xml.depth == 5:
      value.append(contentsOf: xml.text)
      guard value.count <= SpreadsheetLimits.text else {
        throw xml.failure(.tooLarge(limit: SpreadsheetLimits.text))
      }
    case .inline: try inline.add(xml)
    default: break
    }
  }

  private mutating func end() throws -> SheetRow? {
    switch xml.depth {
    case 2: isInData = false
    case 3 where isInRow:
      isInRow = false
      guard !row.ends.isEmpty || !row.faults.isEmpty else { return nil }
      var done = SheetRow(number: 0)
      swap(&done, &row)
      return done
    case 4 where isInCell:
      isInCell = false
      try endCell()
    case 5 where isInCell: part = .none
    case 6... where isInCell && part == .inline: inline.end(xml)
    default: break
    }
    return nil
  }

  private mutating func beginRow() throws {
    var number = lastRow + 1
    if let raw = xml.rawAttribute("r") {
      guard let given = SheetReader.number(raw), given > lastRow else {
        throw xml.failure(.badReference(row: number))
      }
      number = given
    }
    guard number <= SpreadsheetLimits.rows else { throw xml.failure(.badReference(row: number)) }
    lastRow = number
    row = SheetRow(number: number)
    if let raw = xml.rawAttribute("hidden") { row.isHidden = raw == [0x31] || raw == Array("true".utf8)[...] }
    column = -1
    isInRow = true
  }

  private mutating func beginCell() throws {
    var place = column + 1
    if let raw = xml.rawAttribute("r") {
      guard let given = SheetReader.column(raw, row: lastRow), given > column else {
        throw xml.failure(.badReference(row: lastRow))
      }
      place = given
    }
    guard place < SpreadsheetLimits.columns else { throw xml.failure(.badReference(row: lastRow)) }
    column = place
    type.removeAll(keepingCapacity: true)
    if let raw = xml.rawAttribute("t") { type.append(contentsOf: raw) }
    style = xml.rawAttribute("s").flatMap(SheetReader.number) ?? 0
    value.removeAll(keepingCapacity: true)
    hasInline = false
    hasFormula = false
    part = .none
    isInCell = true
  }

  private mutating func endCell() throws {
    let old = row.bytes.count
    // What is between is empty; it is filled only before a cell that is not.
    let gap = repeatElement(old, count: column - row.ends.count)
    try appendText()
    if hasFormula, value.isEmpty, !hasInline, type != Array("str".utf8),
      column < SpreadsheetLimits.usedColumns
    {
      row.faults.append(SheetRow.Fault(column: column, kind: .notComputed))
    }
    guard row.bytes.count > old else { return }
    // A short cell can point to a long shared text.
    total += row.bytes.count - old
    guard row.bytes.count <= SpreadsheetLimits.row, total <= SpreadsheetLimits.sheet else {
      throw xml.failure(
        .tooLarge(limit: total > SpreadsheetLimits.sheet ? SpreadsheetLimits.sheet : SpreadsheetLimits.row))
    }
    guard column < SpreadsheetLimits.usedColumns else {
      throw xml.failure(.tooLarge(limit: SpreadsheetLimits.usedColumns))
    }
    row.ends.append(contentsOf: gap)
    row.ends.append(row.bytes.count)
  }

  /// What the cell shows (ISO 29500-1, 18.18.11).
  private mutating func appendText() throws {
    let kind = String(decoding: type, as: UTF8.self)
    let start = row.bytes.count
    try appendText(kind)
    // A format may show a text with others around it.
    guard let pattern = formats.text(style), ["s", "str", "inlineStr"].contains(kind), row.bytes.count > start
    else { return }
    let text = String(decoding: row.bytes[start...], as: UTF8.self)
    row.bytes.removeLast(row.bytes.count - start)
    row.bytes.append(contentsOf: pattern.filled { text }.utf8)
  }

  private mutating func appendText(_ kind: String) throws {
    switch kind {
    case "s":
      guard !value.isEmpty else { return }
      guard let index = SheetReader.number(value[...]), texts.append(index, to: &row.bytes) else {
        throw xml.failure(.badReference(row: lastRow))
      }
    case "inlineStr": if hasInline { EscapedText.decode(inline.text[...], into: &row.bytes) }
    case "str": EscapedText.decode(value[...], into: &row.bytes)
    case "b":
      guard let flag = value.first else { return }
      row.bytes.append(
        contentsOf: (flag == UInt8(ascii: "1") || flag == UInt8(ascii: "t") ? "TRUE" : "FALSE").utf8)
    case "e":
      row.bytes.append(contentsOf: value)
      if !value.isEmpty { row.faults.append(SheetRow.Fault(column: column, kind: .error)) }
    case "d": row.bytes.append(contentsOf: ISODate.text(value[...])?.utf8.map { $0 } ?? value)
    default: try appendNumber()
    }
  }

  private mutating func appendNumber() throws {
    guard !value.isEmpty else { return }
    guard let text = NumberText.text(value[...]) else { throw xml.failure(.badReference(row: lastRow)) }
    var shown = text
    if NumberText.isRounded(value[...]) {
      row.faults.append(SheetRow.Fault(column: column, kind: .rounded))
    }
    switch formats[style] {
    case .number: break
    case .date(let what, let offset):
      let date = NumberText.value(value[...]).flatMap { SerialDate.text($0, what, from1904: from1904) }
      shown = date.map { $0 + (offset ?? "") } ?? text
    case .percent:
      shown = NumberText.value(value[...]).flatMap { NumberText.text(percent: $0) } ?? text
    case .currency(let sign): shown = text + " " + sign
    case .pattern(let pattern):
      if let filled = pattern.shown(text)?.trimmedOfSpaces {
        shown = filled
      } else {
        noteShownOtherwise(hasWords: !pattern.pieces.words.isEmpty)
      }
    case .measure(let words):
      shown = text + " " + words
      noteShownOtherwise(hasWords: false)
    case .unclear(let hasWords): noteShownOtherwise(hasWords: hasWords)
    }
    row.bytes.append(contentsOf: shown.utf8)
  }

  private mutating func noteShownOtherwise(hasWords: Bool) {
    row.faults.append(SheetRow.Fault(column: column, kind: .shownOtherwise))
    if hasWords { row.faults.append(SheetRow.Fault(column: column, kind: .wordsLost)) }
  }

  /// A whole number of at most nine digits.
  private static func number(_ raw: ArraySlice<UInt8>) -> Int? {
    guard (1...9).contains(raw.count) else { return nil }
    var number = 0
    for byte in raw {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  /// The column of a reference such as `AB12`, from 0; nil where it is none, or one of another row.
  private static func column(_ raw: ArraySlice<UInt8>, row: Int) -> Int? {
    let letters = raw.prefix { (0x41...0x5A).contains($0) }
    guard (1...3).contains(letters.count), number(raw[letters.endIndex...]) == row else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1 - 0x40) } - 1
  }
}
