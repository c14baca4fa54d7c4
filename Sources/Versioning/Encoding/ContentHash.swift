import Crypto

/// SHA-256 over a change's content. Kept from acceptance on.
package struct ContentHash: Hashable, Sendable {
  package let bytes: [UInt8]

  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  private init(_ digest: SHA256Digest) { bytes = Array(digest) }

  package init(content: [UInt8]) { self.init(SHA256.hash(data: content)) }

  /// Of an encoded change, without decoding it.
  package init(encodedChange: [UInt8]) throws(MalformedBytes) {
    self = try encodedChange.read { (reader) throws(MalformedBytes) in
      let content = try reader.slice(try reader.count(ofAtLeast: 1))
      _ = try reader.slice(reader.remaining)
      var hasher = SHA256()
      hasher.update(bufferPointer: content)
      return ContentHash(hasher.finalize())
    }
  }

  /// Of whatever was sent as an encoded change: its content where that can be told, else all bytes. So both
  /// sides chain over bytes that one of them cannot read.
  package init(wire bytes: [UInt8]) {
    do { try self.init(encodedChange: bytes) } catch { self.init(content: bytes) }
  }

  /// The running hash over a replica's contents: `chain(n) = SHA-256(chain(n-1) ‖ hash(n))`, from 32 zero
  /// bytes. Two replicas with one number and two chains are a clone or a restored copy.
  package static let chainStart =
    ContentHash(bytes: Array(repeating: 0, count: 32)) ?? ContentHash(content: [])

  package func chained(_ next: ContentHash) -> ContentHash { ContentHash(content: bytes + next.bytes) }
}
