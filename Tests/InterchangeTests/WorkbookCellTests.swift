import Interchange
import Spreadsheet
import Testing

/// Cells of workbooks that do not hold what they show, or show what they do not hold.
@Suite struct WorkbookCellTests {
  private func read(
    _ cells: String, styles: String? = nil, fields: String = "text: title", exact: Set<String> = [],
    amounts: Set<String> = [], behind: String = ""
  ) throws -> [String] {
    let sheet = """
      <worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c>\
      <c r="B1" t="inlineStr"><is><t>text</t></is></c></row>\(cells)</sheetData>\(behind)</worksheet>
      """
    var parts: [String: [UInt8]] = [:]
    if let styles {
      parts["xl/styles.xml"] = Array("<styleSheet>\(styles)</styleSheet>".utf8)
    }
    let file = try WorkbookWriter.file(sheet: Array(sheet.utf8), parts: parts)
    var reader = try ImportReader(
      ByteSource(file), map: Fixtures.map("source: s\nkey: id\ncolumns: {\(fields)}"), exact: exact,
      amounts: amounts, localZone: .fixed(480))
    var read: [String] = []
    while let outcome = try reader.next() {
      switch outcome {
      case .row(let row): read.append("\(row.key): " + row.fields.map(\.text).joined(separator: "|"))
      case .rejected(let line, let reason): read.append("line \(line): \(reason.en)")
      }
    }
    return read
  }

  private func row(_ id: String, _ text: String) -> String { "<row><c><v>\(id)</v></c>\(text)</row>" }

