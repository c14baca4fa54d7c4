import Glibc

/// Numbers of cells as people see them.
enum NumberText {
  /// Digits as they stand: a program other than a spreadsheet may have written all 18 of an order number. Else with
  /// the 15 digits that a spreadsheet shows, so that 0.1 + 0.2, which is stored as 0.30000000000000004, is 0.3. Nil
  /// where it is not a number.
  static func text(_ raw: ArraySlice<UInt8>) -> String? {
    guard raw.count <= 64, let text = String(validating: raw, as: UTF8.self) else { return nil }
    let digits = raw.first == UInt8(ascii: "-") ? raw.dropFirst() : raw
    if !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
    guard let number = value(raw), number.isFinite else { return nil }
    return shortest(number)
  }

  static func value(_ raw: ArraySlice<UInt8>) -> Double? {
    guard let first = raw.first, first < 0x40, let text = String(validating: raw, as: UTF8.self) else {
      return nil
    }
    return Double(text)
  }

  /// Whether the digits can be those of a longer number of which only the first 15 to 17 were kept.
  static func isRounded(_ raw: ArraySlice<UInt8>) -> Bool {
    let digits = raw.first == UInt8(ascii: "-") ? raw.dropFirst() : raw
    guard digits.count > 15 else { return false }
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return value(raw).map { $0.magnitude >= 1e15 } ?? false
    }
    if digits.dropFirst(15).allSatisfy({ $0 == 0x30 }) { return true }
    // As programs write a number that they hold in 53 bits: the fewest digits that give it back, then zeros.
    guard digits.last == 0x30, let number = value(raw), number.magnitude >= 9_007_199_254_740_992 else {
      return false
    }
    func significant(_ text: some Sequence<UInt8>) -> [UInt8] {
      var kept = text.filter { (0x30...0x39).contains($0) }
      while kept.last == 0x30 { kept.removeLast() }
      return kept
    }
    let shown = "\(number.magnitude)".utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    return significant(shown) == significant(digits)
  }

  /// As a cell in percent shows it.
  static func text(percent number: Double) -> String? {
    number.isFinite ? shortest(number * 100) + "%" : nil
  }

  private static func shortest(_ number: Double) -> String {
    if number.magnitude < 1e15, number == number.rounded() { return "\(Int64(number))" }
    var buffer = [CChar](repeating: 0, count: 40)
    let count = withVaList([number]) { vsnprintf(&buffer, 40, "%.15g", $0) }
    return String(decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
