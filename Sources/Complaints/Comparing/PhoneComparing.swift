/// Which numbers are one number, of those that `PhoneNumber.all` gives.
extension PhoneNumber {
  /// A number without what is dialled before it from elsewhere: the code of its country, or the 0 before an area code.
  package static func local(_ digits: String) -> String { parts(digits).number }

  /// The code of its country, where a number has one.
  package static func country(_ digits: String) -> String { parts(digits).code }

  /// Whether two numbers are one: with the code of a country they are also the one without it, but two with different
  /// codes are two.
  package static func areSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (parts(one), parts(other))
    return one.number == other.number && (one.code == other.code || one.code.isEmpty || other.code.isEmpty)
  }

  /// Whether a number that is looked for means one that was written down: they are one, or it is its end, from four
  /// digits on, or it has an area code before the number that is written without.
  package static func means(_ wanted: String, _ written: String) -> Bool {
    if areSame(wanted, written) { return true }
    if wanted.utf8.count >= shortestEnd, written.hasSuffix(wanted) { return true }
    let (long, short) = (parts(wanted), parts(written))
    return !isMobile(wanted) && short.number.utf8.count >= shortestWhole
      && long.number.hasSuffix(short.number)
      && (long.code.isEmpty || short.code.isEmpty)
  }

  /// Whether a number can tell who somebody is. What stands where nobody wanted to give one cannot (00000000,
  /// 12345678), nor can a service number that many call from or through (12315).
  package static func identifies(_ digits: String) -> Bool {
    let number = local(digits)
    guard number.utf8.count >= shortestWhole, !isOneDigit(number), !isRun(number), !isRepeated(number),
      !isFilled(number)
    else { return false }
    // 021-00000000, 13000000000: nothing but noughts after the code of an area or of a network.
    let end = number.utf8.suffix(8)
    return end.count < 8 || !end.allSatisfy { $0 == 0x30 }
  }

  /// The least digits of the end of a number that find it.
  package static let shortestEnd = 4

  /// The shortest number of a line that somebody has.
  static let shortestWhole = 7

  private static func parts(_ digits: String) -> (code: String, number: String) {
    if digits.hasPrefix("+") { return international(digits.dropFirst()) }
    if isMobile(digits) { return ("", digits) }
    // Codes that people write without the mark, before as many digits as numbers there have.
    let mayHaveCode = digits.utf8.count >= 10 && !digits.hasPrefix("0")
    for (code, lengths) in bareCodes where mayHaveCode && digits.hasPrefix(code) {
      let number = digits.dropFirst(code.utf8.count)
      guard lengths.contains(number.utf8.count), isNumber(number, of: code) else { continue }
      return (code, String(number.hasPrefix("0") ? number.dropFirst() : number))
    }
    let hasTrunk = digits.hasPrefix("0") && digits.utf8.count >= 8 && !isOneDigit(digits)
    return ("", hasTrunk ? String(digits.dropFirst()) : digits)
  }

  /// The longest code that is one. (In Italy the 0 is dialled from abroad as well: it tells nothing.)
  private static func international(_ digits: Substring) -> (code: String, number: String) {
    let length = (1...3).reversed().first { codes.contains(String(digits.prefix($0))) } ?? 0
    let number = digits.dropFirst(length)
    guard length > 0, number.utf8.count >= 4 else { return ("", String(digits)) }
    return (String(digits.prefix(length)), String(number.hasPrefix("0") ? number.dropFirst() : number))
  }

  /// No area of North America begins with 0 or 1; in Italy those of lines begin with 0 and all others with 3.
  private static func isNumber(_ number: Substring, of code: String) -> Bool {
    switch code {
    case "1": number >= "2"
    case "39": number.hasPrefix("0") || number.hasPrefix("3")
    default: true
    }
  }

  static func isOneDigit(_ digits: String) -> Bool {
    guard let first = digits.utf8.first else { return true }
    return digits.utf8.allSatisfy { $0 == first }
  }

  /// A mobile number, but for one digit all of one: 13111111111, 15555555555.
  private static func isFilled(_ digits: String) -> Bool {
    let bytes = Array(digits.utf8)
    return isMobile(digits) && Set(bytes).contains { digit in bytes.count { $0 == digit } >= 10 }
  }

  /// Two or three digits over and over, as long as a number with its area: 12312312312. (A line may have 62626262.)
  static func isRepeated(_ digits: String) -> Bool {
    let bytes = Array(digits.utf8)
    return bytes.count >= 10
      && (2...3).contains { period in zip(bytes, bytes.dropFirst(period)).allSatisfy { $0 == $1 } }
  }

  /// Each digit is one above the one before, or one below: 12345678, 87654321, 1234567890, 12345678910.
  static func isRun(_ digits: String) -> Bool {
    let bytes = digits.utf8.prefix(8).map { Int($0) - 0x30 }
    let steps = zip(bytes, bytes.dropFirst()).map { (($1 - $0) % 10 + 10) % 10 }
    return steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == 9 }
  }

  /// Codes of countries with the digits of a number there, without a 0 before the area (ITU-T E.164): where customers
  /// give their numbers with the code or without, and often without the +.
  private static let bareCodes: [(code: String, lengths: ClosedRange<Int>)] = [
    ("852", 8...8), ("853", 8...8), ("886", 8...9), ("65", 8...8), ("66", 8...9), ("60", 8...10),
    ("81", 9...10),
    ("82", 8...10), ("1", 10...10), ("44", 10...10), ("61", 9...9), ("33", 9...9), ("49", 9...11),
    ("39", 8...11), ("34", 9...9), ("31", 9...9), ("41", 9...9), ("48", 9...9), ("84", 9...9), ("7", 10...10),
    ("91", 10...10), ("63", 10...10), ("55", 10...11), ("971", 9...9),
  ]

  /// The codes of countries and networks (ITU-T E.164, list of 2016 with its amendments), without those of the longer ones
  /// that begin with 1 and 7.
  private static let codes: Set<String> = {
    let two = [
      "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
      "49", "51",
      "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
      "86", "90",
      "91", "92", "93", "94", "95", "98",
    ]
    // All codes of three digits begin with what is no code of two.
    let three = (200...999).map(String.init).filter { code in
      !["1", "7"].contains(code.prefix(1)) && !two.contains(String(code.prefix(2)))
    }
    return Set(["1", "7"] + two + three)
  }()
}
