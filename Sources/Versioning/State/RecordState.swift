/// Where a value comes from. Shared by all fields that one change wrote.
package struct Version: Sendable {
  package let dot: Dot
  package let author: Author
  package let time: HybridTime
  /// The author's wall clock, in milliseconds since 1970.
  package let wall: Int64
  package let quality: ClockQuality

  package init(dot: Dot, author: Author, time: HybridTime, wall: Int64, quality: ClockQuality) {
    self.dot = dot
    self.author = author
    self.time = time
    self.wall = wall
    self.quality = quality
  }

  init(of change: Change) {
    self.init(
      dot: change.dot, author: change.author, time: change.times.stamp, wall: change.times.wall,
      quality: change.times.quality)
  }

  package var stamp: Stamp { Stamp(time, dot) }
}

/// One value of a field that no later change replaced.
package struct Head: Sendable {
  package let version: Version
  package let value: Value

  package init(version: Version, value: Value) {
    self.version = version
    self.value = value
  }

  package var dot: Dot { version.dot }
}

/// All that is known of one field.
package struct FieldState: Sendable {
  package let field: FieldID
  /// Ascending by dot.
  package internal(set) var heads: [Head]
  /// Dots that an applied change replaced and that have not been applied themselves. Ascending.
  package internal(set) var unmet: [Dot]

  /// The head with the highest stamp: what everybody sees.
  package var winner: Head? { heads.max { $0.version.stamp < $1.version.stamp } }

  package var value: Value { winner?.value ?? .none }

  /// More than one head, and they do not all hold the same value.
  package var isConflicted: Bool {
    guard heads.count > 1 else { return false }
    return heads.dropFirst().contains { !$0.value.means(heads[0].value) }
  }

  /// The base of an ordinary edit: *every* head that holds the value shown to its author (two heads of
  /// equal value are one value to a person), and only those.
  package func base(replacing shown: Value) -> [Dot] {
    heads.filter { $0.value.means(shown) }.map(\.dot)
  }
}

/// What the changes of one record add up to: a function of the set of its applied changes and of the set of
/// its erased fields, whatever order they came in.
package struct RecordState: Sendable {
  package let record: RecordID
  package let kind: RecordKind
  package let aggregate: RecordID
  /// The changes that were applied.
  package internal(set) var applied: DotSet
  /// Ascending by field.
  package internal(set) var fields: [FieldState]
  /// The numbers of the fields whose values were erased, for good. Ascending.
  package internal(set) var erased: [UInt32]

  package init(record: RecordID, kind: RecordKind, aggregate: RecordID) {
    self.init(
      record: record, kind: kind, aggregate: aggregate, erased: [], applied: DotSet(), fields: [])
  }

  init(
    record: RecordID, kind: RecordKind, aggregate: RecordID, erased: [UInt32], applied: DotSet,
    fields: [FieldState]
  ) {
    self.record = record
    self.kind = kind
    self.aggregate = aggregate
    self.erased = erased
    self.applied = applied
    self.fields = fields
  }

  package subscript(_ field: FieldID) -> FieldState? {
    let at = position(of: field)
    return at < fields.count && fields[at].field == field ? fields[at] : nil
  }

  /// The winner's value, `.none` where the field was never set.
  package func value(_ field: FieldID) -> Value { self[field]?.value ?? .none }

  /// The fields of one set, or the one field, that have this number.
  package func elements(of number: UInt32) -> ArraySlice<FieldState> {
    let from = position(of: FieldID(number))
    var end = from
    while end < fields.count, fields[end].field.number == number { end += 1 }
    return fields[from..<end]
  }

  package var conflictedFields: [FieldState] { fields.filter(\.isConflicted) }

  /// Every version that is a head of some field: ascending by dot, each once.
  package var headVersions: [Version] {
    var versions: [Version] = []
    // Mostly one change wrote all of a record's fields.
    for field in fields {
      for head in field.heads where head.dot != versions.last?.dot { versions.append(head.version) }
    }
    guard versions.count > 1 else { return versions }
    versions.sort { $0.dot < $1.dot }
    var unique: [Version] = []
    for version in versions where version.dot != unique.last?.dot { unique.append(version) }
    return unique
  }

  /// Where the field is or would be.
  func position(of field: FieldID) -> Int {
    var low = 0
    var high = fields.count
    while low < high {
      let middle = (low + high) / 2
      if fields[middle].field < field { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A set of dots, a sorted list of numbers for each replica.
package struct DotSet: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let replica: ReplicaID
    /// Ascending, at least one.
    package internal(set) var numbers: [UInt64]
  }

  /// Ascending by replica.
  package internal(set) var entries: [Entry]

  package init() { entries = [] }

  init(entries: [Entry]) { self.entries = entries }

  package func contains(_ dot: Dot) -> Bool {
    let place = place(of: dot.replica)
    guard place < entries.count, entries[place].replica == dot.replica else { return false }
    let numbers = entries[place].numbers
    // What is asked for is mostly recent.
    if let last = numbers.last, last <= dot.number { return last == dot.number }
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < dot.number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && numbers[low] == dot.number
  }

  /// Where a replica's entry is, or would be.
  private func place(of replica: ReplicaID) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].replica < replica { low = middle + 1 } else { high = middle }
    }
    return low
  }

  package mutating func insert(_ dot: Dot) {
    let at = place(of: dot.replica)
    guard at < entries.count, entries[at].replica == dot.replica else {
      entries.insert(Entry(replica: dot.replica, numbers: [dot.number]), at: at)
      return
    }
    var position = entries[at].numbers.count
    while position > 0, entries[at].numbers[position - 1] > dot.number { position -= 1 }
    if position > 0, entries[at].numbers[position - 1] == dot.number { return }
    entries[at].numbers.insert(dot.number, at: position)
  }

  package var dots: [Dot] { entries.flatMap { entry in entry.numbers.map { Dot(entry.replica, $0) } } }
}
