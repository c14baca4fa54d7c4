/// A text as it is looked through for what is personal: what was typed, and beside each character the one form in which it
/// is compared.
struct PersonalText {
  let typed: [Character]
  /// Small letters, plain width, simplified characters, one space; of a character that folds to several the first.
  let folded: [Character]

  init(_ text: String) { self.init(Array(text)) }

  init(_ characters: [Character]) {
    typed = characters
    folded = typed.map { character in
      if character.isASCII { return Character(character.lowercased()) }
      if character.isWhitespace { return " " }
      return String(character).foldedForSearch.first ?? "\u{200B}"
    }
  }

  var count: Int { typed.count }

  /// Whether something stands at a place, as it is compared.
  func stands(_ word: [Character], at index: Int) -> Bool {
    index >= 0 && index + word.count <= count && folded[index..<(index + word.count)].elementsEqual(word)
  }

  /// Whether a word of Latin letters may begin or end at a place: not within another.
  func isBoundary(_ index: Int) -> Bool {
    guard index > 0, index < count else { return true }
    return !(folded[index - 1].isLatinWord && folded[index].isLatinWord)
  }

  /// The first place behind a run of characters.
  func end(from index: Int, while isPart: (Character) -> Bool) -> Int {
    var at = index
    while at < count, isPart(folded[at]) { at += 1 }
    return at
  }

  /// The first place of a run of characters before a place, at most so many of them.
  func start(before index: Int, most: Int, while isPart: (Character) -> Bool) -> Int {
    var at = index
    while at > 0, index - at < most, isPart(folded[at - 1]) { at -= 1 }
    return at
  }

  func text(_ range: Range<Int>) -> String { String(typed[range]) }

  /// What counts where two spellings are compared: no spaces, dashes, brackets or other signs.
  static func counts(_ folded: Character) -> Bool { folded.isLetter || folded.isNumber || folded == "@" }

  /// The characters that count, with their places.
  var compact: [(character: Character, at: Int)] {
    folded.indices.filter { Self.counts(folded[$0]) }.map { (folded[$0], $0) }
  }

  static func compact(_ text: String) -> [Character] { text.foldedForSearch.filter(counts) }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }

  var isLatinWord: Bool { isASCII && (isLetter || isNumber) }

  /// Of the blocks of Chinese characters.
  var isHan: Bool {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return (0x3400...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
  }

  /// The digit that it is, in whichever script: 7, ７, 七, 柒, 幺.
  var spokenDigit: Character? {
    if isASCIIDigit { return self }
    if isASCII { return nil }
    if let digit = Self.chineseDigits[self] { return digit }
    guard let scalar = unicodeScalars.first, scalar.properties.numericType == .decimal,
      let value = scalar.properties.numericValue
    else { return nil }
    return Character(String(Int(value)))
  }

  private static let chineseDigits: [Character: Character] = {
    var digits: [Character: Character] = ["两": "2", "幺": "1", "〇": "0", "○": "0"]
    for digit in ["零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"] {
      for (value, character) in digit.enumerated() { digits[character] = Character(String(value)) }
    }
    return digits
  }()
}
