import Foundation
import Spreadsheet
import TestSupport
import Testing

struct Bytes: RandomBytes {
  let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }
  var size: Int { bytes.count }
  func read(_ limit: Int, at offset: Int, into buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    guard offset < bytes.count else { return }
    buffer.append(contentsOf: bytes[offset..<min(bytes.count, offset + limit)])
  }
}

/// The rows of a sheet as texts, by their numbers.
func table(_ file: [UInt8], sheet: String? = nil, piece: Int = 1 << 16) throws -> [Int: [String]] {
  let workbook = try Workbook(Bytes(file), pieceSize: piece)
  var reader = try workbook.rows(workbook.sheet(sheet))
  var rows: [Int: [String]] = [:]
  while let row = try reader.next() {
    rows[row.number] = zip([0] + row.ends, row.ends).map {
      String(decoding: row.bytes[$0..<$1], as: UTF8.self)
    }
  }
  return rows
}

/// A workbook with these rows inside of `sheetData`.
func workbook(_ rows: String, parts: [String: String] = [:]) throws -> [UInt8] {
  let sheet = "<worksheet xmlns=\"x\"><sheetData>\(rows)</sheetData></worksheet>"
  return try WorkbookWriter.file(sheet: Array(sheet.utf8), parts: parts.mapValues { Array($0.utf8) })
}

func written(_ header: [String], _ rows: [[WorkbookWriter.Cell]]) throws -> [UInt8] {
  var writer = WorkbookWriter(sheet: "工单", widths: header.map { _ in 12 })
  var file: [UInt8] = []
  try writer.begin(header: header, to: &file)
  for row in rows { try writer.write(row, to: &file) }
  try writer.end(to: &file)
  return file
}

/// Another reader and writer of workbooks, where the machine has it: openpyxl.
enum OtherReader {
  /// A python3 that has openpyxl: `CASEBOOK_PYTHON`, or one of the machine's.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["CASEBOOK_PYTHON"]
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
      "\($0)/python3"
    }
    return ([named].compactMap { $0 } + path + ["/usr/bin/python3"]).first { candidate in
      FileManager.default.isExecutableFile(atPath: candidate)
        && (try? run(candidate, "import openpyxl", [])) != nil
    }
  }()

  /// What a script printed; its arguments are in `sys.argv[1:]`.
  @discardableResult
  static func run(_ python: String, _ script: String, _ arguments: [String]) throws -> String {
    let folder = try TemporaryFolder()
    let (output, error) = (folder.path + "/out", folder.path + "/err")
    let environment = [
      "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1",
    ]
    let status = try Child(
      python, ["-c", script] + arguments, environment: environment, output: output, error: error
    ).wait()
    guard status == 0 else { throw Failure(text: try String(contentsOfFile: error, encoding: .utf8)) }
    return try String(contentsOfFile: output, encoding: .utf8)
  }

  struct Failure: Error { let text: String }

  static func temporary() -> String { NSTemporaryDirectory() + "casebook-\(UUID().uuidString).xlsx" }
}
