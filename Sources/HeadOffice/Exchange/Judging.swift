import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// A change that head office accepts.
struct Accepted {
  let change: Change
  let outcome: Casebook_Sync_V1_Outcome
  /// As it is logged: without what was erased.
  let encoded: [UInt8]
  /// The hashes of the customer id that it gives a case.
  let customer: [[UInt8]]
  /// What has to be erased because of it.
  let erasing: Erasing?
}

enum GroupVerdict {
  case accepted([Accepted])
  /// - Parameter awaited: the version that it names and that head office may get yet.
  case refused(Verdict.Reason, awaited: Dot? = nil)
  /// An offer has brought another change under one of its numbers: its replica gave that twice, when it and head office
  /// were put back from backups.
  case usedTwice
}

/// Whether a group may be accepted: what it says, who says it, and of which case.
extension Push {
  /// Puts the group's records into the batch where all of it is accepted; leaves the batch as it was where not.
  /// - Throws: `Refusal` for stamps from the future: a wrong clock is no reason for quarantine.
  mutating func judge(_ encoded: [[UInt8]], envelopes: [ChangeEnvelope?]) throws -> GroupVerdict {
    guard encoded.count <= Limits.groupChanges, encoded.allSatisfy({ $0.count <= Limits.changeBytes }) else {
      return .refused(.oversized)
    }
    // Before anything else: what is put into quarantine must never be stuck there for its stamp.
    let changes = encoded.map { try? Change(decoding: $0) }
    for case let change? in changes {
      guard !isFromFuture(change.times.stamp) else {
        throw outOfTolerance(by: change.times.stamp.milliseconds - now)
      }
    }
    for envelope in envelopes {
      guard let envelope else { continue }
      guard try !db.isHeld(envelope.aggregate, replica: origin, before: envelope.group.first) else {
        return try refusedForSight(changes) ?? .refused(.waiting)
      }
    }
    var accepted: [Accepted] = []
    for at in encoded.indices {
      guard let change = changes[at] else {
        batch.undoPuts()
        let isNewer =
          envelopes[at] != nil && Change.encodingVersion(of: encoded[at]) != Change.encodingVersion
        return .refused(isNewer ? .unknownVersion : .malformed)
      }
      guard change.writes.reduce(0, { $0 + 1 + $1.base.count }) <= Limits.changeParts else {
        batch.undoPuts()
        return .refused(.oversized)
      }
      switch try judge(change, encoded[at]) {
      case .success(let one): accepted.append(one)
      case .failure(let refused):
        batch.undoPuts()
        return refused.isUsedTwice ? .usedTwice : .refused(refused.reason, awaited: refused.awaited)
      }
    }
    // Of all of the group: looked at for each of its changes, a long state would be written as often.
    guard batch.areStates(within: Limits.stateBytes) else {
      batch.undoPuts()
      return .refused(.oversized)
    }
    batch.keep()
    return .accepted(accepted)
  }

  /// A change that has to wait is held against what is here when it comes, not when it is judged: or what it names
  /// might have been made meanwhile.
  private mutating func refusedForSight(_ changes: [Change?]) throws -> GroupVerdict? {
    for case let change? in changes {
      guard let place = try place(change), let touched = try touched(change, place),
        let unknown = try unknownVersion(in: change, touched.state, before: place.departedAfter)
      else { continue }
      return .refused(.unknownBase, awaited: unknown.mayCome ? unknown.dot : nil)
    }
    return nil
  }

  private struct Refused: Error {
    let reason: Verdict.Reason
    var awaited: Dot?
    var isUsedTwice = false
  }

