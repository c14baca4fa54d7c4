import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Synchronization
import TestSupport
import Testing
import Versioning

/// Head office was restored, and what it lost is held by one device only: it comes back, or it is told that it
/// did not, for as long as that is so.
@Suite("What a recovery brings back, and what it tells")
struct UnrepairedTests {
  private static let year: Int64 = 365 * 86_400_000

  private func syncAll(_ replicas: [TestReplica]) async {
    for replica in replicas {
      let (report, failure) = await replica.sync()
      #expect(failure == nil && report.unrepaired.isEmpty && report.unrepairedScopes.isEmpty)
    }
  }

  private func log(_ replica: TestReplica, _ text: String = "The soup was cold") throws -> RecordID {
    try replica.new([("channel", "phone"), ("narrative", text), ("customer_id", "K1")])
  }

  @Test(arguments: [false, true])
  func `a note of a dead device at the branch to which the case had moved since`(byFile: Bool) async throws {
    let world = try World()
    let origin = try await world.replica("SH02")
    let (first, dead) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try log(origin)
    await syncAll([origin, first, dead])
    let copy = try world.backUpOffice()
    try origin.transfer(record, to: "SH01")
    await syncAll([origin, dead])
    try dead.note(record, "note of the dead")
    await syncAll([dead, first])
    try world.restoreOffice(copy)
    if byFile {
      for _ in 0..<3 {
        let answer = try await world.service.answer(bundle: try writeBundle(first.store).file).answer
        _ = try readBundle(answer, into: first.store)
      }
    }
    await syncAll([first, origin, first])
    let newcomer = try await world.replica("SH01")
    await syncAll([newcomer])
    for replica in [first, newcomer] {
      #expect(try replica.notes(record) == ["note of the dead"])
      #expect(try replica.digest("SH01") == first.digest("SH01"))
    }
    #expect(try origin.cases().isEmpty)
    #expect(try world.office.examine().agreement.isEmpty)
  }

  @Test
  func
    `head office was restored from before a branch was added: the rest goes on, and it is told until it is back`()
    async throws
  {
    let world = try World(branches: ["SH01"])
    let admin = try await world.replica("HQ", role: .admin)
    let first = try await world.replica("SH01")
    let copy = try world.backUpOffice()
    try world.office.addBranch(BranchCode(typed: "SH02"), name: nil, now: 0)
    let second = try await world.replica("SH02", role: .dutyManager)
    let record = try log(second)
    let other = try log(first)
    await syncAll([second, first, admin])
    try world.restoreOffice(copy)
    for _ in 0..<2 {
      let (report, failure) = await admin.sync()
      #expect(failure == nil && report.unrepaired.map(\.record) == [record])
      #expect(try admin.holds(record) && admin.holds(other))
      #expect(try admin.store.examine().all.isEmpty)
    }
    await syncAll([first])
    try world.office.addBranch(BranchCode(typed: "SH02"), name: nil, now: 0)
    try await second.enrol(with: world.code("SH02", .dutyManager))
    await syncAll([second, admin])
    #expect(try admin.digest("SH02") == second.digest("SH02"))
  }

  @Test
  func `two transfers, of which head office lost one: what the former branch wrote is not lost`()
    async throws
  {
    let world = try World(branches: ["SH01", "SH02", "SH03"])
    let origin = try await world.replica("SH02")
    let (first, dead) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let last = try await world.replica("SH03", role: .dutyManager)
    let admin = try await world.replica("HQ", role: .admin)
    let record = try log(origin)
    await syncAll([origin, admin])
    let copy = try world.backUpOffice()
    try origin.transfer(record, to: "SH01")
    await syncAll([origin, dead])
    try dead.edit(record, "title", "by the dead")
    try dead.note(record, "note of the dead")
    await syncAll([dead, first])
    try world.restoreOffice(copy)
    // Head office's own device had not heard of the first transfer.
    try admin.transfer(record, to: "SH03")
    await syncAll([admin, last, first, origin, last, first])
    #expect(try world.office.examine().agreement.isEmpty)
    #expect(try last.holds(record) != first.holds(record))
    let holder = try last.holds(record) ? last : first
    #expect(try holder.notes(record) == ["note of the dead"])
    #expect(try holder.value(record, "title") == .text("by the dead"))
    await syncAll([first, last, admin])
    for (replica, scope) in [(first, "SH01"), (last, "SH03")] {
      #expect(try replica.digest(scope) == admin.digest(scope))
    }
  }

