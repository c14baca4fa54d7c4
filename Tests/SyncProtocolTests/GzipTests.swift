import SyncProtocol
import TestSupport
import Testing

/// Bytes that come from outside are packed by programs of all kinds, some of them hostile.
@Suite struct GzipTests {
  /// Text that packs somewhat, as cases do.
  private func sample(_ count: Int) -> [UInt8] {
    var state: UInt64 = 7
    return (0..<count).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return index % 3 == 0 ? UInt8(truncatingIfNeeded: state >> 33) : UInt8(ascii: "a")
    }
  }

  @Test(arguments: [0, 1, 99, 1_000, 65_535, 65_536, 300_000])
  func `what was packed comes out again, at every level`(count: Int) throws {
    let bytes = sample(count)
    for level: Int32 in [1, 6, 9] {
      let packed = try Gzip.compress(bytes, level: level)
      #expect(packed.prefix(2) == [0x1F, 0x8B])
      #expect(try Gzip.decompress(packed, limit: 1 << 20) == bytes)
    }
  }

  @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 4_096, 100_000])
  func `exactly as many bytes as the limit allows are taken, one more is refused`(count: Int) throws {
    let packed = try Gzip.compress([UInt8](repeating: 0, count: count))
    #expect(try Gzip.decompress(packed, limit: count).count == count)
    guard count > 0 else { return }
    #expect(throws: Gzip.Failure.tooLarge(limit: count - 1)) { try Gzip.decompress(packed, limit: count - 1) }
  }

  @Test func `a bomb is refused, whatever the limit`() throws {
    let bomb = try Gzip.compress([UInt8](repeating: 0, count: 8 << 20), level: 9)
    #expect(bomb.count < 9_000)
    for limit in [0, 1_000, 65_536, (8 << 20) - 1] {
      #expect(throws: Gzip.Failure.tooLarge(limit: limit)) { try Gzip.decompress(bomb, limit: limit) }
    }
  }

  @Test func `a bomb is refused before its end is looked at`() throws {
    var packed = try Gzip.compress([UInt8](repeating: 0, count: 1 << 20))
    // Its checksum is wrong: who unpacks all of it finds that first.
    packed[packed.count - 6] ^= 1
    #expect(throws: Gzip.Failure.tooLarge(limit: 1000)) { try Gzip.decompress(packed, limit: 1000) }
    #expect(throws: Gzip.Failure.damaged) { try Gzip.decompress(packed, limit: 1 << 20) }
  }

  @Test func `whatever is cut off at the end is noticed`() throws {
    let packed = try Gzip.compress(sample(3_000))
    for count in 0..<packed.count {
      #expect(throws: Gzip.Failure.damaged) {
        try Gzip.decompress(Array(packed.prefix(count)), limit: 1 << 20)
      }
    }
  }

  @Test func `bytes after the end are refused, a second member too`() throws {
    let packed = try Gzip.compress(sample(500))
    #expect(throws: Gzip.Failure.damaged) { try Gzip.decompress(packed + [0], limit: 1 << 20) }
    #expect(throws: Gzip.Failure.damaged) { try Gzip.decompress(packed + packed, limit: 1 << 20) }
  }

  @Test func `a flipped byte never gives other bytes than were packed`() throws {
    let bytes = sample(800)
    let packed = try Gzip.compress(bytes)
    for index in packed.indices {
      var damaged = packed
      damaged[index] ^= 0x10
      // A few bytes of the header (time, system) carry no meaning: with those the same comes out.
      if let read = try? Gzip.decompress(damaged, limit: 1 << 20) { #expect(read == bytes) }
    }
  }

  @Test func `zlib's other forms are not gzip`() {
    #expect(throws: Gzip.Failure.damaged) { try Gzip.decompress(Array("plain text".utf8), limit: 100) }
    // The same in zlib's own format (RFC 1950).
    #expect(throws: Gzip.Failure.damaged) {
      try Gzip.decompress([0x78, 0x9C, 0x4B, 0x04, 0x00, 0x00, 0x62, 0x00, 0x62], limit: 100)
    }
  }

  @Test func `a body is packed only where that makes it smaller`() throws {
    #expect(Gzip.body([UInt8](repeating: 1, count: 100)) == nil)
    var state: UInt64 = 3
    let noise = (0..<5_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 40)
    }
    #expect(Gzip.body(noise) == nil)
    let packed = try #require(Gzip.body(sample(100_000)))
    #expect(try Gzip.decompress(packed, limit: 100_000) == sample(100_000))
  }
}