  private mutating func judge(_ change: Change, _ encoded: [UInt8]) throws -> Result<Accepted, Refused> {
    let forbidden = Result<Accepted, Refused>.failure(Refused(reason: .forbidden))
    guard change.author.branch == device.branch.rawValue, let place = try place(change) else {
      return forbidden
    }
    // What the record is its device knows; what another aggregate is may be none of its business.
    guard !place.isMismatched, !change.kind.isMisplaced(under: place.root) else {
      return .failure(Refused(reason: .recordMismatch))
    }
    guard var touched = try touched(change, place) else { return forbidden }
    // What it is part of already is not refused: an offer brought it, after head office had lost it.
    let isApplied = touched.state?.applied.contains(change.dot) ?? false
    if isApplied, let state = touched.state, !state.maySay(change) {
      return .failure(Refused(reason: .recordMismatch, isUsedTwice: true))
    }
    // Nor does its number stand for what an offer has brought of another record.
    if try !isApplied && db.isOffered(change.dot) {
      return .failure(Refused(reason: .recordMismatch, isUsedTwice: true))
    }
    guard
      isApplied
        || mayWrite(change.kind, isNew: touched.state == nil)
          && change.givesRoles(within: device.role, over: touched.state)
    else { return forbidden }
    guard change.kind != .erasure || device.erases else { return forbidden }
    // What is published stands where everybody gets it, and only there is it looked for.
    guard !change.kind.isOfHeadOffice || touched.scope == sharedScope else { return forbidden }
    // And it alone has the ids that are kept for it: a record has the kind and place that it was made with, and who
    // made one first would keep head office from publishing it.
    guard !change.record.isReserved || touched.scope == sharedScope && change.record == change.aggregate
    else {
      return forbidden
    }
    // What a branch heard, wrote and tried, and who works there, is no business of all the others.
    guard !change.kind.isOfBranch || touched.scope != sharedScope else {
      return forbidden
    }
    // What is said of an employee stands with those who lead his branch, and nothing else stands there.
    guard Scope.suits(touched.scope, change.kind) else { return forbidden }
    if let unknown = try unknownVersion(in: change, touched.state, before: place.departedAfter),
      !(isWarranted && unknown.mayCome)
    {
      return .failure(Refused(reason: .unknownBase, awaited: unknown.mayCome ? unknown.dot : nil))
    }
    guard try device.settlesConflicts || isWarranted || !settles(change, touched) else { return forbidden }
    if change.kind == .case, let write = change.write(to: FieldID(CaseField.branch.number)) {
      guard case .text(let code) = write.value, try db.isBranch(code) else {
        return .failure(Refused(reason: .unknownBranch))
      }
    }
    guard try isApplied || mayLink(change, over: touched.state) else { return forbidden }
    guard try isApplied || !isOfItsAuthor(change, touched) else { return forbidden }
    if let code = change.branchOfRules, try !db.isBranch(code) {
      return .failure(Refused(reason: .unknownBranch))
    }

    let isFormed =
      isApplied
      || StoredForm.isName(change.author.name) && StoredForm.broken(by: change, to: touched.state) == nil
    let isOfErased = try isErased(change.aggregate)
    var state = batch.moveOutState(of: &touched) ?? RecordState(newFor: change)
    let verdict = state.apply(change)
    if case .quarantined(let reason) = verdict { return .failure(Refused(reason: reason)) }
    guard change.isWithinAuthority(of: device, making: state) else { return forbidden }
    // The last thing that is asked: what is here for this alone may have been taken before it was asked (`OfferRights`).
    guard isFormed else { return .failure(Refused(reason: .malformed)) }
    // What is written about a case whose customer was erased could name him again, in a field too that it did not
    // have then. (The case itself: it was in quarantine when he was.)
    if isOfErased { state.erase(PersonalFields.numbers(in: state)) }
    touched.growth += encoded.count
    if touched.isNew, touched.row.number == nil, change.kind == .case {
      touched.row.number = change.writes.first { $0.field.number == CaseField.number.number }?.field.element
    }
    let stripped = state.erased.isEmpty ? nil : change.erasing(Set(state.erased))
    touched.state = state
    batch.put(touched)
    let outcome: Casebook_Sync_V1_Outcome =
      stripped != nil ? .stripped : place.isDeparted ? .moved : Casebook_Sync_V1_Outcome(verdict)
    let kept = stripped ?? change
    let customer = kept.subject.map { CustomerHash.all($0, headOffice: headOffice) } ?? []
    return .success(
      Accepted(
        change: kept, outcome: outcome, encoded: stripped?.encoded() ?? encoded, customer: customer,
        erasing: try erasing(for: kept, isNew: touched.isNew)))
  }

  /// Whether the device's role may write such a record.
  private func mayWrite(_ kind: RecordKind, isNew: Bool) -> Bool {
    // An auditor adds notes, scores and what is said of employees; even those are not edited.
    guard device.role.mayEdit || [.note, .score, .remark].contains(kind) && isNew else { return false }
    guard kind != .score || device.role.mayScore else { return false }
    guard kind != .person || device.role.managesPeople else { return false }
    guard !kind.isOfEmployees || device.role.seesEmployeeRecords else { return false }
    // What others said is only ever added; and an erasure is of whom it was asked for.
    return !kind.isOnlyMade || isNew
  }

  private func mayLink(_ change: Change, over known: RecordState?) throws -> Bool {
    try db.mayLink(change, over: known, by: device, place: batch.place(of:), as: origin)
  }

  /// Where a change goes.
  private struct Placed {
    let scope: String
    /// Its record is here already.
    let isKnown: Bool
    /// It has another kind, or is of another aggregate, than the change says.
    let isMismatched: Bool
    /// The kind of the aggregate's root; nil: the record is that itself.
    let root: RecordKind?
    /// Not nil: the aggregate left this device's scope, and the change was made before its author was told. The last
    /// row of the log that he can have seen of it.
    let departedAfter: Int64?

    var isDeparted: Bool { departedAfter != nil }
  }

