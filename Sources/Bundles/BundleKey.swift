import Crypto
import FoundationEssentials
package import SyncProtocol
package import Versioning

/// Head office's key pair for bundles: X25519 (RFC 7748). Who has the private half reads every request that
/// was ever sealed to it, so it is kept like the tokens.
package struct BundleKey: Sendable {
  private let key: Curve25519.KeyAgreement.PrivateKey

  /// A new one, from the system's random numbers.
  package init() { key = Curve25519.KeyAgreement.PrivateKey() }

  /// One that was kept, or 32 random bytes. Nil for any other number of bytes.
  package init?(bytes: [UInt8]) {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes) else { return nil }
    self.key = key
  }

  /// The private half, 32 bytes.
  package var bytes: [UInt8] { Array(key.rawRepresentation) }

  /// What replicas seal to, 32 bytes.
  package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// Opens a request that was sealed to this key.
  ///
  /// Who sent it is not proven by the seal (anybody may have the public key) but by the token inside, as
  /// with HTTP over TLS. Nor does it prove that the request is new: requests are made to be repeatable.
  ///
  /// - Returns: the request, and the key which the answer is to be sealed with.
  package func openRequest(
    _ file: [UInt8], headOffice: Identifier, limits: BundleLimits = BundleLimits()
  ) throws(BundleFailure) -> (request: BundleRequest, answerKey: AnswerKey) {
    let header = BundleHeader(.request, headOffice: headOffice)
    let body = try header.body(
      of: file, smallest: RequestSeal.encapsulatedBytes + Tag.bytes, limits: limits)
    let encapsulated = Array(body.prefix(RequestSeal.encapsulatedBytes))
    let packed: [UInt8]
    let answerKey: AnswerKey
    do {
      try RequestSeal.check(.init(rawRepresentation: encapsulated), with: key)
      var recipient = try HPKE.Recipient(
        privateKey: key, ciphersuite: RequestSeal.suite, info: RequestSeal.info,
        encapsulatedKey: Data(encapsulated))
      packed = Array(
        try recipient.open(body.dropFirst(RequestSeal.encapsulatedBytes), authenticating: header.bytes))
      answerKey = AnswerKey(
        encapsulated: encapsulated,
        secret: try recipient.exportSecret(context: RequestSeal.answerContext, outputByteCount: 32))
    } catch { throw .damaged }
    return (try BundlePayload.unpack(BundleRequest.self, from: packed, limits: limits), answerKey)
  }
}

/// Seals a request so that only head office can read it.
///
/// - Parameter publicKey: head office's, 32 bytes.
/// - Returns: the file, and the key that the answer will be opened with: to be kept until then, as secret as
///   the token.
package func sealRequest(
  _ request: BundleRequest, to publicKey: [UInt8], headOffice: Identifier,
  limits: BundleLimits = BundleLimits()
) throws(BundleFailure) -> (file: [UInt8], answerKey: AnswerKey) {
  let header = BundleHeader(.request, headOffice: headOffice).bytes
  let packed = try BundlePayload.pack(request, limits: limits)
  let file: [UInt8]
  let answerKey: AnswerKey
  do {
    let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey)
    try RequestSeal.check(recipient, with: Curve25519.KeyAgreement.PrivateKey())
    var sender = try HPKE.Sender(
      recipientKey: recipient, ciphersuite: RequestSeal.suite, info: RequestSeal.info)
    let encapsulated = Array(sender.encapsulatedKey)
    file = header + encapsulated + (try sender.seal(packed, authenticating: header))
    answerKey = AnswerKey(
      encapsulated: encapsulated,
      secret: try sender.exportSecret(context: RequestSeal.answerContext, outputByteCount: 32))
  } catch { throw .unusableKey }
  guard file.count <= limits.sealed else { throw .tooLarge(limit: limits.sealed) }
  return (file, answerKey)
}

/// The seal of requests: HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
/// ChaCha20Poly1305.
enum RequestSeal {
  static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
  static let encapsulatedBytes = 32
  static let info = Data("casebook bundle request 1".utf8)
  /// What the answer's secret is exported for.
  static let answerContext = Array("casebook bundle answer 1".utf8)

  /// RFC 9180, section 7.1.4: the points of small order, with which every key agrees on zero, must be refused.
  /// The library leaves that to its caller. X25519 multiplies by eight, so any private key tells them.
  static func check(
    _ point: Curve25519.KeyAgreement.PublicKey, with key: Curve25519.KeyAgreement.PrivateKey
  ) throws {
    let agreed = try key.sharedSecretFromKeyAgreement(with: point)
    guard !agreed.withUnsafeBytes({ $0.allSatisfy { $0 == 0 } }) else { throw SmallOrder() }
  }

  struct SmallOrder: Error {}
}

/// The end of every ciphertext: what proves that it was not changed (RFC 8439).
enum Tag {
  static let bytes = 16
}
