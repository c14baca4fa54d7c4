import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// Of which erasures a device hears: of what it held once, and of nothing that never was its business.
@Suite struct AcquaintanceTests {
  private func named(_ response: SyncResponse) -> [[UInt8]] {
    response.erasures.flatMap(\.records).map { Array($0.record) }
  }

  @Test(arguments: [("SH02", Role.dutyManager), ("HQ", .branchStaff)], [true, false])
  func `who never had a case does not hear that it was erased, whatever he writes to it`(
    stranger: (String, Role), isErasedFirst: Bool
  ) async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let (a, other) = (try office.device("SH01"), try office.device(stranger.0, stranger.1))
    try await a.exchange([a.customersCase(1, record(1), "K1")])
    // Head office's own people write to it, too.
    try await admin.exchange([admin.edit(1, record(1), CaseField.title, "of head office")])
    func ask() async throws {
      let refused = try await other.exchange([other.edit(1, record(1), CaseField.title, "x", at: 2)])
      #expect(refused.reasons == ["forbidden"])
    }
    if !isErasedFirst { try await ask() }
    try await admin.erase("K1", 2)
    if isErasedFirst { try await ask() }
    let response = try await other.exchange()
    #expect(response.erasures.count == 1 && named(response).isEmpty)
    #expect(response.quarantined.map(\.erased) == [false])
    #expect(try office.store.quarantine().map(\.change.isStripped) == [true])
  }

  @Test func `one that saw every branch hears of what it saw, and of nothing that came later`() async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let (a, other) = (try office.device("SH01"), try office.device("HQ", .auditor))
    try await a.exchange([a.customersCase(1, record(1), "K1")])
    try await other.exchange()
    try other.enrol(with: office.code("HQ", .branchStaff, for: other))
    try await a.exchange([a.customersCase(2, record(2), "K1")])
    let refused = try await other.exchange([
      other.edit(1, record(1), CaseField.title, "x", at: 2),
      other.edit(2, record(2), CaseField.title, "x", at: 3),
    ])
    #expect(refused.reasons == ["forbidden", "forbidden"])
    try await admin.erase("K1", 1)
    for device in [other, try other.copy()] {
      let response = try await device.exchange()
      #expect(named(response) == [record(1).bytes])
      #expect(response.quarantined.map(\.erased) == (device === other ? [true, false] : []))
    }
    // It is enrolled again, and goes on knowing it.
    try other.enrol(with: office.code("HQ", .branchStaff, for: other))
    #expect(named(try await other.exchange()) == [record(1).bytes])
  }

  @Test func `a copy that loses its rights with another one hears of what it saw`() async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let (a, other) = (try office.device("SH01"), try office.device("HQ", .headOffice))
    let copy = try other.copy()
    try await a.exchange([a.customersCase(1, record(1), "K1")])
    for device in [other, copy] { try await device.exchange() }
    try other.enrol(with: office.code("HQ", .branchStaff, for: other))
    #expect(try await copy.exchange().role == "branch_staff")
    try await admin.erase("K1", 1)
    for device in [other, copy] { #expect(named(try await device.exchange()) == [record(1).bytes]) }
  }

  @Test func `a branch hears of what it wrote, and of its case; not of what others wrote to it since`()
    async throws
  {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let (from, to) = (try office.device("SH01"), try office.device("SH02"))
    let colleague = try office.device("SH01")
    let note = FieldID(NoteField.text.number)
    func noted(_ device: TestDevice, _ number: UInt64, _ id: UInt64) -> Change {
      device.change(
        number, record(id), [FieldWrite(note, .text("a note"))], kind: .note, of: record(1),
        at: Int64(number))
    }
    try await from.exchange([from.customersCase(1, record(1), "K1"), noted(from, 2, 2)])
    try await from.exchange([from.edit(3, record(1), CaseField.branch, "SH02", at: 3)])
    try await to.exchange([noted(to, 1, 3)])
    for device in [from, colleague] { try await device.exchange() }
    // As after a restoration: the branch that has it brought it back, and nobody knows where it was.
    try await office.store.pool.write { try $0.run("DELETE FROM departures", values: []) }
    try await admin.erase("K1", 1)
    #expect(named(try await from.exchange()) == [record(1).bytes, record(2).bytes])
    #expect(named(try await colleague.exchange()) == [record(1).bytes, record(2).bytes])
    #expect(named(try await to.exchange()).count == 3)
  }
}
