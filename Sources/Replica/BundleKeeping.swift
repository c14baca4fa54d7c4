package import Bundles
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
package import Versioning

/// A bundle that is about to be written.
package struct BundleDraft: Sendable {
  package var request: BundleRequest
  package let headOffice: Identifier
  /// Head office's public key.
  package let sealingKey: [UInt8]
  /// Changes that did not fit: they go with the next one.
  package let remaining: Int
}

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

/// The exchange by file, as the store sees it.
extension ReplicaStore {
  /// Everything that is to be said to head office now.
  package func draftBundle() throws -> BundleDraft {
    try writing { db in
      let identity = try db.identity()
      guard let key = try db.meta(.sealingKey), let link = identity.headOffice else {
        throw BundleProblem.noKey
      }
      var request = BundleRequest()
      request.protocol = Limits.protocolVersion
      request.token = link.token
      request.serial = UInt64(bitPattern: (try db.meta(.bundleSerial) ?? 0) + 1)
      if let code = try db.meta(.pendingCode) {
        request.enrol = try self.request(enrolling: identity, code: code, db)
      }
      var remaining = 0
      if try db.meta(.divergedAt) != nil {
        request.incarnation = try incarnationRequest(db)
      } else {
        for code in try db.comparedScopes().compactMap({ rid in try db.scopes().first { $0.rid == rid }?.code
        }) {
          request.offers += try db.offers(ofAllIn: code, identity: identity)
        }
        request.offers += try db.unrepairedOffers(identity: identity)
        (request.requests, remaining) = try bundleRequests(db, identity)
      }
      return BundleDraft(
        request: request, headOffice: link.id, sealingKey: Array(key), remaining: remaining)
    }
  }

  /// Several pushes, and the last one asks for the scopes' feeds.
  private func bundleRequests(_ db: Database, _ identity: ReplicaIdentity) throws -> ([SyncRequest], Int) {
    let last = UInt64(bitPattern: try db.meta(.lastNumber) ?? 0)
    var after = UInt64(bitPattern: try db.meta(.covered) ?? 0)
    try Restamping(db, surroundings: surroundings).restampAll(
      after: after, replica: try db.replicaRid(identity.replica), identity: identity)
    var requests: [SyncRequest] = []
    var bytes = 0
    repeat {
      let request = try self.request(
        db, withoutPages: false, goesOn: !requests.isEmpty, after: after
      ).request
      guard requests.isEmpty || bytes + request.changes.reduce(0, { $0 + $1.count }) < Limits.bundleBytes / 2
      else { break }
      bytes += request.changes.reduce(0) { $0 + $1.count }
      after += UInt64(request.changes.count)
      requests.append(request)
      if request.changes.isEmpty { break }
    } while after < last
    // Said once is enough, and only the last one wants an answer with pages.
    for at in requests.indices {
      requests[at].moreChanges = at < requests.count - 1
      guard at > 0 else { continue }
      requests[at].retries = []
      requests[at].discards = []
      requests[at].followed = []
      requests[at].erased = []
    }
    if after > UInt64(bitPattern: try db.meta(.attempted) ?? 0) {
      try db.setMeta(.attempted, Int64(bitPattern: after))
    }
    return (requests, Int(last - after))
  }

