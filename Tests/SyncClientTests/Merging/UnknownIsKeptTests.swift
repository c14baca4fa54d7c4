import Complaints
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// A newer version of the program writes what this one does not know.
@Suite("What a side does not know is kept and passed on")
struct UnknownIsKeptTests {
  @Test
  func `a field, a term, a value type and a kind of record of a newer version reach the other replica`()
    async throws
  {
    let world = try World()
    let newer = try await world.replica("SH01")
    let older = try await world.replica("SH01")
    let field = FieldID(900)
    let element = FieldID(901, "新")
    let kind = RecordKind(77)
    let record = try newer.new()
    let replica = try newer.id
    let child = try newer.store.write { session in
      let row = try #require(try session.db.record(record))
      try session.put(
        row,
        [
          FieldWrite(field, .opaque(type: 6, bytes: [1, 2, 3])), FieldWrite(element, .flag(true)),
          FieldWrite(FieldID(CaseField.channel.number), .text("hologram"), base: [Dot(replica, 1)]),
        ])
      let child = session.newRecordID()
      session.create(child, kind: kind, aggregate: record, [FieldEdit(field, .integer(-5))])
      return child
    }
    await newer.sync()
    await older.sync()
    try older.edit(record, "severity", "minor")
    await older.sync()
    await newer.sync()
    for replica in [newer, older] {
      try replica.store.read { reader in
        let state = try #require(try reader.db.record(record)?.decoded())
        #expect(state.value(field) == .opaque(type: 6, bytes: [1, 2, 3]))
        #expect(state.value(element) == .flag(true))
        #expect(state.value(FieldID(CaseField.channel.number)) == .text("hologram"))
        #expect(state.value(FieldID(CaseField.severity.number)) == .text("minor"))
        let row = try #require(try reader.db.record(child))
        #expect(row.kind == kind)
        #expect(try row.decoded()?.value(field) == .integer(-5))
      }
    }
    #expect(try newer.digest("SH01") == older.digest("SH01"))
  }
}
