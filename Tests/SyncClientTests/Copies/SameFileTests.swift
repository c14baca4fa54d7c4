import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Two devices of a branch import the same file.
@Suite("One file, two devices")
struct SameFileTests {
  private func importRow(_ replica: TestReplica, _ key: String = "17") throws -> RecordID {
    let branch = try replica.store.read { $0.identity.branch }
    let record = ImportedRecord.id(branch: branch, source: "old list", key: key)
    try replica.store.write { session in
      let draft = try CaseInput(
        [(id: "channel", text: "phone"), (id: "narrative", text: "The soup was cold")], now: session.here)
      _ = try session.importCase(draft, id: record, from: "old list")
    }
    return record
  }

  private func found(_ replica: TestReplica, by number: String) throws -> RecordID? {
    try replica.store.read { reader in
      guard case .found(let row) = try reader.resolve(number) else { return nil }
      return row.id
    }
  }

  @Test
  func `they make one case: the number accepted first is its number, the other still finds it`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try importRow(a)
    world.wait()
    #expect(try importRow(b) == record)
    let first = try #require(try a.cases().first?.number)
    let second = try #require(try b.cases().first?.number)
    #expect(first != second)
    // The one that imported later is accepted first.
    await b.sync()
    await a.sync()
    await b.sync()
    for replica in [a, b] {
      #expect(try replica.cases().map(\.number) == [second])
      #expect(try found(replica, by: second) == record)
      #expect(try found(replica, by: first) == record)
      #expect(try replica.conflicts().isEmpty)
      #expect(try replica.status().pending == 0)
    }
    #expect(try a.digest("SH01") == b.digest("SH01"))
    #expect(try world.office.branches().first { $0.code == "SH01" }?.records == 1)
    let newcomer = try await world.replica("SH01")
    await newcomer.sync()
    #expect(try newcomer.cases().map(\.number) == [second])
    #expect(try found(newcomer, by: first) == record)
  }

  @Test
  func `what is written on the case before anybody synced stays, and the number does not move`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try importRow(a)
    _ = try importRow(b)
    let first = try #require(try a.cases().first?.number)
    a.transport.plan([.loseAnswer])
    await a.sync()
    await b.sync()
    // a does not know yet that its number was taken first.
    try a.edit(record, "severity", "minor")
    try b.edit(record, "title", "Cold soup")
    await b.sync()
    await a.sync()
    await b.sync()
    for replica in [a, b] {
      #expect(try replica.cases().map(\.number) == [first])
      #expect(try replica.value(record, "severity") == .text("minor"))
      #expect(try replica.value(record, "title") == .text("Cold soup"))
      #expect(try replica.conflicts().isEmpty)
    }
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }
}
