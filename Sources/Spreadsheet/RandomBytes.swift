/// Bytes that can be read from any place: a file, or memory.
package protocol RandomBytes: Sendable {
  var size: Int { get }
  /// Fills `buffer` with up to `limit` bytes from `offset` on. Fewer only at the end.
  func read(_ limit: Int, at offset: Int, into buffer: inout [UInt8]) throws
}

extension RandomBytes {
  /// Exactly `count` bytes.
  func exactly(_ count: Int, at offset: Int, part: String?) throws -> [UInt8] {
    var bytes: [UInt8] = []
    if count > 0 { try read(count, at: offset, into: &bytes) }
    guard bytes.count == count else { throw SpreadsheetError(.cutShort, in: part) }
    return bytes
  }
}

/// Numbers as ZIP writes them: little-endian.
extension [UInt8] {
  func u16(_ at: Int) -> Int { Int(self[at]) | Int(self[at + 1]) << 8 }
  func u32(_ at: Int) -> UInt32 { UInt32(u16(at)) | UInt32(u16(at + 2)) << 16 }

  mutating func append(u16 number: Int) {
    append(UInt8(truncatingIfNeeded: number))
    append(UInt8(truncatingIfNeeded: number >> 8))
  }

  mutating func append(u32 number: UInt32) {
    append(u16: Int(number & 0xFFFF))
    append(u16: Int(number >> 16))
  }
}
