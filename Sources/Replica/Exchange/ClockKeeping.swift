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
    var reference = ClockReference(anchors: anchors.compactMap { $0 }, offset: try meta(.clockOffset))
    if let headOffice = try meta(.heardClock),
      let boot = try meta(.heardBoot).flatMap({ Identifier(bytes: Array($0)) })
    {
      reference.heard = ClockAnchor(
        boot: boot, monotonic: UInt64(bitPattern: try meta(.heardMonotonic) ?? 0), headOffice: headOffice)
    }
    return reference
  }

  /// Keeps what head office said of its clock in an answer that was read now, whenever it was written. The latest
  /// that was heard stands.
  func noteHeard(headOffice: Int64, monotonic: UInt64, boot: Identifier) throws {
    let headOffice = LocalTime(milliseconds: headOffice, offsetMinutes: 0).milliseconds
    guard try meta(.heardClock).map({ $0 < headOffice }) ?? true else { return }
    try setMeta(.heardClock, headOffice)
    try setMeta(.heardBoot, boot.data)
    try setMeta(.heardMonotonic, Int64(bitPattern: monotonic))
  }

  /// Keeps a measurement: head office's clock at a moment of this machine's.
  func anchorClock(headOffice: Int64, monotonic: UInt64, wall: Int64, boot: Identifier) throws {
    // Bounded, so that a senseless clock cannot be reckoned with beyond what an integer holds.
    let headOffice = LocalTime(milliseconds: headOffice, offsetMinutes: 0).milliseconds
    try setMeta(.clockOffset, LocalTime(milliseconds: wall, offsetMinutes: 0).milliseconds - headOffice)
    try forgetAnchors(after: headOffice)
    try noteHeard(headOffice: headOffice, monotonic: monotonic, boot: boot)
    guard boot != Identifier(high: 0, low: 0) else { return }
    try run(
      "INSERT OR REPLACE INTO anchors (boot, monotonic, head_office) VALUES (?, ?, ?)",
      values: [.id(boot), .number(monotonic), .integer(headOffice)])
    // What was measured in one run of the machine serves the changes made in it, until head office has them. The last
    // fifty runs are more than wait anywhere.
    try run(
      "DELETE FROM anchors WHERE boot NOT IN (SELECT boot FROM anchors ORDER BY head_office DESC LIMIT 50)",
      values: [])
  }

  /// Measurements from later than now are of a clock at head office that has been set since.
  func forgetAnchors(after headOffice: Int64) throws {
    let latest = headOffice + Int64(Limits.clockTolerance)
    try run("DELETE FROM anchors WHERE head_office > ?", values: [.integer(latest)])
    if let heard = try meta(.heardClock), heard > latest { try setMeta(.heardClock, Int64?.none) }
  }

  /// Remembers with which hybrid time head office has a change of this replica. (It may have been stamped anew
  /// here since it was sent, and the answer come late.) What is here of it and of those before it is brought in
  /// line: what was wrong then is never sent again.
  /// - Returns: the records whose changes were altered.
  func settleStamp(of number: UInt64, _ time: HybridTime, replica: Int64) throws -> Set<RecordID> {
    try setMeta(.toldNumber, Int64(bitPattern: number))
    try setMeta(.toldStamp, Int64(bitPattern: time.rawValue))
    var touched: Set<RecordID> = []
    var stamp = time
    var at = number
    while at > 0, let row = try change(replica: replica, number: at), var change = try? row.decoded() {
      // An earlier head office tells an earlier change's stamp of one that was dropped.
      if at == number, row.status == .discarded { break }
      // Stamps of one replica rise: an earlier one that does not lie below was never sent so.
      let isRight = at == number ? change.times.stamp == stamp : change.times.stamp <= stamp
      if isRight { break }
      change.times.stamp = stamp
      try run(
        "UPDATE changes SET encoded = ? WHERE seq = ?",
        values: [.blob(change.encoded()), .integer(row.seq)])
      touched.insert(row.record)
      at -= 1
      guard stamp.rawValue > 0 else { break }
      stamp = HybridTime(rawValue: stamp.rawValue - 1)
    }
    return touched
  }
}

