import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// Head office was restored, and what moves, deletions and enrolments had come to before it comes to rest again.
@Suite("Moves, deletions and enrolments after a restoration")
struct RestoredMovesTests {
  private func settle(_ devices: TestReplica..., times: Int = 1) async {
    for _ in 0..<times { for device in devices { #expect(await device.sync().failure == nil) } }
  }

  private func atRest(_ devices: TestReplica...) async throws {
    for device in devices {
      let (report, failure) = await device.sync()
      #expect(failure == nil && report.unrepaired.isEmpty && report.unrepairedScopes.isEmpty)
      #expect(try device.quarantined().isEmpty && device.status().pending == 0)
    }
  }

  private func log(_ replica: TestReplica) throws -> RecordID {
    try replica.new([("channel", "phone"), ("narrative", "The soup was cold"), ("customer_id", "K1")])
  }

  private func act(_ replica: TestReplica, _ record: RecordID, restores: Bool) throws {
    try replica.store.write { session in
      let row = try #require(try session.db.record(record))
      if restores {
        try session.restoreCase(row, reason: .text("no double"))
      } else {
        try session.deleteCase(row, reason: .text("typed twice"))
      }
    }
  }

  enum Later: CaseIterable { case nobody, giver, decision }

  @Test(arguments: Later.allCases, [false, true])
  func
    `a case that two branches were given, of which head office lost one: that one lets go of it, with all that it wrote`(
      first: Later, isPending: Bool
    ) async throws
  {
    let world = try World()
    let (b1, b2) = (try await world.replica("SH02"), try await world.replica("SH02"))
    let (c, a) = (try await world.replica("SH03"), try await world.replica("SH01"))
    let admin = try await world.replica("HQ", role: .admin)
    let record = try log(b1)
    await settle(b1, b2, c, a, admin)
    let copy = try world.backUpOffice()
    try b2.transfer(record, to: "SH03")
    await settle(b2, c)
    try c.note(record, "note of c")
    try c.edit(record, "title", "title of c")
    if !isPending { await settle(c) }
    try world.restoreOffice(copy)
    world.wait()
    try b1.transfer(record, to: "SH01")
    await settle(b1)
    if first != .nobody { await settle(b2, admin) }
    if first == .decision {
      try admin.decide("SH01")
      await settle(admin)
    }
    await settle(c, times: 2)
    #expect(try !c.holds(record))
    await settle(b2, admin)
    try await atRest(a, b1, b2, c, admin)
    let holder = try a.holds(record) ? a : c
    #expect(try holder.notes(record) == ["note of c"])
    #expect(try holder.value(record, "title") == .text("title of c"))
    #expect(try world.office.examine().agreement.isEmpty)
    _ = try admin.store.write { try $0.eraseCustomer("K1", reason: .text("asked for it")) }
    await settle(admin, a, b1, b2, c, admin)
    let progress = try await erasureStatus(admin.store, over: admin.transport).get()
    #expect(progress.map(\.waiting.count) == [0])
    for device in [a, b1, b2, c, admin] { #expect(!world.holds("title of c", device.store.path)) }
  }

  @Test(arguments: [false, true])
  func
    `a deletion and its restoration that missed an edit are taken again, though the edit came first this time`(
      editorIsDead: Bool
    ) async throws
  {
    let world = try World()
    let (b1, b2) = (try await world.replica("SH02"), try await world.replica("SH02"))
    let admin = try await world.replica("HQ", role: .admin)
    let record = try log(b1)
    await settle(b1, b2, admin)
    let copy = try world.backUpOffice()
    try b1.edit(record, "place", "by the door")
    await settle(b1, admin)
    try act(b2, record, restores: false)
    try act(b2, record, restores: true)
    await settle(b2)
    #expect(try b2.quarantined().isEmpty)
    try world.restoreOffice(copy)
    await settle(admin)
    try b2.edit(record, "handler", "Xiao Li")
    await settle(b2)
    #expect(try b2.quarantined().isEmpty)
    if !editorIsDead { await settle(b1) }
    try await atRest(admin, b2)
    #expect(try b2.value(record, "place") == .text("by the door"))
    #expect(try b2.value(record, "handler") == .text("Xiao Li"))
  }

  @Test
  func `who was sent what an offer brought has seen it: a restoration over it needs the right to decide`()
    async throws
  {
    let world = try World()
    let (b1, b2) = (try await world.replica("SH02"), try await world.replica("SH02"))
    let admin = try await world.replica("HQ", role: .admin)
    let record = try log(b1)
    await settle(b1, b2, admin)
    try act(b2, record, restores: false)
    await settle(b2)
    let copy = try world.backUpOffice()
    try b1.edit(record, "place", "by the door")
    await settle(b1, admin)
    try world.restoreOffice(copy)
    await settle(admin, b2)
    // What no program of ours lets staff do.
    try await b2.enrol(with: world.code("SH02", .dutyManager))
    await settle(b2)
    #expect(try b2.conflicts().map(\.kind) == [.deletion])
    try act(b2, record, restores: true)
    try await b2.enrol(with: world.code("SH02", .branchStaff))
    await settle(b2)
    #expect(try b2.quarantined().map(\.reason).first == "forbidden")
  }

  @Test
  func `what its author drops after a restoration is let go of by everybody who has it from before`()
    async throws
  {
    let world = try World()
    let b = try await world.replica("SH02")
    let admin = try await world.replica("HQ", role: .admin)
    let record = try log(b)
    await settle(b, admin)
    let copy = try world.backUpOffice()
    let note = try b.note(record, "note of b")
    let lost = try b.new([("channel", "phone"), ("narrative", "zzdroppedzz")])
    await settle(b, admin)
    try await fetchHistory(admin.store, of: [lost], over: admin.transport)
    try world.restoreOffice(copy)
    // When it sends them again it may add notes, and no cases any more.
    try await b.enrol(with: world.code("SH02", .auditor))
    await settle(b, times: 2)
    let held = try b.quarantined()
    #expect(held.map(\.reason) == ["forbidden"])
    #expect(try b.holds(lost) && b.holds(note))
    let told = await admin.sync().report
    #expect(told.unrepaired.map(\.record) == [lost])
    try b.wish(.discard, try #require(held.first).number)
    await settle(b, admin, times: 2)
    for device in [b, admin] { #expect(try !device.holds(lost) && device.holds(note)) }
    #expect(!world.holds("zzdroppedzz", admin.store.path))
    try await atRest(b, admin)
  }

  @Test(arguments: [false, true])
  func `a device that head office does not know any more wrote to a case before it heard that it had left`(
    isContinued: Bool
  ) async throws {
    let world = try World()
    let b = try await world.replica("SH02")
    var d = try await world.replica("SH02")
    let (a, admin) = (try await world.replica("SH01"), try await world.replica("HQ", role: .admin))
    let record = try log(b)
    await settle(b, d, admin)
    let copy = try world.backUpOffice()
    if isContinued {
      let twin = try world.clone(d)
      for device in [d, twin] { try device.note(record, "note of \(device.machine.boot)") }
      await settle(d)
      let (report, failure) = await twin.sync()
      #expect(failure == nil && report.isNewIncarnation)
      d = twin
    } else {
      d = try await world.replica("SH02")
      await settle(d)
    }
    try b.transfer(record, to: "SH01")
    await settle(b)
    let note = try d.note(record, "before it heard")
    await settle(d, admin, a)
    #expect(try d.quarantined().isEmpty && a.holds(note))
    try world.restoreOffice(copy)
    await settle(b)
    _ = await d.sync()
    try await d.enrol(with: world.code("SH02"))
    await settle(d, times: 2)
    try await atRest(d, admin, a)
    #expect(try a.notes(record).contains("before it heard"))
    #expect(try !d.holds(record))
  }

  @Test(arguments: [false, true])
  func
    `who has a case now brings it back first: what the branch that made it sends again, and had written before it heard that it had left, goes there too`(
      isNew: Bool
    ) async throws
  {
    let world = try World()
    let (b, d) = (try await world.replica("SH02"), try await world.replica("SH02"))
    let (a, c) = (try await world.replica("SH01"), try await world.replica("SH03"))
    let before = try world.backUpOffice()
    let record = try log(b)
    await settle(b, d)
    let copy = isNew ? before : try world.backUpOffice()
    try b.note(record, "note of b")
    try b.transfer(record, to: "SH03")
    await settle(b, c)
    try c.note(record, "note of c")
    try c.transfer(record, to: "SH01")
    await settle(c, a)
    try d.note(record, "note of d")
    try world.restoreOffice(copy)
    await settle(a)
    try await atRest(b, d, c, a)
    #expect(try Set(a.notes(record)) == ["note of b", "note of c", "note of d"])
    for device in [b, c, d] { #expect(try !device.holds(record)) }
  }

  @Test(arguments: [[0, 1, 2], [1, 0, 2], [1, 2, 0], [2, 1, 0]], [false, true])
  func
    `a branch that decided to keep a case brings it back, though nothing else is left of how it came there`(
      order: [Int], isWitnessed: Bool
    ) async throws
  {
    let world = try World()
    let (gone, b) = (try await world.replica("SH02"), try await world.replica("SH02"))
    let a = try await world.replica("SH01", role: .dutyManager)
    let (c, admin) = (try await world.replica("SH03"), try await world.replica("HQ", role: .admin))
    let record = try log(gone)
    await settle(gone, b, admin)
    let copy = try world.backUpOffice()
    try b.transfer(record, to: "SH03")
    world.wait()
    try gone.transfer(record, to: "SH01")
    await settle(gone, b, a)
    // It has the case as it was before the decision.
    if isWitnessed { await settle(admin) }
    try a.decide("SH01")
    try a.note(record, "note of a")
    await settle(a)
    try world.restoreOffice(copy)
    world.wait()
    let devices = [a, b, admin]
    for at in order { await settle(devices[at], c) }
    await settle(a, b, c, admin)
    try await atRest(a, b, c, admin)
    #expect(try a.notes(record) == ["note of a"] && !c.holds(record))
    #expect(try a.conflicts().isEmpty && world.office.examine().agreement.isEmpty)
  }

  @Test(
    "an edit that comes again before anything says that its branch had the case is taken with what somebody else brings",
    arguments: [
      [0, 1, 2, 3], [0, 2, 3, 1], [1, 2, 3, 0], [2, 0, 1, 3], [2, 1, 0, 3], [2, 1, 3, 0], [2, 3, 1, 0],
      [3, 0, 1, 2],
    ])
  func refusedFirst(order: [Int]) async throws {
    let world = try World()
    let (b1, b2) = (try await world.replica("SH02"), try await world.replica("SH02"))
    let (c, a) = (try await world.replica("SH03"), try await world.replica("SH01"))
    let admin = try await world.replica("HQ", role: .admin)
    let record = try log(b1)
    try b1.edit(record, "title", "title of b")
    await settle(b1, b2)
    let copy = try world.backUpOffice()
    try b2.transfer(record, to: "SH03")
    await settle(b2, c)
    try c.edit(record, "title", "title of c")
    try c.note(record, "note of c")
    try world.restoreOffice(copy)
    world.wait()
    try b1.transfer(record, to: "SH01")
    await settle(b1, c, admin)
    #expect(try !c.holds(record))
    try admin.edit(record, "title", "title of admin")
    try world.restoreOffice(copy)
    world.wait()
    let devices = [b1, b2, c, admin]
    for at in order { await settle(devices[at]) }
    await settle(b1, b2, c, admin, a, times: 2)
    try await atRest(b1, b2, c, admin, a)
    for device in try [a, b1, b2, c, admin].filter({ try $0.holds(record) }) {
      #expect(try device.value(record, "title") == .text("title of admin"))
      #expect(try device.notes(record) == ["note of c"])
      // The two transfers, and nothing else.
      #expect(try device.conflicts().map(\.field) == [FieldID(CaseField.branch.number)])
    }
  }

  @Test(arguments: permutations([0, 1, 2]))
  func
    `a branch heard once that a case had left it, and had it again: what it wrote then goes where that is now`(
      order: [Int]
    ) async throws
  {
    let world = try World()
    let (b, c) = (try await world.replica("SH02"), try await world.replica("SH03"))
    let a = try await world.replica("SH01")
    let record = try log(b)
    try b.transfer(record, to: "SH03")
    await settle(b, c)
    try c.transfer(record, to: "SH02")
    await settle(c, b, c)
    let copy = try world.backUpOffice()
    try b.transfer(record, to: "SH03")
    await settle(b, c)
    try c.note(record, "note of c")
    try c.transfer(record, to: "SH01")
    await settle(c, a)
    try world.restoreOffice(copy)
    world.wait()
    let devices = [a, b, c]
    for at in order { await settle(devices[at]) }
    await settle(a, b, c)
    try await atRest(a, b, c)
    #expect(try a.notes(record) == ["note of c"])
    #expect(try !b.holds(record) && !c.holds(record))
  }

  @Test func `a cursor of what head office lost says nothing of what has left since`() async throws {
    let world = try World()
    let (b, d) = (try await world.replica("SH02"), try await world.replica("SH02"))
    let a = try await world.replica("SH01")
    let record = try log(b)
    await settle(b, d, a)
    let copy = try world.backUpOffice()
    for _ in 0..<5 { _ = try log(b) }
    await settle(b, d)
    try d.note(record, "written offline")
    try world.restoreOffice(copy)
    try b.transfer(record, to: "SH01")
    await settle(b, d)
    try await atRest(b, d, a)
    #expect(try a.notes(record) == ["written offline"])
  }
}
