import Language
import Spreadsheet

/// The rows of a CSV file or of one sheet of a workbook (.xlsx), which is told by its first bytes.
///
/// A workbook is read to its end before its first row is handed out, so that nothing is made of one that is
/// damaged further down.
struct TableRows {
  private enum Rows {
    /// While a row is being read.
    case none
    case csv(CSVReader)
    case sheet(SheetReader)
  }

  private var rows: Rows
  private let name: String
  /// Of the fields' bytes.
  let encoding: TextEncoding
  /// Rows of a sheet have at least so many fields, as the header has.
  var width = 0

  var isWorkbook: Bool {
    if case .sheet = rows { return true }
    return false
  }

  /// - Parameters:
  ///   - encoding: nil: detected. For CSV, like the delimiter.
  ///   - sheet: nil: the first that is not hidden.
  init(
    _ source: ByteSource, encoding named: TextEncoding?, delimiter: UInt8, sheet: String?
  ) throws(InterchangeError) {
    name = source.name
    if try TableRows.isArchive(source) {
      encoding = .utf8
      do {
        let workbook = try Workbook(source)
        let sheet = try workbook.sheet(sheet)
        try workbook.check(sheet)
        rows = .sheet(try workbook.rows(sheet))
      } catch { throw InterchangeError(workbook: source.name, error) }
      return
    }
    guard sheet == nil else {
      throw InterchangeError(
        Label(TableRowsMessage.noSheets(name: source.name)),
        advice: Label(TableRowsMessage.omitSheetAdvice))
    }
    if let named {
      encoding = named
      try TextEncoding.refuseWhatIsNotText(source)
    } else {
      encoding = try TextEncoding.detect(source)
    }
    rows = .csv(CSVReader(source, delimiter: delimiter, encoding: encoding))
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
        guard let row = try reader.next() else { return nil }
        return .row(CSVRow(line: row.number, bytes: row.bytes, ends: row.ends, width: width))
      } catch { throw InterchangeError(workbook: name, error) }
    }
  }

  private static func isArchive(_ source: ByteSource) throws(InterchangeError) -> Bool {
    var start: [UInt8] = []
    try source.read(4, at: 0, into: &start)
    return start.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }
}

extension ByteSource: RandomBytes {}

enum TableRowsMessage: Message {
  case noSheets(name: String)
  case omitSheetAdvice

  var label: Label {
    switch self {
    case .noSheets(let name):
      Label(
        en: "\(name) is not a workbook (.xlsx): it has no sheets", zhHans: "\(name) 不是 Excel 文件 (.xlsx)，没有工作表"
      )
    case .omitSheetAdvice:
      Label(en: "leave out --sheet", zhHans: "请去掉 --sheet")
    }
  }
}
