import Complaints
import Language
import Testing

@testable import Site

/// The pages of the site, each as a strict reader sees it.
@Suite("The site of the knowledge base") struct SiteTests {
  private let site = Site.sample
  private var pages: [(path: String, page: PageChecker)] {
    site.files.filter { $0.path.hasSuffix(".html") }.map { ($0.path, PageChecker($0.text)) }
  }

  @Test func `every page is well-formed, whatever stands in it`() {
    #expect(pages.count == 1 + 2 * site.pages && site.pages == 10)
    for (path, page) in pages { #expect(page.problems.isEmpty, "\(path): \(page.problems)") }
  }

  @Test func `the checker finds what is not well-formed`() {
    for bad in [
      "<html><p></html>", "<html>a & b</html>", "<html>\u{202E}</html>", "<html><p>a</p>",
      "<html a=b></html>",
      "<html>></html>", "<p></p>", "<html>\u{1B}</html>",
    ] {
      #expect(!PageChecker("<!DOCTYPE html>\n" + bad).problems.isEmpty, "\(bad)")
    }
    #expect(PageChecker("<!DOCTYPE html>\n<html><br/>&amp;</html>").problems.isEmpty)
  }

  @Test func `what somebody wrote makes no element, no script and no address`() {
    for (path, page) in pages {
      #expect(page.all("img").isEmpty, "\(path)")
      let scripts = page.all("script").compactMap { $0.attributes["src"] }
      #expect(scripts == (path.hasSuffix("/search.html") ? ["index.js", "../search.js"] : []), "\(path)")
      for element in page.elements {
        for (name, value) in element.attributes where ["href", "src", "action"].contains(name) {
          #expect(!value.contains(":") && !value.hasPrefix("/"), "\(path): \(value)")
        }
        #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" }, "\(path)")
      }
    }
    #expect(
      site.text("en/article-hostile.html").contains("&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp;"))
    #expect(site.text("en/article-hostile.html").contains("&lt;U+202E&gt;back"))
  }

  @Test func `every page names its language and forbids the network`() {
    for (path, page) in pages {
      let language = path.hasPrefix("en/") ? "en" : "zh-Hans"
      #expect(page.all("html").first?.attributes["lang"] == language, "\(path)")
      let policy = page.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
      #expect(policy?.attributes["content"]?.hasPrefix("default-src &#39;none&#39;") ?? false, "\(path)")
    }
    let other = PageChecker(site.text("zh-Hans/article-delivery.html"))
    #expect(other.all("h1").first?.attributes["lang"] == "en")
    #expect(other.all("div").contains { $0.attributes["lang"] == "en" })
  }

  @Test func `ids are unique, labels have their fields, and the text can be skipped to`() {
    for (path, page) in pages {
      #expect(Set(page.ids).count == page.ids.count, "\(path)")
      for label in page.all("label") { #expect(page.ids.contains(label.attributes["for"] ?? ""), "\(path)") }
      #expect(page.all("main").count == 1 && page.ids.contains("main"), "\(path)")
      guard path != "index.html" else { continue }
      #expect(page.all("a").first?.attributes["href"] == "#main", "\(path)")
      #expect(page.all("nav").first?.attributes["aria-label"] != nil, "\(path)")
    }
  }

  @Test func `headings stand in order, whatever was typed`() {
    for (path, page) in pages {
      let levels = page.elements.compactMap { element in
        element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
      }
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1, "\(path)")
      for (level, before) in zip(levels.dropFirst(), levels) { #expect(level <= before + 1, "\(path)") }
    }
  }

  @Test func `every link leads to a page that is there, and to a place on it`() {
    let ids = Dictionary(uniqueKeysWithValues: pages.map { ($0.path, Set($0.page.ids)) })
    let files = Set(site.files.map(\.path))
    var count = 0
    for (path, page) in pages {
      let folder = path.split(separator: "/").dropLast().map(String.init)
      for element in page.elements {
        guard let link = ["href", "src", "action"].compactMap({ element.attributes[$0] }).first else {
          continue
        }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        var steps = folder
        for step in parts[0].split(separator: "/") {
          if step == ".." { steps.removeLast() } else { steps.append(String(step)) }
        }
        let target = parts[0].isEmpty ? path : steps.joined(separator: "/")
        #expect(files.contains(target), "\(path): \(link)")
        if parts.count > 1 { #expect(ids[target]?.contains(parts[1]) ?? false, "\(path): \(link)") }
        count += 1
      }
    }
    #expect(count > 200)
  }

  @Test func `the same contents make the same bytes, and every file is listed in the mark`() throws {
    let again = Site(SiteContents.sample)
    #expect(again.files.map(\.path) == site.files.map(\.path))
    #expect(again.files.map(\.text) == site.files.map(\.text))
    let listed = try #require(Site.listed(inMark: site.files[0].text))
    #expect(site.files[0].path == Site.mark && listed == site.files.dropFirst().map(\.path))
  }

  @Test func `a mark that names a file elsewhere is none`() {
    for name in ["../a", "/etc/passwd", "a/../b", "a/b/c", "a//b", "."] {
      #expect(Site.listed(inMark: "\(Site.markLine)\n\(name)\n") == nil, "\(name)")
    }
    #expect(Site.listed(inMark: "index.html\n") == nil)
    #expect(Site.listed(inMark: "\(Site.markLine)\nen/a.html\n") == ["en/a.html"])
  }

  @Test func `retired phrases are left out, and of one address there is one page`() {
    var retired = Phrase("zh_gone", "greeting", "zh_hans", "不再说的话")
    retired.isRetired = true
    let site = Site(
      SiteContents(
        entries: [article("a", "甲", "一"), article("a", "乙", "二")], phrases: Phrases([retired]), plans: [],
        newest: nil))
    #expect(!site.files.contains { $0.text.contains("不再说的话") || $0.text.contains("乙") })
    #expect(site.files.count { $0.path.hasSuffix("article-a.html") } == 2)
  }

  @Test func `each article is found by its kind, its class and its tag`() {
    #expect(site.text("en/index.html").contains("How-to</h2>"))
    #expect(site.text("zh-Hans/classes.html").contains("产品质量类</h2>"))
    #expect(site.text("zh-Hans/tags.html").contains("退款</h2>"))
    for page in ["index", "classes", "tags"] {
      #expect(site.text("zh-Hans/\(page).html").contains("href=\"article-refunds.html\""), "\(page)")
    }
  }
}
