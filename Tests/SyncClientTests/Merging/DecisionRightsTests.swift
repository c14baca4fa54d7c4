import CaseIndex
import Complaints
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// Deciding a conflict is writing: besides the right to decide it takes whatever an edit of the same record takes.
@Suite("What a decision takes")
struct DecisionRightsTests {
  private static let role = FieldID(PersonField.role.number)

  private func sync(_ devices: TestReplica..., in world: World) async {
    for device in devices { #expect(await device.sync().failure == nil) }
    world.wait()
  }

  /// - Returns: the roles that it would take; nil: it was not refused for a role.
  private func needs(_ write: () throws -> Void) throws -> [Role]? {
    do {
      try write()
      return nil
    } catch WriteRefusal.notAllowed(_, let needs) { return needs }
  }

  @Test func `who decides what role a person has gives none above the own, and takes none such away`()
    async throws
  {
    let world = try World()
    let manager = try await world.replica("SH01", role: .dutyManager)
    let office = try await world.replica("HQ", role: .headOffice)
    let name = FieldEdit(FieldID(PersonField.name.number), .text("王芳"))
    let id = try manager.store.write { try $0.newPerson([name], at: "SH01") }
    await sync(manager, office, in: world)
    func person(_ session: WriteSession) throws -> Person {
      try #require(try session.reader.people().first { $0.id == id })
    }
    func give(_ given: Role, _ device: TestReplica) throws {
      _ = try device.store.write { session in
        try session.edit(try person(session), [FieldEdit(Self.role, .text(given.rawValue))])
      }
      world.wait()
    }
    try give(.dutyManager, manager)
    try give(.headOffice, office)
    await sync(manager, office, manager, in: world)
    let conflict = try #require(try manager.conflicts().first { $0.field == Self.role })
    let own = try #require(conflict.heads.first { $0.value == .text("duty_manager") })
    let high: [Role] = [.headOffice, .admin]
    for decision in [Decision.winner, .take(own.dot), .value(.text("branch_staff")), .value(.text("admin"))] {
      let needed = try needs {
        try manager.store.write { try $0.resolve(conflict, shown: conflict.id, decision, note: .none) }
      }
      #expect(needed == (decision.gives("admin") ? [.admin] : high))
    }
    // Nor by an edit that leaves one of them.
    #expect(try needs { try give(.branchStaff, manager) } == high)
    #expect(try manager.status().pending == 0)
    let open = try #require(try office.conflicts().first { $0.field == Self.role })
    try office.store.write { try $0.resolve(open, shown: open.id, .winner, note: .none) }
    await sync(office, manager, in: world)
    // Each gift of more voids PINs: of when that was both said something.
    #expect(try manager.conflicts().allSatisfy { $0.field != Self.role })
    #expect(try manager.quarantined().isEmpty && office.quarantined().isEmpty)
    #expect(try manager.store.read { try $0.people().map(\.role) } == [.headOffice])
  }

  @Test func `what head office publishes is decided where it is published`() async throws {
    let world = try World()
    let one = try await world.replica("HQ", role: .headOffice)
    let two = try await world.replica("HQ", role: .admin)
    let branch = try await world.replica("SH01", role: .headOffice)
    for (device, text) in [(one, "Thanks a lot."), (two, "Many thanks.")] {
      try device.store.write { session in
        _ = try session.publish(
          nil as Phrase?, "own_thanks", [FieldEdit(FieldID(PhraseField.text.number), .text(text))])
      }
      world.wait()
    }
    await sync(one, two, one, branch, in: world)
    let conflict = try #require(try branch.conflicts().first)
    func decide(_ device: TestReplica) throws {
      try device.store.write { try $0.resolve(conflict, shown: conflict.id, .winner, note: .none) }
    }
    #expect(try needs { try decide(branch) } == [.headOffice, .admin])
    #expect(try branch.status().pending == 0)
    try decide(one)
    await sync(one, branch, in: world)
    #expect(try branch.conflicts().isEmpty && one.quarantined().isEmpty)
  }

  @Test func `why a manuscript comes back is head office's to decide, also where two of it say it`()
    async throws
  {
    let world = try World()
    let manager = try await world.replica("SH01", role: .dutyManager)
    let (one, two) = (
      try await world.replica("HQ", role: .headOffice), try await world.replica("HQ", role: .admin)
    )
    let title = FieldEdit(FieldID(ManuscriptField.title.number), .text("Cold soup"))
    let id = try manager.store.write { try $0.newManuscript(.article, [title]) }
    await sync(manager, one, two, in: world)
    for (device, reason) in [(one, "too long"), (two, "too short")] {
      try device.store.write { session in
        let item = try #require(try session.reader.manuscripts().first { $0.id == id })
        try session.sendBack(item, because: .text(reason))
      }
      world.wait()
    }
    await sync(one, two, one, manager, in: world)
    let conflict = try #require(
      try manager.conflicts().first { $0.field.number == ManuscriptField.returned.number })
    func decide(_ device: TestReplica) throws {
      try device.store.write { try $0.resolve(conflict, shown: conflict.id, .winner, note: .none) }
    }
    #expect(try needs { try decide(manager) } == [.headOffice, .admin])
    #expect(try manager.status().pending == 0)
    try decide(one)
    await sync(one, manager, in: world)
    #expect(try manager.conflicts().isEmpty && one.quarantined().isEmpty)
  }

  @Test func `an option's role is decided by whoever may propose as that`() async throws {
    let world = try World()
    let manager = try await world.replica("SH01", role: .dutyManager)
    let office = try await world.replica("HQ", role: .headOffice)
    let root = try manager.new()
    let field = FieldID(OptionField.role.number)
    func write(_ role: Role, _ device: TestReplica, to option: RecordID?) throws {
      try device.store.write { session in
        let row = try #require(try session.db.record(root))
        let edit = FieldEdit(field, .text(role.rawValue))
        if let option {
          try session.change(try #require(try session.db.record(option)), of: row, [edit])
        } else {
          try session.append(.option, to: row, [edit])
        }
      }
      world.wait()
    }
    try write(.branchStaff, manager, to: nil)
    await sync(manager, office, in: world)
    let option = try #require(
      try manager.store.read { try $0.db.children(of: root) }.first { $0.kind == .option })
    try write(.dutyManager, manager, to: option.id)
    try write(.headOffice, office, to: option.id)
    await sync(manager, office, manager, in: world)
    let conflict = try #require(try manager.conflicts().first { $0.field == field })
    func decide(_ decision: Decision) throws {
      try manager.store.write { try $0.resolve(conflict, shown: conflict.id, decision, note: .none) }
    }
    #expect(try needs { try decide(.winner) } == [.headOffice, .admin])
    try decide(.value(.text("duty_manager")))
    await sync(manager, office, in: world)
    #expect(try manager.conflicts().isEmpty && manager.quarantined().isEmpty)
  }
}

extension Decision {
  fileprivate func gives(_ text: String) -> Bool {
    if case .value(.text(text)) = self { true } else { false }
  }
}
