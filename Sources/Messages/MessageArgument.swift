/// What stands for a placeholder of a message.
package struct MessageArgument: Hashable, Sendable {
  enum Value: Hashable, Sendable {
    /// Decimal digits, a minus sign before them where it is negative.
    case number(String)
    case text(String)
    /// Told in the language of the message that it stands in.
    case label(Label)
  }

  let value: Value

  /// `{name}` writes its digits, `{name, number}` groups them, `{name, plural, …}` chooses by it.
  package static func number(_ value: some BinaryInteger) -> MessageArgument {
    MessageArgument(value: .number(String(value)))
  }

  package static func text(_ value: some CustomStringConvertible) -> MessageArgument {
    MessageArgument(value: .text(value.description))
  }

  @available(*, deprecated, message: "a number is .number")
  package static func text(_ value: some BinaryInteger) -> MessageArgument { .number(value) }

  package static func label(_ label: Label) -> MessageArgument { MessageArgument(value: .label(label)) }

  /// Several labels as a list of the language.
  package static func list(_ labels: [Label]) -> MessageArgument { .label(.list(labels)) }

  package static func list(_ texts: [String]) -> MessageArgument {
    .list(texts.map { Label(verbatim: $0) })
  }
}
