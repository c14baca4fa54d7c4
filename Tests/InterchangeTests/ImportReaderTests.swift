import Interchange
import Testing

@Suite struct ImportReaderTests {
  static let start = "source: s\nkey: id\n"

  @Test func `a row is what a person would type`() throws {
    let rows = try importAll(
      "\u{FEFF}id,what,when,via,labels,a,b\n"
        + "7,\"\n\t　空调太吵 \",2020/1/4 11:17:46,Web,\"吵, 空调,,吵\",Roma,IT\n"
        + "8,?,,Fax,,,\n",
      Self.start + """
        empty: ["?"]
        columns:
          id: external_id
          what: {field: title, default: none}
          when: {field: logged_at, date: [yyyy-MM-dd, yyyy/M/d H:mm:ss]}
          via: {field: channel, values: {Web: online_platform, "*": phone}}
          labels: {field: tags, split: ","}
        fields:
          place: {join: [a, b], separator: " / "}
        constants:
          import_source: test
          tags: [空调, new]
        """)
    #expect(rows.map(\.line) == [2, 4])
    #expect(
      rows[0].row == [
        "key=7", "external_id=7", "title=空调太吵", "logged_at=2020-01-04T11:17:46+08:00",
        "channel=online_platform",
        "place=Roma / IT", "import_source=test", "tags+吵", "tags+空调", "tags+new",
      ])
    #expect(
      rows[1].row == [
        "key=8", "external_id=8", "title=none", "channel=phone", "import_source=test", "tags+空调", "tags+new",
      ])
  }

  @Test(arguments: [
    ("", "2020-01-04T09:00:00+08:00"), ("zone: +01:00\n", "2020-01-04T09:00:00+01:00"),
    ("zone: Z\n", "2020-01-04T09:00:00+00:00"),
  ])
  func `the zone is the map's or the local one`(zone: String, expected: String) throws {
    let rows = try importAll(
      "id,t\n1,2020-01-04 09:00\n",
      Self.start + zone + "columns: {t: {field: logged_at, date: yyyy-MM-dd HH:mm}}")
    #expect(rows.first?.row == ["key=1", "logged_at=\(expected)"])
  }

  @Test func `a time has the offset of its day in the zone of the map`() throws {
    let text = """
      k,t
      1,2026-01-15 12:00
      2,2026-07-15 12:00
      3,2026-03-29 01:59
      4,2026-03-29 02:30
      5,2026-10-25 02:30
      6,2026-03-29 03:00

      """
    let rows = try importAll(
      text, "source: s\nkey: k\nzone: Europe/Berlin\ncolumns: {t: {field: logged_at, date: yyyy-MM-dd HH:mm}}"
    )
    #expect(
      rows.map { $0.reason?.en ?? $0.row.last ?? "" } == [
        "logged_at=2026-01-15T12:00:00+01:00", "logged_at=2026-07-15T12:00:00+02:00",
        "logged_at=2026-03-29T01:59:00+01:00",
        "“2026-03-29 02:30” in column “t”: clocks in the zone Europe/Berlin were put forward over it, there was no such time",
        "logged_at=2026-10-25T02:30:00+02:00", "logged_at=2026-03-29T03:00:00+02:00",
      ])
  }

  @Test func `bad rows are rejected with their line and the rest is read`() throws {
    let text =
      Array("id,t\n1,2020-01-01\n2,soon\n,2020-01-01\n3\n4,2020-01-01,\n5,2020-01-01,x\n6,\"2020\"-01\n".utf8)
      + Array("7,".utf8) + [0xFF, 0x0A] + Array("8,2020-01-08\n9,\"2020".utf8)
    let map = try Fixtures.map(
      Self.start + "encoding: utf-8\ncolumns: {t: {field: logged_at, date: yyyy-MM-dd}}")
    let rows = try importAll(text, map)
    #expect(rows.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    #expect(
      rows.map { $0.reason?.en ?? "read" } == [
        "read", "“soon” in column “t” is not a date in the format yyyy-MM-dd", "the key column “id” is empty",
        "read", "read", "the row has 3 columns, the header has 2",
        "there is text after a closing quotation mark (a quotation mark inside a field is written twice)",
        "column “t” has bytes that are not valid UTF-8 (another encoding: --encoding)", "read",
        "the quotation mark opened in line 11 is never closed; what follows, up to line 11, cannot be read",
      ])
    #expect(rows[1].reason?.zhHans == "列“t”中的“soon”不是 yyyy-MM-dd 格式的日期")
  }

  @Test func `a row that adds others up, or repeats the header, is no record`() throws {
    let text = """
      店,编号,金额,说明
      总店,A-1,5,汤
      店,编号,金额,说明
      总店,A-2,7,合计不对
      小计,3,12,
      合计,,12,
      总店,合 计：,12,
      总店,Total,12,
      ，,Grand Total,,
      合计店,A-4,1,
      合计,A-5,1,又是一件

      """
    let map = try Fixtures.map("source: s\nkey: 编号\ncolumns: {说明: title}")
    let rows = try importAll(Array(text.utf8), map)
    #expect(rows.compactMap { $0.row.first } == ["key=A-1", "key=A-2", "key=A-4", "key=A-5"])
    let reasons = rows.compactMap { $0.reason?.zhHans }
    #expect(reasons.count == 6 && reasons.count { $0.contains("合计行") } == 5, "\(reasons)")
    #expect(reasons.first?.contains("重复的表头") ?? false)
    var reader = try ImportReader(
      ByteSource(Array(text.utf8), name: "file.csv"), map: map, everyRow: true, localZone: .fixed(480))
    var taken = 0
    while let outcome = try reader.next() { if case .row = outcome { taken += 1 } }
    #expect(taken == 9, "all but the one without a key")
  }

  @Test func `bad bytes in a column that is not mapped do not matter`() throws {
    let map = try Fixtures.map(Self.start + "encoding: utf-8\ncolumns: {a: title}")
    let rows = try importAll(Array("id,a,b\n1,x,".utf8) + [0xFF, 0x0A], map)
    #expect(rows.map(\.row) == [["key=1", "title=x"]])
  }

  @Test func `GB 18030 is found out and its bad bytes are rejected`() throws {
    // "编号,标题\n1,投诉\n2,<CD FF>\n3,退款\n"
    let bytes = hexBytes("b1e0bac52cb1eacce20a312ccdb6cbdf0a322ccdff0a332ccdcbbfee0a")
    let map = try Fixtures.map("source: s\nkey: 编号\ncolumns: {标题: title}")
    let rows = try importAll(bytes, map)
    #expect(rows.map(\.row) == [["key=1", "title=投诉"], [], ["key=3", "title=退款"]])
    #expect(rows.map(\.line) == [2, 3, 4])
    #expect(
      rows[1].reason?.en
        == "column “标题” has bytes that are not valid GB 18030 (another encoding: --encoding)")
  }

  @Test func `only the wanted rows are read`() throws {
    let yaml = Self.start + "only: {office: [A, B]}\ncolumns: {t: title}"
    let text = "id,office,t\n1,A,x\n2,C,x\n3,B,x\n"
    #expect(try importAll(text, yaml).map(\.row.first) == ["key=1", "key=3"])
    let rows = try importAll(text, yaml, filters: [ImportMap.Filter(column: "office", wanted: ["B"])])
    #expect(rows.map(\.row.first) == ["key=3"])
    var reader = try ImportReader(ByteSource(Array(text.utf8)), map: Fixtures.map(yaml), localZone: .utc)
    while try reader.next() != nil {}
    #expect(reader.filtered == 1)
  }

  @Test func `several key columns make one key`() throws {
    let rows = try importAll("a,b\n1,23\n12,3\n4,\n,5\n", "source: s\nkey: [a, b]\ncolumns: {a: title}")
    #expect(rows.map(\.row.first) == ["key=1\u{1F}23", "key=12\u{1F}3", "key=4\u{1F}", nil])
    #expect(rows[3].reason?.en == "the key column “a” is empty")
  }

  @Test func `the second row of a key is rejected`() throws {
    let rows = try importAll(
      "a,b,d\n1,2,2020-01-01\n1,2,2020-01-02\n3,4,bad\n3,4,2020-01-01\n1,2,2020-01-01\n",
      "source: s\nkey: [a, b]\ncolumns: {d: {field: logged_at, date: yyyy-MM-dd}}")
    #expect(
      rows.map { $0.reason?.en ?? "read" } == [
        "read", "the key “1 + 2” is already in line 2",
        "“bad” in column “d” is not a date in the format yyyy-MM-dd", "read",
        "the key “1 + 2” is already in line 2",
      ])
    #expect(rows[1].reason?.zhHans == "编号“1 + 2”与第 2 行重复")
  }

  @Test func `columns that the file has not are named with the line of the map`() throws {
    let yaml =
      "source: s\nkey: id\ncolumns:\n  what: title\n  day:\n    field: logged_at\n  twice: place"
    let error = try #require(throws: InterchangeError.self) { try importAll("id,what ,twice,twice\n", yaml) }
    #expect(
      error.message(.en)
        == "file.csv has no column “day” (line 5 of the map), more than one column “twice” (line 7 of the map)"
    )
    #expect(error.message(.zhHans) == "file.csv 没有列“day”（对照表第 5 行），有多个列“twice”（对照表第 7 行）")
    #expect(error.hint(.en) == "its columns are: id, what, twice, twice")
  }

  @Test func `of rows that have as many of the columns the first is the header`() throws {
    let yaml = "source: s\nkey: id\ncolumns: {what: title, where: place}"
    let error = try #require(throws: InterchangeError.self) {
      try importAll("id,what\nid,where\n", yaml)
    }
    #expect(error.message(.en).contains("no column “where”") && !error.message(.en).contains("“what”"))
    #expect(error.hint(.en) == "its columns are: id, what")
  }

  @Test func `a column that only notes are made of has to be there`() throws {
    let yaml = "source: s\nkey: id\ncolumns: {what: title}\nnotes:\n  - {text: reply}"
    let error = try #require(throws: InterchangeError.self) { try importAll("id,what\n1,a\n", yaml) }
    #expect(error.message(.en).contains("no column “reply”"))
  }

  @Test func `a date that is none is shown by its beginning, up to 40 characters`() throws {
    let long = String(repeating: "a", count: 30) + String(repeating: "b", count: 30)
    let rows = try importAll(
      "id,d\n1,\(long)\n", "source: s\nkey: id\ncolumns: {d: {field: logged_at, date: yyyy-MM-dd}}")
    let shown = String(repeating: "a", count: 30) + String(repeating: "b", count: 10) + "…"
    #expect(rows.first?.reason?.en.hasPrefix("“\(shown)” in column “d”") == true)
  }

  @Test(arguments: [
    "3;c;138", "3\tc\t138", "3|c|138", "\"3,\"\"c, d\"\",138\"", "3;cold, late;138", "3;c;138,,",
  ]) func `a row that is separated otherwise than the header is told, and no key`(row: String) throws {
    let yaml = "source: s\nkey: id\ncolumns: {text: title, phone: customer_id}\n"
    let rows = try importAll("id,text,phone\n1,a,2\n\(row)\n4,b,5\n", yaml)
    #expect(rows.map { $0.reason == nil } == [true, false, true], "\(rows)")
    #expect(rows[1].reason?.en.contains("the whole row stands in one cell (“3") == true)
    #expect(rows[1].reason?.zhHans.contains("一个单元格") == true)
  }

  @Test(arguments: ["3", "\"A,3\"", "A;3,x", "A-3,\"a;b;c\"", "\"Smith, J\",\"cold, late\""])
  func `a row with few cells is a row`(row: String) throws {
    let yaml = "source: s\nkey: id\ncolumns: {text: title, phone: customer_id}\n"
    #expect(try importAll("id,text,phone\n\(row)\n", yaml).map { $0.reason == nil } == [true])
  }

  @Test func `lines that a quotation mark took are counted`() throws {
    let yaml = "source: s\nkey: id\ncolumns: {text: title}\n"
    for (text, count) in [
      ("id,text\n1,\"a\n2,b\n3,c\"\n4,d\n", 2), ("id,text\n1,a\n2,\"b\n3,c\n4,d\n", 2),
      ("id,text\n1,\"a\n2,b\n3,\"c\n4,d\n", 2), ("id,text\n1,\"a\nb\"\n2,\"c\"d\n", 0),
    ] {
      var reader = try ImportReader(
        ByteSource(Array(text.utf8)), map: Fixtures.map(yaml), localZone: .utc)
      while try reader.next() != nil {}
      #expect(reader.swallowedLines == count, "\(text)")
    }
  }

  @Test(arguments: ["", "\n\n", "\u{FEFF}"])
  func `an empty file is an error`(text: String) throws {
    let error = try #require(throws: InterchangeError.self) {
      try importAll(text, Self.start + "columns: {a: title}")
    }
    #expect(error.message(.en) == "file.csv is empty")
  }

  @Test func `the sample of the council is read`() throws {
    let source = try ByteSource(path: Fixtures.example("data/council-sample.csv"))
    let map = try Fixtures.exampleMap("nyc_council_casework")
    let rows = try importAll(source.readAll(), map)
    #expect(rows.count == 800)
    #expect(rows.allSatisfy { $0.reason == nil })
    #expect(Set(rows.compactMap(\.row.first)).count == 800, "every row has its own key")
    #expect(
      rows[0].row == [
        "key=NYCC34519748\u{1F}11385\u{1F}Brooklyn\u{1F}Ridgewood", "external_id=NYCC34519748",
        "logged_at=2025-01-09", "status=received",
        "title=Voting Information", "product=Governmental Operations", "place=Ridgewood, Brooklyn, 11385",
        "channel=phone", "type=service", "import_source=NYC Council casework",
      ])
    #expect(rows.count { $0.row.contains("status=archived") } == 800 - 157)
    let one = try importAll(
      source.readAll(), map, filters: [ImportMap.Filter(column: "account", wanted: ["NYCC01"])])
    #expect(one.count == 400)
  }
}
