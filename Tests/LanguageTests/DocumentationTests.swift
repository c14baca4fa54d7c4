import FoundationEssentials
import Testing

/// What the documents name is there.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let pages: [(path: String, text: String)] = {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Documentation").path))
    return (["README.md", "Protocol.md"] + (names ?? []).map { "Documentation/\($0)" }).compactMap { path in
      (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map { (path, $0) }
    }
  }()

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Self.root.appending(path: path).path)
  }

  @Test func `every link leads to a file`() {
    #expect(Self.pages.count >= 8)
    for page in Self.pages {
      let folder = page.path.contains("/") ? "Documentation/" : ""
      for link in page.text.matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)/) {
        #expect(exists(folder + link.1), "\(page.path): \(link.1)")
      }
    }
  }

  @Test func `every source file that is named is there`() {
    var count = 0
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: Self.root.path + "/Sources")) ?? []
    for page in Self.pages {
      for name in page.text.matches(of: /`([\w\/-]+\.swift)`/) {
        count += 1
        // With its folders, or alone after one that stands before it.
        let isThere = exists(String(name.1)) || files.contains { $0 == name.1 || $0.hasSuffix("/\(name.1)") }
        #expect(isThere, "\(page.path): \(name.1)")
      }
    }
    #expect(count > 30)
  }
}
