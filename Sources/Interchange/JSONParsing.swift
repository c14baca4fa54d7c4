extension JSON {
  /// Reads one value (RFC 8259) with nothing but white space around it. Nil for anything else: bad UTF-8, halves of
  /// surrogate pairs, more than 64 levels. Whole numbers beyond 64 bits and fractions are `double`.
  package init?(parsing bytes: [UInt8]) {
    var parser = JSONParser(bytes)
    guard let value = parser.document() else { return nil }
    self = value
  }
}

private struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private static let depth = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() -> JSON? {
    guard let value = value(level: 0) else { return nil }
    skipSpace()
    return position == bytes.count ? value : nil
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] != word.utf8Start[offset] {
      return false
    }
    position = end
    return true
  }

  private mutating func value(level: Int) -> JSON? {
    guard level < JSONParser.depth else { return nil }
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return object(level: level)
    case UInt8(ascii: "["): return array(level: level)
    case UInt8(ascii: "\""): return string().map(JSON.string)
    case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(level: Int) -> JSON? {
    position += 1
    var members: [(String, JSON)] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\""), let key = string() else { return nil }
      skipSpace()
      guard take(UInt8(ascii: ":")), let value = value(level: level + 1) else { return nil }
      members.append((key, value))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func array(level: Int) -> JSON? {
    position += 1
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      guard let value = value(level: level + 1) else { return nil }
      elements.append(value)
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func string() -> String? {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"): guard escape(into: &text) else { return nil }
      case ..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte = current else { return false }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      guard var scalar = hexadecimal() else { return false }
      if (0xD800...0xDBFF).contains(scalar) {
        guard take("\\u"), let low = hexadecimal(), (0xDC00...0xDFFF).contains(low) else { return false }
        scalar = 0x1_0000 + (scalar - 0xD800) << 10 + low - 0xDC00
      }
      // A half without the other becomes bytes that are no UTF-8.
      UTF8Text.append(scalar, to: &text)
    default: return false
    }
    return true
  }

  private mutating func hexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[position..<(position + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      number = number << 4 | UInt32(digit)
    }
    position += 4
    return number
  }

  private mutating func number() -> JSON? {
    let start = position
    _ = take(UInt8(ascii: "-"))
    guard take(UInt8(ascii: "0")) || digits() else { return nil }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard digits() else { return nil }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() else { return nil }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .integer(number) }
    return Double(text).flatMap { $0.isFinite ? .double($0) : nil }
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    return position > start
  }
}
