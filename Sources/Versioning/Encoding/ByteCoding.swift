/// Bytes that are not what the encoding says: what was expected and where.
package struct MalformedBytes: Error, Hashable, CustomStringConvertible {
  package let reason: String
  package let offset: Int
  package init(_ reason: String, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
  package var description: String { "\(reason) at byte \(offset)" }
}

/// Reads the primitive forms of the canonical encoding. Never reads outside of its bytes.
struct ByteReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var remaining: Int { bytes.count - offset }

  mutating func byte() throws(MalformedBytes) -> UInt8 {
    guard offset < bytes.count else { throw MalformedBytes("ends too early", at: offset) }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// Unsigned LEB128 of at most 64 bits, in its shortest form only: one value has one encoding.
  mutating func varint() throws(MalformedBytes) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      if shift == 63, next > 1 { throw MalformedBytes("number above 64 bits", at: start) }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 {
        if next == 0, shift > 0 { throw MalformedBytes("number not in its shortest form", at: start) }
        return value
      }
      shift += 7
      if shift > 63 { throw MalformedBytes("number above 64 bits", at: start) }
    }
  }

  /// A varint that counts things of at least `size` bytes each, so that a hostile count cannot reserve
  /// more memory than was sent.
  mutating func count(ofAtLeast size: Int) throws(MalformedBytes) -> Int {
    let start = offset
    let value = try varint()
    guard value <= UInt64(remaining / max(size, 1)) else {
      throw MalformedBytes("count beyond the end", at: start)
    }
    return Int(value)
  }

  /// An index into a table with `count` entries.
  mutating func index(below count: Int) throws(MalformedBytes) -> Int {
    let start = offset
    let value = try varint()
    guard value < UInt64(count) else { throw MalformedBytes("index outside of its table", at: start) }
    return Int(value)
  }

  mutating func signed() throws(MalformedBytes) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func slice(_ count: Int) throws(MalformedBytes) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= remaining else { throw MalformedBytes("ends too early", at: offset) }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  /// The aggregate of a record: its own, which is not spelt out, or another.
  mutating func aggregate(of record: RecordID) throws(MalformedBytes) -> RecordID {
    switch try byte() {
    case 0: return record
    case 1:
      let aggregate = try identifier()
      guard aggregate != record else { throw MalformedBytes("own aggregate spelt out", at: offset) }
      return aggregate
    default: throw MalformedBytes("unknown aggregate form", at: offset - 1)
    }
  }

  mutating func identifier() throws(MalformedBytes) -> Identifier {
    let part = try slice(16)
    return Identifier(
      high: UInt64(bigEndian: part.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: part.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }

  mutating func fixed64() throws(MalformedBytes) -> UInt64 {
    UInt64(bigEndian: try slice(8).loadUnaligned(as: UInt64.self))
  }

  mutating func text(_ count: Int) throws(MalformedBytes) -> String {
    let start = offset
    let part = try slice(count)
    guard let text = String(validating: part, as: UTF8.self) else {
      throw MalformedBytes("text that is not UTF-8", at: start)
    }
    return text
  }

  mutating func text() throws(MalformedBytes) -> String { try text(try count(ofAtLeast: 1)) }

  func finish() throws(MalformedBytes) {
    guard remaining == 0 else { throw MalformedBytes("bytes after the end", at: offset) }
  }
}

extension [UInt8] {
  /// Lets something be read from these bytes, all of them.
  func read<Result>(
    _ body: (inout ByteReader) throws(MalformedBytes) -> Result
  ) throws(MalformedBytes) -> Result {
    let outcome: Swift.Result<Result, MalformedBytes> = withUnsafeBytes { buffer in
      var reader = ByteReader(buffer)
      do throws(MalformedBytes) {
        let result = try body(&reader)
        try reader.finish()
        return .success(result)
      } catch { return .failure(error) }
    }
    return try outcome.get()
  }
}

/// Writes the primitive forms of the canonical encoding.
extension [UInt8] {
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(varint value: Int) { append(varint: UInt64(value)) }

  /// Zigzag, so that small negative numbers are short.
  mutating func append(signed value: Int64) { append(varint: UInt64(bitPattern: value << 1 ^ value >> 63)) }

  mutating func append(fixed64 value: UInt64) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }

  mutating func append(text: String) {
    append(varint: text.utf8.count)
    append(contentsOf: text.utf8)
  }
}
