import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// How a response came here.
package enum Arrival: Sendable {
  /// As the answer to a request that was just sent, at this time of the machine's monotonic clock.
  case live(sentAt: UInt64)
  /// In a file, after nothing else was exchanged since its request was written.
  case file
  /// In a file, after newer things had come: what it says of this replica is old.
  case lateFile

  var isLate: Bool { if case .lateFile = self { true } else { false } }
}

/// Takes one response into the store.
struct Absorber {
  let db: Database
  let identity: ReplicaIdentity
  let arrival: Arrival
  var outcome = AbsorbOutcome()
  /// Whose data was erased: what names them beside the store goes as well.
  var erased = ErasedTraces()
  /// What head office asked to be erased.
  var orders: [ErasureOrder] = []

  let records: ShownRecords
  let now: LocalTime
  var news: NewsCollector
  let surroundings: Surroundings
  private let projection: CaseProjection
  /// What is made of the records of a page together, once all of them are here.
  private var ungathered = Ungathered()
  private var clock: HybridClock
  /// The highest stamp that came from head office.
  private var seen: HybridTime
  /// Up to which number head office has this replica's changes.
  private var covered: UInt64
  /// Whether any change waits: mostly none does, and then no record need be asked for its own.
  private var hasWaiting: Bool
  /// The last number that this replica gave.
  private let lastNumber: UInt64

  /// - Parameter clock: head office's, as the response tells it.
  init(db: Database, surroundings: Surroundings, arrival: Arrival, clock told: Int64) throws {
    self.db = db
    self.surroundings = surroundings
    self.arrival = arrival
    identity = try db.identity()
    if case .live = arrival {
      now = LocalTime(milliseconds: told, zone: surroundings.zone)
    } else {
      now = try db.correctedTime(surroundings).local(surroundings)
    }
    records = try ShownRecords(db, identity: identity, offsetMinutes: now.offsetMinutes)
    projection = CaseProjection(db, offsetMinutes: now.offsetMinutes, receivedAt: now.milliseconds)
    clock = HybridClock(last: HybridTime(rawValue: UInt64(bitPattern: try db.meta(.clock) ?? 0)))
    seen = HybridTime(rawValue: UInt64(bitPattern: try db.meta(.seen) ?? 0))
    covered = records.covered
    hasWaiting = try db.hasWaitingChanges()
    lastNumber = UInt64(bitPattern: try db.meta(.lastNumber) ?? 0)
    news = NewsCollector(identity: identity, at: now.milliseconds)
  }

  var coveredNow: UInt64 { covered }

  /// Compares what head office has of this replica with what this replica made.
  mutating func acknowledge(_ response: SyncResponse) throws {
    if arrival.isLate, response.covered <= covered { return }
    guard response.covered >= covered else {
      throw ExchangeFailure.headOfficeLostChanges(
        covered: response.covered, acknowledged: covered, chain: Array(response.chain))
    }
    let before = covered
    // What was sent and answered head office has, whatever else a twin of this replica has sent.
    let agreed = max(covered, response.verdicts.map(\.number).max() ?? 0)
    var chain = try db.meta(.coveredChain).flatMap { ContentHash(bytes: Array($0)) } ?? .chainStart
    while covered < response.covered {
      let rows = try db.rows(
        "SELECT hash FROM changes WHERE replica = ? AND number > ? AND number <= ? ORDER BY number LIMIT 5000",
        [records.replica, Int64(bitPattern: covered), Int64(bitPattern: response.covered)])
      guard !rows.isEmpty else { throw ExchangeFailure.diverged(agreed: agreed) }
      for row in rows {
        guard let hash = row.bytes(0).flatMap({ ContentHash(bytes: $0) }) else {
          throw StoreError.damaged(detail: "hash of change \(covered + 1)")
        }
        chain = chain.chained(hash)
        covered += 1
        outcome.accepted += 1
      }
    }
    guard Array(response.chain) == chain.bytes else { throw ExchangeFailure.diverged(agreed: agreed) }
    if outcome.accepted > 0 {
      // From the number before on: all earlier ones would be looked at too.
      try db.run(
        "UPDATE changes SET status = ? WHERE status = ? AND replica = ? AND number > ? AND number <= ?",
        [
          ChangeStatus.sent.rawValue, ChangeStatus.pending.rawValue, records.replica,
          Int64(bitPattern: before), Int64(bitPattern: covered),
        ])
      try db.setMeta(.covered, Int64(bitPattern: covered))
      try db.setMeta(.coveredChain, Data(chain.bytes))
      try db.setMeta(.settled, max(Int64(bitPattern: covered), try db.meta(.settled) ?? 0))
    }
    try noteStamp(response.coveredStamp)
    for verdict in response.verdicts where verdict.outcome == .stripped { try strip(verdict.number) }
    try keepQuarantine(response)
    if !arrival.isLate { try keepFollowed(response) }
  }

