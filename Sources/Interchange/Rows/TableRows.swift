import Language
import Spreadsheet

/// The rows of a CSV file, of one sheet of a workbook (.xlsx), or of JSON lines; which of them is told by the first
/// bytes.
///
/// A workbook is read to its end before its first row is handed out, so that nothing is made of one that is
/// damaged further down.
struct TableRows {
  private enum Rows {
    /// While a row is being read.
    case none
    case csv(CSVReader)
    case sheet(SheetReader)
    case json(JSONRows)
  }

  private var rows: Rows
  private var long: LongTexts?
  private var merged: MergedCells?
  /// Rows of a sheet that people do not see; they are read.
  private(set) var hidden = 0
  private let name: String
  /// Of the fields' bytes.
  let encoding: TextEncoding
  /// Rows of a sheet have at least so many fields, as the header has.
  var width = 0

  /// How the file is written, whatever it is read as.
  let written: TextEncoding
  /// What the delimiter of a CSV file is; nil for the others.
  let delimiter: UInt8?
  /// What a workbook counts its days from; nil where it is none.
  let from1904: Bool?
  /// The sheets of a workbook, and which of them is read.
  let sheets: (read: String, others: [String])?

  /// It was brought to UTF-8 when it was opened.
  private(set) var isUTF16 = false

  /// Entries of timelines in JSON lines, which are no cells.
  var timelineEntries: Int {
    if case .json(let rows) = rows { return rows.timelineEntries }
    return 0
  }

  /// Lines of a CSV file that quotation marks took into rejected rows.
  var swallowedLines: Int {
    if case .csv(let reader) = rows { return reader.swallowedLines }
    return 0
  }

  var isWorkbook: Bool { from1904 != nil }
  /// Spaces and marks at the ends of a cell are the text's own.
  var isExact: Bool { delimiter == nil }

  /// - Parameters:
  ///   - encoding: nil: detected. For CSV, like the delimiter.
  ///   - sheet: nil: the first that is not hidden.
  init(
    _ opened: ByteSource, encoding named: TextEncoding?, delimiter: UInt8, sheet: String?
  ) throws(InterchangeError) {
    name = opened.name
    if try TableRows.isArchive(opened) {
      (encoding, written) = (.utf8, .utf8)
      self.delimiter = nil
      do {
        let workbook = try Workbook(opened)
        let sheet = try workbook.sheet(sheet)
        merged = try workbook.merged(sheet)
        rows = .sheet(try workbook.rows(sheet))
        long = try LongTexts(workbook)
        from1904 = workbook.from1904
        sheets = (
          sheet.name,
          workbook.sheets.filter { $0.name != sheet.name && $0.name != LongTexts.sheet && !$0.isHidden }.map(
            \.name)
        )
      } catch { throw InterchangeError(workbook: opened.name, error) }
      return
    }
    guard sheet == nil else {
      throw InterchangeError(
        Label(TableRowsMessage.noSheets(name: opened.name)),
        advice: Label(TableRowsMessage.omitSheetAdvice))
    }
    from1904 = nil
    sheets = nil
    let (source, encoding) = try TableRows.text(opened, named)
    isUTF16 = encoding == .utf16LittleEndian || encoding == .utf16BigEndian
    self.encoding = isUTF16 ? .utf8 : encoding
    written = encoding
    if try JSONRows.isJSON(source) {
      self.delimiter = nil
      rows = .json(try JSONRows(source))
      return
    }
    let sign = try SeparatorLine(source)
    self.delimiter = sign?.delimiter ?? delimiter
    rows = .csv(
      CSVReader(
        source, delimiter: sign?.delimiter ?? delimiter, encoding: self.encoding,
        after: sign.map { ($0.bytes, 1) } ?? (0, 0)))
  }

