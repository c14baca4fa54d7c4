import CaseIndex
import Complaints
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// How changes stop waiting, and how a response ends.
extension Absorber {
  /// The changes of a record that are still waiting; those that head office covers are in what it sent.
  /// - Parameter state: what head office has of the record. What was written here to fields that were erased
  ///   goes from this file as well, once it has been told.
  mutating func settle(record: RecordID, _ state: [UInt8]?) throws -> [Change] {
    var waiting: [Change] = []
    var hasSettled = false
    for row in try db.changes(of: record) where row.status.isWaiting {
      if row.status != .quarantined, row.replica != records.replica || row.number <= covered {
        try db.run(
          "UPDATE changes SET status = ? WHERE seq = ?", values: [.status(.accepted), .integer(row.seq)])
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
      """
      SELECT DISTINCT record FROM changes INDEXED BY changes_waiting
      WHERE status \(ChangeSet.waiting) AND status = ?
      """, values: [.status(.sent)]
    ) { $0.identifier(0) }
    let records = try ShownRecords(db, identity: identity, offsetMinutes: now.offsetMinutes)
    for id in waiting.compactMap({ $0 }) {
      try dropUntaken(of: id)
      _ = try settle(record: id, db.record(id)?.state)
      try records.rebuild(id)
    }
    try settleReleased(records)
    try db.forgetDecisions()
    try db.withholdForeign(of: identity.branch, as: identity.role)
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
      // Its request was written after all that was heard before: what tells a later time was of a wrong clock.
      if case .file = arrival { try db.forgetAnchors(after: response.clock) }
      try db.noteHeard(
        headOffice: response.clock, monotonic: surroundings.monotonic(), boot: surroundings.boot)
    }
    try db.setMeta(.lastSync, now.milliseconds)
    try db.setMeta(.exchanges, (try db.meta(.exchanges) ?? 0) + 1)
    guard !arrival.isLate, let role = Role(rawValue: response.role) else { return }
    try db.setMeta(.role, role.rawValue)
    // It was lowered: by a copy's enrolment, say.
    try db.dropForeignScopes(
      of: identity.branch, as: role, offsetMinutes: surroundings.now.offsetMinutes)
    if !response.more { try db.withholdForeign(of: identity.branch, as: role) }
  }
}

extension Database {
  func hasWaitingChanges() throws -> Bool {
    try first(
      """
      SELECT EXISTS (SELECT 1 FROM changes INDEXED BY changes_waiting WHERE status \(ChangeSet.waiting))
        OR EXISTS (
          SELECT 1 FROM changes INDEXED BY changes_quarantined WHERE status \(ChangeSet.quarantined))
      """, values: []
    ) { $0.integer(0) == 1 } ?? false
  }
}
