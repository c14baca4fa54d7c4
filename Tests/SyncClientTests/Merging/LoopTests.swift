import CaseIndex
import Complaints
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// The loop of a case where two people work on it without seeing each other.
@Suite("The loop, by two")
struct LoopTests {
  private struct Shops {
    let world: World
    let a: TestReplica
    let b: TestReplica
    let record: RecordID

    /// A case with an option that the customer agreed to, known to both devices of the branch.
    /// - Parameter cost: what the option costs, as it is stored, in minor units; nil: nothing.
    init(upTo last: CaseStatus = .executing, cost: String? = nil) async throws {
      world = try World()
      a = try await world.replica("SH01", role: .dutyManager)
      b = try await world.replica("SH01", role: .dutyManager)
      record = try a.new([
        ("channel", "phone"), ("narrative", "汤是凉的"), ("severity", "minor"),
        ("problem_class", "product_quality"), ("responsibility", "internal_process"), ("needs", "emotional"),
        ("listening", "restated"),
      ])
      world.wait()
      try a.takeStep(.assess, record)
      try a.propose(record, cost: cost)
      if last != .proposed {
        try a.consent(record)
        try a.execute(record)
      }
      for device in [a, b] { #expect(await device.sync().failure == nil) }
      world.wait()
    }

    func syncAll() async {
      for device in [a, b, a] { #expect(await device.sync().failure == nil) }
    }
  }

  private func rules(_ replica: TestReplica) throws -> [CaseRule?] {
    try replica.conflicts().filter { $0.kind == .rule }.map(\.rule)
  }

  @Test func `closed here, escalated there: flagged on every side, and a step puts it right`() async throws {
    let shops = try await Shops()
    try shops.a.takeStep(.withdraw, shops.record, reason: "客户撤诉")
    shops.world.wait()
    let escalation = try shops.b.add(.escalation, [(EscalationField.to, .text("区域经理"))], to: shops.record)
    await shops.syncAll()
    for device in [shops.a, shops.b] {
      #expect(try rules(device) == [.closedWhileEscalated])
      #expect(try device.status().conflicts == 1)
      #expect(throws: StepRefusal.self) { try device.decideFirst() }
    }
    try shops.b.add(
      .escalation, [(EscalationField.ends, .text(escalation.description))], to: shops.record)
    await shops.syncAll()
    for device in [shops.a, shops.b] { #expect(try device.conflicts().isEmpty) }
  }

  @Test func `resolved here, promised there: flagged until the promise is kept`() async throws {
    let shops = try await Shops()
    try shops.a.keepAll(shops.record)
    try shops.a.takeStep(.resolve, shops.record)
    shops.world.wait()
    let promise = try shops.b.add(
      .commitment, [(CommitmentField.what, .text("送券")), (CommitmentField.due, .text("2026-11-23"))],
      to: shops.record)
    await shops.syncAll()
    for device in [shops.a, shops.b] { #expect(try rules(device) == [.resolvedWithOpenCommitment]) }
    try shops.a.edit(child: promise, [(CommitmentField.doneAt, .text("2026-11-23"))])
    await shops.syncAll()
    for device in [shops.a, shops.b] { #expect(try device.conflicts().isEmpty) }
  }

  @Test func `agreed here, changed there: the consent does not count, and the case says so`() async throws {
    let shops = try await Shops(upTo: .proposed)
    try shops.a.consent(shops.record)
    try shops.a.execute(shops.record)
    shops.world.wait()
    let option = try #require(try shops.b.children(.option, of: shops.record).first)
    try shops.b.edit(child: option, [(OptionField.cons, .text("再等一小时"))])
    await shops.syncAll()
    for device in [shops.a, shops.b] { #expect(try rules(device) == [.agreedOptionChanged]) }
  }

  @Test func `a policy that goes takes with it what only it forbade`() async throws {
    let shops = try await Shops(cost: "10000 CNY")
    #expect(try rules(shops.a).isEmpty)
    let office = try await shops.world.replica("HQ", role: .headOffice)
    _ = try office.store.write { session in
      try session.publishPolicy(from: World.start - 1) { try $0.setLimit(typed: "duty_manager/minor=50") }
    }
    for device in [office, shops.a] { #expect(await device.sync().failure == nil) }
    #expect(try rules(shops.a) == [.agreedBeyondAuthority])
    try shops.a.store.queue.inDatabase { db in
      let row = try #require(try db.sharedRecords(.policy).first)
      let state = try #require(try row.decoded())
      try CaseProjection(db, offsetMinutes: 480).remove(row, old: state)
      try db.run("DELETE FROM records WHERE rid = ?", values: [.integer(row.rid)])
    }
    #expect(try rules(shops.a).isEmpty && shops.a.status().conflicts == 0)
    #expect(try shops.a.store.examine().derived.isEmpty)
  }

  @Test
  func `two steps without sight of each other: both are kept, and the status is in conflict`() async throws {
    let shops = try await Shops()
    try shops.a.keepAll(shops.record)
    try shops.a.takeStep(.resolve, shops.record)
    shops.world.wait()
    try shops.b.takeStep(.hold, shops.record, reason: "等供应商", until: "2026-11-23")
    await shops.syncAll()
    for device in [shops.a, shops.b] {
      #expect(try device.conflicts().map(\.field) == [FieldID(CaseField.status.number)])
      #expect(try device.children(.step, of: shops.record).count == 6)
      #expect(throws: StepRefusal.self) { try device.takeStep(.execute, shops.record) }
    }
    try shops.a.decide("on_hold")
    await shops.syncAll()
    for device in [shops.a, shops.b] { #expect(try device.conflicts().isEmpty) }
    try shops.b.takeStep(.execute, shops.record)
  }

  @Test func `what is only ever added never conflicts; a plan that both edit does`() async throws {
    let shops = try await Shops()
    let promise = try #require(try shops.a.children(.commitment, of: shops.record).first)
    for (device, words) in [(shops.a, "一"), (shops.b, "二")] {
      try device.add(.progress, [(ProgressField.text, .text(words))], to: shops.record)
      try device.add(
        .need, [(NeedField.kind, .text("fact")), (NeedField.text, .text(words))], to: shops.record)
      try device.edit(child: promise, [(CommitmentField.owner, .text(words))])
      shops.world.wait()
    }
    await shops.syncAll()
    for device in [shops.a, shops.b] {
      #expect(try device.children(.progress, of: shops.record).count == 2)
      #expect(try device.children(.need, of: shops.record).count == 2)
      let conflicts = try device.conflicts()
      #expect(conflicts.map(\.field) == [FieldID(CommitmentField.owner.number)])
      #expect(conflicts.first?.record.id == promise)
    }
  }
}

extension TestReplica {
  fileprivate func takeStep(
    _ step: LoopStep, _ record: RecordID, reason: String? = nil, until: String? = nil
  ) throws {
    try store.write { session in
      let row = try #require(try session.db.record(record))
      var fields: [FieldEdit] = []
      if let reason { fields.append(FieldEdit(FieldID(StepField.reason.number), .text(reason))) }
      if let until { fields.append(FieldEdit(FieldID(StepField.until.number), .text(until))) }
      try session.takeStep(step, of: row, record: fields)
    }
  }

  @discardableResult
  fileprivate func add(
    _ kind: RecordKind, _ fields: [(FieldDefinition, Value)], to record: RecordID
  ) throws -> RecordID {
    try store.write { session in
      let row = try #require(try session.db.record(record))
      return try session.append(kind, to: row, fields.map { FieldEdit(FieldID($0.number), $1) })
    }
  }

  fileprivate func edit(child: RecordID, _ fields: [(FieldDefinition, Value)]) throws {
    try store.write { session in
      let row = try #require(try session.db.record(child))
      let root = try #require(try session.db.record(row.aggregate))
      try session.change(row, of: root, fields.map { FieldEdit(FieldID($0.number), $1) })
    }
  }

  fileprivate func children(_ kind: RecordKind, of record: RecordID) throws -> [RecordID] {
    try store.read { try $0.db.children(of: record).filter { $0.kind == kind }.map(\.id) }
  }

  fileprivate func propose(_ record: RecordID, cost: String? = nil) throws {
    try store.write { session in
      let row = try #require(try session.db.record(record))
      try session.takeStep(.propose, of: row) { session, _ in
        _ = try session.add(
          .option, to: row,
          OptionField.required.map { FieldEdit(FieldID($0.number), .text("x")) } + [
            FieldEdit(FieldID(OptionField.remedies.number, "redo"), .flag(true)),
            FieldEdit(FieldID(OptionField.role.number), .text("duty_manager")),
          ]
            + (cost.map { [FieldEdit(FieldID(OptionField.remedies.number, "compensation"), .text($0))] } ?? [])
        )
      }
    }
  }

  fileprivate func consent(_ record: RecordID) throws {
    try store.write { session in
      let row = try #require(try session.db.record(record))
      try session.takeStep(.accept, of: row) { session, file in
        let option = try #require(file.options.first)
        _ = try session.add(
          .consent, to: row,
          [
            FieldEdit(FieldID(ConsentField.option.number), .text(option.record.id.description)),
            FieldEdit(FieldID(ConsentField.seen.number), .sight(option.record.versions.sorted())),
            FieldEdit(FieldID(ConsentField.at.number), .text("2026-11-22")),
            FieldEdit(FieldID(ConsentField.how.number), .text("phone")),
          ])
      }
    }
  }

  fileprivate func execute(_ record: RecordID) throws {
    try store.write { session in
      let row = try #require(try session.db.record(record))
      let contact = FieldEdit(FieldID(CaseField.singleContact.number), .text("李娜"))
      try session.takeStep(.execute, of: row, edits: [contact]) { session, _ in
        _ = try session.add(
          .commitment, to: row,
          [
            FieldEdit(FieldID(CommitmentField.what.number), .text("上菜")),
            FieldEdit(FieldID(CommitmentField.due.number), .text("2026-11-22")),
          ])
      }
    }
  }

  fileprivate func keepAll(_ record: RecordID) throws {
    for promise in try children(.commitment, of: record) {
      try edit(child: promise, [(CommitmentField.doneAt, .text("2026-11-22"))])
    }
  }

  fileprivate func decideFirst() throws {
    let conflict = try #require(try conflicts().first)
    try store.write { try $0.resolve(conflict, shown: conflict.id, .winner, note: .none) }
  }
}
