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

  @Test(arguments: [
    ("2026-W48-1", false), ("2026W481", false), ("2026-W48", false), ("2026-334", false),
    ("2026-W48-1T10:00", false), ("20261130", true), ("2026-11-30T24:00", true),
  ]) func `days by week or by their number in the year are refused as such`(text: String, isOther: Bool)
    throws
  {
    let rows = try importAll(
      "id,at\n1,\(text)\n", "source: s\nkey: id\ncolumns: {at: {field: logged_at, date: iso}}\n")
    let reason = try #require(rows.first?.reason)
    #expect(reason.en.contains("by its week") == !isOther, "\(reason.en)")
    #expect(reason.en.contains("iso (yyyy-MM-dd") == isOther, "\(reason.en)")
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
    ("1.280", "1.280"), ("0,500 KWD", "0.500 KWD"), ("00,500", "00,500"), ("¥5", "¥5"), ("", ""),
    ("free", "free"), ("1.280,5,0", "1.280,5,0"), ("1 280,500 KWD", "1,280.500 KWD"),
    ("1.280,500 KWD", "1,280.500 KWD"), ("12,345 KWD", "12,345 KWD"),
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
