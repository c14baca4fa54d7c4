/// A short text in every language: what a message says, a word of the domain, content that came in.
package struct Label: Hashable, Sendable {
  package let en: String
  package let zhHans: String

  package init(en: String, zhHans: String) {
    self.en = en
    self.zhHans = zhHans
  }

  /// What is the same in every language: a path, a number of a case, a command.
  package init(verbatim text: String) { self.init(en: text, zhHans: text) }

  package init(_ message: some Message) { self = message.label }

  /// Several in one text: `a, b` where no other separator is given.
  package static func list(
    _ labels: [Label], separator: Label = Label(PunctuationMessage.comma)
  ) -> Label {
    Label(
      en: labels.map(\.en).joined(separator: separator.en),
      zhHans: labels.map(\.zhHans).joined(separator: separator.zhHans))
  }

  package static func list(_ texts: [String]) -> Label { .list(texts.map { Label(verbatim: $0) }) }

  /// One per line.
  package static func lines(_ labels: Label...) -> Label {
    .list(labels, separator: Label(verbatim: "\n"))
  }

  /// As a label stands within a sentence: in lower case, where a language has case.
  package var lowercased: Label { Label(en: en.lowercased(), zhHans: zhHans) }

  package func text(_ language: Language) -> String {
    switch language {
    case .en: en
    case .zhHans: zhHans
    }
  }
}
