import ArgumentParser
import Complaints
import Console
import GRDB
import RecordStore
import Replica
import SyncClient
import Versioning

struct Incidents: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replays an incident log as edits of several replicas of one branch; all must end byte-equal.",
    discussion: """
      casebook-bench incidents eventlog.csv

      The file is the event log of UCI's "Incident management process enriched event log": one row an event. Each
      event is written on the replica that its assignment group falls to. Events of one replica keep their order,
      those of different replicas do not, and syncs come in between. A file that ends in .gz is unpacked first.
      """)

  @Argument(help: "The CSV file.")
  var file: String

  @Option(help: "How many replicas the assignment groups are spread over.")
  var replicas = 8

  @Option(help: "The seed of the schedule: the same one makes the same run.")
  var seed: UInt64 = 1

  func run() throws {
    let folder = try TemporaryFolder()
    let log = try IncidentLog(path: unpacked(file, in: folder), replicas: max(replicas, 1))
    print("\(log.events) events of \(log.incidents) incidents on \(log.queues.count) replicas, seed \(seed)")
    try blocking { [seed] in try await replay(log, seed: seed, folder) }
  }

  private func replay(_ log: IncidentLog, seed: UInt64, _ folder: TemporaryFolder) async throws {
    let branch = try BranchCode(typed: "IT01")
    let office = try BenchOffice(path: folder.file("head-office.sqlite"))
    try office.add(branch)
    let transport = DirectTransport(service: office.service)
    var stores: [ReplicaStore] = []
    for index in log.queues.indices {
      let store = try ReplicaStore.create(path: folder.file("replica-\(index).sqlite"), branch: branch)
      try await store.enrol(at: office, url: "http://localhost", over: transport)
      stores.append(store)
    }

    var random = SeededGenerator(seed: seed)
    var next = log.queues.map { _ in 0 }
    var tally = Tally()
    let start = seconds()
    while let index = pick(next, log, using: &random) {
      let queue = log.queues[index]
      let end = min(next[index] + Int.random(in: 1...200, using: &random), queue.count)
      tally.writing += try timed { try tally.apply(queue[next[index]..<end], to: stores[index], branch) }
      next[index] = end
      // Some turns end offline, some with a sync of the same replica, some of another one.
      if Int.random(in: 0..<3, using: &random) > 0 {
        let store =
          Bool.random(using: &random)
          ? stores[index] : stores[Int.random(in: 0..<stores.count, using: &random)]
        try await tally.sync(store, over: transport)
      }
    }
    try check(next == log.queues.map(\.count), "every event was written")

    var rounds = 0
    var moved = true
    while moved {
      moved = false
      for store in stores where try await tally.sync(store, over: transport) { moved = true }
      rounds += 1
      try check(rounds < 10, "the replicas come to rest")
    }
    let elapsed = seconds() - start
    try compare(stores, office, branch, incidents: log.incidents)
    let conflicts = try stores[0].read { try $0.conflictCount() }
    print(
      "\(tally.created) cases made, \(tally.changed) edits that changed something, \(tally.unchanged) events without news"
    )
    print(
      "writing \(fixed(tally.writing, 1)) s (\(fixed(Double(log.events) / tally.writing, 0)) events/s), "
        + "\(tally.syncs) syncs \(fixed(tally.syncing, 1)) s, all \(fixed(elapsed, 1)) s; at rest after \(rounds) rounds"
    )
    print(
      "\(tally.traffic.requests) requests, \(mebibytes(tally.traffic.bytesUp)) up, \(mebibytes(tally.traffic.bytesDown)) down (not packed)"
    )
    print("\(conflicts) open conflicts, the same on every replica")
    print("head office and all \(stores.count) replicas are equal byte for byte")
  }

  /// A replica that has events left, at random.
  private func pick(_ next: [Int], _ log: IncidentLog, using random: inout SeededGenerator) -> Int? {
    let open = next.indices.filter { next[$0] < log.queues[$0].count }
    return open.randomElement(using: &random)
  }

  private func compare(_ stores: [ReplicaStore], _ office: BenchOffice, _ branch: BranchCode, incidents: Int)
    throws
  {
    guard let scope = try office.scope(branch.rawValue) else {
      throw CheckFailed("head office knows \(branch)")
    }
    try check(Int(scope.records) == incidents, "head office holds \(incidents) records, not \(scope.records)")
    let states = try office.store.pool.read { try StateRow.all($0) }
    let conflicts = try stores.first?.openConflicts() ?? [:]
    for (index, store) in stores.enumerated() {
      let (own, held, pending) = try store.read {
        (try $0.db.scope(branch.rawValue), try StateRow.all($0.db), try $0.pending())
      }
      try check(pending == 0, "replica \(index) has nothing pending")
      try check(
        own?.digest == scope.digest && own?.records == scope.records,
        "replica \(index) has head office's digest")
      try check(held == states, "replica \(index) holds head office's states byte for byte")
      try check(try store.openConflicts() == conflicts, "replica \(index) flags the same conflicts")
    }
  }
}

/// A record as it stands in a store.
private struct StateRow: Hashable {
  let record: [UInt8]?
  let shown: [UInt8]?

  static func all(_ db: Database) throws -> [StateRow] {
    try db.rows("SELECT id, coalesce(current, state) FROM records ORDER BY id")
      .map { StateRow(record: $0.bytes(0), shown: $0.bytes(1)) }
  }
}

/// What the replay did.
private struct Tally {
  var created = 0
  var changed = 0
  var unchanged = 0
  var syncs = 0
  var writing = 0.0
  var syncing = 0.0
  var traffic = Traffic()

  /// Writes events on a replica, in one transaction: a case that it does not hold is made.
  mutating func apply(_ events: ArraySlice<IncidentLog.Event>, to store: ReplicaStore, _ branch: BranchCode)
    throws
  {
    var counts = (created: 0, changed: 0, unchanged: 0)
    try store.write { session in
      for event in events {
        let id = ImportedRecord.id(branch: branch, source: "incidents", key: event.incident)
        let draft = try CaseInput(event.fields.map { (id: $0.field, text: $0.text) }, now: session.here)
        if let row = try session.db.record(id) {
          if try session.editCase(row, draft.edits) { counts.changed += 1 } else { counts.unchanged += 1 }
        } else {
          _ = try session.importCase(draft, id: id, from: "incidents")
          counts.created += 1
        }
      }
    }
    created += counts.created
    changed += counts.changed
    unchanged += counts.unchanged
  }

  /// - Returns: whether anything moved.
  @discardableResult
  mutating func sync(_ store: ReplicaStore, over transport: DirectTransport) async throws -> Bool {
    let start = seconds()
    let report = try await store.sync(over: transport)
    syncing += seconds() - start
    syncs += 1
    traffic += report.traffic
    return report.pushed + report.pulled > 0
  }
}
