import Interchange
import Language
import Testing

/// A stray quotation mark that is closed by another one: what looks like one row has rows in it.
@Suite struct SwallowedLinesTests {
  private static let two = "source: s\nkey: id\ncolumns: {id: external_id, text: narrative}\n"
  private static let three =
    "source: s\nkey: id\ncolumns: {id: external_id, name: customer_id, text: narrative}\n"

  @Test(arguments: [
    // Keys of several forms.
    ("id,text\nA1,\"bad soup\n12,cold tea\nB-3,late\"\nA4,fine", 4),
    // A text with the separator in it.
    ("id;text\n1;\"cold\n2;warm; very\n3;late\"\n4;ok", 4),
    // Other lines in between.
    ("id,text\n1,\"cold\n2,warm\n\nTotal: 2\n3,late\"\n4,ok", 6),
    // The key last: what was swallowed has it, the row itself has not.
    ("text,id\n\"bad soup,1\ncold tea,2\nlate,3\"\nfine,4", 4),
    ("text,id\n\"bad soup,1\nlate\",3\nfine,4", 3),
    // At the end of the file, with and without a last line end.
    ("id,text\n1,\"cold\n2,warm\n3,late\"", 4), ("id,text\n1,\"cold\n2,warm\"", 3),
    ("id,text\n1,\"cold\r\n2,warm\"\r\n", 3),
    // The text begins in the next line.
    ("id,text\n1,\"\n2,warm\"\n4,ok", 3),
    // The others have a space behind each separator.
    ("id,text\n9, ok\n1,\"cold\n2, warm\n3, late\"\n4, ok", 5),
    // Keys without a digit, of the form of those before.
    ("id,text\nX-A,ok\nX-B,\"cold\nX-C,warm\nso, no\"\nX-D,ok", 5),
  ]) func `a line of a text that is a row is told with the lines that it came with`(text: String, last: Int)
    throws
  {
    for text in [text, text + "\n"] {
      let rows = try importAll(text, Self.two)
      let rejected = rows.filter { $0.reason != nil }
      let first = try #require(rejected.first)
      #expect(rejected.count == 1, "\(rows)")
      #expect(
        first.reason?.en.contains("lines \(first.line) to \(last) ") == true, "\(first.reason?.en ?? "")")
      #expect(first.reason?.zhHans.contains("第 \(first.line) 至 \(last) 行") == true)
      #expect(rows.contains { $0.line == last + 1 && $0.reason == nil } || !text.contains("4"))
    }
  }

  @Test(arguments: [
    ("1,Li,\"bad soup\n2,Bo,cold, with tea\n3,Al,late\"\n", 4),
    // Not one has as many cells as the header unless those before a space are left out.
    ("1,Li,\"bad soup\n2,Bo,cold, with tea\n3,Al,late, too\"\n", 4),
    // The rest of the row stands behind the quotation.
    ("1,\"Li\n2,Bo\",late\n", 3),
    // More cells than the header has.
    ("1,Li,\"bad soup\n2,Bo,cold\n3,Al,late\",x,y\n", 4),
  ]) func `rows of three cells are found in a text`(row: String, last: Int) throws {
    let rows = try importAll("id,name,text\n\(row)4,Wu,ok\n", Self.three)
    #expect(rows.map(\.line) == [2, last + 1] && rows[1].reason == nil)
    #expect(rows[0].reason?.en.contains("lines 2 to \(last) ") == true, "\(rows[0].reason?.en ?? "")")
  }

  @Test(arguments: [
    "Dear Sir,\nthe soup, as said, was cold.\nRegards, Li", "Li Na\nBeijing, 12 May\nthe soup was cold",
    "Li\n12, Main Street", "Li\n12 Main Street, Beijing", "said:\n1. first\n2. second, late",
    "said:\n1.汤凉了,没人管\n2.退款,没到账", "said:\n1.cold,late\n2.rude,slow", "said:\n1)cold,late",
    "log:\n10:30,called\n11:00:05,called again", "log:\n2026-11-20,called\n20.11.2026,refunded",
    "see:\n- cold, twice\n- late", "Hello,\n12,\nbye", "a\n\nb", "汤凉了，\n第2次，很失望", "one\nline by line\nof 3",
    "Order 7,late\nOrder 8,cold", "two\nsoup,cold", "long\n\(String(repeating: "x1", count: 21)),y",
  ]) func `a text with lines of its own comes in whole`(letter: String) throws {
    let rows = try importAll("id,text\n20,a\n1,\"\(letter)\"\n2,b\n", Self.two)
    #expect(rows.map(\.reason) == [nil, nil, nil], "\(rows[1].reason?.en ?? "")")
    #expect(rows[1].row == ["key=1", "external_id=1", "narrative=\(letter)"])
    // The key last.
    let last = try importAll("text,id\na,20\n\"\(letter)\",1\nb,2\n", Self.two)
    #expect(last.map(\.reason) == [nil, nil, nil], "\(letter)")
  }

  @Test func `a quotation that never closes is told up to the last line there is`() throws {
    for (end, last) in [("", 5), ("\n", 5), ("\r\n", 5), ("\n\n", 6), ("\n\"\"", 6)] {
      let rows = try importAll("id,text\n1,a\n2,\"b\n3,c\n4,d\(end)", Self.two)
      #expect(rows.map(\.line) == [2, 3])
      #expect(rows[1].reason?.en.contains("up to line \(last),") == true, "\(rows[1].reason?.en ?? "")")
    }
  }

  @Test func `a line break in the key of a table without quotation marks is told as one`() throws {
    let rows = try importAll("id,text\n1\u{0B}2,a\n3,b\n", Self.two)
    #expect(rows.map { $0.reason == nil } == [false, true])
    let reason = try #require(rows[0].reason)
    #expect(reason.en.contains("“id” has a line break") && !reason.en.contains("quotation"))
    #expect(reason.zhHans.contains("换行"))
  }
}
