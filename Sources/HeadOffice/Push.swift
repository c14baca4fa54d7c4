import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What one push did.
struct PushOutcome: Sendable {
  var verdicts: [VerdictEntry] = []
  /// The scopes that have something new.
  var scopes: Set<String> = []
  /// Personal data was erased: the files have to be scrubbed.
  var hasErased = false
}

/// Takes one device's batch of changes, within a transaction of its caller: all of it or nothing.
///
/// Numbers go on without a gap; a repeated change is told by its content and gets the verdict it had. Each
/// group is judged whole: what cannot be accepted is kept in quarantine and holds up later changes to the
/// same aggregates, and nothing else. States are written once a batch, at new positions of their scopes.
struct Push {
  let db: Database
  let device: Device
  let headOffice: Identifier
  let now: Int64
  let random: () -> UInt64
  var batch: RecordBatch
  private var covered: UInt64
  private var chain: ContentHash
  private var outcome = PushOutcome()
  /// Cases that name a customer who was erased, and erasures that were asked for.
  private var toErase: [Erasing] = []

  init(db: Database, device: Device, headOffice: Identifier, now: Int64, random: @escaping () -> UInt64)
    throws
  {
    self.db = db
    // Read again under the lock: an earlier push of the same device may have come in between.
    guard let device = try db.device(device.rid) else {
      throw Refusal(.unauthorized, "The device is not known.")
    }
    self.device = device
    self.headOffice = headOffice
    self.now = now
    self.random = random
    batch = RecordBatch(db)
    covered = device.covered
    chain = device.chain
  }

  /// - Parameters:
  ///   - byFile: the request was written some time ago: only a clock that was ahead can be told.
  ///   - allowRevoked: an administrator recovers what a revoked device had not sent.
  /// - Throws: `Refusal`; then the caller rolls everything of this push back.
  mutating func take(
    _ request: SyncRequest, byFile: Bool = false, allowRevoked: Bool = false
  ) throws -> PushOutcome {
    guard allowRevoked || device.revokedAt == nil else {
      throw Refusal(.deviceRevoked, "This device was revoked.")
    }
    // Bounded, so that a senseless clock cannot be reckoned with beyond what an integer holds.
    let clock = LocalTime(milliseconds: request.clock, offsetMinutes: 0).milliseconds
    let taken =
      request.corrected == 0
      ? clock : LocalTime(milliseconds: request.corrected, offsetMinutes: 0).milliseconds
    try noteSights(request)
    for id in request.erased { try db.acknowledgeErasure(Array(id), device: device.rid, at: now) }
    if !request.changes.isEmpty {
      guard taken - now <= Limits.clockTolerance, byFile || now - taken <= Limits.clockTolerance else {
        throw outOfTolerance(by: taken - now)
      }
      try takeChanges(request.changes.map { [UInt8]($0) })
    }
    for number in request.discards { try discard(number) }
    for number in request.retries { try retry(number) }
    try finish()
    try db.run(
      "UPDATE devices SET covered = ?, chain = ?, seen_at = ?, clock_offset = ? WHERE replica = ?",
      [Int64(bitPattern: covered), Data(chain.bytes), now, clock - now, device.rid])
    return outcome
  }

  /// Writes what was accepted, then erases what is to be erased of it.
  private mutating func finish() throws {
    outcome.scopes.formUnion(try batch.write(random: random))
    guard !toErase.isEmpty else { return }
    var erasures = Erasures(db: db, now: now)
    for erasing in toErase { try erasures.perform(erasing) }
    outcome.scopes.formUnion(try erasures.write(random: random))
    outcome.hasErased = true
  }

  // MARK: The order of changes

