import Messages
import Testing

@Suite struct CatalogueTests {
  @Test func `every message says something in every language`() {
    for key in MessageKey.allCases {
      for language in Language.allCases {
        #expect(!language.pattern(key).isEmpty, "\(key) in \(language)")
      }
    }
  }

  @Test func `every pattern can be read`() {
    for key in MessageKey.allCases {
      for language in Language.allCases {
        do { _ = try MessageFormat(language.pattern(key)) } catch {
          Issue.record("\(key) in \(language): \(error)")
        }
      }
    }
  }

  @Test func `the languages have the same placeholders of the same kind`() throws {
    for key in MessageKey.allCases {
      let english = try MessageFormat(Language.en.pattern(key)).placeholders
      let chinese = try MessageFormat(Language.zhHans.pattern(key)).placeholders
      #expect(english == chinese, "\(key)")
    }
  }

  @Test func `a text without placeholders is shown as it stands`() throws {
    for key in MessageKey.allCases {
      for language in Language.allCases
      where try MessageFormat(language.pattern(key)).placeholders.isEmpty {
        let text = language.text(key)
        #expect(text == language.pattern(key) || language.pattern(key).contains("'{'"), "\(key)")
      }
    }
  }

  /// What is typed or written with a mark of ASCII, after Chinese words.
  private static let typed = ["名称: 值", "键: 值", "措施:金额", "折扣券:50", "主机:端口", "--by 门店,"]

  @Test func `Chinese sentences have Chinese punctuation`() {
    for key in MessageKey.allCases {
      var text = Language.zhHans.pattern(key)
      for typed in Self.typed { text.replace(typed, with: "") }
      for (mark, before) in zip(text.dropFirst(), text) where before.isHan {
        #expect(!",;:?!".contains(mark), "\(key): \(before)\(mark)")
      }
      // A search for a Chinese word is an example in English too.
      let isChinese = Language.en.pattern(key).contains { $0.isHan }
      #expect(!isChinese || key == .searchDiscussion, "\(key) in English")
    }
  }
}

extension Character {
  /// Of the blocks of CJK ideographs, kana, and their punctuation, with the full-width forms.
  var isHan: Bool {
    unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value) }
  }
}
