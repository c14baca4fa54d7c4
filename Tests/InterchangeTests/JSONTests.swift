import Foundation
import Interchange
import TestSupport
import Testing

@Suite struct JSONTests {
  static let table: [(JSON, String)] = [
    (JSON.null, "null"), (true, "true"), (false, "false"), (0, "0"), (.integer(.min), "-9223372036854775808"),
    (.integer(.max), "9223372036854775807"), (1.5, "1.5"), (.double(1e300), "1e+300"),
    (.double(-0.1), "-0.1"),
    (.double(.nan), "null"), (.double(.infinity), "null"), ("", #""""#), ("电话", #""电话""#), ("😀", #""😀""#),
    ("a\"b\\c/d", #""a\"b\\c/d""#), ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
    ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""), ([], "[]"), ([1, "a", nil], #"[1,"a",null]"#),
    ([:], "{}"),
    (["b": 1, "a": [true]], #"{"b":1,"a":[true]}"#), (.optional("x" as String?), #""x""#),
    (.optional(nil as Int64?), "null"), (.strings(["a", "b"]), #"["a","b"]"#),
  ]

  @Test(arguments: table)
  func `compact text`(value: JSON, text: String) {
    #expect(value.text() == text)
  }

  @Test func `pretty keeps key order and short empties`() {
    let value: JSON = ["z": 1, "a": ["x", [:], []], "m": ["k": nil]]
    #expect(
      value.text(.pretty) == """
        {
          "z": 1,
          "a": [
            "x",
            {},
            []
          ],
          "m": {
            "k": null
          }
        }
        """)
  }

  @Test func `Foundation reads what we write`() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let scalars = (0..<20).map { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &generator)) ?? "?"
      }
      let text = String(String.UnicodeScalarView(scalars))
      let number = Double(bitPattern: UInt64.random(in: 0..<0x7FE0_0000_0000_0000, using: &generator))
      let value: JSON = .object([(text, .string(text)), ("n", .double(number))])
      for style in [JSON.Style.compact, .pretty] {
        let data = Data(value.bytes(style))
        let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(read[text] as? String == text)
        // Foundation's own reading of numbers is off in the last place.
        let near = try #require(read["n"] as? Double)
        #expect(abs(near - number) <= abs(number) * 1e-14)
      }
    }
  }

  @Test func `numbers read back exactly`() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<2_000 {
      let number = Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &generator))
      #expect(Double(JSON.double(number).text()) == number)
      #expect(Double(JSON.double(-number).text()) == -number)
    }
  }

  @Test func `members are found by key`() {
    let value: JSON = ["id": "x", "n": 2]
    #expect(value["n"] == 2)
    #expect(value["none"] == nil)
    #expect(JSON.null["id"] == nil)
    #expect(value != ["n": 2, "id": "x"], "the order of keys is part of the value")
  }

  @Test func `of two members with one key the first is found`() {
    #expect(JSON.object([("a", 1), ("a", 2)])["a"] == 1)
  }

  @Test(arguments: [" ", "\t", "\n", "\r", " \t\r\n"])
  func `white space of every kind may stand around what is read`(space: String) {
    let text = "{\"a\":[1,2],\"b\":null}".map { "\($0)" }
    // Between signs, not within words.
    let spaced = text.map { "{}[],:".contains($0) ? space + $0 + space : $0 }.joined()
    #expect(JSON(parsing: Array(spaced.utf8)) == ["a": [1, 2], "b": nil])
    #expect(JSON(parsing: Array("{\"a\":\u{0B}1}".utf8)) == nil)
  }

  @Test func `lines are written one by one`() {
    var lines: [UInt8] = []
    JSONLinesWriter().write(["a": "x\ny"], to: &lines)
    JSONLinesWriter().write([1], to: &lines)
    #expect(String(decoding: lines, as: UTF8.self) == "{\"a\":\"x\\ny\"}\n[1]\n")
  }
}
