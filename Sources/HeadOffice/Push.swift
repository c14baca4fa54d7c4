import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Takes one device's batch of changes, within a transaction of its caller: all of it or nothing.
///
/// Numbers go on without a gap; a repeated change is told by its content and gets the verdict it had;
/// groups are whole; states are written once a batch, at new positions of their scopes.
struct Push {
  private let db: Database
  private let device: Device
  private let now: Int64
  private var covered: UInt64
  private var chain: ContentHash
  private var records: [RecordID: Touched] = [:]
  private var order: [RecordID] = []
  private var verdicts: [VerdictEntry] = []
  /// The scopes that were met, by row and code.
  private var scopeCodes: [Int64: String] = [:]

  private struct Touched {
    var row: RecordRow
    var state: RecordState?
    var isNew: Bool
    var scopeCode: String
  }

  init(db: Database, device: Device, now: Int64) throws {
    self.db = db
    // Read again under the lock: an earlier push of the same device may have come in between.
    guard
      let row = try db.row(
        "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.replica = ?",
        [device.rid])
    else { throw Refusal(.unauthorized, "The device is not known.") }
    self.device = try Device(row)
    self.now = now
    covered = self.device.covered
    chain = self.device.chain
    guard self.device.revokedAt == nil else { throw Refusal(.deviceRevoked, "This device was revoked.") }
  }

  /// - Throws: `Refusal`; then the caller rolls everything of this push back.
  mutating func take(_ changes: [Data], clock: Int64) throws -> [VerdictEntry] {
    // Bounded, so that a senseless clock cannot be reckoned with beyond what an integer holds.
    let clock = LocalTime(milliseconds: clock, offsetMinutes: 0).milliseconds
    guard changes.count <= Limits.batchChanges else {
      throw Refusal(.tooLarge, "More than \(Limits.batchChanges) changes in one request.")
    }
    guard changes.reduce(0, { $0 + $1.count }) <= Limits.batchBytes else {
      throw Refusal(.tooLarge, "Changes of more than \(Limits.batchBytes) bytes in one request.")
    }
    var previous: Change?
    for data in changes {
      let encoded = [UInt8](data)
      guard encoded.count <= Limits.changeBytes else {
        throw Refusal(
          .tooLarge, "A change of more than \(Limits.changeBytes) bytes.",
          number: (previous?.dot.number ?? covered) + 1)
      }
      let change: Change
      do { change = try Change(decoding: encoded) } catch {
        throw Refusal(
          .malformedChange, "A change is malformed: \(error).", number: (previous?.dot.number ?? covered) + 1)
      }
      try checkOrder(change, after: previous)
      if change.dot.number <= covered {
        try repeated(change, encoded)
      } else {
        try add(change, encoded, clock: clock)
      }
      previous = change
    }
    if let previous, previous.group.last != previous.dot.number {
      throw Refusal(
        .incompleteGroup, "The request ends within a group of changes.", number: previous.dot.number)
    }
    try writeRecords()
    try db.run(
      "UPDATE devices SET covered = ?, chain = ?, seen_at = ?, clock_offset = ? WHERE replica = ?",
      [Int64(bitPattern: covered), Data(chain.bytes), now, clock - now, device.rid])
    return verdicts
  }

  private func checkOrder(_ change: Change, after previous: Change?) throws(Refusal) {
    let number = change.dot.number
    guard change.dot.replica == device.replica else {
      throw Refusal(.replicaMismatch, "A change of another replica.", number: number)
    }
    guard change.group.count <= UInt64(Limits.groupChanges) else {
      throw Refusal(.tooLarge, "A group of more than \(Limits.groupChanges) changes.", number: number)
    }
    if let previous {
      guard number == previous.dot.number + 1 else {
        throw Refusal(.malformedChange, "Changes are not in the order of their numbers.", number: number)
      }
      guard
        change.group == previous.group
          || (previous.dot.number == previous.group.last && number == change.group.first)
      else { throw Refusal(.incompleteGroup, "A group of changes is not whole.", number: number) }
    } else {
      guard number <= covered + 1 else {
        throw Refusal(
          .gap, "Changes \(covered + 1) to \(number - 1) are missing.", hint: "Send from \(covered + 1) on.",
          number: covered)
      }
      guard number == change.group.first else {
        throw Refusal(.incompleteGroup, "The request begins within a group of changes.", number: number)
      }
    }
  }

  private mutating func repeated(_ change: Change, _ encoded: [UInt8]) throws {
    let row = try db.row(
      "SELECT hash, verdict FROM changes WHERE replica = ? AND number = ?",
      [device.rid, Int64(bitPattern: change.dot.number)])
    guard let row, row.bytes(0) == (try? ContentHash(encodedChange: encoded).bytes) else {
      throw Refusal(
        .replicaDiverged, "Head office has another change \(change.dot.number) of this replica.",
        hint: "The replica is a copy, or was restored from a backup.", number: change.dot.number)
    }
    tell(change.dot.number, Casebook_Sync_V1_Outcome(rawValue: row[1] as Int? ?? 0) ?? .duplicate)
  }

