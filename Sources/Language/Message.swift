/// What a part of the product says: an enum a subject, in the file or folder that says it, with a case a message.
/// The values of a case are what the message tells; both languages stand side by side, and none can be missing.
package protocol Message: Sendable {
  var label: Label { get }
}

extension Message {
  package func text(_ language: Language) -> String { label.text(language) }
}

extension Language {
  package func text(_ message: some Message) -> String { message.text(self) }
}
