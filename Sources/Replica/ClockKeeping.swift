import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What a replica knows of head office's clock.
extension Database {
  /// How this machine's clocks relate to head office's, as far as it was ever measured.
  func clockReference() throws -> ClockReference {
    let anchors = try map("SELECT boot, monotonic, head_office FROM anchors", values: []) { row in
      row.identifier(0).map {
        ClockAnchor(boot: $0, monotonic: UInt64(bitPattern: row.integer(1)), headOffice: row.integer(2))
      }
    }
    return ClockReference(anchors: anchors.compactMap { $0 }, offset: try meta(.clockOffset))
  }

  /// Keeps a measurement: head office's clock at a moment of this machine's.
  func anchorClock(headOffice: Int64, monotonic: UInt64, wall: Int64, boot: Identifier) throws {
    // Bounded, so that a senseless clock cannot be reckoned with beyond what an integer holds.
    let headOffice = LocalTime(milliseconds: headOffice, offsetMinutes: 0).milliseconds
    try setMeta(.clockOffset, LocalTime(milliseconds: wall, offsetMinutes: 0).milliseconds - headOffice)
    try forgetAnchors(after: headOffice)
    guard boot != Identifier(high: 0, low: 0) else { return }
    try run(
      "INSERT OR REPLACE INTO anchors (boot, monotonic, head_office) VALUES (?, ?, ?)",
      values: [.id(boot), .number(monotonic), .integer(headOffice)])
    // A run of the machine that all own changes of are accepted is of no use; the last few are.
    try run(
      "DELETE FROM anchors WHERE boot NOT IN (SELECT boot FROM anchors ORDER BY head_office DESC LIMIT 50)",
      values: [])
  }

  /// Measurements from later than now are of a clock at head office that has been set since.
  func forgetAnchors(after headOffice: Int64) throws {
    try run(
      "DELETE FROM anchors WHERE head_office > ?",
      values: [.integer(headOffice + Int64(Limits.clockTolerance))])
  }
}

extension ReplicaStore {
  /// Remembers head office's clock where it refused a push for that.
  package func noteClock(headOffice: Int64) throws {
    try writing { db in
      try db.anchorClock(
        headOffice: headOffice, monotonic: surroundings.monotonic(), wall: surroundings.wall(),
        boot: surroundings.boot)
    }
  }

  /// Remembers with which stamp head office has a change, where that was put right here meanwhile: its answer
  /// was lost, and the clock was set.
  package func noteStamp(of number: UInt64, milliseconds: Int64) throws {
    try writing { db in
      try db.setMeta(.settled, max(Int64(clamping: number), try db.meta(.settled) ?? 0))
      try db.setMeta(.settledStamp, max(milliseconds, try db.meta(.settledStamp) ?? 0))
    }
  }

  /// Runs a body in one transaction that makes no changes of a person.
  func writing<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingStoreErrors {
      try queue.inDatabase { db in
        var outcome: Result?
        try db.inTransaction(.immediate) {
          outcome = try body(db)
          return .commit
        }
        guard let outcome else { throw StoreError.failed(detail: "transaction without a result") }
        return outcome
      }
    }
  }
}

/// Law 5: pending changes are stamped anew before they are sent, where their stamps are known to be wrong.
struct Restamping {
  let db: Database
  let surroundings: Surroundings
  private let measured: ClockReference
  private let wall: Int64
  private let monotonic: UInt64
  /// What this machine takes head office's clock to be.
  let headOfficeNow: Int64

  init(_ db: Database, surroundings: Surroundings) throws {
    self.db = db
    self.surroundings = surroundings
    wall = surroundings.wall()
    monotonic = surroundings.monotonic()
    measured = try db.clockReference()
    headOfficeNow =
      measured.now(wall: wall, boot: surroundings.boot, monotonic: monotonic).milliseconds
  }

  /// The times that a batch of pending changes should have; nil where they are right.
  func times(of rows: [ChangeRow], after covered: UInt64, replica: Int64) throws -> [Times]? {
    guard !rows.isEmpty else { return nil }
    // What head office had accepted once, others may have seen: its stamps stay, even if it has lost it since.
    let settled = max(covered, UInt64(bitPattern: try db.meta(.settled) ?? 0))
    let rows = rows.filter { $0.number > settled }
    guard !rows.isEmpty else { return nil }
    let here = try db.change(replica: replica, number: settled).flatMap {
      try? Times(tailOf: $0.encoded).stamp
    }
    let there = try db.meta(.settledStamp).flatMap { $0 > 0 ? HybridTime(milliseconds: $0 + 1) : nil }
    let pending = try rows.map { row in
      do { return PendingTimes(times: try Times(tailOf: row.encoded), seen: row.seen) } catch {
        throw StoreError.damaged(detail: "change \(row.number) of the log: \(error)")
      }
    }
    let now = measured.now(
      wall: wall, boot: surroundings.boot, monotonic: monotonic, pending: pending)
    var reference = measured
    if !now.isMeasured, surroundings.boot != Identifier(high: 0, low: 0) {
      // A run in which nothing was measured yet is taken at the word of its clock as it is now: head office
      // checks that. What was written before somebody set that clock is then put right by the machine's other
      // one.
      reference.anchors.append(
        ClockAnchor(boot: surroundings.boot, monotonic: monotonic, headOffice: now.milliseconds))
    }
    return restamped(
      pending, reference: reference, headOfficeNow: now.milliseconds,
      previous: max(here ?? .zero, there ?? .zero))
  }

  /// Stamps everything pending anew.
  func restampAll(after covered: UInt64, replica: Int64, identity: ReplicaIdentity) throws {
    let settled = max(covered, UInt64(bitPattern: try db.meta(.settled) ?? 0))
    let rows = try db.changes(replica: replica, after: settled, limit: Int(Int32.max))
    guard let times = try times(of: rows, after: covered, replica: replica) else { return }
    var touched: Set<RecordID> = []
    var last = HybridTime(rawValue: UInt64(bitPattern: try db.meta(.seen) ?? 0))
    for (row, times) in zip(rows, times) {
      last = max(last, times.stamp)
      var change = try row.decoded()
      guard change.times != times else { continue }
      change.times = times
      try db.run(
        "UPDATE changes SET encoded = ? WHERE seq = ?",
        values: [.blob(change.encoded()), .integer(row.seq)])
      touched.insert(row.record)
    }
    // The local clock goes on from here, not from where it was by mistake.
    try db.setMeta(.clock, Int64(bitPattern: last.rawValue))
    let records = try ShownRecords(db, identity: identity, offsetMinutes: surroundings.now.offsetMinutes)
    for record in touched.sorted() { try records.rebuild(record) }
  }
}
