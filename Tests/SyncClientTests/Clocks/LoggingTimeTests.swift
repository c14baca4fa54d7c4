import Bundles
import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// A branch's clock is a year off, or shows 1970. When a case was logged and its steps were taken is put right with
/// the stamps, and every device finds the same deadlines; what a person typed stays.
@Suite("When a case was logged, by a wrong clock")
struct LoggingTimeTests {
  private static let day: Int64 = 86_400_000
  /// 400 days ahead, 400 behind, and what a machine without a battery shows.
  static let skews = [400 * day, -400 * day, -World.start + 5000]

  private func logged(_ replica: TestReplica, _ record: RecordID) throws -> Int64 {
    let text = try #require(try replica.cases().first { $0.id == record }).loggedAt
    let date = try #require(DateText(stored: text))
    return date.start(in: .fixed(480)).milliseconds
  }

  private func deadlines(_ replica: TestReplica, _ record: RecordID) throws -> [String] {
    try replica.store.read { reader in
      let row = try #require(try reader.db.record(record))
      return try reader.deadlines(of: row).map { "\($0.kind) \($0.began) \($0.due) \($0.met ?? 0)" }
    }
  }

  private func facts(_ replica: TestReplica, _ record: RecordID) throws -> [String] {
    try replica.store.queue.inDatabase { db in
      let columns = try db.rows("SELECT name FROM pragma_table_info('facts') WHERE name <> 'rid'")
        .map { "coalesce(f.\($0[0] as String), '-')" }.joined(separator: " || ' ' || ")
      return try db.rows(
        """
        SELECT \(columns) || ' ' || c.logged_at || ' ' || c.updated_at
        FROM facts f JOIN cases c ON c.rid = f.rid JOIN records r ON r.rid = f.rid WHERE r.id = ?
        """, [record.data]
      ).map { $0[0] }
    }
  }

  private func told(_ replica: TestReplica, of record: RecordID) throws {
    try replica.store.write { session in
      let row = try #require(try session.db.record(record))
      try session.append(
        .progress, to: row, [FieldEdit(FieldID(ProgressField.text.number), .text("on its way"))])
    }
  }

  /// Holds every device against true time, and all against each other.
  private func expectRight(
    _ replicas: [TestReplica], _ record: RecordID, made: Int64, told: Int64, within margin: Int64 = 10_000
  ) throws {
    for replica in replicas {
      #expect(abs(try logged(replica, record) - made) <= margin)
      #expect(try facts(replica, record) == facts(replicas[0], record))
      #expect(try deadlines(replica, record) == deadlines(replicas[0], record))
      let first = try replica.store.read { reader in
        let row = try #require(try reader.db.record(record))
        return try reader.deadlines(of: row).first { $0.kind == .firstResponse }
      }
      let met = try #require(first?.met)
      #expect(abs(met - told) <= margin)
      #expect(try replica.store.examine().all.isEmpty)
    }
  }

  private let story = [("channel", "phone"), ("narrative", "汤是凉的"), ("severity", "minor")]

  @Test(arguments: skews)
  func `before its first sync ever, and after it`(skew: Int64) async throws {
    let world = try World()
    let branch = try await world.replica("SH01", skew: skew, enrolled: false)
    let office = try await world.replica("HQ", role: .admin)
    let made = world.time
    let record = try branch.new(story)
    world.wait(milliseconds: 1_200_000)
    let told = world.time
    try self.told(branch, of: record)
    world.wait(milliseconds: 3_600_000)
    try await branch.enrol(with: world.code("SH01"))
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    try expectRight([branch, office], record, made: made, told: told)
  }

  @Test(arguments: skews)
  func `what waits is put right as soon as head office's clock is known: with the enrolment`(skew: Int64)
    async throws
  {
    let world = try World()
    let branch = try await world.replica("SH01", skew: skew, enrolled: false)
    let made = world.time
    let record = try branch.new(story)
    world.wait(milliseconds: 1_200_000)
    let told = world.time
    try self.told(branch, of: record)
    world.wait(milliseconds: 3_600_000)
    try await branch.enrol(with: world.code("SH01"))
    #expect(abs(try #require(try branch.status().pendingSince) - made) <= 10_000)
    try expectRight([branch], record, made: made, told: told)
    // And so is what is made from now on, and how late it is.
    let later = try branch.new(story)
    #expect(abs(try logged(branch, later) - world.time) <= 10_000)
    #expect(try branch.number(later).contains("-20261122-"))
    world.wait(milliseconds: 60_000)
    let before = try facts(branch, record)
    #expect(await branch.sync().failure == nil)
    #expect(try facts(branch, record) == before, "the sync brings nothing new of it")
    #expect(abs(try logged(branch, later) - world.time + 60_000) <= 10_000)
  }

