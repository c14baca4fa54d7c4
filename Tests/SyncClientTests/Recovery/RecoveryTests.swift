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

/// Head office's file is put back from a backup: what it lost comes back from the replicas.
@Suite("Head office restored from a backup")
struct RecoveryTests {
  private func log(_ replica: TestReplica, _ text: String) throws -> RecordID {
    try replica.new([("channel", "phone"), ("narrative", text)])
  }

  private func syncAll(_ replicas: [TestReplica]) async {
    for replica in replicas { #expect(await replica.sync().failure == nil) }
  }

  /// Three devices of a branch that hold one case, and a backup of head office as it is then.
  private func three() async throws -> (
    world: World, a: TestReplica, b: TestReplica, dead: TestReplica, record: RecordID, copy: String
  ) {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let dead = try await world.replica("SH01")
    let record = try log(a, "before")
    await syncAll([a, b, dead])
    return (world, a, b, dead, record, try world.backUpOffice())
  }

  private func expectSame(_ replicas: [TestReplica], cases: Int) throws {
    for replica in replicas {
      #expect(try replica.cases().count == cases)
      #expect(try replica.status().pending == 0 && replica.quarantined().isEmpty)
      #expect(try replica.conflicts().isEmpty)
      #expect(try replica.digest("SH01") == replicas[0].digest("SH01"))
    }
  }

  @Test
  func `own accepted changes and what a dead device wrote come back once the others have synced`()
    async throws
  {
    let (world, a, b, dead, record, copy) = try await three()
    try a.edit(record, "title", "by a")
    let own = try log(a, "case of a")
    await syncAll([a, dead])
    try dead.edit(record, "severity", "severe")
    try dead.note(record, "note of the dead")
    let lost = try log(dead, "case of the dead")
    await syncAll([dead, a, b])
    // a wrote on the dead one's case and note too.
    try a.edit(lost, "title", "over the dead")
    try a.note(lost, "a's note there")
    await syncAll([a])
    try world.restoreOffice(copy)
    // dead never comes again. b pends something.
    try b.edit(record, "handler", "Xiao Li")
    let before = a.transport.requests.withLock { $0.count }
    let first = await a.sync()
    #expect(first.failure == nil && first.report.hasRecovered && !first.report.isNewIncarnation)
    // It goes on sending what it pends, and asks for nothing before it has offered what it holds.
    let asked = a.transport.requests.withLock { $0.dropFirst(before + 1) }
    #expect(asked.first?.moreChanges == true && asked.last?.moreChanges == false)
    #expect(try a.quarantined().isEmpty)
    await syncAll([b, a])
    try expectSame([a, b], cases: 3)
    for replica in [a, b] {
      #expect(try replica.value(record, "title") == .text("by a"))
      #expect(try replica.value(record, "severity") == .text("severe"))
      #expect(try replica.value(record, "handler") == .text("Xiao Li"))
      #expect(try replica.notes(record) == ["note of the dead"])
      #expect(try replica.notes(lost) == ["a's note there"])
      #expect(try replica.value(lost, "title") == .text("over the dead") && replica.holds(own))
    }
    #expect(try world.office.quarantine().isEmpty)
    let newcomer = try await world.replica("SH01")
    await newcomer.sync()
    try expectSame([a, newcomer], cases: 3)
    let idle = await a.sync().report
    #expect(idle == SyncReport.idle(idle.traffic) && idle.traffic.requests == 1)
  }

  @Test
  func `a replica that had only pulled finds it out by its cursor, and offers what it holds`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let reader = try await world.replica("SH01")
    let copy = try world.backUpOffice()
    let record = try log(a, "lost")
    await syncAll([a, reader])
    try world.restoreOffice(copy)
    let outcome = await reader.sync()
    #expect(outcome.failure == nil && outcome.report.hasRecovered)
    #expect(reader.transport.refusals.withLock { $0 } == [.unknownCursor])
    await syncAll([a, reader])
    try expectSame([a, reader], cases: 1)
    #expect(try reader.value(record, "narrative") == .text("lost"))
    #expect(try world.office.branches().first { $0.code == "SH01" }?.records == 1)
  }

