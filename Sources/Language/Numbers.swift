/// How numbers stand in texts. Both languages group digits alike; Chinese has no plural (Unicode CLDR).
extension BinaryInteger {
  /// Digits in groups of three, as CLDR's `#,##0.###` has them for both languages: `12345` is `12,345`.
  package var grouped: String {
    let digits = Array(String(self).utf8)
    let sign = digits.first == UInt8(ascii: "-") ? 1 : 0
    var result = Array(digits[..<sign])
    for (index, digit) in digits[sign...].enumerated() {
      if index > 0, (digits.count - sign - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(digit)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// One of two English forms: the first for 1 and -1 (CLDR, "Language Plural Rules", cardinal `one`).
  package func plural(_ one: String, _ other: String) -> String { magnitude == 1 ? one : other }

  /// The number and what there are so many of: `1 case`, `2,000 cases`.
  package func of(_ one: String, _ other: String) -> String { "\(grouped) \(plural(one, other))" }
}
