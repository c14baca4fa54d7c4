import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Takes one response into the store.
struct Absorber {
  let db: Database
  let identity: ReplicaIdentity
  var outcome = AbsorbOutcome()

  private let replicaRid: Int64
  private let now: LocalTime
  private let projection: CaseProjection
  private var clock: HybridClock
  /// Up to which number head office has this replica's changes.
  private var covered: UInt64
  private var news: NewsCollector

  init(db: Database, surroundings: Surroundings) throws {
    self.db = db
    identity = try db.identity()
    replicaRid = try db.replicaRid(identity.replica)
    now = surroundings.now
    projection = CaseProjection(db, offsetMinutes: now.offsetMinutes)
    clock = HybridClock(last: HybridTime(rawValue: UInt64(bitPattern: try db.meta(.clock) ?? 0)))
    covered = UInt64(bitPattern: try db.meta(.covered) ?? 0)
    news = NewsCollector(identity: identity, at: now.milliseconds)
  }

  /// Compares what head office has of this replica with what this replica made.
  mutating func acknowledge(_ response: SyncResponse) throws {
    guard response.covered >= covered else {
      throw ExchangeFailure.headOfficeLostChanges(covered: response.covered, acknowledged: covered)
    }
    let before = covered
    var chain = try db.meta(.coveredChain).flatMap { ContentHash(bytes: Array($0)) } ?? .chainStart
    while covered < response.covered {
      let rows = try db.rows(
        "SELECT hash FROM changes WHERE replica = ? AND number > ? AND number <= ? ORDER BY number LIMIT 5000",
        [replicaRid, Int64(bitPattern: covered), Int64(bitPattern: response.covered)])
      guard !rows.isEmpty else { throw ExchangeFailure.diverged(number: response.covered) }
      for row in rows {
        guard let hash = row.bytes(0).flatMap({ ContentHash(bytes: $0) }) else {
          throw StoreError.damaged(detail: "hash of change \(covered + 1)")
        }
        chain = chain.chained(hash)
        covered += 1
        outcome.accepted += 1
      }
    }
    guard Array(response.chain) == chain.bytes else { throw ExchangeFailure.diverged(number: covered) }
    guard outcome.accepted > 0 else { return }
    // From the number before on: all earlier ones would be looked at too.
    try db.run(
      "UPDATE changes SET status = ? WHERE status = ? AND replica = ? AND number > ? AND number <= ?",
      [
        ChangeStatus.sent.rawValue, ChangeStatus.pending.rawValue, replicaRid, Int64(bitPattern: before),
        Int64(bitPattern: covered),
      ])
    try db.setMeta(.covered, Int64(bitPattern: covered))
    try db.setMeta(.coveredChain, Data(chain.bytes))
  }

  mutating func take(_ page: ScopePage) throws {
    var scope = try db.scope(making: page.cursor.scope)
    for entry in page.entries { try take(entry, in: &scope) }
    scope.position = try number(page.cursor.position)
    scope.token = Array(page.cursor.token)
    if page.complete {
      let records = try number(page.records)
      let agrees = scope.digest.bytes == Array(page.digest) && scope.records == records
      if !agrees { outcome.digestMismatches.append(scope.code) }
    }
    try db.update(scope)
  }

  /// A position or count, which SQLite holds as a signed number.
  private func number(_ sent: UInt64) throws -> Int64 {
    guard let number = Int64(exactly: sent) else { throw ExchangeFailure.malformed("number \(sent)") }
    return number
  }

