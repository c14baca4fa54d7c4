import TestSupport
import Testing

@testable import Versioning

@Suite struct ContentHashTests {
  let some = titled(dot(1, 1), at: 0, "电视无法开机")

  @Test func `a hash is read from 64 digits, neither more nor fewer`() {
    let text = String(repeating: "0a", count: 32)
    #expect(ContentHash(text: text)?.bytes == [UInt8](repeating: 10, count: 32))
    for other in ["", String(text.dropLast()), text + "0", text + "0a", String(text.dropLast()) + "g"] {
      #expect(ContentHash(text: other) == nil, "\(other)")
    }
  }

  @Test func `a corrected clock changes neither the content nor its hash`() throws {
    var corrected = some
    corrected.times = Times(
      stamp: HybridTime(milliseconds: morning + 5_000, counter: 3), wall: morning + 5_000, quality: .exact,
      boot: someRecord, monotonic: 1)
    #expect(corrected.encoded() != some.encoded())
    let hash = try ContentHash(encodedChange: some.encoded())
    #expect(try ContentHash(encodedChange: corrected.encoded()) == hash)
    #expect(ContentHash(content: some.encodedContent()) == hash)
  }

  @Test func `all else changes the hash`() {
    var others: [Change] = Array(repeating: some, count: 7)
    others[0].dot = dot(1, 2)
    others[0].group = Group(first: 1, count: 2)
    others[1].salt += 1
    others[2].scope = "shared"
    others[3].author = Author(name: "Li Na", branch: "SH02")
    others[4].kind = noteKind
    others[5].aggregate = otherRecord
    others[6] = titled(dot(1, 1), at: 0, "电视无法开机", base: [dot(2, 1)])
    let hashes = Set((others + [some]).map { ContentHash(content: $0.encodedContent()) })
    #expect(hashes.count == 8)
  }

  @Test func `the hash is SHA-256`() {
    // FIPS 180-4, the example "abc".
    #expect(
      hexadecimal(ContentHash(content: Array("abc".utf8)).bytes)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(ContentHash(bytes: [1, 2, 3]) == nil)
  }

  @Test func `the chain starts from zeros and depends on each content and their order`() throws {
    #expect(ContentHash.chainStart.bytes == Array(repeating: 0, count: 32))
    let hashes = (1...3).map { ContentHash(content: titled(dot(1, $0), at: 0, "甲").encodedContent()) }
    let chain = hashes.reduce(ContentHash.chainStart) { $0.chained($1) }
    #expect(
      ContentHash.chainStart.chained(hashes[0])
        == ContentHash(content: Array(repeating: 0, count: 32) + hashes[0].bytes))
    for order in permutations(hashes).filter({ $0 != hashes }) {
      #expect(order.reduce(ContentHash.chainStart) { $0.chained($1) } != chain)
    }
    #expect(hashes.dropLast().reduce(ContentHash.chainStart) { $0.chained($1) } != chain)
  }

  @Test func `bytes that are no change have no hash`() {
    #expect(throws: MalformedBytes.self) { try ContentHash(encodedChange: []) }
    #expect(throws: MalformedBytes.self) { try ContentHash(encodedChange: [5, 1, 2]) }
  }

  @Test func `of bytes that are no change, all count; of others, the content as ever`() throws {
    let bytes = some.encoded()
    #expect(ContentHash(wire: bytes) == (try ContentHash(encodedChange: bytes)))
    for broken in [[], [5, 1, 2]] as [[UInt8]] {
      #expect(ContentHash(wire: broken) == ContentHash(content: broken))
    }
  }
}
