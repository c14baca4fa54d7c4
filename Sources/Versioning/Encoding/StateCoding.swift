/// The canonical encoding of a record state (Protocol.md, "Encoding of a record state"). Each replica,
/// author and version stands once in a table; a field costs about three bytes beyond its value.
extension RecordState {
  package static let encodingVersion: UInt8 = 1
  /// Version 1 and the list of erased fields. Only a state that has any is written so: one state has one
  /// encoding, and the bytes (so the digest) of all others are what they were before there was erasure.
  package static let erasedEncodingVersion: UInt8 = 2

  package func encoded() -> [UInt8] {
    let tables = StateTables(of: self)
    var out: [UInt8] = []
    out.reserveCapacity(128 + fields.count * 24)
    out.append(erased.isEmpty ? Self.encodingVersion : Self.erasedEncodingVersion)
    record.append(to: &out)
    out.append(varint: UInt64(kind.rawValue))
    out.append(aggregate == record ? 0 : 1)
    if aggregate != record { aggregate.append(to: &out) }
    if !erased.isEmpty { out.append(erased: erased) }
    tables.append(to: &out, applied: applied)

    out.append(varint: fields.count)
    var previous: UInt64 = 0
    for state in fields {
      let isSimple = state.heads.count == 1 && state.unmet.isEmpty
      let number = UInt64(state.field.number)
      out.append(varint: (number - previous) << 2 | (isSimple ? 0 : 2) | (state.field.element == nil ? 0 : 1))
      previous = number
      if let element = state.field.element { out.append(text: element) }
      if !isSimple { out.append(varint: state.heads.count) }
      for head in state.heads {
        out.append(varint: tables.index(of: head.dot))
        out.append(value: head.value, index: tables.index(of:))
      }
      if !isSimple {
        out.append(varint: state.unmet.count)
        out.append(dots: state.unmet, index: tables.index(of:))
      }
    }
    return out
  }

  /// - Throws: `MalformedBytes` for anything but the one canonical encoding of a state.
  package init(decoding bytes: [UInt8]) throws(MalformedBytes) {
    self = try bytes.read { (reader) throws(MalformedBytes) in try RecordState(from: &reader) }
  }

  private init(from reader: inout ByteReader) throws(MalformedBytes) {
    let version = try reader.byte()
    guard version == Self.encodingVersion || version == Self.erasedEncodingVersion else {
      throw MalformedBytes("unknown encoding version \(version)", at: 0)
    }
    let record = try reader.identifier()
    let kind = try reader.varint()
    guard kind <= UInt64(UInt32.max) else { throw MalformedBytes("kind above 32 bits", at: reader.offset) }
    let aggregate = try reader.aggregate(of: record)
    let erased = version == Self.erasedEncodingVersion ? try reader.erasedFields() : []
    var tables = try DecodedTables(from: &reader)
    let count = try reader.count(ofAtLeast: 3)
    var fields: [FieldState] = []
    fields.reserveCapacity(count)
    var number: UInt64 = 0
    for _ in 0..<count {
      let start = reader.offset
      let key = try reader.varint()
      number &+= key >> 2
      guard number <= UInt64(UInt32.max) else {
        throw MalformedBytes("field number above 32 bits", at: start)
      }
      let element = key & 1 == 1 ? try reader.text() : nil
      let field = FieldID(UInt32(number), element)
      if let last = fields.last, !(last.field < field) {
        throw MalformedBytes("fields not ascending", at: start)
      }
      let isSimple = key & 2 == 0
      let heads = try tables.heads(isSimple ? 1 : try reader.count(ofAtLeast: 2), from: &reader)
      let unmet = isSimple ? [] : try tables.unmet(try reader.count(ofAtLeast: 2), from: &reader)
      guard isSimple || !(heads.count == 1 && unmet.isEmpty), !(heads.isEmpty && unmet.isEmpty) else {
        throw MalformedBytes("field not in its shortest form", at: start)
      }
      guard erased.isEmpty || !erased.contains(field.number) || heads.allSatisfy(\.value.outlivesErasure)
      else { throw MalformedBytes("value in an erased field", at: start) }
      fields.append(FieldState(field: field, heads: heads, unmet: unmet))
    }
    try tables.checkUse(at: reader.offset)
    self.init(
      record: record, kind: RecordKind(UInt32(kind)), aggregate: aggregate, erased: erased,
      applied: tables.applied, fields: fields)
  }
}

/// The tables that a state's fields point into, as they are written.
private struct StateTables {
  var replicas: [ReplicaID]
  var authors: [Author] = []
  var versions: [Version] = []
  /// Where each stands: a state may have tens of thousands.
  private var places: [Dot: Int] = [:]
  private var replicaPlaces: [ReplicaID: Int] = [:]
  private var authorPlaces: [Author: Int] = [:]

  init(of state: RecordState) {
    replicas = state.applied.entries.map(\.replica)
    var others: [ReplicaID] = []
    for field in state.fields {
      for head in field.heads {
        if places.updateValue(0, forKey: head.dot) == nil { versions.append(head.version) }
        if case .sight(let dots) = head.value { others.append(contentsOf: dots.map(\.replica)) }
      }
      others.append(contentsOf: field.unmet.map(\.replica))
    }
    if !others.isEmpty { replicas = Set(replicas).union(others).sorted() }
    if versions.count > 1 { versions.sort { $0.dot < $1.dot } }
    for (place, version) in versions.enumerated() { places[version.dot] = place }
    authors = Set(versions.map(\.author)).sorted()
    for (place, author) in authors.enumerated() { authorPlaces[author] = place }
    for (place, replica) in replicas.enumerated() { replicaPlaces[replica] = place }
  }

