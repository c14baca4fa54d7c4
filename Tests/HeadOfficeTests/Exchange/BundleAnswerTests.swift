import Bundles
import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// What a bundle asks, and how much of it is answered.
@Suite struct BundleAnswerTests {
  private func answer(_ request: BundleRequest, _ office: Office) async throws -> BundleAnswer {
    let headOffice = office.store.id
    let (file, key) = try sealRequest(request, to: office.store.bundlePublicKey(), headOffice: headOffice)
    return try key.openAnswer(try await office.service.answer(bundle: file).answer, headOffice: headOffice)
  }

  private func bundle(_ device: TestDevice, _ requests: [SyncRequest]) -> BundleRequest {
    var bundle = BundleRequest()
    bundle.protocol = Limits.protocolVersion
    bundle.token = device.token
    bundle.requests = requests
    return bundle
  }

  @Test
  func
    `requests that all ask for the whole feed are answered up to a bound, and the rest is told to be left`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    // In a field of a later version: no text of this one is so long.
    let text = FieldWrite(FieldID(900), .text(String(repeating: "x", count: 200_000)))
    for number in 1...10 as ClosedRange<UInt64> {
      let writes = device.newCase(number, record(number)).writes + [text]
      try await device.exchange([device.change(number, record(number), writes)])
    }
    var asks = device.request(pageBytes: 1)
    asks.cursors = []
    let answer = try await answer(bundle(device, [SyncRequest](repeating: asks, count: 200)), office)
    let bytes = answer.responses.reduce(0) {
      $0 + $1.pages.reduce(0) { $0 + $1.entries.reduce(0) { $0 + $1.state.count } }
    }
    #expect(!answer.hasRefusal && answer.responses.last?.more == true)
    #expect(bytes >= Limits.bundleAnswerBytes / 2 && bytes < Limits.bundleAnswerBytes + Limits.pageBytes)
    // Two million bytes each: not one entry each, as was asked.
    #expect(answer.responses.count < 30)
  }

  @Test func `a bundle of many pushes is answered whole, however long each takes`() async throws {
    let ticks = Ticks()
    let office = try Office(clock: { ticks.next() })
    let device = try office.device("SH01")
    let changes = (1...40).map { device.newCase(UInt64($0), record(UInt64($0))) }
    var requests = stride(from: 0, to: 40, by: 10).map { device.request(Array(changes[$0..<$0 + 10])) }
    for at in requests.indices.dropLast() { requests[at].moreChanges = true }
    let answer = try await answer(bundle(device, requests), office)
    #expect(!answer.hasRefusal && answer.responses.last?.covered == 40)
    #expect(answer.responses.last?.more == false)
  }
}
