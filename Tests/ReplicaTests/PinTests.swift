import Complaints
import FoundationEssentials
import RecordStore
import TestSupport
import Testing
import Versioning

@testable import Replica

/// People who share a device.
@Suite struct PinTests {
  private let world: World
  private let device: TestReplica
  private let manager: Person
  private let clerk: Person

  init() async throws {
    let world = try World()
    let device = try await world.replica("SH01", role: .dutyManager)
    func add(_ name: String, _ role: Role) throws -> Person {
      try device.store.write { session in
        let id = try session.newPerson(
          [
            FieldEdit(FieldID(PersonField.name.number), .text(name)),
            FieldEdit(FieldID(PersonField.role.number), .text(role.rawValue)),
          ], at: "SH01")
        return try #require(try session.reader.people().first { $0.id == id })
      }
    }
    (self.world, self.device) = (world, device)
    manager = try add("王芳", .dutyManager)
    clerk = try add("李娜", .branchStaff)
  }

  private var acting: Role { get throws { try device.store.read { $0.identity.acting } } }

  @Test func `until somebody has a PIN the device's role is everybody's; then staff's, but for who signs in`()
    throws
  {
    #expect(try acting == .dutyManager)
    try device.store.setPin(of: manager, to: "2468", old: nil)
    #expect(try acting == .branchStaff)
    #expect(throws: WriteRefusal.self) {
      try device.store.write {
        try $0.edit(clerk, [FieldEdit(FieldID(PersonField.left.number), .flag(true))])
      }
    }
    #expect(throws: PinRefusal.wrong(triesLeft: 4)) {
      try device.store.signIn(manager, pin: "1111", minutes: 15)
    }
    try device.store.signIn(manager, pin: "2468", minutes: 15)
    #expect(try acting == .dutyManager)
    let author = try device.store.write { $0.author.name }
    #expect(author == "王芳")
    // Whoever writes in another's name does no more than staff.
    #expect(try device.store.write(author: "李娜") { $0.identity.acting } == .branchStaff)
    try device.store.signOut()
    #expect(try acting == .branchStaff)
  }

  @Test func `a session ends with its minutes, whatever anybody makes the clock show, and with a restart`()
    throws
  {
    try device.store.setPin(of: manager, to: "2468", old: nil)
    try device.store.signIn(manager, pin: "2468", minutes: 15)
    world.wait(milliseconds: 14 * 60_000)
    for ahead: Int64 in [0, 86_400_000, -86_400_000] {
      device.machine.setClock(ahead: ahead)
      #expect(try acting == .dutyManager)
    }
    world.wait(milliseconds: 60_000)
    for ahead: Int64 in [0, 86_400_000, -86_400_000] {
      device.machine.setClock(ahead: ahead)
      #expect(try acting == .branchStaff, "what is over does not come back")
    }
  }

  @Test
  func
    `five wrong PINs lock it for a quarter of an hour, then for twice as long each, by no clock that is set`()
    throws
  {
    try device.store.setPin(of: manager, to: "2468", old: nil)
    func refused(_ pin: String) -> PinRefusal? {
      #expect(throws: PinRefusal.self) { try device.store.signIn(manager, pin: pin, minutes: 15) }
    }
    for left in [4, 3, 2, 1] { #expect(refused("0000") == .wrong(triesLeft: left)) }
    let quarter = ReplicaStore.lockMilliseconds
    #expect(refused("0000") == .locked(for: quarter))
    // The right one does not help before, nor does a clock.
    for ahead: Int64 in [0, 2 * quarter, -2 * quarter] {
      device.machine.setClock(ahead: ahead)
      #expect(refused("2468") == .locked(for: quarter))
    }
    world.wait(milliseconds: quarter)
    #expect(refused("0000") == .locked(for: 2 * quarter))
    world.wait(milliseconds: 2 * quarter)
    try device.store.signIn(manager, pin: "2468", minutes: 15)
    #expect(try acting == .dutyManager)
  }

  @Test func `a PIN is set by whoever knows the old one, or may do as much; and head office voids it`() throws
  {
    try device.store.setPin(of: manager, to: "2468", old: nil)
    try device.store.setPin(of: clerk, to: "1357", old: nil)
    #expect(throws: PinRefusal.notAllowed(needs: .dutyManager)) {
      try device.store.setPin(of: manager, to: "9999", old: nil)
    }
    #expect(throws: PinRefusal.malformed) { try device.store.setPin(of: clerk, to: "12", old: "1357") }
    try device.store.setPin(of: clerk, to: "8642", old: "1357")
    try device.store.signIn(clerk, pin: "8642", minutes: 15)
    #expect(throws: PinRefusal.notAllowed(needs: .dutyManager)) {
      try device.store.setPin(of: manager, to: "9999", old: nil)
    }
    try device.store.signIn(manager, pin: "2468", minutes: 15)
    try device.store.setPin(of: clerk, to: "1111", old: nil)
    let later = device.store.surroundings.wall() + 1000
    try device.store.write { session in
      let date = LocalTime(milliseconds: later, offsetMinutes: 480).rfc3339
      try session.edit(clerk, [FieldEdit(FieldID(PersonField.pinsVoid.number), .text(date))])
    }
    let voided = try #require(try device.store.read { try $0.people() }.first { $0.id == clerk.id })
    #expect(try !device.store.read { try $0.hasPin(voided) })
  }

  @Test func `no PIN stands in the file, and one hash is like no other`() throws {
    try device.store.setPin(of: manager, to: "24682468", old: nil)
    try device.store.setPin(of: clerk, to: "24682468", old: nil)
    let hashes = try device.store.read { reader in
      try reader.db.map("SELECT hash, salt FROM pins", values: []) { ($0.bytes(0) ?? [], $0.bytes(1) ?? []) }
    }
    #expect(hashes.count == 2 && hashes[0].0 != hashes[1].0 && hashes[0].1 != hashes[1].1)
    let bytes = try Data(contentsOf: URL(filePath: device.store.path))
    #expect(bytes.range(of: Data("24682468".utf8)) == nil)
  }

  @Test func `scrypt gives what RFC 7914 says`() throws {
    // Section 12, the third vector has N = 16384, r = 8, p = 1 and 64 bytes; the first 32 of them.
    let hash = PinHash(
      salt: Array("SodiumChloride".utf8),
      hash: [
        0x70, 0x23, 0xbd, 0xcb, 0x3a, 0xfd, 0x73, 0x48, 0x46, 0x1c, 0x06, 0xcd, 0x81, 0xfd, 0x38, 0xeb, 0xfd,
        0xa8, 0xfb, 0xba, 0x90, 0x4f, 0x8e, 0x3e, 0xa9, 0xb5, 0x43, 0xf6, 0x54, 0x5d, 0xa1, 0xf2,
      ], rounds: 16384)
    #expect(try hash.matches("pleaseletmein") && !hash.matches("pleaseletmeout"))
  }

  /// Edits somebody, signed in as the manager where that takes a PIN.
  private func edit(_ person: Person, _ field: FieldDefinition, _ value: Value, pin: String? = nil) throws
    -> Person
  {
    if let pin { try device.store.signIn(person, pin: pin, minutes: 15) }
    defer { if pin != nil { try? device.store.signOut() } }
    try device.store.write { session in
      let row = try #require(try session.db.record(person.id))
      _ = try session.edit(row, [FieldEdit(FieldID(field.number), value)])
      try session.endGroup()
    }
    return try #require(try device.store.read { try $0.people() }.first { $0.id == person.id })
  }

  @Test
  func
    `a clerk's PIN guards nothing; a manager's guards the device for good, and is renewed where it was voided`()
    throws
  {
    try device.store.setPin(of: clerk, to: "1357", old: nil)
    #expect(try acting == .dutyManager, "a clerk's PIN guards what is the clerk's")
    try device.store.setPin(of: manager, to: "2468", old: nil)
    #expect(try acting == .branchStaff)
    let later = LocalTime(milliseconds: device.store.surroundings.wall() + 1000, offsetMinutes: 480).rfc3339
    var now = try edit(manager, PersonField.pinsVoid, .text(later), pin: "2468")
    #expect(try acting == .branchStaff, "the device does not open by itself")
    #expect(throws: PinRefusal.none) { try device.store.signIn(now, pin: nil, minutes: 15) }
    try device.store.setPin(of: now, to: "9999", old: nil)
    let told = try device.store.read { try $0.db.record(now.id)?.decoded() }
    #expect(LoopRecord(try #require(told)).text(PersonField.pinRenewed) != nil, "head office sees it")
    try device.store.signIn(now, pin: "9999", minutes: 15)
    #expect(try acting == .dutyManager)
    now = try edit(now, PersonField.role, .text("branch_staff"), pin: "9999")
    #expect(try acting == .branchStaff, "nor where its owner is demoted")
    #expect(throws: PinRefusal.self) { try device.store.setPin(of: manager, to: "1111", old: nil) }
  }

  @Test func `nobody gives more than they may, and who is given more sets a new PIN`() throws {
    func set(_ person: Person, _ role: Role) throws {
      _ = try device.store.write {
        try $0.edit(person, [FieldEdit(FieldID(PersonField.role.number), .text(role.rawValue))])
      }
    }
    #expect(throws: WriteRefusal.self) { try set(manager, .admin) }
    #expect(throws: WriteRefusal.self) { try set(clerk, .headOffice) }
    try device.store.setPin(of: clerk, to: "1357", old: nil)
    try set(clerk, .dutyManager)
    let promoted = try #require(try device.store.read { try $0.people() }.first { $0.id == clerk.id })
    #expect(promoted.role == .dutyManager)
    #expect(try !device.store.read { try $0.hasPin(promoted) })
  }

  @Test func `nobody writes in the name of somebody who has a PIN, and a former name stays theirs`() throws {
    try device.store.setPin(of: manager, to: "2468", old: nil)
    #expect(throws: PinRefusal.signInFirst(name: "王芳")) {
      try device.store.write(author: "王芳") { session in
        _ = try session.newCase(
          try CaseInput.newCase(
            [("channel", "phone"), ("narrative", "x")].map { (id: $0.0, text: $0.1) }, now: session.here))
      }
    }
    try device.store.signIn(manager, pin: "2468", minutes: 15)
    _ = try device.store.write { session in
      try session.edit(manager, [FieldEdit(FieldID(PersonField.name.number), .text("王方"))])
    }
    let renamed = try #require(try device.store.read { try $0.people() }.called("王芳"))
    #expect(renamed.id == manager.id && renamed.name == "王方")
  }

  @Test func `a backup that is put back undoes no try, and lets nobody in`() throws {
    try device.store.setPin(of: manager, to: "2468", old: nil)
    try device.store.signIn(manager, pin: "2468", minutes: 600)
    let backup = world.folder.appending(path: "before.sqlite").path
    try device.store.backup(to: backup, replacing: false)
    try device.store.signOut()
    for left in [4, 3] {
      #expect(throws: PinRefusal.wrong(triesLeft: left)) {
        try device.store.signIn(manager, pin: "0000", minutes: 15)
      }
    }
    _ = try ReplicaStore.putBack(
      backup: backup, to: device.store.path, aside: world.folder.appending(path: "aside").path,
      acceptingAnother: false, surroundings: device.store.surroundings)
    let again = try ReplicaStore.open(path: device.store.path, surroundings: device.store.surroundings)
    #expect(try again.read { $0.identity.acting } == .branchStaff)
    #expect(throws: PinRefusal.wrong(triesLeft: 2)) { try again.signIn(manager, pin: "0000", minutes: 15) }
  }
}
