/// How a language writes numbers and chooses plurals.
extension Language {
  /// The plural categories of whole numbers (Unicode CLDR, "Language Plural Rules", cardinal): English has
  /// `one` for 1 and -1 and `other`, Chinese has `other` alone.
  func pluralCategory(_ digits: String) -> String {
    switch self {
    case .en: digits == "1" || digits == "-1" ? "one" : "other"
    case .zhHans: "other"
    }
  }

  /// Digits in groups of three, as CLDR's `#,##0.###` has them for both languages: `12345` is `12,345`.
  package func grouped(_ number: some BinaryInteger) -> String { grouped(digits: String(number)) }

  func grouped(digits: String) -> String {
    let sign = digits.utf8.first == UInt8(ascii: "-") ? "-" : ""
    let digits = Array(digits.utf8.dropFirst(sign.utf8.count))
    guard digits.count > 3 else { return sign + String(decoding: digits, as: UTF8.self) }
    var result: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(digit)
    }
    return sign + String(decoding: result, as: UTF8.self)
  }
}
