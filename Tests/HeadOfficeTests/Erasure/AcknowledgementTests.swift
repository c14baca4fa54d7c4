import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// Whose acknowledgements of erasures count.
@Suite struct AcknowledgementTests {
  private func said(_ ids: [RecordID]) -> Data { Data(ErasuresSaid(ids.map(\.bytes)).hash) }

  private func waiting(_ office: Office) throws -> Int {
    try office.store.erasureStatus().map(\.waiting.count).max() ?? 0
  }

  /// A device that has a case of a customer, who was erased.
  private func erased(_ office: Office) async throws -> (device: TestDevice, erasure: RecordID) {
    let admin = try office.device("HQ", .admin)
    let a = try office.device("SH01")
    try await a.exchange([a.customersCase(1, record(1), "K1")])
    try await admin.erase("K1", 1)
    let erasure = record(9_001)
    var request = admin.request()
    request.erased = [erasure.data]
    try await admin.send(request)
    // Nobody has done what he has not been sent.
    try await a.exchange()
    return (a, erasure)
  }

  @Test func `what an id has said counts no more where its store says that it never did`() async throws {
    let office = try Office()
    let (a, erasure) = try await erased(office)
    var request = a.request()
    request.erased = [erasure.data]
    request.saidErased = said([erasure])
    let response = try await a.send(request)
    #expect(response.erasures.isEmpty && !response.erasuresAnew)
    #expect(try waiting(office) == 0)
    // The same store again.
    request = a.request()
    request.saidErased = said([erasure])
    #expect(try await a.send(request).erasures.isEmpty)
    // One from before.
    request.saidErased = said([])
    let asked = try await a.send(request)
    #expect(asked.erasures.map { Array($0.id) } == [erasure.bytes])
    #expect(try waiting(office) == 1)
  }

  @Test func `a store that has said what head office does not know is told to begin anew`() async throws {
    let office = try Office()
    let (a, erasure) = try await erased(office)
    var request = a.request()
    request.saidErased = said([record(77)])
    let response = try await a.send(request)
    #expect(response.erasuresAnew && response.erasures.map { Array($0.id) } == [erasure.bytes])
  }

  @Test func `an older program, which does not tell, is believed`() async throws {
    let office = try Office()
    let (a, erasure) = try await erased(office)
    var request = a.request()
    request.erased = [erasure.data]
    try await a.send(request)
    let response = try await a.exchange()
    #expect(response.erasures.isEmpty && !response.erasuresAnew)
    #expect(try waiting(office) == 0)
  }

  @Test func `what is asked once more was said all the same`() async throws {
    let office = try Office()
    let (a, erasure) = try await erased(office)
    var request = a.request()
    request.erased = [erasure.data]
    request.saidErased = said([erasure])
    try await a.send(request)
    // Another case names him.
    try await a.exchange([a.customersCase(2, record(2), "K1")])
    #expect(try waiting(office) == 2)
    request = a.request()
    request.saidErased = said([erasure])
    let response = try await a.send(request)
    #expect(!response.erasuresAnew && response.erasures.count == 1)
    request.erased = [erasure.data]
    #expect(try await a.send(request).erasures.isEmpty)
    #expect(try waiting(office) == 1)
  }

  @Test func `the status of an erasure says of each device when it had done it`() async throws {
    let office = try Office()
    let began = office.time
    let (a, erasure) = try await erased(office)
    office.pass(milliseconds: 60_000)
    var request = a.request()
    request.erased = [erasure.data]
    try await a.send(request)
    let status = try #require(try office.store.erasureStatus().first)
    #expect(status.waiting.isEmpty && status.at == began && status.records == 1)
    let done = Dictionary(uniqueKeysWithValues: status.done.map { ($0.branch, $0.at) })
    #expect(done == ["HQ": began, "SH01": began + 60_000])
  }
}
