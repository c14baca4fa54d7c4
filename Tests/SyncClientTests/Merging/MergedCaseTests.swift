import CaseIndex
import Complaints
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Cases that are merged by several people who do not see each other end in one group, the same for everybody.
@Suite("Merged cases among several")
struct MergedCaseTests {
  private struct Shop {
    let world: World
    let a, b, office: TestReplica
    var all: [TestReplica] { [a, b, office] }

    init() async throws {
      world = try World()
      a = try await world.replica("SH01", role: .branchStaff)
      b = try await world.replica("SH01", role: .dutyManager)
      office = try await world.replica("HQ", role: .admin)
    }

    func cases(_ count: Int) async throws -> [RecordID] {
      let ids = try (0..<count).map { _ in try a.new() }
      await sync()
      return ids
    }

    func sync() async {
      for device in all + all { #expect(await device.sync().failure == nil) }
      world.wait()
    }

    /// The group of a case, which is the same everywhere.
    func group(_ id: RecordID) throws -> MergeGroups.Group? {
      let groups = try all.map { try $0.store.read { try $0.merged(with: id)?.group } }
      #expect(Set(groups).count == 1)
      return groups[0]
    }
  }

  @discardableResult
  private func merge(
    _ device: TestReplica, _ one: RecordID, _ other: RecordID, as kind: LinkKind = .duplicateOf
  ) throws -> RecordID? {
    try device.store.write { session in
      let (row, end) = (try session.db.record(one), try session.db.record(other))
      return try session.link(#require(row), kind, #require(end), reason: .text("one table"))
    }
  }

  /// Merges as a program of somebody's own does it, which asks nobody.
  private func forge(_ device: TestReplica, _ one: RecordID, _ other: RecordID) throws -> RecordID {
    try device.store.write { session in
      let row = try #require(try session.db.record(one))
      return try session.append(
        .link, to: row,
        [
          FieldEdit(FieldID(LinkField.kind.number), .text(LinkKind.duplicateOf.rawValue)),
          FieldEdit(FieldID(LinkField.other.number), .text(other.description)),
        ])
    }
  }

  private func unmerge(_ device: TestReplica, _ one: RecordID) throws {
    try device.store.write { session in
      let links = try session.reader.links(of: one).filter { !$0.isBack && $0.link.kind == .duplicateOf }
      try session.end(links.map(\.link))
    }
  }

  private func counted(_ device: TestReplica) throws -> Int {
    try device.store.read { try $0.counts(by: [[]], ReportFilter())[0].first?.value.cases ?? 0 }
  }

  @Test func `the same pair merged by two is one group, and whoever unmerges it ends both links`()
    async throws
  {
    let shop = try await Shop()
    let cases = try await shop.cases(2)
    #expect(try merge(shop.a, cases[0], cases[1]) != nil)
    #expect(try merge(shop.b, cases[0], cases[1]) != nil)
    await shop.sync()
    #expect(try merge(shop.a, cases[0], cases[1]) == nil)
    #expect(try shop.group(cases[0]) == .init(members: cases.sorted(), survivor: cases[1]))
    for device in shop.all { #expect(try counted(device) == 1) }
    try unmerge(shop.b, cases[0])
    await shop.sync()
    #expect(try shop.group(cases[0]) == nil)
    for device in shop.all {
      #expect(try counted(device) == 2)
      #expect(try device.conflicts().isEmpty && device.store.examine().derived.isEmpty)
    }
  }

  @Test func `a chain that two make ends in its last case, a circle in the one of the lowest id`()
    async throws
  {
    let shop = try await Shop()
    let cases = try await shop.cases(3)
    try merge(shop.a, cases[0], cases[1])
    try merge(shop.b, cases[1], cases[2])
    await shop.sync()
    #expect(try shop.group(cases[0]) == .init(members: cases.sorted(), survivor: cases[2]))
    try unmerge(shop.a, cases[0])
    try unmerge(shop.a, cases[1])
    await shop.sync()
    try merge(shop.a, cases[0], cases[1])
    try merge(shop.b, cases[1], cases[0])
    await shop.sync()
    #expect(try shop.group(cases[0])?.survivor == cases.prefix(2).min())
    for device in shop.all { #expect(try counted(device) == 2) }
  }

  @Test func `a merge that whoever unmerged had not seen stands`() async throws {
    let shop = try await Shop()
    let cases = try await shop.cases(2)
    try merge(shop.a, cases[0], cases[1])
    await shop.sync()
    try unmerge(shop.b, cases[0])
    await shop.b.sync()
    try unmerge(shop.a, cases[0])
    try merge(shop.a, cases[0], cases[1])
    await shop.sync()
    #expect(try shop.group(cases[0])?.survivor == cases[1])
    #expect(try shop.a.conflicts().isEmpty)
  }

  @Test func `a case that is reopened while another merges it is both, and its clocks stand still`()
    async throws
  {
    let shop = try await Shop()
    let cases = try await shop.cases(2)
    for to in [CaseStatus.withdrawn, .reopened] {
      if to == .reopened { try merge(shop.a, cases[0], cases[1]) }
      try shop.b.store.write { session in
        let row = try #require(try session.db.record(cases[0]))
        try session.takeStep(
          to == .reopened ? .reopen : .withdraw, of: row, to: to,
          record: [FieldEdit(FieldID(StepField.reason.number), .text("again"))])
      }
      await shop.sync()
    }
    #expect(try shop.group(cases[0])?.survivor == cases[1])
    for device in shop.all {
      let running = try device.store.read { reader in
        var running: [RecordID: Bool] = [:]
        try reader.openDeadlines { found in
          running[found.summary.id] = found.deadlines.contains { !$0.isOver }
        }
        return running
      }
      #expect(running[cases[0]] != true && running[cases[1]] == true)
    }
    try unmerge(shop.a, cases[0])
    let file = try shop.a.store.read { reader in
      try reader.db.record(cases[0]).flatMap { try reader.caseFile($0) }
    }
    #expect(file?.status == .reopened && file?.isDuplicate == false)
  }

  /// The deadlines of the policy that run, by case.
  private func running(_ device: TestReplica) throws -> [RecordID: Int] {
    try device.store.read { reader in
      var running: [RecordID: Int] = [:]
      try reader.openDeadlines { found in
        let count = found.deadlines.count { !$0.isOver && $0.owed == nil }
        if count > 0 { running[found.summary.id] = count }
      }
      return running
    }
  }

  /// The cases for which a report of deadlines counts how they were resolved in time.
  private func judged(_ device: TestReplica) throws -> Int {
    try device.store.read { reader in
      let found = try reader.timeliness(by: [], ReportFilter(), now: reader.now.milliseconds)
      let resolve = found.first?.value.kinds[DeadlineKind.resolve.place]
      return resolve.map { $0.running + $0.judged + $0.unrecorded } ?? 0
    }
  }

  private func isMerged(_ device: TestReplica, _ id: RecordID) throws -> Bool? {
    try device.store.read { reader in
      try reader.list(CaseFilter()).first { $0.id == id }?.isMerged
    }
  }

  private func delete(_ device: TestReplica, _ id: RecordID) throws {
    try device.store.write { session in
      try session.deleteCase(#require(try session.db.record(id)), reason: .text("twice"))
    }
  }

  @Test func `of two that were merged into each other one stands, with its clocks, on every device`()
    async throws
  {
    let shop = try await Shop()
    let cases = try await shop.cases(2)
    try merge(shop.a, cases[0], cases[1])
    try merge(shop.b, cases[1], cases[0])
    await shop.sync()
    let standing = try #require(cases.min())
    for device in shop.all {
      #expect(try Set(running(device).keys) == [standing])
      #expect(try judged(device) == 1)
      for id in cases { #expect(try isMerged(device, id) == (id != standing)) }
      #expect(try device.store.examine().derived.isEmpty)
    }
  }

  @Test func `a merged case whose survivor was deleted stands again, with its clocks`() async throws {
    let shop = try await Shop()
    let cases = try await shop.cases(2)
    try merge(shop.a, cases[0], cases[1])
    await shop.sync()
    for device in shop.all { #expect(try Set(running(device).keys) == [cases[1]]) }
    try delete(shop.b, cases[1])
    await shop.sync()
    for device in shop.all {
      #expect(try Set(running(device).keys) == [cases[0]])
      #expect(try judged(device) == 1)
      #expect(try counted(device) == 1)
      #expect(try isMerged(device, cases[0]) == false)
    }
  }

  @Test func `two cases that another was merged into by two are one complaint: one of them stands`()
    async throws
  {
    let shop = try await Shop()
    let cases = try await shop.cases(3)
    try merge(shop.a, cases[0], cases[1])
    try merge(shop.b, cases[0], cases[2])
    await shop.sync()
    let standing = try #require(cases.dropFirst().min())
    let joined = try #require(cases.dropFirst().max())
    #expect(try shop.group(cases[0])?.survivor == standing)
    for device in shop.all {
      #expect(try counted(device) == 1)
      #expect(try Set(running(device).keys) == [standing])
      #expect(try judged(device) == 1)
      for id in cases { #expect(try isMerged(device, id) == (id != standing)) }
      #expect(try device.store.read { try $0.duplicates(ReportFilter()) } == 2)
    }
    try unmerge(shop.a, cases[0])
    await shop.sync()
    for device in shop.all {
      #expect(try counted(device) == 3)
      #expect(try isMerged(device, joined) == false && running(device)[joined] != nil)
    }
  }

  @Test func `what was promised and escalated in a merged case stays, and puts the group first`() async throws
  {
    let shop = try await Shop()
    let cases = try await shop.cases(2)
    try shop.a.store.write { session in
      let row = try #require(try session.db.record(cases[0]))
      try session.append(
        .commitment, to: row,
        [
          FieldEdit(FieldID(CommitmentField.what.number), .text("a new table")),
          FieldEdit(FieldID(CommitmentField.due.number), .text("2099-01-01")),
        ])
      try session.append(
        .escalation, to: row,
        [
          FieldEdit(FieldID(EscalationField.to.number), .text("manager")),
          FieldEdit(FieldID(EscalationField.reason.number), .text("too much for us")),
        ])
    }
    await shop.sync()
    try merge(shop.b, cases[0], cases[1])
    await shop.sync()
    for device in shop.all {
      var owed: [RecordID: [String]] = [:]
      var escalated: Set<RecordID> = []
      try device.store.read { reader in
        try reader.openDeadlines { found in
          owed[found.summary.id] = found.deadlines.filter { !$0.isOver }.compactMap { $0.owed?.what }
          if found.isEscalated { escalated.insert(found.summary.id) }
        }
        let report = try reader.owed(.commitment, ReportFilter(), now: reader.now.milliseconds)
        #expect(report.branches.map(\.counts.all) == [1])
        let listed = try reader.rows(with: .openEscalations).compactMap { try reader.db.record(rid: $0)?.id }
        #expect(Set(listed) == Set(cases))
      }
      #expect(owed[cases[0]] == ["a new table"] && owed[cases[1]] == [])
      #expect(escalated == Set(cases))
    }
  }

  @Test
  func `a branch does not end what head office said of its case and another's, whatever program it has`()
    async throws
  {
    let shop = try await Shop()
    let own = try await shop.cases(1)[0]
    let other = try await shop.world.replica("SH02", role: .dutyManager)
    let theirs = try other.new()
    #expect(await other.sync().failure == nil)
    await shop.sync()
    try merge(shop.office, own, theirs)
    await shop.sync()
    #expect(throws: WriteRefusal.self) { try unmerge(shop.b, own) }
    // A program of somebody's own.
    try shop.b.store.write { session in
      let link = try #require(try session.reader.links(of: own).first)
      let row = try #require(try session.db.record(link.link.record.id))
      try session.edit(row, [FieldEdit(FieldID(LinkField.ended.number), .flag(true))])
      try session.endGroup()
    }
    await shop.sync()
    #expect(try shop.office.store.read { try $0.merged(with: own)?.group.survivor } == theirs)
    #expect(try shop.b.quarantined().count == 1)
    try unmerge(shop.office, own)
    await shop.sync()
    #expect(try shop.office.store.read { try $0.merged(with: own) } == nil)
  }

  @Test func `cases of two branches are linked by head office alone, whatever program says otherwise`()
    async throws
  {
    let shop = try await Shop()
    let own = try await shop.cases(1)[0]
    let other = try await shop.world.replica("SH02", role: .dutyManager)
    let theirs = try other.new()
    #expect(await other.sync().failure == nil)
    await shop.sync()
    // A program of somebody's own, who knows the id of another branch's case.
    let forged = try forge(shop.b, own, theirs)
    await shop.sync()
    #expect(try !shop.office.holds(forged))
    #expect(try shop.office.store.read { try $0.merged(with: own) } == nil)
    try merge(shop.office, own, theirs)
    await shop.sync()
    // The branch knows that it is merged, and not into what; it is counted there.
    #expect(try counted(shop.a) == 0)
    #expect(try counted(shop.office) == 1)
    let links = try shop.a.store.read { try $0.links(of: own) }
    #expect(links.contains { $0.other == theirs && $0.summary == nil })
    #expect(try !shop.a.holds(theirs))
  }

  @Test
  func `a case that was given away meanwhile is linked by who had not heard of it, and by nobody who had`()
    async throws
  {
    let shop = try await Shop()
    let other = try await shop.world.replica("SH02", role: .dutyManager)
    #expect(await other.sync().failure == nil)
    let cases = try await shop.cases(3)
    try shop.office.transfer(cases[1], to: "SH02")
    #expect(await shop.office.sync().failure == nil)
    try merge(shop.a, cases[0], cases[1])
    await shop.sync()
    #expect(try shop.a.quarantined().isEmpty)
    #expect(try shop.group(cases[0]) == .init(members: cases.prefix(2).sorted(), survivor: cases[1]))
    let forged = try forge(shop.a, cases[2], cases[1])
    await shop.sync()
    #expect(try !shop.office.holds(forged) && shop.a.quarantined().count == 1)
  }
}
