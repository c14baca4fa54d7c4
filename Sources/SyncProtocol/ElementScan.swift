/// Counts the elements of a message in its bytes, before anything is decoded.
///
/// It goes over the bytes once and keeps nothing. What it cannot make sense of it leaves to the decoder, which
/// will say so.
struct ElementScan {
  private var rest: Int

  /// - Throws: `Refusal` (`too_large`).
  static func check(protobuf bytes: [UInt8], _ bounds: MessageBounds, most: Int) throws(Refusal) {
    var scan = ElementScan(rest: most)
    try scan.message(bytes[...], bounds, depth: Limits.messageDepth)
  }

  /// Every value of JSON but the first follows a comma, a bracket or a brace that stands outside of texts.
  /// - Throws: `Refusal` (`too_large`).
  static func check(json bytes: [UInt8]) throws(Refusal) {
    var count = 0
    var isInText = false
    var isEscaped = false
    for byte in bytes {
      if isInText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"):
        count += 1
        guard count <= Limits.jsonValues else {
          throw Refusal(
            .tooLarge, "More than \(Limits.jsonValues) values in one body of JSON.",
            hint: "Protocol.md lists the limits; the binary form has none of this kind.")
        }
      default: break
      }
    }
  }

  private mutating func message(_ bytes: ArraySlice<UInt8>, _ bounds: MessageBounds, depth: Int)
    throws(Refusal)
  {
    // Deeper than that nothing is decoded either.
    guard depth > 0 else { return }
    var counts: [Int: Int] = [:]
    var at = bytes.startIndex
    while at < bytes.endIndex {
      guard let key = Self.varint(bytes, &at) else { return }
      let field = Int(truncatingIfNeeded: key >> 3)
      switch key & 7 {
      case 0:
        guard Self.varint(bytes, &at) != nil else { return }
        if case .numbers(let most) = bounds.fields[field] { try count(1, field, most, &counts) }
      case 1: at += 8
      case 5: at += 4
      case 2:
        guard let length = Self.varint(bytes, &at), length <= UInt64(bytes.endIndex - at) else { return }
        let content = bytes[at..<at + Int(length)]
        at += Int(length)
        switch bounds.fields[field] {
        case .numbers(let most):
          try count(content.reduce(0) { $0 + ($1 < 0x80 ? 1 : 0) }, field, most, &counts)
        case .ids(let most), .strings(let most): try count(1, field, most, &counts)
        case .messages(let most, let inner):
          try count(1, field, most, &counts)
          if !inner.fields.isEmpty { try message(content, inner, depth: depth - 1) }
        case .message(let inner):
          if !inner.fields.isEmpty { try message(content, inner, depth: depth - 1) }
        case .id, nil: break
        }
      // A group of a field that nobody knows: its ends have no content of their own.
      case 3, 4: break
      default: return
      }
    }
  }

  private mutating func count(_ elements: Int, _ field: Int, _ most: Int, _ counts: inout [Int: Int])
    throws(Refusal)
  {
    counts[field, default: 0] += elements
    rest -= elements
    guard counts[field, default: 0] <= most, rest >= 0 else {
      throw Refusal.tooMany(field: field, most: most)
    }
  }

  private static func varint(_ bytes: ArraySlice<UInt8>, _ at: inout Int) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard at < bytes.endIndex else { return nil }
      let byte = bytes[at]
      at += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
