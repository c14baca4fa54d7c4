import Complaints
import Versioning

/// A change that a hostile device made by hand, and what it was when it did.
struct Claim: Sendable {
  let change: Change
  let branch: String
  let role: Role
  /// What head office had told the device by then.
  let told: Set<DeedID>
}

/// What head office has to refuse, whatever program made it.
extension Oracle {
  /// Holds a forged change that head office has taken against what its device may do and can have seen. Its writes
  /// are those of a deed by now; it is not yet among what stands in its record.
  /// - Parameter taken: the change as head office has it: what was erased of it in quarantine is not what was sent.
  func mayTake(_ id: DeedID, _ claim: Claim, as taken: Change, takenAt: Int64) throws {
    let change = claim.change
    func refuse(_ law: Law, _ why: String) -> Violation {
      Violation(law, "head office took \(describe(id)) of a hostile device: \(why)")
    }
    guard change.author.branch == claim.branch else {
      throw refuse(.nobodyHoldsForeign, "it is in the name of another branch")
    }
    if case .squat = deeds[id].act {
      throw refuse(.oneBadChangeStopsNobody, "its id is kept for what head office publishes")
    }
    if case .misshapen = deeds[id].act, !hasLostValues(taken, of: claim) {
      throw refuse(.oneBadChangeStopsNobody, "its value has not the form of its field")
    }
    guard Oracle.mayWrite(change, claim.role, of: claim.branch) else {
      throw refuse(.nothingUnexpected, "no device of its role and branch may lay that down")
    }
    let standsAlone: [RecordKind] = [.person, .manuscript, .helpful, .attendance, .acknowledgement]
    let isNew = standsAlone.contains(change.kind) && places[change.aggregate] == nil
    guard isNew || isOrWas(change.aggregate, of: claim.branch) else {
      throw refuse(.nobodyHoldsForeign, "its case never was of its branch")
    }
    guard ![.helpful, .attendance, .acknowledgement].contains(change.kind) || isNew else {
      throw refuse(.appendOnlyNeverConflicts, "what somebody said is only ever added to")
    }
    // What a restored head office lost and got back may have come in an order of which no log tells.
    guard due.isUncertain || !takesAwayMore(change, than: claim.role) else {
      throw refuse(.nothingUnexpected, "it takes a role away that may do more than its own")
    }
    guard !linksForeign(change, by: claim.branch) else {
      throw refuse(.nobodyHoldsForeign, "the case that it links never was of its branch")
    }
    if change.kind == .approval {
      guard case .text(let name)? = change.write(to: FieldID(ApprovalField.role.number))?.value,
        Role(rawValue: name)?.isWithin(claim.role) ?? false
      else {
        throw refuse(.nothingUnexpected, "it approves as more than it is")
      }
    }
    guard change.times.stamp.milliseconds <= takenAt + 120_000 else {
      throw refuse(.clocksDoLittleHarm, "its stamp lies in the future")
    }
    if let dot = unmade(in: change), !(warranted.contains(id) && dot.replica != change.dot.replica) {
      throw refuse(.seeingBeatsClocks, "it says that it saw \(dot), which was not made")
    }
    guard deeds[id].mayDecide || warranted.contains(id) || isDue(change.aggregate) || !settles(id, claim)
    else { throw refuse(.flaggedWhereDifferent, "it settles a conflict without the right to") }
  }

  /// Whether an erasure has taken all that a change said before head office took it. No value has every field's form.
  private func hasLostValues(_ taken: Change, of claim: Claim) -> Bool {
    isDue(claim.change.aggregate)
      && claim.change.writes.allSatisfy { write in
        isPersonal(write.field, of: claim.change.kind) && taken.write(to: write.field)?.value == Value.none
      }
  }

  /// Whether a case belongs to a branch, or did: who has not been told that it left may write to it.
  private func isOrWas(_ aggregate: RecordID, of branch: String) -> Bool {
    guard let place = places[aggregate] else { return false }
    return place.scope == branch || place.former.contains(branch)
  }

  /// A version that a change names and that its author cannot have seen: head office does not have it in the record
  /// (for a deletion's sight: in the case), and it is none that the author itself made before.
  private func unmade(in change: Change) -> Dot? {
    func isMade(_ dot: Dot, _ isThere: (Deed) -> Bool) -> Bool {
      dot.replica == change.dot.replica
        ? dot.number < change.dot.number : accepted[dot].map { isThere(deeds[$0]) } ?? false
    }
    for write in change.writes {
      if let dot = write.base.first(where: { !isMade($0) { $0.record == change.record } }) { return dot }
      guard case .sight(let seen) = write.value else { continue }
      if let dot = seen.first(where: { !isMade($0) { $0.aggregate == change.aggregate } }) { return dot }
    }
    return nil
  }

  /// Whether a change leaves fewer values than its device knew to stand against each other.
  private func settles(_ id: DeedID, _ claim: Claim) -> Bool {
    let among = standing[claim.change.record] ?? []
    return deeds[id].writes.contains { field, write in
      let known = heads(of: field, among: among).filter {
        write.replaces.contains($0) || claim.told.contains($0)
      }
      let left = known.filter { !write.replaces.contains($0) }
      guard left.count < known.count else { return false }
      func value(_ id: DeedID) -> Value { self.value(of: id, field, erased: [], emptied: emptied) }
      return different(left.map(value) + [write.value]) < different(known.map(value))
    }
  }

  /// The versions of a field that no other one has seen.
  func heads(of field: FieldID, among: Set<DeedID>) -> [DeedID] {
    let versions = among.filter { deeds[$0].writes[field] != nil }
    let seen = versions.reduce(into: Set<DeedID>()) { $0.formUnion(deeds[$1].writes[field]?.replaces ?? []) }
    return versions.subtracting(seen).sorted()
  }
}

extension HostileAct {
  /// It says that it saw what was not made.
  var namesWhatIsNot: Bool {
    switch self {
    case .foreignFuture, .ownFuture, .strangers, .otherRecord, .futureSight: true
    default: false
    }
  }

  /// It says that it saw itself: nobody can read that.
  var namesItself: Bool { if case .ownFuture(_, let count, _) = self { count % 2 == 1 } else { false } }

  /// It does what its device never may.
  var isBeyondRights: Bool {
    switch self {
    case .approval, .borrowedName, .foreignCase, .foreignChild, .squat, .person(elsewhere: true), .term,
      .giveRole, .settleRole, .knowledge:
      true
    default: false
    }
  }
}
