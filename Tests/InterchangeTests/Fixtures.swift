import Interchange
import Language

enum Fixtures {
  /// The folder of the repository.
  static let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  static func example(_ path: String) -> String { "\(repository)/Examples/\(path)" }

  /// What the maps of these tests may name: `tags` and `segment` are sets.
  static func shape(_ field: String) -> ImportMap.FieldShape? {
    let single = [
      "external_id", "logged_at", "closed_at", "occurred_at", "status", "title", "place", "channel",
      "product", "narrative", "customer_id", "import_source", "type", "problem_class",
    ]
    if ["tags", "segment"].contains(field) { return .set }
    return single.contains(field) ? .single : nil
  }

  static func map(_ yaml: String) throws -> ImportMap { try ImportMap(yaml: yaml, shape: shape) }

  /// The names of the example maps.
  static let exampleMaps = [
    "cfpb_2015_structured", "cfpb_2023_full", "comcast_complaints_2015", "nyc311_channel_resolution",
    "nyc_council_casework", "zh_gov_messages", "zh_gov_messages_replies",
  ]

  static func exampleMap(_ name: String) throws -> ImportMap {
    let bytes = try ByteSource(path: example("maps/\(name).yaml")).readAll()
    return try map(String(decoding: bytes, as: UTF8.self))
  }
}

/// What came of each row, in words: the cells, or the reason.
func readCSV(
  _ bytes: [UInt8], delimiter: Character = ",", encoding: TextEncoding = .utf8, rowLimit: Int = 8 << 20,
  pieceSize: Int = 1 << 18
) throws -> [(line: Int, cells: [String], reason: String?)] {
  var reader = CSVReader(
    ByteSource(bytes), delimiter: delimiter.asciiValue ?? 0, encoding: encoding, rowLimit: rowLimit,
    pieceSize: pieceSize)
  var rows: [(line: Int, cells: [String], reason: String?)] = []
  while let outcome = try reader.next() {
    switch outcome {
    case .row(let row):
      rows.append((row.line, (0..<row.count).map { encoding.decode(row[$0]) ?? "<bad bytes>" }, nil))
    case .rejected(let line, let reason):
      rows.append((line, [], reason.en))
    }
  }
  return rows
}

/// Reads everything through a map; rows as "field=text" in order.
func importAll(
  _ text: String, _ yaml: String, filters: [ImportMap.Filter] = []
) throws -> [(line: Int, row: [String], reason: Label?)] {
  try importAll(Array(text.utf8), Fixtures.map(yaml), filters: filters)
}

func importAll(
  _ bytes: [UInt8], _ map: ImportMap, filters: [ImportMap.Filter] = []
) throws -> [(line: Int, row: [String], reason: Label?)] {
  var reader = try ImportReader(
    ByteSource(bytes, name: "file.csv"), map: map, filters: filters, localZone: .fixed(480))
  var rows: [(line: Int, row: [String], reason: Label?)] = []
  while let outcome = try reader.next() {
    switch outcome {
    case .row(let row):
      let texts = row.fields.map { "\($0.field)=\($0.text)" } + row.sets.map { "\($0.field)+\($0.element)" }
      let notes = row.notes.filter { !$0.isEmpty }.map { "note: \($0)" }
      rows.append((row.line, ["key=\(row.key)"] + texts + notes, nil))
    case .rejected(let line, let reason):
      rows.append((line, [], reason))
    }
  }
  return rows
}
