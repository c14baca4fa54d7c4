import Testing

@testable import Site

/// Texts in Markdown as parts of a page.
@Suite("Markdown on a page") struct MarkdownHTMLTests {
  private func html(_ text: String, top: Int = 2) -> String { MarkdownHTML.html(text, top: top).source }

  @Test func `headings begin at the level given and leave none out`() {
    #expect(html("### A\n\n# B\n\n#### C\n\n## D") == "<h2>A</h2><h2>B</h2><h3>C</h3><h3>D</h3>")
    #expect(html("# A\n\n## B", top: 6) == "<h6>A</h6><h6>B</h6>")
  }

  @Test func `lists nest, and numbers are those that were typed`() {
    #expect(
      html("- a\n- b\n  - c\n\n3. d\n4. e\n9. f")
        == "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ol><li value=\"3\">d</li><li>e</li><li value=\"9\">f</li></ol>"
    )
    #expect(html("1. a\n\n   b\n2. c") == "<ol><li>a<p>b</p></li><li>c</li></ol>")
  }

  @Test func `quotations nest, and code keeps its lines`() {
    #expect(
      html("> a\n> > b") == "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>")
    #expect(html("```\nx < y\n\n  z\n```") == "<pre><code>x &lt; y\n\n  z</code></pre>")
    #expect(html("---") == "<hr/>")
  }

  @Test func `emphasis, code and breaks are elements, and addresses are only read`() {
    #expect(html("**a** *b* `c`\\\nd") == "<p><strong>a</strong> <em>b</em> <code>c</code><br/>d</p>")
    #expect(
      html("[x](https://a.example)")
        == "<p>x <span class=\"address\">&lt;https://a.example&gt;</span></p>")
  }

  @Test func `nothing that somebody nests makes a page that is not well-formed, or deep`() {
    for part in [">", "- ", "  - x\n", "1. ", "> - ", "**a", "`", "# ", "- > ", "```\n", "> 1. x\n  - y\n"] {
      let text = String(repeating: part, count: 5000 / part.count)
      let page = PageChecker("<!DOCTYPE html>\n<html>" + html(text) + "</html>")
      #expect(page.problems.isEmpty, "\(part): \(page.problems)")
    }
  }
}
