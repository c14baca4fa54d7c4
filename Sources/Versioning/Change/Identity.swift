/// 16 bytes that name something: a replica's incarnation or a record. Ordered by its bytes.
package struct Identifier: Hashable, Comparable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Nil unless there are exactly 16 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (position, byte) in bytes.enumerated() {
      if position < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    self.init(high: words.0, low: words.1)
  }

  /// Reads 32 hexadecimal digits with or without dashes; nil for anything else.
  package init?(text: String) {
    var words: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for byte in text.utf8 where byte != UInt8(ascii: "-") {
      guard digits < 32, let digit = hexadecimalDigit(byte) else { return nil }
      if digits < 16 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
      digits += 1
    }
    guard digits == 32 else { return nil }
    self.init(high: words.0, low: words.1)
  }

  package var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(16)
    append(to: &out)
    return out
  }

  package func append(to out: inout [UInt8]) {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { out.append(contentsOf: $0) }
  }

  package static func < (a: Identifier, b: Identifier) -> Bool {
    a.high != b.high ? a.high < b.high : a.low < b.low
  }

  /// A random one in the layout of UUID version 4 (RFC 9562, section 5.4).
  package static func random(using generator: inout some RandomNumberGenerator) -> Identifier {
    let high: UInt64 = generator.next()
    let low: UInt64 = generator.next()
    return Identifier(
      high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }

  /// One whose first 48 bits are the time, so that records logged one after another lie together in an
  /// index (RFC 9562, section 5.7: UUID version 7).
  package static func timeOrdered(
    milliseconds: Int64, using generator: inout some RandomNumberGenerator
  ) -> Identifier {
    let high: UInt64 = generator.next()
    let low: UInt64 = generator.next()
    return Identifier(
      high: UInt64(bitPattern: milliseconds) << 16 | high & 0x0FFF | 0x7000,
      low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }
}

extension Identifier: CustomStringConvertible {
  /// Lower case, in groups of 8-4-4-4-12.
  package var description: String {
    var out: [UInt8] = []
    out.reserveCapacity(36)
    for (position, byte) in bytes.enumerated() {
      if position == 4 || position == 6 || position == 8 || position == 10 { out.append(UInt8(ascii: "-")) }
      out.append(hexadecimalCharacter(byte >> 4))
      out.append(hexadecimalCharacter(byte & 15))
    }
    return String(decoding: out, as: UTF8.self)
  }
}

package typealias ReplicaID = Identifier
package typealias RecordID = Identifier

func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}

func hexadecimalCharacter(_ nibble: UInt8) -> UInt8 {
  nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
}

/// Lower-case hexadecimal digits of some bytes.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var out: [UInt8] = []
  for byte in bytes {
    out.append(hexadecimalCharacter(byte >> 4))
    out.append(hexadecimalCharacter(byte & 15))
  }
  return String(decoding: out, as: UTF8.self)
}

/// The identity of a change: the replica that made it and that replica's running number, from 1, without
/// gaps.
package struct Dot: Hashable, Comparable, Sendable {
  package let replica: ReplicaID
  package let number: UInt64

  package init(_ replica: ReplicaID, _ number: UInt64) {
    self.replica = replica
    self.number = number
  }

  /// Reads `replica/number`; the number in decimal digits without a sign or leading zeros, so that a dot
  /// has one spelling of its number.
  package init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let replica = ReplicaID(text: String(parts[0])),
      parts[1].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      parts[1].utf8.first != UInt8(ascii: "0"), let number = UInt64(parts[1])
    else { return nil }
    self.init(replica, number)
  }

  package static func < (a: Dot, b: Dot) -> Bool {
    a.replica != b.replica ? a.replica < b.replica : a.number < b.number
  }
}

extension Dot: CustomStringConvertible {
  package var description: String { "\(replica)/\(number)" }
}
