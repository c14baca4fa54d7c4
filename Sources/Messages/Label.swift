/// A short text that exists in every language: a message of the catalogues, or content that came in.
package struct Label: Hashable, Sendable {
  private enum Content: Hashable, Sendable {
    case message(MessageKey, [String: MessageArgument])
    case given(en: String, zhHans: String)
    indirect case lowercased(Label)
    indirect case list([Label], separator: Label)
  }

  private let content: Content

  private init(content: Content) { self.content = content }

  /// A message of the catalogues, with a value for each of its placeholders.
  package init(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) {
    content = .message(key, arguments)
  }

  /// Content that is written in both languages, as rules and phrases are.
  package init(en: String, zhHans: String) { content = .given(en: en, zhHans: zhHans) }

  /// What is the same in every language: a path, a number of a case, a command.
  package init(verbatim text: String) { content = .given(en: text, zhHans: text) }

  /// Several in one text: `a, b` where no other separator is given.
  package static func list(
    _ labels: [Label], separator: Label = Label(.commonListSeparator)
  ) -> Label {
    Label(content: .list(labels, separator: separator))
  }

  /// One per line.
  package static func lines(_ labels: Label...) -> Label {
    .list(labels, separator: Label(verbatim: "\n"))
  }

  /// As a label stands within a sentence: in lower case, where a language has case.
  package var lowercased: Label { Label(content: .lowercased(self)) }

  package var en: String { text(.en) }
  package var zhHans: String { text(.zhHans) }

  package func text(_ language: Language) -> String {
    switch content {
    case .message(let key, let arguments): language.text(key, arguments)
    case .given(let en, let zhHans): language == .zhHans ? zhHans : en
    case .lowercased(let label): label.text(language).lowercased()
    case .list(let labels, let separator):
      labels.map { $0.text(language) }.joined(separator: separator.text(language))
    }
  }
}
