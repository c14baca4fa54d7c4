import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// What an answer brought.
package struct BundleReading: Sendable {
  package var accepted = 0
  package var pulled = 0
  package var quarantined = 0
  /// What is held here and head office does not have, since it was restored.
  package var unrepaired: [UnrepairedRecord] = []
  /// It was read before, or newer things have come since.
  package var isLate = false
  /// Another bundle has to be carried before all is in step.
  package var needsAnother = false
  package var refusal: Refusal?
}

/// Why an answer cannot be taken. Nothing of it was.
package enum BundleProblem: Error, Sendable {
  /// It answers no bundle of this replica, or one from before head office was restored.
  case unknownSerial
  /// The device has no key of head office yet.
  case noKey
}

/// What head office answered by file.
extension ReplicaStore {
  /// Takes in an answer. What is older than what is here is skipped.
  package func read(_ answer: BundleAnswer) throws -> BundleReading {
    let noted = try read { reader in
      try reader.db.first(
        "SELECT epoch, exchanges, at, boot, monotonic FROM bundles WHERE serial = ?",
        values: [.number(answer.serial)]
      ) { row in
        Noted(
          epoch: row.integer(0), exchanges: row.integer(1), at: row.integer(2), boot: row.identifier(3),
          monotonic: UInt64(bitPattern: row.integer(4)))
      }
    }
    guard let noted, try read({ try $0.db.meta(.epoch) ?? 0 }) == noted.epoch else {
      throw BundleProblem.unknownSerial
    }
    var reading = BundleReading()
    reading.isLate = try read { try $0.db.meta(.exchanges) ?? 0 } != noted.exchanges
    if answer.hasEnrol { reading.needsAnother = try completeEnrolment(answer.enrol) }
    // Before head office's states take the place of what was offered.
    let told = answer.offered.flatMap(\.usedTwice)
    if !told.isEmpty, !reading.isLate {
      try writing { db in _ = try db.rename(told, surroundings: surroundings) }
      reading.needsAnother = true
    }
    if !answer.responses.isEmpty, !reading.isLate { try writing { db in try db.endComparisons() } }
    for response in answer.responses {
      do {
        let outcome = try absorb(response, reading.isLate ? .lateFile : .file)
        reading.accepted += outcome.accepted
        reading.pulled += outcome.pulled
        reading.quarantined += outcome.quarantined
        if outcome.unrepaired > 0 || outcome.mustBring || outcome.mustAsk { reading.needsAnother = true }
        if !outcome.digestMismatches.isEmpty {
          try beginComparison(of: outcome.digestMismatches)
          reading.needsAnother = true
        }
      } catch ExchangeFailure.headOfficeLostChanges(let covered, _, let chain) {
        try recover(covered: covered, chain: chain)
        reading.needsAnother = true
        return reading
      } catch ExchangeFailure.diverged(let agreed) {
        try noteDiverged(agreed)
        reading.needsAnother = true
        return reading
      }
    }
    if answer.responses.last?.more ?? false { reading.needsAnother = true }
    reading.unrepaired = try read { try $0.unrepaired() }
    if answer.hasRefusal, !reading.isLate { try noteRefusal(answer.refusal, to: noted, into: &reading) }
    return reading
  }

  /// Begins a recovery, or notes that this store has to go on under another id: the next bundle asks for one.
  private func recover(covered: UInt64, chain: [UInt8]? = nil) throws {
    do { try beginRecovery(covered: covered, chain: chain) } catch ExchangeFailure.diverged(let agreed) {
      try noteDiverged(agreed)
    }
  }

  private func noteDiverged(_ agreed: UInt64) throws {
    try writing { db in try db.setMeta(.divergedAt, Int64(bitPattern: agreed)) }
  }

  /// What was kept of a bundle when it was written.
  private struct Noted {
    let epoch: Int64
    let exchanges: Int64
    /// This machine's clocks then.
    let at: Int64
    let boot: Identifier?
    let monotonic: UInt64
  }

  /// - Returns: whether it was about this store's id alone: then what waits goes with the next bundle.
  private func completeEnrolment(_ response: EnrolResponse) throws -> Bool {
    let diverged = try read { try $0.db.meta(.divergedAt) }
    if let diverged, try read({ try $0.db.meta(.nextReplica) }) != nil {
      if try incarnate(response, agreed: UInt64(bitPattern: diverged)) {
        try writing { db in try db.setMeta(.divergedAt, Int64?.none) }
      }
      return true
    }
    guard try read({ try $0.db.meta(.pendingCode) }) != nil else { return false }
    _ = try enrolled(at: Self.byBundle, response, isLive: false)
    try writing { db in try db.setMeta(.pendingCode, String?.none) }
    return false
  }

  private func noteRefusal(_ error: ErrorResponse, to noted: Noted, into reading: inout BundleReading) throws
  {
    var refusal = Refusal(
      ErrorCode(rawValue: error.code) ?? .internalError, error.message, hint: error.hint,
      offset: error.offset,
      number: error.number)
    refusal.clock = error.clock
    switch refusal.code {
    case .replicaDiverged where refusal.number > 0:
      try noteDiverged(refusal.number - 1)
      reading.needsAnother = true
    case .gap:
      try recover(covered: refusal.number)
      reading.needsAnother = true
    case .unknownCursor:
      try beginRecovery()
      reading.needsAnother = true
    case .clockOutOfTolerance where refusal.clock > 0:
      try writing { db in
        try db.run("DELETE FROM anchors WHERE boot = ?", values: [.id(surroundings.boot)])
        let headOffice = LocalTime(milliseconds: refusal.clock, offsetMinutes: 0).milliseconds
        try db.forgetAnchors(after: headOffice)
        try db.noteHeard(
          headOffice: headOffice, monotonic: surroundings.monotonic(), boot: surroundings.boot)
        // Head office answered some time after the bundle was written: at least so far the clock was ahead then,
        // and maybe it was not ahead at all.
        let written = LocalTime(milliseconds: noted.at, offsetMinutes: 0).milliseconds
        try db.setMeta(.clockOffset, max(written - headOffice + clockSet(since: noted), 0))
      }
      reading.needsAnother = true
    case .stampBehind:
      try noteStamp(of: refusal.number, milliseconds: refusal.clock)
      reading.needsAnother = true
    case .actKnown:
      _ = try adopt(error.known)
      reading.needsAnother = true
    case .codeInvalid:
      try giveUpTicket()
      reading.refusal = refusal
    default: reading.refusal = refusal
    }
  }

  /// By how much this machine's clock was set forward since a bundle was written, in milliseconds; 0 where that
  /// cannot be told, in another run of the machine.
  private func clockSet(since noted: Noted) -> Int64 {
    let (wall, monotonic) = (surroundings.wall(), surroundings.monotonic())
    guard noted.boot == surroundings.boot, noted.boot != Identifier(high: 0, low: 0),
      monotonic >= noted.monotonic
    else { return 0 }
    return LocalTime(milliseconds: wall, offsetMinutes: 0).milliseconds
      - LocalTime(milliseconds: noted.at, offsetMinutes: 0).milliseconds
      - Int64(clamping: monotonic - noted.monotonic)
  }
}

extension Database {
  /// What was offered has arrived: the scopes' feeds come from their beginnings.
  fileprivate func endComparisons() throws {
    for rid in try comparedScopes() {
      if let scope = try scopes().first(where: { $0.rid == rid }) { try endComparison(of: scope) }
    }
  }
}
