import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// Answers that no head office of ours gives.
@Suite("Answers that make no sense")
struct HostileAnswerTests {
  private func answer(_ replica: TestReplica, _ change: (inout SyncResponse) -> Void) throws -> SyncResponse {
    var response = SyncResponse()
    response.protocol = Limits.protocolVersion
    response.chain = Data(ContentHash.chainStart.bytes)
    response.clock = try replica.store.read { $0.surroundings.wall() }
    change(&response)
    return response
  }

  @Test
  func `numbers beyond what a position can be are refused, and nothing of the answer is taken`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    try a.new()
    let state = try a.store.read { try $0.db.rows("SELECT current FROM records").first?.bytes(0) ?? [] }
    for number in [UInt64.max, 1 << 63] {
      var page = ScopePage()
      page.cursor.scope = "SH01"
      page.cursor.position = number
      let cursor = try answer(a) { $0.pages = [page] }
      #expect(throws: ExchangeFailure.self) { try a.store.absorb(cursor, .live(sentAt: 0)) }
      page.cursor.position = 1
      page.complete = true
      page.records = number
      let records = try answer(a) { $0.pages = [page] }
      #expect(throws: ExchangeFailure.self) { try a.store.absorb(records, .live(sentAt: 0)) }
      page.complete = false
      page.entries = [FeedEntry()]
      page.entries[0].position = number
      page.entries[0].state = Data(state)
      let entry = try answer(a) { $0.pages = [page] }
      #expect(throws: ExchangeFailure.self) { try a.store.absorb(entry, .live(sentAt: 0)) }
      let covered = try answer(a) { $0.covered = number }
      #expect(throws: ExchangeFailure.self) { try a.store.absorb(covered, .live(sentAt: 0)) }
    }
    #expect(try a.status().pending == 1)
    #expect(try a.status().scopes.map(\.position) == [0])
    #expect(await a.sync().failure == nil)
  }

  @Test func `a senseless clock is bounded`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    for clock in [Int64.min, Int64.max] {
      _ = try a.store.absorb(try answer(a) { $0.clock = clock }, .live(sentAt: 0))
      #expect(abs(try #require(try a.status().clockOffset)) > 0)
    }
  }

  @Test
  func `a history that tells of this replica's own later changes does not stop it from writing`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let record = try a.new()
    // What a store restored from a backup is told of the time after it.
    let encoded = try a.store.read { try $0.db.changes(of: record)[0].encoded }
    let known = try Change(decoding: encoded)
    let later = Change(
      dot: Dot(known.dot.replica, 2), record: record, kind: known.kind, aggregate: known.aggregate,
      scope: known.scope, author: known.author, group: Group(first: 2, count: 1), salt: 1,
      writes: [FieldWrite(FieldID(CaseField.title.number), .text("later"), base: [])], times: known.times)
    var history = HistoryResponse()
    history.changes = [Data(later.encoded())]
    try a.store.keepHistory(history)
    try a.edit(record, "title", "Cold soup")
    #expect(try a.value(record, "title") == .text("Cold soup"))
  }
}
