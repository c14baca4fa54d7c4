import CaseIndex
import Complaints
import RecordStore
import Replica
import Versioning

/// What came of one run.
package struct Outcome: Sendable {
  package let seed: UInt64
  /// Over all that happened and all that lies in the stores in the end: two runs of a seed give the same.
  package let hash: UInt64
  package let violation: Violation?
  package let trace: [String]
  package let events: [Event]
  /// How many changes were saved, and how many conflicts were open before the end.
  package let changes: Int
  package let conflicts: Int
}

/// Plays runs.
package struct Simulation: Sendable {
  package var steps: Int
  package var repertoire: Repertoire
  package var keepsTrace: Bool

  package init(steps: Int = 60, repertoire: Repertoire = .everything, keepsTrace: Bool = false) {
    self.steps = steps
    self.repertoire = repertoire
    self.keepsTrace = keepsTrace
  }

  /// The run of a seed, or other steps in its world.
  /// - Parameters:
  ///   - events: nil: those that the seed gives.
  ///   - small: the world that they are played in; nil: the one that the seed gives.
  /// - Throws: `SimulatorFailure` and the like, where the simulator itself cannot go on.
  package func run(
    seed: UInt64, events: [Event]? = nil, in small: SmallWorld? = nil, templates: Templates
  ) async throws -> Outcome {
    let scenario = Scenario(seed: seed, steps: steps, repertoire: repertoire)
    let played = events ?? scenario.events
    let shape = small?.shape ?? scenario.shape
    let folder = try Folder(named: "run")
    defer { folder.remove() }
    try await templates.copy(shape, to: folder)
    let world = try World(
      seed: seed, shape: shape, repertoire: repertoire, folder: folder,
      pageBytes: small == nil ? scenario.pageBytes : 0,
      clock: WorkClock(step: small == nil ? scenario.lookTakes : 0), keepsTrace: keepsTrace)
    var violation: Violation?
    do {
      try await world.play(played)
      try await world.heal()
      try await world.end()
    } catch let found as Violation {
      violation = found
    } catch let failure as SimulatorFailure {
      throw failure
    } catch {
      violation = Violation(.nothingUnexpected, "an error that nobody expected: \(error)")
    }
    let end = try await world.close()
    return Outcome(
      seed: seed, hash: end.trace.hash, violation: violation, trace: end.trace.lines, events: played,
      changes: end.changes, conflicts: end.conflicts)
  }
}

/// The number of all that happens after the steps.
private let healing = 1_000_000

extension World {
  /// Ends all faults and lets everybody sync until nothing moves any more.
  ///
  /// Liveness: that takes a bounded number of rounds. (One brings everything up, one brings it down, one
  /// shows that nothing moves; a decision or a number may need one more.)
  func heal() async throws {
    event = healing
    try office.setFull(pages: nil)
    office.crash.disarm()
    if office.crash.isDead { try office.restart() }
    for index in devices.indices where !devices[index].isDead {
      try devices[index].setFull(pages: nil)
      devices[index].crash.disarm()
    }
    while !office.limbo.isEmpty { try await deliverLate() }
    var random = Seeded(seed, 0x4EA1)
    for index in devices.indices where !devices[index].isDead {
      let isRevoked = try isRevoked(devices[index])
      // Some who lost their rights never come back.
      if isRevoked, random.chance(50) { devices[index].isGone = true }
      if !devices[index].isGone, isRevoked || !devices[index].isEnrolled { devices[index].mustEnrol = true }
    }
    conflictsSeen = oracle.conflicts(of: officeHeld).count
    for index in devices.indices where devices[index].isByFile && !devices[index].isGone {
      // A copy of it may have its token by now.
      if !hasCopies { try await healByFile(index) }
      devices[index].isByFile = false
      devices[index].mustEnrol = true
    }
    for _ in 0..<8 {
      moved = 0
      for index in devices.indices where !devices[index].isGone {
        if devices[index].mustEnrol { try await join(index, [], isHealing: true) }
        try await sync(index, [], isHealing: true)
        guard devices[index].mustEnrol else { continue }
        try await join(index, [], isHealing: true)
        try await sync(index, [], isHealing: true)
      }
      if moved == 0 { break }
    }
    if let device = devices.first(where: { $0.mustEnrol && !$0.isGone && !hasCopies }) {
      throw Violation(.comesToRest, "\(device.name) cannot enrol")
    }
    guard moved > 0 else { return }
    throw Violation(.comesToRest, "something moves for ever")
  }

