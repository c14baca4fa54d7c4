/// Amounts of money in running text: `500元`, `五百块`, `1.5万元`, `¥500`, `RMB 500`, `$50`, `50 dollars`. A number
/// without a currency is none.
struct AmountReader {
  private let text: FoldedCharacters

  init(_ text: FoldedCharacters) { self.text = text }

  /// The amount that begins at a place, with where it ends.
  func amount(at start: Int) -> (end: Int, money: Money)? {
    var at = start
    let sign = currency(Self.before, at: &at)
    if sign != nil { skipSpaces(&at) }
    guard let (digits, factor) = number(at: &at) else { return nil }
    var code = sign
    var after = at
    skipSpaces(&after)
    if let named = currency(Self.after, at: &after) {
      guard code == nil || code == named else { return nil }
      code = named
      at = after
    }
    guard let code, let money = try? Money(typed: "\(digits) \(code)") else { return nil }
    let (units, isTooLarge) = money.minorUnits.multipliedReportingOverflow(by: Int64(factor))
    return (
      at, isTooLarge ? Money(minorUnits: .max, currency: code) : Money(minorUnits: units, currency: code)
    )
  }

  private func skipSpaces(_ at: inout Int) {
    while at < text.count, text.folded[at] == " " { at += 1 }
  }

  private func currency(_ names: [(name: [Character], code: String)], at: inout Int) -> String? {
    for (name, code) in names where text.stands(name, at: at) && isWhole(at..<at + name.count) {
      at += name.count
      return code
    }
    return nil
  }

  /// Letters that name a currency stand alone or beside digits.
  private func isWhole(_ name: Range<Int>) -> Bool {
    let (start, end) = (name.lowerBound, name.upperBound)
    return (text.isBoundary(start) || text.folded[start - 1].isDigit)
      && (text.isBoundary(end) || text.folded[end].isDigit)
  }

  /// Digits as `Money` reads them, and what they count: 5 and 10,000 for `5万`.
  private func number(at: inout Int) -> (digits: String, factor: Int)? {
    let start = at
    guard start < text.count else { return nil }
    if text.folded[start].isDigit {
      // Not the end of a longer number.
      if start > 0, text.folded[start - 1].isDigit || ".,".contains(text.folded[start - 1]) { return nil }
      while at < text.count,
        text.folded[at].isDigit
          || (".,".contains(text.folded[at]) && at + 1 < text.count && text.folded[at + 1].isDigit)
      {
        at += 1
      }
      let digits = String(text.folded[start..<at])
      guard at < text.count, let unit = NumberReader.unit(text.folded[at]) else { return (digits, 1) }
      at += 1
      return (digits, unit)
    }
    guard start == 0 || !NumberReader.isNumeral(text.folded[start - 1]) else { return nil }
    while at < text.count, NumberReader.isNumeral(text.folded[at]) { at += 1 }
    guard let value = NumberReader.value(of: text.folded[start..<at]) else { return nil }
    return (String(value), 1)
  }

  private static func names(_ names: [(String, String)]) -> [(name: [Character], code: String)] {
    // The longest first: 元 is the end of 美元.
    names.map { (Array($0.0), $0.1) }.sorted { $0.0.count > $1.0.count }
  }

  private static let codes = ["CNY", "RMB", "HKD", "USD", "EUR", "GBP", "JPY", "TWD", "MOP", "SGD"].map {
    ($0.lowercased(), Currency.code(named: $0) ?? $0)
  }

  private static let before = names(
    codes + [
      ("人民币", "CNY"), ("¥", "CNY"), ("$", "USD"), ("us$", "USD"), ("hk$", "HKD"), ("nt$", "TWD"),
      ("€", "EUR"),
      ("£", "GBP"),
    ])

  private static let after = names(
    codes + [
      ("元", "CNY"), ("圆", "CNY"), ("块", "CNY"), ("块钱", "CNY"), ("元整", "CNY"), ("元人民币", "CNY"), ("人民币", "CNY"),
      ("yuan", "CNY"), ("美元", "USD"), ("美金", "USD"), ("dollar", "USD"), ("dollars", "USD"), ("港元", "HKD"),
      ("港币", "HKD"), ("欧元", "EUR"), ("euro", "EUR"), ("euros", "EUR"), ("英镑", "GBP"), ("pound", "GBP"),
      ("pounds", "GBP"), ("日元", "JPY"), ("円", "JPY"), ("新台币", "TWD"),
    ])
}
