/// Reads hexadecimal digits; spaces do not count. Nil for anything else.
package func unhex(_ text: String) -> [UInt8]? {
  var digits: [UInt8] = []
  for character in text where character != " " {
    guard let digit = character.hexDigitValue else { return nil }
    digits.append(UInt8(digit))
  }
  guard digits.count % 2 == 0 else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
