import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// What was never taken is erased where it stands, and says nothing of what others make.
@Suite struct HeldErasureTests {
  private let narrative = CaseField.narrative

  /// - Parameter body: what comes into the quarantine, before the erasure of K1 or after it.
  private func erase(first isErasedFirst: Bool, _ admin: TestDevice, _ body: () async throws -> Void)
    async throws
  {
    if isErasedFirst { try await admin.erase("K1", 1) }
    try await body()
    if !isErasedFirst { try await admin.erase("K1", 1) }
  }

  @Test(arguments: [true, false])
  func `who was refused a case marks no id of others'`(isErasedFirst: Bool) async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let (auditor, other) = (try office.device("SH01", .auditor), try office.device("SH01"))
    try await erase(first: isErasedFirst, admin) {
      let refused = try await auditor.exchange([auditor.customersCase(1, record(70), "K1")])
      #expect(refused.reasons == ["forbidden"])
      // Somebody else's work on the same id, that waits too.
      let bad = other.change(
        1, record(70), [FieldWrite(FieldID(narrative.number), .text("zzothers"))], author: "SH02")
      let waiting = try await other.exchange([bad])
      #expect(waiting.reasons == ["forbidden"])
    }
    let held = try office.store.quarantine().map(\.change)
    #expect(held.map(\.isStripped).sorted { $0 && !$1 } == [true, false])
    #expect(held.contains { $0.encoded.contains(Array("zzothers".utf8)) })
    let made = other.newCase(2, record(70), text: "of somebody else")
    var request = other.request([made])
    request.discards = [1]
    try await other.send(request)
    if try office.state(record(70)) == nil { try await other.exchange([other.newCase(3, record(70))]) }
    #expect(try office.value(record(70), narrative) != Value.none)
    // Whoever was refused it may edit what is there, and that takes nothing away.
    try auditor.enrol(with: office.code("SH01", .dutyManager))
    let edit = auditor.edit(2, record(70), CaseField.severity, "minor")
    var push = auditor.request([edit])
    push.discards = [1]
    try await auditor.send(push)
    #expect(try office.value(record(70), CaseField.severity) == .text("minor"))
    #expect(try office.value(record(70), narrative) != Value.none)
    // Nor does the ledger ask for it.
    try office.store.reconcileErasures(now: office.time, random: { 7 })
    #expect(try office.state(record(70))?.erased == [])
  }

  @Test(arguments: [true, false])
  func `of the store that sent it the mark holds, for its copies too, and when it is taken`(
    isErasedFirst: Bool
  )
    async throws
  {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let device = try office.device("SH01", .auditor)
    try await erase(first: isErasedFirst, admin) {
      let refused = try await device.exchange([device.customersCase(1, record(70), "K1")])
      #expect(refused.reasons == ["forbidden"])
    }
    let copy = try device.copy()
    let text = FieldWrite(FieldID(NoteField.text.number), .text("zznotezz"))
    for each in [device, copy] {
      let number: UInt64 = each.replica == device.replica ? 2 : 1
      try await each.exchange([each.change(number, record(80 + number), [text], kind: .note, of: record(70))])
    }
    #expect(try office.store.quarantine().allSatisfy(\.change.isStripped))
    #expect(try office.store.quarantine().count == 3)
    try device.enrol(with: office.code("SH01", .dutyManager))
    var request = device.request()
    request.retries = [1]
    let response = try await device.send(request)
    #expect(response.verdicts.first?.outcome == .stripped)
    #expect(try office.state(record(70))?.erased.isEmpty == false)
    // It is a record of that erasure from now on, and a late note is erased, whoever writes it.
    #expect(try office.count("SELECT count(*) FROM erased_held") == 0)
    let id = record(70).data
    let isErased = try await office.store.pool.read {
      try $0.row("SELECT 1 FROM erased WHERE record = ?", [id]) != nil
    }
    #expect(isErased)
    let other = try office.device("SH01")
    try await other.exchange([other.change(1, record(90), [text], kind: .note, of: record(70))])
    #expect(try office.state(record(90))?.value(FieldID(NoteField.text.number)) == Value.none)
  }

  @Test(arguments: [true, false])
  func `a record that says it is a case under another one makes nothing erased`(isErasedFirst: Bool)
    async throws
  {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let device = try office.device("SH01")
    try await erase(first: isErasedFirst, admin) {
      let child = device.change(
        1, record(50), [FieldWrite(FieldID(CaseField.customerID.number), .text("K1"))], of: record(60))
      let refused = try await device.exchange([child])
      #expect(refused.verdicts.map(\.outcome) == [.quarantined])
    }
    var request = device.request([device.newCase(2, record(60), text: "another's")])
    request.discards = [1]
    try await device.send(request)
    #expect(try office.value(record(60), narrative) == .text("another's"))
  }

  @Test func `every page of the quarantine is gone through, for all cases of a customer at once`()
    async throws
  {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let (device, auditor) = (try office.device("SH01"), try office.device("SH01", .auditor))
    let cases: ClosedRange<UInt64> = 1...5
    try await device.exchange(cases.map { device.customersCase($0, record($0), "K1") })
    // A change that no auditor may make, to one of the cases or to somebody else's.
    let count = UInt64(QuarantinedChange.pageCount) * 2 + 7
    let changes = (1...count).map { number in
      auditor.change(
        number, number % 3 == 0 ? record(500 + number) : record(number % 5 + 1),
        [FieldWrite(FieldID(narrative.number), .text("zzheld\(number)"))])
    }
    try await auditor.exchange(changes)
    try await admin.erase("K1", 1)
    let held = try office.store.quarantine().map(\.change)
    #expect(held.count == Int(count))
    for change in held {
      let isOfCustomer = change.number % 3 != 0
      #expect(change.isStripped == isOfCustomer)
      #expect(change.encoded.contains(Array("zzheld".utf8)) != isOfCustomer)
    }
  }

  @Test func `a group that is refused leaves no trace of its customers, one that is taken does`() async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    var parts = [
      device.customersCase(1, record(1), "K9"), device.customersCase(2, record(2), "K9", scope: "SH02"),
    ]
    for at in parts.indices { parts[at].group = Group(first: 1, count: 2) }
    #expect(try await device.exchange(parts).reasons == ["forbidden", "forbidden"])
    #expect(try office.count("SELECT count(*) FROM customers") == 0)
    try await device.exchange([device.customersCase(3, record(3), "K9")])
    #expect(try office.count("SELECT count(DISTINCT record) FROM customers") == 1)
  }

  @Test func `an unreadable change goes by what tells of whom it is, not by a short name or a word`()
    async throws
  {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let device = try office.device("SH01")
    try await device.exchange([
      device.change(
        1, record(1),
        [
          FieldWrite(FieldID(CaseField.number.number, "SH01-KT-20261122-1"), .flag(true)),
          FieldWrite(FieldID(CaseField.title.number), .text("cold soup")),
          FieldWrite(FieldID(CaseField.customerName.number), .text("王芳")),
          FieldWrite(FieldID(CaseField.phone.number), .text("13812345678")),
          FieldWrite(FieldID(CaseField.customerID.number), .text("K1")),
        ])
    ])
    let texts = ["王芳 of the bank", "more cold soup", "call 13812345678 back"]
    var push = device.request()
    push.changes = texts.enumerated().map { at, text in
      var bytes = device.newCase(UInt64(at) + 2, record(UInt64(at) + 20), text: text).encoded()
      bytes[bytes[0] < 0x80 ? 1 : 2] = 9
      return Data(bytes)
    }
    #expect(try await device.send(push).reasons == Array(repeating: "unknown_version", count: 3))
    try await admin.erase("K1", 1)
    #expect(try office.store.quarantine().map { $0.change.encoded == [0] } == [false, false, true])
  }

  @Test func `many cases that are erased as they come are taken in parts`() async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let device = try office.device("SH01")
    try await admin.erase("K1", 1)
    let before = try office.count("SELECT count(*) FROM commits")
    let cases = (1...60).map { device.customersCase($0, record($0), "K1") }
    #expect(try await device.exchange(cases).verdicts.allSatisfy { $0.outcome == .stripped })
    #expect(try office.count("SELECT count(*) FROM commits") - before >= 3)
    #expect(try office.store.erasureStatus().map(\.records) == [60])
    for number in 1...60 as ClosedRange<UInt64> {
      #expect(try office.value(record(number), narrative) == Value.none)
    }
  }

  @Test func `a late case of an erased customer is erased alone: what it says is no trace of anybody`()
    async throws
  {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let (staff, other) = (try office.device("SH01"), try office.device("SH02"))
    try await staff.exchange([staff.customersCase(1, record(1), "K1")])
    try await admin.erase("K1", 1)
    let noticed = FieldWrite(
      FieldID(SignalField.text.number), .text("Somebody sighed, wang@example.org was told"))
    try await other.exchange([other.change(1, record(60), [noticed], kind: .signal)])
    let named = [
      FieldWrite(FieldID(CaseField.number.number, "SH01-KT-20261122-2"), .flag(true)),
      FieldWrite(FieldID(CaseField.customerID.number), .text("K1")),
      FieldWrite(FieldID(CaseField.customerName.number), .text("sighed")),
      FieldWrite(FieldID(CaseField.contact.number), .text("wang@example.org")),
    ].sorted { $0.field < $1.field }
    let late = staff.change(2, record(2), named)
    #expect(try await staff.exchange([late]).verdicts.count == 1)
    #expect(try office.state(record(2))?.erased.isEmpty == false)
    #expect(try office.value(record(60), SignalField.text) == noticed.value)
  }

  @Test func `a field that came after the erasure is emptied too, whoever knows it`() async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let staff = try office.device("SH01")
    let note = staff.change(
      2, record(3), [FieldWrite(FieldID(NoteField.text.number), .text("a"))], kind: .note, of: record(1))
    try await staff.exchange([staff.customersCase(1, record(1), "K1"), note])
    try await admin.erase("K1", 1)
    let late = FieldWrite(FieldID(999), .text("zzlatezz"))
    let edits = [
      staff.change(3, record(1), [late]), staff.change(4, record(3), [late], kind: .note, of: record(1)),
    ]
    #expect(try await staff.exchange(edits).verdicts.map(\.outcome) == [.stripped, .stripped])
    for id in [record(1), record(3)] { #expect(try office.state(id)?.value(FieldID(999)) == Value.none) }
    #expect(
      try await office.store.pool.read { db in
        try Data.fetchAll(db, sql: "SELECT encoded FROM changes UNION ALL SELECT state FROM records")
      }.allSatisfy { $0.range(of: Data("zzlatezz".utf8)) == nil })
    // What was emptied as it came has another hash than it says, and that is no damage.
    #expect(try office.store.examine().all.isEmpty)
  }
}
