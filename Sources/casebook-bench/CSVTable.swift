import Interchange

/// The rows of a CSV file by the names of its columns.
struct CSVTable {
  let header: [String]
  private var reader: CSVReader
  private let name: String

  init(path: String) throws {
    reader = CSVReader(try ByteSource(path: path))
    name = path
    guard case .row(let row)? = try reader.next() else { throw CheckFailed("\(path) has no header") }
    header = Self.cells(row)
  }

  func column(_ name: String) throws -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw CheckFailed("\(self.name) has no column \(name)")
    }
    return index
  }

  /// The next row's cells, one for each column; nil at the end.
  mutating func next() throws -> [String]? {
    switch try reader.next() {
    case nil: return nil
    case .rejected(let line, let reason)?: throw CheckFailed("\(name), line \(line): \(reason.en)")
    case .row(let row)?:
      let cells = Self.cells(row)
      try check(cells.count == header.count, "\(name), line \(row.line) has \(header.count) cells")
      return cells
    }
  }

  private static func cells(_ row: CSVRow) -> [String] {
    (0..<row.count).map { String(decoding: row[$0], as: UTF8.self) }
  }
}

extension ImportRow {
  /// The rows of a file that a map makes; rejected ones are counted.
  static func read(_ path: String, map: ImportMap) throws -> (rows: [ImportRow], rejected: Int) {
    var reader = try ImportReader(ByteSource(path: path), map: map, localZone: .utc)
    var rows: [ImportRow] = []
    var rejected = 0
    while let outcome = try reader.next() {
      switch outcome {
      case .row(let row): rows.append(ImportRow(key: row.key, fields: row.fields, sets: row.sets))
      case .rejected: rejected += 1
      }
    }
    return (rows, rejected)
  }
}
