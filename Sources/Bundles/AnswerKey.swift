import Crypto
import FoundationEssentials
package import SyncProtocol
package import Versioning

/// What a replica and head office share by one sealed request, and nobody else has: so an answer under it can
/// only come from head office, only be read by that replica, and only answer that request.
package struct AnswerKey: Hashable, Sendable {
  package static let count = 64

  /// The encapsulated key of the request, 32 bytes, and the secret exported from its context, 32 bytes.
  package let bytes: [UInt8]

  /// One that was kept. Nil for any other number of bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.count else { return nil }
    self.bytes = bytes
  }

  init(encapsulated: [UInt8], secret: SymmetricKey) {
    bytes = encapsulated + secret.withUnsafeBytes { Array($0) }
  }

  package func sealAnswer(
    _ answer: BundleAnswer, headOffice: Identifier, limits: BundleLimits = BundleLimits()
  ) throws(BundleFailure) -> [UInt8] {
    let header = BundleHeader(.answer, headOffice: headOffice).bytes
    let packed = try BundlePayload.pack(answer, limits: limits)
    var generator = SystemRandomNumberGenerator()
    let nonce = (0..<Self.nonceBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let (key, cipherNonce) = derived(nonce)
    guard let nonceData = try? ChaChaPoly.Nonce(data: cipherNonce),
      let box = try? ChaChaPoly.seal(packed, using: key, nonce: nonceData, authenticating: header)
      // ChaCha20 ends at 256 GB: the limit of the unpacked is far below.
    else { throw .tooLarge(limit: limits.sealed) }
    let file = header + nonce + box.ciphertext + box.tag
    guard file.count <= limits.sealed else { throw .tooLarge(limit: limits.sealed) }
    return file
  }

  package func openAnswer(
    _ file: [UInt8], headOffice: Identifier, limits: BundleLimits = BundleLimits()
  ) throws(BundleFailure) -> BundleAnswer {
    let header = BundleHeader(.answer, headOffice: headOffice)
    let body = try header.body(of: file, smallest: Self.nonceBytes + Tag.bytes, limits: limits)
    let (key, cipherNonce) = derived(Array(body.prefix(Self.nonceBytes)))
    let packed: [UInt8]
    do {
      let box = try ChaChaPoly.SealedBox(
        nonce: ChaChaPoly.Nonce(data: cipherNonce),
        ciphertext: body.dropFirst(Self.nonceBytes).dropLast(Tag.bytes), tag: body.suffix(Tag.bytes))
      packed = Array(try ChaChaPoly.open(box, using: key, authenticating: header.bytes))
    } catch { throw .damaged }
    return try BundlePayload.unpack(BundleAnswer.self, from: packed, limits: limits)
  }

  /// As long as the longer of the cipher's key and nonce, so that a random one is never drawn twice.
  private static let nonceBytes = 32

  /// The cipher's key and nonce for one answer (RFC 9458, section 4.4): HKDF-SHA256 with the request's
  /// encapsulated key and the answer's nonce as salt.
  private func derived(_ nonce: [UInt8]) -> (key: SymmetricKey, cipherNonce: [UInt8]) {
    let secret = HKDF<SHA256>.extract(
      inputKeyMaterial: SymmetricKey(data: bytes.suffix(32)), salt: bytes.prefix(32) + nonce)
    let key = HKDF<SHA256>.expand(
      pseudoRandomKey: secret, info: Array("key".utf8), outputByteCount: 32)
    let cipherNonce = HKDF<SHA256>.expand(
      pseudoRandomKey: secret, info: Array("nonce".utf8), outputByteCount: 12)
    return (key, cipherNonce.withUnsafeBytes { Array($0) })
  }
}
