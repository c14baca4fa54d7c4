/// Small text helpers that need no Foundation (its tables cost start-up time).
extension String {
  /// Plain characters in place of the full-width forms (U+FF01...FF5E, currency signs), the ideographic
  /// space and the dashes that Chinese input methods produce. For numbers, dates and codes; never for prose.
  package var foldedToASCII: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var folded = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let value: UInt32 =
        switch scalar.value {
        case 0xFF01...0xFF5E: scalar.value - 0xFEE0
        case 0x3000, 0x00A0: 0x20
        case 0xFFE1: 0x00A3  // £
        case 0xFFE5: 0x00A5  // ¥
        case 0xFFE6: 0x20A9  // ₩
        case 0x2010...0x2015, 0x2212: 0x2D
        default: scalar.value
        }
      folded.append(Unicode.Scalar(value) ?? scalar)
    }
    return String(folded)
  }

  /// Without white space and byte order marks at both ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.isBlank }) else { return "" }
    let last = scalars.lastIndex { !$0.isBlank } ?? first
    if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return self }
    return String(scalars[first...last])
  }
}

extension Unicode.Scalar {
  /// White_Space (Unicode 16, PropList) or a byte order mark.
  fileprivate var isBlank: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }

  var isASCIIDigit: Bool { value >= 0x30 && value <= 0x39 }

  var isASCIILetter: Bool { (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }
}

/// `number` with zeros before it, at least `width` digits. For numbers of 0 and above.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
