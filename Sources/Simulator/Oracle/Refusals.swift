import Complaints
import Versioning

/// Law 7's oracle: what may stand in quarantine, and for what.
extension Oracle {
  /// Whether head office may have had the reason that it gives for a change that waits for nothing.
  func mayStand(_ entry: OfficeFacts.Quarantined, isOfficeRestored: Bool) -> Bool {
    // What cannot be read can only be a stranger's.
    let id = entry.change.map { deed(salt: $0.salt) } ?? forgeries[entry.dot]
    guard let deed = id.map({ deeds[$0] }) else { return false }
    switch Verdict.Reason(rawValue: entry.reason) {
    case .unknownBase:
      // Nobody honest names what head office never had; but it may have lost it.
      return isOfficeRestored || deed.act?.namesWhatIsNot ?? false
    case .forbidden:
      guard let act = deed.act else {
        return reassigned.contains(deed.line)
          || mayPassForDecision(deed.id, isOfficeRestored: isOfficeRestored)
          || isOfficeRestored && wasGivenOn(deed.aggregate)
          || isImportedTwice(deed) || isOfficeRestored && isSaidTwice(deed)
          || mayLinkElsewhere(deed, isOfficeRestored: isOfficeRestored)
      }
      // Any act of a hostile device may settle something, where it may not, or come after its case has left.
      return act.isBeyondRights || !deed.mayDecide || hasMoved(deed.aggregate)
        || mayLinkElsewhere(deed, isOfficeRestored: isOfficeRestored)
    case .malformed:
      switch deed.act {
      // There is no encoding for a base of one's own that is not earlier.
      case .ownFuture, .misshapen: return true
      default: return lacksItsCase(deed, isOfficeRestored: isOfficeRestored)
      }
    default: return false
    }
  }

  /// Whether an edit came to a head office that does not have its case: what made it was dropped, or is lost. It would
  /// make one without a number.
  private func lacksItsCase(_ deed: Deed, isOfficeRestored: Bool) -> Bool {
    func makesOne(_ deed: Deed) -> Bool {
      deed.writes.keys.contains { $0.number == CaseField.number.number }
    }
    return deed.kind == .case && !makesOne(deed)
      && deeds.contains {
        $0.record == deed.record && makesOne($0) && ($0.isDiscarded || isOfficeRestored)
      }
  }

  /// Whether a copy may bring what its original said as well, and a restored head office does not know that it is one act:
  /// what is only ever added to is not written to again.
  func isSaidTwice(_ deed: Deed) -> Bool {
    [.helpful, .attendance, .acknowledgement].contains(deed.kind) && uninformed.contains(deed.line)
  }

  /// Whether a row of a file was imported by two devices. The second one may join head office when the case has left
  /// its branch: what it says of it waits for an administrator.
  private func isImportedTwice(_ deed: Deed) -> Bool {
    hasMoved(deed.aggregate)
      && Set(deeds.filter { $0.record == deed.aggregate && $0.sight.isEmpty }.map(\.line)).count > 1
  }

  /// Whether a case was given away more than once. Where the transfers come back in another order than head office had
  /// them, it may not be told any more that a branch had the case between two of them: what was written there waits for
  /// an administrator.
  private func wasGivenOn(_ aggregate: RecordID) -> Bool {
    deeds.count {
      $0.record == aggregate && $0.writes[FieldID(CaseField.branch.number)] != nil
    } > 1
  }

  /// Whether what waits has something to wait for: an earlier change to one of the cases of its group that does not
  /// wait itself, or waits for such a one; of the same replica, or of one whose store it is a copy of.
  func isHeld(_ entry: OfficeFacts.Quarantined, in quarantine: [OfficeFacts.Quarantined]) -> Bool {
    var (reached, next): (Set<Dot>, [OfficeFacts.Quarantined]) = ([entry.dot], [entry])
    while let waiting = next.popLast() {
      guard waiting.reason == Verdict.Reason.waiting.rawValue else { return true }
      for other in quarantine where mayHold(other, waiting, in: quarantine) {
        if reached.insert(other.dot).inserted { next.append(other) }
      }
    }
    return false
  }

  private func mayHold(
    _ other: OfficeFacts.Quarantined, _ waiting: OfficeFacts.Quarantined,
    in quarantine: [OfficeFacts.Quarantined]
  ) -> Bool {
    let cases = Set(
      quarantine.filter { $0.dot.replica == waiting.dot.replica && $0.first == waiting.first }
        .compactMap(\.aggregate))
    guard let aggregate = other.aggregate, cases.contains(aggregate) else { return false }
    if other.dot.replica == waiting.dot.replica { return other.dot.number < waiting.first }
    return lines[waiting.dot.replica].map { $0 == lines[other.dot.replica] } ?? false
  }

  /// Whether head office may take an act for a decision though its author saw no conflict: its device may not
  /// decide, it replaces something by what somebody else says as well, or ends what a deletion had not seen, and the
  /// answer that told of the other never came, or came while it was written; or it came in the comparison of what a restored head office had lost,
  /// which is before anything new goes up. Only that is ever refused to somebody honest.
  func mayPassForDecision(_ id: DeedID, isOfficeRestored: Bool) -> Bool {
    let act = deeds[id]
    let isUninformed =
      isOfficeRestored || uninformed.contains(act.line) || writtenMeanwhile.contains(id)
    guard !act.isForged, !act.mayDecide, isUninformed else { return false }
    return deeds.contains {
      $0.event == act.event && $0.device == act.device
        && (saysWhatAnotherSays($0) || endsWhatADeletionMissed($0))
    }
  }

  /// A deletion and what it had not seen stand against each other; here one of them was unseen.
  private func endsWhatADeletionMissed(_ deed: Deed) -> Bool {
    let field = FieldID(CaseField.deleted.number)
    guard deed.kind == .case, let write = deed.writes[field] else { return false }
    let others = deeds.filter {
      $0.id != deed.id && $0.aggregate == deed.aggregate && acceptedStamps[$0.id] != nil
    }
    guard case .sight = write.value else {
      // A restoration: something was written that neither the deletion nor it saw.
      let seen = write.replaces.reduce(into: write.replaces) { $0.formUnion(deeds[$1].sight) }
      return !write.replaces.isEmpty && others.contains { !seen.contains($0.id) }
    }
    // A deletion: there is another one, which missed something that this one saw.
    return others.contains { other in
      guard case .sight? = other.writes[field]?.value, !write.replaces.contains(other.id) else {
        return false
      }
      return !deed.sight.isSubset(of: other.sight)
    }
  }

  /// What the other replaced, or what this one did, stood against it: neither saw the other.
  private func saysWhatAnotherSays(_ deed: Deed) -> Bool {
    deed.writes.contains { field, write in
      !write.replaces.isEmpty
        && deeds.contains { other in
          guard other.id != deed.id, other.record == deed.record, !write.replaces.contains(other.id),
            acceptedStamps[other.id] != nil, let theirs = other.writes[field]
          else { return false }
          return isSame(theirs.value, write.value) && !theirs.replaces.contains(deed.id)
        }
    }
  }
}