extension ReplicaStore {
  /// Remembers head office's clock where it refused a push for that.
  package func noteClock(headOffice: Int64) throws {
    try writing { db in
      try db.anchorClock(
        headOffice: headOffice, monotonic: surroundings.monotonic(), wall: surroundings.wall(),
        boot: surroundings.boot)
      try db.correctPending(surroundings)
    }
  }

  /// Remembers with which stamp head office has a change, where that was put right here meanwhile: its answer
  /// was lost, and the clock was set.
  package func noteStamp(of number: UInt64, milliseconds: Int64) throws {
    try writing { db in
      try db.setMeta(.settled, max(Int64(clamping: number), try db.meta(.settled) ?? 0))
      // Only the millisecond is told: the next one lies above it.
      try db.setMeta(.toldNumber, Int64(clamping: number))
      try db.setMeta(.toldStamp, Int64(bitPattern: HybridTime(milliseconds: milliseconds + 1).rawValue))
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
      previous: try previous(to: settled, replica: replica, now: now.milliseconds))
  }

  /// The stamp that the next one has to lie above: the one with which head office has the change before it. What
  /// is here of that change may have been stamped anew since it was sent; only where head office does not say,
  /// it counts, and then not beyond what head office can have taken.
  private func previous(to settled: UInt64, replica: Int64, now: Int64) throws -> HybridTime {
    if let number = try db.meta(.toldNumber), let told = try db.meta(.toldStamp),
      UInt64(bitPattern: number) == settled
    {
      return HybridTime(rawValue: UInt64(bitPattern: told))
    }
    let here = try db.change(replica: replica, number: settled).flatMap {
      try? Times(tailOf: $0.encoded).stamp
    }
    // What an earlier version of this program noted.
    let there = try db.meta(.settledStamp).flatMap { $0 > 0 ? HybridTime(milliseconds: $0 + 1) : nil }
    let latest = LocalTime(milliseconds: now, offsetMinutes: 0).milliseconds + Int64(Limits.clockTolerance)
    return max(min(here ?? .zero, HybridTime(milliseconds: latest)), there ?? .zero)
  }

  /// Stamps everything pending anew, and says so of when it was made.
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
        "UPDATE changes SET encoded = ?, at = ? WHERE seq = ?",
        values: [.blob(change.encoded()), .integer(times.stamp.milliseconds), .integer(row.seq)])
      touched.insert(row.record)
    }
    // The local clock goes on from here, not from where it was by mistake.
    try db.setMeta(.clock, Int64(bitPattern: last.rawValue))
    let records = try ShownRecords(db, identity: identity, offsetMinutes: surroundings.now.offsetMinutes)
    for record in touched.sorted() { try records.rebuild(record) }
  }
}

extension Database {
  /// Puts right what waits as soon as head office's clock is known, or known better: lists and deadlines go by it, and
  /// what is made from now on goes on from there.
  func correctPending(_ surroundings: Surroundings) throws {
    let identity = try identity()
    try Restamping(self, surroundings: surroundings).restampAll(
      after: UInt64(bitPattern: try meta(.covered) ?? 0), replica: try replicaRid(identity.replica),
      identity: identity)
  }
}

extension MetaKey<Int64> {
  /// A change of this replica, and the hybrid time with which head office has it.
  static var toldNumber: MetaKey<Int64> { MetaKey("told_number") }
  static var toldStamp: MetaKey<Int64> { MetaKey("told_stamp") }
  /// The latest that head office said of its clock, in milliseconds since 1970, and when that was read here.
  static var heardClock: MetaKey<Int64> { MetaKey("heard_clock") }
  static var heardMonotonic: MetaKey<Int64> { MetaKey("heard_monotonic") }
}

extension MetaKey<Data> {
  /// The run of this machine in which `heardClock` was read.
  static var heardBoot: MetaKey<Data> { MetaKey("heard_boot") }
}
