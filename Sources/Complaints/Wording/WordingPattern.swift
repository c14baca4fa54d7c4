/// What a wording rule looks for, in a small language of our own that head office can write in one line.
///
/// | written | stands for |
/// |---|---|
/// | `会改进` | these characters; upper and lower case and full-width forms are the same |
/// | a space | one or more spaces or line ends |
/// | `[改进|改善|]` | one of the alternatives, which may be patterns themselves; an empty one: or nothing |
/// | `<gap 6>` | at most so many characters (up to 60) of the same clause |
/// | `<number>` | digits, Chinese numerals, or an English number word |
/// | `<amount>` | an amount of money above what the author may promise |
/// | `<clause>` | the beginning of a clause; takes no characters |
/// | `<not-after 不|非>` | none of these stands before this place |
/// | `<not-before 愿|凡>` | none of these stands after this place |
/// | `<unless-time 20>` | found only where no time is named in the same sentence, within so many characters |
/// | `<unless-before 退|换>` | found only where none of these stands anywhere before it in the text |
/// | `<unless-after 我先|我来查>` | found only where none of these stands anywhere after it in the text |
/// | `\[` | a character that means something here as it is |
///
/// What is found, and every gap in it, begins and ends between words of Latin letters: `soon` is not found in
/// “sooner”. Of several readings at one place the longest is taken. A pattern is at most 2,000 characters, its
/// gaps together 200, its alternatives six deep; anything else, or a word in `<>` that this version does not
/// know, is no pattern here, and its rule finds nothing.
package struct WordingPattern: Hashable, Sendable {
  indirect enum Part: Hashable, Sendable {
    case literal([Character])
    case space
    case choice([[Part]])
    case gap(Int)
    case number
    case amount
    case clause
    case notAfter([[Character]])
    case notBefore([[Character]])
  }

  let parts: [Part]
  /// Characters within which a named time makes it harmless.
  let unlessTime: Int?
  let unlessBefore: [[Character]]
  let unlessAfter: [[Character]]
  /// The characters that a match can begin with; nil: any.
  let firsts: Set<Character>?

  /// Nil for what is no pattern of this version.
  package init?(_ text: String) {
    var parser = PatternParser(text)
    guard let parts = parser.pattern() else { return nil }
    self.parts = parts
    unlessTime = parser.unlessTime
    unlessBefore = parser.unlessBefore
    unlessAfter = parser.unlessAfter
    firsts = Self.firsts(of: parts[...])
  }

  private static func firsts(of parts: ArraySlice<Part>) -> Set<Character>? {
    guard let part = parts.first else { return nil }
    switch part {
    case .literal(let characters): return characters.first.map { [$0] }
    case .clause, .notAfter, .notBefore: return firsts(of: parts.dropFirst())
    case .choice(let alternatives):
      var all: Set<Character> = []
      for alternative in alternatives {
        guard let some = firsts(of: alternative[...] + parts.dropFirst()) else { return nil }
        all.formUnion(some)
      }
      return all
    case .space, .gap, .number, .amount: return nil
    }
  }
}
