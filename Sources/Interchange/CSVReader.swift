package import Language
import Spreadsheet

/// One row of a table (CSV file or sheet), its fields still undecoded bytes with the quoting taken off.
package struct CSVRow: Sendable {
  /// The line of the file on which the row begins, from 1.
  package internal(set) var line: Int
  /// The line on which it ends.
  package fileprivate(set) var lastLine: Int
  /// Cells of a sheet that do not hold what they should, in the order of their columns.
  fileprivate(set) var faults: [SheetRow.Fault] = []
  fileprivate(set) var bytes: [UInt8] = []
  fileprivate(set) var ends: [Int] = []

  /// Sheets leave out the empty cells at a row's end: it has at least so many fields.
  fileprivate var width = 0

  /// The number of fields.
  package var count: Int { max(ends.count, width) }

  package subscript(field: Int) -> ArraySlice<UInt8> {
    guard field < ends.count else { return [] }
    return bytes[(field == 0 ? 0 : ends[field - 1])..<ends[field]]
  }

  init(line: Int) {
    self.line = line
    lastLine = line
  }

  /// - Parameters:
  ///   - bytes: all fields, one after the other.
  ///   - ends: where each ends.
  init(line: Int, bytes: [UInt8], ends: [Int], width: Int = 0, faults: [SheetRow.Fault] = []) {
    self.line = line
    lastLine = line
    self.bytes = bytes
    self.ends = ends
    self.width = width
    self.faults = faults
  }

  func hasFault(_ kind: SheetRow.Fault.Kind, in column: Int) -> Bool {
    faults.contains { $0.column == column && $0.kind == kind }
  }

  /// Whether every field is empty by this measure.
  func isEmpty(_ measure: (ArraySlice<UInt8>) -> Bool) -> Bool {
    faults.isEmpty && (0..<ends.count).allSatisfy { measure(self[$0]) }
  }

  /// Nothing but separators and spaces.
  var isBlank: Bool { faults.isEmpty && bytes.allSatisfy { $0 <= 0x20 } }
}

package enum CSVOutcome: Sendable {
  case row(CSVRow)
  /// The row that begins on this line cannot be read; the rows after it are.
  case rejected(line: Int, reason: Label)
}

