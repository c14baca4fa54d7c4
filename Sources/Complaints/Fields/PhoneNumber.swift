/// Comparing phone numbers however they were typed (China's numbering plan; others by their digits).
package enum PhoneNumber {
  /// The digits of the first number in a text, for comparing; nil when it has no digits. Full-width
  /// digits are folded, +86, 0086, 86 and 0 before an 11-digit mobile number dropped, the 0 of an area code
  /// kept (and put back after +86), an extension (`转801`, `ext. 801`, `#801`, `-801` after a landline)
  /// left out: the same switchboard is the same number. A + stays before a number from elsewhere.
  package static func normalised(_ text: String) -> String? {
    let pieces = pieces(text).map(\.digits)
    return pieces.first { $0.utf8.count >= shortest } ?? pieces.first
  }

  /// Every number in a text such as `021-12345678 / 138 0013 8000`, normalised, each once, in order.
  /// Pieces of one or two digits (`12345678/79`) are no numbers of their own.
  package static func all(_ text: String) -> [String] {
    var seen: Set<String> = []
    return lines(text).map(\.digits).filter { seen.insert($0).inserted }
  }

  /// A number, and behind a switchboard the extension: as many people as extensions share the number.
  package struct Line: Hashable, Sendable {
    package var digits: String
    /// Empty without one.
    package var `extension` = ""

    package init(digits: String, extension: String = "") {
      (self.digits, self.extension) = (digits, `extension`)
    }
  }

  /// The same numbers with their extensions.
  package static func lines(_ text: String) -> [Line] {
    var seen: Set<Line> = []
    return pieces(text).filter { $0.digits.utf8.count >= shortest && seen.insert($0).inserted }
  }

  /// The shortest service numbers have three digits (110).
  private static let shortest = 3

  private static let plainMarks = Array(" +-().".utf8)

  private static func pieces(_ text: String) -> [Line] {
    // A mobile number as most people type it stands for itself.
    if text.utf8.count == 11, text.utf8.first == 0x31, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return [Line(digits: text)]
    }
    var folded = text.utf8.allSatisfy { $0 < 0x80 } ? text : wordByWord(text)
    // `+49 (0)30`: the 0 is dialled within the country alone.
    if folded.contains("+") { folded = folded.replacing("(0)", with: "") }
    folded = withoutThousands(folded)
    // Nearly every phone field is one number and nothing else; looking for words in it would be slow.
    let isPlain = folded.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || plainMarks.contains($0) }
    return (isPlain ? [folded] : separated(folded.lowercased())).flatMap(parted)
      .map { line(in: $0, mayHaveWords: !isPlain) }.filter { !$0.digits.isEmpty }
  }

  /// `13,800,138,000`, as a spreadsheet shows a column of numbers.
  private static func withoutThousands(_ text: String) -> String {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 2, (1...3).contains(groups[0].utf8.count),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }),
      groups.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
    else { return text }
    return groups.joined()
  }

  /// Folded, but for the spaces and line ends: they tell numbers apart.
  private static func wordByWord(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { line in
      line.split(whereSeparator: \.isWhitespace).map { word in
        withPlainDigits(String(word).folded)
      }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// Digits of other scripts (Arabic, Devanagari, Thai) as 0 to 9.
  static func withPlainDigits(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard !scalar.isASCII, scalar.properties.numericType == .decimal,
        let value = scalar.properties.numericValue, let digit = Unicode.Scalar(UInt32(0x30 + value))
      else {
        scalars.append(scalar)
        continue
      }
      scalars.append(digit)
    }
    return String(scalars)
  }

  private static func separated(_ text: String) -> [String] {
    var spelt = text
    for word in ["或", "和", "及", " or ", " and "] where spelt.firstRange(of: word) != nil {
      spelt = spelt.replacing(word, with: ";")
    }
    return spelt.split { ";,、|&\n\r\r\n".contains($0) }.flatMap { slashed(String($0)) }
  }

  private static func line(in text: String, mayHaveWords: Bool) -> Line {
    let main = withoutTrailingGroup(mayHaveWords ? withoutMarkedExtension(text) : text)
    // What was left out stands behind.
    let after = String(digits(text).dropFirst(digits(main).utf8.count))
    return Line(digits: number(in: main), extension: after)
  }

  static func number(in main: String) -> String {
    let plain = digits(main)
    let international = main.unicodeScalars.first { $0 == "+" || $0.isASCIIDigit } == "+"
    // The last digits of a number may be noughts too; what a country's code opens is longer.
    if international || plain.hasPrefix("00") && plain.utf8.count >= 10 && !isOneDigit(plain) {
      let number = String(international ? plain[...] : plain.dropFirst(2))
      // The mark stays: else the code of a country would be the beginning of a number of another one.
      guard number.hasPrefix("86") else { return number.isEmpty ? "" : "+" + number }
      let national = withoutTrunk(String(number.dropFirst(2)))
      let isLandline = (9...11).contains(national.utf8.count) && !national.hasPrefix("0")
      return isLandline && !isMobile(national) && !isServiceNumber(national) ? "0" + national : national
    }
    if isNorthAmerican(main) { return "+" + plain }
    guard plain.hasPrefix("86") else { return withoutTrunk(plain) }
    let national = withoutTrunk(String(plain.dropFirst(2)))
    if isMobile(national) { return national }
    let landline = national.hasPrefix("0") ? national : "0" + national
    return isLandline(landline) && landline.utf8.count > 10 ? landline : plain
  }

  /// A mobile number as it is dialled from another town: 0 138 0013 8000.
  private static func withoutTrunk(_ digits: String) -> String {
    let number = String(digits.dropFirst())
    return digits.hasPrefix("0") && isMobile(number) ? number : digits
  }

  /// Without `转801`, `ext. 801`, `#801`.
  private static func withoutMarkedExtension(_ text: String) -> String {
    var end = text.endIndex
    for mark in ["转", "分机", "ext", "#", "x"] {
      if let range = text.firstRange(of: mark), !digits(String(text[..<range.lowerBound])).isEmpty {
        end = min(end, range.lowerBound)
      }
    }
    return String(text[..<end])
  }

  static func digits(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
  }

  /// 11 digits, 13... to 19... . (140 to 144 are no telephones in China; 1 415 is San Francisco.)
  package static func isMobile(_ digits: String) -> Bool {
    let bytes = Array(digits.utf8)
    guard bytes.count == 11, bytes[0] == 0x31, bytes[1] >= 0x33 else { return false }
    return bytes[1] != 0x34 || bytes[2] >= 0x35
  }

  /// 400 and 800 numbers have no area code.
  static func isServiceNumber(_ digits: String) -> Bool {
    digits.utf8.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800"))
  }
}
