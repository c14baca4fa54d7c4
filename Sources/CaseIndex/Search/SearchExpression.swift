import Complaints

/// Words of a query as the index is asked for them. All that was typed stands within quotation marks of the index's own
/// language (sqlite.org/fts5.html, section 3), so that nothing typed is an operator of it.
enum SearchExpression {
  /// A text, its words in a row.
  static func phrase(_ text: String) -> String {
    // Scalar by scalar: a quotation mark with an accent is one still, and the index ends what it is asked at a NUL.
    var words = String.UnicodeScalarView()
    for scalar in text.foldedForSearch.unicodeScalars {
      if scalar == "\"" { words.append(scalar) }
      words.append(scalar == "\0" ? " " : scalar)
    }
    return "\"" + String(words) + "\""
  }

  /// One expression a term; a record, or a case with all that hangs on it, has to meet each.
  ///
  /// Words that are one phone number together, or one code, are met by that, too, however it is grouped there
  /// (`138 0013 8000`, `A 77`).
  static func all(_ terms: [SearchTerm]) -> [String] {
    var expressions: [String] = []
    var rest = terms[...]
    while let term = rest.first {
      let run = Array(rest.prefix { $0.kind == .word && SearchNumber.isOfNumber($0.text) })
      if run.isEmpty {
        expressions.append(of(term, before: rest.dropFirst().first, after: previous(terms, rest.startIndex)))
        rest.removeFirst()
      } else {
        let numbers = SearchNumber.phrases(run.map(\.text))
        for place in run.indices {
          let number = numbers.count == run.count ? numbers[place] : numbers.first
          let own = of(
            run[place], before: nil, after: place == 0 ? previous(terms, rest.startIndex) : nil)
          expressions.append(any([own, numbers.count == run.count || numbers.count == 1 ? number : nil]))
        }
        rest.removeFirst(run.count)
      }
    }
    return expressions
  }

  private static func previous(_ terms: [SearchTerm], _ place: Int) -> SearchTerm? {
    place > 0 ? terms[place - 1] : nil
  }

  private static func of(_ term: SearchTerm, before next: SearchTerm?, after last: SearchTerm?) -> String {
    let ending = term.isBeginning ? " *" : ""
    var ways = (SearchCode.number(term.text) ?? [term.text]).map { phrase($0) + ending }
    if let code = SearchCode.joined(term.text) { ways.append(phrase(code) + ending) }
    // A beginning of the second half of a code is one of the whole.
    if let last, last.kind == .word, !term.isPhrase, let code = SearchCode.joined(last.text, term.text) {
      ways.append(phrase(code) + ending)
    }
    if let next, term.kind == .word, !next.isPhrase, let code = SearchCode.joined(term.text, next.text) {
      ways.append(phrase(code) + (next.isBeginning ? " *" : ""))
    }
    return any(ways)
  }

  private static func any(_ ways: [String?]) -> String {
    var all: [String] = []
    for case let way? in ways where !all.contains(way) { all.append(way) }
    return all.count == 1 ? all[0] : "(" + all.joined(separator: " OR ") + ")"
  }
}

/// Phone numbers among the words of a search. The index has every group of digits as a word of its own, as it was typed;
/// in a phone field also the digits of the whole number.
enum SearchNumber {
  /// What the words of a run ask for where they are taken for phone numbers: one expression a number; none where they are
  /// no such.
  static func phrases(_ run: [String]) -> [String] {
    let numbers = PhoneNumber.all(run.joined(separator: " "))
    // Whatever is left out of them, or is too short for one, is looked for as it was typed.
    guard !numbers.isEmpty, numbers.allSatisfy({ lengths.contains($0.utf8.count) }) else { return [] }
    return numbers.map(anyGrouping)
  }

  private static let lengths = 7...12

  /// Digits with what people set between them.
  static func isOfNumber(_ word: String) -> Bool {
    let folded = word.folded
    return folded.utf8.contains { (0x30...0x39).contains($0) }
      && folded.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-().".utf8.contains($0) }
  }

  /// How people group the digits of a number: mobile numbers, and those of lines with and without an area code.
  private static let groupings = [
    [3, 4, 4], [3, 8], [4, 4, 3], [3, 3, 5], [4, 3, 4], [3, 5, 3], [4, 7], [3, 7], [3, 3, 4], [4, 4], [3, 4],
    [4, 3],
    [4, 8], [4, 4, 4],
  ]

  private static func anyGrouping(_ digits: String) -> String {
    let local = PhoneNumber.local(digits)
    // The index does not know the + that tells a number from one of China: it is looked for with the code apart.
    let all =
      digits.hasPrefix("+")
      ? [local] + grouped(local).flatMap { ["\(PhoneNumber.country(digits)) \($0)", $0] }
      : [digits] + (local == digits ? [] : [local]) + grouped(digits)
    return "(" + all.map(SearchExpression.phrase).joined(separator: " OR ") + ")"
  }

  private static func grouped(_ digits: String) -> [String] {
    let bytes = Array(digits.utf8)
    return groupings.filter { $0.reduce(0, +) == bytes.count }.map { lengths in
      var groups: [String] = []
      var at = 0
      for length in lengths {
        groups.append(String(decoding: bytes[at..<at + length], as: UTF8.self))
        at += length
      }
      return groups.joined(separator: " ")
    }
  }
}
