/// How much money somebody may promise a customer on their own.
package struct WordingAuthority: Hashable, Sendable {
  /// The most in each currency; nil: no limit at all. In a currency without a limit nothing may be promised.
  package var limits: [Money]?

  package init(limits: [Money]?) { self.limits = limits }

  package static let unlimited = WordingAuthority(limits: nil)

  package func allows(_ amount: Money) -> Bool {
    guard let limits else { return true }
    return limits.contains { $0.currency == amount.currency && amount.minorUnits <= $0.minorUnits }
  }
}

/// A place in a text where a rule advises other words.
package struct WordingFinding: Hashable, Sendable {
  package let rule: WordingRule
  /// In characters of the text, from 0.
  package let range: Range<Int>
  /// From 1.
  package let line: Int
  /// In characters, from 1.
  package let column: Int
  /// The words as they stand in the text.
  package let found: String
}

/// Rules that are ready to look at texts: their patterns are read once, however many texts there are.
package struct WordingCheck: Sendable {
  private let rules: [(rule: WordingRule, pattern: WordingPattern)]
  /// By the characters that a match can begin with, the places of the rules; those of which nothing is known. Plain
  /// ones by their scalars, which are found much faster than characters.
  private let beginning: [UInt32: [Int]]
  private let beginningOtherwise: [Character: [Int]]
  private let anywhere: [Int]

  /// - Parameter rules: retired ones, and those whose pattern this version cannot read, find nothing.
  package init(_ rules: [WordingRule] = WordingRule.builtIn) {
    let readable = rules.compactMap { rule -> (rule: WordingRule, pattern: WordingPattern)? in
      guard !rule.isRetired, let pattern = WordingPattern(rule.pattern) else { return nil }
      return (rule, pattern)
    }
    var beginning: [UInt32: [Int]] = [:]
    var beginningOtherwise: [Character: [Int]] = [:]
    for (at, rule) in readable.enumerated() {
      for first in rule.pattern.firsts ?? [] {
        if let plain = Self.plain(first) {
          beginning[plain, default: []].append(at)
        } else {
          beginningOtherwise[first, default: []].append(at)
        }
      }
    }
    self.rules = readable
    self.beginning = beginning
    self.beginningOtherwise = beginningOtherwise
    anywhere = readable.indices.filter { readable[$0].pattern.firsts == nil }
  }

  /// The scalar of a character that no other spelling is equal to: ASCII, and most of what is written in Chinese.
  private static func plain(_ character: Character) -> UInt32? {
    let scalars = character.unicodeScalars
    guard let first = scalars.first?.value, first < 0x80 || (0x4E00...0x9FFF).contains(first),
      scalars.index(after: scalars.startIndex) == scalars.endIndex
    else { return nil }
    return first
  }

  /// Where matches may begin, by the places of the rules: each character is looked up once, however many rules there are.
  private func starts(in text: FoldedCharacters) -> [Int: [Int]] {
    var starts: [Int: [Int]] = [:]
    for at in 0..<text.count {
      let character = text.folded[at]
      guard let rules = Self.plain(character).map({ beginning[$0] }) ?? beginningOtherwise[character] else {
        continue
      }
      for rule in rules { starts[rule, default: []].append(at) }
    }
    for rule in anywhere { starts[rule] = Array(0..<text.count) }
    return starts
  }

  /// What they say of a text meant for a customer, in the order of the text. It is advice: nothing is ever refused for
  /// it.
  /// - Parameter authority: of whoever promises.
  package func findings(in text: String, authority: WordingAuthority) -> [WordingFinding] {
    let characters = FoldedCharacters(text)
    let matcher = PatternMatcher(text: characters, authority: authority)
    var findings: [WordingFinding] = []
    for (at, starts) in starts(in: characters).sorted(by: { $0.key < $1.key }) {
      let (rule, pattern) = rules[at]
      // Who may promise anything cannot promise too much.
      if rule.kind == WordingRule.authorityKind, authority.limits == nil { continue }
      for range in matcher.matches(pattern, from: starts) {
        let place = characters.place(range.lowerBound)
        findings.append(
          WordingFinding(
            rule: rule, range: range, line: place.line, column: place.column,
            found: String(characters.original[range])))
      }
    }
    return findings.sorted { ($0.range.lowerBound, $0.rule.id) < ($1.range.lowerBound, $1.rule.id) }
  }
}

/// What some rules say of one text: see `WordingCheck`.
package func checkWording(
  _ text: String, rules: [WordingRule] = WordingRule.builtIn, authority: WordingAuthority
) -> [WordingFinding] {
  WordingCheck(rules).findings(in: text, authority: authority)
}