  /// Where the change's record is, or would be. Nil for what this device has no business with, in the same
  /// way whether it exists or not: the same things are looked up, and nothing of a record is read.
  private mutating func place(_ change: Change) throws -> Placed? {
    let record = try batch.place(of: change.record)
    let root = try batch.place(of: change.aggregate)
    let isChild = change.aggregate != change.record
    var departedAfter = try batch.rid(of: device.branch.rawValue).flatMap {
      try db.followed(change.aggregate, from: $0, device: origin, number: change.dot.number)
    }
    // Its device wrote to it, and head office had taken that: an offer has brought it. Whether the device was told of the
    // departure before says nothing: after a restoration a copy may have been, which goes by the same id.
    if departedAfter == nil, record != nil, try isBrought(change) { departedAfter = 0 }
    // A child goes where its case is.
    let standing = isChild ? root.flatMap { $0.aggregate == change.aggregate ? $0.scope : nil } : change.scope
    guard let scope = record?.scope ?? standing else { return nil }
    let isHeld = scope != sharedScope && device.holds(scope) || device.seesEveryBranch
    guard isHeld || (departedAfter != nil && record.map { $0.aggregate == change.aggregate } ?? true) else {
      return nil
    }
    return Placed(
      scope: scope, isKnown: record != nil,
      isMismatched: record.map { $0.kind != change.kind || $0.aggregate != change.aggregate } ?? false,
      root: isChild ? root?.kind : nil, departedAfter: isHeld ? nil : departedAfter)
  }

  /// Whether a change is part of what an offer has brought of its record.
  private mutating func isBrought(_ change: Change) throws -> Bool {
    guard try db.isOffered(change.dot) else { return false }
    return try batch.find(change.record)?.state?.applied.contains(change.dot) ?? false
  }

  /// The record that a change is for: as it is, or new.
  private mutating func touched(_ change: Change, _ place: Placed) throws -> RecordBatch.Touched? {
    if place.isKnown { return try batch.find(change.record) }
    guard let scope = try batch.rid(of: place.scope) else { return nil }
    var row = RecordRow(new: change.record, kind: change.kind, aggregate: change.aggregate, scope: scope)
    // Its author holds it where the case was: it leaves there as the case did.
    if place.isDeparted, let own = try batch.rid(of: device.branch.rawValue) { row.scope = own }
    return RecordBatch.Touched(row: row, state: nil, isNew: true, scope: place.scope)
  }

  /// Whether whoever a record of an employee is about would change it, or take it back, as far as names tell.
  private mutating func isOfItsAuthor(_ change: Change, _ touched: RecordBatch.Touched) throws -> Bool {
    guard change.kind == .remark, let state = touched.state,
      let remark = Remark(state, scope: touched.scope)
    else { return false }
    let named = try remark.person.flatMap { try batch.find($0) }
    let person = named.flatMap { named in named.state.flatMap { Person($0, branch: named.scope) } }
    return remark.isAbout(change.author, person: person)
  }

  /// Whether a change settles a conflict, of a field or of a deletion, that its author is held to have seen.
  private mutating func settles(_ change: Change, _ touched: RecordBatch.Touched) throws -> Bool {
    guard let state = touched.state else { return false }
    // A group may be held against thousands of heads again and again.
    var rows = loggedRows
    defer { loggedRows = rows }
    func hasSeen(_ version: Dot) throws -> Bool {
      if version.replica == change.dot.replica { return version.number < change.dot.number }
      let row = try rows[version] ?? db.logged(version)
      rows[version] = row
      return try db.wasSent(version, loggedAt: row, to: device)
    }
    if try settlesConflict(change.writes, in: state, hasSeen: hasSeen) { return true }
    let field = FieldID(CaseField.deleted.number)
    guard change.kind == .case, maySettleDeletion(change.writes, field: field, root: state) else {
      return false
    }
    // Records that this batch made are left out: a deletion's own reason is no edit that it missed.
    let children = try batch.storedChildren(of: state.record)
    return try settlesDeletion(change.writes, field: field, root: state, children: children, hasSeen: hasSeen)
  }

  /// An erasure that the change asks for, or that its customer's id calls for, or did before it was taken from it.
  private func erasing(for change: Change, isNew: Bool) throws -> Erasing? {
    if change.kind == .erasure {
      guard case .text(let digits)? = change.write(to: FieldID(ErasureField.customer.number))?.value,
        let customer = ContentHash(text: digits)?.bytes
      else { return nil }
      return .customer(customer, erasure: change.record, until: change.times.stamp.milliseconds)
    }
    // A signal that is said to have become an erased case is of its customer too, and so is what was said of who dealt with it.
    for id in change.linkedCases where try batch.isErased(id) || db.erasure(of: id) != nil {
      guard let erasure = try db.erasure(of: id) else { return .marked(change.record) }
      return .record(change.record, erasure: erasure)
    }
    if isNew, change.record == change.aggregate, let erasure = try db.erasure(of: change.record) {
      return .record(change.record, erasure: erasure)
    }
    if isNew, change.isOfSubjectItself, let erasure = try db.erasure(ofHeld: change.record, sentBy: origin) {
      return .record(change.record, erasure: erasure)
    }
    return try change.subject.flatMap { try erasure(of: $0, change) }
      .map { .record(change.record, erasure: $0) }
  }
}

extension Change {
  /// The branch that a calendar or an emergency plan is laid down for, where the change says it.
  fileprivate var branchOfRules: String? {
    let field: FieldDefinition
    switch kind {
    case .calendar: field = CalendarField.branch
    case .emergencyPlan: field = EmergencyPlanField.branch
    default: return nil
    }
    guard case .text(let code)? = write(to: FieldID(field.number))?.value else { return nil }
    return code
  }
}
