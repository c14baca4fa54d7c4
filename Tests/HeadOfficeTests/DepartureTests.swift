import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// What a device may still write to a case that has left its branch.
@Suite struct DepartureTests {
  @Test func `what a device was first told of a departure counts, not what it says later`() async throws {
    let office = try Office()
    let (a, b) = (try office.device("SH01"), try office.device("SH01"))
    for number in 1...2 as ClosedRange<UInt64> {
      try await a.exchange([a.newCase(number, record(number), at: Int64(number))])
    }
    try await b.exchange()
    try await a.exchange([a.edit(3, record(1), CaseField.branch, "SH02", at: 3)])
    try await b.exchange()
    // Nothing was made here when the first case's departure came.
    try await b.exchange()
    try await a.exchange([a.edit(4, record(2), CaseField.branch, "SH02", at: 4)])
    try await b.exchange()
    var request = b.request()
    request.made = 5
    try await b.send(request)
    let response = try await b.exchange([b.edit(1, record(1), CaseField.title, "x", at: 5)])
    #expect(response.reasons == ["forbidden"])
  }

  @Test func `a device is told to erase what it held, and of no other branch's records`() async throws {
    let office = try Office()
    let (a, b) = (try office.device("SH01"), try office.device("SH02"))
    let admin = try office.device("HQ", .admin)
    for (device, id) in [(a, record(1)), (b, record(2))] {
      try await device.exchange([
        device.newCase(1, id), device.edit(2, id, CaseField.customerID, "K1"),
      ])
    }
    let hash = CustomerHash.of("K1", headOffice: try #require(admin.headOffice))
    try await admin.exchange([
      admin.change(
        1, record(9), [FieldWrite(FieldID(ErasureField.customer.number), .text(hexadecimal(hash)))],
        kind: .erasure,
        scope: "shared")
    ])
    for (device, id) in [(a, record(1)), (b, record(2))] {
      let notices = try await device.exchange().erasures
      #expect(notices.count == 1 && notices[0].records.map { Array($0.record) } == [id.bytes])
    }
  }
}
