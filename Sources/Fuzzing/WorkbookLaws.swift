import Spreadsheet

enum WorkbookLaws {
  private struct Bytes: RandomBytes {
    let bytes: [UInt8]
    var size: Int { bytes.count }
    func read(_ limit: Int, at offset: Int, into buffer: inout [UInt8]) {
      buffer.removeAll(keepingCapacity: true)
      guard offset < bytes.count else { return }
      buffer.append(contentsOf: bytes[offset..<min(bytes.count, offset + limit)])
    }
  }

  private struct Row: Equatable {
    let number: Int
    let cells: [[UInt8]]
  }

  /// A whole file. Its rows do not depend on how it was read.
  static func workbook(_ bytes: [UInt8]) throws {
    let large = rows(bytes, piece: 1 << 16)
    try expect(rows(bytes, piece: 3) == large, "rows depend on how the file was read")
    var last = 0
    for row in large ?? [] {
      try expect(row.number > last, "rows are out of order")
      last = row.number
      try expect(!(row.cells.last ?? []).isEmpty, "a row ends with an empty cell")
    }
  }

  /// The XML of a sheet, in a workbook that is sound otherwise.
  static func sheet(_ bytes: [UInt8]) throws {
    let file: [UInt8]
    do { file = try WorkbookWriter.file(sheet: bytes) } catch {
      throw BrokenLaw("cannot be packed: \(error)")
    }
    try workbook(file)
  }

  /// Texts, a line each. What was written is read.
  static func texts(_ bytes: [UInt8]) throws {
    let cells = bytes.split(separator: 0x0A).prefix(200).map { String(decoding: $0, as: UTF8.self) }
    var writer = WorkbookWriter(sheet: "S", widths: [])
    var file: [UInt8] = []
    do {
      try writer.begin(header: ["a", "b"], to: &file)
      for cell in cells { try writer.write([.text(cell), .text("x")], to: &file) }
      try writer.end(to: &file)
    } catch { throw BrokenLaw("cannot be written: \(error)") }
    let read = rows(file, piece: 100)
    try expect(
      read?.dropFirst().map { $0.cells.first } == cells.map { Array($0.utf8) }, "other texts came back")
  }

  private static func rows(_ bytes: [UInt8], piece: Int) -> [Row]? {
    do {
      let workbook = try Workbook(Bytes(bytes: bytes), pieceSize: piece)
      var reader = try workbook.rows(workbook.sheet(nil))
      var rows: [Row] = []
      while let row = try reader.next() {
        let starts = [0] + row.ends
        rows.append(Row(number: row.number, cells: zip(starts, row.ends).map { Array(row.bytes[$0..<$1]) }))
      }
      return rows
    } catch { return nil }
  }
}
