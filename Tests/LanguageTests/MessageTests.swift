import FoundationEssentials
import Language
import Terminal
import Testing

/// What the compiler cannot see of messages: it is looked for in the sources.
@Suite struct MessageTests {
  private struct Source {
    let path: String
    let text: String

    /// The messages that it declares: `EditMessage` with its cases.
    var messages: [(type: String, cases: [String])] {
      text.matches(of: /(?m)^ *(?:\w+ )?enum (\w+): Message \{\n([\s\S]*?)\n *(?:package )?var label/).map {
        match in
        (String(match.1), match.2.matches(of: #/(?m)^ +case `?(\w+)/#).map { String($0.1) })
      }
    }
  }

  private static let sources: [Source] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources").path
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return paths.filter { $0.hasSuffix(".swift") }.compactMap { path in
      (try? String(contentsOfFile: folder + "/" + path, encoding: .utf8)).map { Source(path: path, text: $0) }
    }
  }()

  @Test func `help that is broken into lines by hand fits 80 columns, so that nothing breaks it again`() {
    var count = 0
    for source in Self.sources where source.path.hasPrefix("casebook") {
      for block in source.text.matches(of: /(?s)\n( *)(?:en|zhHans): \"\"\"\n(.*?)\n *\"\"\"/) {
        let lines = block.2.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 3 else { continue }
        let indent = block.1.count + 2
        for line in lines {
          let text = line.dropFirst(indent).replacing("\\\\", with: "\\")
          count += 1
          #expect(String(text).displayWidth <= 80, "\(source.path): \(text)")
        }
      }
    }
    #expect(count > 1000)
  }

  @Test func `every message is said somewhere`() {
    let said = Set(
      Self.sources.flatMap { $0.text.matches(of: /(\w+Message)\.(\w+)/).map { "\($0.1).\($0.2)" } })
    var count = 0
    for source in Self.sources {
      for (type, cases) in source.messages {
        #expect(!cases.isEmpty, "\(type): none of its messages is seen")
        count += cases.count
        for name in cases { #expect(said.contains("\(type).\(name)"), "\(source.path)") }
      }
    }
    #expect(count > 1000)
  }

  @Test func `no two messages of a target have one name`() {
    var seen: Set<String> = []
    for source in Self.sources {
      let target = source.path.prefix { $0 != "/" }
      for (type, cases) in source.messages {
        for name in cases { #expect(seen.insert("\(target) \(type).\(name)").inserted, "\(type).\(name)") }
      }
    }
  }

  @Test func `no two messages say the same`() {
    var seen: [String: String] = [:]
    for source in Self.sources {
      let pairs = source.text.matches(
        of: /case \.\w+(?:\([^\n]*?\))?:\s+Label\(\s*(en: "(?:[^"\\]|\\.)*",\s+zhHans: "(?:[^"\\]|\\.)*")/)
      for pair in pairs {
        // What is nothing but values and marks is a shape, not a text.
        let words = pair.1.replacing(/^en:|zhHans:|\\\([^()]*(?:\([^()]*\))?\)/, with: "")
        guard words.contains(where: \.isLetter) else { continue }
        let text = pair.1.replacing(/\s+zhHans/, with: " zhHans")
        let first = seen.updateValue(source.path, forKey: String(text))
        #expect(first == nil, "\(source.path) says what \(first ?? "") says: \(text)")
      }
    }
    #expect(seen.count > 1000)
  }

  /// What is typed or written with a mark of ASCII, after Chinese words.
  private static let typed = [
    "名称: 值", "键: 值", "措施:金额", "代金券:50", "主机:端口", "地址:端口", "用户名:密码",
    "--by 门店,",
  ]

  @Test func `Chinese sentences have Chinese punctuation`() {
    var count = 0
    for source in Self.sources {
      let texts =
        source.text.matches(of: /zhHans: "((?:[^"\\]|\\.)*)"/).map { String($0.1) }
        + source.text.matches(of: /zhHans: """\n([\s\S]*?)"""/).map { String($0.1) }
      count += texts.count
      for var text in texts {
        for typed in Self.typed { text.replace(typed, with: "") }
        for (mark, before) in zip(text.dropFirst(), text) where before.isHan {
          #expect(!",;:?!".contains(mark), "\(source.path): \(text)")
        }
      }
    }
    #expect(count > 1000)
  }
}

extension Character {
  /// Of the blocks of CJK ideographs, kana, and their punctuation, with the full-width forms.
  fileprivate var isHan: Bool {
    unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value) }
  }
}
