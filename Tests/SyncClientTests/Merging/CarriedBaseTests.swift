import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// An ordinary edit over a decision that may never arrive decides nothing itself.
@Suite("Edits behind a decision that head office cannot take")
struct CarriedBaseTests {
  private let world: World
  private let a: TestReplica
  private let b: TestReplica
  private let record: RecordID
  private let field = FieldID(CaseField.severity.number)

  /// a and b disagree on the severity, and nobody here may decide that for long.
  init() async throws {
    world = try World()
    a = try await world.replica("SH01")
    b = try await world.replica("SH01")
    record = try a.new()
    for device in [a, b] { await device.sync() }
    try a.edit(record, "severity", "minor")
    world.wait()
    try b.edit(record, "severity", "severe")
    for device in [a, b, a] { await device.sync() }
  }

  /// Head office makes a duty manager's device a clerk's, before what it decided has been sent.
  enum Demotion: CaseIterable { case heardAtOnce, notHeardYet }

  /// By a duty manager, while a is one.
  private func decide(_ demotion: Demotion, _ write: (inout WriteSession) throws -> Void) async throws {
    try await a.enrol(with: world.code("SH01", .dutyManager))
    try a.store.write(write)
    switch demotion {
    case .heardAtOnce: try await a.enrol(with: world.code("SH01", .branchStaff))
    case .notHeardYet:
      let device = try a.id
      try await world.office.pool.write { db in
        try db.execute(
          sql: """
            UPDATE devices SET role = ?, told = (SELECT coalesce(max(seq), 0) FROM changes)
            WHERE replica = (SELECT rid FROM replicas WHERE id = ?)
            """, arguments: [Role.branchStaff.rawValue, device.data])
      }
    }
    let role = try a.store.read { $0.identity.role }
    #expect(role == (demotion == .heardAtOnce ? .branchStaff : .dutyManager))
  }

  private func decide(_ value: Value, _ demotion: Demotion = .heardAtOnce) async throws {
    try await decide(demotion) { session in
      let row = try #require(try session.db.record(record))
      let heads = try #require(try row.decoded()?[field]?.heads.map(\.dot))
      #expect(heads.count == 2)
      try session.put(row, [FieldWrite(field, value, base: heads)])
    }
  }

  private func heads(_ device: TestReplica) throws -> [Value] {
    try device.store.read { try $0.db.record(record)?.decoded()?[field]?.heads.map(\.value) ?? [] }
  }

  /// How far the decision has come when the edit is made.
  enum Stage: CaseIterable { case pending, sentAndUnanswered, quarantined }

  private func edit(at stage: Stage, _ value: String) async throws {
    switch stage {
    case .pending: break
    case .sentAndUnanswered:
      a.transport.plan([.loseAnswer])
      await a.sync()
      a.transport.plan([])
    case .quarantined: await a.sync()
    }
    world.wait()
    #expect(try a.edit(record, "severity", value))
  }

  private func dropDecision() async throws {
    #expect(await a.sync().failure == nil)
    #expect(try a.quarantined().map(\.reason) == ["forbidden", "waiting"])
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    #expect(await a.sync().failure == nil)
    #expect(try a.quarantined().isEmpty && world.office.quarantine().isEmpty, "it is not stuck behind it")
    await b.sync()
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }

  /// The edit to "minor" stands beside both values, and the conflict is open.
  private func staysBeside() throws {
    for device in [a, b] {
      #expect(try Set(heads(device)) == [.text("minor"), .text("severe")])
      #expect(try heads(device).count == 3 && device.conflicts().count == 1)
    }
  }

  /// How many decisions a device remembers.
  private func remembered(_ device: TestReplica) throws -> Int64? {
    try device.store.read { try $0.db.first("SELECT count(*) FROM decided", values: []) { $0.integer(0) } }
  }

  @Test func `a decision is remembered while it, or what was written over it, waits`() async throws {
    try await decide(.text("severe"))
    try await edit(at: .quarantined, "moderate")
    #expect(await a.sync().failure == nil)
    #expect(try remembered(a) == 1)
    try await dropDecision()
    #expect(try remembered(a) == 0)
    // One that is taken.
    try await b.enrol(with: world.code("SH01", .dutyManager))
    #expect(await b.sync().failure == nil)
    try b.decide("minor")
    #expect(try remembered(b) == 1)
    #expect(await b.sync().failure == nil)
    #expect(try remembered(b) == 0 && b.conflicts().isEmpty)
  }

