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
  /// The cases that have left, with the ids of their customers.
  var departed: [RecordID: Set<String>] = [:]

  let records: ShownRecords
  let now: LocalTime
  var news: NewsCollector
  let surroundings: Surroundings
  let projection: CaseProjection
  /// What is made of the records of a page together, once all of them are here.
  private var ungathered = Ungathered()
  var clock: HybridClock
  /// The highest stamp that came from head office.
  var seen: HybridTime
  /// Up to which number head office has this replica's changes.
  var covered: UInt64
  /// Whether any change waits: mostly none does, and then no record need be asked for its own.
  var hasWaiting: Bool
  /// The last number that this replica gave.
  private let lastNumber: UInt64
  /// The aggregates of what was refused; nil before that was looked up.
  var refused: Set<RecordID>?

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

  mutating func absorb(_ page: ScopePage) throws {
    // A file that was answered before the device was lowered brings what is none of its business any more.
    guard !arrival.isLate || Scope.isHeld(page.cursor.scope, by: identity.role, at: identity.branch) else {
      return
    }
    var scope = try db.scope(making: page.cursor.scope)
    for entry in page.entries { try absorb(entry, in: &scope) }
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

  private mutating func absorb(_ entry: FeedEntry, in scope: inout ScopeRow) throws {
    if !entry.departed.isEmpty { return try depart(entry, from: &scope, position: number(entry.position)) }
    let bytes = [UInt8](entry.state)
    guard bytes.count > 17, let id = RecordID(bytes: bytes[1..<17]) else {
      throw ExchangeFailure.malformed("state of \(bytes.count) bytes")
    }
    let position = try number(entry.position)
    let row = try db.record(id)
    if wasReadBefore(row, at: position, in: scope) || hasLeftSince(row, at: position, in: scope) { return }
    outcome.pulled += 1
    try swapDigest(id, row, bytes, &scope)

    let waiting = hasWaiting ? try settle(record: id, bytes) : []
    if hasWaiting, row?.state == nil { try askForRefused(of: id) }
    let number = entry.number.isEmpty ? nil : entry.number
    if let row, row.scope == scope.rid {
      if try moves(row, to: position, bytes, number, isWaiting: !waiting.isEmpty) { return }
      if waiting.isEmpty, try confirms(row, at: position, bytes, number) { return }
    }

    let old = try records.shownState(of: row)
    let received: RecordState
    do { received = try RecordState(decoding: bytes) } catch { throw ExchangeFailure.malformed("\(error)") }
    // A number of its own that it never gave: it is a copy, or was put back, and gives no number that others have seen.
    if !arrival.isLate, let own = received.applied.last(of: identity.replica), own > lastNumber {
      throw ExchangeFailure.diverged(agreed: covered)
    }
    if let row { try keepUntaken(row, insteadOf: received) }
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
    if received.kind == .case { try db.raiseSequences(by: received, under: identity.numbers) }
    if hasWaiting, row == nil, received.aggregate == id { try records.showWaiting(of: id, in: scope) }
    if !received.erased.isEmpty, received.erased != old?.erased {
      if let old { erased.add(old) }
      try db.setMeta(.scrubPending, 1)
      try scrub(id, Set(received.erased))
    }
    if scope.isComplete { news.note(taken, old: old, new: shown) }
  }

  /// An entry that is not above what is held was read before: a page or a file read twice.
  private func wasReadBefore(_ row: RecordRow?, at position: Int64, in scope: ScopeRow) -> Bool {
    guard let row, row.scope == scope.rid, let held = row.position else { return false }
    return held >= position
  }

  /// A file read late may bring a case that has left since.
  private func hasLeftSince(_ row: RecordRow?, at position: Int64, in scope: ScopeRow) -> Bool {
    arrival.isLate && row?.scope != scope.rid && position <= scope.position
  }

  /// The same again at another position, after a comparison.
  /// - Returns: whether it was that.
  private func moves(
    _ row: RecordRow, to position: Int64, _ bytes: [UInt8], _ number: String?, isWaiting: Bool
  ) throws -> Bool {
    guard row.state == bytes, isWaiting == (row.current != nil), number == row.number || number == nil else {
      return false
    }
    var row = row
    row.position = position
    try db.update(row)
    return true
  }

  /// What was pending here is now what head office has, byte for byte: nothing to derive anew, but for a case that
  /// another device of the branch had numbered before.
  /// - Returns: whether it was that.
  private func confirms(
    _ row: RecordRow, at position: Int64, _ bytes: [UInt8], _ number: String?
  ) throws -> Bool {
    guard row.current == bytes, number == nil || row.number == number || row.number == nil else {
      return false
    }
    let isRenumbered = number != nil && row.number == nil
    var row = row
    row.position = position
    row.state = bytes
    row.current = nil
    row.number = number ?? row.number
    try db.update(row)
    if isRenumbered {
      try db.run(
        "UPDATE cases SET number = ?1 WHERE rid = ?2 AND number <> ?1",
        values: [.text(number), .integer(row.rid)])
    }
    return true
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
}