  func index(of replica: ReplicaID) -> Int { replicaPlaces[replica] ?? 0 }

  func index(of dot: Dot) -> Int { places[dot] ?? 0 }

  func append(to out: inout [UInt8], applied: DotSet) {
    out.append(varint: replicas.count)
    for replica in replicas { replica.append(to: &out) }
    // Both ascend, and each that something was applied of is among the replicas.
    var entries = applied.entries[...]
    for replica in replicas {
      let numbers = entries.first?.replica == replica ? entries.removeFirst().numbers : []
      out.append(varint: numbers.count)
      var previous: UInt64 = 0
      for number in numbers {
        out.append(varint: number - previous)
        previous = number
      }
    }
    out.append(varint: authors.count)
    for author in authors {
      out.append(text: author.name)
      out.append(text: author.branch)
    }
    out.append(varint: versions.count)
    var wall: Int64 = 0
    for version in versions {
      out.append(varint: index(of: version.dot.replica))
      out.append(varint: version.dot.number)
      out.append(varint: authorPlaces[version.author] ?? 0)
      out.append(signed: version.wall &- wall)
      wall = version.wall
      out.append(signed: version.time.milliseconds &- version.wall)
      out.append(varint: UInt64(version.time.counter) << 2 | UInt64(version.quality.rawValue))
    }
  }
}

/// The same tables as they are read, with marks for what is pointed to: an entry that nothing needs would
/// be a second encoding of the same state.
private struct DecodedTables {
  var replicas: [ReplicaID] = []
  var applied = DotSet()
  var versions: [Version] = []
  var replicaUsed: [Bool]
  var authorUsed: [Bool]
  var versionUsed: [Bool]

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    for _ in 0..<(try reader.count(ofAtLeast: 16)) {
      let replica = try reader.identifier()
      if let last = replicas.last, replica <= last {
        throw MalformedBytes("replicas not ascending", at: reader.offset)
      }
      replicas.append(replica)
    }
    replicaUsed = Array(repeating: false, count: replicas.count)
    for at in replicas.indices {
      let count = try reader.count(ofAtLeast: 1)
      guard count > 0 else { continue }
      var numbers: [UInt64] = []
      numbers.reserveCapacity(count)
      var number: UInt64 = 0
      for _ in 0..<count {
        let (next, overflow) = number.addingReportingOverflow(try reader.varint())
        guard !overflow, next > number else {
          throw MalformedBytes("numbers not ascending", at: reader.offset)
        }
        number = next
        numbers.append(number)
      }
      replicaUsed[at] = true
      applied.entries.append(DotSet.Entry(replica: replicas[at], numbers: numbers))
    }
    var authors: [Author] = []
    for _ in 0..<(try reader.count(ofAtLeast: 2)) {
      let author = Author(name: try reader.text(), branch: try reader.text())
      if let last = authors.last, !(last < author) {
        throw MalformedBytes("authors not ascending", at: reader.offset)
      }
      authors.append(author)
    }
    authorUsed = Array(repeating: false, count: authors.count)
    var wall: Int64 = 0
    for _ in 0..<(try reader.count(ofAtLeast: 6)) {
      let start = reader.offset
      let dot = Dot(replicas[try reader.index(below: replicas.count)], try reader.varint())
      let author = try reader.index(below: authors.count)
      authorUsed[author] = true
      wall &+= try reader.signed()
      let milliseconds = wall &+ (try reader.signed())
      let counter = try reader.varint()
      guard milliseconds >= 0, milliseconds <= 0xFFFF_FFFF_FFFF, counter >> 2 <= 0xFFFF,
        let quality = ClockQuality(rawValue: UInt8(counter & 3))
      else { throw MalformedBytes("stamp out of range", at: start) }
      guard applied.contains(dot) else { throw MalformedBytes("version that was not applied", at: start) }
      if let last = versions.last, dot <= last.dot {
        throw MalformedBytes("versions not ascending", at: start)
      }
      versions.append(
        Version(
          dot: dot, author: authors[author],
          time: HybridTime(milliseconds: milliseconds, counter: UInt16(counter >> 2)), wall: wall,
          quality: quality))
    }
    versionUsed = Array(repeating: false, count: versions.count)
  }

  mutating func heads(_ count: Int, from reader: inout ByteReader) throws(MalformedBytes) -> [Head] {
    var heads: [Head] = []
    heads.reserveCapacity(count)
    var previous = -1
    for _ in 0..<count {
      let at = try reader.index(below: versions.count)
      guard at > previous else { throw MalformedBytes("heads not ascending", at: reader.offset) }
      previous = at
      versionUsed[at] = true
      heads.append(
        Head(version: versions[at], value: try reader.value(replicas: replicas, used: &replicaUsed)))
    }
    return heads
  }

  mutating func unmet(_ count: Int, from reader: inout ByteReader) throws(MalformedBytes) -> [Dot] {
    var dots: [Dot] = []
    for _ in 0..<count {
      let start = reader.offset
      let at = try reader.index(below: replicas.count)
      let dot = Dot(replicas[at], try reader.varint())
      if let last = dots.last, dot <= last { throw MalformedBytes("dots not ascending", at: start) }
      guard dot.number > 0, !applied.contains(dot) else {
        throw MalformedBytes("unmet dot was applied", at: start)
      }
      replicaUsed[at] = true
      dots.append(dot)
    }
    return dots
  }

  func checkUse(at offset: Int) throws(MalformedBytes) {
    guard !replicaUsed.contains(false), !authorUsed.contains(false), !versionUsed.contains(false) else {
      throw MalformedBytes("table entry that nothing points to", at: offset)
    }
  }
}
