import Interchange
import Testing

/// Keys, and the words that a map has for cells, are compared in one form, whichever way either is spelt.
@Suite struct ImportKeyTests {
  private static let map = "source: s\nkey: id\ncolumns: {t: title}"

  @Test(arguments: [
    ("1", "1.0"), ("1", "1.00"), ("7", "\"7,0\""), ("AB1", "ＡＢ１"), ("AB1", "ab1"),
    ("AB-1", "AB–1"), ("A 77", "A77"), ("A77", "Ａ　７７"), ("A1", "A\u{200B}1"), ("A1", "\u{FEFF}A\u{200D}1"),
    ("12", " １２．０ "),
    ("1.0", "1"),
  ]) func `two spellings of a key are one key, and the second row is told with the first`(
    first: String, second: String
  ) throws {
    let rows = try importAll("id,t\n\(first),a\n9,b\n\(second),c\n", Self.map)
    #expect(rows.map(\.row.isEmpty) == [false, false, true])
    let reason = try #require(rows[2].reason)
    #expect(reason.en.contains("line 2, spelt otherwise") && reason.en.contains("exact"), "\(reason.en)")
    #expect(reason.zhHans.contains("第 2 行") && reason.zhHans.contains("exact"))
  }

  @Test(arguments: [
    ("1", "10"), ("1.0", "1.1"), ("1.0", "10"), ("1.0", "1.01"), ("A1", "A-1"), ("1", "\"1,000\""),
    ("7", "007"),
    ("1", "1.000"), ("E1", "É1"), (".0", "0"), ("1", "1.0.0"), ("1", "-1"),
  ]) func `what differs otherwise are two keys`(first: String, second: String) throws {
    let rows = try importAll("id,t\n\(first),a\n\(second),c\n", Self.map)
    #expect(rows.allSatisfy { $0.reason == nil }, "\(rows)")
  }

  @Test func `an apostrophe that keeps a spreadsheet from changing a key is no part of it`() throws {
    let marked = try keys("'T-1,x", Self.map)
    #expect(marked.first == "'T-1" && marked.contains("t-1"))
    #expect(try keys("T-1,x", Self.map).contains("t-1") && !keys("T'1,x", Self.map).contains("t1"))
  }

  @Test func `a long number loses the noughts that a program gave it where it is read`() throws {
    let rows = try importAll("id,t\n12345,a\n12345.0,b\n", Self.map)
    #expect(rows[1].reason?.en == "the key “12345” is already in line 2")
  }

  @Test func `the key is kept as it is written`() throws {
    let rows = try importAll("id,t\nＡＢ－１,a\n", "source: s\nkey: id\ncolumns: {id: external_id}")
    #expect(rows[0].row == ["key=ＡＢ－１", "external_id=ＡＢ－１"])
  }

  @Test func `a key of nothing that is seen is empty`() throws {
    let rows = try importAll("id,t\n\u{200B}\u{200D},a\n", Self.map)
    #expect(rows[0].reason?.en == "the key column “id” is empty")
  }

  @Test func `a column that the map calls exact has keys that are compared as they are written`() throws {
    let yaml = "source: s\nkey: id\nexact: [id]\ncolumns: {t: title}"
    let rows = try importAll("id,t\n5003D8cuI,a\n5003D8cUI,b\n1,c\n1.0,d\n1,e\n", yaml)
    #expect(rows.map { $0.reason == nil } == [true, true, true, true, false])
    #expect(rows[4].reason?.en == "the key “1” is already in line 4")
  }

  private func keys(_ cells: String, _ yaml: String) throws -> [String] {
    var reader = try ImportReader(
      ByteSource(Array("id,b,t\n\(cells),x\n".utf8)), map: Fixtures.map(yaml), localZone: .utc)
    guard case .row(let row)? = try reader.next() else { return [] }
    return row.keys
  }

  @Test
  func `a record is looked for under its key as written, as compared, and as it may once have been written`()
    throws
  {
    let two = "source: s\nkey: [id, b]\ncolumns: {t: title}"
    #expect(try keys("Ａb－1,7.0", two).prefix(2) == ["Ａb－1\u{1F}7.0", "ab-1\u{1F}7"])
    #expect(try keys("ab-1,7", two) == ["ab-1\u{1F}7", "AB-1\u{1F}7", "ＡＢ－１\u{1F}７", "ab-1\u{1F}7.0"])
    // Numbers of five digits and more never were kept with their noughts.
    #expect(try keys("12345,12345", two) == ["12345\u{1F}12345", "１２３４５\u{1F}１２３４５"])
    #expect(
      try keys("Ａb,7.0", "source: s\nkey: [id, b]\nexact: [id, b]\ncolumns: {t: title}") == ["Ａb\u{1F}7.0"])
  }

  @Test func `a mark before a number is one however it is written, and a number without is another`() throws {
    let rows = try importAll("id,t\n№5,a\nNo.5,b\nNº5,c\n5,d\n", Self.map)
    #expect(rows.map { $0.reason == nil } == [true, false, false, true])
    // Under the forms too by which files were once kept.
    let one = "source: s\nkey: [id, b]\ncolumns: {t: title}"
    #expect(try keys("No.5,7", one).prefix(3) == ["No.5\u{1F}7", "no5\u{1F}7", "no.5\u{1F}7"])
    #expect(try keys("№5,7", one).prefix(3) == ["№5\u{1F}7", "no5\u{1F}7", "5\u{1F}7"])
  }

  @Test func `words of a map mean cells that are spelt otherwise`() throws {
    let rows = try importAll(
      "Order—ID,via,when done\n1,ＷＥＢ,n/a\n2,fax ,N／A\n3,web,–\n4,Web Shop,x\n",
      """
      source: s
      key: order-id
      empty: [N/A, "-"]
      columns:
        via: {field: channel, values: {Web: online_platform, "web shop": in_person, "*": phone}}
        When Done: title
      """)
    #expect(
      rows.map { Array($0.row.dropFirst()) } == [
        ["channel=online_platform"], ["channel=phone"], ["channel=online_platform"],
        ["channel=in_person", "title=x"],
      ])
  }

  @Test func `of two words that are compared as one each means what it is`() throws {
    let yaml = "source: s\nkey: id\ncolumns: {t: {field: title, values: {A: one, a: two}}}"
    let rows = try importAll("id,t\n1,A\n2,a\n3,Ａ\n", yaml)
    #expect(rows.map { $0.row.last } == ["title=one", "title=two", "title=Ａ"])
  }

  @Test func `rows are wanted by a value however it is spelt`() throws {
    let rows = try importAll(
      "id,office\n1,NYCC34\n2,ｎｙｃｃ３４\n3,NYCC35\n", "source: s\nkey: id\ncolumns: {office: title}",
      filters: [ImportMap.Filter(column: "Office", wanted: ["nycc34"])])
    #expect(rows.compactMap(\.row.first) == ["key=1", "key=2"])
  }
}
