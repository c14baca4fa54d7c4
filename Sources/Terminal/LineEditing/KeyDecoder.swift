/// One thing that a person did at the keyboard.
package enum Key: Equatable, Sendable {
  case text(Character)
  case enter
  case backspace, delete
  case left, right, home, end
  /// Up to the cursor, from the cursor on, the word before the cursor.
  case killToStart, killToEnd, killWord
  /// Ctrl-C.
  case interrupt
  /// Ctrl-D.
  case endOfInput
  /// Ctrl-L.
  case redraw
  case pasteBegin, pasteEnd
  /// Anything that an editor of one line has no use for.
  case other
}

/// From the bytes of a terminal in raw mode to keys: UTF-8, control characters, the escape sequences of ECMA-48
/// and xterm. Bytes may come in any pieces.
package struct KeyDecoder: Sendable {
  private var pending: [UInt8] = []

  package init() {}

  /// The keys that are complete with these bytes.
  package mutating func keys(_ bytes: some Sequence<UInt8>) -> [Key] {
    pending.append(contentsOf: bytes)
    var keys: [Key] = []
    var at = 0
    while at < pending.count {
      guard let (key, length) = next(pending[at...]) else { break }
      keys.append(key)
      at += length
    }
    pending.removeFirst(at)
    return keys
  }

  /// Nil where more bytes are needed.
  private func next(_ bytes: ArraySlice<UInt8>) -> (Key, Int)? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return escape(bytes)
    case 0x01: return (.home, 1)
    case 0x02: return (.left, 1)
    case 0x03: return (.interrupt, 1)
    case 0x04: return (.endOfInput, 1)
    case 0x05: return (.end, 1)
    case 0x06: return (.right, 1)
    case 0x08, 0x7F: return (.backspace, 1)
    case 0x0A, 0x0D: return (.enter, 1)
    case 0x0B: return (.killToEnd, 1)
    case 0x0C: return (.redraw, 1)
    case 0x15: return (.killToStart, 1)
    case 0x17: return (.killWord, 1)
    case 0x09: return (.text(" "), 1)
    case 0..<0x20: return (.other, 1)
    case 0x20..<0x7F: return (.text(Character(Unicode.Scalar(first))), 1)
    default: return utf8(bytes, first)
    }
  }

  private func utf8(_ bytes: ArraySlice<UInt8>, _ first: UInt8) -> (Key, Int)? {
    let length = first >= 0xF0 && first < 0xF8 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
    // What is no UTF-8 is seen as such at once, and can be refused by whoever reads the line.
    let broken = Key.text("\u{FFFD}")
    guard length > 1, first < 0xF8 else { return (broken, 1) }
    let sequence = bytes.prefix(length)
    // A broken sequence costs its first byte only.
    guard sequence.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (broken, 1) }
    guard sequence.count == length else { return nil }
    guard let text = String(validating: sequence, as: UTF8.self) else { return (broken, length) }
    guard let character = text.first,
      text.unicodeScalars.allSatisfy({ !(0x80..<0xA0).contains($0.value) })
    else { return (.other, length) }
    return (.text(character), length)
  }

  /// CSI and SS3 sequences; Alt with a key is nothing.
  private func escape(_ bytes: ArraySlice<UInt8>) -> (Key, Int)? {
    let rest = bytes.dropFirst()
    guard let kind = rest.first else { return nil }
    guard kind == UInt8(ascii: "[") || kind == UInt8(ascii: "O") else {
      // Esc alone, and then something of its own: another Esc, Enter, Ctrl-C, a character.
      return kind < 0x20 || kind >= 0x80 ? (.other, 1) : (.other, 2)
    }
    let body = rest.dropFirst()
    guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) || $0 < 0x20 }) else {
      return body.count > 16 ? (.other, 2) : nil
    }
    let length = end - bytes.startIndex + 1
    let parameters = String(decoding: body[..<end], as: UTF8.self)
    switch (parameters, bytes[end]) {
    case (_, UInt8(ascii: "D")): return (.left, length)
    case (_, UInt8(ascii: "C")): return (.right, length)
    case (_, UInt8(ascii: "H")), ("1", UInt8(ascii: "~")), ("7", UInt8(ascii: "~")): return (.home, length)
    case (_, UInt8(ascii: "F")), ("4", UInt8(ascii: "~")), ("8", UInt8(ascii: "~")): return (.end, length)
    case ("3", UInt8(ascii: "~")): return (.delete, length)
    case ("200", UInt8(ascii: "~")): return (.pasteBegin, length)
    case ("201", UInt8(ascii: "~")): return (.pasteEnd, length)
    default: return (.other, length)
    }
  }
}