  @Test func `18 digits of a program are whole and those of a spreadsheet are refused`() throws {
    let text = "<c><v>1</v></c>"
    let read = try read(
      row("202611220007123456", text) + row("202611220007123299", text) + row("2.02611220007E+17", text)
        + row("202611220007123000", text) + row("202611220007123460", text) + row("123456789012345", text)
        + row("1001", "<c><v>12345678901234567890</v></c>"))
    #expect(read.count == 7)
    #expect(read[0] == "202611220007123456: 1" && read[1] == "202611220007123299: 1")
    for place in 2...4 { #expect(read[place].contains("rounded"), "\(read[place])") }
    #expect(read[5] == "123456789012345: 1" && read[6] == "1001: 12345678901234567890")
  }

  @Test func `a line break in the key of a workbook is told as one, there are no quotation marks`() throws {
    func text(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
    let read = try read(
      "<row>\(text("A-1\nA-2"))\(text("soup"))</row><row>\(text("A-3\n"))\(text("tea"))</row>")
    #expect(read[0].hasPrefix("line 2: the key column “id” has a line break within the cell"), "\(read[0])")
    #expect(!read[0].contains("quotation") && read[1] == "A-3: tea")
  }

  @Test func `a formula nobody computed and an error are no values`() throws {
    let read = try read(
      row("1", "<c><f>A1+1</f><v>2</v></c>") + row("2", "<c><f>A1+1</f></c>")
        + row("3", "<c t=\"str\"><f>A1</f><v></v></c>") + row("4", "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>")
        + row("5", "<c t=\"b\"><v>1</v></c>"))
    #expect(read[0] == "1: 2" && read[2] == "3: " && read[4] == "5: TRUE")
    #expect(read[1].contains("formula without its value") && read[3].contains("#DIV/0!"))
  }

  @Test(arguments: [
    ("0%", "0.155", "15.5%"), ("&quot;¥&quot;#,##0.00", "12.5", "12.5 ¥"),
    ("#,##0.00\\ [$€-407]", "12.5", "12.5 €"),
    ("[$-804]0.00", "12.5", "12.5"), ("[$USD]\\ 0", "3", "3 USD"), ("0 &quot;pieces&quot;", "3", "3 pieces"),
    ("$#,##0;[Red]-$#,##0", "3", "3 $"), ("General", "3", "3"),
    ("&quot;CHF&quot; 0.00", "12.5", "12.5 CHF"), ("#,##0.00 &quot;CHF&quot;", "12.5", "12.5 CHF"),
    ("#,##0.00\\ &quot;zł&quot;", "12.5", "12.5 zł"), ("&quot;R$&quot; #,##0.00", "12.5", "12.5 R$"),
    ("0.00&quot; Euro&quot;", "12.5", "12.5 Euro"), ("&quot;SH&quot;#,##0", "12", "12 SH"),
    ("[$¥-411]#,##0", "3", "3 JPY"), ("[$¥-804]#,##0", "3", "3 ¥"), ("[$$-C09]0.00", "12.5", "12.5 AUD"),
    ("[$$-1009]0.00", "12.5", "12.5 CAD"), ("[$$-409]0.00", "12.5", "12.5 $"),
    ("[$$-en-AU]0.00", "12.5", "12.5 AUD"), ("#,##0.00 [$kr.-406]", "12.5", "12.5 DKK"),
    ("(#,##0.00)", "12.5", "12.5"),
  ]) func `what a number's format says is part of it`(code: String, value: String, shown: String) throws {
    let styles = """
      <numFmts><numFmt numFmtId="164" formatCode="\(code)"/></numFmts><cellXfs><xf numFmtId="0"/>\
      <xf numFmtId="164"/></cellXfs>
      """
    #expect(try read(row("1", "<c s=\"1\"><v>\(value)</v></c>"), styles: styles) == ["1: \(shown)"])
  }

  /// Styles of which the second is of a format.
  private func styles(_ code: String) -> String {
    let escaped = code.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing(
      "<", with: "&lt;")
    return """
      <numFmts><numFmt numFmtId="164" formatCode="\(escaped)"/></numFmts><cellXfs><xf numFmtId="0"/>\
      <xf numFmtId="164"/></cellXfs>
      """
  }

  @Test(arguments: [
    ("\"SH-\"00000", "12", "SH-00012"), ("\"C-\"0", "1027", "C-1027"), ("\\S\\H0000", "7", "SH0007"),
    ("\"SH-\"00000_ ;[Red]\"SH-\"00000", "12", "SH-00012"), ("00000\"号\"", "12", "00012号"),
    ("第0号", "3", "第3号"), ("\"C-\"General", "1027", "C-1027"), ("\"C-\"@", "1027", "C-1027"),
    ("\"C-\"G/通用格式", "1027", "C-1027"),
    ("*-\"A\"_x000", "5", "A005"), ("00000_ ", "138", "00138"), ("00000;-00000", "138", "00138"),
    ("00000", "123456", "123456"),
    ("000\\-0000", "1234567", "123-4567"), ("000-0000", "12", "000-0012"),
    ("(000) 000-0000", "5551234567", "(555) 123-4567"),
    ("\"A\"##-00", "7", "A-07"), ("\"+\"0", "8613800138000", "+8613800138000"),
    ("\"SH-\"00000", "-12", "-SH-00012"), ("\"SH-\"00000", "0", "SH-00000"),
    // Nothing beside the number but space.
    ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", "1027", "1027"), ("0_);(0)", "1027", "1027"),
    ("[Red]0", "1027", "1027"), ("@", "1027", "1027"), ("#\\ ##0", "1027", "1027"), ("0.00", "1027", "1027"),
    (";;;", "1027", "1027"),
  ]) func `a key is read as the cell shows it, whatever its format puts around the number`(
    code: String, value: String, shown: String
  ) throws {
    let row = "<row><c s=\"1\"><v>\(value)</v></c><c><v>1</v></c></row>"
    #expect(try read(row, styles: styles(code)) == ["\(shown): 1"])
  }

  @Test(arguments: [
    ("[<100]\"A\"0;\"B\"0", "12"), ("[DBNum1]General", "12"),
    ("\"none\"", "12"), ("\"SH-\"0;\"X-\"0", "-12"), ("\"SH-\"0;0;\"none\"", "0"), ("\"SH-\"0", "12.4"),
    ("N000", "12"),
  ]) func `a number that its format shows in an unknown way is no key and no phone, and a value elsewhere`(
    code: String, value: String
  ) throws {
    let (cell, one) = ("<c s=\"1\"><v>\(value)</v></c>", "<c><v>1</v></c>")
    let key = try read("<row>\(cell)\(one)</row>", styles: styles(code))[0]
    #expect(
      key.hasPrefix("line 2: the cell in column “id” holds the number \(value), and its format"), "\(key)")
    let phone = try read(
      "<row>\(one)\(cell)</row>", styles: styles(code), fields: "text: customer_id", exact: ["customer_id"])[
        0]
    #expect(phone.contains("“text”") && phone.contains("its format"), "\(phone)")
    #expect(try read("<row>\(one)\(cell)</row>", styles: styles(code)) == ["1: \(value)"])
  }

