package import Language

/// One value of a vocabulary. Records store its id.
package struct Term: Hashable, Sendable {
  package var id: String
  package var label: Label
  /// Still displayed where it was used, no longer offered or accepted.
  package var retired: Bool

  package init(_ id: String, _ label: Label, retired: Bool = false) {
    self.id = id
    self.label = label
    self.retired = retired
  }

  package init(_ id: String, _ message: some Message) { self.init(id, message.label) }

}

/// A list of terms that one or more fields draw their values from.
package final class Vocabulary: Hashable, Sendable {
  package let id: String
  package let label: Label
  package let terms: [Term]

  package init(_ id: String, _ label: Label, _ terms: [Term]) {
    self.id = id
    self.label = label
    self.terms = terms
  }

  package static func == (a: Vocabulary, b: Vocabulary) -> Bool {
    a === b || (a.id == b.id && a.label == b.label && a.terms == b.terms)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }

  package func term(_ id: String) -> Term? { terms.first { $0.id == id } }

  /// The label of a term; an id that this side does not know displays as itself.
  package func text(_ id: String, _ language: Language) -> String {
    term(id)?.label.text(language) ?? id
  }

  /// What a typed text stands for.
  package enum Match: Hashable, Sendable {
    case term(Term)
    case ambiguous([Term])
    case unknown
  }

  /// Finds the term that a person typed: by id, by a label of either language (or one of the
  /// alternatives that a label joins by '/'), or by an unambiguous beginning of an id or a label.
  /// Upper and lower case, and '-', '_' and space, are the same. A whole name goes before a beginning,
  /// an id before a label, so that a new term never takes over what an old one's name meant. So are the names that
  /// terms had in earlier versions, as a whole.
  package func match(_ typed: String) -> Match {
    // An import gives ids and labels as they stand, a hundred thousand times.
    if let term = term(typed) { return .term(term) }
    if let term = terms.first(where: { $0.label.zhHans == typed || $0.label.en == typed }) {
      return .term(term)
    }
    let wanted = Self.key(typed)
    if wanted.isEmpty { return .unknown }
    if let term = terms.first(where: { Self.key($0.id) == wanted }) { return .term(term) }
    if let term = terms.first(where: { Self.names($0).contains(wanted) }) { return .term(term) }
    if let term = terms.first(where: { OtherNames.of($0.id, in: id).map(Self.key).contains(wanted) }) {
      return .term(term)
    }

    let current = terms.filter { !$0.retired }
    let byID = current.filter { Self.key($0.id).hasPrefix(wanted) }
    let found = byID.isEmpty ? current.filter { Self.names($0).contains { $0.hasPrefix(wanted) } } : byID
    return switch found.count {
    case 0: .unknown
    case 1: .term(found[0])
    default: .ambiguous(found)
    }
  }

  private static func names(_ term: Term) -> [String] {
    var names: [String] = []
    for label in [term.label.en, term.label.zhHans] {
      names.append(key(label))
      if label.contains("/") { names += label.split(separator: "/").map { key(String($0)) } }
    }
    return names
  }

  private static func key(_ text: String) -> String {
    let joined = text.folded.unicodeScalars
    return String(String.UnicodeScalarView(joined.map { $0 == "-" || $0 == " " ? "_" : $0 }))
  }
}