  /// Keeps what opens the answer. Called before the file is written: a bundle that was carried must be readable.
  package func noteBundle(serial: UInt64, secret: [UInt8]) throws {
    try writing { db in
      try db.setMeta(.bundleSerial, Int64(bitPattern: serial))
      try db.run(
        """
        INSERT OR REPLACE INTO bundles (serial, secret, at, epoch, exchanges, boot, monotonic)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        values: [
          .number(serial), .blob(secret), .integer(surroundings.wall()),
          .integer(try db.meta(.epoch) ?? 0), .integer(try db.meta(.exchanges) ?? 0),
          .id(surroundings.boot), .number(surroundings.monotonic()),
        ])
      try db.run(
        "DELETE FROM bundles WHERE serial NOT IN (SELECT serial FROM bundles ORDER BY serial DESC LIMIT 50)",
        values: [])
    }
  }

  /// The secrets of bundles that were written, newest first.
  package func bundleSecrets() throws -> [(serial: UInt64, secret: [UInt8])] {
    try read { reader in
      try reader.db.map("SELECT serial, secret FROM bundles ORDER BY serial DESC", values: []) {
        (UInt64(bitPattern: $0.integer(0)), $0.bytes(1) ?? [])
      }
    }
  }

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
    if answer.hasEnrol { reading.needsAnother = try takeEnrolment(answer.enrol) }
    if !answer.responses.isEmpty, !reading.isLate { try writing { db in try db.endComparisons() } }
    for response in answer.responses {
      do {
        let outcome = try absorb(response, reading.isLate ? .lateFile : .file)
        reading.accepted += outcome.accepted
        reading.pulled += outcome.pulled
        reading.quarantined += outcome.quarantined
        if outcome.unrepaired > 0 || outcome.mustBring { reading.needsAnother = true }
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
    if answer.hasRefusal, !reading.isLate { try take(answer.refusal, to: noted, into: &reading) }
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
  private func takeEnrolment(_ response: EnrolResponse) throws -> Bool {
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

  private func take(_ error: ErrorResponse, to noted: Noted, into reading: inout BundleReading) throws {
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

  /// The ticket was refused: a device that was enrolled before goes on as it was.
  private func giveUpTicket() throws {
    try writing { db in
      guard try db.meta(.pendingCode) != nil, let token = try db.meta(.formerToken) else { return }
      try db.setMeta(.token, token)
      if let url = try db.meta(.formerURL) { try db.setMeta(.headOfficeURL, url) }
      for key in [.pendingCode, .formerToken, .formerURL] as [MetaKey<String>] {
        try db.setMeta(key, String?.none)
      }
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

  /// The address of a head office that is only reached by file.
  package static let byBundle = "bundle"

  /// Joins a head office whose ticket was carried here: what is enrolled with goes with the first bundle.
  package func enrol(_ ticket: BundleTicket) throws {
    try writing { db in
      let identity = try db.identity()
      guard identity.branch.rawValue == ticket.branch else {
        throw EnrolmentFailure.anotherBranch(ticket.branch)
      }
      guard identity.headOffice.map({ $0.id == ticket.headOffice }) ?? true else {
        throw EnrolmentFailure.anotherHeadOffice
      }
      // The same ticket once more: a bundle with the token that was drawn for it may be on its way.
      if try db.meta(.pendingCode) == ticket.code { return }
      if let token = identity.headOffice?.token, try db.meta(.pendingCode) == nil {
        try db.setMeta(.formerToken, token)
        try db.setMeta(.formerURL, try db.meta(.headOfficeURL))
      }
      try db.setMeta(.headOfficeURL, Self.byBundle)
      try db.setMeta(.headOfficeID, ticket.headOffice.data)
      try db.setMeta(.sealingKey, Data(ticket.sealingKey))
      try db.setMeta(.token, drawToken())
      try db.setMeta(.pendingCode, ticket.code)
    }
  }
}

extension Database {
  /// Every state of a scope that is to be compared: by file nothing can be asked first.
  fileprivate func offers(ofAllIn code: String, identity: ReplicaIdentity) throws -> [OfferRequest] {
    guard let scope = try scope(code), let lost = try lostCursor(of: scope) else { return [] }
    let states = try map(
      """
      SELECT state, number FROM records WHERE scope = ? AND state IS NOT NULL
      ORDER BY aggregate IS NOT NULL, id
      """,
      values: [.integer(scope.rid)]
    ) { row in
      var entry = OfferedState()
      entry.state = Data(row.bytes(0) ?? [])
      entry.number = row.text(1) ?? ""
      return entry
    }
    var offers = states.packed(scope: code, replica: identity.replica)
    if code == identity.branch.rawValue { offers += try formerChanges(scope: code, identity: identity) }
    for at in offers.indices { offers[at].cursor = lost }
    return offers
  }

  /// What was offered has arrived: the scopes' feeds come from their beginnings.
  fileprivate func endComparisons() throws {
    for rid in try comparedScopes() {
      if let scope = try scopes().first(where: { $0.rid == rid }) { try endComparison(of: scope) }
    }
  }
}

extension MetaKey<Int64> {
  static var bundleSerial: MetaKey<Int64> { MetaKey("bundle_serial") }
  /// Counts the answers that were taken in: one that was asked for before the last of them is late.
  static var exchanges: MetaKey<Int64> { MetaKey("exchanges") }
  /// Up to which number head office has this copy's changes, where it turned out to be a copy.
  static var divergedAt: MetaKey<Int64> { MetaKey("diverged_at") }
}

extension MetaKey<String> {
  /// The code that a device enrols with by file, until it is answered.
  static var pendingCode: MetaKey<String> { MetaKey("pending_code") }
}
