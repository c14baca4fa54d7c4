import Complaints
import GRDB
import RecordStore
import Replica
import Versioning

/// What lies on the disks, read anew after each step and held against the oracle.
extension World {
  /// Reads a device's store anew and holds it against the oracle.
  func look(at index: Int) throws {
    let device = devices[index]
    let before = device.held
    try readOfficeLog()
    try noteDropped(index)
    try device.store.queue.inDatabase { db in
      var now = before
      try noteIdentity(db, index, &now)
      let pending = try waitingStamps(db)
      let stored = try StoredRecord.all(db)
      let emptied = try emptied(db, at: device.name)
      now.records = try read(
        stored, before, at: device.name, own: now.own, pending: pending, emptied: emptied)
      let laws = StoreLaws(oracle: oracle, place: device.name)
      // With the role that it has now: who sees every branch no more has dropped the others' cases.
      let mayHold = devices[index].mayHold
      try laws.forgetsNothing(
        before, now, own: now.own.values, waiting: Set(pending.keys),
        beside: keptBeside(db, before, own: now.own),
        lost: device.branch == "HQ" ? [] : oracle.lostPublications, mayHold: mayHold)
      // What is derived is looked at where something has changed.
      if before.records.count != now.records.count
        || now.records.contains(where: { before.records[$0.key]?.bytes != $0.value.bytes })
      {
        try laws.showsConflicts(db, now)
        try laws.appendsMeetNothing(now)
        try laws.listsWhatIs(db, now, conflicts: oracle.conflicts(of: now))
      }
      devices[index].held = now
    }
  }

  /// What somebody at a device may be about to drop from the quarantine.
  func noteDroppable(_ index: Int) throws {
    devices[index].droppable.formUnion(try deeds(devices[index].store, status: 4))
  }

  private func deeds(_ store: ReplicaStore, status: Int) throws -> [DeedID] {
    try store.queue.inDatabase { db in
      try db.rows("SELECT encoded FROM changes WHERE status = ?", [status]).compactMap { row in
        row.bytes(0).flatMap { try? Change(decoding: $0) }.flatMap { oracle.deed(salt: $0.salt) }
      }
    }
  }

  /// Takes note of what is dropped from the quarantine. Law 1: only where a person said so.
  private func noteDropped(_ index: Int) throws {
    guard repertoire.contains(.roles) else { return }
    for id in try deeds(devices[index].store, status: 5) where !oracle.deeds[id].isDiscarded {
      guard devices[index].droppable.contains(id) else {
        throw Violation(.nothingIsLost, "\(devices[index].name) dropped \(oracle.describe(id)) on its own")
      }
      oracle.discard(id)
    }
  }

  /// A store that turned out to be a copy has other numbers for what it made: what they mean is told by
  /// the changes' salts.
  private func noteIdentity(_ db: Database, _ index: Int, _ held: inout Holding) throws {
    let identity = try db.identity()
    devices[index].role = identity.role
    oracle.lines[identity.replica] = devices[index].line
    // What a copy has brought goes by its dot here as well: the others are numbered anew.
    let number: Int64? = try db.rows("SELECT value FROM meta WHERE key = 'last_number'").first?[0]
    let last = UInt64(bitPattern: number ?? 0)
    guard let known = held.replica, known != identity.replica || last != held.lastNumber else {
      held.replica = identity.replica
      return
    }
    held.replica = identity.replica
    let former = Set(held.own.values)
    held.own = [:]
    held.lastNumber = 0
    for row in try db.rows("SELECT encoded FROM changes WHERE status \(ChangeSet.own)") {
      guard let bytes = row.bytes(0), let change = try? Change(decoding: bytes),
        let id = oracle.deed(salt: change.salt)
      else { throw Violation(.nothingUnexpected, "a change of its own that nobody made") }
      held.own[change.dot] = id
      guard change.dot.replica == identity.replica else { continue }
      held.lastNumber = max(held.lastNumber, change.dot.number)
    }
    if let lost = former.subtracting(held.own.values).min() {
      throw Violation(
        .nothingIsLost, "\(devices[index].name) has renumbered its changes without \(oracle.describe(lost))")
    }
  }

