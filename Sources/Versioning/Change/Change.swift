/// What a change sets one field to, and the versions that its author saw there and means to replace.
package struct FieldWrite: Sendable {
  package var field: FieldID
  package var value: Value
  /// Ascending, without repeats.
  package private(set) var base: [Dot]

  package init(_ field: FieldID, _ value: Value, base: some Sequence<Dot> = []) {
    self.field = field
    self.value = value
    let dots = Array(base)
    // Mostly there is none or one.
    self.base = dots.count > 1 ? Array(Set(dots)).sorted() : dots
  }

  init(field: FieldID, value: Value, sortedBase: [Dot]) {
    self.field = field
    self.value = value
    self.base = sortedBase
  }
}

/// Changes that are one act of a person: they are taken together or not at all.
package struct Group: Hashable, Sendable {
  /// The number of its first change.
  package let first: UInt64
  /// How many changes, 1 or more.
  package let count: UInt64

  package init(first: UInt64, count: UInt64) {
    self.first = first
    self.count = count
  }

  package var last: UInt64 { first + (count - 1) }
}

/// When a change was made, by every clock its machine has. Not part of the content: it may be corrected
/// until head office has accepted the change.
package struct Times: Hashable, Sendable {
  package var stamp: HybridTime
  /// The machine's wall clock, in milliseconds since 1970-01-01T00:00:00Z.
  package var wall: Int64
  package var quality: ClockQuality
  /// Which run of the machine: Linux' boot id, zero where there is none.
  package var boot: Identifier
  /// Milliseconds since that boot, time asleep included (CLOCK_BOOTTIME).
  package var monotonic: UInt64

  package init(
    stamp: HybridTime, wall: Int64, quality: ClockQuality = .local,
    boot: Identifier = Identifier(high: 0, low: 0), monotonic: UInt64 = 0
  ) {
    self.stamp = stamp
    self.wall = wall
    self.quality = quality
    self.boot = boot
    self.monotonic = monotonic
  }
}

/// One edit of one record: immutable, numbered by the replica that made it, kept.
package struct Change: Sendable {
  package var dot: Dot
  package var record: RecordID
  package var kind: RecordKind
  /// The record whose scope, moves and deletion this one shares: its own id, or its case's.
  package var aggregate: RecordID
  /// Where its author's replica holds the aggregate: a branch code or `shared`.
  package var scope: String
  package var author: Author
  package var group: Group
  /// Random, so that a hash of the content tells nothing about it once it is erased.
  package var salt: UInt64
  /// Ascending by field, one for each.
  package private(set) var writes: [FieldWrite]
  package var times: Times

  package init(
    dot: Dot, record: RecordID, kind: RecordKind, aggregate: RecordID, scope: String, author: Author,
    group: Group, salt: UInt64, writes: [FieldWrite], times: Times
  ) {
    self.dot = dot
    self.record = record
    self.kind = kind
    self.aggregate = aggregate
    self.scope = scope
    self.author = author
    self.group = group
    self.salt = salt
    self.writes = writes.sorted { $0.field < $1.field }
    self.times = times
  }

  package var stamp: Stamp { Stamp(times.stamp, dot) }

  /// The same act under another number, for a replica that takes a new identity: what it names of that
  /// replica's own, in bases and sights, goes by its new name as well.
  ///
  /// - Parameter mapping: what a dot is called from now on; itself for those that keep their name. It must
  ///   not give two dots one name.
  package func readdressed(to dot: Dot, groupFirst: UInt64, mapping: (Dot) -> Dot) -> Change {
    let writes = writes.map { write in
      var value = write.value
      if case .sight(let dots) = value { value = .sight(Set(dots.map(mapping)).sorted()) }
      return FieldWrite(write.field, value, base: write.base.map(mapping))
    }
    return Change(
      dot: dot, record: record, kind: kind, aggregate: aggregate, scope: scope, author: author,
      group: Group(first: groupFirst, count: group.count), salt: salt, writes: writes, times: times)
  }

  /// What it writes to a field, if it does.
  package func write(to field: FieldID) -> FieldWrite? { writes.first { $0.field == field } }
}
