/// Decoders for what other programs write that is neither UTF-8 nor GB 18030. Tables of our own: a fully static
/// program has no others.
enum OtherEncodings {
  /// Appends the bytes as UTF-8. False, with part of the text appended, where they are not of this encoding.
  static func decode(
    _ bytes: ArraySlice<UInt8>, single table: StaticString, into output: inout [UInt8]
  ) -> Bool {
    for byte in bytes {
      guard byte >= 0x80 else {
        output.append(byte)
        continue
      }
      guard let scalar = scalar(Int(byte) - 0x80, in: table) else { return false }
      UTF8Text.append(scalar, to: &output)
    }
    return true
  }

  /// A set of characters of one and of two bytes.
  struct DoubleByte {
    let table: StaticString
    let leads: ClosedRange<UInt8>
    /// The ranges of the second byte, in the order of the table.
    let trails: [ClosedRange<UInt8>]
    /// Bytes among the leads' range that are characters by themselves, and the first of these characters.
    var alone: (bytes: ClosedRange<UInt8>, scalar: UInt32)?

    static let big5 = DoubleByte(
      table: EncodingTables.big5, leads: 0x81...0xFE, trails: [0x40...0x7E, 0xA1...0xFE])
    static let shiftJIS = DoubleByte(
      table: EncodingTables.shiftJIS, leads: 0x81...0xFC, trails: [0x40...0x7E, 0x80...0xFC],
      alone: (0xA1...0xDF, 0xFF61))
    static let eucKR = DoubleByte(
      table: EncodingTables.eucKR, leads: 0x81...0xFE, trails: [0x41...0x5A, 0x61...0x7A, 0x81...0xFE])

    func isLead(_ byte: UInt8) -> Bool {
      leads.contains(byte) && !(alone.map { $0.bytes.contains(byte) } ?? false)
    }

    /// The place of a second byte; nil where it is none.
    private func place(_ trail: UInt8) -> Int? {
      var before = 0
      for range in trails {
        if range.contains(trail) { return before + Int(trail - range.lowerBound) }
        before += range.count
      }
      return nil
    }

    func decode(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
      let width = trails.reduce(0) { $0 + $1.count }
      var index = bytes.startIndex
      while index < bytes.endIndex {
        let byte = bytes[index]
        index += 1
        if byte < 0x80 {
          output.append(byte)
        } else if let alone, alone.bytes.contains(byte) {
          UTF8Text.append(alone.scalar + UInt32(byte - alone.bytes.lowerBound), to: &output)
        } else {
          guard isLead(byte), index < bytes.endIndex, let place = place(bytes[index]),
            let scalar = OtherEncodings.scalar(Int(byte - leads.lowerBound) * width + place, in: table)
          else { return false }
          UTF8Text.append(scalar, to: &output)
          index += 1
        }
      }
      return true
    }
  }

  /// The scalar at a place of a table; nil where nothing stands there.
  private static func scalar(_ place: Int, in table: StaticString) -> UInt32? {
    // Three digits a code, and one line end after every `codesPerLine` codes.
    let start = place * 3 + place / EncodingTables.codesPerLine
    guard start + 3 <= table.utf8CodeUnitCount else { return nil }
    var scalar: UInt32 = 0
    for offset in 0..<3 { scalar = scalar << 6 | UInt32(table.utf8Start[start + offset] - 0x30) }
    return scalar == 0 ? nil : scalar
  }
}

enum UTF8Text {
  /// Appends a scalar. A half of a surrogate pair becomes bytes that no reader of UTF-8 takes.
  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case ..<0x80:
      output.append(UInt8(scalar))
    case ..<0x800:
      output.append(UInt8(0xC0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x1_0000:
      output.append(UInt8(0xE0 | scalar >> 12))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    default:
      output.append(UInt8(0xF0 | scalar >> 18 & 0x07))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}

/// UTF-16, brought to UTF-8 a piece at a time.
struct UTF16Text {
  private let isBigEndian: Bool
  private var half: UInt8?
  private var high: UInt32?
  private var isFirst = true

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  /// A byte order mark at the start is left out. What is no text becomes bytes that are no UTF-8, so that it is
  /// refused where it stands.
  mutating func add(_ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let unit = isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
      add(unit, to: &output)
    }
  }

  mutating func end(_ output: inout [UInt8]) {
    flush(&output)
    if half != nil { output.append(0xFF) }
    half = nil
  }

  private mutating func add(_ unit: UInt32, to output: inout [UInt8]) {
    defer { isFirst = false }
    if let high, (0xDC00...0xDFFF).contains(unit) {
      self.high = nil
      UTF8Text.append(0x1_0000 + (high - 0xD800) << 10 + unit - 0xDC00, to: &output)
      return
    }
    flush(&output)
    if (0xD800...0xDBFF).contains(unit) {
      high = unit
    } else if !(isFirst && unit == 0xFEFF) {
      UTF8Text.append(unit, to: &output)
    }
  }

  private mutating func flush(_ output: inout [UInt8]) {
    if let high { UTF8Text.append(high, to: &output) }
    high = nil
  }
}

extension ByteSource {
  /// The same text in UTF-8, in memory.
  func fromUTF16(isBigEndian: Bool) throws(InterchangeError) -> ByteSource {
    var text = UTF16Text(isBigEndian: isBigEndian)
    var output: [UInt8] = []
    var piece: [UInt8] = []
    var offset = 0
    repeat {
      try read(1 << 18, at: offset, into: &piece)
      offset += piece.count
      text.add(piece, to: &output)
    } while !piece.isEmpty
    text.end(&output)
    return ByteSource(output, name: name)
  }
}
