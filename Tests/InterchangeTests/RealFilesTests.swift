import Foundation
import Interchange
import TestSupport
import Testing

/// The real files stand outside of the repository: beside it in `shared/data`, or where `CASEBOOK_DATA`
/// says. Without them these tests are skipped.
@Suite(.enabled(if: RealFiles.folder != nil)) struct RealFilesTests {
  @Test(arguments: [
    ("cfpb_2023_full", 1_220, 18), ("cfpb_2015_structured", 16_861, 13), ("cfpb_2015_narratives", 2_381, 3),
    ("nyc_council_casework", 204_300, 11), ("nyc311_channel_resolution", 3_484, 20),
    ("comcast_complaints_2015", 1_349, 11),
    ("it_incident_eventlog", 72_470, 36), ("zh_waimai_reviews", 7_170, 2), ("zh_hotel_reviews", 4_642, 2),
    ("zh_shopping_negative", 10_483, 3), ("zh_gov_messages", 297, 6), ("zh_gov_messages_replies", 71, 7),
    ("zh_gov_category_tree", 517, 3),
  ])
  func `every row is read`(name: String, rows: Int, columns: Int) throws {
    let source = try RealFiles.open(name)
    #expect(try TextEncoding.detect(source) == .utf8)
    var reader = CSVReader(source)
    var count = 0
    var odd = 0
    while let outcome = try reader.next() {
      guard case .row(let row) = outcome, row.count == columns else {
        odd += 1
        continue
      }
      count += 1
    }
    #expect(count == rows + 1, "with the header")
    #expect(odd == 0)
  }

  @Test(arguments: [
    ("nyc_council_casework", 204_300), ("cfpb_2023_full", 1_220), ("cfpb_2015_structured", 16_861),
    ("nyc311_channel_resolution", 3_484), ("comcast_complaints_2015", 1_349), ("zh_gov_messages", 297),
    ("zh_gov_messages_replies", 71),
  ])
  func `the example maps take every row`(name: String, rows: Int) throws {
    var reader = try ImportReader(
      RealFiles.open(name), map: Fixtures.exampleMap(name), localZone: .fixed(480))
    var keys: Set<String> = []
    var rejected: [String] = []
    while let outcome = try reader.next() {
      switch outcome {
      case .row(let row): keys.insert(row.key)
      case .rejected(let line, let reason): rejected.append("\(line): \(reason.en)")
      }
    }
    #expect(keys.count == rows)
    #expect(rejected == [])
  }

  @Test func `two date styles in one column`() throws {
    let map = try Fixtures.exampleMap("comcast_complaints_2015")
    var reader = try ImportReader(RealFiles.open("comcast_complaints_2015"), map: map, localZone: .utc)
    var dated = 0
    let months = ["2015-04-", "2015-05-", "2015-06-"]
    while let outcome = try reader.next() {
      guard case .row(let row) = outcome else { continue }
      if row.fields.contains(where: { $0.field == "logged_at" && months.contains(String($0.text.prefix(8))) })
      {
        dated += 1
      }
    }
    #expect(dated == 1_349)
  }
}

private enum RealFiles {
  static let folder: String? = {
    let named = ProcessInfo.processInfo.environment["CASEBOOK_DATA"]
    let folder = named ?? "\(Fixtures.repository)/../shared/data"
    return FileManager.default.fileExists(atPath: "\(folder)/README.md") ? folder : nil
  }()

  /// The unpacked file, in memory.
  static func open(_ name: String) throws -> ByteSource {
    let unpacked = try TemporaryFolder()
    let file = unpacked.path + "/" + name
    try #require(
      try Child("/bin/gzip", ["-dc", "\(folder ?? ".")/\(name).csv.gz"], output: file).wait() == 0)
    let data = try Data(contentsOf: URL(filePath: file))
    return ByteSource([UInt8](data), name: name)
  }
}
