import Foundation
import Testing

/// What an import says of the file, by the real program.
@Suite struct ImportTellingTests {
  private static let map = """
    source: desk
    key: [id]
    columns: {id: external_id, day: {field: logged_at, date: yyyy-MM-dd}, severity: severity}
    constants: {channel: phone, title: 投诉}
    """
  private static let rows = "id,day,severity\n1,2026-01-05,minor\n2,2026-01-06,severe\n"

  @Test func `rows that filters left out are told, all of them above all`() throws {
    let shop = try Shop()
    let (map, file) = (try shop.file("map.yaml", Self.map), try shop.file("cases.csv", Self.rows))
    func only(_ filter: String) throws -> String {
      let ran = try shop.casebook("import", file, "--map", map, "--only", filter)
      #expect(ran.status == 0, "\(ran.error)")
      return ran.output
    }
    #expect(try only("severity=nosuch").contains("The filters left out 2 rows, which is all there are."))
    #expect(try only("severity=minor").contains("1 row was left out by the filters."))
  }

  @Test func `a file in UTF-16 is called by its name`() throws {
    let shop = try Shop()
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in Self.rows.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let file = try shop.file("cases.csv", bytes)
    let ran = try shop.casebook("import", file, "--map", try shop.file("map.yaml", Self.map), "--dry-run")
    #expect(ran.status == 0 && ran.output.contains("UTF-16"), "\(ran.output) \(ran.error)")
  }

  @Test(arguments: ["-wal", "-shm", "-journal"])
  func `nothing is written to where SQLite would take it for a store's log`(suffix: String) throws {
    let shop = try Shop()
    let path = shop.home + "/casebook.sqlite" + suffix
    try? FileManager.default.removeItem(atPath: path)
    for command in [["export", "--format", "csv", "--output", path], ["backup", path]] {
      let ran = try shop.casebook(command)
      #expect(ran.status == 1, "\(command) \(ran.error)")
    }
    #expect(try shop.casebook("list").status == 0)
  }
}
