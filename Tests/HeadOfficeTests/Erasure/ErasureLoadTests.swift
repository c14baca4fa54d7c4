import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// Erasures go on beside everything else, and nothing of what they have left to do is forgotten.
@Suite struct ErasureLoadTests {
  @Test func `an erasure that was begun goes on while others push without a pause`() async throws {
    let office = try Office(clock: Ticks().next)
    let device = try office.device("SH01")
    let cases: ClosedRange<UInt64> = 1...8
    try await device.exchange(cases.map { device.customersCase($0, record($0), "K1") })
    let hash = CustomerHash.of("K1", headOffice: try #require(device.headOffice))
    try await office.beginErasing(hash)
    // As after the server has begun again.
    let clock = Ticks()
    let service = HeadOfficeService(
      store: office.store, now: { Office.morning }, clock: { clock.next() })
    let request = device.request((9...68).map { device.newCase($0, record($0), text: "new") })
    _ = try await service.exchange(request, token: device.token)
    let (erased, last) = try await office.store.pool.read { db in
      let ids = cases.map { record($0).data }
      let erased = try ids.map {
        try Int64.fetchOne(db, sql: "SELECT position FROM records WHERE id = ?", arguments: [$0])
      }
      return (
        erased,
        try Int64.fetchOne(db, sql: "SELECT position FROM records WHERE id = ?", arguments: [record(68).data])
      )
    }
    let end = try #require(last)
    #expect(erased.compactMap { $0 }.allSatisfy { $0 < end } && erased.count == cases.count)
    for number in cases { #expect(try office.value(record(number), CaseField.narrative) == Value.none) }
  }

  @Test func `an erasure that comes while the copies are gone through is theirs too`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let admin = try office.device("HQ", .admin)
    try await device.exchange([device.customersCase(1, record(1), "K1")])
    let copy = office.folder.appending(path: "nightly.sqlite").path
    try StoreBackup.write(office.store.pool, to: copy, replacing: false)
    try await admin.erase("K1", 1)
    // What a copy draws for its own commits is drawn in the middle of that.
    let store = office.store
    let left = try store.finishErasures(
      now: office.time,
      random: {
        try? store.pool.write { db in
          try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'copies_pending'")
        }
        return 7
      }, copies: true)
    #expect(left.isEmpty)
    #expect(try store.unfinishedErasures().map(\.code) == ["copy nightly.sqlite"])
    #expect(try store.finishErasures(now: office.time, random: { 7 }, copies: true).isEmpty)
    #expect(try store.unfinishedErasures().isEmpty)
  }

  @Test func `what is due and cannot be read is no trouble of who comes next`() async throws {
    let office = try Office()
    let (device, other) = (try office.device("SH01"), try office.device("SH01"))
    try await device.exchange([device.newCase(1, record(1))])
    let away = device.change(2, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))])
    let response = try await device.exchange([away, device.edit(3, record(1), CaseField.title, "x")])
    #expect(response.reasons == ["unknown_branch", "waiting"])
    try await office.store.pool.write { db in
      try db.execute(
        sql: """
          DELETE FROM quarantine WHERE number = 2;
          UPDATE quarantine SET due = 1 WHERE number = 3;
          UPDATE records SET state = x'00';
          """)
    }
    var push = other.request([other.newCase(1, record(2))])
    // Nobody's state is asked for: the damaged one could not be sent.
    push.moreChanges = true
    #expect(try await other.send(push).covered == 1)
    #expect(try office.store.quarantine().map(\.dot.number) == [3])
  }

  @Test
  func `what is left of an erasure that is not there holds up nobody, and what cannot be read is damage`()
    async throws
  {
    let office = try Office()
    let store = office.store
    func put(_ erasure: Data, _ record: Data) async throws {
      try await store.pool.write { db in
        try db.execute(
          sql: "INSERT INTO erasing (erasure, record) VALUES (?, ?)", arguments: [erasure, record])
      }
    }
    try await put(record(7).data, record(1).data)
    try store.reconcileErasures(now: office.time, random: { 7 })
    try await store.pool.write { db in
      try db.execute(
        sql: "INSERT INTO erasures (id, at, customer) VALUES (?, 1, x'01')", arguments: [record(8).data])
    }
    try await put(record(8).data, Data([1, 2]))
    #expect(throws: StoreError.self) { try store.reconcileErasures(now: office.time, random: { 7 }) }
  }

  @Test func `a cursor of a scope that is not the device's is passed over`() async throws {
    let office = try Office()
    let (device, other) = (try office.device("SH01"), try office.device("SH02"))
    try await other.exchange([other.newCase(1, record(2))])
    try await device.exchange([device.newCase(1, record(1))])
    var request = device.request()
    for scope in ["SH02", "SH77", "HQ"] {
      var cursor = FeedCursor()
      cursor.scope = scope
      cursor.position = 1
      cursor.token = Data(repeating: 7, count: 16)
      request.cursors.append(cursor)
    }
    let response = try await device.send(request)
    #expect(response.role == "branch_staff" && response.pages.isEmpty && !response.more)
  }
}
