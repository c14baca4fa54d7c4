import Foundation
import Spreadsheet
import Testing

/// Workbooks (.xlsx) in and out, with the real program.
@Suite struct WorkbookTests {
  private static let map = """
    source: book
    key: 编号
    columns:
      编号: external_id
      内容: narrative
      日期: {field: logged_at, date: M/d/yyyy}
      邮编: place
    notes:
      - {text: 答复, heading: "答复（{日期}）"}
    constants: {channel: email}
    """

  private func book(_ rows: [[WorkbookWriter.Cell]], sheet: String = "三月") throws -> [UInt8] {
    var writer = WorkbookWriter(sheet: sheet, widths: [])
    var file: [UInt8] = []
    try writer.begin(header: ["编号", "内容", "日期", "邮编", "答复"], to: &file)
    for row in rows { try writer.write(row, to: &file) }
    try writer.end(to: &file)
    return file
  }

  private func rows() throws -> [[WorkbookWriter.Cell]] {
    let day = try #require(SerialDate.serial(year: 2026, month: 11, day: 2))
    return [
      [.integer(1001), .text("汤是凉的"), .day(day), .text("007"), .text("已道歉")],
      [.integer(1002), .text("=2+2"), .text("11/3/2026")],
      [.integer(1003), .text("bad date"), .text("3.11.2026")],
      [.integer(1004), .text("a time"), .time(day, second: 3661)],
      [.integer(1001), .text("again"), .day(day)],
      [.integer(1005), .text("beyond"), .empty, .empty, .empty, .text("no header")],
    ]
  }

  @Test func `rows of a workbook become cases`() throws {
    let shop = try Shop()
    let report = try shop.imported(book(rows()), map: Self.map)
    #expect(report["read"] as? Int == 6 && report["imported"] as? Int == 3 && report["notes"] as? Int == 1)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [4, 6, 7])
    let cases = try shop.list()
    let first = try #require(cases.first { $0["external_id"] as? String == "1001" })
    #expect(first["logged_at"] as? String == "2026-11-02" && first["place"] as? String == "007")
    #expect(
      cases.contains { $0["narrative"] as? String == "=2+2" && $0["logged_at"] as? String == "2026-11-03" })
    #expect(cases.contains { $0["logged_at"] as? String == "2026-11-02T01:01:01+08:00" })
    let timeline = try shop.timeline(try #require(first["number"] as? String))
    #expect(timeline.contains { $0["text"] as? String == "答复（2026-11-02）\n已道歉" })
    // The second import finds all of it: no case and no note is made twice.
    let again = try shop.imported(book(rows()), map: Self.map)
    #expect(again["imported"] as? Int == 0 && again["unchanged"] as? Int == 3 && again["notes"] as? Int == 0)
    #expect(try shop.timeline(try #require(first["number"] as? String)).count == timeline.count)
  }

  @Test func `the sheet is chosen by its name`() throws {
    let shop = try Shop()
    let report = try shop.imported(book(rows()), map: Self.map, ["--sheet", "三月"])
    #expect(report["imported"] as? Int == 3)
    let file = try shop.file("rows.xlsx", book(rows()))
    let map = try shop.file("map.yaml", Self.map)
    let wrong = try shop.casebook("import", file, "--map", map, "--sheet", "April")
    #expect(wrong.status == 1 && wrong.error.contains("April") && wrong.error.contains("三月"))
    let csv = try shop.file("rows.csv", "编号,内容,日期,邮编,答复\n1,x,,,\n")
    let none = try shop.casebook("import", csv, "--map", map, "--sheet", "三月")
    #expect(none.status == 1 && none.error.contains("--sheet"))
  }

  @Test func `of a damaged workbook nothing is imported`() throws {
    let shop = try Shop()
    let many: [[WorkbookWriter.Cell]] = (1...9000).map { [.integer(Int64($0)), .text("complaint \($0)")] }
    let file = try book(many)
    let map = try shop.file("map.yaml", Self.map)
    var broken = file
    broken[file.count * 9 / 10] ^= 0xFF
    for (name, bytes) in [("broken", broken), ("short", Array(file.dropLast(100)))] {
      let ran = try shop.casebook("import", shop.file("\(name).xlsx", bytes), "--map", map)
      #expect(ran.status == 1)
      #expect(
        ran.error.contains("\(name).xlsx") && ran.error.contains(name == "broken" ? "damaged" : "cut short"))
      let chinese = try shop.casebook(
        "import", "\(shop.folder.path)/\(name).xlsx", "--map", map, "--lang", "zh-Hans")
      #expect(chinese.error.contains(name == "broken" ? "已损坏" : "不完整"))
    }
    #expect(try shop.list().isEmpty)
  }

  @Test func `an export is a workbook that can be read again`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "=HYPERLINK(\"x\")", "--safety", "yes", "--tag", "a,b")
    try shop.new("--channel", "chat", "--narrative", "two\nlines", "--occurred-at", "2026-11-01 09:30")
    let path = shop.folder.path + "/out.xlsx"
    let ran = try shop.casebook("export", "--format", "xlsx", "--output", path)
    #expect(ran.status == 0 && ran.error.contains("2 cases"))
    let other = try Shop(branch: "BJ02")
    let map = """
      source: other branch
      key: id
      columns: {number: external_id, narrative: narrative, channel: channel, safety: safety}
      fields:
        occurred_at: {join: [occurred_at], date: [yyyy-MM-dd HH:mm:ss]}
        tags: {join: [tags], split: ";"}
      """
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let report = try other.imported(bytes, map: map)
    #expect(report["imported"] as? Int == 2)
    let cases = try other.list()
    let first = try #require(cases.first { $0["channel"] as? String == "phone" })
    #expect(first["narrative"] as? String == "=HYPERLINK(\"x\")" && first["safety"] as? Bool == true)
    #expect(Set(first["tags"] as? [String] ?? []) == ["a", "b"])
    let second = try #require(cases.first { $0["channel"] as? String == "chat" })
    #expect(second["narrative"] as? String == "two\nlines")
    #expect(second["occurred_at"] as? String == "2026-11-01T09:30:00+08:00")
  }

  @Test func `our own workbook comes in again as the same moments, wherever it is opened`() throws {
    let shop = try Shop()
    // The second 02:30 of that night in Berlin, and a time to the millisecond.
    let times = ["2026-10-25T02:30:15+01:00", "2026-07-15T12:00:00+08:00", "2026-11-01T09:30:00.250+08:00"]
    for time in times {
      try shop.new("--channel", "phone", "--narrative", time, "--logged-at", time, "--occurred-at", time)
    }
    let path = shop.folder.path + "/out.xlsx"
    for zone in ["Asia/Shanghai", "Europe/Berlin", "Asia/Kathmandu"] {
      let there = ["TZ": zone]
      try #require(
        try shop.casebook(["export", "--format", "xlsx", "--output", path], environment: there).status == 0)
      let again = try shop.casebook(["import", path, "--json"], environment: there)
      #expect(again.status == 0, "\(again)")
      #expect((try again.object()["differs"] as? [Any])?.isEmpty ?? true, "\(zone): \(again.output)")
      let other = try Shop(branch: "BJ02")
      try #require(try other.casebook(["import", path], environment: there).status == 0)
      for entry in try other.list() {
        let written = try #require(entry["narrative"] as? String)
        #expect(entry["logged_at"] as? String == written, "\(zone)")
        #expect(entry["occurred_at"] as? String == written, "\(zone)")
      }
    }
  }
}