  private mutating func takeChanges(_ changes: [[UInt8]]) throws {
    guard changes.count <= Limits.batchChanges else {
      throw Refusal(.tooLarge, "More than \(Limits.batchChanges) changes in one request.")
    }
    guard changes.reduce(0, { $0 + $1.count }) <= Limits.batchBytes else {
      throw Refusal(.tooLarge, "Changes of more than \(Limits.batchBytes) bytes in one request.")
    }
    let sequence = try PushSequence(changes, replica: device.replica, covered: covered)
    try checkOrder(of: sequence)
    for group in sequence.groups {
      if group[0].number <= covered {
        for item in group { try repeated(item) }
      } else {
        try take(group)
      }
    }
  }

  /// Where an answer was lost and the clock was set since, head office has a stamp that its author put right
  /// in vain: what the author did next has to lie above it all the same.
  private func checkOrder(of sequence: PushSequence) throws {
    guard let last = try db.lastStamp(of: device.rid), last.milliseconds <= now + Limits.clockTolerance,
      let next = sequence.groups.joined().first(where: { $0.number > covered && $0.envelope != nil }),
      let stamp = (try? Times(tailOf: next.encoded))?.stamp, stamp <= last
    else { return }
    var refusal = Refusal(
      .stampBehind, "Change \(next.number) has a stamp below that of an earlier change of this replica.",
      hint: "Changes after \(covered) are stamped anew and sent again.", number: covered)
    refusal.clock = last.milliseconds
    throw refusal
  }

  private mutating func repeated(_ item: PushSequence.Item) throws {
    guard let known = try db.known(replica: device.rid, number: item.number),
      known.hash == ContentHash(wire: item.encoded).bytes
    else {
      // What is in quarantine goes along under the copy's new id: under the old one nobody there could see it.
      let held = outcome.verdicts.first { $0.outcome == .quarantined }?.number
      throw Refusal(
        .replicaDiverged, "Head office has another change \(item.number) of this replica.",
        hint: "The replica is a copy, or was restored from a backup.", number: held ?? item.number)
    }
    tell(item.number, Casebook_Sync_V1_Outcome(rawValue: known.verdict) ?? .duplicate, known.reason)
  }

  /// Judges a group whole: every change of it is accepted, or none.
  private mutating func take(_ group: [PushSequence.Item]) throws {
    let verdict = try judge(group.map(\.encoded), envelopes: group.map(\.envelope))
    for (at, item) in group.enumerated() {
      let hash = ContentHash(wire: item.encoded)
      covered = item.number
      chain = chain.chained(hash)
      switch verdict {
      case .accepted(let accepted):
        try log(accepted[at], hash: hash)
      case .refused(let reason):
        try db.quarantine(
          replica: device.rid, number: item.number, first: group[0].number,
          aggregate: item.envelope?.aggregate, reason: reason, at: now, hash: hash, encoded: item.encoded)
        tell(item.number, .quarantined, reason.rawValue)
      }
    }
  }

  private mutating func log(_ accepted: Accepted, hash: ContentHash, isStripped: Bool = false) throws {
    let number = accepted.change.dot.number
    // A case of a customer who was erased is emptied as it comes: its author is told, as of any erased field.
    let isErasedOnArrival = if case .record = accepted.erasing { true } else { false }
    let outcome = isErasedOnArrival ? .stripped : accepted.outcome
    // An offer of this replica's changes, after head office was restored, may have brought it before.
    if try db.change(replica: device.rid, number: number) == nil {
      try db.insertChange(
        replica: device.rid, number: number, record: accepted.change.record, status: .accepted,
        verdict: outcome.rawValue, at: now, hash: hash, encoded: accepted.encoded,
        stripped: isStripped || accepted.outcome == .stripped)
    }
    if let erasing = accepted.erasing { toErase.append(erasing) }
    tell(number, outcome)
  }

  // MARK: Quarantine

  /// Judges a quarantined group again: the same dots, a new verdict that stands.
  mutating func retry(_ number: UInt64) throws {
    let group = try db.quarantinedGroup(of: device.rid, number: number)
    guard !group.isEmpty else { return }
    if try judgeAgain(group) { try judgeWaiting() }
  }

