/// A pattern of the catalogues: the part of ICU MessageFormat that the messages need
/// (unicode-org.github.io/icu, "Formatting Messages").
///
/// - `{name}`: a value as it is.
/// - `{name, number}`: a number in groups of three digits.
/// - `{name, plural, =0 {…} one {…} other {…}}`: chooses by a number; `#` in a branch is the number,
///   grouped. A branch `=N` goes before the category of the language; `other` is always there.
/// - `''` is an apostrophe; `'{'` is a brace. An apostrophe before anything else stands for itself.
package struct MessageFormat: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case value
    case number
  }

  enum Part: Hashable, Sendable {
    case literal(String)
    case value(String)
    case number(String)
    case plural(String, [Branch])
    /// `#`: the number of the plural that it stands in.
    case pound(String)
  }

  struct Branch: Hashable, Sendable {
    /// `=N` or a category.
    let selector: String
    let parts: [Part]
  }

  let parts: [Part]

  /// - Throws: where the pattern breaks the rules above, at which byte.
  package init(_ pattern: String) throws(MessageFormatError) {
    var parser = MessageFormatParser(pattern)
    parts = try parser.whole()
  }

  /// What a message says. A pattern that cannot be read says itself (the tests read every one), a
  /// placeholder without a value its name in braces.
  package static func text(
    _ pattern: String, _ arguments: [String: MessageArgument], _ language: Language
  ) -> String {
    // Most messages and all labels: nothing to put in, and nothing quoted.
    if !pattern.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "'") }) {
      return pattern
    }
    guard let format = try? MessageFormat(pattern) else { return pattern }
    return format.text(arguments, language)
  }

  package func text(_ arguments: [String: MessageArgument], _ language: Language) -> String {
    var result = ""
    Self.write(parts, arguments, language, into: &result)
    return result
  }

  /// The placeholders by name; a number where the pattern needs one.
  package var placeholders: [String: Kind] {
    var found: [String: Kind] = [:]
    Self.collect(parts, into: &found)
    return found
  }

  private static func collect(_ parts: [Part], into found: inout [String: Kind]) {
    for part in parts {
      switch part {
      case .literal, .pound: break
      case .value(let name): found[name] = found[name] ?? .value
      case .number(let name): found[name] = .number
      case .plural(let name, let branches):
        found[name] = .number
        for branch in branches { collect(branch.parts, into: &found) }
      }
    }
  }

  private static func write(
    _ parts: [Part], _ arguments: [String: MessageArgument], _ language: Language, into result: inout String
  ) {
    for part in parts {
      switch part {
      case .literal(let text): result += text
      case .value(let name): result += plain(arguments[name], language) ?? "{\(name)}"
      case .number(let name), .pound(let name):
        result +=
          digits(arguments[name]).map(language.grouped(digits:)) ?? plain(arguments[name], language)
          ?? "{\(name)}"
      case .plural(let name, let branches):
        let number = digits(arguments[name]) ?? ""
        let branch =
          branches.first { $0.selector == "=" + number }
          ?? branches.first { $0.selector == language.pluralCategory(number) }
          ?? branches.first { $0.selector == "other" }
        write(branch?.parts ?? [], arguments, language, into: &result)
      }
    }
  }

  private static func digits(_ argument: MessageArgument?) -> String? {
    guard case .number(let digits) = argument?.value else { return nil }
    return digits
  }

  private static func plain(_ argument: MessageArgument?, _ language: Language) -> String? {
    switch argument?.value {
    case nil: nil
    case .number(let digits): digits
    case .text(let text): text
    case .label(let label): label.text(language)
    }
  }
}
