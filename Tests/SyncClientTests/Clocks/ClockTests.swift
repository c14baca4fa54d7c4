import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// One branch's clock is wrong, the other's right; both write the same field. What is shown is what was
/// written last in real time.
@Suite("Wrong clocks")
struct ClockTests {
  static let day: Int64 = 86_400_000
  static let skews = [day, -365 * day, 3_600_000]

  private let severity = FieldID(CaseField.severity.number)

  /// The heads of a field as head office has them, by way of a device that just synced.
  private func heads(_ replica: TestReplica, _ record: RecordID) throws -> [Head] {
    try replica.store.read { try $0.db.record(record)?.decoded()?[severity]?.heads ?? [] }
  }

  private func expectSane(_ world: World, _ replicas: [TestReplica], _ record: RecordID) throws {
    for replica in replicas {
      #expect(try replica.status().pending == 0)
      for head in try heads(replica, record) { #expect(head.version.time.milliseconds <= world.time) }
      #expect(replica.transport.refusals.withLock { $0.filter { $0 == .clockOutOfTolerance }.count } <= 1)
    }
  }

  private func write(_ replica: TestReplica, _ record: RecordID, _ value: String) throws {
    try replica.store.write { session in
      if let row = try session.db.record(record) {
        _ = try session.editCase(row, [FieldEdit(FieldID(CaseField.severity.number), .text(value))])
      } else {
        let draft = try CaseInput.newCase(
          [(id: "channel", text: "phone"), (id: "severity", text: value)], now: session.here)
        _ = try session.newCase(draft, id: record)
      }
    }
  }

  @Test(
    arguments: [(0, .local), (4_000, .local), (-4_000, .local), (6_000, .exact), (-3_600_000, .exact)]
      as [(Int64, ClockQuality)])
  func `a right clock is not called corrected, a wrong one is`(of skew: Int64, is quality: ClockQuality)
    async throws
  {
    let world = try World()
    let branch = try await world.replica("SH01", skew: skew)
    let office = try await world.replica("HQ", role: .admin)
    #expect(await branch.sync().failure == nil)
    world.wait(milliseconds: 600_000)
    let record = Identifier(high: 5, low: 5)
    try write(branch, record, "minor")
    #expect(try heads(branch, record).map(\.version.quality) == [quality])
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    for device in [branch, office] {
      #expect(try heads(device, record).map(\.version.quality) == [quality])
      #expect(abs(try heads(device, record)[0].version.madeAt - world.time) <= 5_000)
    }
  }

  @Test(arguments: skews, [true, false])
  func `the first sync ever, in every order`(skew: Int64, wrongWritesLast: Bool) async throws {
    for wrongSyncsLast in [true, false] {
      let world = try World()
      let wrong = try await world.replica("SH01", skew: skew, enrolled: false)
      let right = try await world.replica("SH01", enrolled: false)
      let record = Identifier(high: 5, low: 5)
      let writers = wrongWritesLast ? [right, wrong] : [wrong, right]
      try write(writers[0], record, "minor")
      world.wait(milliseconds: 600_000)
      try write(writers[1], record, "severe")
      world.wait(milliseconds: 600_000)
      let syncers = wrongSyncsLast ? [right, wrong] : [wrong, right]
      for replica in syncers {
        try await replica.enrol(with: world.code("SH01"))
        #expect(await replica.sync().failure == nil)
      }
      #expect(await syncers[0].sync().failure == nil)
      for replica in syncers {
        #expect(try replica.value(record, "severity") == .text("severe"))
        #expect(try replica.conflicts().contains { $0.field == severity })
      }
      try expectSane(world, syncers, record)
    }
  }

  @Test(arguments: skews, [true, false])
  func `a later sync; with or without a reboot since the last one`(skew: Int64, isRebooted: Bool) async throws
  {
    for wrongWritesLast in [true, false] {
      let world = try World()
      var wrong = try await world.replica("SH01", skew: skew)
      let right = try await world.replica("SH01")
      let record = try right.new()
      await right.sync()
      await wrong.sync()
      world.wait(milliseconds: 60_000)
      if isRebooted { wrong = try world.reboot(wrong) }
      let writers = wrongWritesLast ? [right, wrong] : [wrong, right]
      try write(writers[0], record, "minor")
      world.wait(milliseconds: 600_000)
      try write(writers[1], record, "severe")
      for replica in [wrong, right, wrong] { #expect(await replica.sync().failure == nil) }
      for replica in [wrong, right] {
        #expect(try replica.value(record, "severity") == .text("severe"))
        #expect(try replica.conflicts().count == 1)
      }
      try expectSane(world, [wrong, right], record)
    }
  }

  @Test(arguments: skews)
  func `a clock that jumps between two syncs: exact by the same boot, refused at most once`(skew: Int64)
    async throws
  {
    for wrongWritesLast in [true, false] {
      let world = try World()
      let wrong = try await world.replica("SH01")
      let right = try await world.replica("SH01")
      let record = try right.new()
      await right.sync()
      await wrong.sync()
      wrong.machine.setClock(ahead: skew)
      let writers = wrongWritesLast ? [right, wrong] : [wrong, right]
      world.wait(milliseconds: 60_000)
      try write(writers[0], record, "minor")
      world.wait(milliseconds: 600_000)
      try write(writers[1], record, "severe")
      for replica in [wrong, right, wrong] { #expect(await replica.sync().failure == nil) }
      for replica in [wrong, right] { #expect(try replica.value(record, "severity") == .text("severe")) }
      try expectSane(world, [wrong, right], record)
      wrong.machine.setClock(ahead: 0)
      try write(wrong, record, "moderate")
      #expect(await wrong.sync().failure == nil)
      try expectSane(world, [wrong], record)
    }
  }

  @Test
  func `a reboot and a jump at once: nothing covers it, yet it goes on and nothing lies in the future`()
    async throws
  {
    for skew in Self.skews {
      let world = try World()
      var wrong = try await world.replica("SH01")
      let record = try wrong.new()
      await wrong.sync()
      wrong = try world.reboot(wrong)
      wrong.machine.setClock(ahead: skew)
      world.wait()
      try write(wrong, record, "minor")
      world.wait()
      try write(wrong, record, "severe")
      #expect(await wrong.sync().failure == nil)
      #expect(try wrong.value(record, "severity") == .text("severe"))
      #expect(try wrong.conflicts().isEmpty)
      try expectSane(world, [wrong], record)
    }
  }

  @Test func `conflicts with a clock that nobody can vouch for come first in the list`() async throws {
    let world = try World()
    var wrong = try await world.replica("SH01")
    let right = try await world.replica("SH01")
    let older = try right.new()
    world.wait()
    let newer = try right.new()
    for replica in [right, wrong] { #expect(await replica.sync().failure == nil) }
    // Written in a boot of which nothing is known, by a clock that is a day ahead and right again at the next sync.
    wrong = try world.reboot(wrong)
    wrong.machine.setClock(ahead: Self.day)
    try write(wrong, older, "minor")
    wrong = try world.reboot(wrong)
    wrong.machine.setClock(ahead: 0)
    try write(wrong, newer, "minor")
    for record in [older, newer] { try write(right, record, "severe") }
    for replica in [wrong, right, wrong] { #expect(await replica.sync().failure == nil) }
    for replica in [wrong, right] {
      let conflicts = try replica.conflicts()
      #expect(conflicts.map(\.root.id) == [older, newer], "the newest case first, but for the clock")
      #expect(conflicts.map(\.hasUntrustedClock) == [true, false])
    }
  }

  @Test(arguments: skews)
  func `the own order stays, and stamps stay above what their author had seen`(skew: Int64) async throws {
    let world = try World()
    let wrong = try await world.replica("SH01", skew: skew, enrolled: false)
    let right = try await world.replica("SH01")
    let record = Identifier(high: 5, low: 6)
    try write(right, record, "minor")
    await right.sync()
    try await wrong.enrol(with: world.code("SH01"))
    await wrong.sync()
    // The clock is set right in the middle.
    for (at, value) in ["moderate", "severe", "minor", "severe"].enumerated() {
      if at == 2 { wrong.machine.setClock(ahead: 0) }
      try write(wrong, record, value)
    }
    #expect(await wrong.sync().failure == nil)
    let stamps = try wrong.store.read { reader in
      try reader.db.changes(of: record).map { try $0.decoded() }.filter { $0.author.branch == "SH01" }
    }.sorted { $0.dot.number < $1.dot.number }.map(\.times.stamp)
    #expect(stamps == stamps.sorted() && Set(stamps).count == stamps.count)
    await right.sync()
    #expect(try right.conflicts().isEmpty)
    #expect(try right.value(record, "severity") == .text("severe"))
    let first = try right.store.read { try $0.db.changes(of: record)[0].decoded().times.stamp }
    #expect(stamps.allSatisfy { $0 > first })
    try expectSane(world, [wrong, right], record)
  }

  @Test func `half of the time that an answer took is taken for its way back`() async throws {
    let world = try World()
    let branch = try await world.replica("SH01")
    let slow = InProcessTransport {
      world.wait(milliseconds: 40_000)
      return world.service
    }
    #expect(await synchronise(branch.store, over: slow).1 == nil)
    #expect(try branch.status().clockOffset == -20_000)
  }
}
