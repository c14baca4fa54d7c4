extension ContentHash {
  /// Reads 64 hexadecimal digits; nil for anything else.
  package init?(text: String) {
    let digits = text.utf8.map(hexadecimalDigit)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for at in stride(from: 0, to: 64, by: 2) {
      guard let high = digits[at], let low = digits[at + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    self.init(bytes: bytes)
  }
}
