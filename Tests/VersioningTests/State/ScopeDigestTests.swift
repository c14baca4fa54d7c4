import TestSupport
import Testing

@testable import Versioning

@Suite struct ScopeDigestTests {
  private func states() throws -> [(RecordID, [UInt8])] {
    try (1...5).map { number in
      let record = Identifier(high: 7, low: UInt64(number))
      let made = change(
        dot(1, UInt64(number)), at: 0, [FieldWrite(title, .text("甲"))], record: record, aggregate: record)
      return (record, try state([made]).encoded())
    }
  }

  @Test func `the digest does not depend on the order`() throws {
    let all = try states()
    var digests: Set<ScopeDigest> = []
    for order in permutations(Array(all.indices)) {
      var digest = ScopeDigest()
      for at in order { digest.add(record: all[at].0, state: all[at].1) }
      digests.insert(digest)
    }
    #expect(digests.count == 1)
    #expect(digests.first != ScopeDigest())
  }

  @Test func `what is taken out leaves no trace`() throws {
    let all = try states()
    var digest = ScopeDigest()
    digest.add(record: all[0].0, state: all[0].1)
    let before = digest
    for (record, bytes) in all.dropFirst() { digest.add(record: record, state: bytes) }
    for (record, bytes) in all.dropFirst().reversed() { digest.remove(record: record, state: bytes) }
    #expect(digest == before)
    digest.remove(record: all[0].0, state: all[0].1)
    #expect(digest == ScopeDigest())
    #expect(digest.bytes == Array(repeating: 0, count: 32))
    // Also before it was put in: the lanes wrap around.
    digest.remove(record: all[0].0, state: all[0].1)
    digest.add(record: all[0].0, state: all[0].1)
    #expect(digest == ScopeDigest())
  }

  @Test func `records, states and repetitions are told apart`() throws {
    let all = try states()
    func digest(_ parts: [(RecordID, [UInt8])]) -> ScopeDigest {
      var digest = ScopeDigest()
      for (record, bytes) in parts { digest.add(record: record, state: bytes) }
      return digest
    }
    let digests: Set<ScopeDigest> = [
      digest([all[0]]), digest([all[0], all[0]]), digest([(all[1].0, all[0].1)]),
      digest([(all[0].0, all[1].1)]),
      digest([all[0], all[1]]), digest([(all[0].0, [])]),
    ]
    #expect(digests.count == 6)
  }

  @Test func `one record's digest is SHA-256 over its id and its state`() throws {
    let (record, bytes) = try states()[0]
    var digest = ScopeDigest()
    digest.add(record: record, state: bytes)
    #expect(digest.bytes == ContentHash(content: record.bytes + bytes).bytes)
    #expect(ScopeDigest(bytes: digest.bytes) == digest)
    #expect(ScopeDigest(bytes: Array(digest.bytes.dropLast())) == nil)
  }
}
