import SwiftProtobuf
package import SyncProtocol

/// What is sealed: the message as protobuf, packed with gzip.
package enum BundlePayload {
  static func pack(
    _ message: some SwiftProtobuf.Message, limits: BundleLimits
  ) throws(BundleFailure) -> [UInt8] {
    // Only what is too large to encode at all (2 GB) fails in these two.
    guard let bytes = try? MessageFormat.protobuf.encode(message), bytes.count <= limits.unpacked,
      // Large ones at the fastest level: there the time counts more than the last few bytes.
      let packed = try? Gzip.compress(bytes, level: bytes.count > 1 << 20 ? 1 : 6)
    else { throw .tooLarge(limit: limits.unpacked) }
    return packed
  }

  package static func unpack<M: BoundedMessage>(
    _ type: M.Type, from packed: [UInt8], limits: BundleLimits
  ) throws(BundleFailure) -> M {
    let bytes: [UInt8]
    do { bytes = try Gzip.decompress(packed, limit: limits.unpacked) } catch {
      if case .tooLarge(let limit) = error { throw .tooLarge(limit: limit) }
      throw .damaged
    }
    do { return try MessageFormat.protobuf.decode(type, from: bytes) } catch {
      throw error.code == .tooLarge ? .tooManyElements : .damaged
    }
  }
}
