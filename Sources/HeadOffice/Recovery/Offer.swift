import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Takes states and changes that a replica holds from before head office was restored: each state becomes
/// that of both sides' changes together. What head office knows already tells it nothing and is left.
struct Offer {
  let db: Database
  let device: Device
  let now: Int64
  var batch: RecordBatch
  /// Offered cases of customers who were erased: their replica has not heard of it; and offered erasures.
  var toErase: [Erasing] = []
  /// The aggregates that something has come of.
  var told: Set<RecordID> = []
  var usedTwice: [UsedTwice] = []
  /// The changes that came so: most of them stand in no log.
  var brought: [Dot] = []
  /// The devices that wrote to it, as far as they are known here.
  var authors: [ReplicaID: Device?] = [:]

  init(db: Database, device: Device, now: Int64) throws {
    self.db = db
    self.device = device
    self.now = now
    batch = try RecordBatch(db)
  }

  /// Goes on with an offer until it is done or the time is up; at least by one state or change, or by one case of an
  /// erasure that it asked for.
  /// - Parameter headOffice: which head office this is.
  /// - Returns: the scopes that have something new.
  mutating func goOn(
    _ work: inout OfferWork, headOffice: Identifier, random: () -> UInt64, until budget: WorkBudget
  ) throws -> Set<String> {
    if !work.isTaken { try admit(&work, until: budget) }
    let (scopes, hasErased) = try write(
      headOffice: headOffice, isErasing: work.isErasing, random: random, until: budget)
    work.hasErased = work.hasErased || hasErased
    work.isErasing = try work.hasErased && db.isErasing()
    return scopes
  }

  private mutating func admit(_ work: inout OfferWork, until budget: WorkBudget) throws {
    let request = work.request
    guard Feed(db: db, device: device).mayRead(request.scope), try db.scope(request.scope) != nil else {
      throw Refusal(.forbidden, "The scope is not this device's.")
    }
    guard request.scope != sharedScope || device.publishes else {
      throw Refusal(.forbidden, "What head office publishes is offered by its own devices.")
    }
    guard try Feed(db: db, device: device).hasLost(request.cursor, of: request.scope) else {
      throw Refusal(.forbidden, "Head office has not lost the commit that this offer names.")
    }
    if request.scope == device.branch.rawValue { try db.forgetEnrolment(of: device.rid) }
    var taken = 0
    repeat {
      if let offered = work.states.popFirst() {
        if try admit(offered, scope: request.scope) { taken += 1 }
      } else if let encoded = work.changes.popFirst() {
        if try admit(change: [UInt8](encoded)) { taken += 1 }
      }
    } while !work.isTaken && !budget.isSpent
    work.usedTwice += usedTwice
    usedTwice = []
    if taken > 0 { try db.audit("lost records offered again", "\(device.replica): \(taken)", at: now) }
    work.taken += taken
  }

  /// Writes what was taken, erases what is to be erased of it, and judges what came due by it; as far as the time
  /// allows, the rest is for later.
  private mutating func write(
    headOffice: Identifier, isErasing: Bool, random: () -> UInt64, until budget: WorkBudget
  ) throws -> (scopes: Set<String>, hasErased: Bool) {
    try db.noteOffered(brought)
    try batch.gatherChildren()
    var scopes = try batch.write(random: random)
    if !toErase.isEmpty || isErasing {
      var erasures = try Erasures(db: db, now: now)
      for erasing in toErase { try erasures.perform(erasing) }
      try erasures.goOn(until: budget)
      scopes.formUnion(try erasures.write(random: random))
    }
    // Who named versions that were lost waited for them.
    for aggregate in told.sorted() { try db.markDue(awaitingIn: aggregate) }
    // What came before its case was refused for that.
    try db.markDue(brought: brought)
    return try withoutActuallyEscaping(random) { random in
      var judgements = DueJudgements(db: db, headOffice: headOffice, now: now, random: random)
      let due = try judgements.run(until: budget)
      return (scopes.union(due.scopes), !toErase.isEmpty || due.hasErased)
    }
  }

  /// A change of one of the device's former incarnations goes into the log; what it wrote came with the states.
  private mutating func admit(change encoded: [UInt8]) throws -> Bool {
    guard encoded.count <= Limits.changeBytes, let change = try? Change(decoding: encoded),
      change.author.branch == device.branch.rawValue, change.dot.replica != device.replica,
      change.times.stamp.milliseconds <= now + Limits.clockTolerance,
      try db.isFormer(change.dot.replica, of: device.rid)
    else { return false }
    let replica = try db.replicaRid(change.dot.replica)
    guard try db.known(replica: replica, number: change.dot.number) == nil else { return false }
    guard let touched = try batch.find(change.record), let known = touched.state else { return false }
    if touched.scope == sharedScope || !device.holds(touched.scope) {
      let root = try batch.find(change.aggregate)?.state
      guard try wasHere(change.aggregate, root, in: device.branch.rawValue) else { return false }
    }
    // Only what a state has brought, or brings with it, and as that has it: nothing of it is judged here.
    guard known.applied.contains(change.dot), known.hasHeads(of: change, but: Set(known.erased)) else {
      return false
    }
    let kept = change.erasing(Set(known.erased)) ?? change
    try db.insertChange(
      replica: replica, number: change.dot.number, record: change.record, status: .accepted,
      verdict: Casebook_Sync_V1_Outcome.duplicate.rawValue, at: now, hash: ContentHash(wire: encoded),
      encoded: kept.encoded(), stripped: !known.erased.isEmpty)
    return true
  }
}

extension Database {
  /// What a change goes by that is not the one which head office has under its dot.
  func otherName(of dot: Dot) throws -> Dot {
    let holder = try knownRid(dot.replica).flatMap { try known(replica: $0, number: dot.number)?.hash }
    return dot.otherName(than: holder ?? [])
  }

  /// Whether a replica is one that a device continues, at whatever remove.
  func isFormer(_ replica: ReplicaID, of device: Int64) throws -> Bool {
    try first(
      """
      WITH RECURSIVE line (rid) AS (
        SELECT former FROM devices WHERE replica = ?1
        UNION SELECT d.former FROM devices d JOIN line ON d.replica = line.rid WHERE d.former IS NOT NULL)
      SELECT 1 FROM line JOIN replicas r ON r.rid = line.rid WHERE r.id = ?2
      """, values: [.integer(device), .id(replica)]
    ) { _ in true } ?? false
  }
}
