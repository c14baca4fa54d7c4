import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// Head office cannot be kept from publishing by whoever writes under the id first: the ids are kept for it, and each
/// tells so itself.
@Suite struct ReservedIDTests {
  private let id = RecordID.reserved("phrase en_rain")
  private let key = [FieldWrite(FieldID(SharedField.key.number), .text("en_rain"))]

  @Test(arguments: [RecordKind(99), .case, .signal, .phrase, .erasure])
  func `no branch makes a record of such an id, and head office publishes under it`(kind: RecordKind)
    async throws
  {
    let office = try Office()
    for role in [Role.branchStaff, .dutyManager, .headOffice, .admin] {
      for scope in ["SH01", "shared", "HQ"] {
        let device = try office.device("SH01", role)
        let change = device.change(1, id, key, kind: kind, scope: scope)
        #expect(try await device.exchange([change]).reasons == ["forbidden"], "\(role) \(scope)")
      }
    }
    let admin = try office.device("HQ", .admin)
    let published = admin.change(1, id, key, kind: .phrase, scope: "shared")
    #expect(try await admin.exchange([published]).verdicts.map(\.outcome) == [.applied])
  }

  @Test func `nor does it hang one on a case, or head office put one elsewhere`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let admin = try office.device("HQ", .admin)
    let hung = device.change(2, id, [], kind: .note, of: record(1))
    let unknown = device.change(3, id, [], kind: RecordKind(99), of: record(1))
    #expect(
      try await device.exchange([device.newCase(1, record(1)), hung, unknown]).verdicts.map(\.reason)
        == ["", "forbidden", "waiting"], "and what waits for it is none either")
    let elsewhere = admin.change(1, id, key, kind: RecordKind(99), scope: "SH01")
    #expect(try await admin.exchange([elsewhere]).verdicts.map(\.reason) == ["forbidden"])
    // What a later version publishes is none of this one's business.
    let newer = admin.change(2, RecordID.reserved("study x"), key, kind: RecordKind(99), scope: "shared")
    #expect(try await admin.exchange([newer]).verdicts.map(\.outcome) == [.applied])
  }

  @Test func `nor does it offer one, after head office was restored`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let pages = try await device.exchange([device.newCase(1, record(1))]).pages
    let lost = try #require(pages.first?.cursor)
    try await office.store.pool.write { db in
      try db.run("UPDATE commits SET token = zeroblob(16)")
      try db.run("UPDATE scopes SET token = zeroblob(16)")
    }
    let stranger = TestDevice(replica: Identifier(high: 0xB0, low: 1), branch: "SH01", office: office)
    for (at, id) in [id, record(70)].enumerated() {
      let state = apply(stranger.change(1, id, key, kind: RecordKind(99)), to: nil).state
      let offered = OfferedState.with { $0.state = Data(state.encoded()) }
      #expect(try device.offer([offered], of: "SH01", lost: lost) == UInt32(at))
    }
  }
}
