import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// A push group by group: what is new, what comes again, what a copy had brought before.
extension Push {
  /// - Parameter follows: the device goes on with what is in quarantine under the dots that it has there.
  mutating func repeated(_ item: PushSequence.Item, follows: Bool) throws {
    guard let known = try same(item) else {
      // An older program cannot see what is in quarantine under its old id: it goes along under the new one.
      let held = follows ? nil : outcome.verdicts.first { $0.outcome == .quarantined }?.number
      throw diverged(at: item.number, told: held)
    }
    tell(item.number, Casebook_Sync_V1_Outcome(rawValue: known.verdict) ?? .duplicate, known.reason)
  }

  /// What head office has under a number of the device, where it is the same; nil where it is another one.
  func same(_ item: PushSequence.Item) throws -> (verdict: Int, reason: String)? {
    guard let known = try db.known(replica: device.rid, number: item.number),
      known.hash == ContentHash(wire: item.encoded).bytes
    else { return nil }
    return (known.verdict, known.reason)
  }

  func diverged(at number: UInt64, told: UInt64? = nil) -> Refusal {
    Refusal(
      .replicaDiverged, "Head office has another change \(number) of this replica.",
      hint: "The replica is a copy, or was restored from a backup.", number: told ?? number)
  }

  /// What a copy brought of this device's changes, after head office had lost them, counts from now on.
  /// - Returns: false where nothing was brought, or something else: then the device's own word stands.
  mutating func adoptBrought(_ group: [PushSequence.Item]) throws -> Bool {
    let known = try group.map { try db.known(replica: device.rid, number: $0.number) }
    guard known.contains(where: { $0 != nil }) else { return false }
    guard zip(group, known).allSatisfy({ ContentHash(wire: $0.encoded).bytes == $1?.hash }) else {
      // What was accepted of it stands, and this is another act.
      let isHeld = Casebook_Sync_V1_Outcome.quarantined.rawValue
      let accepted = zip(group, known).first { item, known in known.map { $0.verdict != isHeld } ?? false }
      if let (item, _) = accepted { throw diverged(at: item.number) }
      for item in group { try db.forgetQuarantined(replica: device.rid, number: item.number) }
      return false
    }
    for (item, known) in zip(group, known) {
      covered = item.number
      chain = chain.chained(ContentHash(wire: item.encoded))
      let verdict = known.flatMap { Casebook_Sync_V1_Outcome(rawValue: $0.verdict) }
      tell(item.number, verdict ?? .duplicate, known?.reason ?? "")
    }
    _ = try judgeAgain(db.quarantinedGroup(of: device.rid, number: group[0].number))
    return true
  }

  /// Judges a group whole: every change of it is accepted, or none.
  mutating func receive(_ group: [PushSequence.Item]) throws {
    // Dropped before: it comes again only because head office lost it.
    guard !group.contains(where: { unwanted.contains($0.number) }) else { return try pass(group) }
    let verdict = try judge(group.map(\.encoded), envelopes: group.map(\.envelope))
    if case .usedTwice = verdict { throw diverged(at: group[0].number) }
    let kept = if case .refused = verdict { try quarantinable(group) } else { group.map(\.encoded) }
    for (at, item) in group.enumerated() {
      let hash = ContentHash(wire: item.encoded)
      covered = item.number
      chain = chain.chained(hash)
      switch verdict {
      case .accepted(let accepted):
        try log(accepted[at], hash: hash)
      case .refused(let reason, let awaited):
        try db.quarantine(
          replica: device.rid, number: item.number, first: group[0].number,
          aggregate: item.envelope?.aggregate, reason: reason, awaited: awaited, at: now, hash: hash,
          encoded: kept[at], isStripped: kept[at] != item.encoded)
        tell(item.number, .quarantined, reason.rawValue)
      case .usedTwice: continue
      }
    }
  }

  /// Goes on over a group that is dropped as it comes.
  mutating func pass(_ group: [PushSequence.Item]) throws {
    for item in group {
      let hash = ContentHash(wire: item.encoded)
      covered = item.number
      chain = chain.chained(hash)
      try db.insertDiscarded(
        replica: device.rid, number: item.number, at: now, hash: hash, encoded: item.encoded)
      tell(item.number, .quarantined, "discarded")
    }
  }

  mutating func log(_ accepted: Accepted, hash: ContentHash, isStripped: Bool = false) throws {
    let number = accepted.change.dot.number
    // A case of a customer who was erased is emptied as it comes: its author is told, as of any erased field.
    let isErasedOnArrival = accepted.erasing?.isOfRecord ?? false
    let outcome = isErasedOnArrival || isStripped ? .stripped : accepted.outcome
    // An offer of this replica's changes, after head office was restored, may have brought it before.
    if try db.change(replica: origin, number: number) == nil {
      try db.insertChange(
        replica: origin, number: number, record: accepted.change.record, status: .accepted,
        verdict: outcome.rawValue, at: now, hash: hash, encoded: accepted.encoded,
        stripped: isStripped || accepted.outcome == .stripped)
    }
    try db.noteCustomer(accepted.customer, of: accepted.change.record)
    if let erasing = accepted.erasing { toErase.append(erasing) }
    arrived.append(accepted.change.dot)
    if accepted.change.dot.replica == pusher { tell(number, outcome) }
  }
}
