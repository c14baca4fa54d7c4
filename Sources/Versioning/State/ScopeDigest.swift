import Crypto

/// What a scope holds, in 32 bytes, kept as records come and go: the sum of SHA-256(record id ‖ state) over
/// all its records, in four lanes of 64 bits that wrap around. The sum does not depend on the order.
///
/// Source: Clarke, Devadas, van Dijk, Gassend, Suh: "Incremental Multiset Hash Functions" (2003),
/// MSet-Add-Hash. It shows disagreement between honest parties; it is no defence against forged states.
package struct ScopeDigest: Hashable, Sendable {
  package private(set) var lanes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  package init() {}

  /// Nil unless there are 32 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    lanes = Self.lanes(of: bytes)
  }

  package var bytes: [UInt8] {
    var out: [UInt8] = []
    for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { out.append(fixed64: lane) }
    return out
  }

  package mutating func add(record: RecordID, state: [UInt8]) {
    let hash = Self.hash(record, state)
    lanes = (lanes.0 &+ hash.0, lanes.1 &+ hash.1, lanes.2 &+ hash.2, lanes.3 &+ hash.3)
  }

  package mutating func remove(record: RecordID, state: [UInt8]) {
    let hash = Self.hash(record, state)
    lanes = (lanes.0 &- hash.0, lanes.1 &- hash.1, lanes.2 &- hash.2, lanes.3 &- hash.3)
  }

  /// The same for all that another digest is of: what goes from one scope to another is hashed once.
  package mutating func add(_ other: ScopeDigest) {
    lanes = (
      lanes.0 &+ other.lanes.0, lanes.1 &+ other.lanes.1, lanes.2 &+ other.lanes.2, lanes.3 &+ other.lanes.3
    )
  }

  package mutating func remove(_ other: ScopeDigest) {
    lanes = (
      lanes.0 &- other.lanes.0, lanes.1 &- other.lanes.1, lanes.2 &- other.lanes.2, lanes.3 &- other.lanes.3
    )
  }

  private static func hash(_ record: RecordID, _ state: [UInt8]) -> (UInt64, UInt64, UInt64, UInt64) {
    var hasher = SHA256()
    hasher.update(data: record.bytes)
    hasher.update(data: state)
    return hasher.finalize().withUnsafeBytes { bytes in
      func lane(_ at: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: at * 8, as: UInt64.self))
      }
      return (lane(0), lane(1), lane(2), lane(3))
    }
  }

  private static func lanes(of bytes: some Collection<UInt8>) -> (UInt64, UInt64, UInt64, UInt64) {
    var words: [UInt64] = [0, 0, 0, 0]
    for (position, byte) in bytes.enumerated() {
      words[position / 8] = words[position / 8] << 8 | UInt64(byte)
    }
    return (words[0], words[1], words[2], words[3])
  }

  package static func == (a: ScopeDigest, b: ScopeDigest) -> Bool { a.lanes == b.lanes }

  package func hash(into hasher: inout Hasher) { hasher.combine(lanes.0) }
}
