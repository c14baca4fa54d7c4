import SwiftProtobuf
import SyncProtocol

enum WireLaws {
  /// The first byte tells which message. What was read, written in either form and read again, is the same.
  static func message(_ bytes: [UInt8], _ format: MessageFormat) throws {
    guard let kind = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    switch kind % 14 {
    case 0: try check(SyncRequest.self, body, format)
    case 1: try check(SyncResponse.self, body, format)
    case 2: try check(EnrolRequest.self, body, format)
    case 3: try check(EnrolResponse.self, body, format)
    case 4: try check(HistoryRequest.self, body, format)
    case 5: try check(HistoryResponse.self, body, format)
    case 6: try check(IncarnationRequest.self, body, format)
    case 7: try check(CompareRequest.self, body, format)
    case 8: try check(CompareResponse.self, body, format)
    case 9: try check(OfferRequest.self, body, format)
    case 10: try check(ErasureStatusResponse.self, body, format)
    case 11: try check(BundleRequest.self, body, format)
    case 12: try check(BundleAnswer.self, body, format)
    default: try check(ErrorResponse.self, body, format)
    }
  }

  private static func check<M: BoundedMessage & Equatable>(
    _ type: M.Type, _ bytes: [UInt8], _ format: MessageFormat
  ) throws {
    guard let message = try? format.decode(type, from: bytes) else { return }
    guard let packed = try? format.encode(message) else {
      throw BrokenLaw("a \(M.protoMessageName) that was read cannot be written")
    }
    guard let again = try? format.decode(type, from: packed) else {
      throw BrokenLaw("a \(M.protoMessageName) that was written cannot be read")
    }
    try expect(again == message, "a \(M.protoMessageName) is another after writing and reading")
  }

  /// Never more comes out than the limit; and what was packed comes back.
  static func gzip(_ bytes: [UInt8]) throws {
    for limit in [0, 100, 1 << 16] {
      let out = try? Gzip.decompress(bytes, limit: limit)
      try expect((out?.count ?? 0) <= limit, "more than \(limit) bytes came out")
    }
    guard let packed = try? Gzip.compress(bytes), let back = try? Gzip.decompress(packed, limit: bytes.count)
    else { throw BrokenLaw("bytes cannot be packed and unpacked") }
    try expect(back == bytes, "bytes are others after packing and unpacking")
    guard !bytes.isEmpty else { return }
    try expect(
      (try? Gzip.decompress(packed, limit: bytes.count - 1)) == nil, "one byte over the limit came out")
  }

  /// Events are the same however their bytes were cut.
  static func events(_ bytes: [UInt8]) throws {
    var whole = EventStreamParser()
    var cut = EventStreamParser()
    let expected = try? whole.read(bytes)
    var events: [[String]]? = []
    for byte in bytes {
      guard let more = try? cut.read([byte]) else {
        events = nil
        break
      }
      events? += more
    }
    try expect(events == expected, "events depend on how their bytes were cut")
  }
}
