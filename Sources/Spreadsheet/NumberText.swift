import Glibc

/// Numbers of cells as people see them.
enum NumberText {
  /// Digits as they stand, where they are few; else with the 15 digits that a spreadsheet shows, so that
  /// 0.1 + 0.2, which is stored as 0.30000000000000004, is 0.3. Nil where it is not a number.
  static func text(_ raw: ArraySlice<UInt8>) -> String? {
    guard raw.count <= 64, let text = String(validating: raw, as: UTF8.self) else { return nil }
    let digits = raw.first == UInt8(ascii: "-") ? raw.dropFirst() : raw
    if (1...15).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
    guard let number = value(raw), number.isFinite else { return nil }
    return shortest(number)
  }

  static func value(_ raw: ArraySlice<UInt8>) -> Double? {
    guard let first = raw.first, first < 0x40, let text = String(validating: raw, as: UTF8.self) else {
      return nil
    }
    return Double(text)
  }

  private static func shortest(_ number: Double) -> String {
    if number.magnitude < 1e15, number == number.rounded() { return "\(Int64(number))" }
    var buffer = [CChar](repeating: 0, count: 40)
    let count = withVaList([number]) { vsnprintf(&buffer, 40, "%.15g", $0) }
    return String(decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
