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
    var longest: Int?
    ends(of: pattern.parts, from: Places(start)).each { end in
      if end > max(start, longest ?? start), text.isBoundary(end) { longest = end }
    }
    return longest
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
    return !stands(pattern.unlessBefore, within: 0..<range.lowerBound)
      && !stands(pattern.unlessAfter, within: range.upperBound..<text.count)
  }

  private func stands(_ words: [[Character]], within part: Range<Int>) -> Bool {
    words.contains { word in
      part.count >= word.count
        && (part.lowerBound...(part.upperBound - word.count)).contains { text.stands(word, at: $0) }
    }
  }

  /// Where parts can end that begin at one of some places.
  func ends(of parts: [WordingPattern.Part], from starts: Places) -> Places {
    var places = starts
    for part in parts {
      if places.isEmpty { break }
      var next = Places()
      places.each { addEnds(of: part, from: $0, to: &next) }
      places = next
    }
    return places
  }

  private func addEnds(of part: WordingPattern.Part, from start: Int, to ends: inout Places) {
    switch part {
    case .literal(let characters):
      if text.stands(characters, at: start) { ends.insert(start + characters.count) }
    case .space: if let end = spaces(from: start) { ends.insert(end) }
    case .choice(let alternatives):
      for alternative in alternatives where mayBegin(alternative, at: start) {
        self.ends(of: alternative, from: Places(start)).each { ends.insert($0) }
      }
    case .gap(let width): addGap(width, from: start, to: &ends)
    case .number: if let end = NumberReader.end(in: text, at: start) { ends.insert(end) }
    case .amount:
      if let (end, money) = AmountReader(text).amount(at: start), !authority.allows(money) {
        ends.insert(end)
      }
    case .clause: if text.startsClause(start) { ends.insert(start) }
    case .notAfter(let words):
      if !words.contains(where: { text.stands($0, at: start - $0.count) }) { ends.insert(start) }
    case .notBefore(let words):
      if !words.contains(where: { text.stands($0, at: start) }) { ends.insert(start) }
    }
  }

  private func spaces(from start: Int) -> Int? {
    var end = start
    while end < text.count, text.folded[end] == " " || text.folded[end] == "\n" { end += 1 }
    return end > start ? end : nil
  }

  private func addGap(_ width: Int, from start: Int, to ends: inout Places) {
    guard text.isBoundary(start) else { return }
    ends.insert(start)
    var end = start
    while end < text.count, end - start < width, !text.endsClause(end) {
      end += 1
      if text.isBoundary(end) { ends.insert(end) }
    }
  }
}

/// Places in a text, each once. Mostly there is one, which costs no memory.
struct Places {
  private var first: Int?
  private var others: Set<Int> = []

  init(_ place: Int? = nil) { first = place }

  var isEmpty: Bool { first == nil }

  mutating func insert(_ place: Int) {
    guard let first else {
      self.first = place
      return
    }
    if place != first { others.insert(place) }
  }

  func contains(where isOne: (Int) -> Bool) -> Bool {
    first.map(isOne) ?? false || others.contains(where: isOne)
  }

  func each(_ body: (Int) -> Void) {
    guard let first else { return }
    body(first)
    for place in others { body(place) }
  }
}
