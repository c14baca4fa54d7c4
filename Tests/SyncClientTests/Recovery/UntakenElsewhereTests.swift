import Complaints
import HeadOffice
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Head office was restored, and has a case in another branch than a device holds it in that sees both: what it does not
/// take of what is held is kept beside its own word, and comes back once it may.
@Suite("What is not taken of a case that head office has elsewhere")
struct UntakenElsewhereTests {
  /// Head office has lost a transfer to SH01, and holds it back since whoever gave the case may not any more.
  private func given() async throws -> (
    world: World, giver: TestReplica, admin: TestReplica, case: RecordID
  ) {
    let world = try World()
    let giver = try await world.replica("SH02", role: .dutyManager)
    let admin = try await world.replica("HQ", role: .admin)
    let record = try giver.new()
    #expect(await giver.sync().failure == nil)
    let copy = try world.backUpOffice()
    try giver.transfer(record, to: "SH01")
    for replica in [giver, admin] { #expect(await replica.sync().failure == nil) }
    #expect(try admin.value(record, CaseField.branch.id) == .text("SH01"))
    try world.restoreOffice(copy)
    try await giver.enrol(with: world.code("SH02", .auditor))
    #expect(await giver.sync().failure == nil)
    #expect(try !giver.quarantined().isEmpty)
    return (world, giver, admin, record)
  }

  @Test func `it is told with every sync, and nothing of it goes`() async throws {
    let (world, giver, admin, record) = try await given()
    for _ in 0..<3 {
      let (report, failure) = await admin.sync()
      #expect(failure == nil && report.unrepairedScopes.isEmpty)
      #expect(report.unrepaired.contains { $0.record == record })
      #expect(report.unrepaired.allSatisfy { $0.aggregate == record })
      #expect(try admin.store.examine().all.isEmpty)
    }
    #expect(try admin.digest("SH02") == giver.digest("SH02"))
    #expect(try world.office.devices().contains { $0.unrepaired > 0 })
  }

  @Test
  func `it stays at the branch to which it was given, and is told, also where it had left that before`()
    async throws
  {
    let world = try World()
    let (first, dead) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let giver = try await world.replica("SH02", role: .dutyManager)
    let record = try first.new()
    #expect(await first.sync().failure == nil)
    try first.transfer(record, to: "SH02")
    for replica in [first, dead, giver] { #expect(await replica.sync().failure == nil) }
    let copy = try world.backUpOffice()
    try giver.transfer(record, to: "SH01")
    for replica in [giver, dead] { #expect(await replica.sync().failure == nil) }
    try dead.edit(record, "title", "by the dead")
    for replica in [dead, first] { #expect(await replica.sync().failure == nil) }
    try world.restoreOffice(copy)
    try await giver.enrol(with: world.code("SH02", .auditor))
    #expect(await giver.sync().failure == nil)
    for _ in 0..<2 {
      let (report, failure) = await first.sync()
      #expect(failure == nil && report.unrepaired.contains { $0.record == record })
      #expect(try first.value(record, "title") == .text("by the dead"))
      #expect(try first.store.examine().all.isEmpty)
    }
    try await giver.enrol(with: world.code("SH02", .dutyManager))
    for replica in [giver, first, giver, first] { #expect(await replica.sync().failure == nil) }
    let newcomer = try await world.replica("SH01")
    for replica in [newcomer, first] {
      let (report, failure) = await replica.sync()
      #expect(failure == nil && report.unrepaired.isEmpty)
      #expect(try replica.value(record, "title") == .text("by the dead"))
    }
    #expect(try first.digest("SH01") == newcomer.digest("SH01") && !giver.holds(record))
  }

  @Test
  func `it is offered with the commit of the branch in which it was held, and taken as soon as it may be`()
    async throws
  {
    let (world, giver, admin, record) = try await given()
    #expect(await admin.sync().failure == nil)
    // The giver's own word comes later.
    try await giver.enrol(with: world.code("SH02", .dutyManager))
    for _ in 0..<2 { #expect(await admin.sync().failure == nil) }
    let given = try await world.replica("SH01")
    for replica in [given, admin, giver] {
      let (report, failure) = await replica.sync()
      #expect(failure == nil && report.unrepaired.isEmpty)
    }
    #expect(try given.holds(record) && !giver.holds(record) && giver.quarantined().isEmpty)
    #expect(try admin.digest("SH01") == given.digest("SH01"))
  }
}
