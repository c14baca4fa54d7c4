import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// A record as its store has it on disk.
struct StoredRecord: Sendable {
  let record: RecordID
  let kind: RecordKind
  let aggregate: RecordID
  let scope: String
  let position: Int64?
  let number: String?
  /// As head office sent it, or has it.
  let state: [UInt8]?
  /// With what is pending; nil: the same.
  let current: [UInt8]?

  var shown: [UInt8] { current ?? state ?? [] }

  static func all(_ db: Database) throws -> [StoredRecord] {
    try db.rows(
      """
      SELECT r.id, r.kind, r.aggregate, s.code, r.position, r.number, r.state, r.current
      FROM records r JOIN scopes s ON s.rid = r.scope ORDER BY r.id
      """
    ).compactMap { row in
      guard let id = row.identifier(0) else { return nil }
      return StoredRecord(
        record: id, kind: RecordKind(UInt32(truncatingIfNeeded: row[1] as Int64)),
        aggregate: row.identifier(2) ?? id, scope: row[3], position: row[4], number: row[5],
        state: row.bytes(6), current: row.bytes(7))
    }
  }
}

extension Oracle {
  /// Reads one record of a store and holds its state against what it should be: law 1 (every version that
  /// nobody saw is still there), law 2 (no version that somebody saw and replaced is) and law 3 (what is
  /// shown has the highest stamp), field by field.
  ///
  /// - Parameters:
  ///   - own: which deeds the dots of the store's own changes mean.
  ///   - before: what it held of the record.
  ///   - mayHave: whether a deed may stand in this store with this stamp.
  func read(
    _ stored: StoredRecord, at place: String, emptied: Set<DeedID> = [], own: [Dot: DeedID],
    before: Set<DeedID>,
    mayHave: (DeedID, HybridTime) -> Bool
  ) throws -> Held {
    let state: RecordState
    do { state = try RecordState(decoding: stored.shown) } catch {
      throw Violation(.nothingUnexpected, "\(place) holds a state of \(stored.record) that is none: \(error)")
    }
    let meaning = meanings(in: state, own: own, before: before)
    func known(_ dot: Dot) throws -> DeedID {
      guard let id = meaning(dot) else {
        throw Violation(.exactlyOnce, "\(place) holds change \(dot) in \(stored.record), which nobody made")
      }
      return id
    }
    let held = Set(try state.applied.dots.map(known))
    if let stray = held.first(where: { deeds[$0].record != stored.record }) {
      throw Violation(
        .nothingUnexpected, "\(place) holds \(describe(stray)) in another record, \(stored.record)")
    }
    var stamps: [DeedID: Stamp] = [:]
    for field in state.fields {
      for head in field.heads {
        let id = try known(head.dot)
        stamps[id] = max(stamps[id] ?? head.version.stamp, head.version.stamp)
        guard mayHave(id, head.version.time) else {
          throw Violation(
            .clocksDoLittleHarm,
            "\(place) shows \(describe(id)) with stamp \(head.version.time.rawValue), which nobody gave it")
        }
      }
    }
    let erased = Set(state.erased)
    try mayBeErased(erased, of: stored, at: place)
    let gone = emptied.intersection(held)
    let heads = try state.fields.map { field in
      (field.field, Set(try field.heads.map { try known($0.dot) }))
    }
    let expected = expectation(
      held, stamps: stamps, erased: erased, emptied: gone,
      shown: Dictionary(heads, uniquingKeysWith: { first, _ in first }))
    for field in state.fields {
      try compare(field, to: expected[field.field], of: stored.record, at: place, erased, gone, own, known)
    }
    for (field, expected) in expected where !expected.heads.isEmpty && state[field] == nil {
      throw Violation(
        .nothingIsLost,
        "\(place) has lost field \(fieldName(field)) of \(stored.record), which \(describe(expected.heads)) wrote"
      )
    }
    return Held(
      bytes: stored.shown, record: stored.record, kind: stored.kind, aggregate: stored.aggregate,
      scope: stored.scope, deeds: held, stamps: stamps, erased: erased, emptied: gone, expected: expected)
  }

  private func compare(
    _ field: FieldState, to expected: Expected?, of record: RecordID, at place: String,
    _ erased: Set<UInt32>, _ emptied: Set<DeedID>, _ own: [Dot: DeedID], _ known: (Dot) throws -> DeedID
  ) throws {
    let spot = "\(place): field \(fieldName(field.field)) of \(record)"
    let actual = Set(try field.heads.map { try known($0.dot) })
    let ought = Set(expected?.heads ?? [])
    if let lost = ought.subtracting(actual).min() {
      throw Violation(
        .nothingIsLost, "\(spot) no longer has the value of \(describe(lost)), which no author saw")
    }
    if let stale = actual.subtracting(ought).min() {
      throw Violation(
        .seeingBeatsClocks, "\(spot) still has \(describe(stale)), which a later author saw and replaced")
    }
    for head in field.heads {
      let deed = deeds[try known(head.dot)]
      guard deed.writes[field.field] != nil, holds(head.value, deed, field.field, erased, emptied, own)
      else {
        throw Violation(.nothingIsLost, "\(spot) holds \(head.value) for \(describe(deed.id))")
      }
      guard deed.author == head.version.author else {
        throw Violation(.nothingIsLost, "\(spot) names \(head.version.author) for \(describe(deed.id))")
      }
    }
    guard let expected, let winner = expected.winner else { return }
    guard let shown = field.winner, try known(shown.dot) == winner else {
      throw Violation(
        .flaggedWhereDifferent, "\(spot) does not show \(describe(winner)), the highest stamp")
    }
    guard field.isConflicted == expected.isFlagged else {
      throw Violation(
        .flaggedWhereDifferent,
        "\(spot): \(expected.isFlagged ? "a missed" : "a false") flag, heads \(describe(expected.heads))")
    }
  }

  /// Whether a store holds what a deed wrote to a field. What a deletion saw has other numbers in a copy that
  /// took a new incarnation: the same deeds, as many.
  private func holds(
    _ value: Value, _ deed: Deed, _ field: FieldID, _ erased: Set<UInt32>, _ emptied: Set<DeedID>,
    _ own: [Dot: DeedID]
  ) -> Bool {
    let written = self.value(of: deed.id, field, erased: erased, emptied: emptied)
    guard case .sight(let dots) = value, case .sight(let seen) = written else { return value == written }
    return dots.count == seen.count
      && dots.allSatisfy { dot in
        meaning(dot, own: own, seenBy: deed).map(deed.sight.contains) ?? false
      }
  }

  func describe(_ id: DeedID) -> String {
    let deed = deeds[id]
    let fields = deed.writes.keys.sorted().map(fieldName).joined(separator: ",")
    return "deed \(id) (event \(deed.event), device \(deed.device), fields \(fields))"
  }

  func describe(_ ids: [DeedID]) -> String { ids.map(describe).joined(separator: ", ") }
}
