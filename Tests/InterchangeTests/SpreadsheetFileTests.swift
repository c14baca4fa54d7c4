import Interchange
import Spreadsheet
import Testing

/// Files as spreadsheets and the people before them make them.
@Suite struct SpreadsheetFileTests {
  static let plain = "source: s\nkey: id\ncolumns: {text: title}\n"
  static let three = "source: s\nkey: id\ncolumns: {text: title, place: place}\n"

  @Test(arguments: [
    "sep=;\r\nid;text\r\n1;cold soup\r\n", "\u{FEFF}sep=;\nid;text\n1;cold soup\n",
    "\"sep=;\"\nid;text\n1;cold soup\n", "SEP=\t\nid\ttext\n1\tcold soup\n", "sep=,\nid,text\n1,cold soup",
  ]) func `a first line names the separator`(text: String) throws {
    let rows = try importAll(text, Self.plain)
    #expect(rows.map(\.row) == [["key=1", "title=cold soup"]] && rows.map(\.line) == [3])
    #expect(try importAll(text, "delimiter: \"|\"\n" + Self.plain).count == 1)
  }

  @Test(arguments: [",", ";", "\t", "|"]) func `the separator is found out by the columns`(sign: String)
    throws
  {
    let rows = try importAll("id\(sign)text\n1\(sign)a b\n", Self.plain)
    #expect(rows.map(\.row) == [["key=1", "title=a b"]])
  }

  @Test(arguments: [
    ("Complaints of March\n\nid,text\n1,a\n", 4), ("Report,,\nby,Wang,\n,,\nid,text,\n1,a,\n", 5),
    ("id,,\n,text\n1,a\n", 3), ("Customer,,\nid,text,phone\n1,a,2\n", 3),
  ]) func `lines above the header are no rows`(text: String, line: Int) throws {
    let rows = try importAll(text, Self.plain)
    #expect(rows.map(\.row) == [["key=1", "title=a"]] && rows.map(\.line) == [line])
  }

  @Test(arguments: [
    "id, text \n1,a\n", "id,\"te\nxt\"\n1,a\n", "id,te\u{A0}xt\n1,a\n", "ID,Te Xt\n1,a\n", "ｉｄ,ｔｅ　ｘｔ\n1,a\n",
    "id,\u{200B}te xt\n1,a\n", "id\rte xt\n".replacing("\r", with: ",") + "1,a\n",
  ]) func `names of columns are told by their letters`(text: String) throws {
    let yaml = "source: s\nkey: id\ncolumns: {te xt: title}\n"
    let spaceless = "source: s\nkey: id\ncolumns: {text: title}\n"
    #expect(try importAll(text, spaceless).map(\.row) == [["key=1", "title=a"]])
    #expect(try text.contains("te xt") == false || importAll(text, yaml).count == 1)
  }

  @Test func `the second of two columns with one name can be named`() throws {
    let text = "id,text,text\n1,a,b\n"
    let rows = try importAll(text, "source: s\nkey: id\ncolumns: {text (2): title, text (1): place}")
    #expect(rows.map(\.row) == [["key=1", "title=b", "place=a"]])
    #expect(throws: InterchangeError.self) { try importAll(text, Self.plain) }
  }

  @Test func `missing cells at the end of a row are empty and blank rows are none`() throws {
    let text = "id,text,place\n1,a\n\n,,\n \t ,　,\u{A0}\n2\n3,c,d,,\n,,,,\n"
    var reader = try ImportReader(
      ByteSource(Array(text.utf8)), map: Fixtures.map(Self.three), localZone: .utc)
    var rows: [(Int, [String])] = []
    while case .row(let row)? = try reader.next() { rows.append((row.line, row.fields.map(\.text))) }
    #expect(rows.map(\.0) == [2, 6, 7])
    #expect(rows.map(\.1) == [["a"], [], ["c", "d"]])
    #expect(reader.blank == 3)
  }

  @Test func `line ends of CR alone and a trailing separator make the same rows`() throws {
    let rows = try importAll("\u{FEFF}id,text,\r1,a,\r2,\"b\rc\",\r", Self.plain)
    #expect(rows.map(\.row) == [["key=1", "title=a"], ["key=2", "title=b\rc"]])
  }

