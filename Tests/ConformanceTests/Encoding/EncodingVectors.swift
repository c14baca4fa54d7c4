import TestSupport

@testable import Versioning

/// encoding.json.
struct EncodingVector: Codable, Equatable, Identifiable {
  /// Why bytes are refused. Which of them a reader says does not matter, but for `version`.
  enum Refusal: String, Codable {
    /// They end too early, or a length or count goes beyond their end.
    case cut
    /// Bytes are left over.
    case trailing
    /// It would be a second encoding of the same thing, or of nothing that there is a form for.
    case form
    /// A number beyond what it may be.
    case range
    /// The parts contradict each other.
    case sense
    /// The version of the encoding is not known.
    case version
  }

  enum Subject: String, Codable { case change, state, envelope, chain, digest }

  var id: String
  var what: String
  var of: Subject
  var hex: String?
  /// What the bytes say; none: they are refused.
  var spelt: Spelt?
  var refused: Refusal?
  /// Of a change or an envelope: what is chained over; also where the bytes are refused.
  var hash: String?
  /// Of a chain: the changes; of a digest: the states; in hexadecimal digits.
  var parts: [String]?
  /// The chain or the digest.
  var result: String?
}

/// What encoding.json is made from.
enum EncodingSource {
  static let morning = ClockSource.morning
  static func replica(_ number: UInt64) -> Identifier {
    Identifier(high: 0xA0A1_A2A3_A4A5_46A7, low: 0x80A9_AAAB_ACAD_AE00 + number)
  }
  static func dot(_ of: UInt64, _ number: UInt64) -> Dot { Dot(replica(of), number) }
  static let record = Identifier(high: 0x0001_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E0F)
  static let child = Identifier(high: 0xF0F1_F2F3_F4F5_76F7, low: 0x88F9_FAFB_FCFD_FEFF)

  static func change(
    _ dot: Dot, at: Int64 = 0, _ writes: [FieldWrite], record: RecordID = record, kind: UInt32 = 1,
    aggregate: RecordID = record, author: String = "Li Na", branch: String = "SH01", group: Group? = nil,
    counter: UInt16 = 0, quality: ClockQuality = .local, boot: Identifier = Identifier(high: 0, low: 0),
    monotonic: UInt64 = 60_000
  ) -> Change {
    Change(
      dot: dot, record: record, kind: RecordKind(kind), aggregate: aggregate, scope: "SH01",
      author: Author(name: author, branch: branch), group: group ?? Group(first: dot.number, count: 1),
      salt: 0x5A17_0000_0000_0000 | dot.number, writes: writes,
      times: Times(
        stamp: HybridTime(milliseconds: morning + at, counter: counter), wall: morning + at, quality: quality,
        boot: boot, monotonic: monotonic))
  }

  /// Valid ones beside those of Tests/VersioningTests/Vectors.
  static func more() -> [EncodingVector] {
    let sets = change(
      dot(1, 3),
      [
        FieldWrite(FieldID(9, ""), .flag(true)), FieldWrite(FieldID(9, "a"), .none, base: [dot(1, 1)]),
        FieldWrite(FieldID(9, "é"), .flag(false)), FieldWrite(FieldID(9), .text("")),
      ])
    let numbers = change(
      dot(1, 4),
      zip(
        [0, 1, -1, 127, 128, -128, -129, .max, .min] as [Int64],
        [1, 2, 3, 4, 5, 6, 7, 8, 9] as [UInt32]
      ).map { FieldWrite(FieldID($1), .integer($0)) })
    let last = change(
      dot(1, .max), [FieldWrite(FieldID(.max), .opaque(type: 5, bytes: []))], kind: .max,
      counter: .max, quality: .untrusted, boot: Identifier(high: .max, low: .max), monotonic: .max)
    let empty = change(dot(1, 2), [], record: child, kind: 2, author: "", branch: "")
    let early = Change(
      dot: dot(1, 5), record: record, kind: RecordKind(1), aggregate: record, scope: "shared",
      author: Author(name: "Li Na", branch: "SH01"), group: Group(first: 5, count: 1), salt: .max, writes: [],
      times: Times(stamp: HybridTime(milliseconds: 0), wall: -1))
    let samples: [(String, String, Change)] = [
      (
        "change_elements",
        "Elements of a set, no element first, then by bytes; an empty element and an empty text.", sets
      ),
      ("change_integers", "Integers at the edges of each length.", numbers),
      (
        "change_last", "The last number, kind, field, counter, boot id and time since boot that there are.",
        last
      ),
      ("change_empty", "No writes, an empty author, in a child record.", empty),
      ("change_before_1970", "A wall clock before 1970 with a stamp at 1970, in the shared scope.", early),
    ]
    return samples.map { id, what, change in
      valid(id, what, change)
    }
  }

