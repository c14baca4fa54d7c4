import Complaints
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// Two devices of one branch, and head office's admin, edit without sight of each other.
@Suite("Two branches, one head office")
struct TwoBranchesTests {
  /// The whole store, on every replica and at head office: the case as it was logged, and what came of it.
  private func expectLogged(_ replicas: [TestReplica], _ world: World, and rest: String) throws {
    let logged = """
      case of SH01
        status: received
        channel: phone
        narrative: The soup was cold

      """
    for held in try replicas.map({ try $0.storeText() }) + [world.officeText()] {
      #expect(held == logged + rest)
    }
  }

  /// Two devices that hold the same case, and the case.
  private func shared(_ world: World, skew: Int64 = 0) async throws -> (TestReplica, TestReplica, RecordID) {
    let a = try await world.replica("SH01", role: .dutyManager)
    let b = try await world.replica("SH01", skew: skew)
    let record = try a.new()
    await a.sync()
    await b.sync()
    world.wait()
    return (a, b, record)
  }

  @Test
  func `the same field, unseen: both values stay, flagged on every side, the later one shown`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world)
    let admin = try await world.replica("HQ", role: .admin)
    try a.edit(record, "severity", "minor")
    world.wait()
    try b.edit(record, "severity", "severe")
    await a.sync()
    let second = await b.sync()
    await a.sync()
    await admin.sync()
    #expect(second.report.conflicts == 1)
    try expectLogged(
      [a, b, admin], world,
      and: """
          severity: severe AGAINST minor
        """)
    for replica in [a, b, admin] {
      let conflicts = try replica.conflicts()
      #expect(conflicts.count == 1)
      #expect(conflicts.first?.heads.map(\.value) == [.text("severe"), .text("minor")])
      #expect(try replica.value(record, "severity") == .text("severe"))
    }
  }

  @Test func `different fields, unseen: both survive and nothing is flagged`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world)
    try a.edit(record, "severity", "minor")
    try b.edit(record, "type", "service")
    await a.sync()
    await b.sync()
    await a.sync()
    for replica in [a, b] {
      #expect(try replica.conflicts().isEmpty)
      #expect(try replica.value(record, "severity") == .text("minor"))
      #expect(try replica.value(record, "type") == .text("service"))
    }
    #expect(try a.digest("SH01") == b.digest("SH01"))
    try expectLogged(
      [a, b], world,
      and: """
          type: service
          severity: minor
        """)
  }

  @Test func `equal values, unseen: nothing is flagged, and a later edit replaces both`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world)
    try a.edit(record, "severity", "minor")
    try b.edit(record, "severity", "minor")
    await a.sync()
    await b.sync()
    #expect(try b.conflicts().isEmpty)
    try b.edit(record, "severity", "severe")
    await b.sync()
    await a.sync()
    #expect(try a.conflicts().isEmpty)
    try expectLogged(
      [a, b], world,
      and: """
          severity: severe
        """)
  }

  @Test func `a change that saw another replaces it, though its clock is a year behind`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world, skew: -365 * 86_400_000)
    try a.edit(record, "severity", "minor")
    await a.sync()
    await b.sync()
    try b.edit(record, "severity", "severe")
    await b.sync()
    await a.sync()
    #expect(try a.conflicts().isEmpty)
    try expectLogged(
      [a, b], world,
      and: """
          severity: severe
        """)
  }

  @Test
  func `a deletion against an edit it did not see is flagged, and the case stays visible`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world)
    try a.delete(record)
    try b.edit(record, "severity", "severe")
    #expect(try a.cases().isEmpty)
    await a.sync()
    await b.sync()
    await a.sync()
    for replica in [a, b] {
      #expect(try replica.cases().count == 1)
      #expect(try replica.conflicts().map(\.kind) == [.deletion])
    }
    try expectLogged(
      [a, b], world,
      and: """
          severity: severe
          deleted: sight of 2
          deletion of SH01
            reason: typed twice
        """)
    // The duty manager decides for the deletion: then it is gone everywhere.
    let conflict = try #require(try a.conflicts().first)
    try a.store.write {
      try $0.resolve(conflict, shown: conflict.id, .take(conflict.heads[0].dot), note: .none)
    }
    await a.sync()
    await b.sync()
    for replica in [a, b] {
      #expect(try replica.cases().isEmpty)
      #expect(try replica.conflicts().isEmpty)
    }
    try expectLogged(
      [a, b], world,
      and: """
          severity: severe
          deleted: sight of 6
          decision of SH01
            case_field: deleted
            record: ID
            value: deleted
            taken: ID/3
            rejected/ID/1: severe
            rejected_branch/ID/1: SH01
            role: duty_manager
          deletion of SH01
            reason: typed twice
          deletion of SH01
            reason: nothing
        """)
  }

  @Test
  func `a deletion that saw everything hides the case, and a restoration brings it back`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world)
    try a.delete(record)
    await a.sync()
    await b.sync()
    #expect(try b.cases().isEmpty)
    #expect(throws: WriteRefusal.self) { try b.edit(record, "severity", "severe") }
    try b.store.write { session in
      let row = try #require(try session.db.record(record))
      try session.restoreCase(row, reason: .text("a real complaint"))
    }
    await b.sync()
    await a.sync()
    #expect(try a.cases().count == 1)
    try expectLogged(
      [a, b], world,
      and: """
          deleted: nothing
          deletion of SH01
            reason: typed twice
          restoration of SH01
            reason: a real complaint
        """)
  }

  @Test
  func `a decision settles the conflict everywhere and is told to the branch whose value was not kept`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let admin = try await world.replica("HQ", role: .admin)
    let record = try a.new()
    await a.sync()
    await admin.sync()
    world.wait()
    try a.edit(record, "severity", "minor")
    world.wait()
    try admin.edit(record, "severity", "severe")
    await a.sync()
    await admin.sync()
    await a.sync()
    let conflict = try #require(try admin.conflicts().first)
    // Branch staff may not decide.
    #expect(throws: WriteRefusal.self) {
      try a.store.write { try $0.resolve(conflict, shown: conflict.id, .winner, note: .none) }
    }
    let base = try admin.store.read { try $0.base(of: conflict) }
    #expect(base.isEmpty, "severity had never been set before")
    try admin.store.write {
      try $0.resolve(conflict, shown: conflict.id, .winner, note: .text("as reported"))
    }
    await admin.sync()
    await a.sync()
    try expectLogged(
      [a, admin], world,
      and: """
          severity: severe
          decision of SH01
            case_field: severity
            record: ID
            value: severe
            taken: ID/1
            note: as reported
            rejected/ID/2: minor
            rejected_branch/ID/2: SH01
            role: admin
        """)
    let notices = try a.status().notices
    #expect(notices.map(\.what) == [.overruled])
    let detail = try a.store.read { reader in try reader.detail(try #require(try reader.db.record(record))) }
    #expect(detail?.timeline.map(\.row.kind) == [.decision])
  }

  @Test func `the base of a conflict is fetched with it`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world)
    try a.edit(record, "narrative", "The soup was cold and late")
    world.wait()
    try b.edit(record, "narrative", "The soup was cold and salty")
    await a.sync()
    await b.sync()
    let conflict = try #require(try b.conflicts().first)
    #expect(try b.store.read { try $0.base(of: conflict) }.map(\.value) == [.text("The soup was cold")])
  }

  @Test
  func `an ordinary edit of a conflicted field replaces only the value it saw: the flag stays`()
    async throws
  {
    let world = try World()
    let (a, b, record) = try await shared(world)
    try a.edit(record, "severity", "minor")
    world.wait()
    try b.edit(record, "severity", "severe")
    await a.sync()
    await b.sync()
    try b.edit(record, "severity", "moderate")
    await b.sync()
    await a.sync()
    try expectLogged(
      [a, b], world,
      and: """
          severity: moderate AGAINST minor
        """)
  }

  @Test func `deciding a conflict whose heads have changed is refused`() async throws {
    let world = try World()
    let (a, b, record) = try await shared(world)
    try a.edit(record, "severity", "minor")
    world.wait()
    try b.edit(record, "severity", "severe")
    await b.sync()
    await a.sync()
    let shown = try #require(try a.conflicts().first)
    try b.edit(record, "severity", "moderate")
    await b.sync()
    await a.sync()
    let now = try #require(try a.conflicts().first)
    #expect(now.id.place == shown.id.place && now.id != shown.id)
    #expect(throws: WriteRefusal.self) {
      try a.store.write { try $0.resolve(now, shown: shown.id, .winner, note: .none) }
    }
  }

  @Test func `no branch ever holds a record of another`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH02")
    let admin = try await world.replica("HQ", role: .admin)
    for _ in 0..<5 {
      try a.new()
      try b.new()
    }
    await a.sync()
    await b.sync()
    await a.sync()
    await admin.sync()
    #expect(try a.cases().map(\.branch) == Array(repeating: "SH01", count: 5))
    #expect(try b.cases().map(\.branch) == Array(repeating: "SH02", count: 5))
    #expect(try admin.cases().count == 10)
    #expect(try admin.digest("SH01") == a.digest("SH01"))
  }
}