  @Test(arguments: ["\"SH\"#,##0", "\"SH\"0.0"])
  func `a number in groups or with decimals and a text beside it is no key`(code: String) throws {
    let key = try read(
      "<row><c s=\"1\"><v>12</v></c><c><v>1</v></c></row>", styles: styles(code))[0]
    #expect(key.hasPrefix("line 2: the cell in column “id” holds the number 12, and its format"), "\(key)")
  }

  @Test(arguments: [
    ("[<100]\"CHF\" 0;0", "12", false), ("\"CHF\" 0", "12.5", false), ("\"CHF\" 0", "12", true),
    ("\"CHF\" 0.00", "12.5", true), ("[=0]\"-\";0.00", "12.5", true), ("[>5]0.00", "12.5", true),
  ]) func `an amount is not taken without the words that its cell shows beside it`(
    code: String, value: String, isTaken: Bool
  ) throws {
    let cells = "<row><c><v>1</v></c><c s=\"1\"><v>\(value)</v></c></row>"
    let read = try read(cells, styles: styles(code), amounts: ["title"])[0]
    #expect(read.contains("shows words beside it") != isTaken, "\(read)")
  }

  @Test func `two numbers whose formats tell them apart are two keys`() throws {
    let styles = """
      <numFmts><numFmt numFmtId="164" formatCode="&quot;SH-&quot;0"/><numFmt numFmtId="165" formatCode="&quot;BJ-&quot;0"/>\
      </numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
      """
    let rows = [0, 1].map {
      "<row><c s=\"\($0)\"><v>12</v></c><c t=\"inlineStr\"><is><t>a</t></is></c></row>"
    }
    // The second column has the plain style, which is the first: of a text it shows nothing else.
    #expect(try read(rows.joined(), styles: styles) == ["SH-12: a", "BJ-12: a"])
  }

  @Test func `a text is read with what its format puts around it`() throws {
    let text = "<row><c s=\"1\" t=\"inlineStr\"><is><t>12a</t></is></c><c><v>1</v></c></row>"
    for (code, shown) in [
      ("\"SH-\"@", "SH-12a"), ("@\"号\"", "12a号"), ("0;0;0;\"SH-\"@", "SH-12a"), ("_ @_ ", "12a"),
      ("\"SH-\"0", "12a"), ("General", "12a"),
    ] {
      #expect(try read(text, styles: styles(code)) == ["\(shown): 1"], "\(code)")
    }
  }

  @Test func `a date whose format was taken away is a date by the workbook's count`() throws {
    let fields = "text: {field: logged_at, date: [yyyy-MM-dd]}"
    #expect(try read(row("1", "<c><v>45992</v></c>"), fields: fields) == ["1: 2025-12-01"])
    #expect(try read(row("1", "<c><v>7</v></c>"), fields: fields)[0].contains("not a date"))
  }

  @Test(arguments: [
    ("2026-11-22T10:00:00.250", "2026-11-22T10:00:00+08:00"),
    ("2026-11-22T10:00", "2026-11-22T10:00:00+08:00"),
    ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00"), ("2026-11-22", "2026-11-22"),
  ]) func `a cell that is a date by its type is one`(cell: String, date: String) throws {
    let fields = "text: {field: logged_at, date: M/d/yyyy}"
    #expect(try read(row("1", "<c t=\"d\"><v>\(cell)</v></c>"), fields: fields) == ["1: \(date)"])
  }

