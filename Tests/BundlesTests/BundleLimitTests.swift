import Crypto
import FoundationEssentials
import SyncProtocol
import Testing

@testable import Bundles

/// Sizes are bounded before anything is parsed, and a bomb does not go off.
@Suite struct BundleLimitTests {
  private let office = Samples.headOffice
  private let key = Samples.key

  /// Seals whatever bytes as somebody with the public key can.
  private func sealed(payload: [UInt8]) throws -> [UInt8] {
    let header = BundleHeader(.request, headOffice: office).bytes
    var sender = try HPKE.Sender(
      recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: key.publicKey),
      ciphersuite: RequestSeal.suite, info: RequestSeal.info)
    return header + sender.encapsulatedKey + (try sender.seal(payload, authenticating: header))
  }

  @Test func `a bomb ends at the limit`() throws {
    let bomb = try Gzip.compress([UInt8](repeating: 0, count: 20 << 20), level: 9)
    #expect(bomb.count < 40_000)
    let file = try sealed(payload: bomb)
    let limits = BundleLimits(unpacked: 1 << 20)
    #expect(
      failure { () throws(BundleFailure) in try key.openRequest(file, headOffice: office, limits: limits) }
        == .tooLarge(limit: 1 << 20))
  }

  @Test
  func `a few hundred bytes of very many requests, or of one with very many lists, are refused undecoded`()
    throws
  {
    let requests = Array(repeatElement([5 << 3 | 2, 0] as [UInt8], count: 262_144).joined())
    // One request of a megabyte of cursors without anything in them.
    let cursors = Array(repeatElement([5 << 3 | 2, 0] as [UInt8], count: 1 << 19).joined())
    let one: [UInt8] = [5 << 3 | 2, 0x80, 0x80, 0x40] + cursors
    for payload in [requests, one] {
      let packed = try Gzip.compress(payload, level: 9)
      #expect(packed.count < 1_200)
      let file = try sealed(payload: packed)
      #expect(
        failure { () throws(BundleFailure) in try key.openRequest(file, headOffice: office) }
          == .tooManyElements)
    }
  }

  @Test func `a file over the limit is refused unread`() throws {
    let limits = BundleLimits(sealed: 100)
    let long = [UInt8](repeating: 7, count: 101)
    let answerKey = try #require(AnswerKey(bytes: [UInt8](repeating: 7, count: AnswerKey.count)))
    #expect(
      failure { () throws(BundleFailure) in try key.openRequest(long, headOffice: office, limits: limits) }
        == .tooLarge(limit: 100))
    #expect(
      failure { () throws(BundleFailure) in
        try answerKey.openAnswer(long, headOffice: office, limits: limits)
      } == .tooLarge(limit: 100))
  }

  @Test func `nothing is made that would be refused for its size`() throws {
    let large = BundleRequest.with { $0.token = String(repeating: "x", count: 5_000) }
    let unpacked = BundleLimits(unpacked: 4_000)
    #expect(
      failure { () throws(BundleFailure) in
        try sealRequest(large, to: key.publicKey, headOffice: office, limits: unpacked)
      } == .tooLarge(limit: 4_000))
    let limits = BundleLimits(sealed: 80)
    #expect(
      failure { () throws(BundleFailure) in
        try sealRequest(large, to: key.publicKey, headOffice: office, limits: limits)
      } == .tooLarge(limit: 80))
    let answerKey = try #require(AnswerKey(bytes: [UInt8](repeating: 7, count: AnswerKey.count)))
    #expect(
      failure { () throws(BundleFailure) in
        try answerKey.sealAnswer(Samples.answer, headOffice: office, limits: limits)
      } == .tooLarge(limit: 80))
  }

  @Test func `what fits exactly goes through`() throws {
    let message = try MessageFormat.protobuf.encode(Samples.request)
    let (file, _) = try sealRequest(
      Samples.request, to: key.publicKey, headOffice: office, limits: BundleLimits(unpacked: message.count))
    let limits = BundleLimits(sealed: file.count, unpacked: message.count)
    #expect(try key.openRequest(file, headOffice: office, limits: limits).request == Samples.request)
    #expect(
      failure { () throws(BundleFailure) in
        try key.openRequest(
          file, headOffice: office, limits: BundleLimits(sealed: file.count - 1, unpacked: message.count))
      } == .tooLarge(limit: file.count - 1))
    #expect(
      failure { () throws(BundleFailure) in
        try key.openRequest(
          file, headOffice: office, limits: BundleLimits(sealed: file.count, unpacked: message.count - 1))
      } == .tooLarge(limit: message.count - 1))
  }

  @Test func `well sealed nonsense is damaged`() throws {
    let payloads = [[], [1, 2, 3], try Gzip.compress([0xFF, 0xFF, 0xFF])] as [[UInt8]]
    for payload in payloads {
      let file = try sealed(payload: payload)
      #expect(
        failure { () throws(BundleFailure) in try key.openRequest(file, headOffice: office) } == .damaged)
    }
  }
}
