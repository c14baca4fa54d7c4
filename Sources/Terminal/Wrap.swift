/// The lines of `text`, each at most `width` columns with its indent, made harmless, line breaks kept.
///
/// Breaks stand at spaces (which go) and between Chinese, Japanese and Korean characters, where the rules of
/// Chinese typesetting allow it (W3C, Requirements for Chinese Text Layout): no closing punctuation
/// begins a line, no opening punctuation ends one, “——” and “……” stay whole. A word longer than a
/// line is cut. A line that cannot hold two columns beside its indent is made as wide as that.
/// - Parameters:
///   - indent: spaces before each line.
///   - firstIndent: spaces before the first line, where it differs (a list item).
package func wrap(
  _ text: String, width: Int, indent: Int = 0, firstIndent: Int? = nil,
  ambiguous: AmbiguousWidth = .narrow
) -> [String] {
  var lines: [String] = []
  for paragraph in text.sanitised().split(separator: "\n", omittingEmptySubsequences: false) {
    let characters = Array(paragraph)
    let first = lines.isEmpty ? firstIndent ?? indent : indent
    let ranges = LineBreaker(characters: characters, ambiguous: ambiguous)
      .lines(firstWidth: width - first, width: width - indent)
    for (index, range) in ranges.enumerated() {
      let spaces = index == 0 ? first : indent
      lines.append(range.isEmpty ? "" : String(repeating: " ", count: max(0, spaces)) + characters[range])
    }
  }
  return lines
}

/// Divides one paragraph into lines.
struct LineBreaker {
  let characters: [Character]
  private let widths: [Int]

  init(characters: [Character], ambiguous: AmbiguousWidth) {
    self.characters = characters
    widths = characters.map { $0.columns(ambiguous) }
  }

  /// The lines as ranges of characters; spaces at the breaks and at the end belong to none. At least one.
  func lines(firstWidth: Int, width: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    // Spaces before the first word are an indent that somebody typed; spaces alone are nothing.
    let firstWord = characters.firstIndex { !$0.isBreakingSpace } ?? characters.count
    let end = (characters.lastIndex { !$0.isBreakingSpace }).map { $0 + 1 } ?? 0
    let room = max(2, firstWidth)
    var start = widths[..<firstWord].reduce(0, +) + 2 <= room ? 0 : firstWord
    while start < end {
      let next = lineEnd(from: start, to: end, room: lines.isEmpty ? room : max(2, width))
      lines.append(start..<trimmed(start, next))
      start = next
      while start < end, characters[start].isBreakingSpace { start += 1 }
    }
    return lines.isEmpty ? [0..<0] : lines
  }

  /// Where the line that begins at `start` ends: all that fits, back to the last break that is allowed.
  private func lineEnd(from start: Int, to end: Int, room: Int) -> Int {
    var used = 0
    var full = start
    while full < end, used + widths[full] <= room {
      used += widths[full]
      full += 1
    }
    if full == end { return end }
    // Spaces may hang over the edge: they are not drawn.
    while full < end, characters[full].isBreakingSpace { full += 1 }
    if full == end { return end }
    full = max(full, start + 1)
    // A break inside the spaces that begin the paragraph would leave an empty line.
    let firstWord = characters[start..<end].firstIndex { !$0.isBreakingSpace } ?? start
    let candidates = stride(from: full, to: firstWord, by: -1)
    return candidates.first(where: isBreak) ?? candidates.first(where: isPermitted) ?? full
  }

  /// Whether a line may end before the character at `index` by itself: at a space or beside a wide character.
  private func isBreak(_ index: Int) -> Bool {
    let (before, after) = (characters[index - 1], characters[index])
    guard isPermitted(index) else { return false }
    if before.isBreakingSpace { return true }
    return before.isIdeographic || after.isIdeographic
  }

  /// Whether a line may be cut before the character at `index` at all.
  private func isPermitted(_ index: Int) -> Bool {
    let after = characters[index]
    if after.isBreakingSpace || Kinsoku.notAtStart.contains(after) || widths[index] == 0 { return false }
    guard let last = characters[..<index].lastIndex(where: { !$0.isBreakingSpace }) else { return false }
    let before = characters[last]
    if Kinsoku.notAtEnd.contains(before) { return false }
    return !(last == index - 1 && before == after && Kinsoku.whole.contains(after))
  }

  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, characters[end - 1].isBreakingSpace { end -= 1 }
    return end
  }
}

/// Punctuation that is bound to its neighbour.
enum Kinsoku {
  static let notAtStart: Set<Character> = Set("，。、；：？！）》〉」』】〕〗］｝”’％‰℃·…々ー～,.;:?!)]}%»›．＞")
  static let notAtEnd: Set<Character> = Set("（《〈「『【〔〖［｛“‘￥＄£€¥$([{«‹＜")
  /// Drawn twice as one mark.
  static let whole: Set<Character> = Set("—…―⸺")
}

extension Character {
  /// A space that a line may end at; not the no-break space.
  var isBreakingSpace: Bool { self == " " || self == "\u{3000}" }

  /// A wide character other than a full-width letter or digit: a line may break on either side of it. Chinese
  /// quotation marks are narrow by UAX #11 and break like their neighbours.
  var isIdeographic: Bool {
    guard let first = unicodeScalars.first, first.value >= 0x1100, columns(.narrow) == 2 else { return false }
    return !(0xFF10...0xFF5A).contains(first.value) || "？：；＜＝＞＠［＼］".unicodeScalars.contains(first)
  }
}
