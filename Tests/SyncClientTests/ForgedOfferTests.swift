import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Testing
import Versioning

/// A device whose program was tampered with offers states that it made up.
@Suite("Forged offers")
struct ForgedOfferTests {
  @Test("a case cannot be pulled from another branch, nor a field written past one's rights")
  func forged() async throws {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH02"))
    let record = try a.new()
    #expect(await a.sync().failure == nil)
    #expect(await b.sync().failure == nil)
    let state = try #require(try a.store.read { try $0.db.record(record)?.decoded() })
    let forged = apply(
      Change(
        dot: Dot(try b.id, 1), record: record, kind: .case, aggregate: record, scope: "SH02",
        author: Author(name: "b", branch: "SH02"), group: Group(first: 1, count: 1), salt: 1,
        writes: [FieldWrite(FieldID(CaseField.branch.number), .text("SH02"))],
        times: Times(stamp: HybridTime(milliseconds: world.time), wall: world.time)), to: state
    ).state
    let known = try #require(try b.status().scopes.first { $0.code == "SH02" })
    for (position, token) in [
      (0, []), (known.position, known.token ?? []), (known.position + 5, Array(repeating: 7, count: 16)),
    ] as [(Int64, [UInt8])] {
      var request = OfferRequest()
      request.protocol = Limits.protocolVersion
      request.replica = try b.id.data
      request.scope = "SH02"
      request.cursor.scope = "SH02"
      request.cursor.position = UInt64(position)
      request.cursor.token = Data(token)
      var offered = OfferedState()
      offered.state = Data(forged.encoded())
      request.states = [offered]
      let token = try #require(try b.store.read { $0.identity.headOffice?.token })
      do {
        _ = try world.service.offer(request, token: token)
        Issue.record("an offer was taken that proves nothing")
      } catch let refusal as Refusal { #expect(refusal.code == .forbidden) }
    }
    #expect(await b.sync().failure == nil)
    #expect(try b.cases().isEmpty)
    #expect(await a.sync().failure == nil)
    #expect(try a.cases().map(\.id) == [record])
  }

  @Test("head office did lose something: yet no stamp from the future comes in, nor another device's changes")
  func afterRestoration() async throws {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try a.new()
    for device in [a, b] { await device.sync() }
    let copy = try world.backUpOffice()
    try a.edit(record, "severity", "minor")
    for device in [a, b] { await device.sync() }
    try world.restoreOffice(copy)
    let known = try #require(try b.status().scopes.first { $0.code == "SH01" })
    let state = try #require(try b.store.read { try $0.db.record(record)?.decoded() })
    func change(by replica: ReplicaID, number: UInt64, at time: Int64) -> Change {
      Change(
        dot: Dot(replica, number), record: record, kind: .case, aggregate: record, scope: "SH01",
        author: Author(name: "b", branch: "SH01"), group: Group(first: number, count: 1), salt: number,
        writes: [FieldWrite(FieldID(CaseField.title.number), .text("forged"))],
        times: Times(stamp: HybridTime(milliseconds: time), wall: time))
    }
    let token = try #require(try b.store.read { $0.identity.headOffice?.token })
    for isState in [true, false] {
      var request = OfferRequest()
      request.protocol = Limits.protocolVersion
      request.replica = try b.id.data
      request.scope = "SH01"
      request.cursor.scope = "SH01"
      request.cursor.position = UInt64(known.position)
      request.cursor.token = Data(known.token ?? [])
      if isState {
        var offered = OfferedState()
        offered.state = Data(
          apply(change(by: try b.id, number: 7, at: world.time + 1_000_000_000), to: state).state.encoded())
        request.states = [offered]
      } else {
        request.changes = [Data(change(by: try a.id, number: 50, at: world.time).encoded())]
      }
      #expect(try world.service.offer(request, token: token).taken == 0)
    }
    for device in [a, b] {
      #expect(await device.sync().failure == nil)
      #expect(try device.value(record, "title") == .none)
      #expect(try device.value(record, "severity") == .text("minor"))
    }
  }
}