  @Test(arguments: [-400 * day])
  func `by file too, with the first answer that tells of head office's clock`(skew: Int64) async throws {
    let world = try World()
    let branch = try await world.byTicket("SH01")
    branch.machine.setClock(ahead: skew)
    _ = try branch.new(story)
    let bundle = try writeBundle(branch.store).file
    let made = world.time
    let record = try branch.new(story)
    let answer = try await world.service.answer(bundle: bundle).answer
    _ = try readBundle(answer, into: branch.store)
    #expect(try branch.status().pending > 0)
    #expect(abs(try logged(branch, record) - made) <= 120_000)
  }

  @Test(arguments: skews)
  func `once its clock was measured it is right at once, also in the number`(skew: Int64) async throws {
    let world = try World()
    let branch = try await world.replica("SH01", skew: skew)
    let office = try await world.replica("HQ", role: .admin)
    #expect(await branch.sync().failure == nil)
    world.wait(milliseconds: 3_600_000)
    let made = world.time
    let record = try branch.new(story)
    world.wait(milliseconds: 60_000)
    let told = world.time
    try self.told(branch, of: record)
    #expect(abs(try logged(branch, record) - made) <= 10_000)
    #expect(try branch.number(record).contains("-20261122-"))
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    try expectRight([branch, office], record, made: made, told: told)
    #expect(try branch.number(record) == office.number(record))
  }

  @Test(arguments: skews)
  func `after a reboot, by the offset measured before it`(skew: Int64) async throws {
    let world = try World()
    var branch = try await world.replica("SH01", skew: skew)
    let office = try await world.replica("HQ", role: .admin)
    #expect(await branch.sync().failure == nil)
    branch = try world.reboot(branch)
    let made = world.time
    let record = try branch.new(story)
    world.wait(milliseconds: 60_000)
    let told = world.time
    try self.told(branch, of: record)
    #expect(try branch.number(record).contains("-20261122-"))
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    try expectRight([branch, office], record, made: made, told: told)
  }

  @Test func `a clock that somebody set right since it was measured does not do harm either`() async throws {
    let world = try World()
    var branch = try await world.replica("SH01", skew: 400 * Self.day)
    let office = try await world.replica("HQ", role: .admin)
    #expect(await branch.sync().failure == nil)
    branch = try world.reboot(branch)
    branch.machine.setClock(ahead: 0)
    let made = world.time
    let record = try branch.new(story)
    #expect(try branch.number(record).contains("-20261122-"))
    #expect(abs(try logged(branch, record) - made) <= 10_000)
    world.wait(milliseconds: 60_000)
    let told = world.time
    try self.told(branch, of: record)
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    try expectRight([branch, office], record, made: made, told: told)
  }

  @Test
  func `a lone device's battery dies after its last sync: what head office said is known still`()
    async throws
  {
    let world = try World()
    var branch = try await world.replica("SH01")
    let office = try await world.replica("HQ", role: .admin)
    #expect(await branch.sync().failure == nil)
    branch = try world.reboot(branch)
    branch.machine.setClock(ahead: -400 * Self.day)
    let made = world.time
    let record = try branch.new(story)
    #expect(abs(try logged(branch, record) - made) <= 120_000)
    #expect(try branch.number(record).contains("-20261122-"))
    world.wait(milliseconds: 60_000)
    let told = world.time
    try self.told(branch, of: record)
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    try expectRight([branch, office], record, made: made, told: told)
  }

  @Test(arguments: skews)
  func `what a person typed stays`(skew: Int64) async throws {
    let world = try World()
    let branch = try await world.replica("SH01", skew: skew, enrolled: false)
    let office = try await world.replica("HQ", role: .admin)
    let times = ["2026-11-20T18:30:00+08:00", "2026-11-20"]
    let records = try times.map { try branch.new(story + [("logged_at", $0), ("occurred_at", $0)]) }
    let later = try branch.new(story)
    try branch.edit(later, "logged_at", times[0])
    try await branch.enrol(with: world.code("SH01"))
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    for device in [branch, office] {
      for (record, time) in zip(records + [later], times + [times[0]]) {
        #expect(try device.cases().first { $0.id == record }?.loggedAt == time)
        #expect(try device.value(record, "logged_at") == .text(time))
      }
      #expect(try device.conflicts().isEmpty)
    }
  }

  /// 1970, and the same in each run of the machine until somebody sets it.
  private static let dead = -World.start + 5000

  private func counted(_ replica: TestReplica, _ record: RecordID) throws -> Int64? {
    try replica.store.queue.inDatabase { db in
      try db.value(
        "SELECT f.logged FROM facts f JOIN records r ON r.rid = f.rid WHERE r.id = ?", [record.data])
    }
  }

