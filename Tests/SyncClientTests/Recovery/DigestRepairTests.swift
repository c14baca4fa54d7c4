import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// A replica's file was damaged, or this program has a bug: found by the digest, put right, and told.
@Suite("A scope that differs is repaired")
struct DigestRepairTests {
  private func twoWithCase() async throws -> (World, TestReplica, TestReplica, RecordID) {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try a.new()
    try a.new([("channel", "email"), ("narrative", "late")])
    await a.sync()
    await b.sync()
    return (world, a, b, record)
  }

  private func damage(_ replica: TestReplica, _ sql: String) throws {
    try replica.store.queue.inDatabase { try $0.execute(sql: sql) }
  }

  /// Something new at head office, so that the feed is read to its end.
  private func expectRepair(_ a: TestReplica, _ b: TestReplica, differs: Set<RecordID>) async throws {
    try a.new([("channel", "email"), ("narrative", "one more")])
    await a.sync()
    let outcome = await b.sync()
    #expect(outcome.failure == nil)
    #expect(outcome.report.digestMismatches == ["SH01"])
    #expect(outcome.report.differing == differs)
    #expect(!outcome.report.hasRecovered && !outcome.report.isNewIncarnation)
    #expect(try a.digest("SH01") == b.digest("SH01"))
    #expect(try b.cases().count == 3 && b.status().pending == 0)
    let after = await b.sync()
    #expect(after.failure == nil && after.report.digestMismatches.isEmpty && after.report.pulled == 0)
    await a.sync()
    let states = try [a, b].map { replica in
      try replica.store.read {
        try $0.db.rows("SELECT state FROM records ORDER BY id").map { $0.bytes(0) ?? [] }
      }
    }
    #expect(states[0] == states[1])
  }

  @Test func `the digest alone is wrong: no record differs`() async throws {
    let (_, a, b, _) = try await twoWithCase()
    try damage(b, "UPDATE scopes SET digest = zeroblob(32) WHERE code = 'SH01'")
    try await expectRepair(a, b, differs: [])
  }

  @Test func `a record is missing: it comes again, named`() async throws {
    let (_, a, b, record) = try await twoWithCase()
    // A bug took it out, and out of the digest too.
    try damage(b, "DELETE FROM cases WHERE rid = 1; DELETE FROM records WHERE rid = 1")
    try damage(b, "UPDATE scopes SET digest = zeroblob(32), records = 1 WHERE code = 'SH01'")
    #expect(try !b.holds(record))
    try await expectRepair(a, b, differs: [record])
    #expect(try b.value(record, "narrative") == .text("The soup was cold"))
  }

  @Test func `a record's bytes are garbage: they are replaced, and found again`() async throws {
    let (_, a, b, record) = try await twoWithCase()
    try damage(b, "UPDATE records SET state = zeroblob(41) WHERE rid = 1")
    try damage(b, "UPDATE scopes SET digest = zeroblob(32) WHERE code = 'SH01'")
    try await expectRepair(a, b, differs: [record])
    #expect(try b.value(record, "narrative") == .text("The soup was cold"))
    #expect(try b.found("soup") == 1 && b.number(record) == a.number(record))
  }

  @Test func `an older state stands there; what is pending on it stays`() async throws {
    let (_, a, b, record) = try await twoWithCase()
    let old = try b.store.read { try $0.db.record(record)?.state } ?? []
    try a.edit(record, "title", "Cold soup")
    await a.sync()
    await b.sync()
    try b.store.queue.inDatabase {
      try $0.execute(sql: "UPDATE records SET state = ? WHERE rid = 1", arguments: [Data(old)])
      try $0.execute(sql: "UPDATE scopes SET digest = zeroblob(32) WHERE code = 'SH01'")
    }
    try b.edit(record, "severity", "minor")
    let outcome = await b.sync()
    #expect(outcome.failure == nil && outcome.report.digestMismatches == ["SH01"])
    await a.sync()
    for replica in [a, b] {
      #expect(try replica.value(record, "title") == .text("Cold soup"))
      #expect(try replica.value(record, "severity") == .text("minor"))
      #expect(try replica.conflicts().isEmpty)
    }
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }
}
