import Interchange
import Language
import Testing

/// A line break in a text without quotation marks around it.
@Suite struct BrokenRowTests {
  private static let map = "source: s\nkey: id\ncolumns: {text: narrative, name: customer_id}\n"

  private func read(_ text: String, everyRow: Bool = false) throws -> [String] {
    var reader = try ImportReader(
      ByteSource(Array(text.utf8)), map: Fixtures.map(Self.map), everyRow: everyRow, localZone: .utc)
    var rows: [String] = []
    while let outcome = try reader.next() {
      switch outcome {
      case .row(let row): rows.append("\(row.line): \(row.key)")
      case .rejected(let line, let reason):
        let broken = reason.en.firstRange(of: "one row broken over lines ")
        rows.append("\(line): " + (broken.map { reason.en[$0.upperBound...].prefix { $0 != ":" } } ?? "?"))
        if broken != nil { #expect(reason.zhHans.contains("拆成") && reason.en.contains("--every-row")) }
      }
    }
    return rows
  }

  @Test(arguments: [
    ("id,text,name\n1,cold\nsoup and tea,Li\n2,ok,Bo\n", ["2: 2 to 3", "3: 2 to 3", "4: 2"]),
    // Twice, and within a word that stands alone.
    ("id,text,name\n1,cold\nsoup\nand tea,Li\n2,ok,Bo\n", ["2: 2 to 4", "3: 2 to 4", "4: 2 to 4", "5: 2"]),
    // In the last cell: the first row seems whole.
    ("id,name,text\n1,Li,cold\nsoup\n2,Bo,ok\n", ["2: 2 to 3", "3: 2 to 3", "4: 2"]),
    ("id,name,text\n1,Li,cold\nsoup and tea", ["2: 2 to 3", "3: 2 to 3"]),
    // The rest begins with a separator.
    ("id,text,name\n1,cold\n,Li\n2,ok,Bo\n", ["2: 2 to 3", "3: 2 to 3", "4: 2"]),
    // The key behind the text.
    ("text,name,id\ncold\nsoup and tea,Li,1\nok,Bo,2\n", ["2: 2 to 3", "3: 2 to 3", "4: 2"]),
    ("name,text,id\nLi,cold\nsoup and tea,1\nBo,ok,2\n", ["2: 2 to 3", "3: 2 to 3", "4: 2"]),
    // Line ends of CR and LF.
    ("id,text,name\r\n1,cold\r\nsoup,Li\r\n2,ok,Bo\r\n", ["2: 2 to 3", "3: 2 to 3", "4: 2"]),
  ]) func `one row that a line break made several is told with its lines, and none is taken`(
    text: String, expected: [String]
  ) throws {
    #expect(try read(text) == expected)
  }

  @Test(arguments: [
    // Rows whose last cells are missing.
    ("id,text,name\n1,cold\n2,late\n3,ok,Bo\n", ["2: 1", "3: 2", "4: 3"]),
    ("id,text,name\n1\n2,late,Li\n3\n4\n", ["2: 1", "3: 2", "4: 3", "5: 4"]),
    // Keys without digits, of one form.
    ("id,text,name\nabc,ok,Li\nabd,cold\nabe,late\n", ["2: abc", "3: abd", "4: abe"]),
    // Together fewer cells than a row.
    ("id,text,name\n1\nsoup\n3,ok,Bo\n", ["2: 1", "3: soup", "4: 3"]),
    // Not directly behind.
    ("id,text,name\n1,cold\n\nsoup,Li\n2,ok,Bo\n", ["2: 1", "4: soup", "5: 2"]),
    // Within quotation marks.
    ("id,text,name\n1,\"cold\nsoup and tea\",Li\n2,ok,Bo\n", ["2: 1", "4: 2"]),
    // What stands below a table.
    ("id,text,name\n1,cold,Li\n2,ok,Bo\nTotal: 2\n", ["2: 1", "3: 2", "4: ?"]),
  ]) func `rows of their own stay rows`(text: String, expected: [String]) throws {
    #expect(try read(text) == expected)
  }

  @Test func `with every row asked for the parts are rows`() throws {
    let text = "id,text,name\n1,cold\nsoup and tea,Li\n2,ok,Bo\n"
    #expect(try read(text, everyRow: true) == ["2: 1", "3: soup and tea", "4: 2"])
  }
}
