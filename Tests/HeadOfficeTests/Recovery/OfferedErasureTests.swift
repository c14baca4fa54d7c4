import Complaints
import FoundationEssentials
import SyncProtocol
import Testing
import Versioning

@testable import HeadOffice

/// An erasure that head office lost, brought back by whoever has its record.
@Suite struct OfferedErasureTests {
  /// Twelve cases of a customer whose erasure head office lost, and a cursor of head office's own scope.
  private func lostErasure(_ clock: Ticks) async throws -> (Office, TestDevice, FeedCursor, RecordState) {
    let office = try Office(clock: { clock.next() })
    let device = try office.device("SH01")
    let admin = try office.device("HQ", .admin)
    try await device.exchange((1...12).map { device.customersCase($0, record($0), "K1") })
    let pages = try await admin.exchange([admin.newCase(1, record(500))]).pages
    let cursor = try #require(pages.first { $0.cursor.scope == "HQ" }?.cursor)
    let gone = TestDevice(replica: Identifier(high: 0xB0, low: 1), branch: "HQ", office: office)
    let hash = CustomerHash.of("K1", headOffice: try #require(admin.headOffice))
    let state = apply(gone.erasure(1, hash), to: nil).state
    return (office, admin, try Loss.lose(office, cursor), state)
  }

  private func erased(_ office: Office) throws -> Int {
    try (1...12).filter { try office.value(record($0), CaseField.narrative) == Value.none }.count
  }

  @Test func `an erasure that was lost with its ledger is done again when it is offered, whole`() async throws
  {
    let (office, admin, cursor, state) = try await lostErasure(Ticks())
    let offered = OfferedState.with { $0.state = Data(state.encoded()) }
    #expect(try admin.offer([offered], of: "HQ", lost: cursor) == 1)
    #expect(try erased(office) == 12)
    #expect(
      try office.store.erasureStatus().map { [$0.id, Data([UInt8($0.records)])] } == [
        [state.record.data, Data([12])]
      ])
    #expect(try office.store.unfinishedErasures().isEmpty)
    #expect(try admin.offer([offered], of: "HQ", lost: cursor) == 0)
    #expect(try office.count("SELECT count(*) FROM audit WHERE action = 'customer erased'") == 1)
  }

  @Test func `who offered it has gone: the next push goes on with it`() async throws {
    let (office, admin, cursor, state) = try await lostErasure(Ticks())
    let offered = OfferedState.with { $0.state = Data(state.encoded()) }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try admin.offer([offered], of: "HQ", lost: cursor)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try erased(office) < 12)
    let device = try office.device("SH02")
    for number in 1...20 as ClosedRange<UInt64> where try erased(office) < 12 {
      try await device.exchange([device.newCase(number, record(600 + number))])
    }
    #expect(try erased(office) == 12)
  }
}