  @Test func `a quotation mark that swallows rows is told with the lines it took`() throws {
    let text =
      "id,text\n1,row 1\n2,\"a table of 60 cm\n3,row 3\n4,row 4\n5,row 5\n6,a 24 inch\" screen\n7,row 7\n"
    let rows = try importAll(text, Self.plain)
    #expect(rows.map(\.line) == [2, 3, 8])
    let reason = try #require(rows[1].reason)
    #expect(reason.en.contains("lines 3 to 7") && reason.zhHans.contains("第 3 至 7 行"))
  }

  @Test func `rows within a quoted text are told even where the quotation closes`() throws {
    let swallowed = "id,text\n1,row 1\n2,\"a table of 60 cm\n3,row 3\n4,row 4\n5,24 inch\"\n6,row 6\n"
    let rows = try importAll(swallowed, Self.plain)
    #expect(rows.map(\.line) == [2, 3, 7])
    #expect(rows[1].reason?.en.contains("lines 3 to 6") == true)
    // Where it stands in the key itself, which has no second line.
    let first = try importAll("id,text\n20,a\n\"21,b\n22,c\"\n23,d\n", Self.plain)
    #expect(first.map(\.line) == [2, 3, 5] && first[1].reason?.en.contains("lines 3 to 4") == true)
    // A letter with commas of its own is no table.
    for letter in [
      "Dear Sir,\nthe soup, as said, was cold.\nRegards, Li", "see:\n- cold, twice\n- late", "a\n\nb",
    ] {
      let rows = try importAll("id,text\n1,\"\(letter)\"\n2,b\n", Self.plain)
      #expect(rows.map(\.reason) == [nil, nil], "\(letter)")
    }
  }

  @Test(arguments: [
    ("'=1+2", "=1+2"), ("'+8613800138000", "+8613800138000"), ("''=1", "'=1"), ("=\"0138\"", "0138"),
    ("'007", "007"), ("=13800138000", "13800138000"), ("'90s music", "'90s music"), ("'x'", "'x'"),
    ("=A1", "=A1"), ("'", "'"), ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
  ]) func `marks against spreadsheets are taken off`(cell: String, text: String) throws {
    let quoted = cell.replacing("\"", with: "\"\"")
    for row in ["1,\"\(quoted)\"", "1,\(cell)"] {
      #expect(try importAll("id,text\n\(row)\n", Self.plain).map(\.row) == [["key=1", "title=\(text)"]])
    }
  }

