import Interchange
import Testing

@Suite struct ImportMapTests {
  @Test func `everything that a map can say`() throws {
    let map = try Fixtures.map(
      """
      source: shop
      key: [branch, no]
      encoding: gb18030
      delimiter: ";"
      zone: -05:30
      empty: [N/A, "?"]
      only: {branch: [A, B]}
      columns:
        subject: title
        area: [place, tags]
        opened: {field: logged_at, date: [yyyy-MM-dd, M/d/yyyy], zone: +08:00}
        via: {field: channel, values: {1: phone, no: email, "*": chat, gone: ~}, default: phone, empty: ["-"]}
        labels: {field: [tags, segment], split: ","}
      fields:
        occurred_at: {join: [day, hour], separator: "T", date: "yyyy-MM-dd'T'H:mm"}
      constants:
        import_source: 007
        tags: [imported, shop]
      """)
    #expect(map.source == "shop")
    #expect(map.key.map(\.name) == ["branch", "no"])
    #expect(map.encoding == .gb18030)
    #expect(map.delimiter == UInt8(ascii: ";"))
    #expect(map.zone == .fixed(-330))
    #expect(map.empty == ["N/A", "?"])
    #expect(map.filters.map(\.wanted) == [["A", "B"]])
    #expect(
      map.rules.map(\.field) == [
        "title", "place", "tags", "logged_at", "channel", "tags", "segment", "occurred_at",
      ])
    #expect(map.rules[3].zone == .fixed(480))
    #expect(map.rules[3].dates.map(\.text) == ["yyyy-MM-dd", "M/d/yyyy"])
    // Texts stay as they are written: `no` is not false, 007 is not 7, and ~ is nothing.
    #expect(map.rules[4].values == ["1": "phone", "no": "email", "*": "chat", "gone": ""])
    #expect(map.rules[7].columns.map(\.name) == ["day", "hour"])
    #expect(map.constants.map(\.text) == ["007", "imported", "shop"])
  }

  /// A map and the message of its only problem.
  @Test(arguments: [
    ("", "the map is empty: it needs source, key and columns"),
    ("just text", "line 1: the map is empty: it needs source, key and columns"),
    ("source: s\nkey: k\ncolumns:\n  a: titel", "line 4: there is no field “titel”"),
    (
      "source: s\nkey: k\ncolumns:\n  a: {field: title, dte: x}",
      "line 4: unknown key “dte”; possible here: "
        + "field, date, zone, values, empty, split, default"
    ),
    (
      "source: s\nkey: k\ncolums: {a: title}\ncolumns: {a: title}",
      "line 3: unknown key “colums”; possible here: "
        + "source, key, encoding, delimiter, exact, zone, empty, only, columns, fields, notes, constants"
    ),
    ("key: k\ncolumns: {a: title}", "line 1: “source” is missing: a name for the origin"),
    ("source: s\ncolumns: {a: title}", "line 1: “key” is missing: the column that tells rows apart"),
    ("source: s\nkey: k", "line 1: no column is mapped"),
    (
      "source: s\nkey: k\nencoding: klingon\ncolumns: {a: title}",
      "line 3: unknown encoding “klingon”: auto, utf-8, gb18030, big5, windows-1252, windows-1250, windows-1251, "
        + "windows-1253, windows-1254, macintosh, shift_jis, euc-kr, utf-16le, utf-16be"
    ),
    (
      "source: s\nkey: k\ndelimiter: '::'\ncolumns: {a: title}",
      "line 3: “delimiter” must be one character, or tab"
    ),
    (
      "source: s\nkey: k\nzone: Beijing\ncolumns: {a: title}",
      "line 3: “Beijing” is not a time zone; write a name such as Europe/Berlin or an offset such as +08:00"
    ),
    (
      "source: s\nkey: k\ncolumns:\n  a: {field: title, split: ;}",
      "line 4: “split” is for fields with several values; “title” holds one value"
    ),
    (
      "source: s\nkey: k\ncolumns:\n  a: title\n  b: title",
      "line 5: field “title” is already filled in line 4; "
        + "to combine columns, use “fields:” with “join:”"
    ),
    (
      "source: s\nkey: k\ncolumns:\n  a: title\nconstants:\n  title: x",
      "line 6: field “title” is already filled in line 4; "
        + "to combine columns, use “fields:” with “join:”"
    ),
    ("source: s\nkey: k\ncolumns:\n  a: {date: yyyy-MM-dd}", "line 4: column “a” has no “field”"),
    (
      "source: s\nkey: k\nfields:\n  title: {separator: x}",
      "line 4: “title” has no “join” (the columns it is made from)"
    ),
    (
      "source: s\nkey: k\ncolumns:\n  a: {field: logged_at, date: DD.MM.YYYY}",
      "line 4: date format “DD.MM.YYYY” cannot be used: "
        + "write it like yyyy-MM-dd HH:mm:ss, M/d/yyyy h:mm a or, with an offset, yyyy-MM-ddTHH:mm:ssXXX; or iso, or serial"
    ),
    (
      "source: s\nkey: k\ncolumns:\n  a: {field: logged_at, date: yyyy-MM-dd, values: {a: b}}",
      "line 4: “date” and “values” cannot be used together"
    ),
    (
      "source: s\nkey: k\ncolumns: {a: title}\nnotes:\n  - {heading: x}",
      "line 5: a note has no “text” (the column it is made from)"
    ),
    (
      "source: s\nkey: k\ncolumns: {a: title}\nnotes:\n  - {text: a, date: b}",
      "line 5: unknown key “date”; possible here: text, heading, empty"
    ),
    ("source: [s]\nkey: k\ncolumns: {a: title}\nempty: []", "line 1: one value is expected here, not a list"),
    ("source: s\nkey: k\ncolumns: [a, b]", "line 3: “columns” must be a list of “name: value”"),
    ("source: s\nkey: k\ncolumns:\n  a: title\n  a: place", "line 4: written twice: a"),
  ])
  func `problems are named with their line`(yaml: String, message: String) throws {
    let error = try #require(throws: ImportMapError.self) { try Fixtures.map(yaml) }
    #expect(
      error.message(.en).split(separator: "\n").contains { $0 == message },
      "\(error.message(.en))")
    for problem in error.problems {
      #expect(problem.text.zhHans.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }

  @Test(arguments: ["tab", "'\\t'", "\"\\t\""])
  func `a tab is named in any of its ways`(delimiter: String) throws {
    let map = try Fixtures.map("source: s\nkey: k\ndelimiter: \(delimiter)\ncolumns: {a: title}")
    #expect(map.delimiter == 0x09)
  }

  @Test func `YAML that does not parse has its line`() throws {
    let error = try #require(throws: ImportMapError.self) {
      try Fixtures.map("source: s\nkey: {a\ncolumns: ]")
    }
    #expect(error.problems.count == 1)
    #expect(error.message(.en).hasPrefix("line 3: not valid YAML: "))
    #expect(error.message(.zhHans).hasPrefix("第 3 行：不是有效的 YAML："))
  }

  @Test func `all problems are reported at once`() throws {
    let error = try #require(throws: ImportMapError.self) {
      try Fixtures.map("source: s\ncolumns:\n  a: nope\n  b: {field: neither, x: 1}\nzone: 8")
    }
    #expect(error.problems.compactMap(\.line) == [3, 4, 4, 5, 1])
  }

  @Test(arguments: Fixtures.exampleMaps)
  func `the examples are maps`(name: String) throws {
    let map = try Fixtures.exampleMap(name)
    let kept = map.rules.first { $0.field == "external_id" }
    #expect(kept?.columns.first?.name == map.key.first?.name, "the key is kept as the external id")
    #expect(map.rules.contains { $0.field == "title" } && map.rules.contains { $0.field == "logged_at" })
  }
}