  private mutating func take(_ entry: FeedEntry, in scope: inout ScopeRow) throws {
    let bytes = [UInt8](entry.state)
    guard bytes.count > 17, let id = RecordID(bytes: bytes[1..<17]) else {
      throw ExchangeFailure.malformed("state of \(bytes.count) bytes")
    }
    let position = try number(entry.position)
    let row = try db.record(id)
    // An entry that is not above what is held was read before: a page or a file read twice.
    if let row, row.scope == scope.rid, let held = row.position, held >= position { return }
    outcome.pulled += 1
    if let old = row?.state, row?.scope == scope.rid {
      scope.digest.remove(record: id, state: old)
    } else {
      scope.records += 1
    }
    scope.digest.add(record: id, state: bytes)

    let waiting = try row?.current == nil ? [] : settle(record: id)
    let number = entry.number.isEmpty ? nil : entry.number
    if var row, waiting.isEmpty, row.current == bytes, row.scope == scope.rid,
      number == nil || row.number == number || row.number == nil
    {
      // What was pending here is now what head office has, byte for byte: nothing to derive anew, but for
      // a case that another device of the branch had numbered before.
      let isRenumbered = number != nil && row.number == nil
      row.position = position
      row.state = bytes
      row.current = nil
      row.number = number ?? row.number
      try db.update(row)
      if isRenumbered {
        try db.run("UPDATE cases SET number = ?1 WHERE rid = ?2 AND number <> ?1", [number, row.rid])
      }
      return
    }

    let old = try row?.decoded()
    let received: RecordState
    do { received = try RecordState(decoding: bytes) } catch { throw ExchangeFailure.malformed("\(error)") }
    for version in received.headVersions { clock.observe(version.time) }
    var shown = received
    for change in waiting { (shown, _) = apply(change, to: shown) }
    let current = waiting.isEmpty ? nil : shown.encoded()
    let taken: RecordRow
    if var row {
      row.scope = scope.rid
      row.position = position
      row.state = bytes
      row.current = current
      row.number = number ?? row.number
      try db.update(row)
      taken = row
    } else {
      var new = RecordRow(
        new: id, kind: received.kind, aggregate: received.aggregate, scope: scope.rid, position: position,
        number: number, state: bytes, current: current)
      new.rid = try db.insert(new)
      taken = new
    }
    try projection.project(taken, old: old, new: shown, branch: scope.code)
    if scope.isComplete { news.note(taken, old: old, new: shown) }
  }

  /// The changes of a record that are still waiting; those that head office covers are in what it sent.
  private func settle(record: RecordID) throws -> [Change] {
    var waiting: [Change] = []
    for row in try db.changes(of: record) where row.status == .pending || row.status == .sent {
      if row.number <= covered {
        try db.run("UPDATE changes SET status = ? WHERE seq = ?", [ChangeStatus.accepted.rawValue, row.seq])
      } else {
        waiting.append(try row.decoded())
      }
    }
    return waiting
  }

  /// Everything that head office covers has come, or belongs to a record that is not sent here any more.
  mutating func endFeed() throws {
    for row in try db.rows(
      "SELECT DISTINCT record FROM changes INDEXED BY changes_waiting WHERE status < 2 AND status = ?",
      [ChangeStatus.sent.rawValue])
    {
      guard let id = row.identifier(0), var record = try db.record(id) else { continue }
      let waiting = try settle(record: id)
      guard let state = record.state else { continue }
      var shown: RecordState
      do { shown = try RecordState(decoding: state) } catch {
        throw StoreError.damaged(detail: "state of \(id)")
      }
      let old = try record.decoded()
      for change in waiting { (shown, _) = apply(change, to: shown) }
      record.current = waiting.isEmpty ? nil : shown.encoded()
      try db.update(record)
      let code = try db.scopes().first { $0.rid == record.scope }?.code ?? ""
      try projection.project(record, old: old, new: shown, branch: code)
    }
    try db.run("UPDATE scopes SET complete = 1 WHERE complete = 0")
  }

  func finish(_ response: SyncResponse) throws {
    try news.write(to: db)
    try db.setMeta(.clock, Int64(bitPattern: clock.last.rawValue))
    try db.setMeta(.lastSync, now.milliseconds)
    // Bounded, so that a senseless clock cannot be reckoned with beyond what an integer holds.
    try db.setMeta(
      .clockOffset, now.milliseconds - LocalTime(milliseconds: response.clock, offsetMinutes: 0).milliseconds)
    if let role = Role(rawValue: response.role) { try db.setMeta(.role, role.rawValue) }
  }
}
