import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// A device whose program was tampered with offers states that it made up.
@Suite("Forged offers")
struct ForgedOfferTests {
  @Test
  func `a case cannot be pulled from another branch, nor a field written past one's rights`() async throws {
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

  @Test
  func `head office did lose something: yet no stamp from the future comes in, nor another device's changes`()
    async throws
  {
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

  /// A head office that lost its last commit of both scopes, and a device of SH01 with a cursor of it.
  private struct Loss {
    let world: World
    let staff: TestReplica
    let admin: TestReplica
    let record: RecordID
    let state: RecordState

    func offer(_ state: RecordState, of scope: String, from device: TestReplica? = nil) throws -> UInt32 {
      let device = device ?? staff
      let known = try #require(try device.status().scopes.first { $0.code == scope })
      var request = OfferRequest()
      request.protocol = Limits.protocolVersion
      request.replica = try device.id.data
      request.scope = scope
      request.cursor.scope = scope
      request.cursor.position = UInt64(known.position)
      request.cursor.token = Data(known.token ?? [])
      var offered = OfferedState()
      offered.state = Data(state.encoded())
      request.states = [offered]
      let token = try #require(try device.store.read { $0.identity.headOffice?.token })
      return try world.service.offer(request, token: token).taken
    }

    func change(
      by replica: ReplicaID, _ number: UInt64, branch: String = "SH01", _ writes: [FieldWrite],
      record: RecordID? = nil, kind: RecordKind = .case
    ) -> Change {
      let id = record ?? self.record
      return Change(
        dot: Dot(replica, number), record: id, kind: kind, aggregate: id, scope: "SH01",
        author: Author(name: "x", branch: branch), group: Group(first: number, count: 1), salt: number,
        writes: writes, times: Times(stamp: HybridTime(milliseconds: world.time), wall: world.time))
    }
  }

  private func loss() async throws -> Loss {
    let world = try World()
    let staff = try await world.replica("SH01")
    let admin = try await world.replica("HQ", role: .admin)
    let record = try staff.new()
    for device in [staff, admin, staff] { await device.sync() }
    let copy = try world.backUpOffice()
    try staff.edit(record, "severity", "minor")
    _ = try admin.store.write { session in
      try session.publish(nil as Phrase?, "en_rain", [FieldEdit(FieldID(4), .text("Come in."))])
    }
    for device in [staff, admin, staff] { await device.sync() }
    try world.restoreOffice(copy)
    let state = try #require(try staff.store.read { try $0.db.record(record)?.decoded() })
    return Loss(world: world, staff: staff, admin: admin, record: record, state: state)
  }

  @Test
  func `after a restoration a branch brings nothing that head office publishes, nor an erasure`()
    async throws
  {
    let loss = try await loss()
    let id = SharedRecord.id(.policy, "v1")
    let policy = apply(
      loss.change(
        by: Identifier(high: 9, low: 9), 1, branch: "HQ", [FieldWrite(FieldID(1), .text("v1"))],
        record: id, kind: .policy), to: nil
    ).state
    #expect(throws: Refusal.self) { try loss.offer(policy, of: "shared") }
    #expect(try loss.offer(policy, of: "SH01") == 0)
    let erasure = apply(
      loss.change(
        by: Identifier(high: 9, low: 9), 2, branch: "HQ", [], record: Identifier(high: 8, low: 8),
        kind: .erasure), to: nil
    ).state
    #expect(try loss.offer(erasure, of: "SH01") == 0)
    // What head office itself had published comes back by its own device.
    #expect(await loss.staff.sync().failure == nil)
    #expect(await loss.admin.sync().failure == nil)
    #expect(await loss.staff.sync().failure == nil)
    #expect(
      try loss.staff.store.read { try $0.db.record(SharedRecord.id(.phrase, "en_rain"))?.decoded()?.record }
        != nil)
  }

  @Test func `a link to a case of another branch that was refused does not come back in an offer`()
    async throws
  {
    let world = try World()
    let (staff, other) = (try await world.replica("SH01"), try await world.replica("SH02"))
    let (record, theirs) = (try staff.new(), try other.new())
    for device in [other, staff] { #expect(await device.sync().failure == nil) }
    let link = try staff.store.write { session in
      try session.append(
        .link, to: #require(try session.db.record(record)),
        [
          FieldEdit(FieldID(LinkField.kind.number), .text(LinkKind.duplicateOf.rawValue)),
          FieldEdit(FieldID(LinkField.other.number), .text(theirs.description)),
        ])
    }
    let state = try #require(try staff.store.read { try $0.db.record(link)?.decoded() })
    #expect(await staff.sync().failure == nil)
    #expect(try staff.quarantined().count == 1)
    let copy = try world.backUpOffice()
    // Of that case nothing goes up before somebody decided on the link.
    try staff.new()
    for _ in 1...2 { #expect(await staff.sync().failure == nil) }
    #expect(try staff.quarantined().count == 1)
    try world.restoreOffice(copy)
    let loss = Loss(world: world, staff: staff, admin: other, record: record, state: state)
    #expect(try loss.offer(state, of: "SH01") == 0)
  }

  @Test
  func
    `versions in its own name that it did not push, and others' that head office knows otherwise, are not taken`()
    async throws
  {
    let loss = try await loss()
    let title = FieldID(CaseField.title.number)
    let own = try loss.staff.id
    let unpushed = apply(loss.change(by: own, 77, [FieldWrite(title, .text("forged"))]), to: loss.state).state
    #expect(try loss.offer(unpushed, of: "SH01") == 0)
    // Change 1 of the staff's device made the case: head office still has that.
    let narrative = FieldID(CaseField.narrative.number)
    var rewritten = RecordState(record: loss.record, kind: .case, aggregate: loss.record)
    rewritten = apply(loss.change(by: own, 1, [FieldWrite(narrative, .text("forged"))]), to: rewritten).state
    #expect(try loss.offer(rewritten, of: "SH01") == 0)
    // In the name of another branch.
    let elsewhere = apply(
      loss.change(by: try loss.admin.id, 50, branch: "SH01", [FieldWrite(title, .text("forged"))]),
      to: loss.state
    ).state
    #expect(try loss.offer(elsewhere, of: "SH01") == 0)
    // And a case that hangs on another.
    #expect(await loss.staff.sync().failure == nil)
    #expect(try loss.staff.value(loss.record, "severity") == .text("minor"))
    #expect(try loss.staff.value(loss.record, "title") == .none)
  }
}
