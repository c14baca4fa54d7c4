import Foundation
import Spreadsheet
import Testing

@Suite struct WorkbookTests {
  @Test func `what is written comes back`() throws {
    let day = try #require(SerialDate.serial(year: 2026, month: 11, day: 22))
    let odd = "bell \u{07}, cr \r, _x0041_, \u{FFFF}, ]]> & <tag> 汉字 😀"
    let file = try written(
      ["a", "b", "c", "d"],
      [
        [.text(odd), .integer(7), .flag(true), .day(day)], [], [.empty, .text("")],
        [.text("=SUM(A1)"), .empty, .flag(false), .time(day, second: 1)],
      ])
    #expect(
      try table(file) == [
        1: ["a", "b", "c", "d"], 2: [odd, "7", "TRUE", "2026-11-22"],
        5: ["=SUM(A1)", "", "FALSE", "2026-11-22 00:00:01"],
      ])
    #expect(try table(file, piece: 1) == table(file))
  }

  @Test func `a time comes back with the offset of its clocks, which its format shows`() throws {
    let offsets: [Int?] = [nil, 0, 480, 345, -210, 480]
    let file = try written(["t"], offsets.map { [.time(60_000, second: 9_000, offset: $0)] })
    let read = try table(file)
    let shown = ["", "+00:00", "+08:00", "+05:45", "-03:30", "+08:00"].map { "2064-04-08 02:30:00" + $0 }
    #expect((2...7).map { read[$0]?.first } == shown)
  }

  @Test func `every second of aDay comes back`() throws {
    let seconds = Array(stride(from: 0, to: 86_400, by: 61))
    let rows: [[WorkbookWriter.Cell]] = seconds.map { [.time(60_000, second: $0)] }
    let lines = try table(written(["t"], rows)).filter { $0.key > 1 }.sorted { $0.key < $1.key }
    let times: [String] = lines.map { $0.value[0] }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let wanted: [String] = seconds.map { second in
      "2064-04-08 \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }
    #expect(times == wanted)
  }

  @Test func `many rows in many pieces`() throws {
    let rows: [[WorkbookWriter.Cell]] = (0..<5000).map { [.integer(Int64($0)), .text("row \($0), 第\($0)行")] }
    let read = try table(written(["n", "t"], rows))
    #expect(read.count == 5001)
    #expect(read[5001] == ["4999", "row 4999, 第4999行"])
  }

  @Test func `a text longer than a cell is cut and counted`() throws {
    var writer = WorkbookWriter(sheet: "s", widths: [])
    var file: [UInt8] = []
    try writer.begin(header: ["t"], to: &file)
    let fits = String(repeating: "长", count: WorkbookWriter.longestText)
    try writer.write([.text(fits)], to: &file)
    #expect(writer.cutTexts == 0)
    // An emoji is two units: the cut must not part it.
    try writer.write([.text("a" + String(repeating: "😀", count: 20_000))], to: &file)
    try writer.end(to: &file)
    #expect(writer.cutTexts == 1)
    let read = try table(file)
    #expect(read[2]?[0] == fits)
    let cut = try #require(read[3]?[0])
    #expect(cut.utf16.count <= WorkbookWriter.longestText && cut.hasSuffix("😀…"))
  }

  @Test func `cells of every kind`() throws {
    let shared = """
      <sst><si><t>plain</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r>\
      <rPh sb="0" eb="1"><t>phonetic</t></rPh></si><si/></sst>
      """
    let relations = """
      <Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/>
      <Relationship Id="s" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings" \
      Target="./../xl/shared.xml"/><Relationship Id="t" Type="http://x/styles" Target="styles.xml"/>
      <Relationship Id="u" Type="http://x/worksheet" Target="http://example.org/" TargetMode="External"/></Relationships>
      """
    let file = try workbook(
      """
      <row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="str"><f>A1</f><v>a_x000D_b</v></c></row>
      <row r="4"><c r="B4" t="b"><v>1</v></c><c r="AA4" t="e"><v>#DIV/0!</v></c></row>
      <row r="5"><c><v>1.50</v></c><c><v>1E3</v></c><c t="d"><v>2026-11-22T10:00:00</v></c><c t="n"><v>-7</v></c>\
      <c><f>1+1</f></c><c><v>0.30000000000000004</v></c><c t="inlineStr"><is><r><t>x</t></r><r><t>&amp;&#x4E00;</t></r></is></c>
      </row><row r="6"><c s="9"/></row>
      """, parts: ["xl/shared.xml": shared, "xl/_rels/workbook.xml.rels": relations])
    #expect(
      try table(file) == [
        1: ["plain", "rich ", "", "a\rb"], 4: ["", "TRUE"] + Array(repeating: "", count: 24) + ["#DIV/0!"],
        5: ["1.5", "1000", "2026-11-22 10:00:00", "-7", "", "0.3", "x&一"],
      ])
  }

  @Test func `dates that are said in words of ISO 8601 are read like those that are counted`() throws {
    let dates = [
      ("2026-11-22T10:00:00", "2026-11-22 10:00:00"), ("2026-11-22T10:00:00.250", "2026-11-22 10:00:00"),
      ("2026-11-22T10:00:59.999Z", "2026-11-22 10:00:59+00:00"),
      ("2026-11-22T10:00Z", "2026-11-22 10:00:00+00:00"),
      ("2026-11-22T10:00", "2026-11-22 10:00:00"), ("2026-11-22 10:00:05", "2026-11-22 10:00:05"),
      ("2026-11-22T10:00:00+08:00", "2026-11-22 10:00:00+08:00"),
      ("2026-11-22T10:00:00,5-0330", "2026-11-22 10:00:00-03:30"),
      ("2026-11-22T10:00+08", "2026-11-22 10:00:00+08:00"), ("2026-11-22", "2026-11-22"),
      ("2026-11-22Z", "2026-11-22"),
      ("T10:00", "10:00:00"), ("10:00:30.5", "10:00:30"), ("soon", "soon"),
      ("2026-11-22T25", "2026-11-22T25"), ("T", "T"),
    ]
    let rows = dates.map { "<row><c t=\"d\"><v>\($0.0)</v></c></row>" }
    #expect(
      try table(workbook(rows.joined())).sorted { $0.key < $1.key }.map(\.value) == dates.map { [$0.1] })
  }

  @Test func `numbers that are dates`() throws {
    let codes = [
      "General", "yyyy\\-mm\\-dd", "h:mm", "[h]:mm:ss", "[$-804]yyyy\"年\"m\"月\"", "0.00", "\"day\" 0", "000",
      "[Red]0;d", "mmm", "mm:ss",
    ]
    let escaped = codes.map { $0.replacingOccurrences(of: "\"", with: "&quot;") }
    let styles =
      "<styleSheet><numFmts>"
      + escaped.enumerated().map { "<numFmt numFmtId=\"\(170 + $0)\" formatCode=\"\($1)\"/>" }.joined()
      + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
      + codes.indices.map { "<xf numFmtId=\"\(170 + $0)\"/>" }.joined()
      + "<xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
    func cells(_ number: String) -> String {
      "<row>" + (0..<13).map { "<c s=\"\($0)\"><v>\(number)</v></c>" }.joined() + "</row>"
    }
    let parts = ["xl/styles.xml": styles]
    #expect(
      try table(workbook(cells("43831.25") + cells("7"), parts: parts)) == [
        1: [
          "43831.25", "2020-01-01 06:00:00", "2020-01-01 06:00:00", "2020-01-01 06:00:00",
          "2020-01-01 06:00:00",
          "43831.25", "43831.25", "43831.25", "43831.25", "2020-01-01 06:00:00", "2020-01-01 06:00:00",
          "2020-01-01 06:00:00", "2020-01-01 06:00:00",
        ],
        2: [
          "7", "1900-01-07", "1900-01-07 00:00:00", "168:00:00", "1900-01-07", "7", "day 7", "007",
          "7",
          "1900-01-07", "1900-01-07 00:00:00", "1900-01-07", "1900-01-07 00:00:00",
        ],
      ])
    // 1900 was no leap year, but spreadsheets count its 29 February; below zero and after 9999 there are no days.
    let days = ["59", "60", "61", "2958465", "2958466", "-1"].map {
      "<row><c s=\"1\"><v>\($0)</v></c></row>"
    }
    #expect(
      try table(workbook(days.joined(), parts: parts)).sorted { $0.key < $1.key }.map(\.value[0]) == [
        "1900-02-28", "60", "1900-03-01", "9999-12-31", "2958466", "-1",
      ])
    let mac = """
      <workbook xmlns:r="r"><workbookPr date1904="true"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>
      """
    let file = try workbook(
      days[0] + "<row><c s=\"1\"><v>0</v></c></row>", parts: parts.merging(["xl/workbook.xml": mac]) { $1 })
    #expect(try table(file) == [1: ["1904-02-29"], 2: ["1904-01-01"]])
  }

  @Test func `namespaces comments and sections of XML`() throws {
    let sheet = """
      \u{FEFF}<?xml version='1.0' encoding="utf-8"?><!-- a > b --><x:worksheet xmlns:x="u" mc:Ignorable='a "b"'>
      <x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[<raw> & ]]>text</x:t></x:is></x:c></x:row
      ></x:sheetData><extLst><ext><sheetData><row><c><v>9</v></c></row></sheetData></ext></extLst></x:worksheet>
      <?after this?>
      """
    let file = try WorkbookWriter.file(sheet: Array(sheet.utf8))
    #expect(try table(file) == [1: ["<raw> & text"]])
    #expect(try table(file, piece: 1) == [1: ["<raw> & text"]])
  }
}
