import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What is in quarantine is dropped, or judged again: its device asks for it, an administrator does, or what it
/// waited for is there.
extension Push {
  /// Drops a quarantined group for good. A number that is not in quarantine does nothing.
  mutating func drop(_ number: UInt64, of replica: Int64) throws {
    let group = try db.quarantinedGroup(of: replica, number: number)
    guard !group.isEmpty else { return }
    for change in group {
      try db.releaseFromQuarantine(change)
      try db.insertDiscarded(
        replica: replica, number: change.number, at: now, hash: change.hash, encoded: change.encoded)
    }
    let whose = try db.replicaID(replica) ?? device.replica
    try db.audit("quarantined changes discarded", "\(Dot(whose, number))", at: now)
    try db.release(group)
  }

  /// Judges a quarantined group again: the same dots, a new verdict that stands. What waits behind it is due then.
  /// - Returns: whether it was accepted.
  mutating func judgeAgain(_ group: [QuarantinedChange]) throws -> Bool {
    guard let first = group.first else { return false }
    origin = first.replica
    defer { origin = device.rid }
    let encoded = group.map(\.encoded)
    // One that waits for another name than it says itself came again, and has not seen what has that by now.
    comesAgain =
      try db.awaited(of: first).map { awaited in
        !encoded.contains { (try? Change(decoding: $0))?.names(awaited) ?? false }
      } ?? false
    defer { comesAgain = false }
    switch try judge(encoded, envelopes: encoded.map { try? ChangeEnvelope(encodedChange: $0) }) {
    case .accepted(let accepted):
      for (change, accepted) in zip(group, accepted) {
        try db.releaseFromQuarantine(change)
        try log(accepted, hash: change.hash, isStripped: ContentHash(wire: accepted.encoded) != change.hash)
      }
      try db.release(group)
      return true
    case .refused(let reason, let awaited):
      for change in group { try db.setReason(reason, awaited: awaited, of: change) }
      return false
    case .usedTwice:
      // No offer brings another change under a number that stands here.
      for change in group { try db.setReason(change.reason, awaited: nil, of: change) }
      return false
    }
  }
}

/// Judges again whatever is due, of all devices: what waited behind a group that is gone, and what named a version
/// that head office had lost and was given again. So nobody has to ask for it.
///
/// As much as one request may cost others; what is left is due still, and the next request goes on with it. However
/// little time requests have left, each judges something: else what is due of a device that comes no more would stay so
/// for as long as everybody else has enough to do.
struct DueJudgements {
  struct Outcome {
    /// By device.
    var verdicts: [Int64: [VerdictEntry]] = [:]
    var scopes: Set<String> = []
    var hasErased = false
  }

  let db: Database
  let headOffice: Identifier
  let now: Int64
  let random: () -> UInt64
  /// How many groups may be judged.
  var room = Limits.judgedAgain

  /// - Parameters:
  ///   - budget: when to leave the rest to a later request.
  ///   - atLeastOnce: not before one is judged.
  mutating func run(until budget: WorkBudget, atLeastOnce: Bool = false) throws -> Outcome {
    var outcome = Outcome()
    let all = room
    func mayGoOn(_ room: Int) -> Bool { room > 0 && (atLeastOnce && room == all || !budget.isSpent) }
    // What is accepted may be what another one waited for.
    var isMoving = true
    while isMoving, mayGoOn(room) {
      isMoving = false
      for rid in try db.devicesWithDue() where mayGoOn(room) {
        guard let device = try db.device(rid) else { continue }
        var push = try Push(db: db, device: device, headOffice: headOffice, now: now, random: random)
        push.room = room
        var after: UInt64 = 0
        while mayGoOn(push.room), let next = try push.judgeDue(after: after) {
          after = next.last
          isMoving = isMoving || next.isAccepted
        }
        room = push.room
        let done = try push.finishDue(until: budget)
        outcome.verdicts[rid, default: []] += done.verdicts
        outcome.scopes.formUnion(done.scopes)
        outcome.hasErased = outcome.hasErased || done.hasErased
      }
    }
    return outcome
  }
}

extension Push {
  /// Judges the next group of this device that is due.
  /// - Returns: its last number, and whether it was accepted; nil where none is due behind the number.
  mutating func judgeDue(after: UInt64) throws -> (last: UInt64, isAccepted: Bool)? {
    guard let number = try db.due(of: device.rid, after: after) else { return nil }
    let group = try db.quarantinedGroup(of: device.rid, number: number)
    room -= 1
    for change in group { try db.clearDue(change) }
    let last = group.last?.number ?? number
    do { return (last, try judgeAgain(group)) } catch is Refusal {
      // Head office's clock was set back, and this one's stamp lies ahead of it: due again when somebody asks.
      return (last, false)
    } catch StoreError.damaged {
      // A record that cannot be read is no trouble of whoever's request is at work.
      batch.undoPuts()
      return (last, false)
    }
  }
}

extension Change {
  /// Whether it says that its author saw a version.
  fileprivate func names(_ dot: Dot) -> Bool {
    writes.contains { write in
      if write.base.contains(dot) { return true }
      if case .sight(let seen) = write.value { return seen.contains(dot) }
      return false
    }
  }
}