  @Test(arguments: [true, false])
  func `a dead clock overrules nothing that was typed: alone, and after its clock was set in another run`(
    isSet: Bool
  ) async throws {
    let world = try World()
    var branch = try await world.replica("SH01", skew: Self.dead, enrolled: false)
    let office = try await world.replica("HQ", role: .admin)
    let typed = "2026-11-20T18:30:00+08:00"
    let time = try #require(DateText(stored: typed)).start(in: .fixed(480)).milliseconds
    let record = try branch.new(story + [("logged_at", typed), ("occurred_at", typed)])
    let edited = try branch.new(story)
    try branch.edit(edited, "logged_at", typed)
    let untyped = try branch.new(story)
    #expect(try counted(branch, record) == time && counted(branch, edited) == time)
    #expect(try branch.conflicts().isEmpty)
    branch = try world.reboot(branch)
    branch.machine.setClock(ahead: isSet ? 0 : Self.dead)
    try await branch.enrol(with: world.code("SH01"))
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    for device in [branch, office] {
      #expect(try counted(device, record) == time && counted(device, edited) == time)
      #expect(try device.value(record, "logged_at") == .text(typed))
      // What the clock said is known to be no earlier than what was typed before it, and no later than now.
      let said = try logged(device, untyped)
      #expect((time...world.time).contains(said), "\(said)")
      #expect(try device.conflicts().isEmpty)
    }
  }

  @Test func `a time that cannot be is told all the same once head office's clock is known`() async throws {
    let world = try World()
    var branch = try await world.replica("SH01", skew: Self.dead, enrolled: false)
    let office = try await world.replica("HQ", role: .admin)
    let records = try ["2099-01-01T00:00:00+08:00", "2031-01-01T00:00:00+08:00"].map {
      try branch.new(story + [("logged_at", $0)])
    }
    branch = try world.reboot(branch)
    branch.machine.setClock(ahead: 0)
    try await branch.enrol(with: world.code("SH01"))
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    for device in [branch, office] {
      #expect(try Set(device.conflicts().map(\.root.id)) == Set(records))
      for record in records {
        #expect(try (counted(device, record) ?? .max) <= world.time + Self.day)
      }
    }
  }

  @Test func `an edit to the time of a dead clock is put right as well`() async throws {
    let world = try World()
    let branch = try await world.replica("SH01", skew: Self.dead, enrolled: false)
    let office = try await world.replica("HQ", role: .admin)
    let record = try branch.new(story + [("logged_at", "2026-11-20T18:30:00+08:00")])
    world.wait(milliseconds: 600_000)
    let made = world.time
    try branch.edit(record, "logged_at", "now")
    world.wait(milliseconds: 3_600_000)
    try await branch.enrol(with: world.code("SH01"))
    for device in [branch, office] { #expect(await device.sync().failure == nil) }
    for device in [branch, office] { #expect(abs(try logged(device, record) - made) <= 10_000) }
  }

  @Test
  func `alone, a clock that was ahead once does not move what is logged after it was set right`()
    async throws
  {
    let world = try World()
    let branch = try await world.replica("SH01", skew: 400 * Self.day, enrolled: false)
    _ = try branch.new(story)
    branch.machine.setClock(ahead: 0)
    world.wait()
    let record = try branch.new(story)
    #expect(abs(try logged(branch, record) - world.time) <= 1000)
  }

  @Test func `taking one side of a conflict about it takes the time that was shown`() async throws {
    let world = try World()
    let branch = try await world.replica("SH01", role: .dutyManager, skew: -400 * Self.day, enrolled: false)
    let other = try await world.replica("SH01", role: .dutyManager, enrolled: false)
    let made = world.time
    let record = Identifier(high: 7, low: 7)
    for device in [branch, other] {
      try device.store.write { session in
        let fields = [(id: "channel", text: "phone"), (id: "narrative", text: "汤是凉的")]
        _ = try session.newCase(try CaseInput.newCase(fields, now: session.here), id: record)
      }
      world.wait(milliseconds: 600_000)
    }
    for device in [branch, other, branch] {
      if try device.store.read({ $0.identity.headOffice == nil }) {
        try await device.enrol(with: world.code("SH01", .dutyManager))
      }
      #expect(await device.sync().failure == nil)
    }
    let conflict = try #require(
      try other.conflicts().first { $0.field == FieldID(CaseField.loggedAt.number) })
    let first = try #require(conflict.heads.min { $0.version.stamp < $1.version.stamp })
    try other.store.write { try $0.resolve(conflict, shown: conflict.id, .take(first.dot), note: .none) }
    for device in [other, branch] { #expect(await device.sync().failure == nil) }
    for device in [other, branch] { #expect(abs(try logged(device, record) - made) <= 10_000) }
  }
}