  /// The source as it is to be read, and its encoding before: UTF-16 is brought to UTF-8 first.
  private static func text(
    _ source: ByteSource, _ named: TextEncoding?
  ) throws(InterchangeError) -> (ByteSource, TextEncoding) {
    var encoding: TextEncoding
    if let named {
      try TextEncoding.refuseWhatIsNotText(source)
      encoding = named
      var start: [UInt8] = []
      try source.read(3, at: 0, into: &start)
      guard named == .utf8 || start != TextEncoding.byteOrderMark else {
        throw InterchangeError(Label(TableRowsMessage.markedUTF8(name: source.name, named: named.shown)))
      }
      start.removeLast(max(start.count - 2, 0))
      if named == .utf16LittleEndian, start == [0xFE, 0xFF] { encoding = .utf16BigEndian }
    } else {
      encoding = try TextEncoding.detect(source)
    }
    switch encoding {
    case .utf16LittleEndian: return (try source.fromUTF16(isBigEndian: false), encoding)
    case .utf16BigEndian: return (try source.fromUTF16(isBigEndian: true), encoding)
    default: return (source, encoding)
    }
  }

  /// The next row, or nil at the end. Throws only when the file cannot be read on.
  mutating func next() throws(InterchangeError) -> CSVOutcome? {
    switch rows {
    case .none: return nil
    case .csv(var reader):
      // The reader's buffers must have one owner while it works, or every row would copy them.
      rows = .none
      defer { rows = .csv(reader) }
      return try reader.next()
    case .sheet(var reader):
      rows = .none
      defer { rows = .sheet(reader) }
      do {
        guard let read = try reader.next() else { return nil }
        let whole = long?.completed(read) ?? read
        let row = try merged?.completed(whole) ?? whole
        if row.isHidden { hidden += 1 }
        return .row(
          CSVRow(line: row.number, bytes: row.bytes, ends: row.ends, width: width, faults: row.faults))
      } catch { throw InterchangeError(workbook: name, error) }
    case .json(var reader):
      rows = .none
      defer { rows = .json(reader) }
      return try reader.next()
    }
  }

  private static func isArchive(_ source: ByteSource) throws(InterchangeError) -> Bool {
    var start: [UInt8] = []
    try source.read(4, at: 0, into: &start)
    return start.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }
}

extension ByteSource: RandomBytes {}

/// `sep=;`, the first line by which Excel knows what separates the cells of a file.
struct SeparatorLine {
  let delimiter: UInt8
  /// Its length, the byte order mark before it and the line end included.
  let bytes: Int

  /// Nil where the file does not begin with one.
  init?(_ source: ByteSource) throws(InterchangeError) {
    var start: [UInt8] = []
    try source.read(16, at: 0, into: &start)
    var rest = start[...]
    if rest.starts(with: TextEncoding.byteOrderMark) { rest = rest.dropFirst(3) }
    let isQuoted = rest.first == UInt8(ascii: "\"")
    if isQuoted { rest = rest.dropFirst() }
    guard rest.prefix(4).map({ $0 | 0x20 }) == [0x73, 0x65, 0x70, 0x3D | 0x20], rest.count >= 5 else {
      return nil
    }
    rest = rest.dropFirst(4)
    guard let sign = rest.popFirst(), sign < 0x80, sign >= 0x20 || sign == 0x09, sign != 0x22 else {
      return nil
    }
    if isQuoted, rest.popFirst() != UInt8(ascii: "\"") { return nil }
    let end = rest.popFirst()
    guard end == nil || end == 0x0D || end == 0x0A else { return nil }
    if end == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
    delimiter = sign
    bytes = rest.startIndex
  }
}

enum TableRowsMessage: Message {
  case markedUTF8(name: String, named: String)
  case noSheets(name: String)
  case omitSheetAdvice

  var label: Label {
    switch self {
    case .markedUTF8(let name, let named):
      Label(
        en: "\(name) says itself that it is UTF-8, not \(named).", zhHans: "\(name) 带有 UTF-8 标记，不是 \(named)。")
    case .noSheets(let name):
      Label(
        en: "\(name) is not a workbook (.xlsx): it has no sheets", zhHans: "\(name) 不是 Excel 文件 (.xlsx)，没有工作表"
      )
    case .omitSheetAdvice:
      Label(en: "leave out --sheet", zhHans: "请去掉 --sheet")
    }
  }
}
