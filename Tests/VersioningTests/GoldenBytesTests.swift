import FoundationEssentials
import TestSupport
import Testing

@testable import Versioning

/// The bytes that Protocol.md quotes. Programs of other people read and write them: they do not change.
@Suite struct GoldenBytesTests {
  /// One entry of Vectors/encoding.json.
  struct Vector: Codable, Equatable {
    var name: String
    var description: String
    var hex: String
    var decoded: Spelt
  }

  private func vectors() throws -> [Vector] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/encoding.json")
    return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
  }

  @Test(arguments: EncodingSamples.changes.map(\.name))
  func `a change has these bytes`(name: String) throws {
    let golden = try #require(GoldenChanges.all[name])
    let wanted = try #require(bytes(hexadecimal: golden.hex))
    let sample = try #require(EncodingSamples.changes.first { $0.name == name }).change
    #expect(hexadecimal(sample.encoded()) == hexadecimal(wanted))
    let read = try Change(decoding: wanted)
    #expect(Spelt(read) == Spelt(sample))
    #expect(read.encoded() == wanted)
  }

  @Test(arguments: EncodingSamples.states.map(\.name))
  func `a state has these bytes`(name: String) throws {
    let golden = try #require(GoldenStates.all[name])
    let wanted = try #require(bytes(hexadecimal: golden.hex))
    let sample = try EncodingSamples.state(named: name)
    #expect(hexadecimal(sample.encoded()) == hexadecimal(wanted))
    let read = try RecordState(decoding: wanted)
    #expect(Spelt(read) == Spelt(sample))
    #expect(read.encoded() == wanted)
  }

  @Test func `the vectors for other programs are these bytes, and say what is in them`() throws {
    let vectors = try vectors()
    let golden = GoldenChanges.all.merging(GoldenStates.all) { one, _ in one }
    #expect(Set(vectors.map(\.name)) == Set(golden.keys))
    for vector in vectors {
      let own = try #require(golden[vector.name])
      #expect(vector.description == own.description)
      let encoded = try #require(bytes(hexadecimal: vector.hex))
      #expect(encoded == bytes(hexadecimal: own.hex))
      if GoldenChanges.all[vector.name] != nil {
        #expect(try Spelt(Change(decoding: encoded)) == vector.decoded)
      } else {
        #expect(try Spelt(RecordState(decoding: encoded)) == vector.decoded)
      }
    }
  }

  @Test(arguments: [
    (Value.none, "00"), (.text(""), "01"), (.text("甲"), "19 e794b2"), (.integer(0), "02"),
    (.integer(1), "0a 01"), (.integer(-1), "0a ff"), (.integer(127), "0a 7f"), (.integer(128), "12 0080"),
    (.integer(-128), "0a 80"), (.integer(-129), "12 ff7f"), (.integer(.max), "42 7fffffffffffffff"),
    (.integer(.min), "42 8000000000000000"), (.flag(false), "0b 00"), (.flag(true), "0b 01"),
    (.sight([]), "04"), (.opaque(type: 5, bytes: []), "05"), (.opaque(type: 7, bytes: [1]), "0f 01"),
  ])
  func `a value has these bytes`(value: Value, hex: String) throws {
    let made = change(dot(1, 1), at: 0, [FieldWrite(title, value)])
    let wanted = try #require(bytes(hexadecimal: hex))
    // The last write: field 3, the value, an empty base.
    #expect(made.encodedContent().suffix(wanted.count + 2) == [6] + wanted + [0])
    #expect(try Change(decoding: made.encoded()).writes[0].value == value)
  }

  @Test(arguments: [
    (UInt64(0), "00"), (1, "01"), (127, "7f"), (128, "8001"), (300, "ac02"),
    (UInt64.max, "ffffffffffffffffff01"),
  ])
  func `a number has these bytes`(number: UInt64, hex: String) throws {
    var out: [UInt8] = []
    out.append(varint: number)
    #expect(hexadecimal(out) == hex)
    #expect(try out.read { (reader) throws(MalformedBytes) in try reader.varint() } == number)
  }

  @Test(arguments: [
    (Int64(0), "00"), (-1, "01"), (1, "02"), (-1_000, "cf0f"), (.max, "feffffffffffffffff01"),
    (.min, "ffffffffffffffffff01"),
  ])
  func `a signed number has these bytes`(number: Int64, hex: String) throws {
    var out: [UInt8] = []
    out.append(signed: number)
    #expect(hexadecimal(out) == hex)
    #expect(try out.read { (reader) throws(MalformedBytes) in try reader.signed() } == number)
  }
}
