import Terminal
import Testing

/// What a terminal is given of data: nothing in it acts on it, and JSON stays JSON of the same value.
@Suite struct VisibleTests {
  private func shown(_ text: String, _ form: OutputForm) -> String {
    String(decoding: visible(Array(text.utf8), form), as: UTF8.self)
  }

  /// Every character that a terminal obeys, or that changes the direction of a line.
  private static let acting: [Unicode.Scalar] =
    ([UInt32](0..<0x20) + [UInt32](0x7F..<0xA0)
    + [0x061C, 0x200E, 0x200F, 0x2028, 0x2029] + [UInt32](0x202A...0x202E) + [UInt32](0x2066...0x2069))
    .compactMap(Unicode.Scalar.init)

  @Test func `nothing that acts is left, but line ends and tabs`() {
    let kept: Set<Unicode.Scalar> = ["\n", "\t"]
    for scalar in Self.acting where !kept.contains(scalar) {
      for form in [OutputForm.data, .json, .lines] {
        let text = shown("a\(scalar)b", form)
        #expect(text.unicodeScalars.allSatisfy { !Self.acting.contains($0) }, "\(scalar.value)")
        #expect(text.hasPrefix("a") && text.hasSuffix("b") && text.count > 2)
      }
    }
    #expect(shown("1,2\r\na\tb\n", .data) == "1,2\r\na\tb\n")
    #expect(shown("a\rb", .data) == "a␍b")
    #expect(shown("\u{1B}[31mred\u{9B}2J\u{202E}x\u{7F}", .data) == "␛[31mred<U+009B>2J<U+202E>x␡")
  }

  @Test func `JSON has the same value`() {
    #expect(
      shown("{\"a\":\"\u{9B}2J\u{202E}\u{7F}\u{2028}\"}\n", .json)
        == "{\"a\":\"\\u009B2J\\u202E\\u007F\\u2028\"}\n")
  }

  @Test func `lines for people keep their colours, and nothing else of that kind`() {
    #expect(shown("\u{1B}[1;31mred\u{1B}[0m", .lines) == "\u{1B}[1;31mred\u{1B}[0m")
    for text in ["\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{1B}[31", "\u{1B}", "\u{1B}[?25l", "\u{1B}[6n"] {
      #expect(!shown(text, .lines).contains("\u{1B}"), "\(text.debugDescription)")
    }
  }

  @Test func `what is harmless stays as it is, and twice is no more than once`() {
    for text in ["汤是凉的。", "e\u{301}", "👩‍👩‍👧", "שלום", "caf\u{E9}\n"] {
      #expect(shown(text, .data) == text)
      #expect(shown(text, .json) == text)
    }
    let once = shown("\u{1B}\u{85}\u{200F}", .data)
    #expect(shown(once, .data) == once)
  }

  @Test func `the marks of direction are shown in lines for people too`() {
    #expect("a\u{200F}b\u{061C}c\u{200E}".sanitised() == "a<U+200F>b<U+061C>c<U+200E>")
  }
}
