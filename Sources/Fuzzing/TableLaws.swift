import Interchange
import Zones

enum TableLaws {
  /// The first byte tells delimiter and encoding. Rows do not depend on how the file was read.
  static func csv(_ bytes: [UInt8]) throws {
    guard let mode = bytes.first else { return }
    let delimiters = [UInt8](",;\t|@a".utf8)
    let delimiter = delimiters[Int(mode >> 1) % delimiters.count]
    let encoding = mode & 1 == 0 ? TextEncoding.utf8 : .gb18030
    let body = Array(bytes.dropFirst())
    let large = try rows(body, delimiter, encoding, piece: 1 << 18)
    try expect(try rows(body, delimiter, encoding, piece: 3) == large, "rows depend on how the file was read")
    let lines = body.count { $0 == 0x0A || $0 == 0x0D } + 1
    try expect(large.allSatisfy { $0.line >= 1 && $0.line <= lines }, "a row on a line that is not there")
  }

  private struct Row: Equatable {
    let line: Int
    /// Nil where it was rejected.
    let fields: [[UInt8]]?
  }

  private static func rows(
    _ bytes: [UInt8], _ delimiter: UInt8, _ encoding: TextEncoding, piece: Int
  ) throws -> [Row] {
    var reader = CSVReader(
      ByteSource(bytes), delimiter: delimiter, encoding: encoding, rowLimit: 1000, pieceSize: piece)
    var rows: [Row] = []
    do {
      while let outcome = try reader.next() {
        switch outcome {
        case .row(let row):
          let fields = (0..<row.count).map { Array(row[$0]) }
          for field in fields { _ = encoding.decode(field) }
          rows.append(Row(line: row.line, fields: fields))
        case .rejected(let line, _): rows.append(Row(line: line, fields: nil))
        }
      }
    } catch { throw BrokenLaw("bytes in memory cannot be read: \(error)") }
    return rows
  }

  static func map(_ bytes: [UInt8]) throws { _ = read(map: bytes.text) }

  private static func read(map yaml: String) -> ImportMap? {
    do throws(ImportMapError) {
      return try ImportMap(yaml: yaml) { field in field.isEmpty ? nil : field == "tags" ? .set : .single }
    } catch {
      _ = error.message(.zhHans)
      return nil
    }
  }

  /// A map, a zero byte, and a file.
  static func imported(_ bytes: [UInt8]) throws {
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let map = read(map: Array(parts[0]).text),
      var reader = try? ImportReader(ByteSource(Array(parts[1])), map: map, localZone: .fixed(480))
    else { return }
    var keys: Set<[UInt8]> = []
    while let outcome = try? reader.next() {
      guard case .row(let row) = outcome else { continue }
      try expect(!row.key.isEmpty, "a row without a key")
      try expect(keys.insert(Array(row.key.utf8)).inserted, "two rows with one key")
      try expect(row.fields.allSatisfy { !$0.text.isEmpty }, "an empty value appears")
    }
  }

  /// What is read is text, and ASCII is itself.
  static func gb18030(_ bytes: [UInt8]) throws {
    _ = try? TextEncoding.detect(ByteSource(bytes))
    for encoding in TextEncoding.allCases {
      let text = encoding.decode(bytes)
      guard bytes.allSatisfy({ $0 < 0x80 }), !encoding.rawValue.hasPrefix("utf-16") else { continue }
      try expect(text.map { Array($0.utf8) } == bytes, "ASCII is read as something else")
    }
    if let value = JSON(parsing: bytes) {
      try expect(JSON(parsing: value.bytes()) == value, "a JSON value is read back as another")
    }
  }

  /// A format, a zero byte, and a text to read by it.
  static func pattern(_ bytes: [UInt8]) throws {
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    _ = try? Zone(typed: bytes.text)
    guard parts.count == 2, let pattern = DatePattern(Array(parts[0]).text) else { return }
    guard let read = try? pattern.read(Array(parts[1]).text, zone: .fixed(480)) else { return }
    try TypedLaws.date(stored: read)
  }
}
