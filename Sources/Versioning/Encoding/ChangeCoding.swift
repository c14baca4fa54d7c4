/// The encoding of a change (Protocol.md, "Encoding of a change"): the length of the content, the content,
/// the times. The content is what is hashed; the times may be corrected without touching it.
extension Change {
  package static let encodingVersion: UInt8 = 1

  package func encoded() -> [UInt8] {
    let content = encodedContent()
    var out: [UInt8] = []
    out.reserveCapacity(content.count + 48)
    out.append(varint: content.count)
    out.append(contentsOf: content)
    times.append(to: &out)
    return out
  }

  /// All but stamp, times and clock quality.
  package func encodedContent() -> [UInt8] {
    let replicas = otherReplicas
    func index(_ replica: ReplicaID) -> Int {
      replica == dot.replica ? 0 : (replicas.firstIndex(of: replica) ?? 0) + 1
    }
    var out: [UInt8] = []
    out.reserveCapacity(160)
    out.append(Self.encodingVersion)
    dot.replica.append(to: &out)
    out.append(varint: dot.number)
    record.append(to: &out)
    out.append(varint: UInt64(kind.rawValue))
    out.append(aggregate == record ? 0 : 1)
    if aggregate != record { aggregate.append(to: &out) }
    out.append(text: scope)
    out.append(text: author.name)
    out.append(text: author.branch)
    out.append(varint: dot.number - group.first)
    out.append(varint: group.count)
    out.append(fixed64: salt)
    out.append(varint: replicas.count)
    for replica in replicas { replica.append(to: &out) }
    out.append(varint: writes.count)
    var previous: UInt64 = 0
    for write in writes {
      let number = UInt64(write.field.number)
      out.append(varint: (number - previous) << 1 | (write.field.element == nil ? 0 : 1))
      previous = number
      if let element = write.field.element { out.append(text: element) }
      out.append(value: write.value, index: index)
      out.append(varint: write.base.count)
      out.append(dots: write.base, index: index)
    }
    return out
  }

  /// - Throws: `MalformedBytes` for anything but the one encoding of a change.
  package init(decoding bytes: [UInt8]) throws(MalformedBytes) {
    self = try bytes.read { (reader) throws(MalformedBytes) in try Change(from: &reader) }
  }

  private init(from outer: inout ByteReader) throws(MalformedBytes) {
    var reader = ByteReader(try outer.slice(try outer.count(ofAtLeast: 1)))
    let times = try Times(from: &outer)
    try self.init(content: &reader, times: times)
    try reader.finish()
  }

  private init(content reader: inout ByteReader, times: Times) throws(MalformedBytes) {
    let version = try reader.byte()
    guard version == Self.encodingVersion else {
      throw MalformedBytes("unknown encoding version \(version)", at: 0)
    }
    let envelope = try ChangeEnvelope(from: &reader)
    let (replica, number) = (envelope.dot.replica, envelope.dot.number)
    let salt = try reader.fixed64()

    var replicas = [replica]
    for _ in 0..<(try reader.count(ofAtLeast: 16)) {
      let next = try reader.identifier()
      guard replicas.count == 1 || next > replicas[replicas.count - 1], next != replica else {
        throw MalformedBytes("replicas not ascending", at: reader.offset)
      }
      replicas.append(next)
    }
    var used = Array(repeating: false, count: replicas.count)
    used[0] = true
    var writes: [FieldWrite] = []
    var field: UInt64 = 0
    for _ in 0..<(try reader.count(ofAtLeast: 3)) {
      let start = reader.offset
      let key = try reader.varint()
      field &+= key >> 1
      guard field <= UInt64(UInt32.max) else { throw MalformedBytes("field number above 32 bits", at: start) }
      let id = FieldID(UInt32(field), key & 1 == 1 ? try reader.text() : nil)
      if let last = writes.last, !(last.field < id) {
        throw MalformedBytes("fields not ascending", at: start)
      }
      let value = try reader.value(replicas: replicas, used: &used)
      var base: [Dot] = []
      var previous: (Int, UInt64) = (-1, 0)
      for _ in 0..<(try reader.count(ofAtLeast: 2)) {
        let next = (try reader.index(below: replicas.count), try reader.varint())
        guard next > previous, next.1 > 0 else { throw MalformedBytes("base not ascending", at: start) }
        guard next.0 > 0 || next.1 < number else {
          throw MalformedBytes("base that is not earlier", at: start)
        }
        previous = next
        used[next.0] = true
        base.append(Dot(replicas[next.0], next.1))
      }
      writes.append(FieldWrite(field: id, value: value, sortedBase: base.sorted()))
    }
    guard !used.contains(false) else {
      throw MalformedBytes("replica that nothing points to", at: reader.offset)
    }
    self.init(
      dot: envelope.dot, record: envelope.record, kind: envelope.kind, aggregate: envelope.aggregate,
      scope: envelope.scope, author: envelope.author, group: envelope.group, salt: salt, writes: writes,
      times: times)
  }

  /// The replicas that bases and sights name, but for its own. Ascending.
  private var otherReplicas: [ReplicaID] {
    var replicas: Set<ReplicaID> = []
    for write in writes {
      for dot in write.base where dot.replica != self.dot.replica { replicas.insert(dot.replica) }
      if case .sight(let dots) = write.value {
        for dot in dots where dot.replica != self.dot.replica { replicas.insert(dot.replica) }
      }
    }
    return replicas.sorted()
  }
}
