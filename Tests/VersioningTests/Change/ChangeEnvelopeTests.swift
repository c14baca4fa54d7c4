import TestSupport
import Testing

@testable import Versioning

@Suite struct ChangeEnvelopeTests {
  private func matches(_ envelope: ChangeEnvelope, _ change: Change) -> Bool {
    envelope.dot == change.dot && envelope.record == change.record && envelope.kind == change.kind
      && envelope.aggregate == change.aggregate && envelope.scope == change.scope
      && envelope.author == change.author && envelope.group == change.group
  }

  private func encoded(_ content: some Collection<UInt8>, _ times: Times) -> [UInt8] {
    var out: [UInt8] = []
    out.append(varint: content.count)
    out.append(contentsOf: content)
    times.append(to: &out)
    return out
  }

  @Test func `the envelope and the times are those of the change`() throws {
    for seed in 0..<100 as Range<UInt64> {
      var random = RandomChanges(seed: seed)
      let change = random.next()
      let bytes = change.encoded()
      #expect(matches(try ChangeEnvelope(encodedChange: bytes), change))
      #expect(try Times(tailOf: bytes) == change.times)
    }
  }

  @Test(arguments: [0, 2, 9, 255] as [UInt8])
  func `a change of another version says whose it is, and when it was made`(version: UInt8) throws {
    let edit = EncodingSamples.edited
    // The salt begins where the envelope ends; what comes then is anything.
    let salt = (0..<8).map { UInt8(truncatingIfNeeded: edit.salt >> (56 - 8 * $0)) }
    let content = edit.encodedContent()
    let end = try #require(content.indices.first { content[$0...].starts(with: salt) })
    let odd = [version] + content[1..<end] + [0xFF, 0xFF, 0xFF]
    let bytes = encoded(odd, edit.times)
    #expect(throws: MalformedBytes.self) { try Change(decoding: bytes) }
    #expect(matches(try ChangeEnvelope(encodedChange: bytes), edit))
    #expect(try Times(tailOf: bytes) == edit.times)
  }

  @Test func `a change of an unknown version is refused as that`() throws {
    var content = EncodingSamples.edited.encodedContent()
    content[0] = 2
    let bytes = encoded(content, EncodingSamples.edited.times)
    let error = #expect(throws: MalformedBytes.self) { try Change(decoding: bytes) }
    #expect(error?.reason == "unknown encoding version 2")
  }

  @Test func `what is cut short has no envelope, or no times`() throws {
    let bytes = EncodingSamples.edited.encoded()
    for length in bytes.indices {
      #expect(throws: MalformedBytes.self) { try Times(tailOf: Array(bytes.prefix(length))) }
    }
    #expect(throws: MalformedBytes.self) { try Times(tailOf: bytes + [0]) }
    #expect(throws: MalformedBytes.self) { try ChangeEnvelope(encodedChange: []) }
    let content = EncodingSamples.edited.encodedContent()
    for length in 0..<60 {
      let part = encoded(content.prefix(length), EncodingSamples.edited.times)
      #expect(throws: MalformedBytes.self) { try ChangeEnvelope(encodedChange: part) }
    }
  }

  @Test func `a replica that takes a new name renames what it made, and nothing of the others`() throws {
    let renumbered: (Dot) -> Dot = { $0.replica == replica(2) ? dot(9, $0.number - 298) : $0 }
    let edit = EncodingSamples.edited.readdressed(to: dot(9, 2), groupFirst: 1, mapping: renumbered)
    #expect(edit.dot == dot(9, 2) && edit.group == Group(first: 1, count: 3))
    #expect(edit.writes.map(\.base) == [[dot(1, 1), dot(3, 7), dot(9, 1)], [dot(1, 1)]])
    #expect(edit.writes.map(\.value) == EncodingSamples.edited.writes.map(\.value))
    #expect(edit.times == EncodingSamples.edited.times && edit.salt == EncodingSamples.edited.salt)
    #expect(try Spelt(Change(decoding: edit.encoded())) == Spelt(edit))

    let removed = EncodingSamples.removed.readdressed(to: dot(9, 6), groupFirst: 6) {
      $0.replica == replica(2) ? dot(9, $0.number) : $0
    }
    #expect(removed.writes[0].value == .sight([dot(1, 1), dot(3, 7), dot(9, 5)]))
    #expect(try Spelt(Change(decoding: removed.encoded())) == Spelt(removed))
  }
}