  @Test func `an edit behind one that was dropped goes on replacing what that had replaced`() async throws {
    // Another decision that waits: without one nobody looks so far back.
    let other = try a.new()
    for device in [a, b] { await device.sync() }
    try a.edit(other, "severity", "minor")
    world.wait()
    try b.edit(other, "severity", "severe")
    for device in [a, b, a] { await device.sync() }
    try await decide(.heardAtOnce) { session in
      for id in [record, other] {
        let row = try #require(try session.db.record(id))
        let heads = try #require(try row.decoded()?[field]?.heads.map(\.dot))
        #expect(heads.count == 2)
        try session.put(row, [FieldWrite(field, .text("severe"), base: heads)])
        try session.endGroup()
      }
    }
    try await edit(at: .pending, "moderate")
    #expect(await a.sync().failure == nil)
    let held = try a.quarantined().filter { $0.change.record == record }
    #expect(held.map(\.reason) == ["forbidden", "waiting"])
    try a.wish(.discard, held[0].number)
    world.wait()
    #expect(try a.edit(record, "severity", "severe"))
    try a.wish(.discard, held[1].number)
    for device in [a, b] { #expect(await device.sync().failure == nil) }
    for device in [a, b] {
      #expect(try Set(heads(device)) == [.text("minor"), .text("severe")])
      #expect(try heads(device).count == 2, "it replaced the equal value that its decision had taken")
    }
  }

  @Test(arguments: Stage.allCases, Demotion.allCases)
  func `the decision is dropped: the edit stands beside what it had not seen, and the conflict stays`(
    stage: Stage, demotion: Demotion
  ) async throws {
    try await decide(.text("moderate"), demotion)
    try await edit(at: stage, "minor")
    try await dropDecision()
    try staysBeside()
  }

  @Test(arguments: Stage.allCases, Demotion.allCases)
  func `it had taken one of the values: the edit replaces that one and no other`(
    stage: Stage, demotion: Demotion
  ) async throws {
    try await decide(.text("severe"), demotion)
    try await edit(at: stage, "moderate")
    try await dropDecision()
    for device in [a, b] {
      #expect(try Set(heads(device)) == [.text("minor"), .text("moderate")])
      #expect(try heads(device).count == 2)
    }
  }

  @Test(arguments: Stage.allCases)
  func `several edits behind it`(stage: Stage) async throws {
    try await decide(.text("severe"))
    try await edit(at: stage, "moderate")
    try a.edit(record, "severity", "severe")
    try a.edit(record, "severity", "moderate")
    #expect(await a.sync().failure == nil)
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    #expect(await a.sync().failure == nil)
    #expect(try a.quarantined().isEmpty)
    #expect(try Set(heads(a)) == [.text("minor"), .text("moderate")] && heads(a).count == 2)
  }

  @Test(arguments: Stage.allCases, Demotion.allCases)
  func `it says what the decision had rejected: it replaces nothing then, and the conflict stays`(
    stage: Stage, demotion: Demotion
  ) async throws {
    try await decide(.text("severe"), demotion)
    try await edit(at: stage, "minor")
    try await dropDecision()
    try staysBeside()
  }

  @Test
  func `one more that gives its value up for the one beside it settles the conflict, and is held for itself`()
    async throws
  {
    try await decide(.text("severe"))
    try await edit(at: .pending, "moderate")
    #expect(try a.edit(record, "severity", "minor"), "here it stands alone")
    #expect(await a.sync().failure == nil)
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    #expect(await a.sync().failure == nil)
    #expect(try a.quarantined().map(\.reason) == ["forbidden"])
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    #expect(await a.sync().failure == nil)
    #expect(try a.quarantined().isEmpty && world.office.quarantine().isEmpty)
    #expect(try Set(heads(a)) == [.text("minor"), .text("moderate")] && a.conflicts().count == 1)
  }

  @Test
  func `another value has come meanwhile: the edit stands against that one, and is refused nowhere`()
    async throws
  {
    try b.edit(record, "severity", "moderate")
    world.wait()
    try await decide(.text("severe"))
    for device in [a, b, a] { await device.sync() }
    world.wait()
    #expect(try Set(heads(a)) == [.text("severe"), .text("moderate")])
    #expect(try a.edit(record, "severity", "minor"))
    #expect(try Set(heads(a)) == [.text("minor"), .text("moderate")])
    await a.sync()
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    #expect(await a.sync().failure == nil)
    await b.sync()
    #expect(try a.quarantined().isEmpty && a.conflicts().count == 1)
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }

  @Test(arguments: Stage.allCases)
  func `the decision arrives after all: the edit replaces it`(stage: Stage) async throws {
    try await decide(.text("severe"))
    try await edit(at: stage, "moderate")
    await a.sync()
    try await a.enrol(with: world.code("SH01", .dutyManager))
    try a.wish(.retry, try #require(try a.quarantined().first?.number))
    #expect(await a.sync().failure == nil)
    await b.sync()
    for device in [a, b] {
      #expect(try heads(device) == [.text("moderate")])
      #expect(try device.quarantined().isEmpty && device.conflicts().isEmpty)
    }
  }

  @Test(arguments: [true, false])
  func `one that an older program made so: an administrator answers for it, or it is dropped and made anew`(
    accept: Bool
  ) async throws {
    let before = try heads(a).count
    try await decide(.text("moderate"))
    // All that the decision replaced, as older programs carried it.
    try a.store.write { session in
      let row = try #require(try session.db.record(record))
      let all = try #require(try row.state.map(RecordState.init(decoding:))?[field]?.heads.map(\.dot))
      let decision = try #require(try row.decoded()?[field]?.heads.map(\.dot))
      try session.put(row, [FieldWrite(field, .text("minor"), base: all + decision)])
    }
    await a.sync()
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    await a.sync()
    let stuck = try #require(try a.quarantined().first)
    #expect(stuck.reason == "forbidden" && before == 2)
    if accept {
      let dot = Dot(try a.id, stuck.number)
      let left = try world.office.decideQuarantine(dot, .accept, now: world.time, random: { 7 })
      #expect(left == nil)
      await a.sync()
      #expect(try heads(a) == [.text("minor")] && a.conflicts().isEmpty)
    } else {
      try a.wish(.discard, stuck.number)
      await a.sync()
      try a.edit(record, "severity", "moderate")
      await a.sync()
      #expect(try heads(a).count == 2 && a.conflicts().count == 1)
    }
    #expect(try a.quarantined().isEmpty && world.office.quarantine().isEmpty)
  }

  @Test
  func `a restoration behind a deletion that decided too much decides nothing itself: the conflict stays`()
    async throws
  {
    let deleted = FieldID(CaseField.deleted.number)
    try a.delete(record)
    for device in [a, b] { await device.sync() }
    func restore(_ device: TestReplica) throws {
      try device.store.write { session in
        let row = try #require(try session.db.record(record))
        try session.restoreCase(row, reason: .text("a real one"))
      }
    }
    try restore(b)
    try restore(a)
    try a.delete(record)
    for device in [a, b, a] { await device.sync() }
    // One restored it, one deleted it anew: the duty manager decides for the deletion.
    try await decide(.heardAtOnce) { session in
      let row = try #require(try session.db.record(record))
      let state = try #require(try row.decoded())
      let heads = try #require(state[deleted]?.heads)
      #expect(heads.count == 2)
      let sight = sight(of: try ([row] + session.db.children(of: row.id)).compactMap { try $0.decoded() })
      try session.put(row, [FieldWrite(deleted, sight, base: heads.map(\.dot))])
    }
    await a.sync()
    try restore(a)
    await a.sync()
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    #expect(await a.sync().failure == nil)
    await b.sync()
    #expect(try a.quarantined().isEmpty)
    for device in [a, b] {
      #expect(try device.cases().map(\.id) == [record])
      #expect(try device.conflicts().map(\.kind).contains(.deletion))
      #expect(try device.store.read { try $0.db.record(record)?.decoded()?[deleted]?.heads.count } == 3)
    }
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }
}
