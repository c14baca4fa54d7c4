/// Numbers in running text: digits, Chinese numerals, English number words.
enum NumberReader {
  /// Where the number that begins at a place ends; nil where none begins there.
  static func end(in text: FoldedCharacters, at start: Int) -> Int? {
    guard start < text.count else { return nil }
    if text.folded[start].isDigit {
      guard start == 0 || !text.folded[start - 1].isDigit else { return nil }
      return text.folded[start...].firstIndex { !$0.isDigit } ?? text.count
    }
    if isNumeral(text.folded[start]) || text.folded[start] == "半" {
      guard start == 0 || !isNumeral(text.folded[start - 1]) else { return nil }
      return text.folded[start...].firstIndex { !isNumeral($0) && $0 != "半" } ?? text.count
    }
    guard text.isBoundary(start) else { return nil }
    for word in words where text.stands(word, at: start) && text.isBoundary(start + word.count) {
      return start + word.count
    }
    return nil
  }

  static func isNumeral(_ character: Character) -> Bool { value(character) != nil || unit(character) != nil }

  /// The value of Chinese numerals such as 三百二十 or 一万五千; nil for anything else, and above 10^12.
  static func value(of numerals: ArraySlice<Character>) -> Int? {
    var total = 0
    var section = 0
    var digit = 0
    for character in numerals {
      if let value = value(character) {
        digit = digit * 10 + value
      } else if let unit = unit(character) {
        if unit >= 10_000 {
          total = (total + section + digit) * unit
          section = 0
        } else {
          section += max(digit, 1) * unit
        }
        digit = 0
      } else {
        return nil
      }
      guard total <= 1_000_000_000_000, digit <= 1_000_000_000 else { return nil }
    }
    return numerals.isEmpty ? nil : total + section + digit
  }

  private static func value(_ character: Character) -> Int? {
    switch character {
    case "零", "〇": 0
    case "一", "壹": 1
    case "二", "两", "贰": 2
    case "三", "叁": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    default: nil
    }
  }

  static func unit(_ character: Character) -> Int? {
    switch character {
    case "十", "拾": 10
    case "百", "佰": 100
    case "千", "仟": 1000
    case "万": 10_000
    case "亿": 100_000_000
    default: nil
    }
  }

  private static let words: [[Character]] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "sixty",
  ].map(Array.init)
}

extension Character {
  var isDigit: Bool { asciiValue.map { (0x30...0x39).contains($0) } ?? false }
}
