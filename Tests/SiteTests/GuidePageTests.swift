import Language
import Testing

@testable import Site

/// One text for a customer, as a page of its own.
@Suite("A guide as a page") struct GuidePageTests {
  private static let text = """
    # 先看外箱

    1. 有没有<破损>
    2. **数量** & "批次"

    > 有问题当场拍照 </main><script>alert(1)</script>

    [退换规则](https://example.com/rules)
    """

  private let page = GuidePage.html(title: "收货 <验货> & 签收", text: Self.text, language: .zhHans)

  @Test func `it is whole, in its language, with one heading at the top and the others below it`() {
    let read = PageChecker(page)
    #expect(read.problems.isEmpty, "\(read.problems)")
    #expect(read.all("html").first?.attributes["lang"] == "zh-Hans")
    #expect(read.all("h1").count == 1 && read.all("h2").count == 1 && read.all("main").count == 1)
    #expect(read.all("li").count == 2 && page.contains("@media print"))
  }

  @Test func `nothing that somebody wrote acts, and nothing is loaded or led to`() {
    let read = PageChecker(page)
    for name in ["script", "link", "img", "a", "form", "iframe"] {
      #expect(read.all(name).isEmpty, "\(name)")
    }
    #expect(page.contains("收货 &lt;验货&gt; &amp; 签收"))
    let policy = read.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    #expect(policy?.attributes["content"]?.contains("default-src") ?? false)
  }
}
