import Language
import Spreadsheet

/// The objects of a file of JSON lines as rows of a table: one column a key, in the order in which keys appear. Of a
/// list its texts are joined by `;`, with `\` before a `;` or `\` of their own; lists and objects of other things are
/// no cells and stay empty.
struct JSONRows {
  private var lines: JSONLines
  private var columns: [String: Int] = [:]
  private var header: CSVRow?
  /// Entries of the timelines of the cases so far: they are not read.
  private(set) var timelineEntries = 0

  /// Whether a source begins with an object.
  static func isJSON(_ source: ByteSource) throws(InterchangeError) -> Bool {
    var start: [UInt8] = []
    try source.read(64, at: 0, into: &start)
    var rest = start[...]
    if rest.starts(with: TextEncoding.byteOrderMark) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 <= 0x20 }
    guard rest.popFirst() == UInt8(ascii: "{") else { return false }
    rest = rest.drop { $0 <= 0x20 }
    return rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "}")
  }

  /// Reads the source once for its keys.
  init(_ source: ByteSource) throws(InterchangeError) {
    var names: [String] = []
    var first = JSONLines(source)
    while let line = try first.next() {
      guard case .object(let members)? = JSON(parsing: line.bytes) else { continue }
      for (key, _) in members where names.count < JSONRows.columnLimit && columns[key] == nil {
        columns[key] = names.count
        names.append(key)
      }
    }
    lines = JSONLines(source)
    header = JSONRows.row(names, line: 1)
  }

  private static let columnLimit = 2048

  /// The names of the columns first, then a row for each line.
  mutating func next() throws(InterchangeError) -> CSVOutcome? {
    if let header {
      self.header = nil
      return .row(header)
    }
    while let line = try lines.next() {
      guard !line.bytes.allSatisfy({ $0 <= 0x20 }) else { continue }
      guard !line.isTooLong else {
        return .rejected(
          line: line.number, reason: Label(CSVReaderMessage.rowTooLong(limit: JSONLines.limit)))
      }
      guard case .object(let members)? = JSON(parsing: line.bytes) else {
        return .rejected(line: line.number, reason: Label(JSONRowsMessage.noObject))
      }
      var cells = [String](repeating: "", count: columns.count)
      var faults: [SheetRow.Fault] = []
      for (key, value) in members {
        if key == "timeline", case .array(let entries) = value { timelineEntries += entries.count }
        guard let column = columns[key] else { continue }
        cells[column] = JSONRows.cell(value)
        switch value {
        case .integer: faults.append(SheetRow.Fault(column: column, kind: .number))
        case .double(let number):
          faults.append(SheetRow.Fault(column: column, kind: .number))
          if number.magnitude >= Self.leastRounded {
            faults.append(SheetRow.Fault(column: column, kind: .rounded))
          }
        default: break
        }
      }
      return .row(JSONRows.row(cells, line: line.number, faults: faults))
    }
    return nil
  }

  /// A number with a point or an exponent has no more digits than these.
  private static let leastRounded = 1e15

  private static func row(_ cells: [String], line: Int, faults: [SheetRow.Fault] = []) -> CSVRow {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for cell in cells {
      bytes.append(contentsOf: cell.utf8)
      ends.append(bytes.count)
    }
    return CSVRow(line: line, bytes: bytes, ends: ends, faults: faults)
  }

  private static func cell(_ value: JSON) -> String {
    switch value {
    case .string(let text): return text
    case .integer(let number): return "\(number)"
    case .double(let number): return "\(number)"
    case .bool(let flag): return flag ? "yes" : "no"
    case .array(let elements):
      var texts: [String] = []
      for element in elements {
        guard case .string(let text) = element else { return "" }
        texts.append(text)
      }
      return SetText.joined(texts)
    case .null, .object: return ""
    }
  }
}

/// The elements of a set in one cell.
package enum SetText {
  package static func joined(_ elements: [String]) -> String {
    elements.map { element in
      element.replacing("\\", with: "\\\\").replacing(";", with: "\\;")
    }.joined(separator: ";")
  }

  static func elements(_ cell: String) -> [String] {
    var elements: [String] = []
    var element = ""
    var isEscaped = false
    for character in cell.unicodeScalars {
      if isEscaped || (character != ";" && character != "\\") {
        element.unicodeScalars.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        elements.append(element)
        element = ""
      }
    }
    if isEscaped { element += "\\" }
    return elements + [element]
  }
}

/// The lines of a source, each up to a limit.
private struct JSONLines {
  struct Line {
    let number: Int
    var bytes: [UInt8] = []
    var isTooLong = false
  }

  static let limit = 8 << 20

  private let source: ByteSource
  private var offset = 0
  private var piece: [UInt8] = []
  private var position = 0
  private var number = 0

  init(_ source: ByteSource) { self.source = source }

  mutating func next() throws(InterchangeError) -> Line? {
    number += 1
    var line = Line(number: number)
    var isEmpty = true
    while true {
      if position == piece.count {
        try source.read(1 << 18, at: offset, into: &piece)
        position = offset == 0 && piece.starts(with: TextEncoding.byteOrderMark) ? 3 : 0
        offset += piece.count
        if piece.isEmpty { return isEmpty ? nil : line }
      }
      isEmpty = false
      let end = piece[position...].firstIndex(of: 0x0A)
      let part = piece[position..<(end ?? piece.count)]
      if line.bytes.count + part.count > JSONLines.limit { line.isTooLong = true }
      if !line.isTooLong { line.bytes.append(contentsOf: part) }
      position = end.map { $0 + 1 } ?? piece.count
      if end != nil { return line }
    }
  }
}

enum JSONRowsMessage: Message {
  case noObject

  var label: Label {
    switch self {
    case .noObject:
      Label(en: "the line is not a JSON object", zhHans: "这一行不是 JSON 对象")
    }
  }
}
