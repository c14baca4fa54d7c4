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
    guard number.utf8.count >= shortestWhole, !isOneDigit(number), !isRun(number) else { return false }
    // 021-00000000, 13000000000: nothing but noughts after the code of an area or of a network.
    let end = number.utf8.suffix(8)
    return end.count < 8 || !end.allSatisfy { $0 == 0x30 }
  }

  /// The least digits of the end of a number that find it.
  package static let shortestEnd = 4

  /// The shortest number of a line that somebody has.
  private static let shortestWhole = 7

  private static func parts(_ digits: String) -> (code: String, number: String) {
    if isMobile(digits) { return ("", digits) }
    let digits = digits.hasPrefix("+") ? String(digits.dropFirst()) : digits
    for (code, lengths) in countries where digits.hasPrefix(code) {
      guard lengths.contains(digits.utf8.count - code.utf8.count) else { continue }
      return (code, String(digits.dropFirst(code.utf8.count)))
    }
    let hasTrunk = digits.hasPrefix("0") && digits.utf8.count >= 8 && !isOneDigit(digits)
    return ("", hasTrunk ? String(digits.dropFirst()) : digits)
  }

  static func isOneDigit(_ digits: String) -> Bool {
    guard let first = digits.utf8.first else { return true }
    return digits.utf8.allSatisfy { $0 == first }
  }

  /// Each digit is one above the one before, or one below: 12345678, 87654321, 1234567890, 12345678910.
  static func isRun(_ digits: String) -> Bool {
    let bytes = digits.utf8.prefix(8).map { Int($0) - 0x30 }
    let steps = zip(bytes, bytes.dropFirst()).map { (($1 - $0) % 10 + 10) % 10 }
    return steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == 9 }
  }

  /// Codes of countries with the digits of a number there, without a 0 before the area (ITU-T E.164, national numbering
  /// plans): where customers give their numbers with the code or without.
  private static let countries: [(code: String, lengths: ClosedRange<Int>)] = [
    ("852", 8...8), ("853", 8...8), ("886", 8...9), ("855", 8...9), ("856", 8...10), ("880", 8...10),
    ("971", 8...9), ("972", 8...9), ("973", 8...8), ("974", 8...8), ("965", 8...8), ("966", 9...9),
    ("968", 8...8), ("977", 8...10), ("976", 8...8), ("998", 9...9), ("996", 9...9), ("994", 9...9),
    ("212", 9...9), ("213", 8...9), ("216", 8...8), ("234", 8...10), ("254", 9...9), ("233", 9...9),
    ("351", 9...9), ("353", 7...9), ("354", 7...7), ("356", 8...8), ("357", 8...8), ("358", 6...10),
    ("359", 8...9), ("370", 8...8), ("371", 8...8), ("372", 7...8), ("380", 9...9), ("381", 8...9),
    ("385", 8...9), ("386", 8...8), ("420", 9...9), ("421", 9...9),
    ("65", 8...8), ("66", 8...9), ("60", 8...10), ("62", 8...12), ("63", 8...10), ("64", 8...10),
    ("84", 9...10),
    ("81", 9...10), ("82", 8...10), ("90", 10...10), ("91", 10...10), ("92", 9...10), ("94", 9...9),
    ("95", 8...10),
    ("98", 10...10), ("20", 8...10), ("27", 9...9), ("7", 10...10), ("1", 10...10), ("44", 9...10),
    ("61", 9...9),
    ("30", 10...10), ("31", 9...9), ("32", 8...9), ("33", 9...9), ("34", 9...9), ("36", 8...9),
    ("39", 8...11),
    ("40", 9...9), ("41", 9...9), ("43", 7...12), ("45", 8...8), ("46", 7...9), ("47", 8...8), ("48", 9...9),
    ("49", 7...11), ("51", 8...9), ("52", 10...10), ("54", 10...11), ("55", 10...11), ("56", 9...9),
    ("57", 10...10), ("58", 10...10),
  ]
}
