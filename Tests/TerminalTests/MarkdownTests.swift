import Language
import Testing

@testable import Terminal

/// Texts in Markdown as they stand on a terminal.
@Suite("Markdown") struct MarkdownTests {
  private func drawn(_ text: String, width: Int = 40) -> [String] {
    Markdown(text).lines(width: width, style: .none)
  }

  private let coloured = OutputStyle(isTerminal: true, isColoured: true)

  @Test func `headings keep their marks without colours, and are bold with them`() {
    #expect(drawn("# 退款 #\n\n## How") == ["# 退款", "", "## How"])
    #expect(drawn("Title\n---\ntext") == ["## Title", "text"])
    #expect(Markdown("# A").lines(width: 40, style: coloured) == ["\u{1B}[1mA\u{1B}[0m"])
    #expect(drawn("#hash") == ["#hash"])
  }

  @Test func `lists stand under one another, numbers as typed`() {
    #expect(
      drawn("- one\n- two\n  - within\n\n3. three\n4) four") == [
        "• one", "• two", "  • within", "", "3. three", "4) four",
      ])
  }

  @Test func `items of a numbered list follow one another, and a number within a paragraph begins none`() {
    #expect(drawn("1. one\n2. two\n   - within\n3. three") == ["1. one", "2. two", "  • within", "3. three"])
    #expect(drawn("in the year\n2026. it was") == ["in the year 2026. it was"])
  }

  @Test func `a long item goes on under its words`() {
    #expect(drawn("- aaaa bbbb cccc", width: 12) == ["• aaaa bbbb", "  cccc"])
  }

  @Test func `the lines of a paragraph are joined, between Chinese characters without a space`() {
    #expect(drawn("one\ntwo") == ["one two"])
    #expect(drawn("先听\n再说") == ["先听再说"])
    #expect(drawn("first\\\nsecond") == ["first", "second"])
  }

  @Test func `widths are those of Chinese characters`() {
    let lines = drawn("客人说空调太吵，店员换了房间。", width: 12)
    #expect(lines.count > 1 && lines.allSatisfy { $0.displayWidth <= 12 }, "\(lines)")
  }

  @Test func `emphasis goes beside Chinese punctuation too, and marks without a counterpart stay`() {
    #expect(drawn("先**「致歉」**后退款，*不* 说“但是”") == ["先「致歉」后退款，不 说“但是”"])
    #expect(drawn("2 * 3 * 4 and snake_case_word and **open") == ["2 * 3 * 4 and snake_case_word and **open"])
    #expect(
      Markdown("a **b** c").lines(width: 40, style: coloured) == ["a \u{1B}[1mb\u{1B}[0m c"])
  }

  @Test func `code is left as it is`() {
    #expect(drawn("`a *b*` and ``x ` y``") == ["`a *b*` and ``x ` y``"])
    #expect(drawn("```\n# no *heading*\n  two\n```\nafter") == ["    # no *heading*", "      two", "after"])
  }

  @Test func `a link is its words and its address, a picture its words`() {
    #expect(drawn("see [the rules](https://a.example/r)") == ["see the rules <https://a.example/r>"])
    #expect(drawn("<https://a.example>") == ["https://a.example"])
    #expect(drawn("[x] and [y](no address") == ["[x] and [y](no address"])
  }

  @Test func `quotations are marked at each line`() {
    #expect(drawn("> said aaaa bbbb\n> > twice", width: 14) == ["│ said aaaa", "│ bbbb", "│ │ twice"])
  }

  @Test func `what acts on terminals is shown, not obeyed`() {
    let lines = drawn("**a\u{1B}[2J** [x](http://e\u{9B}vil)\n\n    code\u{7}")
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    #expect(lines.joined().contains("␛[2J") && lines.joined().contains("␇"))
  }

  @Test func `nothing that somebody nests makes it deep or slow`() {
    for part in [
      ">", "- ", "  - x\n", "[", "](", "*", "**a", "_", "`", "``a", "1. ", "<http:", "\\", "#", "> - ",
    ] {
      let text = String(repeating: part, count: 20_000 / part.count)
      let lines = drawn(text, width: 80)
      #expect(lines.allSatisfy { $0.displayWidth <= 80 }, "\(part)")
    }
    let nested = drawn(String(repeating: "> ", count: 40) + "x", width: 30)
    #expect(nested.count >= 1 && nested.allSatisfy { $0.displayWidth <= 30 })
  }

  @Test func `what is longer than a megabyte is shown as it was typed`() {
    let text = "**a**\n" + String(repeating: "b\n", count: Markdown.longest / 2)
    #expect(drawn(text).first == "**a**")
  }
}