  /// A device holds a note that head office lost and does not take: its clock is a year behind what it was.
  private func refused() async throws -> (World, TestReplica, RecordID, RecordID, admin: TestReplica) {
    let world = try World()
    let (a, dead) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let admin = try await world.replica("HQ", role: .admin)
    let record = try log(a)
    await syncAll([a, dead, admin])
    let copy = try world.backUpOffice()
    world.setOfficeClock(by: Self.year)
    let note = try dead.note(record, "note of the dead")
    #expect(await dead.sync().failure == nil)
    await syncAll([a])
    world.setOfficeClock(by: -Self.year)
    try world.restoreOffice(copy)
    return (world, a, record, note, admin)
  }

  @Test
  func `what is not taken is kept, told with every sync, and taken as soon as that is possible`()
    async throws
  {
    let (world, a, record, note, _) = try await refused()
    for _ in 0..<2 {
      let (report, failure) = await a.sync()
      #expect(failure == nil)
      #expect(report.unrepaired.map(\.record) == [note])
      #expect(report.unrepaired.first?.number == (try a.number(record)))
      #expect(try a.notes(record) == ["note of the dead"])
      #expect(try a.status().unrepaired.map(\.record) == [note])
    }
    // Head office knows that somebody holds more than it does.
    await a.sync()
    #expect(
      try world.office.examine().agreement
        == [.heldElsewhere(device: "device", branch: "SH01", records: 1)])
    #expect(try world.office.examine().all.isEmpty)
    // News in between change nothing of that, and are no bug.
    try a.edit(record, "title", "Cold soup")
    let (report, failure) = await a.sync()
    #expect(failure == nil && report.digestMismatches.isEmpty && report.unrepaired.count == 1)
    // By file it is told too.
    let answer = try await world.service.answer(bundle: try writeBundle(a.store).file).answer
    #expect(try readBundle(answer, into: a.store).unrepaired.map(\.record) == [note])
    world.setOfficeClock(by: Self.year)
    await syncAll([a])
    let newcomer = try await world.replica("SH01")
    await syncAll([newcomer, a])
    #expect(try newcomer.notes(record) == ["note of the dead"])
    #expect(try newcomer.digest("SH01") == a.digest("SH01"))
    #expect(try a.status().unrepaired.isEmpty)
    #expect(try world.office.examine().agreement.isEmpty)
  }

  @Test
  func `what an exchange asks of it begins with the few records concerned, not with all of them`()
    async throws
  {
    let (_, a, record, _, _) = try await refused()
    await a.sync()
    let asked = Statements()
    try await a.store.queue.writeWithoutTransaction { db in
      db.trace { event in
        guard case .statement(let statement) = event, statement.sql.contains("unrepaired u") else { return }
        asked.all.withLock { _ = $0.insert(statement.sql) }
      }
    }
    try a.edit(record, "title", "Cold soup")
    #expect(await a.sync().report.unrepaired.count == 1)
    try await a.store.queue.writeWithoutTransaction { db in
      db.trace(options: [], nil)
      let all = asked.all.withLock { $0 }
      // Told, counted, offered, and held against head office's digest.
      #expect(all.count { $0.contains("JOIN records r") } >= 4, "\(all)")
      for sql in all where sql.hasPrefix("SELECT") {
        let arguments = StatementArguments(Array(repeating: 1, count: sql.count { $0 == "?" }))
        let steps = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
        #expect(!steps.contains { ($0["detail"] as String).hasPrefix("SCAN r") }, "\(steps): \(sql)")
      }
    }
  }

  private final class Statements: Sendable {
    let all = Mutex<Set<String>>([])
  }

  @Test func `an erasure reaches what head office does not have`() async throws {
    let (world, a, record, _, admin) = try await refused()
    await a.sync()
    #expect(world.holds("note of the dead", a.store.path))
    try admin.store.write { _ = try $0.eraseCustomer("K1", reason: .none) }
    await syncAll([admin])
    for _ in 0..<2 { #expect(await a.sync().failure == nil) }
    #expect(!world.holds("note of the dead", a.store.path))
    #expect(try a.value(record, "narrative") == .none)
    #expect(try waiting(world, for: a) == false)
  }

  @Test(arguments: [true, false])
  func
    `an erasure is not acknowledged where a whole case of the customer is held that head office cannot name`(
      isOfCustomer: Bool
    ) async throws
  {
    let world = try World()
    let (a, dead) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let admin = try await world.replica("HQ", role: .admin)
    await syncAll([a, dead, admin])
    let copy = try world.backUpOffice()
    world.setOfficeClock(by: Self.year)
    _ = try log(dead, "story of the dead")
    #expect(await dead.sync().failure == nil)
    await syncAll([a])
    world.setOfficeClock(by: -Self.year)
    try world.restoreOffice(copy)
    // Head office has nothing in this scope, and so sends no page of it: that is told all the same.
    let (report, failure) = await a.sync()
    #expect(failure == nil && report.unrepaired.count == 1 && report.unrepairedScopes.isEmpty)
    try admin.store.write { _ = try $0.eraseCustomer(isOfCustomer ? "K1" : "K2", reason: .none) }
    await syncAll([admin])
    for _ in 0..<2 { #expect(await a.sync().failure == nil) }
    #expect(try waiting(world, for: a) == isOfCustomer)
    // It comes, is erased on arrival, and then it is done.
    world.setOfficeClock(by: Self.year)
    await syncAll([a, a])
    #expect(world.holds("story of the dead", a.store.path) != isOfCustomer)
    #expect(try !waiting(world, for: a))
  }

  private func waiting(_ world: World, for replica: TestReplica) throws -> Bool {
    let id = try replica.id.data
    return try world.office.erasureStatus().contains { $0.waiting.contains { $0.replica == id } }
  }

  @Test
  func `a plain difference: head office's word stands, and what waits here goes up all the same`()
    async throws
  {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try log(a)
    await syncAll([a, b])
    // A fault at head office takes a note out of everything but b.
    let note = try a.note(record, "never was")
    await syncAll([a, b])
    try await world.office.pool.write { db in
      try db.execute(sql: "DELETE FROM records WHERE id = ?", arguments: [note.data])
      for var scope in try db.scopes() where scope.code == "SH01" {
        let rows = try db.rows("SELECT id, state FROM records WHERE scope = ?", [scope.rid])
        scope.digest = ScopeDigest()
        for row in rows {
          if let id = row.identifier(0), let state = row.bytes(1) {
            scope.digest.add(record: id, state: state)
          }
        }
        scope.records = Int64(rows.count)
        try db.update(scope)
      }
    }
    try b.edit(record, "title", "Cold soup")
    let (report, failure) = await b.sync()
    #expect(failure == nil && report.digestMismatches == ["SH01"] && report.differing.contains(note))
    #expect(report.unrepaired.isEmpty && report.unrepairedScopes.isEmpty)
    #expect(try b.notes(record).isEmpty)
    let again = await b.sync()
    #expect(again.failure == nil && again.report.digestMismatches.isEmpty)
    #expect(try b.value(record, "title") == .text("Cold soup"))
  }
}
