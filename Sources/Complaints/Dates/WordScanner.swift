/// Takes words and numbers off the front of a text.
struct WordScanner {
  private let characters: [Character]
  var position = 0

  init(_ text: String) { characters = Array(text) }

  var atEnd: Bool { position == characters.count }

  mutating func skipSpaces() {
    while !atEnd, characters[position] == " " { position += 1 }
  }

  /// Takes the first of some spellings that stands here, whatever follows it.
  mutating func take(_ spellings: String...) -> Bool {
    for spelling in spellings where stands(spelling) {
      position += spelling.count
      return true
    }
    return false
  }

  /// The same for English: no letter may follow.
  mutating func takeWord(_ spellings: String...) -> Bool {
    for spelling in spellings where stands(spelling) {
      let end = position + spelling.count
      if end < characters.count, spelling.last?.isLetter ?? false, characters[end].isASCII,
        characters[end].isLetter
      {
        continue
      }
      position = end
      return true
    }
    return false
  }

  private func stands(_ spelling: String) -> Bool {
    characters[position...].starts(with: spelling)
  }

  /// A number in digits (at most four), in Chinese numerals, or as an English word up to twelve.
  mutating func number() -> Int? {
    var end = position
    while end < characters.count, characters[end].isDigit { end += 1 }
    if end > position {
      guard end - position <= 4, let value = Int(String(characters[position..<end])) else { return nil }
      position = end
      return value
    }
    while end < characters.count, NumberReader.isNumeral(characters[end]) { end += 1 }
    if end > position {
      // 一刻 is no number of its own.
      guard let value = NumberReader.value(of: characters[position..<end]), value <= 9999 else { return nil }
      position = end
      return value
    }
    for (value, word) in Self.numbers.enumerated() where takeWord(word) { return value + 1 }
    return nil
  }

  /// Exactly so many digits.
  mutating func digits(_ count: Int) -> Int? {
    let end = position + count
    guard end <= characters.count, characters[position..<end].allSatisfy(\.isDigit),
      end == characters.count || !characters[end].isDigit
    else { return nil }
    defer { position = end }
    return Int(String(characters[position..<end]))
  }

  private static let numbers = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  ]
}