  private func cells(_ texts: String?...) -> String {
    "<row>"
      + texts.map { $0.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" } ?? "<c/>" }.joined() + "</row>"
  }

  @Test func `what cells say that are one over several rows each of the rows says`() throws {
    func merges(_ references: String...) -> String {
      "<mergeCells>" + references.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>"
    }
    // Row 1 is the header.
    let rows = cells("1", "soup") + cells("2", nil) + cells("3") + cells("4", "own") + cells("5", nil)
    #expect(try read(rows, behind: merges("B2:B5")) == ["1: soup", "2: soup", "3: soup", "4: own", "5: "])
    #expect(
      try read(rows, behind: merges("B2:B4", "B5:B6")) == [
        "1: soup", "2: soup", "3: soup", "4: own", "5: own",
      ])
    // In one row, of an empty cell, and what is no range.
    for none in ["B2:C2", "B3:B4", "B2", "B5:B2", "2:5", "B2:B99999999", "\u{E9}2:B4"] {
      #expect(try read(rows, behind: merges(none)) == ["1: soup", "2: ", "3: ", "4: own", "5: "], "\(none)")
    }
    // One case over two rows is one case.
    let twice = try read(cells("1", "soup") + cells(nil, "and beans"), behind: merges("A2:A3"))
    #expect(twice[0] == "1: soup" && twice[1].contains("already in line 2"))
  }

