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

/// A device and head office are both put back from backups: numbers that others have seen are given again, and nobody
/// can tell by them. Nothing that anybody holds is lost by that.
@Suite("A number that was given twice")
struct UsedTwiceTests {
  /// Devices of a branch that hold one case; copies of head office and of one of the devices as they are then.
  struct Shop {
    let world: World
    let a: TestReplica
    let o: TestReplica
    let x: TestReplica
    let record: RecordID
    let office: String
    let copy: String

    init() async throws {
      world = try World()
      a = try await world.replica("SH01")
      o = try await world.replica("SH01")
      x = try await world.replica("SH01")
      record = try a.new()
      for device in [a, o, x] { #expect(await device.sync().failure == nil) }
      office = try world.backUpOffice()
      copy = try world.backup(o)
    }

    /// Everybody syncs until nothing moves, and holds the same.
    func settle(_ devices: [TestReplica], conflicts: Int = 0) async throws {
      for _ in 0..<3 {
        for device in devices {
          let (report, failure) = await device.sync()
          #expect(failure == nil && report.unrepairedScopes.isEmpty)
        }
      }
      let newcomer = try await world.replica("SH01")
      for device in [newcomer] + devices {
        let (report, failure) = await device.sync()
        #expect(failure == nil && report.unrepaired.isEmpty)
        #expect(try device.conflicts().count == conflicts)
        #expect(try device.quarantined().isEmpty && device.status().pending == 0)
        #expect(try device.digest("SH01") == newcomer.digest("SH01"))
        #expect(try device.store.examine().all.isEmpty)
      }
      #expect(try world.office.examine().all.isEmpty && world.office.quarantine().isEmpty)
    }

    func expect(_ devices: [TestReplica], _ fields: [String: String], notes: [String] = []) throws {
      for device in devices {
        for (field, value) in fields { #expect(try device.value(record, field) == .text(value), "\(field)") }
        #expect(try device.notes(record).sorted() == notes.sorted())
      }
    }
  }

  @Test(arguments: ["o edits, o, a", "a, o edits, o", "a, o, o edits", "o edits, a, o"])
  func
    `what others hold of the device that was put back, and of one that died since, comes back beside its new number`(
      order: String
    ) async throws
  {
    let shop = try await Shop()
    try shop.o.edit(shop.record, "title", "by o")
    await shop.o.sync()
    await shop.x.sync()
    try shop.x.edit(shop.record, "expectation", "by x")
    await shop.x.sync()
    await shop.a.sync()
    // x never comes again.
    try shop.world.restoreOffice(shop.office)
    let o = try shop.world.open(shop.copy)
    for step in order.split(separator: ", ") {
      switch step {
      case "o edits": try o.edit(shop.record, "place", "by o again")
      case "o": #expect(await o.sync().failure == nil, "\(order)")
      default: #expect(await shop.a.sync().failure == nil, "\(order)")
      }
    }
    try await shop.settle([shop.a, o])
    try shop.expect([shop.a, o], ["title": "by o", "expectation": "by x", "place": "by o again"])
  }

  @Test(arguments: [true, false])
  func `two values of one field under one number stand against each other`(deviceFirst: Bool) async throws {
    let shop = try await Shop()
    try shop.o.edit(shop.record, "title", "first")
    await shop.o.sync()
    await shop.a.sync()
    try shop.world.restoreOffice(shop.office)
    let o = try shop.world.open(shop.copy)
    try o.edit(shop.record, "title", "second")
    for device in deviceFirst ? [o, shop.a] : [shop.a, o] { #expect(await device.sync().failure == nil) }
    try await shop.settle([shop.a, o], conflicts: 1)
    let conflict = try #require(try shop.a.conflicts().first)
    #expect(Set(conflict.heads.map(\.value)) == [.text("first"), .text("second")])
  }

  @Test
  func `a value under the first of both is not taken for one that was written over the second`()
    async throws
  {
    let shop = try await Shop()
    try shop.o.edit(shop.record, "title", "by o")
    await shop.o.sync()
    await shop.x.sync()
    // What the number said first stands in no state any more.
    try shop.x.edit(shop.record, "title", "over it by x")
    await shop.x.sync()
    await shop.a.sync()
    try shop.world.restoreOffice(shop.office)
    shop.world.wait()
    let o = try shop.world.open(shop.copy)
    try o.edit(shop.record, "title", "by o again")
    #expect(await o.sync().failure == nil)
    #expect(await shop.a.sync().failure == nil)
    try await shop.settle([shop.a, o], conflicts: 1)
    let conflict = try #require(try shop.a.conflicts().first)
    #expect(Set(conflict.heads.map(\.value)) == [.text("over it by x"), .text("by o again")])
  }

  @Test
  func `several devices bring what they hold of it: it comes once, and who replaces it replaces it for all`()
    async throws
  {
    let shop = try await Shop()
    try shop.o.edit(shop.record, "title", "by o")
    await shop.o.sync()
    for device in [shop.a, shop.x] { await device.sync() }
    try shop.world.restoreOffice(shop.office)
    let o = try shop.world.open(shop.copy)
    try o.note(shop.record, "by o again")
    await o.sync()
    #expect(await shop.a.sync().failure == nil)
    try shop.a.edit(shop.record, "title", "over it by a")
    #expect(await shop.a.sync().failure == nil)
    #expect(await shop.x.sync().failure == nil)
    try await shop.settle([shop.a, shop.x, o])
    try shop.expect([shop.a, shop.x, o], ["title": "over it by a"], notes: ["by o again"])
  }

  // MARK: Copies

  /// A copy of a store wrote and synced; then head office was put back, and the original gave the same numbers.
  private func copied(
    _ write: (TestReplica, RecordID) throws -> Void
  ) async throws -> (shop: Shop, copy: TestReplica) {
    let shop = try await Shop()
    let copy = try shop.world.open(shop.copy)
    try write(copy, shop.record)
    #expect(await copy.sync().failure == nil)
    await shop.a.sync()
    try shop.world.restoreOffice(shop.office)
    return (shop, copy)
  }

  @Test(arguments: [true, false], [true, false])
  func `a copy brings what it had synced, and so does whoever holds it`(copyFirst: Bool, isNote: Bool)
    async throws
  {
    let (shop, copy) = try await copied { copy, record in
      if isNote {
        try copy.note(record, "of the copy")
      } else {
        try copy.edit(record, "title", "of the copy")
      }
    }
    if isNote { try shop.o.note(shop.record, "of o") } else { try shop.o.edit(shop.record, "place", "of o") }
    #expect(await shop.o.sync().failure == nil)
    for device in copyFirst ? [copy, shop.a] : [shop.a, copy] { #expect(await device.sync().failure == nil) }
    try await shop.settle([shop.a, shop.o, copy])
    try shop.expect(
      [shop.a, shop.o, copy], isNote ? [:] : ["title": "of the copy", "place": "of o"],
      notes: isNote ? ["of the copy", "of o"] : [])
  }

  @Test func `nobody else holds it: the copy alone brings it`() async throws {
    let shop = try await Shop()
    let copy = try shop.world.open(shop.copy)
    try copy.edit(shop.record, "title", "of the copy")
    #expect(await copy.sync().failure == nil)
    try shop.world.restoreOffice(shop.office)
    try shop.o.edit(shop.record, "place", "of o")
    #expect(await shop.o.sync().failure == nil)
    #expect(await copy.sync().report.isNewIncarnation)
    try await shop.settle([shop.a, shop.o, copy])
    try shop.expect([shop.a, shop.o, copy], ["title": "of the copy", "place": "of o"])
  }

  @Test(arguments: [true, false])
  func `what came after it in the copy goes on from it`(isHeard: Bool) async throws {
    let shop = try await Shop()
    let copy = try shop.world.open(shop.copy)
    try copy.edit(shop.record, "title", "of the copy")
    if isHeard {
      #expect(await copy.sync().failure == nil)
    } else {
      // Head office took it, and only said so.
      copy.transport.plan([nil, .dropRequest, .dropRequest])
      await copy.sync()
      copy.transport.plan([])
    }
    try copy.edit(shop.record, "title", "of the copy, twice")
    try copy.note(shop.record, "of the copy")
    try shop.world.restoreOffice(shop.office)
    try shop.o.edit(shop.record, "place", "of o")
    #expect(await shop.o.sync().failure == nil)
    #expect(await copy.sync().failure == nil)
    try await shop.settle([shop.a, shop.o, copy])
    try shop.expect(
      [shop.a, shop.o, copy], ["title": "of the copy, twice", "place": "of o"], notes: ["of the copy"])
  }

  @Test
  func `what a third device has written over it, and not sent, is written over it still`() async throws {
    let shop = try await Shop()
    try shop.o.edit(shop.record, "title", "by o")
    await shop.o.sync()
    let other = try shop.a.new()
    await shop.a.sync()
    try shop.a.edit(shop.record, "title", "over it by a")
    // Two changes that go together.
    try shop.a.delete(other)
    try shop.world.restoreOffice(shop.office)
    let o = try shop.world.open(shop.copy)
    try o.edit(shop.record, "place", "by o again")
    await o.sync()
    #expect(await shop.a.sync().failure == nil)
    try await shop.settle([shop.a, o])
    try shop.expect([shop.a, o], ["title": "over it by a", "place": "by o again"])
    #expect(try o.holds(other) && o.cases().map(\.id) == [shop.record])
  }

  @Test func `a copy that only reads what the original sent finds out that it is one`() async throws {
    let shop = try await Shop()
    let copy = try shop.world.open(shop.copy)
    try shop.o.edit(shop.record, "title", "by o")
    #expect(await shop.o.sync().failure == nil)
    let (report, failure) = await copy.sync()
    #expect(failure == nil && report.isNewIncarnation)
    #expect(try copy.value(shop.record, "title") == .text("by o"))
  }

  @Test func `what comes again has not seen what was made since under the same number`() async throws {
    let shop = try await Shop()
    try shop.o.edit(shop.record, "title", "by o")
    await shop.o.sync()
    await shop.a.sync()
    try shop.a.edit(shop.record, "title", "over it by a")
    #expect(await shop.a.sync().failure == nil)
    try shop.world.restoreOffice(shop.office)
    shop.world.wait()
    let o = try shop.world.open(shop.copy)
    try o.edit(shop.record, "title", "by o again")
    #expect(await o.sync().failure == nil)
    #expect(await shop.a.sync().failure == nil)
    try await shop.settle([shop.a, o], conflicts: 1)
    let conflict = try #require(try shop.a.conflicts().first)
    #expect(Set(conflict.heads.map(\.value)) == [.text("over it by a"), .text("by o again")])
  }

  @Test
  func `what a copy wrote over its own change does not replace the original's of the same number`()
    async throws
  {
    for isHeard in [true, false] {
      let shop = try await Shop()
      let copy = try shop.world.open(shop.copy)
      try copy.edit(shop.record, "title", "of the copy")
      if !isHeard { copy.transport.plan([nil, .dropRequest, .dropRequest]) }
      await copy.sync()
      copy.transport.plan([])
      try copy.edit(shop.record, "title", "of the copy, twice")
      try shop.world.restoreOffice(shop.office)
      try shop.o.edit(shop.record, "title", "of o")
      #expect(await shop.o.sync().failure == nil)
      #expect(await copy.sync().failure == nil)
      try await shop.settle([shop.a, shop.o, copy], conflicts: 1)
      let conflict = try #require(try shop.a.conflicts().first)
      #expect(
        Set(conflict.heads.map(\.value)) == [.text("of the copy, twice"), .text("of o")], "\(isHeard)")
    }
  }

  @Test func `the same by file: what was told of the first bundle goes with the second`() async throws {
    let shop = try await Shop()
    let reader = try await shop.world.byTicket("SH01")
    func carry() async throws {
      let answer = try await shop.world.service.answer(bundle: writeBundle(reader.store).file).answer
      _ = try readBundle(answer, into: reader.store)
    }
    try await carry()
    let backup = try shop.world.backUpOffice()
    try shop.o.edit(shop.record, "title", "by o")
    await shop.o.sync()
    try await carry()
    try shop.world.restoreOffice(backup)
    let o = try shop.world.open(shop.copy)
    try o.edit(shop.record, "place", "by o again")
    #expect(await o.sync().failure == nil)
    for _ in 0..<4 { try await carry() }
    #expect(try reader.store.read { try $0.unrepaired() }.isEmpty)
    try await shop.settle([shop.a, o])
    try shop.expect([shop.a, o, reader], ["title": "by o", "place": "by o again"])
  }
}