  /// What a store has that head office has not taken, with the stamps it has there.
  private func waitingStamps(_ db: Database) throws -> [DeedID: HybridTime] {
    var stamps: [DeedID: HybridTime] = [:]
    for row in try db.rows("SELECT encoded FROM changes WHERE status \(ChangeSet.shownHereOnly)") {
      guard let bytes = row.bytes(0), let change = try? Change(decoding: bytes),
        let id = oracle.deed(salt: change.salt)
      else { throw Violation(.nothingUnexpected, "a pending change that nobody made") }
      stamps[id] = change.times.stamp
    }
    return stamps
  }

  /// What a device keeps beside head office's states, since that would not take it: it is told until somebody decides.
  func keptBeside(_ db: Database, _ before: Holding, own: [Dot: DeedID]) throws -> Set<DeedID> {
    var deeds: Set<DeedID> = []
    for row in try db.rows("SELECT record, state FROM unrepaired WHERE state IS NOT NULL") {
      guard let record = row.identifier(0), let bytes = row.bytes(1),
        let state = try? RecordState(decoding: bytes)
      else { throw Violation(.nothingUnexpected, "a state kept beside head office's that is none") }
      let meaning = oracle.meanings(in: state, own: own, before: before.records[record]?.deeds ?? [])
      deeds.formUnion(state.applied.dots.compactMap(meaning))
    }
    return deeds
  }

  private func read(
    _ stored: [StoredRecord], _ before: Holding, at place: String, own: [Dot: DeedID],
    pending: [DeedID: HybridTime], emptied: Set<DeedID>
  ) throws -> [RecordID: Held] {
    var records: [RecordID: Held] = [:]
    for record in stored where !record.shown.isEmpty {
      if let known = before.records[record.record], known.bytes == record.shown, known.scope == record.scope {
        records[record.record] = known
        continue
      }
      records[record.record] = try oracle.read(
        record, at: place, emptied: emptied, own: own, before: before.records[record.record]?.deeds ?? [],
        mayHave: { oracle.acceptedStamps[$0]?.contains($1) ?? false || pending[$0] == $1 })
    }
    return records
  }

  /// Takes what is new in head office's log into the oracle.
  func readOfficeLog() throws {
    let (logged, last) = try office.store.pool.read { try OfficeFacts.log($0, after: officeLogRead) }
    officeLogRead = last
    for entry in logged {
      guard entry.dot == entry.change.dot,
        let taken = try oracle.accept(
          entry.change, takenAt: entry.receivedAt, endsWrite: office.writes.ends(at: entry.row))
      else { throw Violation(.exactlyOnce, "head office has change \(entry.dot), which nobody made") }
      if repertoire.contains(.erasures) { try noteErasure(entry.change, taken) }
      // What an erasure took from the log together with the state is told by the state.
      guard let id = oracle.emptied(by: entry.change), try !isErasedAtOffice(entry.change.record) else {
        continue
      }
      try oracle.empty(id, at: "head office")
    }
    oracle.decidePlaces()
    // A correction that came with a state stands in no log.
    if isOfficeRestored, !oracle.due.asked.isEmpty { oracle.stand(try officeHolding()) }
    oracle.carryOutErasures()
  }

  /// The deeds that head office has now: in its states, or in quarantine.
  func deedsAtOffice() throws -> Set<DeedID> {
    try lookAtOffice()
    let held = try office.store.pool.read { try OfficeFacts.quarantine($0) }
    var deeds: Set<DeedID> = []
    for quarantined in held {
      if let salt = quarantined.change?.salt, let deed = oracle.deed(salt: salt) { deeds.insert(deed) }
    }
    for record in officeHeld.records.values { deeds.formUnion(record.deeds) }
    return deeds
  }

  /// Holds all of head office's states against the oracle.
  func lookAtOffice() throws {
    try readOfficeLog()
    let before = officeHeld
    officeHeld = try officeHolding()
    oracle.stand(officeHeld)
    try StoreLaws(oracle: oracle, place: "head office").forgetsNothing(
      before, officeHeld, own: [], waiting: [], beside: [], mayHold: { _ in true })
  }

  /// What head office's states are now.
  private func officeHolding() throws -> Holding {
    var holding = officeHeld
    let stored = try office.store.pool.read { try StoredRecord.all($0) }
    holding.records = try read(
      stored, officeHeld, at: "head office", own: [:], pending: [:], emptied: oracle.emptied)
    return holding
  }
}
