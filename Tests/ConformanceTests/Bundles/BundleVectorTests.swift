import Bundles
import FoundationEssentials
import SyncProtocol
import TestSupport
import Testing
import Versioning

@Suite(.serialized) struct BundleVectorTests {
  private static func bytes(_ digits: String?) throws -> [UInt8] {
    try #require(digits.flatMap { unhex($0) })
  }

  private static func vector(_ id: String) throws -> BundleVector {
    try #require(try VectorFile.read("bundle", as: BundleVector.self).first { $0.id == id })
  }

  private static func office(_ vector: BundleVector) throws -> Identifier {
    try #require(vector.headOffice.flatMap { Identifier(text: $0) })
  }

  @Test func `bundle_json has these vectors`() throws {
    let made = try BundleSource.vectors()
    if VectorFile.isRecording {
      try VectorFile.write(
        "bundle", about: "Bundles and their seals, and a ticket: Protocol.md, sections 20 and 22.",
        keeps: true, made)
    }
    let held = try VectorFile.read("bundle", as: BundleVector.self)
    #expect(held.map(\.id) == made.map(\.id))
    // Of what is sealed anew each time, what it says.
    for (one, other) in zip(held, made) {
      #expect(
        one.what == other.what && one.message == other.message && one.ticket == other.ticket, "\(one.id)")
    }
  }

  @Test func `a request opens with head office's key, and its seal is the one that is spelt out`() throws {
    let vector = try Self.vector("bundle_request")
    let (file, privateKey) = (try Self.bytes(vector.hex), try Self.bytes(vector.privateKey))
    let key = try #require(BundleKey(bytes: privateKey))
    #expect(hexadecimal(key.publicKey) == vector.sealingKey)
    let (request, answerKey) = try key.openRequest(file, headOffice: Self.office(vector))
    #expect(try JSONText(request.jsonUTF8Bytes()) == vector.message)
    #expect(hexadecimal(answerKey.bytes) == vector.answerKey)
    #expect(hexadecimal(file.prefix(24)) == vector.header)
    let seal = try #require(vector.seal)
    let spelt = try SpeltSeal.request(encapsulated: Array(file[24..<56]), privateKey: privateKey)
    #expect(spelt.seal == seal)
    #expect(hexadecimal(Array(file[24..<56]) + spelt.secret) == vector.answerKey)
    let packed = try SpeltSeal.opened(
      Array(file[56...]), key: seal.key, nonce: seal.nonce, header: Array(file[..<24]))
    #expect(hexadecimal(packed) == vector.packed)
    #expect(try Gzip.decompress(packed, limit: 100_000) == request.serializedBytes())
  }

  @Test func `an answer opens with the key that its request was sealed with`() throws {
    let (request, vector) = (try Self.vector("bundle_request"), try Self.vector("bundle_answer"))
    #expect(vector.answerKey == request.answerKey)
    let file = try Self.bytes(vector.hex)
    let key = try #require(AnswerKey(bytes: Self.bytes(vector.answerKey)))
    let answer = try key.openAnswer(file, headOffice: Self.office(vector))
    #expect(try JSONText(answer.jsonUTF8Bytes()) == vector.message)
    let seal = try #require(vector.answerSeal)
    #expect(SpeltSeal.answer(nonce: Array(file[24..<56]), answerKey: key.bytes) == seal)
    let packed = try SpeltSeal.opened(
      Array(file[56...]), key: seal.key, nonce: seal.cipherNonce, header: Array(file[..<24]))
    #expect(hexadecimal(packed) == vector.packed)
    #expect(try Gzip.decompress(packed, limit: 100_000) == answer.serializedBytes())
  }

  @Test func `what is no bundle of this seal is refused`() throws {
    for id in ["bundle_request_refused", "bundle_answer_refused"] {
      let vector = try Self.vector(id)
      for (at, refused) in try #require(vector.refused).enumerated() {
        let failure = try Self.failure(vector, try Self.bytes(refused.hex))
        #expect(failure.map(Self.words) == refused.refused, "\(id) \(at)")
      }
    }
  }

  private static func failure(_ vector: BundleVector, _ file: [UInt8]) throws -> BundleFailure? {
    let office = try office(vector)
    do throws(BundleFailure) {
      if let key = vector.privateKey.flatMap({ unhex($0) }).flatMap({ BundleKey(bytes: $0) }) {
        _ = try key.openRequest(file, headOffice: office)
      } else if let key = vector.answerKey.flatMap({ unhex($0) }).flatMap({ AnswerKey(bytes: $0) }) {
        _ = try key.openAnswer(file, headOffice: office)
      }
      return nil
    } catch { return error }
  }

  private static func words(_ failure: BundleFailure) -> String {
    switch failure {
    case .notABundle: "not_a_bundle"
    case .otherVersion: "version"
    case .otherKind: "kind"
    case .otherHeadOffice: "head_office"
    case .damaged: "damaged"
    case .tooLarge: "too_large"
    case .tooManyElements: "too_many_elements"
    case .unusableKey: "unusable_key"
    }
  }

  @Test func `a ticket says what it says`() throws {
    let vector = try Self.vector("bundle_ticket")
    let text = try #require(vector.text)
    let ticket = try BundleTicket(text: text)
    let said = BundleVector.Ticket(
      headOffice: ticket.headOffice.description, sealingKey: hexadecimal(ticket.sealingKey),
      branch: ticket.branch,
      code: ticket.code)
    #expect(said == vector.ticket)
    // One from before there was a check says the same.
    let old = text.split(separator: "\n").prefix(5).joined(separator: "\n")
    #expect(try BundleTicket(text: old).code == ticket.code)
    for other in try #require(vector.refused) {
      let problem = try #require(throws: BundleTicket.Problem.self) {
        try BundleTicket(text: String(decoding: Self.bytes(other.hex), as: UTF8.self))
      }
      #expect(other.refused == (problem == .damaged ? "damaged" : "not_a_ticket"))
    }
  }
}