  @Test func `a long text of a cell over several rows is whole in each, and so is what is wrong with it`()
    throws
  {
    let long = String(repeating: "汤", count: 2000)
    let merge = "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>"
    #expect(
      try read(cells("1", long) + cells("2", nil), behind: merge) == ["1: \(long)", "2: \(long)"])
    let number = "<row><c><v>1</v></c><c s=\"1\"><v>12</v></c></row>" + cells("2", nil)
    let phones = try read(
      number, styles: styles("[<=99]00;000"), fields: "text: customer_id", exact: ["customer_id"],
      behind: merge)
    #expect(phones.count == 2 && phones.allSatisfy { $0.contains("its format") }, "\(phones)")
    let formula = try read(
      "<row><c><v>1</v></c><c><f>A1</f></c></row>" + cells("2", nil), behind: merge)
    #expect(formula.count == 2 && formula.allSatisfy { $0.contains("formula without its value") })
  }

  @Test(arguments: ["yyyy-mm-dd\"T\"hh:mm:ss\"Z\"", "yyyy-mm-dd hh:mm\\Z", "yyyy-mm-dd hh:mm\" UTC\""])
  func `a Z behind a time is that of Greenwich`(code: String) throws {
    let cell = "<row><c><v>1</v></c><c s=\"1\"><v>46218.5</v></c></row>"
    #expect(
      try read(cell, styles: styles(code), fields: "text: {field: logged_at, date: M/d/yyyy}")
        == ["1: 2026-07-15T12:00:00+00:00"])
  }

  @Test func `rows that nobody sees are read and counted`() throws {
    let table = cells("1", "a") + cells("2", "b").replacing("<row>", with: "<row hidden=\"1\">")
    #expect(try read(table) == ["1: a", "2: b"])
    let sheet = "<worksheet><sheetData>\(cells("id", "text"))\(table)</sheetData></worksheet>"
    var reader = try ImportReader(
      ByteSource(WorkbookWriter.file(sheet: Array(sheet.utf8))),
      map: Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"), localZone: .utc)
    while try reader.next() != nil {}
    #expect(reader.hidden == 1)
  }

  /// A workbook with these sheets, each the rows of its cells.
  private func book(_ sheets: [(name: String, rows: [[String]])]) throws -> [UInt8] {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    var parts: [String: [UInt8]] = [:]
    var names = ""
    var links = ""
    for (number, sheet) in sheets.enumerated() {
      let cells = sheet.rows.map { row in
        "<row>" + row.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
      }
      parts["xl/worksheets/sheet\(number + 1).xml"] = Array(
        "<worksheet><sheetData>\(cells.joined())</sheetData></worksheet>".utf8)
      names += "<sheet name=\"\(sheet.name)\" sheetId=\"\(number + 1)\" r:id=\"r\(number + 1)\"/>"
      links +=
        "<Relationship Id=\"r\(number + 1)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\(number + 1).xml\"/>"
    }
    parts["xl/workbook.xml"] = Array(
      "<workbook xmlns:r=\"\(office)\"><sheets>\(names)</sheets></workbook>".utf8)
    parts["xl/_rels/workbook.xml.rels"] = Array("<Relationships>\(links)</Relationships>".utf8)
    let first = try #require(parts["xl/worksheets/sheet1.xml"])
    return try WorkbookWriter.file(sheet: first, parts: parts)
  }

  @Test func `of several sheets the first one with the columns is read`() throws {
    let table = [["id", "text"], ["7", "soup"]]
    for (sheets, wanted) in [
      (
        [("Export Summary", [["This document was exported"]]), ("Table 1", table), ("Table 2", table)],
        "Table 1"
      ),
      ([("Sheet1", []), ("Data", table)], "Data"),
      ([("Sheet1", table), ("Data", table)], "Sheet1"),
      ([("Pivot", [["id", "count"], ["7", "1"]]), ("Data", table)], "Data"),
    ] as [([(name: String, rows: [[String]])], String)] {
      var reader = try ImportReader(
        ByteSource(book(sheets)), map: Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"),
        localZone: .utc)
      #expect(reader.sheets?.read == wanted)
      #expect(reader.sheets?.others.count == sheets.count - 1)
      guard case .row(let row)? = try reader.next() else {
        Issue.record("no row of \(wanted)")
        continue
      }
      #expect(row.key == "7")
    }
    // By the name, whose letters may be small or capital.
    let named = try ImportReader(
      ByteSource(book([("One", table), ("Table 1", table)])),
      map: Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"), sheet: "table 1", localZone: .utc)
    #expect(named.sheets?.read == "Table 1")
    let unknown = try #require(throws: InterchangeError.self) {
      try ImportReader(
        ByteSource(book([("One", table)]), name: "w.xlsx"),
        map: Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"), sheet: "Two", localZone: .utc)
    }
    #expect(unknown.message(.zhHans) == "w.xlsx 没有工作表“Two”")
    // Where none has them, the first is what is wrong.
    let error = try #require(throws: InterchangeError.self) {
      try ImportReader(
        ByteSource(book([("One", [["a"]]), ("Two", [["b"]])])),
        map: Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"), localZone: .utc)
    }
    #expect(error.hint(.en) == "its columns are: a")
  }

  @Test func `texts longer than a cell come in whole, in whatever order the rows stand`() throws {
    let long = (0..<3).map { String(repeating: "\($0)😀x", count: 25_000 + $0) }
    var writer = WorkbookWriter(sheet: "s", widths: [])
    var file: [UInt8] = []
    try writer.begin(header: ["id", "text"], to: &file)
    for (number, text) in long.enumerated() {
      try writer.write([.text("k\(number)"), .text(text)], to: &file)
    }
    try writer.end(to: &file)
    var reader = try ImportReader(
      ByteSource(file), map: Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"), localZone: .utc)
    var texts: [String] = []
    while case .row(let row)? = try reader.next() { texts += row.fields.map(\.text) }
    #expect(texts == long)
    #expect(reader.sheets?.others.isEmpty == true)
  }

  @Test(arguments: [";", "\t", "|", ","])
  func `names in quotation marks tell the delimiter too`(delimiter: String) throws {
    let lines = [["id", "text"], ["1", "cold\(delimiter) x"]]
      .map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) + "\r\n" }.joined()
    #expect(
      try importAll(lines, "source: s\nkey: id\ncolumns: {text: title}\n").map(\.row) == [
        ["key=1", "title=cold\(delimiter) x"]
      ])
    // The first name alone.
    let first = "\"id\"\(delimiter)text\n1\(delimiter)late\n"
    #expect(
      try importAll(first, "source: s\nkey: id\ncolumns: {text: title}\n").map(\.row) == [
        ["key=1", "title=late"]
      ])
  }
}
