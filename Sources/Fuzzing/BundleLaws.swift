import Bundles
import SyncProtocol
import Versioning

enum BundleLaws {
  /// A key and a head office that every run has, so that what was sealed to them once opens again.
  private static let secret = [UInt8](1...32)
  private static let headOffice = Identifier(high: 0x1122_3344_5546_6788, low: 0x99AA_BBCC_DDEE_FF00)
  private static let limits = BundleLimits(sealed: 1 << 16, unpacked: 1 << 16)

  static func bundle(_ bytes: [UInt8]) throws {
    _ = try? BundleHeader(of: bytes)
    guard let key = BundleKey(bytes: secret), let answerKey = AnswerKey(bytes: secret + secret) else {
      throw BrokenLaw("32 bytes are no key")
    }
    _ = try? key.openRequest(bytes, headOffice: headOffice, limits: limits)
    _ = try? answerKey.openAnswer(bytes, headOffice: headOffice, limits: limits)
    // The same behind a header that is right.
    for kind: UInt8 in [1, 2] {
      let file = Array("CBBNDL".utf8) + [BundleHeader.version, kind] + headOffice.bytes + bytes
      if (try? key.openRequest(file, headOffice: headOffice, limits: limits)) != nil {
        throw BrokenLaw("a request opens that nobody sealed")
      }
      if (try? answerKey.openAnswer(file, headOffice: headOffice, limits: limits)) != nil {
        throw BrokenLaw("an answer opens that nobody sealed")
      }
    }
  }

  /// What a sealed file holds, once it is open: whoever has the public key can seal anything.
  static func payload(_ bytes: [UInt8]) throws {
    _ = try? BundlePayload.unpack(BundleRequest.self, from: bytes, limits: limits)
    _ = try? BundlePayload.unpack(BundleAnswer.self, from: bytes, limits: limits)
    guard let packed = try? Gzip.compress(bytes, level: 1) else { throw BrokenLaw("bytes cannot be packed") }
    let direct = try? MessageFormat.protobuf.decode(BundleRequest.self, from: bytes)
    let unpacked = try? BundlePayload.unpack(BundleRequest.self, from: packed, limits: limits)
    try expect(bytes.count > limits.unpacked || direct == unpacked, "a payload is not what was packed")
  }

  static func ticket(_ bytes: [UInt8]) throws {
    guard let ticket = try? BundleTicket(text: bytes.text) else { return }
    guard let again = try? BundleTicket(text: ticket.text) else {
      throw BrokenLaw("a ticket is not one when written")
    }
    try expect(again.text == ticket.text, "a ticket is another after writing and reading")
  }
}
