import Crypto
import SyncProtocol
import Testing
import Versioning

@testable import Bundles

/// Only head office reads a request; only the replica that asked reads the answer; nobody else makes one.
@Suite struct SealingTests {
  private let office = Samples.headOffice
  private let key = Samples.key

  private func sealed() throws -> (file: [UInt8], answerKey: AnswerKey) {
    try sealRequest(Samples.request, to: key.publicKey, headOffice: office)
  }

  @Test func `a request goes to head office and its answer comes back`() throws {
    let (file, kept) = try sealed()
    let (request, answerKey) = try key.openRequest(file, headOffice: office)
    #expect(request == Samples.request)
    #expect(answerKey == kept)
    let answer = try answerKey.sealAnswer(Samples.answer, headOffice: office)
    // The replica kept the key in its store in between.
    let stored = try #require(AnswerKey(bytes: kept.bytes))
    #expect(try stored.openAnswer(answer, headOffice: office) == Samples.answer)
  }

  @Test func `nothing of the content stands in the file, and no two files are equal`() throws {
    let (first, _) = try sealed()
    let (second, answerKey) = try sealed()
    #expect(first.dropFirst(BundleHeader.count).prefix(32) != second.dropFirst(BundleHeader.count).prefix(32))
    let answers = try (0..<2).map { _ in try answerKey.sealAnswer(Samples.answer, headOffice: office) }
    #expect(answers[0] != answers[1])
    for file in [first, second] + answers {
      let text = String(decoding: file, as: UTF8.self)
      #expect(!text.contains("secret-token") && !text.contains("电视"))
    }
  }

  @Test func `the beginning of a file says what it is and for whom`() throws {
    let (file, answerKey) = try sealed()
    #expect(hexadecimal(file.prefix(24)) == "4342424e444c0101" + "00112233445546678899aabbccddeeff")
    #expect(try BundleHeader(of: file) == BundleHeader(.request, headOffice: office))
    let answer = try answerKey.sealAnswer(Samples.answer, headOffice: office)
    #expect(hexadecimal(answer.prefix(24)) == "4342424e444c0102" + "00112233445546678899aabbccddeeff")
  }

