package import Language

/// One value of a vocabulary. Records store its id.
package struct Term: Hashable, Sendable {
  package var id: String
  package var label: Label
  /// Still displayed where it was used, no longer offered or accepted.
  package var retired: Bool
  /// What people call it besides; nil: as `OtherNames` says.
  package var synonyms: Set<String>?

  package init(_ id: String, _ label: Label, retired: Bool = false, synonyms: Set<String>? = nil) {
    self.id = id
    self.label = label
    self.retired = retired
    self.synonyms = synonyms
  }

  package init(_ id: String, _ message: some Message) { self.init(id, message.label) }

}

/// A list of terms that one or more fields draw their values from. It is told by its id: what head office makes of its
/// terms (`Terms`) is another list of the same vocabulary.
package final class Vocabulary: Hashable, Sendable {
  package let id: String
  package let label: Label
  package let terms: [Term]

  package init(_ id: String, _ label: Label, _ terms: [Term]) {
    self.id = id
    self.label = label
    self.terms = terms
  }

  package static func == (a: Vocabulary, b: Vocabulary) -> Bool { a.id == b.id }

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
  /// an id before a label, so that a new term never takes over what an old one's name meant; a label before a synonym, which
  /// is found as a whole alone. One in use goes before a retired one of that name.
  package func match(_ typed: String) -> Match {
    // An import gives ids and labels as they stand, a hundred thousand times.
    if let term = term(typed) { return .term(term) }
    let plain = terms.filter { !$0.retired && ($0.label.zhHans == typed || $0.label.en == typed) }
    if plain.count == 1 { return .term(plain[0]) }
    let wanted = Self.key(typed)
    if wanted.isEmpty { return .unknown }
    if let term = terms.first(where: { Self.key($0.id) == wanted }) { return .term(term) }
    var retired: Term?
    for names in [Self.names, { self.synonyms(of: $0).map(Self.key) }] as [(Term) -> [String]] {
      let found = terms.filter { names($0).contains(wanted) }
      let inUse = found.filter { !$0.retired }
      if !inUse.isEmpty { return inUse.count == 1 ? .term(inUse[0]) : .ambiguous(inUse) }
      retired = retired ?? found.first
    }
    if let retired { return .term(retired) }

    let current = terms.filter { !$0.retired }
    let byID = current.filter { Self.key($0.id).hasPrefix(wanted) }
    let found = byID.isEmpty ? current.filter { Self.names($0).contains { $0.hasPrefix(wanted) } } : byID
    return switch found.count {
    case 0: numbered(wanted)
    case 1: .term(found[0])
    default: .ambiguous(found)
    }
  }

  /// The term of a whole number that a program wrote with a point, as it does for a column with gaps: `5.0` of 1 to 5.
  private func numbered(_ wanted: String) -> Match {
    let number = wanted.wholeNumber
    guard number != wanted, terms.allSatisfy({ $0.id.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let term = term(number)
    else { return .unknown }
    return .term(term)
  }

  /// What people call a term besides its label, in the order of their letters.
  package func synonyms(of term: Term) -> [String] {
    term.synonyms?.sorted() ?? OtherNames.of(term.id, in: id)
  }

  /// Its label in both languages, and the alternatives in it.
  static func labels(_ term: Term) -> [String] {
    [term.label.en, term.label.zhHans].flatMap { label in
      [label] + (label.contains("/") ? label.split(separator: "/").map(String.init) : [])
    }
  }

  /// The same as they are compared.
  static func names(_ term: Term) -> [String] { labels(term).map(key) }

  /// A name in the form in which names of terms are compared.
  static func key(_ text: String) -> String {
    let joined = text.folded.unicodeScalars
    return String(String.UnicodeScalarView(joined.map { $0 == "-" || $0 == " " ? "_" : $0 }))
  }
}
