/// What an encoded change says of itself before what it writes: who made it, to which record, in which
/// group.
///
/// These parts lie at the same place in every version of the encoding, whatever its number: a later version
/// may change only what follows the group. So a program can say whose a change is, keep it and judge what
/// depends on it, without understanding it.
package struct ChangeEnvelope: Hashable, Sendable {
  package let dot: Dot
  package let record: RecordID
  package let kind: RecordKind
  package let aggregate: RecordID
  package let scope: String
  package let author: Author
  package let group: Group

  /// - Throws: `MalformedBytes` where no change, of any version of the encoding, begins so.
  package init(encodedChange bytes: [UInt8]) throws(MalformedBytes) {
    self = try bytes.read { (outer) throws(MalformedBytes) in
      var reader = ByteReader(try outer.slice(try outer.count(ofAtLeast: 1)))
      _ = try outer.slice(outer.remaining)
      _ = try reader.byte()
      return try ChangeEnvelope(from: &reader)
    }
  }

  /// Reads what follows the byte with the version.
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    let replica = try reader.identifier()
    let number = try reader.varint()
    let record = try reader.identifier()
    let kind = try reader.varint()
    guard number > 0, kind <= UInt64(UInt32.max) else {
      throw MalformedBytes("number out of range", at: reader.offset)
    }
    let aggregate = try reader.aggregate(of: record)
    let scope = try reader.text()
    let author = Author(name: try reader.text(), branch: try reader.text())
    let position = try reader.varint()
    let count = try reader.varint()
    // The last of the group has a number too: `Group.last` stays within 64 bits.
    guard position < number, position < count, count <= UInt64(UInt32.max),
      count - position - 1 <= UInt64.max - number
    else {
      throw MalformedBytes("group that does not hold its change", at: reader.offset)
    }
    self.dot = Dot(replica, number)
    self.record = record
    self.kind = RecordKind(UInt32(kind))
    self.aggregate = aggregate
    self.scope = scope
    self.author = author
    self.group = Group(first: number - position, count: count)
  }
}

/// The end of an encoded change.
extension Times {
  /// Of an encoded change, without decoding its content.
  package init(tailOf encodedChange: [UInt8]) throws(MalformedBytes) {
    self = try encodedChange.read { (reader) throws(MalformedBytes) in
      _ = try reader.slice(try reader.count(ofAtLeast: 1))
      return try Times(from: &reader)
    }
  }

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    let wall = try reader.signed()
    let milliseconds = wall &+ (try reader.signed())
    let counter = try reader.varint()
    guard milliseconds >= 0, milliseconds <= 0xFFFF_FFFF_FFFF, counter >> 2 <= 0xFFFF,
      let quality = ClockQuality(rawValue: UInt8(counter & 3))
    else { throw MalformedBytes("stamp out of range", at: reader.offset) }
    self.init(
      stamp: HybridTime(milliseconds: milliseconds, counter: UInt16(counter >> 2)), wall: wall,
      quality: quality, boot: try reader.identifier(), monotonic: try reader.varint())
  }

  func append(to out: inout [UInt8]) {
    out.append(signed: wall)
    out.append(signed: stamp.milliseconds &- wall)
    out.append(varint: UInt64(stamp.counter) << 2 | UInt64(quality.rawValue))
    boot.append(to: &out)
    out.append(varint: monotonic)
  }
}

extension Change {
  /// The version of the encoding that some bytes claim to have; nil where they are no change of any version.
  package static func encodingVersion(of bytes: [UInt8]) -> UInt8? {
    try? bytes.read { (outer) throws(MalformedBytes) in
      var reader = ByteReader(try outer.slice(try outer.count(ofAtLeast: 1)))
      _ = try outer.slice(outer.remaining)
      return try reader.byte()
    }
  }
}
