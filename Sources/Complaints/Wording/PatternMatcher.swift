/// Finds a pattern in a text. It follows all readings of a pattern at once as a set of places, so that no text
/// makes it slow (Thompson 1968).
struct PatternMatcher {
  let text: FoldedCharacters
  let authority: WordingAuthority

  /// The places of a pattern, the leftmost and longest first, none in another.
  /// - Parameter starts: where it may begin, ascending.
  func matches(_ pattern: WordingPattern, from starts: [Int]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for start in starts where start >= found.last?.upperBound ?? 0 {
      guard let end = longest(pattern, at: start), isHarmful(start..<end, pattern) else { continue }
      found.append(start..<end)
    }
    return found
  }

  private func longest(_ pattern: WordingPattern, at start: Int) -> Int? {
    guard text.isBoundary(start), mayBegin(pattern.parts, at: start) else { return nil }
    return ends(of: pattern.parts, from: [start]).filter { $0 > start && text.isBoundary($0) }.max()
  }

  /// Most places where a pattern could begin end here, before anything is followed.
  private func mayBegin(_ parts: [WordingPattern.Part], at start: Int) -> Bool {
    switch parts.first {
    case .literal(let characters): text.stands(characters, at: start)
    case .choice(let alternatives): alternatives.contains { mayBegin($0, at: start) }
    default: true
    }
  }

  private func isHarmful(_ range: Range<Int>, _ pattern: WordingPattern) -> Bool {
    if let reach = pattern.unlessTime, NamedTime.isNamed(in: text, near: range, reach: reach) { return false }
    for word in pattern.unlessBefore {
      guard range.lowerBound >= word.count else { continue }
      for at in 0...(range.lowerBound - word.count) where text.stands(word, at: at) { return false }
    }
    return true
  }

  /// Where parts can end that begin at one of some places.
  func ends(of parts: [WordingPattern.Part], from starts: Set<Int>) -> Set<Int> {
    var places = starts
    for part in parts {
      if places.isEmpty { break }
      var next: Set<Int> = []
      for place in places { next.formUnion(ends(of: part, from: place)) }
      places = next
    }
    return places
  }

  private func ends(of part: WordingPattern.Part, from start: Int) -> Set<Int> {
    switch part {
    case .literal(let characters): text.stands(characters, at: start) ? [start + characters.count] : []
    case .space: Self.one(spaces(from: start))
    case .choice(let alternatives):
      alternatives.reduce(into: []) { $0.formUnion(ends(of: $1, from: [start])) }
    case .gap(let width): gap(width, from: start)
    case .number: Self.one(NumberReader.end(in: text, at: start))
    case .amount: amount(from: start)
    case .clause: text.startsClause(start) ? [start] : []
    case .notAfter(let words):
      words.contains { text.stands($0, at: start - $0.count) } ? [] : [start]
    case .notBefore(let words): words.contains { text.stands($0, at: start) } ? [] : [start]
    }
  }

  private static func one(_ end: Int?) -> Set<Int> { end.map { [$0] } ?? [] }

  private func spaces(from start: Int) -> Int? {
    var end = start
    while end < text.count, text.folded[end] == " " || text.folded[end] == "\n" { end += 1 }
    return end > start ? end : nil
  }

  private func gap(_ width: Int, from start: Int) -> Set<Int> {
    guard text.isBoundary(start) else { return [] }
    var ends: Set<Int> = [start]
    var end = start
    while end < text.count, end - start < width, !text.endsClause(end) {
      end += 1
      if text.isBoundary(end) { ends.insert(end) }
    }
    return ends
  }

  private func amount(from start: Int) -> Set<Int> {
    guard let (end, money) = AmountReader(text).amount(at: start), !authority.allows(money) else { return [] }
    return [end]
  }
}
