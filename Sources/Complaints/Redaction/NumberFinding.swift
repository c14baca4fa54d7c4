/// A number in a text: digits of any script that belong together.
struct FoundNumber {
  let range: Range<Int>
  /// In ASCII; an `X` may end an identity number.
  let digits: String
}

extension PersonalText {
  /// Runs of digits with at most a mark between two of them (`138-0013 8000`), dates and amounts left out.
  var numbers: [FoundNumber] {
    var found: [FoundNumber] = []
    var index = 0
    while index < count {
      if let end = date(at: index) {
        index = end
        continue
      }
      guard let first = typed[index].spokenDigit, let begin = start(ofNumber: index) else {
        index += 1
        continue
      }
      var digits = String(first)
      var end = index + 1
      var at = end
      while at < count {
        // 021-20111228 is a number: an area code has no date behind it.
        let isArea = digits.hasPrefix("0") && (3...4).contains(digits.count)
        if date(at: at) != nil, at > end, !isArea { break }
        if let digit = typed[at].spokenDigit {
          digits.append(digit)
          at += 1
          end = at
        } else if "-. ()·".contains(folded[at]), at - end < 2 {
          at += 1
        } else {
          break
        }
      }
      if digits.count == 17, end < count, folded[end] == "x" {
        digits.append("X")
        end += 1
      }
      if digits.utf8.count >= 10 || !isAmount(index..<end) {
        found.append(FoundNumber(range: begin..<end, digits: digits))
      }
      index = max(end, index + 1)
    }
    return found
  }

  /// With the letters in front of it (`DE8937…`, `E12345678`), at most four; nil within a longer word.
  private func start(ofNumber index: Int) -> Int? {
    let start = start(before: index, most: 5) { $0.isASCII && $0.isLetter }
    guard index - start <= 4, start == 0 || !folded[start - 1].isLatinWord else { return nil }
    return start
  }

  /// Where a date that begins at a place ends: `2026-11-22`, `2026年11月22日`, `20261122`, `11月22日`.
  func date(at index: Int) -> Int? {
    guard index == 0 || typed[index - 1].spokenDigit == nil, typed[index].spokenDigit != nil else {
      return nil
    }
    func number(_ at: Int, _ lengths: ClosedRange<Int>) -> (value: Int, end: Int)? {
      let end = self.end(from: at) { $0.isASCIIDigit }
      guard lengths.contains(end - at), let value = Int(String(folded[at..<end])) else { return nil }
      return (value, end)
    }
    func part(_ at: Int, after marks: String, _ values: ClosedRange<Int>) -> Int? {
      guard at < count, marks.contains(folded[at]) else { return nil }
      return number(at + 1, 1...2).flatMap { values.contains($0.value) ? $0.end : nil }
    }
    func day(_ end: Int) -> Int { end < count && "日号".contains(folded[end]) ? end + 1 : end }
    if let year = number(index, 4...4), (1900...2099).contains(year.value),
      let month = part(year.end, after: "-/.年", 1...12)
    {
      return part(month, after: "-/.月", 1...31).map(day) ?? (folded[year.end] == "年" ? month : nil)
    }
    if let month = number(index, 1...2), (1...12).contains(month.value),
      let end = part(month.end, after: "月", 1...31)
    {
      return day(end)
    }
    if let all = number(index, 8...8), (1900...2099).contains(all.value / 10_000),
      (1...12).contains(all.value / 100 % 100), (1...31).contains(all.value % 100)
    {
      return all.end
    }
    return nil
  }

  private func isAmount(_ range: Range<Int>) -> Bool {
    let before = start(before: range.lowerBound, most: 4) { !$0.isHan && !$0.isASCIIDigit }
    if folded[before..<range.lowerBound].contains(where: { "¥￥$€£".contains($0) }) { return true }
    let units = ["元", "块", "万", "yuan", "rmb", "cny", "usd", "eur"]
    let after = end(from: range.upperBound) { $0 == " " }
    return units.contains { stands(Array($0), at: after) }
  }

  /// What numbers tell: of an identity, a card, a phone, an order.
  func findNumbers(_ add: (RedactionRule, Range<Int>) -> Void) {
    for number in numbers {
      guard number.digits.utf8.count >= 7 else { continue }
      if Self.isIdentity(number.digits) {
        add(.identity, number.range)
      } else if (13...19).contains(number.digits.utf8.count), Self.isLuhn(number.digits) {
        add(.card, number.range)
      } else if Self.isPhone(number.digits), typed[number.range.lowerBound].spokenDigit != nil {
        add(.phone, withPlus(number.range))
      } else {
        add(.number, number.range)
      }
    }
  }

  private func withPlus(_ range: Range<Int>) -> Range<Int> {
    let start = start(before: range.lowerBound, most: 2) { $0 == "+" || $0 == "(" }
    return start..<range.upperBound
  }

  /// A resident identity number: its day of birth and its check character (GB 11643-1999).
  static func isIdentity(_ digits: String) -> Bool {
    let all = Array(digits.utf8)
    guard all.count == 18, all[..<17].allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(all, weights).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
    return Array("10X98765432".utf8)[sum % 11] == all[17]
  }

  /// The check digit of cards (ISO/IEC 7812-1, annex B).
  static func isLuhn(_ digits: String) -> Bool {
    var sum = 0
    for (place, byte) in digits.utf8.reversed().enumerated() {
      guard (0x30...0x39).contains(byte) else { return false }
      let digit = Int(byte) - 0x30
      sum += place % 2 == 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9
    }
    return sum % 10 == 0
  }

  private static func isPhone(_ digits: String) -> Bool {
    guard (7...15).contains(digits.utf8.count) else { return false }
    let local = PhoneNumber.local(digits.hasPrefix("0086") ? String(digits.dropFirst(4)) : digits)
    return PhoneNumber.isMobile(local) || digits.hasPrefix("0") || (7...8).contains(digits.utf8.count)
      || digits.hasPrefix("400") || digits.hasPrefix("800") || (10...12).contains(digits.utf8.count)
  }
}
