// MARK: - Markup

extension XMLReader {
  /// The byte order mark; and UTF-16, which no workbook needs, is told apart from damage.
  mutating func skipMark() throws {
    while buffer.count < 4, try refill() {}
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if buffer.starts(with: [0xFE, 0xFF]) || buffer.starts(with: [0xFF, 0xFE]) || buffer.prefix(4).contains(0)
    {
      throw failure(.notUTF8)
    }
    sawStart = true
    if position == buffer.count { throw failure(.badMarkup) }
  }

  mutating func skipInstruction() throws {
    let end = try locate("?>", from: 2)
    let text = String(decoding: buffer[position..<end], as: UTF8.self).lowercased()
    if text.hasPrefix("<?xml "), let place = text.firstRange(of: "encoding") {
      let value = text[place.upperBound...].filter { !"= '\"\t\r\n".contains($0) }
      guard ["utf-8", "utf8", "us-ascii"].contains(where: value.hasPrefix) else { throw failure(.notUTF8) }
    }
    position = end + 2
  }

  /// A comment, or a CDATA section, whose text it is (true).
  mutating func readDeclaration() throws -> Bool {
    try need(4)
    if equal((position + 2)..<(position + 4), "--") {
      position = try locate("-->", from: 4) + 3
      return false
    }
    guard buffer[position + 2] == UInt8(ascii: "[") else { throw failure(.doctype) }
    try need(9)
    guard equal(position..<(position + 9), "<![CDATA["), !openEnds.isEmpty else { throw failure(.badMarkup) }
    let end = try locate("]]>", from: 9)
    text = Array(buffer[(position + 9)..<end])
    position = end + 3
    return true
  }

  mutating func readEndTag() throws {
    let end = try locate(">", from: 2)
    var nameEnd = end
    while nameEnd > position + 2, isSpace(buffer[nameEnd - 1]) { nameEnd -= 1 }
    name = (position + 2)..<nameEnd
    let from = openEnds.count > 1 ? openEnds[openEnds.count - 2] : 0
    guard let last = openEnds.last, buffer[name].elementsEqual(open[from..<last]) else {
      throw failure(.badMarkup)
    }
    attributes.removeAll(keepingCapacity: true)
    position = end + 1
  }

  mutating func readStartTag() throws {
    guard !(openEnds.isEmpty && sawRoot) else { throw failure(.badMarkup) }
    guard openEnds.count < SpreadsheetLimits.depth else {
      throw failure(.tooDeep(limit: SpreadsheetLimits.depth))
    }
    var index = try tagEnd()
    let end = index
    endsAtOnce = buffer[end - 1] == UInt8(ascii: "/")
    let close = endsAtOnce ? end - 1 : end
    index = position + 1
    while index < close, isNameByte(buffer[index]) { index += 1 }
    name = (position + 1)..<index
    guard !name.isEmpty else { throw failure(.badMarkup) }
    try readAttributes(&index, close)
    open.append(contentsOf: buffer[name])
    openEnds.append(open.count)
    sawRoot = true
    position = end + 1
  }

  private mutating func readAttributes(_ index: inout Int, _ close: Int) throws {
    attributes.removeAll(keepingCapacity: true)
    while true {
      let space = index
      while index < close, isSpace(buffer[index]) { index += 1 }
      if index == close { return }
      guard index > space else { throw failure(.badMarkup) }
      let start = index
      while index < close, isNameByte(buffer[index]) { index += 1 }
      let name = start..<index
      while index < close, isSpace(buffer[index]) { index += 1 }
      guard !name.isEmpty, index < close, buffer[index] == UInt8(ascii: "=") else {
        throw failure(.badMarkup)
      }
      index += 1
      while index < close, isSpace(buffer[index]) { index += 1 }
      guard index < close, buffer[index] == UInt8(ascii: "\"") || buffer[index] == UInt8(ascii: "'") else {
        throw failure(.badMarkup)
      }
      guard let end = buffer[(index + 1)..<close].firstIndex(of: buffer[index]),
        !attributes.contains(where: { buffer[$0.name].elementsEqual(buffer[name]) }),
        attributes.count < 64
      else { throw failure(.badMarkup) }
      attributes.append((name, (index + 1)..<end))
      index = end + 1
    }
  }

  /// The place of the `>` that ends a start tag; inside of quotes it is an ordinary character.
  private mutating func tagEnd() throws -> Int {
    var offset = 1
    var quote: UInt8 = 0
    while true {
      while position + offset < buffer.count {
        let byte = buffer[position + offset]
        if byte == UInt8(ascii: "<") { throw failure(.badMarkup) }
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: ">") {
          return position + offset
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        }
        offset += 1
      }
      guard offset <= SpreadsheetLimits.tag else { throw failure(.tooLarge(limit: SpreadsheetLimits.tag)) }
      guard try refill() else { throw failure(.badMarkup) }
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte > 0x3F || (0x2D...0x3A).contains(byte) && byte != UInt8(ascii: "/")
  }
}

// MARK: - Text

extension XMLReader {
  /// Reads text up to the next tag, or to the end of the piece. False where it is only layout outside of the root.
  mutating func readText() throws -> Bool {
    text.removeAll(keepingCapacity: true)
    var index = position
    var start = position
    scan: while index < buffer.count {
      let byte = buffer[index]
      switch byte {
      case UInt8(ascii: "<"): break scan
      case UInt8(ascii: "&"):
        text.append(contentsOf: buffer[start..<index])
        guard let end = buffer[index...].prefix(XMLEntities.longest).firstIndex(of: UInt8(ascii: ";")) else {
          guard buffer.count - index < XMLEntities.longest, !isAtEnd else { throw failure(.unknownEntity) }
          // The piece ends within it: the next event begins with it.
          position = index
          if try !refill() { throw failure(.unknownEntity) }
          return !openEnds.isEmpty
        }
        try XMLEntities.decode(buffer[(index + 1)..<end], into: &text, part)
        afterReturn = false
        index = end
        start = end + 1
      case 0x0D:  // a line end, with or without the LF after it (XML 1.0, 2.11)
        text.append(contentsOf: buffer[start..<index])
        text.append(0x0A)
        start = index + 1
        afterReturn = true
      case 0x0A where afterReturn:
        start = index + 1
        afterReturn = false
      case 0..<0x20 where byte != 0x0A && byte != 0x09: throw failure(.badMarkup)
      default: afterReturn = false
      }
      index += 1
    }
    text.append(contentsOf: buffer[start..<index])
    position = index
    if openEnds.isEmpty {
      guard text.allSatisfy(isSpace) else { throw failure(.badMarkup) }
      return false
    }
    return true
  }
}
