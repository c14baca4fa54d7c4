import Complaints
import Foundation
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// Several people at two branches and head office do as they please, on a network that fails. Whatever they
/// did: once everybody has synced, all hold the same, and head office has every change that was made.
@Suite("Random histories, end to end")
struct RandomSyncTests {
  /// Each seed is one world that lives through many histories, one after another.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `all end with the same, and nothing is lost`(seed: UInt64) async throws {
    let company = try await Company(seed: seed)
    for history in 0..<50 {
      for _ in 0..<12 { try await company.step() }
      try await company.settle()
      try company.checkAgreement("seed \(seed), history \(history)")
    }
    try company.checkHeadOffice("seed \(seed)")
    try company.checkSalvage()
    #expect(company.conflictsSeen >= 3, "these histories raise conflicts")
  }
}

/// The world of one seed: who is there, and what was made.
private final class Company {
  let world: World
  let branches: [String: [TestReplica]]
  let replicas: [TestReplica]
  let admin: TestReplica
  private(set) var conflictsSeen = 0
  private var random: SeededGenerator
  /// The cases of the history that is played, and who has any business with them.
  private var created: Set<RecordID> = []
  private var recent: [RecordID] = []
  private var imports = 0

  init(seed: UInt64) async throws {
    random = SeededGenerator(seed: seed)
    world = try World(seed: seed)
    var branches: [String: [TestReplica]] = [:]
    for branch in ["SH01", "SH02"] {
      branches[branch] = [
        try await world.replica(branch, role: .dutyManager, skew: 40_000),
        try await world.replica(branch, skew: -3_600_000),
      ]
    }
    admin = try await world.replica("HQ", role: .admin)
    self.branches = branches
    replicas = ["SH01", "SH02"].flatMap { branches[$0] ?? [] } + [admin]
  }

  private func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private func pick<Element>(_ choices: [Element]) -> Element? { choices.randomElement(using: &random) }

  /// Something that somebody does.
  func step() async throws {
    world.wait(milliseconds: Int64.random(in: 0...3000, using: &random))
    guard let replica = pick(replicas) else { return }
    if chance(25) { return try await sync(replica) }
    do { try act(replica) } catch is WriteRefusal {
      // Not for this person, or not as things stand: nothing was written.
    }
  }

