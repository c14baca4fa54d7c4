/// Reads the text of a `WordingPattern`.
struct PatternParser {
  private let text: [Character]
  private var at = 0
  private var gaps = 0
  private(set) var unlessTime: Int?
  private(set) var unlessBefore: [[Character]] = []
  private(set) var unlessAfter: [[Character]] = []

  private static let longest = 2000
  private static let widestGap = 60
  private static let allGaps = 200
  private static let deepest = 6

  init(_ text: String) { self.text = FoldedCharacters(text.trimmed).folded }

  mutating func pattern() -> [WordingPattern.Part]? {
    guard !text.isEmpty, text.count <= Self.longest, let parts = sequence(depth: 0), at == text.count,
      !parts.isEmpty
    else { return nil }
    return parts
  }

  /// Parts up to the end, or up to the `|` or `]` that ends an alternative.
  private mutating func sequence(depth: Int) -> [WordingPattern.Part]? {
    var parts: [WordingPattern.Part] = []
    var literal: [Character] = []
    func flushed() -> [WordingPattern.Part] { literal.isEmpty ? [] : [.literal(literal)] }
    while at < text.count {
      let character = text[at]
      switch character {
      case "|", "]":
        return depth > 0 ? parts + flushed() : nil
      case ">":
        return nil
      case "[", "<":
        parts += flushed()
        literal = []
        at += 1
        if character == "[" {
          guard let choice = choice(depth: depth + 1) else { return nil }
          parts.append(choice)
        } else {
          guard let directive = directive(depth: depth) else { return nil }
          if case .part(let part) = directive { parts.append(part) }
        }
      case " ", "\n":
        parts += flushed()
        literal = []
        if parts.last != .space { parts.append(.space) }
        at += 1
      case "\\":
        guard at + 1 < text.count else { return nil }
        literal.append(text[at + 1])
        at += 2
      default:
        literal.append(character)
        at += 1
      }
    }
    return depth == 0 ? parts + flushed() : nil
  }

  /// Alternatives up to their `]`.
  private mutating func choice(depth: Int) -> WordingPattern.Part? {
    guard depth <= Self.deepest else { return nil }
    var alternatives: [[WordingPattern.Part]] = []
    while true {
      guard let alternative = sequence(depth: depth), at < text.count else { return nil }
      alternatives.append(alternative)
      at += 1
      if text[at - 1] == "]" { return .choice(alternatives) }
    }
  }

  private enum Directive {
    case part(WordingPattern.Part)
    /// On the whole pattern; no part of it.
    case condition
  }

  /// What stands in `<>`.
  private mutating func directive(depth: Int) -> Directive? {
    guard let end = text[at...].firstIndex(of: ">") else { return nil }
    let inside = text[at..<end]
    at = end + 1
    let name = String(inside.prefix { $0 != " " })
    let rest = inside.dropFirst(name.count + 1)
    switch name {
    case "number" where rest.isEmpty: return .part(.number)
    case "amount" where rest.isEmpty: return .part(.amount)
    case "clause" where rest.isEmpty: return .part(.clause)
    case "gap":
      guard let width = Int(String(rest)), (1...Self.widestGap).contains(width) else { return nil }
      gaps += width
      return gaps <= Self.allGaps ? .part(.gap(width)) : nil
    case "unless-time":
      guard depth == 0, let reach = Int(String(rest)), (1...Self.allGaps).contains(reach) else { return nil }
      unlessTime = reach
      return .condition
    case "not-after", "not-before", "unless-before", "unless-after":
      let words = rest.split(separator: "|", omittingEmptySubsequences: false).map(Array.init)
      guard words.allSatisfy({ !$0.isEmpty }), !words.isEmpty else { return nil }
      if name == "not-after" { return .part(.notAfter(words)) }
      if name == "not-before" { return .part(.notBefore(words)) }
      guard depth == 0 else { return nil }
      if name == "unless-before" { unlessBefore += words } else { unlessAfter += words }
      return .condition
    default: return nil
    }
  }
}