/// Reads CSV (RFC 4180) row by row; a file of any size takes the memory of a piece and of one row.
///
/// More than the RFC: lines end with CRLF, LF or CR; the delimiter can be chosen; a quotation mark inside
/// a field that does not begin with one is an ordinary character; wholly empty lines are skipped.
///
/// SwiftCSV 0.10.0 was tried and left: it takes the whole text into memory, reads 41,000 rows of eleven short
/// columns a second (this: over a million), has no line numbers and gives up at the first broken quotation.
package struct CSVReader {
  private enum State { case fieldStart, plain, quoted, quoteInQuoted }
  private enum Fault { case none, textAfterQuote, tooLong }

  private let source: ByteSource
  private let delimiter: UInt8
  private let encoding: TextEncoding
  /// Whether a byte that looks like the delimiter may be the second half of a character.
  private let delimiterMayBeTrail: Bool
  private let rowLimit: Int
  private let pieceSize: Int

  private var piece: [UInt8] = []
  private var position = 0
  private var pieceEnd = 0

  private let start: Int
  private var line: Int
  private var afterReturn = false
  private var state = State.fieldStart
  private var fault = Fault.none
  private var afterLead = false
  private var rowHasQuotes = false
  private var quoteLine: Int
  /// The text within quotation marks ends, so far, with the end of a line.
  private var isAfterLine = false
  /// Where the text stands that follows a closing quotation mark.
  private var faultLine = 0
  private var row: CSVRow
  /// Lines that quotation marks took into rejected rows, beside the first of each.
  private(set) var swallowedLines = 0

  /// - Parameters:
  ///   - rowLimit: bytes of one row's text; more is rejected, and never held in memory.
  ///   - pieceSize: bytes that are read at once.
  ///   - after: how many bytes and lines at the start are no rows.
  package init(
    _ source: ByteSource, delimiter: UInt8 = UInt8(ascii: ","), encoding: TextEncoding = .utf8,
    rowLimit: Int = 8 << 20, pieceSize: Int = 1 << 18, after: (bytes: Int, lines: Int) = (0, 0)
  ) {
    self.source = source
    self.delimiter = delimiter
    self.encoding = encoding
    delimiterMayBeTrail = encoding.hasTrails && delimiter >= 0x40
    self.rowLimit = rowLimit
    self.pieceSize = pieceSize
    start = after.bytes
    pieceEnd = after.bytes
    line = 1 + after.lines
    quoteLine = line
    row = CSVRow(line: line)
  }

  /// The next row, or nil at the end. Throws only when the file cannot be read on.
  package mutating func next() throws(InterchangeError) -> CSVOutcome? {
    while true {
      if position == piece.count, try !refill() { return atEnd() }
      if scan(), let outcome = finish() { return outcome }
    }
  }

  private mutating func refill() throws(InterchangeError) -> Bool {
    let first = pieceEnd == start
    // The first piece must hold the whole byte order mark.
    try source.read(first ? max(pieceSize, 3) : pieceSize, at: pieceEnd, into: &piece)
    pieceEnd += piece.count
    position = first && start == 0 && piece.starts(with: TextEncoding.byteOrderMark) ? 3 : 0
    return !piece.isEmpty
  }

  /// Reads on to the end of a row (true, the line end included) or of the piece (false).
  private mutating func scan() -> Bool {
    let piece = self.piece
    let bytes = piece.span
    var index = position
    defer { position = index }
    while index < bytes.count {
      let byte = bytes[index]
      if afterReturn {
        // The second half of CRLF; its line was counted with the CR.
        afterReturn = false
        if byte == UInt8(ascii: "\n") {
          if state == .quoted { append(piece[index..<index + 1]) }
          index += 1
          continue
        }
      }
      switch state {
      case .fieldStart:
        if byte == UInt8(ascii: "\"") {
          state = .quoted
          rowHasQuotes = true
          isAfterLine = false
          quoteLine = line
          index += 1
        } else {
          state = .plain
        }
      case .plain:
        let start = index
        skipPlain(bytes, &index)
        append(piece[start..<index])
        if index < bytes.count, endField(bytes[index], &index) { return true }
      case .quoted:
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          let byte = bytes[index]
          if byte == UInt8(ascii: "\r") {
            line += 1
            afterReturn = true
          } else {
            if byte == UInt8(ascii: "\n"), !afterReturn { line += 1 }
            afterReturn = false
          }
          index += 1
        }
        append(piece[start..<index])
        if index > start { isAfterLine = bytes[index - 1].isLineEnd }
        if index < bytes.count {
          afterReturn = false
          state = .quoteInQuoted
          index += 1
        }
      case .quoteInQuoted:
        if byte == UInt8(ascii: "\"") {  // a doubled one stands for one
          append(piece[index..<index + 1])
          isAfterLine = false
          state = .quoted
          index += 1
        } else if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
          if endField(byte, &index) { return true }
        } else {
          // Nobody can say what was meant, so the row is rejected; it ends at the end of this line.
          if fault == .none { (fault, faultLine) = (.textAfterQuote, line) }
          state = .plain
        }
      }
    }
    return false
  }

  /// Moves to the delimiter or line end that closes a plain field, or to the end of the piece.
  private mutating func skipPlain(_ bytes: Span<UInt8>, _ index: inout Int) {
    let delimiter = self.delimiter
    while index < bytes.count {
      let byte = bytes[index]
      if delimiterMayBeTrail {
        if afterLead, byte >= 0x40 {
          afterLead = false
          index += 1
          continue
        }
        afterLead = encoding.isLead(byte)
      }
      if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return }
      index += 1
    }
  }

  /// Ends the field at a delimiter or line end and steps over it. True where the row ends too.
  private mutating func endField(_ byte: UInt8, _ index: inout Int) -> Bool {
    index += 1
    row.ends.append(row.bytes.count)
    state = .fieldStart
    if byte == delimiter { return false }
    line += 1
    afterReturn = byte == UInt8(ascii: "\r")
    return true
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    guard fault == .none else { return }
    if row.bytes.count + bytes.count > rowLimit {
      fault = .tooLong
      row.bytes = []
    } else {
      row.bytes.append(contentsOf: bytes)
    }
  }

  /// Hands out the row that has just ended and begins the next; nil for an empty line.
  /// - Parameter last: the line on which it ends; nil: its line end was read.
  private mutating func finish(in last: Int? = nil) -> CSVOutcome? {
    var done = CSVRow(line: line)
    swap(&done, &row)
    done.lastLine = max(done.line, last ?? line - 1)
    let opened = quoteLine
    row.bytes.reserveCapacity(done.bytes.count + 32)
    row.ends.reserveCapacity(done.ends.count)
    let (faultFound, hadQuotes) = (fault, rowHasQuotes)
    (fault, rowHasQuotes, state, afterLead) = (.none, false, .fieldStart, false)
    switch faultFound {
    case .none:
      return done.bytes.isEmpty && done.count == 1 && !hadQuotes ? nil : .row(done)
    case .textAfterQuote:
      swallowedLines += done.lastLine - done.line
      return .rejected(
        line: done.line,
        reason: faultLine > opened
          ? Label(CSVReaderMessage.linesSwallowed(opened: opened, last: faultLine))
          : Label(CSVReaderMessage.textAfterQuote))
    case .tooLong:
      return .rejected(
        line: done.line,
        reason: Label(CSVReaderMessage.rowTooLong(limit: rowLimit)))
    }
  }

  private mutating func atEnd() -> CSVOutcome? {
    switch state {
    case .fieldStart where row.ends.isEmpty:
      return nil
    case .quoted:
      // Behind the last line end there is no line.
      let (begun, opened, last) = (row.line, quoteLine, isAfterLine ? line - 1 : line)
      _ = finish()
      row.line = last
      swallowedLines += last - begun
      return .rejected(
        line: begun,
        reason: Label(CSVReaderMessage.quoteNeverClosed(opened: opened, last: last)))
    case .fieldStart, .plain, .quoteInQuoted:
      row.ends.append(row.bytes.count)
      return finish(in: line)
    }
  }
}