  /// Keeps with which stamp head office has the last of this replica's changes.
  private func noteStamp(_ told: UInt64) throws {
    guard told > 0, covered > 0 else { return }
    if try db.meta(.toldNumber) == Int64(bitPattern: covered),
      try db.meta(.toldStamp) == Int64(bitPattern: told)
    {
      return
    }
    let touched = try db.settleStamp(of: covered, HybridTime(rawValue: told), replica: records.replica)
    for record in touched.sorted() { try records.rebuild(record) }
  }

  mutating func take(_ page: ScopePage) throws {
    var scope = try db.scope(making: page.cursor.scope)
    for entry in page.entries { try take(entry, in: &scope) }
    try projection.gather(ungathered)
    ungathered = Ungathered()
    let position = try number(page.cursor.position)
    // A file that was read late ends before what is here.
    if position >= scope.position {
      if position > scope.position || scope.token != Array(page.cursor.token) { outcome.hasAdvanced = true }
      scope.position = position
      scope.token = Array(page.cursor.token)
      if page.complete { try agree(&scope, with: page) }
    }
    try db.update(scope)
  }

  /// A position or count, which SQLite holds as a signed number.
  func number(_ sent: UInt64) throws -> Int64 {
    guard let number = Int64(exactly: sent) else { throw ExchangeFailure.malformed("number \(sent)") }
    return number
  }

