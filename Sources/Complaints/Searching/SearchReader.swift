/// Takes a typed query apart, from left to right.
struct SearchReader {
  enum Part {
    case term(SearchTerm)
    case filter(key: SearchFilter.Key, value: String, isExcluded: Bool, written: String)
  }

  /// Not characters: a mark that combines would join a sign of the query.
  private let typed: [Unicode.Scalar]
  private var at = 0

  init(_ typed: String) { self.typed = Array(typed.unicodeScalars) }

  /// Nil at the end.
  mutating func next() throws(SearchError) -> Part? {
    while at < typed.count {
      if let part = try part() { return part }
    }
    return nil
  }

  /// Nil for a sign that stands for nothing.
  private mutating func part() throws(SearchError) -> Part? {
    while at < typed.count, isSpace(at) { at += 1 }
    let start = at
    guard at < typed.count else { return nil }
    var isExcluded = false
    // Within a word, and alone, a dash is a sign like any other.
    if Self.dashes.contains(typed[at]), at + 1 < typed.count, !isSpace(at + 1) {
      isExcluded = true
      at += 1
    }
    while true {
      if let text = quoted() {
        let isBeginning = skipStars()
        return term(text, isBeginning ? .beginningPhrase : .phrase, isExcluded)
      }
      // One that nothing closes is a sign.
      guard isQuote(at) else { break }
      at += 1
    }
    // Behind such a sign a dash leaves nothing out, and is a sign itself.
    while !isExcluded, at < typed.count, Self.dashes.contains(typed[at]) { at += 1 }
    let wordStart = at
    while at < typed.count, !isSpace(at), !isQuote(at) {
      if Self.colons.contains(typed[at]), let part = try filter(wordStart, start, isExcluded) {
        return part
      }
      at += 1
    }
    var end = at
    while end > wordStart, Self.stars.contains(typed[end - 1]) { end -= 1 }
    return term(text(wordStart, end), end < at ? .beginning : .word, isExcluded)
  }

  private func term(_ text: String, _ kind: SearchTerm.Kind, _ isExcluded: Bool) -> Part? {
    text.hasWord ? .term(SearchTerm(text, kind, isExcluded: isExcluded)) : nil
  }

  /// A filter, where a colon stands and what is before it can be the name of one.
  /// - Returns: nil for a colon within a text.
  private mutating func filter(_ wordStart: Int, _ start: Int, _ isExcluded: Bool) throws(SearchError)
    -> Part?
  {
    let colon = at
    let name = text(wordStart, colon)
    let key = SearchFilter.Key(typed: name)
    guard key != nil || isName(name, colon) else { return nil }
    at += 1
    let value: String
    if let text = quoted() {
      value = text
    } else {
      let valueStart = at
      while at < typed.count, !isSpace(at), !isQuote(at) { at += 1 }
      value = text(valueStart, at)
    }
    let written = text(start, at)
    guard let key else {
      // `http://…`, and a colon at the end of a word.
      guard !value.isEmpty, !value.hasPrefix("//") else {
        at = colon
        return nil
      }
      throw SearchError(written, .unknownFilter(name))
    }
    guard !value.allSatisfy(\.isWhitespace) else { throw SearchError(written, .valueMissing(name)) }
    return .filter(key: key, value: value, isExcluded: isExcluded, written: written)
  }

  /// Whether a name that no filter has was meant for one. Chinese text has words before its own colon.
  private func isName(_ name: String, _ colon: Int) -> Bool {
    let folded = name.folded.unicodeScalars
    guard let first = folded.first, folded.count <= 20 else { return false }
    let isASCII = folded.allSatisfy { $0.isASCIILetter || $0 == "_" || $0 == "-" }
    if isASCII { return first.isASCIILetter }
    return typed[colon] == ":"
      && folded.allSatisfy { $0.properties.isIdeographic || $0.isASCIILetter }
  }

  /// A text in quotation marks, which are passed; nil, and nothing is passed, where none begins or nothing closes it.
  private mutating func quoted() -> String? {
    guard at < typed.count, let closing = Self.closing(typed[at]),
      let end = typed[(at + 1)...].firstIndex(where: closing.contains)
    else { return nil }
    // Within others they are signs.
    let words = typed[(at + 1)..<end].split { $0.properties.isWhitespace || Self.isQuote($0) }
    at = end + 1
    return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  private mutating func skipStars() -> Bool {
    let start = at
    while at < typed.count, Self.stars.contains(typed[at]) { at += 1 }
    return at > start
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(String.UnicodeScalarView(typed[start..<end]))
  }

  private func isSpace(_ place: Int) -> Bool { typed[place].properties.isWhitespace }
  private func isQuote(_ place: Int) -> Bool { place < typed.count && Self.isQuote(typed[place]) }

  private static let dashes: Set<Unicode.Scalar> = ["-", "－", "−"]
  private static let stars: Set<Unicode.Scalar> = ["*", "＊"]
  private static let colons: Set<Unicode.Scalar> = [":", "："]
  private static let doubleQuotes: Set<Unicode.Scalar> = ["\"", "＂", "“", "”", "„"]

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    doubleQuotes.contains(scalar) || "「」『』".unicodeScalars.contains(scalar)
  }

  /// What closes a quotation mark. Nobody minds which of its own kind it is.
  private static func closing(_ scalar: Unicode.Scalar) -> Set<Unicode.Scalar>? {
    switch scalar {
    case "「": ["」"]
    case "『": ["』"]
    case _ where doubleQuotes.contains(scalar): doubleQuotes
    default: nil
    }
  }
}
