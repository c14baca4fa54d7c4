import Complaints
import GRDB
import RecordStore
import Versioning

/// What holds at one replica after every step.
struct StoreLaws {
  let oracle: Oracle
  let place: String

  /// Law 1: what a replica held it holds, and all that it made itself; but for what somebody dropped from
  /// the quarantine, and for cases that are not of its scopes any more, as they were given to another branch
  /// or its new role does not see every branch: of those it keeps what waits.
  /// - Parameters:
  ///   - beside: what it keeps beside head office's states, and tells.
  ///   - lost: what head office published and lost, which goes with its word: nobody here may bring it back.
  ///   - mayHold: whether a scope is one of this place's.
  func forgetsNothing(
    _ before: Holding, _ now: Holding, own: some Sequence<DeedID>, waiting: Set<DeedID>,
    beside: Set<DeedID>, lost: Set<DeedID> = [], mayHold: (String) -> Bool
  ) throws {
    for (record, held) in before.records {
      guard let kept = now.records[record] else {
        let isDropped = held.deeds.allSatisfy { oracle.deeds[$0].isDiscarded }
        // What waits of an employee's record, or of a person at another branch, goes from the screen with the role: it has
        // been nowhere yet.
        let isWithheld =
          (held.scope.hasSuffix("/managers") || held.kind == .person) && !mayHold(held.scope)
        guard isDropped || isWithheld || oracle.hasLeft(held.aggregate, mayHold) else {
          throw Violation(.nothingIsLost, "\(place) held \(record) and holds it no more")
        }
        continue
      }
      let missing = held.deeds.subtracting(kept.deeds).subtracting(beside).subtracting(lost)
      if let gone = missing.first(where: { !oracle.deeds[$0].isDiscarded }) {
        throw Violation(.nothingIsLost, "\(place) held \(oracle.describe(gone)) and holds it no more")
      }
    }
    for id in own where !(now.records[oracle.deeds[id].record]?.deeds.contains(id) ?? false) {
      let deed = oracle.deeds[id]
      let isKept = waiting.contains(id) || oracle.acceptedStamps[id] != nil
      let hasGone = isKept && oracle.hasLeft(deed.aggregate, mayHold)
      // It saw every branch no more for a while, and has not been sent it again.
      let isAway = now.records[deed.record] == nil && oracle.reassigned.contains(deed.line)
      // What head office published, lost, and does not take any more is told.
      let isTold = deed.scope == "shared" && beside.contains(id)
      guard deed.isDiscarded || hasGone || isAway && isKept || isTold else {
        throw Violation(.nothingIsLost, "\(place) does not show its own \(oracle.describe(id))")
      }
    }
  }

  /// Law 3: each conflict is shown, and nothing else is.
  func showsConflicts(_ db: Database, _ now: Holding) throws {
    let shown = Set(
      try db.rows(
        "SELECT r.id, k.field, k.element, k.kind FROM conflicts k JOIN records r ON r.rid = k.record"
      ).compactMap { row -> Flag? in
        guard let record = row.identifier(0) else { return nil }
        let element: String = row[2]
        return Flag(
          record: record,
          field: FieldID(UInt32(truncatingIfNeeded: row[1] as Int64), element.isEmpty ? nil : element),
          kind: row[3])
      })
    let expected = oracle.conflicts(of: now)
    if let missed = expected.subtracting(shown).min(by: { $0.description < $1.description }) {
      throw Violation(.flaggedWhereDifferent, "\(place) does not show a conflict: \(missed)")
    }
    if let invented = shown.subtracting(expected).min(by: { $0.description < $1.description }) {
      throw Violation(.flaggedWhereDifferent, "\(place) shows a conflict where there is none: \(invented)")
    }
  }

  /// Law 11: what is only ever added to meets nothing: neither notes' texts, nor decisions, deletions'
  /// reasons, nor numbers of cases.
  func appendsMeetNothing(_ now: Holding) throws {
    for held in now.records.values {
      for (field, expected) in held.expected where expected.isFlagged {
        let isAppendOnly =
          switch held.kind {
          case .note: field.number == NoteField.text.number
          case .decision, .deletion, .restoration, .helpful, .attendance, .acknowledgement: true
          case .case: field.number == CaseField.number.number
          default: false
          }
        if isAppendOnly {
          throw Violation(
            .appendOnlyNeverConflicts,
            "\(place): field \(fieldName(field)) of \(held.record) is in conflict")
        }
      }
    }
  }

  /// Laws 1 and 3, as people see them: the row of each case shows the winners, hides it where it is deleted,
  /// and counts its conflicts.
  func listsWhatIs(_ db: Database, _ now: Holding, conflicts: Set<Flag>) throws {
    var rows: [RecordID: StoreRow] = [:]
    for row in try db.rows(
      """
      SELECT r.id, c.title, c.severity, c.handler, c.visible, c.conflicts, c.branch
      FROM cases c JOIN records r ON r.rid = c.rid
      """)
    {
      if let id = row.identifier(0) { rows[id] = row }
    }
    for held in now.records.values where held.kind == .case {
      guard let row = rows[held.record] else {
        throw Violation(.nothingIsLost, "\(place) does not list case \(held.record)")
      }
      for (column, field) in [(1, CaseField.title), (2, CaseField.severity), (3, CaseField.handler)] {
        var text: String?
        if case .text(let value)? = held.expected[FieldID(field.number)]?.value { text = value }
        guard row[column] as String? == text else {
          throw Violation(
            .nothingIsLost,
            "\(place) lists \(field.id) of \(held.record) as \(row[column] as String? ?? "nil")")
        }
      }
      let presence = oracle.presence(of: held, children: now.children(of: held.record))
      guard (row[4] as Int == 1) == (presence != .deleted) else {
        throw Violation(
          .flaggedWhereDifferent, "\(place) lists \(held.record), which is \(presence), wrongly")
      }
      let count = conflicts.filter { now.records[$0.record]?.aggregate == held.record }.count
      guard row[5] as Int == count else {
        throw Violation(
          .flaggedWhereDifferent, "\(place) counts \(row[5] as Int) conflicts in \(held.record), not \(count)"
        )
      }
      guard row[6] as String == held.scope else {
        throw Violation(.nobodyHoldsForeign, "\(place) lists \(held.record) for another branch")
      }
    }
  }
}
