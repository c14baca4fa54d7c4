/// Where in a text a phone number ends and another one, or an extension, begins. People set the same marks between the
/// digits of one number and between two.
extension PhoneNumber {
  /// A slash parts two numbers, but behind an area code it is within one (`030/123456`).
  static func slashed(_ text: String) -> [String] {
    var found: [String] = []
    for part in text.split(separator: "/").map(String.init) {
      if let last = found.last, isBeginning(last, of: part) {
        found[found.count - 1] = last + " " + part
      } else {
        found.append(part)
      }
    }
    return found
  }

  /// Whether a text is the code of an area, or of a country with that, and another the number behind it.
  private static func isBeginning(_ text: String, of rest: String) -> Bool {
    let (code, number) = (digits(text), digits(rest))
    guard number.utf8.count >= shortestEnd, !number.hasPrefix("0"), !isMobile(number) else { return false }
    if text.contains("+") { return code.utf8.count <= 7 }
    if code.hasPrefix("0") { return (2...5).contains(code.utf8.count) && !code.hasPrefix("00") }
    // `415/555-0100`
    return code.utf8.count == 3 && code >= "200" && !code.hasSuffix("11") && groups(rest) == [3, 4]
  }

  /// Spaces group the digits of one number (`138 0013 8000`, `021-6000 0000-801`). They part two where what stands
  /// before is a whole number and what follows is more than an extension and begins one.
  static func parted(_ line: String) -> [String] {
    let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard words.count > 1 else { return [line] }
    var left = digits(line).utf8.count
    var found: [String] = []
    var current = ""
    for word in words {
      let own = digits(word)
      if !own.isEmpty, left >= shortestWhole, isComplete(current) {
        let isArea = own.hasPrefix("0") && own.utf8.count >= 3 && !own.hasPrefix("000")
        let begins = word.contains("+") || isArea || isComplete(word)
        // No number has more than 15 digits (ITU-T E.164).
        if begins || isMobile(number(in: current)) || digits(current).utf8.count + left > 15 {
          found.append(current)
          current = ""
        }
      }
      current += current.isEmpty ? word : " " + word
      left -= own.utf8.count
    }
    return found + [current]
  }

  /// Whether what was read so far can be a number, and not only the beginning of one with its area.
  private static func isComplete(_ text: String) -> Bool {
    let (plain, number) = (digits(text), number(in: text))
    if isMobile(number) || isServiceNumber(number) { return true }
    let least: Int
    if text.contains("+") {
      least = 10
    } else if plain.hasPrefix("0") {
      least = plain.hasPrefix("00") ? 12 : 9
    } else {
      least = plain.hasPrefix("1") || plain.hasPrefix("86") ? 11 : shortestWhole
    }
    return plain.utf8.count >= least
  }

  /// Without the last group behind a dash where there is a whole number before it: `021-60000000-801`,
  /// `+86 21 6000 0000-801`, `60000000-801`, `13800138000-1234`.
  static func withoutTrailingGroup(_ text: String) -> String {
    guard let dash = text.lastIndex(of: "-") else { return text }
    let (before, last) = (String(text[..<dash]), digits(String(text[text.index(after: dash)...])))
    let isWhole = takesExtension(before) && !isServiceNumber(digits(text))
    return (1...6).contains(last.utf8.count) && isWhole ? before : text
  }

  private static func takesExtension(_ text: String) -> Bool {
    let number = number(in: text)
    if isMobile(number) || isServiceNumber(number) || isLandline(number) { return true }
    if number.hasPrefix("+") {
      let code = country(number)
      return ["1": 10, "65": 8, "852": 8, "853": 8][code] == local(number).utf8.count
    }
    let groups = groups(text)
    if number.hasPrefix("0") {
      // The code of an area that is set apart, wherever that is.
      return groups.count > 1 && (3...4).contains(groups[0])
        && (7...8).contains(number.utf8.count - groups[0])
    }
    return !number.hasPrefix("1") && (groups == [7] || groups == [8] || groups == [4, 4])
  }

  /// A number of a line in China with the code of its area: 010 and 02… have three digits, the others four; lines seven
  /// or eight.
  static func isLandline(_ digits: String) -> Bool {
    if digits.hasPrefix("010") || digits.hasPrefix("02") { return (10...11).contains(digits.utf8.count) }
    return digits.utf8.starts(with: [0x30]) && digits >= "03" && (11...12).contains(digits.utf8.count)
  }

  /// `1 (415) 555-0100`, `1-415-555-0100`: the 1 stands apart there, in a mobile number of China never.
  static func isNorthAmerican(_ text: String) -> Bool {
    let (plain, groups) = (digits(text), groups(text))
    guard plain.utf8.count == 11, plain.hasPrefix("1"), plain.dropFirst() >= "2" else { return false }
    return groups == [1, 3, 3, 4] || groups == [1, 3, 7] || groups == [1, 10] && !isMobile(plain)
  }

  /// How many digits stand together.
  private static func groups(_ text: String) -> [Int] {
    text.split { !($0.isASCII && $0.isNumber) }.map(\.count)
  }
}
