import CaseIndex
package import Complaints
import GRDB
package import RecordStore
package import Versioning

/// Why a step was refused before anything was written.
package enum WriteRefusal: Error, Sendable {
  /// The case was deleted: it has to be restored before it is edited.
  case deleted(number: String)
  case notDeleted(number: String)
  /// The device's role does not allow it.
  case notAllowed(role: Role, needs: [Role])
  /// It would leave one value where two stand against each other, which is for others to decide.
  case settlesConflict(role: Role, needs: [Role])
  /// What others noted of an employee is not theirs to change, to take back or to erase.
  case aboutOneself(name: String)
  /// Nobody scores what they did themselves.
  case ownCase(number: String)
  /// The case has changed since the version that was named.
  case versionDiffers(current: String)
  /// The conflict's heads have changed since it was shown; or it is settled (nil).
  case conflictChanged(current: String?)
  /// `--take` names no head of the conflict.
  case notAHead(Dot)
  /// It needs a head office.
  case notEnrolled
  /// It would be a duplicate of itself, or of one that repeats it.
  case duplicateRing(number: String, original: String)
  /// It was closed as a duplicate, and would be one of nothing.
  case duplicateOfNothing(number: String)
  /// The case is at that branch already, or goes there at the next sync.
  case alreadyThere(branch: String, isMoving: Bool)
}

/// What people do with cases: each function is one group of changes.
extension WriteSession {
  /// Logs a case and gives it its number.
  package mutating func newCase(
    _ draft: CaseInput, id: RecordID? = nil
  ) throws -> (id: RecordID, number: String) {
    try requireEditing()
    let record = id ?? newRecordID()
    var draft = draft
    let number = try nextNumber()
    draft.add(number)
    draft.log(at: wall)
    create(record, kind: .case, draft.edits)
    try endGroup()
    if let row = try db.record(record) { try touch(row) }
    return (record, number.description)
  }

  /// Edits fields of a case.
  /// - Parameters:
  ///   - seen: the state that the author was shown, where it is not the one in the store.
  ///   - version: the version that the case must still have.
  /// - Returns: whether anything changed.
  package mutating func editCase(
    _ row: RecordRow, seen: RecordState? = nil, ifVersion version: String? = nil, _ edits: [FieldEdit]
  ) throws -> Bool {
    try requireEditing()
    try requirePresent(row)
    if let version, version != row.version { throw WriteRefusal.versionDiffers(current: row.version) }
    try requireOriginal(edits, of: row)
    let changed = try edit(row, seen: seen, spelt(edits, in: row))
    try endGroup()
    try touch(row)
    return changed
  }

  /// A tag that the case has in another spelling is that tag: it is not added beside it, and is taken away.
  private func spelt(_ edits: [FieldEdit], in row: RecordRow) throws -> [FieldEdit] {
    let tags = CaseField.tags.number
    guard edits.contains(where: { $0.field.number == tags }), let state = try states.of(row) else {
      return edits
    }
    let present = state.elements(of: tags).filter { $0.value == .flag(true) }.compactMap(\.field.element)
    return edits.flatMap { edit -> [FieldEdit] in
      guard edit.field.number == tags, let typed = edit.field.element else { return [edit] }
      let same = present.filter { $0 == typed || $0.folded == typed.folded }
      return same.isEmpty ? [edit] : same.map { FieldEdit(FieldID(tags, $0), edit.value) }
    }
  }

  /// - Parameter isTold: it says what was said to the customer.
  package mutating func addNote(
    _ text: Value, isTold: Bool = false, kind: String? = nil, to row: RecordRow
  ) throws -> RecordID {
    try requirePresent(row)
    let note = newRecordID()
    create(
      note, kind: .note, aggregate: row.id, scope: try scopeCode(row.scope),
      [FieldEdit(FieldID(NoteField.text.number), text)]
        + (isTold ? [FieldEdit(FieldID(NoteField.told.number), .flag(true))] : [])
        + (kind.map { [FieldEdit(FieldID(NoteField.kind.number), .text($0))] } ?? []))
    try endGroup()
    try touch(row)
    return note
  }

  /// Strikes a note out: it stays, marked and with the reason.
  package mutating func withdrawNote(_ note: RecordRow, reason: Value) throws -> Bool {
    try requireEditing()
    if let root = try db.record(note.aggregate) { try requirePresent(root) }
    let changed = try edit(
      note,
      [
        FieldEdit(FieldID(NoteField.withdrawn.number), .flag(true)),
        FieldEdit(FieldID(NoteField.withdrawalReason.number), reason),
      ])
    try endGroup()
    return changed
  }

