/// A text character by character as patterns see it: full-width forms, upper case, curly quotation marks and
/// white space made alike. Each character stands where it stands in the text.
struct FoldedCharacters: Sendable {
  let original: [Character]
  let folded: [Character]

  init(_ text: String) {
    original = Array(text)
    folded = original.map(Self.fold)
  }

  var count: Int { folded.count }

  static func fold(_ character: Character) -> Character {
    if let ascii = character.asciiValue {
      switch ascii {
      // A CR LF is one character, and says that it is a line feed.
      case 0x0A, 0x0D: return "\n"
      case 0x09: return " "
      case 0x41...0x5A: return Character(Unicode.Scalar(ascii | 0x20))
      default: return character
      }
    }
    // Most of what is written in Chinese: nothing is written in its place.
    let scalars = character.unicodeScalars
    if let first = scalars.first, (0x4E00...0x9FFF).contains(first.value), scalars.count == 1 {
      return character
    }
    switch character {
    case "’", "‘": return "'"
    case "“", "”": return "\""
    default: break
    }
    let text = String(character).foldedToASCII.lowercased()
    guard text.count == 1, let only = text.first else { return character }
    return only
  }

  static func isWord(_ character: Character) -> Bool {
    guard let ascii = character.asciiValue else { return false }
    return (0x30...0x39).contains(ascii) || (0x61...0x7A).contains(ascii)
  }

  /// Whether no word of Latin letters and digits goes on across the place before `index`.
  func isBoundary(_ index: Int) -> Bool {
    guard index > 0, index < count else { return true }
    return !(Self.isWord(folded[index - 1]) && Self.isWord(folded[index]))
  }

  /// Whether a sentence or a line ends with this character.
  func endsSentence(_ index: Int) -> Bool {
    switch folded[index] {
    case "。", "!", "?", ";", "\n": true
    case ".": index + 1 == count || folded[index + 1] == " " || folded[index + 1] == "\n"
    default: false
    }
  }

  /// Whether a clause or a sentence ends with this character; not the comma in 1,280.
  func endsClause(_ index: Int) -> Bool {
    if folded[index] == "," { return index + 1 == count || !folded[index + 1].isDigit }
    return endsSentence(index)
  }

  /// The sentence that a range lies in, at most `reach` characters to either side of it.
  func sentence(around range: Range<Int>, reach: Int) -> Range<Int> {
    var low = range.lowerBound
    while low > 0, range.lowerBound - low < reach, !endsSentence(low - 1) { low -= 1 }
    var high = range.upperBound
    while high < count, high - range.upperBound < reach, !endsSentence(high) { high += 1 }
    return low..<high
  }

  /// Whether nothing of its clause stands before `index`: only the start of the text or a punctuation mark.
  func startsClause(_ index: Int) -> Bool {
    var before = index
    while before > 0, folded[before - 1] == " " { before -= 1 }
    guard before > 0 else { return true }
    return Self.clauseMarks.contains(folded[before - 1])
  }

  private static let clauseMarks: Set<Character> = Set(",.。!?;:、\n-—…()（）「」『』《》\"~")

  /// Whether some folded characters stand at `index`.
  func stands(_ word: [Character], at index: Int) -> Bool {
    guard index >= 0, index + word.count <= count else { return false }
    for offset in word.indices where folded[index + offset] != word[offset] { return false }
    return true
  }

  /// Line and column of a character, both from 1.
  func place(_ index: Int) -> (line: Int, column: Int) {
    var line = 1
    var start = 0
    for at in 0..<index where folded[at] == "\n" {
      line += 1
      start = at + 1
    }
    return (line, index - start + 1)
  }
}