  static func valid(_ id: String, _ what: String, _ change: Change) -> EncodingVector {
    let bytes = change.encoded()
    return EncodingVector(
      id: id, what: what, of: .change, hex: hexadecimal(bytes), spelt: Spelt(change),
      hash: hexadecimal(ContentHash(wire: bytes).bytes))
  }

  static func valid(_ id: String, _ what: String, _ state: RecordState) -> EncodingVector {
    EncodingVector(
      id: id, what: what, of: .state, hex: hexadecimal(state.encoded()), spelt: Spelt(state))
  }

  /// Changes of versions that nobody knows yet: their envelope can be read, whatever follows it.
  static func envelopes() throws -> [EncodingVector] {
    let known = change(dot(2, 300), [], record: child, kind: 2, group: Group(first: 299, count: 3))
    var content = known.encodedContent()
    content[0] = 9
    var later: [UInt8] = []
    later.append(varint: content.count + 3)
    later += content + [0xDE, 0xAD, 0x01]
    let tail = Array(known.encoded().suffix(from: content.count + 1))
    let read = try ChangeEnvelope(encodedChange: later + tail)
    return [
      EncodingVector(
        id: "envelope_later_version",
        what: "Version 9: what follows the group and the times are not understood; whose it is can be told.",
        of: .envelope, hex: hexadecimal(later + tail), spelt: Spelt(read),
        hash: hexadecimal(ContentHash(wire: later + tail).bytes)),
      EncodingVector(
        id: "envelope_cut", what: "No length that fits: no envelope. It is chained over by all of its bytes.",
        of: .envelope, hex: "ff01", refused: .cut,
        hash: hexadecimal(ContentHash(wire: [0xFF, 0x01]).bytes)),
      EncodingVector(
        id: "envelope_no_bytes", what: "Nothing at all.", of: .envelope, hex: "", refused: .cut,
        hash: hexadecimal(ContentHash(wire: []).bytes)),
    ]
  }

  static func sums(_ valid: [EncodingVector]) throws -> [EncodingVector] {
    let changes = valid.filter { $0.of == .change }.prefix(3).compactMap(\.hex)
    let states = valid.filter { $0.of == .state }.compactMap(\.hex)
    var out: [EncodingVector] = []
    for count in [0, 1, 3] {
      let parts = Array(changes.prefix(count))
      let chain = parts.reduce(ContentHash.chainStart) { chain, hex in
        chain.chained(ContentHash(wire: unhex(hex) ?? []))
      }
      out.append(
        EncodingVector(
          id: "chain_\(count)", what: "The chain over \(count) changes, as if they were one replica's first.",
          of: .chain, parts: parts, result: hexadecimal(chain.bytes)))
    }
    // Each record once: the digest is over records.
    for (id, parts) in [("digest_0", []), ("digest_1", [states[0]]), ("digest_2", [states[0], states[2]])] {
      out.append(
        EncodingVector(
          id: id, what: "The digest over \(parts.count) records, in any order.", of: .digest, parts: parts,
          result: hexadecimal(try digest(parts).bytes)))
    }
    return out
  }

  static func digest(_ states: [String]) throws -> ScopeDigest {
    var digest = ScopeDigest()
    for hex in states {
      guard let bytes = unhex(hex) else { throw Failure("not hexadecimal") }
      digest.add(record: try RecordState(decoding: bytes).record, state: bytes)
    }
    return digest
  }
}
