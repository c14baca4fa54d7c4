import FoundationEssentials
import TestSupport
import Testing

@testable import Versioning

@Suite struct EncodingVectorTests {
  /// One entry of Tests/VersioningTests/Vectors/encoding.json, whose bytes and names are for ever.
  private struct Golden: Codable {
    var name: String
    var description: String
    var hex: String
    var decoded: Spelt
  }

  private func golden() throws -> [Golden] {
    let file = VectorFile.url("encoding").deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "VersioningTests/Vectors/encoding.json")
    return try JSONDecoder().decode([Golden].self, from: Data(contentsOf: file))
  }

  private func made() throws -> [EncodingVector] {
    let old = try golden().map { vector -> EncodingVector in
      let bytes = try #require(unhex(vector.hex))
      let isChange = vector.name.hasPrefix("change_")
      return EncodingVector(
        id: vector.name, what: vector.description, of: isChange ? .change : .state, hex: vector.hex,
        spelt: vector.decoded, hash: isChange ? hexadecimal(ContentHash(wire: bytes).bytes) : nil)
    }
    let valid = try old + EncodingSource.more() + [RefusedEncodings.plain, RefusedEncodings.plainState]
    return try valid + EncodingSource.envelopes() + EncodingSource.sums(old) + RefusedEncodings.changes()
      + RefusedEncodings.states() + KindVectors.all()
  }

  @Test func `encoding_json is what the code makes, and has the golden bytes`() throws {
    let made = try made()
    if VectorFile.isRecording {
      try VectorFile.write(
        "encoding",
        about: "Encodings of changes and states, and bytes to be refused: Protocol.md, sections 8 and 22.",
        keeps: true, made)
    }
    try VectorFile.check("encoding", made: made)
  }

  @Test func `what is spelt out is encoded as the bytes, and read from them`() throws {
    var count = 0
    for vector in try VectorFile.read("encoding", as: EncodingVector.self) {
      guard let spelt = vector.spelt, let hex = vector.hex, let bytes = unhex(hex) else {
        continue
      }
      switch vector.of {
      case .change:
        #expect(try hexadecimal(spelt.change().encoded()) == hex, "\(vector.id)")
        #expect(try Spelt(Change(decoding: bytes)) == spelt, "\(vector.id)")
        #expect(try Spelt(ChangeEnvelope(encodedChange: bytes)).dot == spelt.dot, "\(vector.id)")
        #expect(try Times(tailOf: bytes) == spelt.time?.times(), "\(vector.id)")
      case .state:
        #expect(try hexadecimal(spelt.state().encoded()) == hex, "\(vector.id)")
        #expect(try Spelt(RecordState(decoding: bytes)) == spelt, "\(vector.id)")
      case .envelope: #expect(try Spelt(ChangeEnvelope(encodedChange: bytes)) == spelt, "\(vector.id)")
      case .chain, .digest: Issue.record("\(vector.id)")
      }
      count += 1
    }
    #expect(count >= 18)
  }

  @Test func `what is to be refused is refused, for that reason`() throws {
    var refusals: [EncodingVector.Refusal: Int] = [:]
    for vector in try VectorFile.read("encoding", as: EncodingVector.self) {
      guard let wanted = vector.refused, let bytes = vector.hex.flatMap(unhex) else { continue }
      do throws(MalformedBytes) {
        switch vector.of {
        case .change: _ = try Change(decoding: bytes)
        case .state: _ = try RecordState(decoding: bytes)
        case .envelope: _ = try ChangeEnvelope(encodedChange: bytes)
        case .chain, .digest: break
        }
        Issue.record("\(vector.id) was taken")
      } catch {
        #expect(Self.reason(error) == wanted, "\(vector.id): \(error)")
        refusals[wanted, default: 0] += 1
      }
    }
    for reason in [EncodingVector.Refusal.cut, .trailing, .form, .range, .sense, .version] {
      #expect(refusals[reason, default: 0] >= 2, "\(reason)")
    }
  }

  @Test func `hashes, chains and digests are those of the vectors`() throws {
    for vector in try VectorFile.read("encoding", as: EncodingVector.self) {
      if let hash = vector.hash, let bytes = vector.hex.flatMap(unhex) {
        #expect(hexadecimal(ContentHash(wire: bytes).bytes) == hash, "\(vector.id)")
      }
      guard let parts = vector.parts else { continue }
      if vector.of == .chain {
        let chain = parts.reduce(ContentHash.chainStart) {
          $0.chained(ContentHash(wire: unhex($1) ?? []))
        }
        #expect(hexadecimal(chain.bytes) == vector.result, "\(vector.id)")
      } else {
        for order in permutations(parts) {
          #expect(hexadecimal(try EncodingSource.digest(order).bytes) == vector.result, "\(vector.id)")
        }
      }
    }
  }

  /// The class of a refusal, from what it says.
  private static func reason(_ error: MalformedBytes) -> EncodingVector.Refusal {
    let says = error.reason
    switch says {
    case "ends too early", "count beyond the end", "value beyond the end": return .cut
    case "bytes after the end": return .trailing
    case "base that is not earlier", "group that does not hold its change", "version that was not applied",
      "unmet dot was applied", "value in an erased field", "index outside of its table":
      return .sense
    default: break
    }
    if says.hasPrefix("unknown encoding version") { return .version }
    if says.hasSuffix("bits") || says.hasSuffix("out of range") { return .range }
    return .form
  }
}