  @Test
  func `head office went on after it was restored: what others wrote since stays beside it`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try log(a, "before")
    await syncAll([a, b])
    let copy = try world.backUpOffice()
    try a.edit(record, "title", "lost title")
    try a.edit(record, "severity", "minor")
    await syncAll([a])
    try world.restoreOffice(copy)
    world.wait()
    // b never saw that, and knows nothing of a restoration: its cursor is good.
    try b.edit(record, "title", "title of b")
    _ = try log(b, "case of b")
    #expect(await b.sync().report.hasRecovered == false)
    await syncAll([a, b])
    for replica in [a, b] {
      #expect(try replica.cases().count == 2)
      #expect(try replica.value(record, "severity") == .text("minor"))
      let conflict = try #require(try replica.conflicts().first)
      #expect(Set(conflict.heads.map(\.value)) == [.text("lost title"), .text("title of b")])
    }
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }

  @Test(arguments: [true, false])
  func `a transfer that was lost is done again, with what the new branch wrote`(newBranchFirst: Bool)
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let target = try await world.replica("SH02")
    let record = try log(a, "moves")
    let number = try a.number(record)
    let note = try a.note(record, "called back")
    await syncAll([a, target])
    let copy = try world.backUpOffice()
    try a.transfer(record, to: "SH02")
    await syncAll([a, target])
    try target.edit(record, "title", "at the new branch")
    try target.note(record, "new note")
    try target.store.write { session in
      _ = try session.withdrawNote(try #require(try session.db.record(note)), reason: .text("said twice"))
    }
    await syncAll([target])
    try world.restoreOffice(copy)
    await syncAll(newBranchFirst ? [target, a, target, a] : [a, target, a, target])
    #expect(try target.cases().map(\.id) == [record])
    #expect(try target.value(record, "title") == .text("at the new branch"))
    #expect(try target.notes(record) == ["called back", "new note"])
    let withdrawn = try target.store.read {
      try $0.db.record(note)?.decoded()?.value(FieldID(NoteField.withdrawn.number))
    }
    #expect(withdrawn == .flag(true))
    #expect(try a.cases().isEmpty && a.stub(number) == "SH02")
    for replica in [a, target] { #expect(try replica.quarantined().isEmpty && replica.conflicts().isEmpty) }
    let newcomer = try await world.replica("SH02")
    await newcomer.sync()
    #expect(try newcomer.digest("SH02") == target.digest("SH02") && newcomer.cases().count == 1)
  }

  @Test
  func `a device that was enrolled after the backup is enrolled anew and brings its work again`()
    async throws
  {
    let world = try World()
    let copy = try world.backUpOffice()
    let a = try await world.replica("SH01")
    let record = try log(a, "one")
    await syncAll([a])
    try world.restoreOffice(copy)
    guard case .transport(.refused(let refusal, _)) = await a.sync().failure else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.code == .unauthorized)
    try await a.enrol(with: world.code("SH01"))
    #expect(await a.sync().failure == nil)
    let b = try await world.replica("SH01")
    await syncAll([b, a])
    try expectSame([a, b], cases: 1)
    #expect(try b.value(record, "narrative") == .text("one"))
  }

  @Test
  func `interrupted at every request: the next sync goes on, and nothing is lost or doubled`() async throws {
    for fault in [InProcessTransport.Fault.loseAnswer, .dropRequest] {
      var at = 0
      var isDone = false
      while !isDone, at < 12 {
        let world = try World()
        let a = try await world.replica("SH01")
        let dead = try await world.replica("SH01")
        let record = try log(a, "before")
        await syncAll([a, dead])
        let copy = try world.backUpOffice()
        try dead.edit(record, "severity", "severe")
        let lost = try log(dead, "of the dead")
        await syncAll([dead, a])
        try a.note(lost, "a's note")
        await syncAll([a])
        try world.restoreOffice(copy)
        try a.edit(record, "title", "pending")
        a.transport.plan(Array(repeating: nil, count: at) + [fault])
        await a.sync()
        isDone = a.transport.hasPlans
        a.transport.plan([])
        let again = await a.sync()
        #expect(again.failure == nil, "\(fault) \(at): \(again)")
        let b = try await world.replica("SH01")
        await syncAll([b, a])
        try expectSame([a, b], cases: 2)
        #expect(try b.value(record, "severity") == .text("severe"))
        #expect(try b.value(record, "title") == .text("pending") && b.notes(lost) == ["a's note"])
        at += 1
      }
      #expect(at > 3 && isDone)
    }
  }

  @Test
  func `an edit over a version that head office lost is taken once that is offered, and nobody is alarmed`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let dead = try await world.replica("SH01")
    let record = try log(a, "before")
    await syncAll([a, dead])
    let copy = try world.backUpOffice()
    try dead.edit(record, "severity", "severe")
    await syncAll([dead, a])
    try world.restoreOffice(copy)
    try a.edit(record, "severity", "minor")
    try a.edit(record, "title", "pending")
    let outcome = await a.sync()
    #expect(outcome.failure == nil && outcome.report.quarantined == 0)
    #expect(try a.quarantined().isEmpty && world.office.quarantine().isEmpty)
    #expect(try !a.news().contains(.quarantined))
    let b = try await world.replica("SH01")
    await syncAll([b, a])
    try expectSame([a, b], cases: 1)
    #expect(try b.value(record, "severity") == .text("minor") && b.value(record, "title") == .text("pending"))
  }

  @Test
  func `its author dies before it can offer anything: what another device brings days later is enough`()
    async throws
  {
    let (world, a, b, dead, record, copy) = try await three()
    try dead.edit(record, "severity", "severe")
    await syncAll([dead, a, b])
    try world.restoreOffice(copy)
    try a.edit(record, "severity", "minor")
    try a.edit(record, "title", "pending")
    // By file, which cannot be sent again: head office takes it as it is. Nobody carries the answer back.
    _ = try await world.service.answer(bundle: writeBundle(a.store).file)
    #expect(try world.office.quarantine().map(\.change.reason) == [.unknownBase, .waiting])
    world.wait(milliseconds: 3 * 86_400_000)
    await syncAll([b])
    #expect(try world.office.quarantine().isEmpty)
    await syncAll([b])
    #expect(try b.value(record, "severity") == .text("minor") && b.value(record, "title") == .text("pending"))
    #expect(try b.conflicts().isEmpty)
  }

  @Test func `what was dropped from the quarantine stays so when head office forgets that`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let record = try log(a, "before")
    await syncAll([a])
    let copy = try world.backUpOffice()
    try a.transfer(record, to: "SH09")
    await syncAll([a])
    try a.wish(.discard, try #require(try a.quarantined().first?.number))
    try a.edit(record, "title", "after")
    await syncAll([a])
    #expect(try a.quarantined().isEmpty)
    try world.restoreOffice(copy)
    try world.office.addBranch(BranchCode(typed: "SH09"), name: nil, now: 0)
    await syncAll([a, a])
    #expect(try a.holds(record) && a.quarantined().isEmpty && world.office.quarantine().isEmpty)
    #expect(try a.value(record, "title") == .text("after"))
  }
}