enum CSVReaderMessage: Message {
  case textAfterQuote
  case linesSwallowed(opened: Int, last: Int)
  case quoteNeverClosed(opened: Int, last: Int)
  case rowTooLong(limit: Int)

  var label: Label {
    switch self {
    case .textAfterQuote:
      Label(
        en: "there is text after a closing quotation mark (a quotation mark inside a field is written twice)",
        zhHans: "右引号之后还有文字（字段内的引号须写成两个）")
    case .linesSwallowed(let opened, let last):
      Label(
        en:
          "the quotation mark opened in line \(opened) is closed only in line \(last): the lines \(opened) to \(last) were taken for one row and are not imported (a quotation mark that is text is written twice, inside quotation marks)",
        zhHans:
          "第 \(opened) 行的左引号到第 \(last) 行才结束：第 \(opened) 至 \(last) 行被当成一行，均未导入（作为文字的引号须写成两个，并放在一对引号内）"
      )
    case .quoteNeverClosed(let opened, let last):
      Label(
        en:
          "the quotation mark opened in line \(opened) is never closed; what follows, up to line \(last), cannot be read",
        zhHans: "第 \(opened) 行的左引号没有对应的右引号，其后的内容（至第 \(last) 行）无法读取")
    case .rowTooLong(let rowLimit):
      Label(
        en: "the row is longer than \(rowLimit.grouped) bytes (a quotation mark may be missing)",
        zhHans: "这一行超过 \(rowLimit.grouped) 字节（可能缺少右引号）")
    }
  }
}
