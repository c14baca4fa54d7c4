import CZlib

/// gzip (RFC 1952) through zlib.
package enum Gzip {
  package enum Failure: Error, Hashable, Sendable {
    /// More bytes would come out than the limit allows. At most the limit was produced.
    case tooLarge(limit: Int)
    /// Not gzip, damaged, or cut short.
    case damaged
    case outOfMemory
  }

  /// - Parameter level: 1 (fast) to 9 (small).
  package static func compress(_ bytes: [UInt8], level: Int32 = 6) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    // 15 + 16: the largest window, and a gzip header instead of zlib's.
    guard
      deflateInit2_(
        &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .outOfMemory }
    defer { deflateEnd(&stream) }
    var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let status = run(&stream, bytes, into: &out, from: 0) { deflate(&$0, Z_FINISH) }
    guard status == Z_STREAM_END else { throw .outOfMemory }
    out.removeLast(out.count - Int(stream.total_out))
    return out
  }

  /// - Parameter limit: at most so many bytes come out, however much is promised.
  package static func decompress(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard
      inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .outOfMemory }
    defer { inflateEnd(&stream) }
    // One byte over the limit, so that what fits exactly is told from what does not.
    var out = [UInt8](repeating: 0, count: min(limit + 1, max(1024, bytes.count * 4)))
    while true {
      let done = Int(stream.total_out)
      let rest = Array(bytes[Int(stream.total_in)...])
      let status = run(&stream, rest, into: &out, from: done) { inflate(&$0, Z_NO_FLUSH) }
      switch status {
      case Z_STREAM_END:
        guard Int(stream.total_in) == bytes.count else { throw .damaged }
        guard Int(stream.total_out) <= limit else { throw .tooLarge(limit: limit) }
        out.removeLast(out.count - Int(stream.total_out))
        return out
      case Z_OK, Z_BUF_ERROR:
        guard Int(stream.total_out) == out.count else { throw .damaged }
        guard out.count <= limit else { throw .tooLarge(limit: limit) }
        out.append(contentsOf: repeatElement(0, count: min(limit + 1 - out.count, out.count)))
      default: throw .damaged
      }
    }
  }

  private static func run(
    _ stream: inout z_stream, _ input: [UInt8], into out: inout [UInt8], from offset: Int,
    _ step: (inout z_stream) -> Int32
  ) -> Int32 {
    input.withUnsafeBufferPointer { source in
      out.withUnsafeMutableBufferPointer { target in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress.map { $0 + offset }
        stream.avail_out = UInt32(target.count - offset)
        return step(&stream)
      }
    }
  }
}

extension Gzip {
  /// A body packed for the wire; nil where that would not make it smaller. Large ones at the fastest level:
  /// there the time counts more than the last few bytes.
  package static func body(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 100, let packed = try? compress(bytes, level: bytes.count > 64 << 10 ? 1 : 6),
      packed.count < bytes.count
    else { return nil }
    return packed
  }
}