  /// Drops a quarantined group for good; what waited behind it is judged again.
  mutating func discard(_ number: UInt64) throws {
    let group = try db.quarantinedGroup(of: device.rid, number: number)
    guard !group.isEmpty else { return }
    for change in group {
      try db.releaseFromQuarantine(change)
      try db.run(
        "INSERT OR REPLACE INTO discarded (replica, number, at, hash) VALUES (?, ?, ?, ?)",
        values: [
          .integer(device.rid), .number(change.number), .integer(now), .blob(change.hash.bytes),
        ])
    }
    try db.audit("quarantined changes discarded", "\(Dot(device.replica, number))", at: now)
    try judgeWaiting()
  }

  /// Ends a judgement that no request of the device asked for.
  mutating func finishAlone() throws -> PushOutcome {
    try finish()
    return outcome
  }

  private mutating func judgeWaiting() throws {
    let waiting = try db.quarantined(of: device.rid).filter { $0.reason == .waiting }
    for first in Set(waiting.map(\.first)).sorted() {
      _ = try judgeAgain(waiting.filter { $0.first == first })
    }
  }

  private mutating func judgeAgain(_ group: [QuarantinedChange]) throws -> Bool {
    let encoded = group.map(\.encoded)
    switch try judge(encoded, envelopes: encoded.map { try? ChangeEnvelope(encodedChange: $0) }) {
    case .accepted(let accepted):
      for (change, accepted) in zip(group, accepted) {
        try db.releaseFromQuarantine(change)
        try log(accepted, hash: change.hash, isStripped: ContentHash(wire: accepted.encoded) != change.hash)
      }
      return true
    case .refused(let reason):
      for change in group where change.reason != reason { try db.setReason(reason, of: change) }
      return false
    }
  }

  // MARK: What the device knows

  /// Notes how many changes the device had made when its cursors passed departures.
  private func noteSights(_ request: SyncRequest) throws {
    guard !device.seesEveryBranch,
      let cursor = request.cursors.first(where: { $0.scope == device.branch.rawValue }),
      let scope = try db.scope(cursor.scope)
    else { return }
    try db.noteSight(
      device: device.rid, scope: scope.rid, position: Int64(clamping: cursor.position), made: request.made)
  }

  func outOfTolerance(by ahead: Int64) -> Refusal {
    var refusal = Refusal(
      .clockOutOfTolerance,
      "The replica's clock is \(abs(ahead) / 1000) seconds \(ahead < 0 ? "behind" : "ahead of") head office's.",
      hint: "Its changes are stamped anew and sent again.", offset: ahead)
    refusal.clock = now
    return refusal
  }

  private mutating func tell(_ number: UInt64, _ verdict: Casebook_Sync_V1_Outcome, _ reason: String = "") {
    var entry = VerdictEntry()
    entry.number = number
    entry.outcome = verdict
    entry.reason = reason
    outcome.verdicts.append(entry)
  }
}

extension Database {
  func device(_ rid: Int64) throws -> Device? {
    try row(
      "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.replica = ?",
      [rid]
    ).map(Device.init)
  }
}

extension Database {
  /// The stamp of the last change that head office has of a replica, in its log or in quarantine.
  fileprivate func lastStamp(of device: Int64) throws -> HybridTime? {
    try ["changes", "quarantine"].compactMap { table in
      try first(
        "SELECT encoded FROM \(table) WHERE replica = ? ORDER BY number DESC LIMIT 1",
        values: [.integer(device)]
      ) {
        (try? Times(tailOf: $0.bytes(0) ?? []))?.stamp
      } ?? nil
    }.max()
  }
}

extension Casebook_Sync_V1_Outcome {
  init(_ verdict: Verdict) {
    switch verdict {
    case .applied: self = .applied
    case .merged: self = .merged
    case .conflict(let won): self = won ? .conflictWon : .conflictLost
    case .duplicate: self = .duplicate
    case .quarantined: self = .quarantined
    }
  }
}