  /// Deletes a case: a version that remembers everything its author saw of it.
  package mutating func deleteCase(_ row: RecordRow, reason: Value) throws {
    try requireEditing()
    try requirePresent(row)
    try requireDeciding(ifConflicted: row)
    try putDeletion(row, reason: reason)
    try endGroup()
  }

  /// Brings a deleted case back, or decides a deletion's conflict for the edits.
  package mutating func restoreCase(_ row: RecordRow, reason: Value) throws {
    try requireEditing()
    guard try deletion(of: row) != .present else {
      throw WriteRefusal.notDeleted(number: try reader.number(of: row))
    }
    try requireDeciding(ifConflicted: row)
    try putRestoration(row, reason: reason)
    try endGroup()
    try touch(row)
  }

  /// Gives a case to another branch. It goes when head office hears of it.
  package mutating func transferCase(_ row: RecordRow, to target: BranchCode, reason: Value) throws {
    try requireEditing()
    try requirePresent(row)
    let field = FieldID(CaseField.branch.number)
    let from = try scopeCode(row.scope)
    guard let state = try states.of(row) else { return }
    guard (state.assignedBranch ?? from) != target.rawValue else {
      throw WriteRefusal.alreadyThere(branch: target.rawValue, isMoving: from != target.rawValue)
    }
    create(
      newRecordID(), kind: .transfer, aggregate: row.id, scope: from,
      [
        FieldEdit(FieldID(TransferField.from.number), .text(from)),
        FieldEdit(FieldID(TransferField.to.number), .text(target.rawValue)),
        FieldEdit(FieldID(TransferField.reason.number), reason),
      ].filter { $0.value != .none })
    try edit(row, [FieldEdit(field, .text(target.rawValue))])
    try endGroup()
    try touch(row)
  }

  /// - Parameter also: dots of this group that the deletion knows of.
  mutating func putDeletion(_ row: RecordRow, reason: Value, also: [Dot] = []) throws {
    let field = FieldID(CaseField.deleted.number)
    let records = try ([row] + db.children(of: row.id)).compactMap { try $0.decoded() }
    let why = nextDot
    create(
      newRecordID(), kind: .deletion, aggregate: row.id, scope: try scopeCode(row.scope),
      [FieldEdit(FieldID(DeletionField.reason.number), reason)])
    // Its own reason is part of what it saw, or it would stand against itself.
    guard case .sight(let dots) = sight(of: records) else { return }
    let heads = try states.of(row)?[field]?.heads.map(\.dot) ?? []
    let seen = Value.sight((dots + also + [why]).sorted())
    try put(row, [FieldWrite(field, seen, base: try carried(heads, field, writing: seen, of: row))])
  }

  mutating func putRestoration(_ row: RecordRow, reason: Value) throws {
    let field = FieldID(CaseField.deleted.number)
    let heads = try states.of(row)?[field]?.heads.map(\.dot) ?? []
    create(
      newRecordID(), kind: .restoration, aggregate: row.id, scope: try scopeCode(row.scope),
      [FieldEdit(FieldID(RestorationField.reason.number), reason)])
    try put(row, [FieldWrite(field, .none, base: try carried(heads, field, writing: .none, of: row))])
  }

  private func deletion(of row: RecordRow) throws -> DeletionState {
    try reader.deletion(of: row, try states.of(row))
  }

  /// A deletion in conflict is decided by whoever deletes again or restores.
  private func requireDeciding(ifConflicted row: RecordRow) throws {
    guard case .conflicted = try deletion(of: row) else { return }
    try requireDeciding(branch: try scopeCode(row.scope))
  }

  func requireEditing() throws {
    guard identity.acting.mayEdit else {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: Role.allCases.filter(\.mayEdit))
    }
  }

  func requirePresent(_ row: RecordRow) throws {
    guard try deletion(of: row).isVisible else {
      throw WriteRefusal.deleted(number: try reader.number(of: row))
    }
  }

  /// The next number of this device for today, by the local calendar.
  mutating func nextNumber() throws -> CaseNumber {
    guard let first = CaseNumber(branch: identity.branch, tag: identity.tag, date: now.date, sequence: 1)
    else {
      throw StoreError.damaged(detail: "device tag \(identity.tag)")
    }
    let sequence = try nextSequence(first.prefix)
    guard
      let number = CaseNumber(branch: identity.branch, tag: identity.tag, date: now.date, sequence: sequence)
    else { throw StoreError.failed(detail: "no number left for today") }
    return number
  }

  /// Remembers a case for `@last`.
  package func touch(_ row: RecordRow) throws {
    if row.kind == .case { try db.setLastCase(row.id) }
  }
}
