/// What a number format shows beside a number, and how it fills it up: `"SH-"00000` shows 12 as SH-00012
/// (ISO 29500-1, 18.8.31).
struct NumberPattern: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    /// The place of a digit: `0` shows one in any case, `#` and `?` one that there is.
    case digit(isZero: Bool)
    /// The whole number or text: `General`, `@`.
    case whole
  }

  let pieces: [Piece]
  /// Numbers below zero have a section of their own, and so may zero have.
  let sections: Int

  /// As the cell shows it; nil for what another section shows, and for a fraction, which is shown as another number.
  func shown(_ number: String) -> String? {
    if pieces.contains(.whole) { return filled { number } }
    let isNegative = number.first == "-"
    let written = isNegative ? number.dropFirst() : number[...]
    guard !written.isEmpty, written.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let digits = written.drop { $0 == "0" }
    guard isNegative ? sections == 1 : !(digits.isEmpty && sections > 2) else { return nil }
    var left = digits
    var places = pieces.count { if case .digit = $0 { true } else { false } }
    var parts: [String] = []
    // From the right, as digits stand; the first place has all that are left.
    for piece in pieces.reversed() {
      switch piece {
      case .literal(let text): parts.append(text)
      case .whole: break
      case .digit(let isZero):
        places -= 1
        let own = left.last.map(String.init) ?? (isZero ? "0" : "")
        left = left.dropLast()
        parts.append(places == 0 ? left + own : own)
      }
    }
    return (isNegative ? "-" : "") + parts.reversed().joined()
  }

  /// With a text in the place of the whole.
  func filled(_ whole: () -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): text
      case .whole: whole()
      case .digit: ""
      }
    }
    .joined()
  }
}

extension [NumberPattern.Piece] {
  /// What stands beside the number, without the signs that say nothing of what is counted; "" for nothing.
  var words: String {
    let texts = compactMap { piece -> String? in
      guard case .literal(let text) = piece, !text.trimmedOfSpaces.isEmpty else { return nil }
      return text.trimmedOfSpaces
    }
    let text = texts.joined(separator: " ")
    guard text.contains(where: { $0.isLetter || $0.isCurrencySymbol }) else { return "" }
    let isSign: (Character) -> Bool = { "-+()!^&'~{}<>= ".contains($0) }
    return String(String(text.drop(while: isSign).reversed()).drop(while: isSign).reversed())
  }
}

/// One section of a format code, taken apart.
struct FormatSection {
  private(set) var pieces: [NumberPattern.Piece] = []
  /// All that stands in it bare, in lower case.
  private(set) var letters: Set<Character> = []
  /// It counts hours, minutes or seconds past a day, an hour, a minute: `[h]:mm`.
  private(set) var isElapsed = false
  private(set) var currency: String?
  /// `+08:00`, as our exports say it, and of a `Z` behind a time.
  private(set) var offset: String?
  /// `General`, by whatever name.
  private(set) var isGeneral = false
  /// It depends on the value, or shows the number in a way that is not known here.
  private(set) var isUnclear = false

  /// Characters that a format shows without quotation marks.
  private static let bare: Set<Character> = [
    "$", "-", "+", "(", ")", ":", "!", "^", "&", "'", "~", "{", "}", "<", ">", "=", " ",
  ]
  private static let signs: Set<String> = [
    "¥", "￥", "$", "€", "£", "₩", "元", "円", "US$", "HK$", "NT$", "MOP$", "CNY", "RMB", "USD", "EUR", "GBP",
    "HKD", "TWD", "JPY",
  ]
  /// Behind a time: that of Greenwich.
  private static let universal: Set<String> = ["Z", "UTC", "GMT"]
  private static let generalNames = ["general", "g/通用格式"]
  private static let colours: Set<String> = [
    "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow",
  ]

  /// The sections of a format code: for numbers, those below zero, zero, and texts.
  static func sections(of code: String) -> [FormatSection] {
    var rest = code.prefix(1024)[...]
    var sections: [FormatSection] = []
    repeat {
      sections.append(FormatSection(&rest))
    } while !rest.isEmpty && sections.count < 4
    return sections
  }

  /// Takes one section off the code, with the semicolon behind it.
  private init(_ rest: inout Substring) {
    while let character = rest.first {
      if character.lowercased() == "g",
        let name = Self.generalNames.first(where: { rest.prefix($0.count).lowercased() == $0 })
      {
        isGeneral = true
        pieces.append(.whole)
        rest = rest.dropFirst(name.count)
        continue
      }
      rest = rest.dropFirst()
      switch character {
      case ";": return
      case "\"":
        let quoted = rest.prefix { $0 != "\"" }
        let sign = String(quoted).trimmedOfSpaces
        if Self.signs.contains(sign) { currency = sign }
        if sign.wholeMatch(of: /[+-][0-9]{2}:[0-9]{2}/) != nil { offset = sign }
        if Self.universal.contains(sign) { offset = "+00:00" }
        pieces.append(.literal(String(quoted)))
        rest = rest.dropFirst(quoted.count + 1)
      case "[":
        let inner = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inner.count + 1)
        bracket(inner)
      case "\\":
        guard let next = rest.popFirst() else { return }
        if Self.signs.contains(String(next)) { currency = String(next) }
        if Self.universal.contains(String(next)) { offset = "+00:00" }
        pieces.append(.literal(String(next)))
      // A gap as wide as the next character, and the next character as often as there is room.
      case "_", "*": _ = rest.popFirst()
      default: take(character)
      }
    }
  }

  /// `[Red]`, `[h]`, `[$€-407]`, `[<=100]`.
  private mutating func bracket(_ inner: Substring) {
    let word = inner.lowercased()
    if ["h", "hh", "m", "mm", "s", "ss"].contains(word) {
      letters.insert("h")
      isElapsed = true
    } else if inner.first == "$" {
      // A currency, and the place whose customs it follows. `[$-804]` has none.
      let sign = String(inner.dropFirst().prefix { $0 != "-" }).trimmedOfSpaces
      let place = inner.drop { $0 != "-" }.dropFirst()
      if !sign.isEmpty { currency = PlacedCurrency.code(sign, of: place) ?? sign }
    } else if !Self.colours.contains(word), !word.hasPrefix("color") {
      isUnclear = true
    }
  }

  private mutating func take(_ character: Character) {
    if Self.signs.contains(String(character)) { currency = String(character) }
    for letter in character.lowercased() { letters.insert(letter) }
    switch character {
    case "0": pieces.append(.digit(isZero: true))
    case "#", "?": pieces.append(.digit(isZero: false))
    case "@": pieces.append(.whole)
    case ".", ",", "/", "E", "e", "%": break
    default:
      if Self.bare.contains(character) || !character.isASCII {
        pieces.append(.literal(String(character)))
      } else {
        isUnclear = true
      }
    }
  }

  /// It says something beside the number.
  var hasText: Bool {
    pieces.contains { if case .literal(let text) = $0 { !text.trimmedOfSpaces.isEmpty } else { false } }
  }
  var hasWhole: Bool { pieces.contains(.whole) }
  /// Digits in groups, decimals, powers and fractions, which are not shown here as the cell shows them.
  var isMeasure: Bool { !letters.isDisjoint(with: [".", ",", "/", "e"]) }
}

extension String {
  /// Without spaces at both ends, the one that does not break among them.
  var trimmedOfSpaces: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\u{A0}" }
    return String(String(drop(while: isSpace).reversed()).drop(while: isSpace).reversed())
  }
}
