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
      #expect(Array(notices[0].customer) == hash, "and whose it was, for what was never sent")
      let fields = try #require(notices[0].records.first?.fields)
      #expect(fields.contains(CaseField.narrative.number) && fields.contains(CaseField.customerID.number))
      #expect(fields == fields.sorted() && !fields.contains(CaseField.status.number))
    }
  }

  /// SH01 gave a case to SH02, which wrote on.
  private func moved(_ office: Office) async throws -> (
    from: TestDevice, to: TestDevice, colleague: TestDevice
  ) {
    let (from, to, colleague) = (
      try office.device("SH01"), try office.device("SH02"), try office.device("SH01")
    )
    try await from.exchange([from.newCase(1, record(1))])
    try await colleague.exchange()
    try await from.exchange([from.edit(2, record(1), CaseField.branch, "SH02", at: 1)])
    try await to.exchange([to.edit(1, record(1), CaseField.title, "of SH02", at: 2)])
    return (from, to, colleague)
  }

  @Test
  func `who has not heard of a departure neither calls the case back nor says that he saw what came since`()
    async throws
  {
    let office = try Office()
    let (from, to, colleague) = try await moved(office)
    func blindly(_ changes: [Change]) async throws -> SyncResponse {
      var request = colleague.request(changes)
      request.cursors = []
      return try await colleague.send(request)
    }
    for (number, base) in [(1, Dot(from.replica, 2)), (2, Dot(to.replica, 1)), (3, Dot(to.replica, 77))]
      as [(UInt64, Dot)]
    {
      let forged = colleague.edit(number, record(1), CaseField.title, "x", base: [base], at: 3)
      #expect(try await blindly([forged]).reasons == ["unknown_base"], "\(base)")
      var drop = colleague.request()
      drop.discards = [number]
      drop.cursors = []
      try await colleague.send(drop)
    }
    let back = colleague.edit(4, record(1), CaseField.branch, "SH01", at: 4)
    #expect(try await blindly([back]).verdicts.map(\.outcome) == [.moved])
    #expect(try office.store.branches().map { "\($0.code) \($0.records)" }.contains("SH02 1"), "it stays")
    let honest = colleague.edit(5, record(1), CaseField.place, "till", base: [], at: 5)
    #expect(try await blindly([honest]).verdicts.map(\.outcome) == [.moved])
    #expect(try await to.exchange().pages.flatMap(\.entries).contains { !$0.state.isEmpty })
  }

  @Test func `a device that came after the departure never had the case`() async throws {
    let office = try Office()
    _ = try await moved(office)
    let late = try office.device("SH01")
    let response = try await late.exchange([late.edit(1, record(1), CaseField.place, "till", at: 3)])
    #expect(response.reasons == ["forbidden"])
  }

  @Test func `what its author had made when he heard of a departure goes along, and nothing after that`()
    async throws
  {
    let office = try Office()
    let (_, _, colleague) = try await moved(office)
    for _ in 0..<2 {
      var request = colleague.request()
      request.made = 2
      try await colleague.send(request)
    }
    let edits = (1...3).map {
      colleague.edit(UInt64($0), record(1), CaseField.place, "till \($0)", at: Int64($0) + 2)
    }
    #expect(try await colleague.exchange(edits).verdicts.map(\.outcome) == [.moved, .moved, .quarantined])
  }
}
