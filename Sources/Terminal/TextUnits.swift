/// The units that texts are compared by. Joined together they are the text again, byte for byte.
extension String {
  /// Lines, each with the "\n" that ends it.
  var linesWithBreaks: [String] {
    var lines: [String] = []
    var start = startIndex
    for index in utf8.indices where utf8[index] == 0x0A {
      let next = utf8.index(after: index)
      lines.append(String(self[start..<next]))
      start = next
    }
    if start < endIndex { lines.append(String(self[start...])) }
    return lines
  }

  /// Whether a line is better compared sentence by sentence.
  var isLongLine: Bool { index(startIndex, offsetBy: 40, limitedBy: endIndex).map { $0 < endIndex } ?? false }

  /// Sentences: up to 。！？； or … and the quotation marks that close after it; of Latin text up to the
  /// space after . ! or ?. A line break stays with what it ends.
  var sentences: [String] {
    var sentences: [String] = []
    var current = ""
    var isEnded = false
    for character in self {
      let isEnd = "。！？；…".contains(character)
      if isEnded, !isEnd, !"”’）》」』)\"".contains(character), !character.isNewline {
        sentences.append(current)
        current = ""
        isEnded = false
      }
      let isLatinEnd = character == " " && (current.last.map { ".!?".contains($0) } ?? false)
      isEnded = isEnded || isEnd || isLatinEnd
      current.append(character)
    }
    if !current.isEmpty { sentences.append(current) }
    return sentences
  }

  /// Words of Latin letters and digits whole, every other character by itself.
  var words: [String] {
    var words: [String] = []
    var isInWord = false
    for character in self {
      let isWord = (character.isLetter || character.isNumber) && !character.isIdeographic
      if isWord, isInWord {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      isInWord = isWord
    }
    return words
  }
}
