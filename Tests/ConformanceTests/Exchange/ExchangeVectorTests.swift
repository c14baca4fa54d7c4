import FoundationEssentials
import TestSupport
import Testing
import Versioning

@Suite struct ExchangeVectorTests {
  @Test func `head office answers what exchange_json says`() async throws {
    if VectorFile.isRecording {
      try VectorFile.write(
        "exchange", about: "Calls to a head office and their answers: Protocol.md, sections 10, 11 and 22.",
        keeps: false, await ExchangeScripts.vectors())
    }
    let vectors = try VectorFile.read("exchange", as: ExchangeVector.self)
    #expect(Set(vectors.map(\.id)).count == vectors.count && vectors.count >= 15)
    for vector in vectors {
      let office = try OfficeUnderTest(headOffice: Spelt.id(vector.headOffice), branches: vector.branches)
      for (at, wanted) in vector.steps.enumerated() {
        let found = try await office.carryOut(wanted)
        #expect(found == wanted, "\(vector.id), step \(at)")
      }
    }
  }

  @Test func `every change in them is canonical, but for those that show what is refused`() throws {
    var broken: [String: Int] = [:]
    for vector in try VectorFile.read("exchange", as: ExchangeVector.self) {
      for case .object(let request)? in vector.steps.map(\.request) {
        guard case .array(let changes)? = request["changes"] else { continue }
        for case .text(let text) in changes {
          let bytes = [UInt8](try #require(Data(base64Encoded: text)))
          if (try? Change(decoding: bytes).encoded()) != bytes {
            broken[vector.id, default: 0] += 1
          }
        }
      }
    }
    #expect(broken == ["exchange_quarantine": 2, "exchange_unknown_base": 1])
  }
}
