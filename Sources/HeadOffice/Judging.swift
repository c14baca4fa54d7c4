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
  /// What has to be erased because of it.
  let erasing: Erasing?
}

enum GroupVerdict {
  case accepted([Accepted])
  case refused(Verdict.Reason)
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
      guard change.times.stamp.milliseconds <= now + Limits.clockTolerance else {
        throw outOfTolerance(by: change.times.stamp.milliseconds - now)
      }
    }
    for envelope in envelopes {
      guard let envelope else { continue }
      guard try !db.isHeld(envelope.aggregate, replica: device.rid, before: envelope.group.first) else {
        return .refused(.waiting)
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
      switch try judge(change, encoded[at]) {
      case .success(let one): accepted.append(one)
      case .failure(let refused):
        batch.undoPuts()
        return .refused(refused.reason)
      }
    }
    batch.keep()
    return .accepted(accepted)
  }

  private struct Refused: Error { let reason: Verdict.Reason }

  private mutating func judge(_ change: Change, _ encoded: [UInt8]) throws -> Result<Accepted, Refused> {
    let forbidden = Result<Accepted, Refused>.failure(Refused(reason: .forbidden))
    guard change.author.branch == device.branch.rawValue, var touched = try place(change) else {
      return forbidden
    }
    let access = try access(change, scope: touched.scope)
    guard access != .none else { return forbidden }
    if access == .departed, touched.isNew, let own = try batch.rid(of: device.branch.rawValue) {
      // Its author holds it where the case was: it leaves there as the case did.
      touched.row.scope = own
    }
    // An auditor adds notes and scores; even those are not edited.
    let isRemark = [.note, .score].contains(change.kind) && touched.state == nil
    guard device.role.mayEdit || isRemark else { return forbidden }
    guard change.kind != .score || device.role.mayScore else { return forbidden }
    // What others said of a case is only ever added.
    guard ![.score, .survey].contains(change.kind) || touched.state == nil else { return forbidden }
    guard change.kind != .erasure || (device.role == .admin && device.seesEveryBranch) else {
      return forbidden
    }
    // What is published stands where everybody gets it, and only there is it looked for.
    guard !change.kind.isOfHeadOffice || touched.scope == sharedScope else { return forbidden }
    guard change.kind != .approval || speaksForItself(change) else { return forbidden }
    let decides =
      device.seesEveryBranch
      ? device.role.settlesConflictsOfAnyBranch : device.role.settlesConflictsOfOwnBranch
    guard try decides || !(settlesConflict(change, in: touched.state) || settlesDeletion(change, touched))
    else { return forbidden }
    if change.kind == .case, let write = change.write(to: FieldID(CaseField.branch.number)) {
      guard case .text(let code) = write.value, try db.isBranch(code) else {
        return .failure(Refused(reason: .unknownBranch))
      }
    }

    var (state, verdict) = apply(change, to: touched.state)
    if case .quarantined(let reason) = verdict { return .failure(Refused(reason: reason)) }
    // A free text about a case whose customer was erased could name him again.
    if touched.isNew, change.aggregate != change.record, try batch.isErased(change.aggregate) {
      state.erase(PersonalFields.numbers(in: state))
    }
    guard
      (touched.row.state?.count ?? 0) + encoded.count <= Limits.stateBytes
        || state.encoded().count <= Limits.stateBytes
    else { return .failure(Refused(reason: .oversized)) }
    if touched.isNew, touched.row.number == nil, change.kind == .case {
      touched.row.number = change.writes.first { $0.field.number == CaseField.number.number }?.field.element
    }
    let stripped = state.erased.isEmpty ? nil : change.erasing(Set(state.erased))
    touched.state = state
    batch.put(touched)
    let outcome: Casebook_Sync_V1_Outcome =
      stripped != nil ? .stripped : access == .departed ? .moved : Casebook_Sync_V1_Outcome(verdict)
    return .success(
      Accepted(
        change: stripped ?? change, outcome: outcome, encoded: stripped?.encoded() ?? encoded,
        erasing: try erasing(for: stripped ?? change)))
  }

  /// Where the change's record is, or would be. Nil for what this device has no business with, in the same
  /// way whether it exists or not.
  private mutating func place(_ change: Change) throws -> RecordBatch.Touched? {
    if let touched = try batch.find(change.record) {
      return touched.row.aggregate == change.aggregate || touched.scope == device.branch.rawValue
        || device.seesEveryBranch ? touched : nil
    }
    var code = change.scope
    if change.aggregate != change.record {
      // A child goes where its case is.
      guard let root = try batch.find(change.aggregate), root.row.aggregate == root.row.id else { return nil }
      code = root.scope
    }
    guard let scope = try batch.rid(of: code) else { return nil }
    return RecordBatch.Touched(
      row: RecordRow(new: change.record, kind: change.kind, aggregate: change.aggregate, scope: scope),
      state: nil, isNew: true, scope: code)
  }

  /// Whoever approves says as what: as what the device is, and nothing above it.
  private func speaksForItself(_ approval: Change) -> Bool {
    approval.write(to: FieldID(ApprovalField.role.number))?.value == .text(device.role.rawValue)
  }

  private enum Access { case none, held, departed }

  private mutating func access(_ change: Change, scope: String) throws -> Access {
    if scope == device.branch.rawValue || device.seesEveryBranch { return .held }
    guard let own = try batch.rid(of: device.branch.rawValue),
      try db.mayFollow(change.aggregate, from: own, device: device.rid, number: change.dot.number)
    else { return .none }
    return .departed
  }

  /// Whether a change decides that a deletion stands against edits which it had not seen: it replaces the
  /// deletion by one that saw such an edit. (A restoration keeps everything, and its author may have seen a
  /// plain deletion: it is an ordinary edit. A deletion that saw neither is a version beside the other.)
  private func settlesDeletion(_ change: Change, _ touched: RecordBatch.Touched) throws -> Bool {
    let field = FieldID(CaseField.deleted.number)
    guard change.kind == .case, let write = change.write(to: field), case .sight(let seen) = write.value,
      // Heads that differ are a conflict of the field itself: `settlesConflict` tells who saw both.
      let root = touched.state, let deletion = root[field], !deletion.isConflicted,
      deletion.heads.contains(where: { write.base.contains($0.dot) })
    else { return false }
    // Records that this batch made are left out: a deletion's own reason is no edit that it missed.
    let children = try db.children(of: root.record).compactMap { try $0.decoded() }
    guard case .conflicted(let unseen) = deletionState(field: field, root: root, children: children) else {
      return false
    }
    return unseen.contains { seen.contains($0) }
  }

  /// An erasure that the change asks for, or that its customer's id calls for.
  private func erasing(for change: Change) throws -> Erasing? {
    if change.kind == .erasure {
      guard case .text(let digits)? = change.write(to: FieldID(ErasureField.customer.number))?.value,
        let customer = ContentHash(text: digits)?.bytes
      else { return nil }
      return .customer(customer, erasure: change.record)
    }
    guard change.kind == .case, let write = change.write(to: FieldID(CaseField.customerID.number)),
      case .text(let id) = write.value
    else { return nil }
    let customer = CustomerHash.of(id, headOffice: headOffice)
    try db.run(
      "INSERT OR IGNORE INTO customers (hash, record) VALUES (?, ?)",
      values: [.blob(customer), .id(change.record)])
    let erasure = try db.first(
      "SELECT id FROM erasures WHERE customer = ? LIMIT 1", values: [.blob(customer)]
    ) {
      $0.identifier(0)
    }
    return (erasure ?? nil).map { .record(change.record, erasure: $0) }
  }
}
