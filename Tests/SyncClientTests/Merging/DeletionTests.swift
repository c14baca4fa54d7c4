import Complaints
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Deleting, editing, noting and restoring without sight of each other.
@Suite("Deletions among several devices")
struct DeletionTests {
  private func restore(_ replica: TestReplica, _ record: RecordID) throws {
    try replica.store.write { session in
      let row = try #require(try session.db.record(record))
      try session.restoreCase(row, reason: .text("a real complaint"))
    }
  }

  private func note(_ replica: TestReplica, _ record: RecordID) throws -> RecordID {
    try replica.store.write { session in
      try session.addNote(.text("called back"), to: try #require(try session.db.record(record)))
    }
  }

  private func withdraw(_ replica: TestReplica, _ note: RecordID, _ reason: String) throws {
    try replica.store.write { session in
      _ = try session.withdrawNote(try #require(try session.db.record(note)), reason: .text(reason))
    }
  }

  private func three(_ world: World) async throws -> ([TestReplica], RecordID) {
    let devices = [
      try await world.replica("SH01"), try await world.replica("SH01"), try await world.replica("SH01"),
    ]
    let record = try devices[0].new()
    for device in devices { await device.sync() }
    world.wait()
    return (devices, record)
  }

  @Test
  func `staff restore a case without knowing that its deletion is in conflict: taken, and it is settled`()
    async throws
  {
    let world = try World()
    let (devices, record) = try await three(world)
    let (a, b, c) = (devices[0], devices[1], devices[2])
    try a.delete(record)
    await a.sync()
    await c.sync()
    // b's edit saw no deletion; c's restoration saw no edit. Neither of them could know.
    try b.edit(record, "severity", "severe")
    await b.sync()
    try restore(c, record)
    let after = try c.new()
    let outcome = await c.sync()
    #expect(outcome.failure == nil, "what follows is not held up")
    for device in devices { await device.sync() }
    for device in devices {
      #expect(try device.status().pending == 0)
      #expect(try device.conflicts().isEmpty)
      #expect(try Set(device.cases().map(\.id)) == [record, after])
      #expect(try device.value(record, "severity") == .text("severe"))
    }
  }

  @Test func `staff delete and restore offline while somebody edits: all of it is taken`() async throws {
    let world = try World()
    let (devices, record) = try await three(world)
    try devices[1].edit(record, "severity", "severe")
    await devices[1].sync()
    try devices[0].delete(record)
    try restore(devices[0], record)
    try devices[0].delete(record)
    try restore(devices[0], record)
    #expect(await devices[0].sync().failure == nil)
    #expect(try devices[0].status().pending == 0)
    #expect(try devices[0].cases().count == 1)
    #expect(try devices[0].conflicts().isEmpty)
  }

  @Test
  func `staff restore and delete again while another restores: the deletion is flagged, not refused`()
    async throws
  {
    let world = try World()
    let (devices, record) = try await three(world)
    let (a, b) = (devices[0], devices[1])
    try a.delete(record)
    for device in [a, b] { await device.sync() }
    try restore(b, record)
    try restore(a, record)
    try a.delete(record)
    await b.sync()
    #expect(await a.sync().failure == nil)
    await b.sync()
    for device in [a, b] {
      #expect(try device.conflicts().map(\.kind) == [.deletion])
      #expect(try device.cases().count == 1)
    }
  }

  @Test
  func `staff restore and delete again while another does the same: both are taken, and it is deleted`()
    async throws
  {
    let world = try World()
    let (devices, record) = try await three(world)
    let (a, b) = (devices[0], devices[1])
    try a.delete(record)
    for device in [a, b] { await device.sync() }
    for device in [b, a] {
      try restore(device, record)
      try device.delete(record)
      #expect(await device.sync().failure == nil)
    }
    await b.sync()
    for device in [a, b] {
      #expect(try device.conflicts().isEmpty)
      #expect(try device.cases().isEmpty)
    }
  }

  @Test func `a deletion is decided against a change that wrote several fields`() async throws {
    let world = try World()
    let manager = try await world.replica("SH01", role: .dutyManager)
    let b = try await world.replica("SH01")
    let record = try manager.new()
    await manager.sync()
    await b.sync()
    try manager.delete(record)
    try b.edit(record, "tags", "+vip,+young")
    await b.sync()
    await manager.sync()
    let conflict = try #require(try manager.conflicts().first)
    #expect(conflict.kind == .deletion && conflict.unseen.count == 2)
    try manager.store.write {
      try $0.resolve(conflict, shown: conflict.id, .take(conflict.heads[0].dot), note: .text("typed twice"))
    }
    let decision = try manager.store.read { reader in
      try reader.db.children(of: record).filter { $0.kind == .decision }.compactMap { try $0.decoded() }
    }
    #expect(decision.map { $0.elements(of: DecisionField.rejected.number).count } == [1])
    #expect(await manager.sync().failure == nil)
    await b.sync()
    for device in [manager, b] { #expect(try device.cases().isEmpty && device.conflicts().isEmpty) }
  }

  @Test
  func `what saw the deletion writes nothing on the case: no note is withdrawn, no conflict decided`()
    async throws
  {
    let world = try World()
    let manager = try await world.replica("SH01", role: .dutyManager)
    let b = try await world.replica("SH01")
    let record = try manager.new()
    let called = try note(manager, record)
    await manager.sync()
    await b.sync()
    try manager.edit(record, "severity", "minor")
    world.wait()
    try b.edit(record, "severity", "severe")
    await manager.sync()
    await b.sync()
    await manager.sync()
    let conflict = try #require(try manager.conflicts().first)
    try manager.delete(record)
    #expect(try manager.conflicts().isEmpty && manager.status().conflicts == 0)
    #expect(throws: WriteRefusal.self) { try withdraw(manager, called, "wrong case") }
    #expect(throws: WriteRefusal.self) {
      try manager.store.write { try $0.resolve(conflict, shown: conflict.id, .winner, note: .none) }
    }
    await manager.sync()
    await b.sync()
    #expect(try b.cases().isEmpty && b.conflicts().isEmpty)
    // Back again, it is as open as it was.
    try restore(manager, record)
    #expect(try manager.conflicts().map(\.id) == [conflict.id])
  }

  @Test func `a conflict in a note that comes before its case is flagged as everywhere else`() async throws {
    let world = try World()
    let (devices, record) = try await three(world)
    let (a, b) = (devices[0], devices[1])
    let called = try note(a, record)
    await a.sync()
    await b.sync()
    try withdraw(a, called, "wrong case")
    world.wait()
    try withdraw(b, called, "said twice")
    await a.sync()
    await b.sync()
    // The case moves behind its note in the feed.
    world.wait()
    try b.edit(record, "title", "Cold soup")
    await b.sync()
    await a.sync()
    let newcomer = try await world.replica("SH01")
    await newcomer.sync()
    let expected = try a.conflicts().map(\.id)
    #expect(expected.count == 1)
    #expect(try newcomer.conflicts().map(\.id) == expected)
    #expect(try newcomer.cases().map(\.conflicts) == [1])
    #expect(try newcomer.cases().map(\.updatedAt) == a.cases().map(\.updatedAt))
  }

  @Test func `an older edit that comes late does not make a case look older than its notes`() async throws {
    let world = try World()
    let (devices, record) = try await three(world)
    try devices[1].edit(record, "title", "Cold soup")
    world.wait(milliseconds: 60_000)
    _ = try note(devices[0], record)
    let noted = try #require(try devices[0].cases().first?.updatedAt)
    await devices[0].sync()
    await devices[1].sync()
    await devices[0].sync()
    for device in devices.prefix(2) { #expect(try device.cases().first?.updatedAt == noted) }
  }
}
