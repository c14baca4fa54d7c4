/// `_x000D_`: how a workbook writes a character that XML cannot hold (ISO 29500-1, 22.9.2.19).
enum EscapedText {
  /// Appends the text with its escapes resolved. An escape that stands for no character stays as it is.
  static func decode(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) {
    var rest = bytes
    while let place = rest.firstIndex(of: UInt8(ascii: "_")) {
      output.append(contentsOf: rest[..<place])
      if let number = number(rest[place...]), let scalar = Unicode.Scalar(number) {
        output.append(contentsOf: String(Character(scalar)).utf8)
        rest = rest[(place + 7)...]
      } else {
        output.append(UInt8(ascii: "_"))
        rest = rest[(place + 1)...]
      }
    }
    output.append(contentsOf: rest)
  }

  /// The number of an escape that the bytes begin with.
  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    guard bytes.count >= 7 else { return nil }
    let start = bytes.startIndex
    guard bytes[start + 1] == UInt8(ascii: "x"), bytes[start + 6] == UInt8(ascii: "_") else { return nil }
    var number: UInt32 = 0
    for byte in bytes[(start + 2)..<(start + 6)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      number = number << 4 | UInt32(digit)
    }
    return number
  }

  /// Appends text as the content of an XML element; what XML cannot hold, and what would be read as an
  /// escape, is escaped.
  static func encode(_ text: Substring, into output: inout [UInt8]) {
    let bytes = Array(text.utf8)
    var start = 0
    func flush(_ end: Int, _ replacement: String, _ output: inout [UInt8]) {
      output.append(contentsOf: bytes[start..<end])
      output.append(contentsOf: replacement.utf8)
      start = end + 1
    }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "&"): flush(index, "&amp;", &output)
      case UInt8(ascii: "<"): flush(index, "&lt;", &output)
      case UInt8(ascii: ">"): flush(index, "&gt;", &output)
      case 0x0D: flush(index, "&#13;", &output)
      case 0x00..<0x20 where bytes[index] != 0x09 && bytes[index] != 0x0A:
        flush(
          index, "_x00\(bytes[index] < 16 ? "0" : "")\(String(bytes[index], radix: 16, uppercase: true))_",
          &output)
      case UInt8(ascii: "_") where number(bytes[index...]) != nil: flush(index, "_x005F_", &output)
      // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
      case 0xEF where index + 2 < bytes.count && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE:
        flush(index, bytes[index + 2] == 0xBE ? "_xFFFE_" : "_xFFFF_", &output)
        start = index + 3
      default: break
      }
    }
    output.append(contentsOf: bytes[start...])
  }
}
