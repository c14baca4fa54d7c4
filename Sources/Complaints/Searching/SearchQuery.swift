import Language
import Versioning

/// What a search was asked for, as it was typed and understood.
///
///     soup refund            both words, each somewhere in the case or what hangs on it
///     "cold soup" “冷汤” 「冷汤」  the words in this order, next to each other
///     deliv*                 words that begin so
///     -refund  -type:product without it
///     type:product 类型：产品  a filter: a name, a colon of either width, a value (in quotation marks where it has spaces)
///
/// Whatever is typed is one of these, or refused with the part that is not understood; a sign beside words says nothing.
package struct SearchQuery: Hashable, Sendable {
  package var terms: [SearchTerm]
  package var filters: [SearchFilter]

  /// More characters are not read.
  package static let longest = 1000
  /// More words and filters are not looked for at once.
  package static let mostTerms = 64

  package init(terms: [SearchTerm] = [], filters: [SearchFilter] = []) {
    self.terms = terms
    self.filters = filters
  }

  /// Words as they stand, without operators.
  package init(words: [String]) {
    self.init(terms: words.filter(\.hasWord).map { SearchTerm($0, .word) })
  }

  /// - Parameters:
  ///   - terms: those of every vocabulary, retired ones among them.
  ///   - now: the clock that dates are read by.
  package init(typed: String, terms vocabulary: Terms, now: LocalClock) throws(SearchError) {
    guard typed.unicodeScalars.prefix(Self.longest + 1).count <= Self.longest else {
      throw SearchError(nil, .tooLong)
    }
    var reader = SearchReader(typed)
    self.init()
    while let part = try reader.next() {
      switch part {
      case .term(let term): if !terms.contains(term) { terms.append(term) }
      case .filter(let key, let value, let isExcluded, let written):
        let filter = try SearchFilter(
          key, value, isExcluded: isExcluded, written: written, terms: vocabulary, now: now)
        if !filters.contains(filter) { filters.append(filter) }
      }
      guard terms.count + filters.count <= Self.mostTerms else { throw SearchError(nil, .tooMany) }
    }
    try check(now: now)
  }

  /// What is looked for, and not only what is left out.
  package var wanted: [SearchTerm] { terms.filter { !$0.isExcluded } }
  package var unwanted: [SearchTerm] { terms.filter(\.isExcluded) }

  private func check(now: LocalClock) throws(SearchError) {
    guard !terms.isEmpty || !filters.isEmpty else { throw SearchError(nil, .empty) }
    guard !wanted.isEmpty || filters.contains(where: { ![.kind, .form].contains($0.key) && !$0.isExcluded })
    else {
      throw SearchError(nil, .onlyExclusions)
    }
    for since in filters where since.key == .since && !since.isExcluded {
      for until in filters where until.key == .until && !until.isExcluded {
        guard case .date(let from) = since.value, case .date(let to) = until.value,
          let from = DateText(stored: from), let to = DateText(stored: to), from.isLater(than: to, now: now)
        else { continue }
        throw SearchError("\(since) \(until)", .sinceAfterUntil)
      }
    }
  }
}

extension SearchQuery: CustomStringConvertible {
  /// Typed again, it is the same query.
  package var description: String {
    (terms.map(\.description) + filters.map(\.description)).joined(separator: " ")
  }
}

/// Some text that is looked for.
package struct SearchTerm: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case word
    /// Of a word, or of the last one of a phrase.
    case beginning
    case phrase
    case beginningPhrase
  }

  /// As it was typed, without the signs of the query.
  package var text: String
  package var kind: Kind
  package var isExcluded: Bool

  package init(_ text: String, _ kind: Kind, isExcluded: Bool = false) {
    self.text = text
    self.kind = kind
    self.isExcluded = isExcluded
  }

  package var isBeginning: Bool { kind == .beginning || kind == .beginningPhrase }
  package var isPhrase: Bool { kind == .phrase || kind == .beginningPhrase }

  package var description: String {
    (isExcluded ? "-" : "") + (isPhrase ? "\"\(text)\"" : text) + (isBeginning ? "*" : "")
  }
}

/// Why a query cannot be understood.
package struct SearchError: Error, Hashable, Sendable {
  package enum Reason: Error, Hashable, Sendable {
    case empty
    case onlyExclusions
    case tooLong
    case tooMany
    case unknownFilter(String)
    case valueMissing(String)
    case field(FieldError)
    case notABranch(String)
    case notAPhone(String)
    case notADate(String)
    case unknownValue(String, of: SearchFilter.Key)
    case nothingToCompare(String)
    /// A beginning, where a value is compared as a whole.
    case wholeValue(String)
    case sinceAfterUntil
  }

  /// The part of the query, as it was typed; nil: all of it.
  package let part: String?
  package let reason: Reason

  package init(_ part: String?, _ reason: Reason) {
    self.part = part
    self.reason = reason
  }
}
