import Crypto
import FoundationEssentials
import SyncProtocol
import Testing
import Versioning

@testable import Bundles

/// The construction is that of the documents it cites, so that other programs can open what this one seals.
@Suite struct KnownAnswerTests {
  @Test func `the suite is that of RFC 9180, appendix A.2.1`() throws {
    let key = try Curve25519.KeyAgreement.PrivateKey(
      rawRepresentation: bytes("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"))
    #expect(
      hexadecimal(key.publicKey.rawRepresentation)
        == "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
    var recipient = try HPKE.Recipient(
      privateKey: key, ciphersuite: RequestSeal.suite,
      info: Data(bytes("4f6465206f6e2061204772656369616e2055726e")),
      encapsulatedKey: Data(bytes("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")))
    let ciphertexts = [
      "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
      "6b53c051e4199c518de79594e1c4ab18b96f081549d45ce015be002090bb119e85285337cc95ba5f59992dc98c",
    ]
    for (sequence, ciphertext) in ciphertexts.enumerated() {
      let opened = try recipient.open(
        bytes(ciphertext), authenticating: Array("Count-\(sequence)".utf8))
      #expect(String(decoding: opened, as: UTF8.self) == "Beauty is truth, truth beauty")
    }
    let exported = [
      "": "4bbd6243b8bb54cec311fac9df81841b6fd61f56538a775e7c80a9f40160606e",
      "TestContext": "5acb09211139c43b3090489a9da433e8a30ee7188ba8b0a9a1ccf0c229283e53",
    ]
    for (context, wanted) in exported {
      let secret = try recipient.exportSecret(context: Array(context.utf8), outputByteCount: 32)
      #expect(hexadecimal(secret.withUnsafeBytes { Array($0) }) == wanted)
    }
  }

  /// RFC 9458, section 4.4, spelt out with HMAC alone (RFC 5869).
  @Test func `an answer is keyed as RFC 9458 says`() throws {
    func hmac(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
      Array(HMAC<SHA256>.authenticationCode(for: data, using: SymmetricKey(data: key)))
    }
    let answerKey = try #require(AnswerKey(bytes: Array(100..<164)))
    let file = try answerKey.sealAnswer(Samples.answer, headOffice: Samples.headOffice)
    let nonce = Array(file[24..<56])
    let secret = hmac(Array(100..<132) + nonce, Array(132..<164))
    let key = hmac(secret, Array("key".utf8) + [1])
    let cipherNonce = hmac(secret, Array("nonce".utf8) + [1]).prefix(12)
    let box = try ChaChaPoly.SealedBox(combined: cipherNonce + file[56...])
    let packed = try ChaChaPoly.open(box, using: SymmetricKey(data: key), authenticating: file[..<24])
    let message = try Gzip.decompress(Array(packed), limit: 10_000)
    #expect(try MessageFormat.protobuf.decode(BundleAnswer.self, from: message) == Samples.answer)
  }

  /// Made once by this program with the private key 01 02 … 20. It must open for ever.
  @Test func `a request sealed by the first version still opens`() throws {
    let (request, answerKey) = try Samples.key.openRequest(
      bytes(Golden.request), headOffice: Samples.headOffice)
    #expect(request == Samples.request)
    #expect(hexadecimal(answerKey.bytes) == Golden.answerKey)
    #expect(try answerKey.openAnswer(bytes(Golden.answer), headOffice: Samples.headOffice) == Samples.answer)
  }
}
