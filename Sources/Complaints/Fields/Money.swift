/// An amount of money: minor units (fen, cents) and an ISO 4217 currency code.
package struct Money: Hashable, Sendable {
  package var minorUnits: Int64
  package var currency: String

  package init(minorUnits: Int64, currency: String) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  package enum InputError: Error, Hashable, Sendable {
    case unreadable
    case unknownCurrency(String)
    /// The currency has only this many decimals.
    case tooManyDecimals(currency: String, allowed: Int)
    case tooLarge
    /// Its comma may stand before thousands or before the decimals of this currency, which has three or more.
    case ambiguousComma(currency: String)
  }

  /// What a record stores: `12800 CNY`.
  package var stored: String { "\(minorUnits) \(currency)" }

  /// Reads what a record stores; nil for anything else.
  package init?(stored text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    // `+5` and `007` are numbers, too, and not what is stored.
    guard parts.count == 2, let minorUnits = Int64(parts[0]), "\(minorUnits)" == parts[0],
      parts[1].utf8.count == 3
    else { return nil }
    self.init(minorUnits: minorUnits, currency: String(parts[1]))
  }

  /// In major units, `128.00 CNY`: what `init(typed:)` reads back as the same amount.
  package var text: String {
    let decimals = Currency.decimals(currency)
    if decimals == 0 { return "\(minorUnits) \(currency)" }
    let digits = String(minorUnits.magnitude)
    let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(minorUnits < 0 ? "-" : "")\(filled.dropLast(decimals)).\(filled.suffix(decimals)) \(currency)"
  }

  /// Reads what a person typed: `128`, `128.00`, `128元`, `¥1,280.5`, `USD 12.34`, `12.34 USD`. No
  /// currency means CNY, and so does the sign ¥ (write `JPY` or 円 for yen). Amounts are not negative.
  package init(typed text: String) throws(InputError) {
    let scalars = Array(text.foldedToASCII.trimmed.unicodeScalars)
    guard let start = scalars.firstIndex(where: \.isASCIIDigit),
      let end = scalars.lastIndex(where: \.isASCIIDigit)
    else { throw .unreadable }

    let named = [scalars[..<start], scalars[(end + 1)...]]
      .map { String(String.UnicodeScalarView($0)).trimmed }
      .filter { !$0.isEmpty }
    var currencies: Set<String> = []
    for name in named {
      if let code = Currency.code(named: name) {
        currencies.insert(code)
      } else if name.utf8.count == 3, name.unicodeScalars.allSatisfy(\.isASCIILetter) {
        throw .unknownCurrency(name)
      } else {
        throw .unreadable
      }
    }
    guard currencies.count <= 1 else { throw .unreadable }
    let currency = currencies.first ?? Currency.standard
    let decimals = Currency.decimals(currency)

    let number = String(String.UnicodeScalarView(scalars[start...end]))
    let halves = number.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard halves.count <= 2, let whole = Self.ungrouped(halves[0]) else { throw .unreadable }
    let fraction = halves.count == 2 ? halves[1] : ""
    guard fraction.unicodeScalars.allSatisfy(\.isASCIIDigit) else { throw .unreadable }
    guard fraction.utf8.count <= decimals else {
      throw .tooManyDecimals(currency: currency, allowed: decimals)
    }
    guard decimals < 3 || halves.count == 2 || number.count(where: { $0 == "," }) != 1 else {
      throw .ambiguousComma(currency: currency)
    }
    let zeros = String(repeating: "0", count: decimals - fraction.utf8.count)
    guard let minorUnits = Int64(whole + fraction + zeros) else { throw .tooLarge }
    self.init(minorUnits: minorUnits, currency: currency)
  }

  /// The digits of `1280` or `1,280`; nil where the commas do not stand before groups of three.
  private static func ungrouped(_ text: String) -> String? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    for (index, group) in groups.enumerated() {
      guard !group.isEmpty, group.unicodeScalars.allSatisfy(\.isASCIIDigit) else { return nil }
      if index > 0, group.utf8.count != 3 { return nil }
      // A group of thousands never begins with a nought: `0,500` has a decimal comma.
      if index == 0, groups.count > 1, group.utf8.count > 3 || group.hasPrefix("0") { return nil }
    }
    return groups.joined()
  }
}