  @Test(arguments: [
    "1.38001E+10", "2.02611E+17", "2.02611e+17", "2E+17", "2,02611E+17", "1234567890123450",
    "202611220007120000", "+1.2E+9", "1,234,567,890,123,450,000", "１.２３Ｅ＋１７",
  ]) func `a number that was rounded is no key and no phone`(number: String) throws {
    let map = try Fixtures.map("source: s\nkey: id\ncolumns: {text: customer_id, note: title}")
    for (row, column) in [("\"\(number)\",1", "id"), ("1,\"\(number)\"", "text")] {
      var reader = try ImportReader(
        ByteSource(Array("id,text\n\(row)\n".utf8)),
        map: Fixtures.map("source: s\nkey: id\ncolumns: {text: customer_id}"), exact: ["customer_id"],
        localZone: .utc)
      guard case .rejected(2, let reason)? = try reader.next() else {
        Issue.record("\(number) was taken")
        return
      }
      #expect(
        reason.en.contains(number) && reason.en.contains("“\(column)”") && reason.en.contains("rounded"))
      #expect(reason.zhHans.contains("四舍五入"))
    }
    #expect(map.exact.isEmpty)
    // Prose may say it, and a map may vouch for a column.
    #expect(try importAll("id,text\n1,\"\(number)\"\n", Self.plain)[0].reason == nil)
    if number.allSatisfy(\.isNumber) {
      #expect(try importAll("id,text\n\(number),x\n", "exact: [id]\n" + Self.plain)[0].reason == nil)
    }
  }

  @Test(arguments: [
    "1E10", "12E4-7", "E+10", "202611220007123456", "1234567890123456", "123456789012340", "A-1E+5",
  ])
  func `other keys stay as they are`(key: String) throws {
    #expect(try importAll("id,text\n\(key),x\n", Self.plain)[0].row.first == "key=\(key)")
  }

  @Test func `a phone with a point and a zero is the number before it`() throws {
    var reader = try ImportReader(
      ByteSource(Array("id,text\n1,13800138000.0\n2,1.0\n".utf8)),
      map: Fixtures.map("source: s\nkey: id\ncolumns: {text: customer_id}"), exact: ["customer_id"],
      localZone: .utc)
    var texts: [String] = []
    while case .row(let row)? = try reader.next() { texts += row.fields.map(\.text) }
    #expect(texts == ["13800138000", "1.0"])
  }

  @Test(arguments: ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "########", "#n/a"])
  func `an error of the spreadsheet is no value`(error: String) throws {
    let rows = try importAll("id,text\n1,\(error)\n\(error),x\n", Self.plain)
    #expect(rows.allSatisfy { $0.reason?.en.contains(error) == true })
    let empty = try importAll("id,text\n1,\(error)\n", "empty: [\"\(error)\"]\n" + Self.plain)
    #expect(empty.map(\.row) == [["key=1"]])
    #expect(try importAll("id,text\n1,\(error) on the screen\n", Self.plain)[0].reason == nil)
  }

  @Test func `a line end of FileMaker is one`() throws {
    #expect(
      try importAll("\"id\",\"text\"\r\"1\",\"a\u{0B}b\"\r", Self.plain).map(\.row) == [
        ["key=1", "title=a\nb"]
      ])
  }

  @Test(arguments: [
    ("12,5", "12.5"), ("1.280,50 €", "1,280.50 €"), ("1 280,50", "1,280.50"), ("1\u{A0}280,5", "1,280.5"),
    ("1\u{202F}280,50", "1,280.50"), ("1’280.50 CHF", "1,280.50 CHF"),
    ("1'280.50 CHF", "1,280.50 CHF"), ("1.234.567", "1,234,567"), ("1,280.5", "1,280.5"), ("1,280", "1,280"),
    ("1.280", "1.280"), ("¥5", "¥5"), ("", ""), ("free", "free"), ("1.280,5,0", "1.280,5,0"),
  ]) func `amounts of other countries are brought to one form`(text: String, expected: String) {
    #expect(AmountText.pointed(text) == expected)
  }

  @Test func `days that a spreadsheet counts are read where the map says so`() throws {
    let text = "id,d\n1,45992\n2,45992.5\n3,7\n"
    func read(_ epoch: String) throws -> [String] {
      try importAll(
        text, "source: s\nkey: id\nzone: +08:00\ncolumns: {d: {field: logged_at, date: [\(epoch)]}}"
      )
      .map { $0.row.last ?? "rejected" }
    }
    #expect(
      try read("serial") == ["logged_at=2025-12-01", "logged_at=2025-12-01T12:00:00+08:00", "rejected"])
    #expect(try read("serial-1904")[0] == "logged_at=2029-12-02")
    #expect(try read("yyyy-MM-dd") == ["rejected", "rejected", "rejected"])
  }

  @Test func `JSON lines are rows`() throws {
    let text = """
      {"id": "1", "text": "two\\nlines \\u6c64", "tags": ["a;b", "c\\\\d"], "n": null}
      {"text": true, "id": 2, "more": {"x": [1]}}

      {"id": "3"
      ["4"]
      {"id": "5", "text": "\\ud83d"}
      """
    let rows = try importAll(
      text, "source: s\nkey: id\ncolumns: {text: title}\nfields: {tags: {join: [tags], split: own}}")
    #expect(
      rows.map(\.row) == [
        ["key=1", "title=two\nlines 汤", "tags+a;b", "tags+c\\d"], ["key=2", "title=yes"], [], [], [],
      ])
    #expect(rows.map(\.line) == [1, 2, 4, 5, 6])
  }
}

/// Cells of workbooks that do not hold what they show, or show what they do not hold.
@Suite struct WorkbookCellTests {
  private func read(
    _ cells: String, styles: String? = nil, fields: String = "text: title", exact: Set<String> = [],
    behind: String = ""
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
      localZone: .fixed(480))
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
    ("[<100]\"A\"0;\"B\"0", "12"), ("[DBNum1]General", "12"), ("\"SH\"#,##0", "12"), ("\"SH\"0.0", "12"),
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