  private mutating func take(_ entry: FeedEntry, in scope: inout ScopeRow) throws {
    if !entry.departed.isEmpty { return try depart(entry, from: &scope, position: number(entry.position)) }
    let bytes = [UInt8](entry.state)
    guard bytes.count > 17, let id = RecordID(bytes: bytes[1..<17]) else {
      throw ExchangeFailure.malformed("state of \(bytes.count) bytes")
    }
    let position = try number(entry.position)
    let row = try db.record(id)
    // An entry that is not above what is held was read before: a page or a file read twice.
    if let row, row.scope == scope.rid, let held = row.position, held >= position { return }
    // A file read late may bring a case that has left since.
    if arrival.isLate, row?.scope != scope.rid, position <= scope.position { return }
    outcome.pulled += 1
    try swapDigest(id, row, bytes, &scope)

    let waiting = hasWaiting ? try settle(record: id, bytes) : []
    let number = entry.number.isEmpty ? nil : entry.number
    if var row, row.state == bytes, row.scope == scope.rid, waiting.isEmpty == (row.current == nil),
      number == row.number || number == nil
    {
      // The same again at another position, after a comparison.
      row.position = position
      return try db.update(row)
    }
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

    let old = try records.shownState(of: row)
    let received: RecordState
    do { received = try RecordState(decoding: bytes) } catch { throw ExchangeFailure.malformed("\(error)") }
    // A number of its own that it never gave: it is a copy, or was put back, and gives no number that others have seen.
    if !arrival.isLate, let own = received.applied.last(of: identity.replica), own > lastNumber {
      throw ExchangeFailure.diverged(agreed: covered)
    }
    if let row { try keepUntaken(row, insteadOf: received, in: scope) }
    for version in received.headVersions {
      clock.observe(version.time)
      seen = max(seen, version.time)
    }
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
      try db.run("DELETE FROM stubs WHERE record = ?", values: [.id(id)])
      taken = new
    }
    try projection.project(taken, old: old, new: shown, branch: scope.code, leaving: &ungathered)
    if hasWaiting, row == nil, received.aggregate == id { try records.showWaiting(of: id, in: scope) }
    if !received.erased.isEmpty, received.erased != old?.erased {
      if let old { erased.add(old) }
      try db.setMeta(.scrubPending, 1)
      try scrub(id, Set(received.erased))
    }
    if scope.isComplete { news.note(taken, old: old, new: shown) }
  }

  /// Keeps the scopes' digests in step: the record's old state goes out of where it was counted.
  private func swapDigest(_ id: RecordID, _ row: RecordRow?, _ bytes: [UInt8], _ scope: inout ScopeRow) throws
  {
    if let row, row.scope == scope.rid { return scope.count(bytes, insteadOf: row.state, of: id) }
    if let old = row?.state, var other = try db.scopes().first(where: { $0.rid == row?.scope }) {
      // It has moved between two scopes that are both held here; the departure may come later.
      other.count(nil, insteadOf: old, of: id)
      try db.update(other)
    }
    scope.count(bytes, insteadOf: nil, of: id)
  }

  /// The record has left the scope: its place is taken by a stub.
  private mutating func depart(_ entry: FeedEntry, from scope: inout ScopeRow, position: Int64) throws {
    guard let id = RecordID(bytes: Array(entry.departed)) else {
      throw ExchangeFailure.malformed("departure of \(entry.departed.count) bytes")
    }
    guard let row = try db.record(id), row.scope == scope.rid, (row.position ?? 0) < position else { return }
    outcome.pulled += 1
    if entry.to == scope.code {
      // Nobody has it: what made it was dropped. What else waits here goes on waiting.
      _ = try settle(record: id, row.state)
      return try letGo(row, from: &scope)
    }
    scope.count(nil, insteadOf: row.state, of: id)
    if identity.role.seesEveryBranch(enrolledAt: identity.branch), !arrival.isLate {
      return try keep(row, in: entry.to)
    }
    // Covered or not, what waits here goes on waiting; what is covered is done.
    _ = try settle(record: id, row.state)
    let number: String? = try db.row("SELECT number FROM cases WHERE rid = ?", [row.rid])?[0]
    if let state = try row.decoded() { try projection.remove(row, old: state) }
    try db.run("DELETE FROM records WHERE rid = ?", values: [.integer(row.rid)])
    try db.run("DELETE FROM unrepaired WHERE record = ?", values: [.id(id)])
    // Others' versions, fetched for a history, are of no business here any more.
    try db.run(
      "DELETE FROM changes WHERE record = ? AND status = ?",
      values: [.id(id), .integer(Int64(ChangeStatus.history.rawValue))])
    // Nor are the words of them that the search index and the write-ahead log would still hold (law 8).
    if !identity.role.seesEveryBranch(enrolledAt: identity.branch) { try db.setMeta(.scrubPending, 1) }
    guard row.aggregate == row.id else { return }
    try db.run("DELETE FROM news WHERE aggregate = ?", values: [.id(id)])
    guard let number else { return }
    try db.run(
      "INSERT OR REPLACE INTO stubs (record, number, reversed, target, at) VALUES (?, ?, ?, ?, ?)",
      values: [
        .id(id), .text(number), .text(String(number.reversed())), .text(entry.to), .integer(now.milliseconds),
      ])
    if scope.isComplete { news.noteDeparture(id) }
  }

  /// A device that sees every branch goes on holding what moved: it comes in the feed of where it went, maybe in
  /// a later answer, and an exchange that is cut in between takes nothing from the screen.
  private mutating func keep(_ row: RecordRow, in code: String) throws {
    var row = row
    var target = try db.scope(making: code)
    if let state = row.state {
      target.count(state, insteadOf: nil, of: row.id)
      try db.update(target)
    }
    row.scope = target.rid
    row.position = nil
    try db.update(row)
    if let shown = try records.shownState(of: row) {
      try projection.project(row, old: shown, new: shown, branch: code)
    }
  }

  /// The changes of a record that are still waiting; those that head office covers are in what it sent.
  /// - Parameter state: what head office has of the record. What was written here to fields that were erased
  ///   goes from this file as well, once it has been told.
  private mutating func settle(record: RecordID, _ state: [UInt8]?) throws -> [Change] {
    var waiting: [Change] = []
    var hasSettled = false
    for row in try db.changes(of: record) where row.status.isWaiting {
      if row.status != .quarantined, row.replica != records.replica || row.number <= covered {
        try db.run("UPDATE changes SET status = ? WHERE seq = ?", [ChangeStatus.accepted.rawValue, row.seq])
        hasSettled = true
      } else {
        waiting.append(try row.decoded())
      }
    }
    // The first byte tells a state with erased fields from others.
    if hasSettled, let state, state.first == 2 {
      do { try scrub(record, Set(RecordState(decoding: state).erased)) } catch is MalformedBytes {
        throw ExchangeFailure.malformed("state of \(record)")
      }
    }
    return waiting
  }

  /// Everything that head office covers has come, or belongs to a record that is not sent here any more.
  mutating func endFeed() throws {
    let waiting = try db.map(
      "SELECT DISTINCT record FROM changes INDEXED BY changes_waiting WHERE status < 2 AND status = ?",
      values: [.integer(Int64(ChangeStatus.sent.rawValue))]
    ) { $0.identifier(0) }
    let records = try ShownRecords(db, identity: identity, offsetMinutes: now.offsetMinutes)
    for id in waiting.compactMap({ $0 }) {
      _ = try settle(record: id, db.record(id)?.state)
      try records.rebuild(id)
    }
    try settleReleased(records)
    try db.forgetDecisions()
    try db.withholdForeign(identity)
    try db.run("UPDATE scopes SET complete = 1 WHERE complete = 0")
  }

  mutating func finish(_ response: SyncResponse) throws {
    try news.write(to: db)
    if try db.meta(.lastNumber) == Int64(bitPattern: covered),
      try db.meta(.toldNumber) == Int64(bitPattern: covered), let told = try db.meta(.toldStamp)
    {
      // Nothing of its own waits: the clock goes on from what head office has, not from where it was by mistake.
      clock = HybridClock(last: max(seen, HybridTime(rawValue: UInt64(bitPattern: told))))
    }
    try db.setMeta(.clock, Int64(bitPattern: clock.last.rawValue))
    try db.setMeta(.seen, Int64(bitPattern: seen.rawValue))
    try db.setMeta(.made, try db.meta(.lastNumber) ?? 0)
    if case .live(let sentAt) = arrival {
      let monotonic = surroundings.monotonic()
      let wall = surroundings.wall()
      // Head office read its clock on the way: in the middle, as far as can be told (RFC 5905, section 8).
      let half = monotonic >= sentAt ? (monotonic - sentAt) / 2 : 0
      try db.anchorClock(
        headOffice: response.clock &+ Int64(clamping: half), monotonic: monotonic, wall: wall,
        boot: surroundings.boot)
    } else {
      try db.noteHeard(
        headOffice: response.clock, monotonic: surroundings.monotonic(), boot: surroundings.boot)
    }
    try db.setMeta(.lastSync, now.milliseconds)
    try db.setMeta(.exchanges, (try db.meta(.exchanges) ?? 0) + 1)
    guard !arrival.isLate, let role = Role(rawValue: response.role) else { return }
    try db.setMeta(.role, role.rawValue)
    // It was lowered: by a copy's enrolment, say.
    if !role.seesEveryBranch(enrolledAt: identity.branch) {
      try db.dropForeignScopes(identity, offsetMinutes: surroundings.now.offsetMinutes)
    }
  }
}

extension Database {
  func hasWaitingChanges() throws -> Bool {
    try first(
      """
      SELECT EXISTS (SELECT 1 FROM changes INDEXED BY changes_waiting WHERE status < 2)
        OR EXISTS (SELECT 1 FROM changes INDEXED BY changes_quarantined WHERE status = 4)
      """, values: []
    ) { $0.integer(0) == 1 } ?? false
  }
}
