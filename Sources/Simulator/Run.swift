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

  package init(steps: Int = 60, repertoire: Repertoire = .standard, keepsTrace: Bool = false) {
    self.steps = steps
    self.repertoire = repertoire
    self.keepsTrace = keepsTrace
  }

  /// The run of a seed, or other steps in its world.
  /// - Parameter events: nil: those that the seed gives.
  /// - Throws: `SimulatorFailure` and the like, where the simulator itself cannot go on.
  package func run(seed: UInt64, events: [Event]? = nil, templates: Templates) async throws -> Outcome {
    let scenario = Scenario(seed: seed, steps: steps, repertoire: repertoire)
    let played = events ?? scenario.events
    let folder = try Folder(named: "run")
    defer { folder.remove() }
    try await templates.copy(scenario.shape, to: folder)
    let world = try World(
      seed: seed, shape: scenario.shape, repertoire: repertoire, folder: folder,
      pageBytes: scenario.pageBytes, keepsTrace: keepsTrace)
    var violation: Violation?
    do {
      try await world.play(played)
      try await world.heal()
      try await world.end()
    } catch let found as Violation {
      violation = found
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
    for index in devices.indices {
      try devices[index].setFull(pages: nil)
      devices[index].crash.disarm()
    }
    while !office.limbo.isEmpty { try await deliverLate() }
    for index in devices.indices where !devices[index].isEnrolled || devices[index].mustEnrol {
      try await join(index, [], isHealing: true)
    }
    conflictsSeen = oracle.conflicts(of: officeHeld).count
    for _ in 0..<6 {
      moved = 0
      for index in devices.indices { try await sync(index, [], isHealing: true) }
      if moved == 0 { return }
    }
    throw Violation(.comesToRest, "something moves for ever")
  }

  /// Holds the end against the laws.
  func end() throws {
    try lookAtOffice()
    let facts = try office.store.pool.read { try OfficeFacts($0) }
    let replicas = try devices.map(self.facts)
    var random = Seeded(seed, 0xE4D)
    conflictsSeen = oracle.conflicts(of: officeHeld).count
    try EndLaws(oracle: oracle, office: facts, officeHeld: officeHeld, replicas: replicas).check(
      random: &random)
    for device in devices { try checkFiles(of: device) }
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

  private func facts(of device: Device) throws -> ReplicaFacts {
    try device.store.read { reader in
      let db = reader.db
      let rid = try db.replicaRid(reader.identity.replica)
      return ReplicaFacts(
        place: device.name, seesEverything: device.role.seesEveryBranch(enrolledAt: reader.identity.branch),
        branch: device.branch, replica: reader.identity.replica, held: device.held,
        records: try StoredRecord.all(db), scopes: try db.scopes(), pending: try reader.pending(),
        waiting: try db.rows("SELECT count(*) FROM changes WHERE status < 2").first?[0] ?? 0,
        log: try db.changes(replica: rid, after: 0, limit: 100_000).map { ($0.number, $0.hash) })
    }
  }

  /// Law 8, on the disk: no file of a replica has a byte of a case that is in another branch's scope.
  private func checkFiles(of device: Device) throws {
    guard !device.role.seesEveryBranch else { return }
    let known = Set(device.held.records.keys)
    for bytes in try StoreFiles.bytes(device.store.path) {
      for label in Texts.labels(in: bytes) {
        guard let record = labels.cases[label], !known.contains(record) else { continue }
        throw Violation(.nobodyHoldsForeign, "the file of \(device.name) has bytes of case ⟦\(label)⟧")
      }
    }
  }

  func close() throws -> (trace: Trace, changes: Int, conflicts: Int) {
    for device in devices { try? device.store.queue.close() }
    try? office.store.pool.close()
    return (trace, oracle.deeds.count, conflictsSeen)
  }
}
