import Versioning

enum VersioningLaws {
  /// What is accepted has this encoding and no other, and its parts can be read without the whole.
  static func change(_ bytes: [UInt8]) throws {
    guard let change = try? Change(decoding: bytes) else { return }
    try expect(change.encoded() == bytes, "a change that was read is encoded otherwise")
    guard let envelope = try? ChangeEnvelope(encodedChange: bytes), let times = try? Times(tailOf: bytes),
      (try? ContentHash(encodedChange: bytes)) != nil
    else { throw BrokenLaw("a change without an envelope, times or hash") }
    try expect(
      envelope.dot == change.dot && envelope.record == change.record && envelope.kind == change.kind
        && envelope.aggregate == change.aggregate && envelope.author == change.author
        && envelope.group == change.group && times == change.times,
      "the envelope tells another thing than the change")
    let (state, _) = Versioning.apply(change, to: nil)
    try sound(state)
    let (again, verdict) = Versioning.apply(change, to: state)
    try expect(verdict == .duplicate && again.encoded() == state.encoded(), "a repeated change did something")
    if let stripped = change.erasing(Set(change.writes.map(\.field.number))) {
      let bytes = stripped.encoded()
      guard let read = try? Change(decoding: bytes) else {
        throw BrokenLaw("a stripped change is unreadable")
      }
      try expect(read.encoded() == bytes, "a stripped change is encoded otherwise")
    }
  }

  static func envelope(_ bytes: [UInt8]) throws {
    _ = ContentHash(wire: bytes)
    guard let envelope = try? ChangeEnvelope(encodedChange: bytes) else { return }
    try expect(Change.encodingVersion(of: bytes) != nil, "an envelope without a version")
    try expect(
      envelope.group.first <= envelope.dot.number && envelope.dot.number <= envelope.group.last,
      "a group that does not hold its change")
  }

  static func state(_ bytes: [UInt8]) throws {
    guard let state = try? RecordState(decoding: bytes) else { return }
    try expect(state.encoded() == bytes, "a state that was read is encoded otherwise")
    try sound(state)
    guard let itself = Versioning.join(state, state) else { throw BrokenLaw("a state does not join itself") }
    try expect(itself.encoded() == bytes, "a state joined with itself is another")
    var erased = state
    erased.erase(state.fields.map(\.field.number))
    try sound(erased)
    var twice = erased
    twice.erase(state.fields.map(\.field.number))
    try expect(twice.encoded() == erased.encoded(), "erasing again did something")
  }

  /// Two states of one record: their union does not depend on who asks.
  static func join(_ bytes: [UInt8]) throws {
    let states = bytes.pieces(3).compactMap { try? RecordState(decoding: $0) }
    guard states.count >= 2, let one = Versioning.join(states[0], states[1]) else { return }
    guard let other = Versioning.join(states[1], states[0]) else { throw BrokenLaw("joins one way only") }
    try sound(one)
    try expect(one.encoded() == other.encoded(), "a join depends on its order")
    guard let again = Versioning.join(one, states[0]) else { throw BrokenLaw("a join joins no more") }
    try expect(again.encoded() == one.encoded(), "a join joined again is another")
  }

  /// Changes of one record: their sum does not depend on their order.
  static func apply(_ bytes: [UInt8]) throws {
    var changes = bytes.pieces(4).compactMap { try? Change(decoding: $0) }
    guard let first = changes.first else { return }
    // A dot names one change, here as everywhere.
    var dots: Set<Dot> = []
    changes = changes.filter {
      $0.record == first.record && $0.kind == first.kind && $0.aggregate == first.aggregate
        && dots.insert($0.dot).inserted
    }
    func sum(_ changes: [Change]) -> RecordState? {
      changes.reduce(nil as RecordState?) { Versioning.apply($1, to: $0).state }
    }
    guard let forwards = sum(changes), let backwards = sum(changes.reversed()) else { return }
    try sound(forwards)
    try expect(forwards.encoded() == backwards.encoded(), "a state depends on the order of its changes")
  }

  private static func sound(_ state: RecordState) throws {
    let bytes = state.encoded()
    do {
      let read = try RecordState(decoding: bytes)
      try expect(read.encoded() == bytes, "a state that was made is encoded otherwise when it was read")
    } catch let law as BrokenLaw {
      throw law
    } catch {
      throw BrokenLaw("a state that was made cannot be read: \(error)")
    }
    for field in state.fields { _ = (field.isConflicted, field.value) }
  }
}