  private func act(_ replica: TestReplica) throws {
    let known = try replica.store.read { reader in
      try recent.filter { try reader.db.record($0)?.kind == .case }
    }
    guard let record = pick(known), !chance(15) else { return try create(replica) }
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<45:
      let (field, values) =
        pick([
          ("severity", ["minor", "moderate", "severe"]), ("title", ["soup", "汤", "cold soup", ""]),
          ("tags", ["+vip", "-vip", "+vip,+young", "-young"]), ("handler", ["Li Na", "Wang Wei"]),
        ]) ?? ("title", [""])
      try replica.edit(record, field, pick(values) ?? "")
    case 45..<57:
      try replica.store.write { session in
        if let row = try session.db.record(record) { _ = try session.addNote(.text("called back"), to: row) }
      }
    case 57..<65:
      let reason = pick(["wrong case", "twice"]) ?? ""
      try replica.store.write { session in
        let notes = try session.db.children(of: record).filter { $0.kind == .note }
        if let note = notes.first { _ = try session.withdrawNote(note, reason: .text(reason)) }
      }
    case 65..<77: try replica.delete(record)
    case 77..<84:
      try replica.store.write { session in
        if let row = try session.db.record(record) {
          try session.restoreCase(row, reason: .text("a real one"))
        }
      }
    case 84..<92:
      let kind = pick([RecordKind.progress, .need, .callBack]) ?? .progress
      try replica.store.write { session in
        if let row = try session.db.record(record) {
          try session.append(kind, to: row, [FieldEdit(FieldID(2), .text("4"))])
        }
      }
    default:
      guard let conflict = pick(try replica.conflicts()) else { return }
      let heads = conflict.heads.map { Decision.take($0.dot) }
      let decision = chance(50) ? .winner : pick(heads) ?? .winner
      try replica.store.write {
        try $0.resolve(conflict, shown: conflict.id, decision, note: .text("as told"))
      }
    }
  }

  private func create(_ replica: TestReplica) throws {
    let branch = try replica.store.read { $0.identity.branch }
    guard chance(40), branch != .headOffice else {
      let record = try replica.new()
      recent.append(record)
      created.insert(record)
      return
    }
    // Several devices of a branch read the same file.
    let key = chance(50) ? imports : imports + 1
    imports = key
    let record = ImportedRecord.id(branch: branch, source: "old list", key: "\(key)")
    try replica.store.write { session in
      let draft = try CaseInput(
        [(id: "channel", text: "phone"), (id: "narrative", text: "row \(key)")], now: session.here)
      _ = try session.importCase(draft, id: record, from: "old list")
    }
    recent.append(record)
    created.insert(record)
  }

  /// A sync on a bad network, or one during which somebody goes on writing.
  private func sync(_ replica: TestReplica) async throws {
    guard chance(30) else {
      replica.transport.plan([
        pick([nil, nil, .loseAnswer, .dropRequest]) ?? nil, chance(20) ? .loseAnswer : nil,
      ])
      let failure = await replica.sync().failure
      replica.transport.plan([])
      if case .transport(.unreachable)? = failure { return }
      return try expectNone(failure)
    }
    var session = SyncSession(store: replica.store)
    var action = session.handle(.start)
    var isFirst = true
    while true {
      if case .end(_, let failure) = action {
        if case .transport(.unreachable)? = failure { return }
        return try expectNone(failure)
      }
      let isLate = chance(50)
      if isFirst, !isLate { try write(replica) }
      let event = try await carryOut(action, for: replica.store, over: replica.transport)
      if isFirst, isLate { try write(replica) }
      isFirst = false
      action = session.handle(chance(20) ? .failed(.unreachable("lost")) : event)
    }
  }

  private func write(_ replica: TestReplica) throws {
    do { try act(replica) } catch is WriteRefusal {
      // As above.
    }
  }

  private func expectNone(_ failure: SyncFailure?) throws {
    if let failure { throw Trouble(description: "a sync failed: \(failure)") }
  }

  struct Trouble: Error, CustomStringConvertible { let description: String }

  /// Everybody syncs until nothing moves any more.
  func settle() async throws {
    for round in 0..<6 {
      var moved = 0
      for replica in replicas {
        let (report, failure) = await replica.sync()
        try expectNone(failure)
        moved += report.pushed + report.pulled
        #expect(report.digestMismatches.isEmpty)
      }
      if moved == 0 { return }
      #expect(round < 5, "something moves for ever")
    }
  }

  /// All that hold a branch's cases hold the same of it, and nobody waits for anything.
  func checkAgreement(_ history: String) throws {
    for replica in replicas {
      let found = try replica.store.examine().all
      #expect(found.isEmpty, "\(history): \(found)")
      #expect(try replica.status().pending == 0, "\(history)")
      let waiting = try replica.store.queue.inDatabase { db in
        try db.rows(
          "SELECT (SELECT count(*) FROM changes WHERE status < 2), (SELECT count(*) FROM records WHERE current IS NOT NULL)"
        )
        .map { ($0[0] as Int, $0[1] as Int) }
      }
      #expect(waiting.allSatisfy { $0 == (0, 0) }, "\(history)")
    }
    for (branch, devices) in branches {
      let expected = try view(admin, branch)
      conflictsSeen += expected.filter { $0.hasPrefix("conflict") }.count
      let digest = try world.office.pool.read { try $0.scope(branch)?.digest.bytes }
      for replica in devices + [admin] {
        #expect(try replica.digest(branch) == digest, "\(history)")
        #expect(try view(replica, branch) == expected, "\(history)")
      }
      for replica in devices {
        let foreign = try replica.store.queue.inDatabase { db in
          try db.rows("SELECT count(*) FROM cases WHERE branch <> ?", [branch]).map { $0[0] as Int }
        }
        #expect(foreign == [0], "\(history)")
      }
    }
    recent.removeAll()
  }

  /// What people see of a branch's cases: the derived rows, and the conflicts.
  private func view(_ replica: TestReplica, _ branch: String) throws -> [String] {
    try replica.store.queue.inDatabase { db in
      let cases = try db.rows(
        """
        SELECT hex(r.id), c.number, coalesce(c.status, ''), coalesce(c.title, ''), coalesce(c.severity, ''),
          c.conflicts, c.visible
        FROM cases c JOIN records r ON r.rid = c.rid WHERE c.branch = ? ORDER BY r.id
        """, [branch]
      ).map { row in
        "case \(row[0] as String) \(row[1] as String) \(row[2] as String) \(row[3] as String) \(row[4] as String) "
          + "\(row[5] as Int) \(row[6] as Int)"
      }
      let conflicts = try db.rows(
        """
        SELECT k.place, k.heads, k.kind FROM conflicts k JOIN cases c ON c.rid = k.aggregate
        WHERE c.branch = ? ORDER BY k.place
        """, [branch]
      ).map { "conflict \($0[0] as String)-\($0[1] as String) \($0[2] as String)" }
      return cases + conflicts
    }
  }

  /// What was repaired or salvaged without need is as it was.
  func checkSalvage() throws {
    for replica in replicas {
      let before = try derived(replica.store)
      try replica.store.repair()
      #expect(try derived(replica.store) == before)
      #expect(try replica.store.examine().all.isEmpty)
      let target = world.folder.appending(path: "\(UUID().uuidString).saved").path
      let report = try ReplicaStore.salvage(
        damaged: replica.store.path, into: target, surroundings: replica.store.surroundings)
      #expect(report.isComplete)
      let saved = try ReplicaStore.open(path: target, surroundings: replica.store.surroundings)
      #expect(try saved.examine().all.isEmpty)
      #expect(try derived(saved) == before)
      try saved.queue.close()
    }
  }

  /// Every row of what is derived.
  private func derived(_ store: ReplicaStore) throws -> [String] {
    try store.queue.inDatabase { db in
      try ["cases", "facts", "numbers", "phones", "conflicts", "owed", "opinions"].flatMap { table in
        let columns = try db.rows("SELECT name FROM pragma_table_info(?)", [table])
          .map { "quote(\($0[0] as String))" }.joined(separator: " || ',' || ")
        return try db.rows("SELECT '\(table) ' || \(columns) FROM \(table) ORDER BY 1")
          .map { $0[0] as String }
      }
    }
  }

  /// Head office has each case once and every change that anybody made; each state is what its changes add
  /// up to in any order.
  func checkHeadOffice(_ history: String) throws {
    var made: Set<String> = []
    for replica in replicas {
      let id = try replica.id
      made.formUnion(
        try replica.store.queue.inDatabase { db in
          let rid = try db.replicaRid(id)
          return try db.changes(replica: rid, after: 0, limit: .max).map {
            "\(id)/\($0.number) \(hexadecimal($0.hash.bytes))"
          }
        })
    }
    let (log, states) = try world.office.pool.read { db in
      (
        try db.rows(
          "SELECT r.id, c.number, c.hash, c.encoded FROM changes c JOIN replicas r ON r.rid = c.replica"
        )
        .map { row in
          (
            "\(row.identifier(0)?.description ?? "")/\(row[1] as Int64) \(hexadecimal(row.bytes(2) ?? []))",
            try Change(decoding: row.bytes(3) ?? [])
          )
        },
        try db.rows("SELECT id, kind, state FROM records").map { row in
          (id: row.identifier(0), kind: row[1] as Int, state: row.bytes(2) ?? [])
        }
      )
    }
    #expect(Set(log.map(\.0)) == made && log.count == made.count, "\(history)")
    let cases = states.filter { $0.kind == 1 }.compactMap(\.id)
    #expect(Set(cases) == created && cases.count == created.count, "\(history)")
    var sums: [RecordID: RecordState] = [:]
    for (_, change) in log.shuffled(using: &random) {
      sums[change.record] = apply(change, to: sums[change.record]).state
    }
    for state in states {
      let sum = state.id.flatMap { sums[$0] }
      #expect(sum?.encoded() == state.state, "\(history)")
    }
  }
}