  /// Holds the end against the laws.
  func end() throws {
    try lookAtOffice()
    let facts = try office.store.pool.read { try OfficeFacts($0) }
    let replicas = try devices.filter { !$0.isGone }.map(self.facts)
    let gone = devices.filter(\.isGone).reduce(into: Set<DeedID>()) { held, device in
      held.formUnion(device.held.own.values)
      for record in device.held.records.values { held.formUnion(record.deeds) }
    }
    var random = Seeded(seed, 0xE4D)
    conflictsSeen = oracle.conflicts(of: officeHeld).count
    try EndLaws(
      oracle: oracle, office: facts, officeHeld: officeHeld, replicas: replicas, gone: gone,
      isOfficeRestored: isOfficeRestored, hasCopies: hasCopies, hostile: oracle.hostile
    ).check(random: &random)
    for device in devices where !device.isGone { try checkFiles(of: device) }
    try checkDerived()
    try checkErasures(facts)
    for record in facts.records {
      trace.add(bytes: record.record.bytes + (record.state ?? []) + Array(record.scope.utf8))
    }
    for logged in facts.log { trace.add(bytes: logged.encoded) }
    for replica in replicas {
      for record in replica.records { trace.add(bytes: record.record.bytes + record.shown) }
    }
    event = healing
    say("at rest: \(facts.records.count) records, \(facts.log.count) changes, \(conflictsSeen) conflicts")
  }

  private func facts(of device: SimulatedDevice) throws -> ReplicaFacts {
    try device.store.read { reader in
      let db = reader.db
      let rid = try db.replicaRid(reader.identity.replica)
      return ReplicaFacts(
        place: device.name, seesEverything: device.seesEverything, role: device.role,
        branch: device.branch, replica: reader.identity.replica, held: device.held,
        records: try StoredRecord.all(db), scopes: try db.scopes(), pending: try reader.pending(),
        waiting: try db.rows("SELECT count(*) FROM changes WHERE status \(ChangeSet.waiting)").first?[0] ?? 0,
        unrepaired: Set(try reader.unrepaired().map(\.record)),
        beside: try keptBeside(db, device.held, own: device.held.own),
        quarantined: Set(
          try db.rows("SELECT record FROM changes WHERE status \(ChangeSet.quarantined)").compactMap {
            $0.identifier(0)
          }),
        helpful: try reader.helpfulCounts(), learnt: try reader.attendances(),
        missing: try missing(device, reader),
        log: try db.changes(replica: rid, after: 0, limit: 100_000).map { ($0.number, $0.hash) })
    }
  }

  private func missing(_ device: SimulatedDevice, _ reader: ReplicaReader) throws -> [String: Set<RecordID>] {
    let branches = device.seesEverything ? try reader.knownBranches() : [device.branch]
    let notices = try reader.noticesInForce().filter { $0.acknowledgeBy != nil }
    let standings = try notices.map { ($0.id, try reader.standings(of: $0)) }
    return Dictionary(
      uniqueKeysWithValues: branches.map { branch in
        let missing = standings.filter { $0.1.contains { $0.branch == branch && $0.isMissing } }
        return (branch, Set(missing.map(\.0)))
      })
  }

  func close() throws -> (trace: Trace, changes: Int, conflicts: Int) {
    for device in devices { try? device.store.queue.close() }
    try? office.store.pool.close()
    return (trace, oracle.deeds.count, conflictsSeen)
  }
}