  @Test func `with any one bit of it turned, a request is refused`() throws {
    let (file, _) = try sealed()
    for at in file.indices {
      for bit in 0..<8 {
        var broken = file
        broken[at] ^= 1 << bit
        #expect(
          failure { () throws(BundleFailure) in try key.openRequest(broken, headOffice: office) } != nil)
      }
    }
  }

  @Test func `with any one bit of it turned, an answer is refused`() throws {
    let (_, answerKey) = try sealed()
    let file = try answerKey.sealAnswer(Samples.answer, headOffice: office)
    for at in file.indices {
      for bit in 0..<8 {
        var broken = file
        broken[at] ^= 1 << bit
        #expect(
          failure { () throws(BundleFailure) in try answerKey.openAnswer(broken, headOffice: office) } != nil)
      }
    }
  }

  @Test func `cut at any length, or with bytes after the end, a file is refused`() throws {
    let (file, answerKey) = try sealed()
    let answer = try answerKey.sealAnswer(Samples.answer, headOffice: office)
    for length in file.indices {
      let part = Array(file.prefix(length))
      let wanted: BundleFailure = length < 6 ? .notABundle : .damaged
      #expect(
        failure { () throws(BundleFailure) in try key.openRequest(part, headOffice: office) } == wanted)
    }
    for length in answer.indices {
      let part = Array(answer.prefix(length))
      let wanted: BundleFailure = length < 6 ? .notABundle : .damaged
      #expect(
        failure { () throws(BundleFailure) in try answerKey.openAnswer(part, headOffice: office) } == wanted)
    }
    #expect(
      failure { () throws(BundleFailure) in try key.openRequest(file + [0], headOffice: office) } == .damaged)
    #expect(
      failure { () throws(BundleFailure) in try answerKey.openAnswer(answer + [0], headOffice: office) }
        == .damaged)
  }

  @Test func `another head office's key does not open it`() throws {
    let (file, _) = try sealed()
    let other = BundleKey()
    #expect(
      failure { () throws(BundleFailure) in try other.openRequest(file, headOffice: office) } == .damaged)
    #expect(
      failure { () throws(BundleFailure) in
        try key.openRequest(file, headOffice: Samples.otherHeadOffice)
      } == .otherHeadOffice(office))
  }

  @Test func `the answer to another request is refused, also one of the same replica`() throws {
    let (_, first) = try sealed()
    let (_, second) = try sealed()
    let answer = try first.sealAnswer(Samples.answer, headOffice: office)
    #expect(
      failure { () throws(BundleFailure) in try second.openAnswer(answer, headOffice: office) } == .damaged)
    #expect(
      failure { () throws(BundleFailure) in
        try first.openAnswer(answer, headOffice: Samples.otherHeadOffice)
      } == .otherHeadOffice(office))
  }

  @Test func `a request passed as an answer is told, and the other way round`() throws {
    let (file, answerKey) = try sealed()
    let answer = try answerKey.sealAnswer(Samples.answer, headOffice: office)
    #expect(
      failure { () throws(BundleFailure) in try answerKey.openAnswer(file, headOffice: office) }
        == .otherKind(.request))
    #expect(
      failure { () throws(BundleFailure) in try key.openRequest(answer, headOffice: office) }
        == .otherKind(.answer))
    // With the kind forged it is damaged.
    var forged = file
    forged[7] = BundleKind.answer.rawValue
    #expect(
      failure { () throws(BundleFailure) in try answerKey.openAnswer(forged, headOffice: office) } == .damaged
    )
  }

  @Test func `who knows the public key alone cannot make an answer`() throws {
    let (_, answerKey) = try sealed()
    let (_, forger) = try sealRequest(BundleRequest(), to: key.publicKey, headOffice: office)
    let forged = try forger.sealAnswer(Samples.answer, headOffice: office)
    #expect(
      failure { () throws(BundleFailure) in try answerKey.openAnswer(forged, headOffice: office) } == .damaged
    )
  }

  @Test func `what is no bundle, or of another version, is told as that`() throws {
    let (file, _) = try sealed()
    for other in [[], Array("CBBND".utf8), Array("PK\u{3}\u{4} something else".utf8)] as [[UInt8]] {
      #expect(
        failure { () throws(BundleFailure) in try key.openRequest(other, headOffice: office) } == .notABundle)
    }
    var later = file
    later[6] = 2
    #expect(
      failure { () throws(BundleFailure) in try key.openRequest(later, headOffice: office) }
        == .otherVersion(2))
  }

  @Test func `nothing is sealed to what is no key`() {
    for key in [[], Array(repeating: 1, count: 31)] + Self.smallOrder {
      #expect(
        failure { () throws(BundleFailure) in
          try sealRequest(Samples.request, to: key, headOffice: office)
        } == .unusableKey)
    }
    #expect(BundleKey(bytes: [1, 2, 3]) == nil)
    #expect(AnswerKey(bytes: Array(repeating: 1, count: 63)) == nil)
  }

  /// The points of order 1, 2, 4 and 8, and those that are not reduced (Bernstein: "Curve25519: new
  /// Diffie-Hellman speed records", 2006; the list at cr.yp.to/ecdh.html).
  private static let smallOrder: [[UInt8]] = [
    "00" + String(repeating: "00", count: 31), "01" + String(repeating: "00", count: 31),
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ec" + String(repeating: "ff", count: 30) + "7f", "ed" + String(repeating: "ff", count: 30) + "7f",
    "ee" + String(repeating: "ff", count: 30) + "7f",
  ].map { bytes($0) }

  @Test func `a request whose secret everybody could know is refused`() throws {
    for point in Self.smallOrder {
      let header = BundleHeader(.request, headOffice: office).bytes
      // What a sender gets that does not look: all of it follows from a secret of zeros.
      var sender = try HPKE.Sender(
        recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: key.publicKey),
        ciphersuite: RequestSeal.suite, info: RequestSeal.info)
      let file = header + point + (try sender.seal([1, 2, 3] as [UInt8], authenticating: header))
      #expect(
        failure { () throws(BundleFailure) in try key.openRequest(file, headOffice: office) } == .damaged)
      let parsed = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: point)
      #expect(throws: RequestSeal.SmallOrder.self) {
        try RequestSeal.check(parsed, with: Curve25519.KeyAgreement.PrivateKey())
      }
    }
  }

  @Test func `a key is the same after it was kept`() throws {
    let fresh = BundleKey()
    #expect(fresh.bytes.count == 32 && fresh.publicKey.count == 32)
    let kept = try #require(BundleKey(bytes: fresh.bytes))
    #expect(kept.publicKey == fresh.publicKey)
    #expect(BundleKey().bytes != fresh.bytes)
  }
}