  private mutating func add(_ change: Change, _ encoded: [UInt8], clock: Int64) throws {
    guard change.times.stamp.milliseconds <= now + Limits.clockTolerance else {
      let ahead = max(clock - now, change.times.stamp.milliseconds - now)
      throw Refusal(
        .clockOutOfTolerance, "The replica's clock is \(ahead / 1000) seconds ahead of head office's.",
        hint: "Set the clock of that machine; its changes stay there until then.", offset: ahead,
        number: change.dot.number)
    }
    guard change.author.branch == device.branch.rawValue else { throw forbidden(change) }
    var touched = try record(for: change)
    // An auditor adds notes; even those are not edited.
    guard device.role.mayEdit || (change.kind == .note && touched.state == nil) else {
      throw forbidden(change)
    }
    let decides =
      device.seesEveryBranch
      ? device.role.settlesConflictsOfAnyBranch : device.role.settlesConflictsOfOwnBranch
    guard try decides || !(settlesConflict(change, in: touched.state) || settlesDeletion(change, touched))
    else {
      throw forbidden(change)
    }

    let (state, verdict) = apply(change, to: touched.state)
    if case .quarantined = verdict {
      throw Refusal(
        .malformedChange, "A change names its record's kind or case differently.", number: change.dot.number)
    }
    if touched.isNew, touched.row.number == nil, change.kind == .case {
      touched.row.number = change.writes.first { $0.field.number == CaseField.number.number }?.field.element
    }
    touched.state = state
    if records.updateValue(touched, forKey: change.record) == nil { order.append(change.record) }

    let hash = try ContentHash(encodedChange: encoded)
    let outcome = Casebook_Sync_V1_Outcome(verdict)
    covered = change.dot.number
    chain = chain.chained(hash)
    try db.insertChange(
      replica: device.rid, number: covered, record: change.record, status: .accepted,
      verdict: outcome.rawValue,
      at: now, hash: hash, encoded: encoded)
    tell(covered, outcome)
  }

  /// Whether a change decides that a deletion stands against edits which it had not seen: it replaces the
  /// deletion by one that saw such an edit. (A restoration keeps everything, and its author may have seen a
  /// plain deletion: it is an ordinary edit. A deletion that saw neither is a version beside the other.)
  private func settlesDeletion(_ change: Change, _ touched: Touched) throws -> Bool {
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

  /// The record that a change goes to, if this device may write there. Whatever is not in its scopes is
  /// refused in the same words, whether it exists or not.
  private mutating func record(for change: Change) throws -> Touched {
    if let touched = records[change.record] {
      guard touched.row.aggregate == change.aggregate else { throw forbidden(change) }
      return touched
    }
    if let row = try db.record(change.record) {
      let code = try scopeCode(row.scope)
      guard mayWrite(code) else { throw forbidden(change) }
      return Touched(row: row, state: try row.decoded(), isNew: false, scopeCode: code)
    }
    var code = change.scope
    if change.aggregate != change.record {
      // A child goes where its case is.
      if let root = records[change.aggregate] {
        code = root.scopeCode
      } else if let root = try db.record(change.aggregate) {
        code = try scopeCode(root.scope)
      } else {
        throw forbidden(change)
      }
    }
    guard mayWrite(code), let scope = try scopeRid(code) else { throw forbidden(change) }
    return Touched(
      row: RecordRow(new: change.record, kind: change.kind, aggregate: change.aggregate, scope: scope),
      state: nil, isNew: true, scopeCode: code)
  }

  /// The scopes whose feeds go on with this push.
  var movedScopes: Set<String> { Set(records.values.map(\.scopeCode)) }

  private func mayWrite(_ scope: String) -> Bool { scope == device.branch.rawValue || device.seesEveryBranch }

  private mutating func scopeCode(_ rid: Int64) throws -> String {
    if let known = scopeCodes[rid] { return known }
    let code: String = try db.row("SELECT code FROM scopes WHERE rid = ?", [rid])?[0] ?? ""
    scopeCodes[rid] = code
    return code
  }

  private mutating func scopeRid(_ code: String) throws -> Int64? {
    if let known = scopeCodes.first(where: { $0.value == code }) { return known.key }
    guard let rid = try db.scope(code)?.rid else { return nil }
    scopeCodes[rid] = code
    return rid
  }

  private func forbidden(_ change: Change) -> Refusal {
    Refusal(
      .forbidden, "This device may not make change \(change.dot.number).",
      hint: "It stays on the device. Ask head office.", number: change.dot.number)
  }

  /// Writes every touched record once, at new positions, and the commit's token for each scope.
  private func writeRecords() throws {
    var scopes: [String: ScopeRow] = [:]
    for id in order {
      guard var touched = records[id], let state = touched.state else { continue }
      var scope: ScopeRow
      if let known = scopes[touched.scopeCode] {
        scope = known
      } else {
        scope = try db.scope(making: touched.scopeCode)
      }
      let bytes = state.encoded()
      // One state has to fit into an answer, or nobody could read the feed past it.
      guard bytes.count <= Limits.stateBytes else {
        throw Refusal(.tooLarge, "A record would grow beyond \(Limits.stateBytes) bytes.", number: covered)
      }
      if let old = touched.row.state {
        scope.digest.remove(record: id, state: old)
      } else {
        scope.records += 1
      }
      scope.digest.add(record: id, state: bytes)
      scope.position += 1
      touched.row.state = bytes
      touched.row.position = scope.position
      if touched.isNew { _ = try db.insert(touched.row) } else { try db.update(touched.row) }
      scopes[touched.scopeCode] = scope
    }
    for var scope in scopes.values {
      let token = withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { Array($0) }
      scope.token = token
      try db.update(scope)
      try db.run(
        "INSERT INTO commits (scope, last, token) VALUES (?, ?, ?)", [scope.rid, scope.position, Data(token)])
    }
  }

  private mutating func tell(_ number: UInt64, _ outcome: Casebook_Sync_V1_Outcome) {
    var entry = VerdictEntry()
    entry.number = number
    entry.outcome = outcome
    verdicts.append(entry)
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
