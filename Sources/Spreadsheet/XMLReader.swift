/// A strict pull reader of XML 1.0 (fifth edition) in UTF-8, as workbooks are written. It reads in pieces, knows
/// the five entities and character references only, and refuses every DTD: so no text grows by being read, and
/// nothing outside of the document is ever asked for. Names are told by their local part.
struct XMLReader {
  enum Event { case start, end, text }

  private let refillInput: (inout [UInt8]) throws -> Void
  let part: String?
  var buffer: [UInt8] = []
  var position = 0
  var isAtEnd = false
  var sawRoot = false
  var sawStart = false

  /// The names of the open elements, one after the other, and where each ends.
  var open: [UInt8] = []
  var openEnds: [Int] = []
  var endsAtOnce = false
  private var closes = false
  var afterReturn = false

  var name: Range<Int> = 0..<0
  var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  /// Of a `text` event: one piece of it. A text may come in several.
  var text: [UInt8] = []

  /// Open elements, the one of this event included (also of its end).
  var depth: Int { openEnds.count }

  /// - Parameter refill: appends the next bytes; none at the end.
  init(part: String?, refill: @escaping (inout [UInt8]) throws -> Void) {
    self.part = part
    refillInput = refill
  }

  init(_ entry: ZipEntryReader, part: String) {
    self.init(part: part) { buffer in try entry.read(into: &buffer) }
  }

  /// Nil after the end of the document.
  mutating func next() throws -> Event? {
    if closes {
      closes = false
      openEnds.removeLast()
      open.removeLast(open.count - (openEnds.last ?? 0))
    }
    if endsAtOnce {
      endsAtOnce = false
      closes = true
      return .end
    }
    while true {
      if position == buffer.count, try !refill() {
        guard openEnds.isEmpty, sawRoot else { throw failure(.badMarkup) }
        return nil
      }
      if !sawStart { try skipMark() }
      guard buffer[position] == UInt8(ascii: "<") else {
        if try readText() { return .text }
        continue
      }
      afterReturn = false
      try need(2)
      switch buffer[position + 1] {
      case UInt8(ascii: "?"): try skipInstruction()
      case UInt8(ascii: "!"): if try readDeclaration() { return .text }
      case UInt8(ascii: "/"):
        try readEndTag()
        closes = true
        return .end
      default:
        try readStartTag()
        return .start
      }
    }
  }

  /// Whether the element of this start event has this local name.
  func isNamed(_ wanted: StaticString) -> Bool { equal(local(name), wanted) }

  /// The value of an attribute by its local name; with a prefix where `prefixed`.
  func attribute(_ wanted: StaticString, prefixed: Bool = false) throws -> String? {
    guard let value = find(wanted, prefixed: prefixed) else { return nil }
    guard buffer[value].contains(UInt8(ascii: "&")) else { return try string(buffer[value]) }
    var decoded: [UInt8] = []
    var index = value.lowerBound
    while index < value.upperBound {
      if buffer[index] == UInt8(ascii: "&") {
        guard let end = buffer[index..<value.upperBound].firstIndex(of: UInt8(ascii: ";")) else {
          throw failure(.badMarkup)
        }
        try XMLEntities.decode(buffer[(index + 1)..<end], into: &decoded, part)
        index = end + 1
      } else {
        decoded.append(buffer[index])
        index += 1
      }
    }
    return try string(decoded[...])
  }

  /// The bytes of an attribute as they stand there.
  func rawAttribute(_ wanted: StaticString) -> ArraySlice<UInt8>? {
    find(wanted, prefixed: false).map { buffer[$0] }
  }

  func failure(_ fault: SpreadsheetError.Fault) -> SpreadsheetError { SpreadsheetError(fault, in: part) }

  func string(_ bytes: ArraySlice<UInt8>) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw failure(.notUTF8) }
    return text
  }
}

// MARK: - Bytes

extension XMLReader {
  /// More bytes; what was read is dropped. False at the end.
  mutating func refill() throws -> Bool {
    guard !isAtEnd else { return false }
    buffer.removeFirst(position)
    position = 0
    let old = buffer.count
    try refillInput(&buffer)
    isAtEnd = buffer.count == old
    return !isAtEnd
  }

  mutating func need(_ count: Int) throws {
    while buffer.count - position < count {
      guard try refill() else { throw failure(.badMarkup) }
    }
  }

  /// The place of a sequence of bytes, `from` bytes or more after the position.
  mutating func locate(_ wanted: StaticString, from: Int) throws -> Int {
    var from = from
    while true {
      let last = buffer.count - position - wanted.utf8CodeUnitCount
      while from <= last {
        if equal((position + from)..<(position + from + wanted.utf8CodeUnitCount), wanted) {
          return position + from
        }
        from += 1
      }
      guard buffer.count - position <= SpreadsheetLimits.text else {
        throw failure(.tooLarge(limit: SpreadsheetLimits.text))
      }
      guard try refill() else { throw failure(.badMarkup) }
    }
  }

  func equal(_ range: Range<Int>, _ wanted: StaticString) -> Bool {
    guard range.count == wanted.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count where buffer[range.lowerBound + offset] != wanted.utf8Start[offset] {
      return false
    }
    return true
  }

  func local(_ name: Range<Int>) -> Range<Int> {
    guard let colon = buffer[name].firstIndex(of: UInt8(ascii: ":")) else { return name }
    return (colon + 1)..<name.upperBound
  }

  func find(_ wanted: StaticString, prefixed: Bool) -> Range<Int>? {
    for attribute in attributes {
      let local = local(attribute.name)
      if (local.lowerBound != attribute.name.lowerBound) == prefixed, equal(local, wanted) {
        return attribute.value
      }
    }
    return nil
  }
}
