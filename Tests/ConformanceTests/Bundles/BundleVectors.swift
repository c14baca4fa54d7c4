import Bundles
import Crypto
import FoundationEssentials
import SyncProtocol
import TestSupport
import Versioning

/// bundle.json: a request and its answer as files, with all that lies between a file and its message.
struct BundleVector: Codable, Equatable, Identifiable {
  /// How a request is sealed (RFC 9180), value by value.
  struct Seal: Codable, Equatable {
    var encapsulated: String
    var sharedSecret: String
    var key: String
    var nonce: String
    var exporterSecret: String
  }

  /// How an answer is sealed (RFC 9458, section 4.4).
  struct AnswerSeal: Codable, Equatable {
    var nonce: String
    var key: String
    var cipherNonce: String
  }

  /// A file that has to be refused.
  struct Refused: Codable, Equatable {
    var hex: String
    var refused: String
  }

  struct Ticket: Codable, Equatable {
    var headOffice: String
    var sealingKey: String
    var branch: String
    var code: String
  }

  var id: String
  var what: String
  var headOffice: String?
  /// Head office's, 32 bytes; the public half is `sealingKey`.
  var privateKey: String?
  var sealingKey: String?
  /// Of an answer: 64 bytes.
  var answerKey: String?
  var header: String?
  var hex: String?
  var seal: Seal?
  var answerSeal: AnswerSeal?
  /// What the seal holds: gzip.
  var packed: String?
  var message: JSONText?
  var refused: [Refused]?
  var text: String?
  var ticket: Ticket?
}

/// The seal of a request taken apart: RFC 9180 with HMAC (RFC 5869) and X25519 alone, as another program would do it.
enum SpeltSeal {
  private static func hmac(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: data, using: SymmetricKey(data: key)))
  }

  private static func extracted(_ suite: [UInt8], salt: [UInt8], _ label: String, _ material: [UInt8])
    -> [UInt8]
  {
    hmac(
      salt.isEmpty ? [UInt8](repeating: 0, count: 32) : salt,
      Array("HPKE-v1".utf8) + suite + Array(label.utf8) + material)
  }

  private static func expanded(
    _ suite: [UInt8], _ secret: [UInt8], _ label: String, _ info: [UInt8], _ count: Int
  ) -> [UInt8] {
    let labelled = [0, UInt8(count)] + Array("HPKE-v1".utf8) + suite + Array(label.utf8) + info
    return Array(hmac(secret, labelled + [1]).prefix(count))
  }

  /// - Returns: the values of the seal, and the secret that the answer is sealed with.
  static func request(
    encapsulated: [UInt8], privateKey: [UInt8]
  ) throws -> (seal: BundleVector.Seal, secret: [UInt8]) {
    let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey)
    let agreed = try key.sharedSecretFromKeyAgreement(
      with: Curve25519.KeyAgreement.PublicKey(rawRepresentation: encapsulated)
    ).withUnsafeBytes { Array($0) }
    let kem: [UInt8] = Array("KEM".utf8) + [0x00, 0x20]
    let suite: [UInt8] = Array("HPKE".utf8) + [0x00, 0x20, 0x00, 0x01, 0x00, 0x03]
    let shared = expanded(
      kem, extracted(kem, salt: [], "eae_prk", agreed), "shared_secret",
      encapsulated + Array(key.publicKey.rawRepresentation), 32)
    let context =
      [0] + extracted(suite, salt: [], "psk_id_hash", [])
      + extracted(suite, salt: [], "info_hash", Array("casebook bundle request 1".utf8))
    let secret = extracted(suite, salt: shared, "secret", [])
    let exporter = expanded(suite, secret, "exp", context, 32)
    return (
      BundleVector.Seal(
        encapsulated: hexadecimal(encapsulated), sharedSecret: hexadecimal(shared),
        key: hexadecimal(expanded(suite, secret, "key", context, 32)),
        nonce: hexadecimal(expanded(suite, secret, "base_nonce", context, 12)),
        exporterSecret: hexadecimal(exporter)),
      expanded(suite, exporter, "sec", Array("casebook bundle answer 1".utf8), 32)
    )
  }

  static func answer(nonce: [UInt8], answerKey: [UInt8]) -> BundleVector.AnswerSeal {
    let secret = hmac(Array(answerKey.prefix(32)) + nonce, Array(answerKey.suffix(32)))
    return BundleVector.AnswerSeal(
      nonce: hexadecimal(nonce), key: hexadecimal(hmac(secret, Array("key".utf8) + [1])),
      cipherNonce: hexadecimal(hmac(secret, Array("nonce".utf8) + [1]).prefix(12)))
  }

  /// What a box holds.
  static func opened(_ sealed: [UInt8], key: String, nonce: String, header: [UInt8]) throws -> [UInt8] {
    guard let key = unhex(key), let nonce = unhex(nonce) else { throw Failure("no digits") }
    let box = try ChaChaPoly.SealedBox(combined: nonce + sealed)
    return Array(try ChaChaPoly.open(box, using: SymmetricKey(data: key), authenticating: header))
  }
}

/// What bundle.json is made from. A seal is drawn anew each time: what stands in the file stays.
enum BundleSource {
  static let headOffice = Identifier(high: 0x0011_2233_4455_4667, low: 0x8899_AABB_CCDD_EEFF)
  private static let replica = Identifier(high: 0xA0A1_A2A3_A4A5_46A7, low: 0x80A9_AAAB_ACAD_AE01)

  static func vectors() throws -> [BundleVector] {
    guard let key = BundleKey(bytes: Array(1...32)) else { throw Failure("no key") }
    let annotated = try VectorFile.read("exchange", as: ExchangeVector.self).first {
      $0.id == "exchange_annotated"
    }
    guard let request = annotated?.steps.compactMap(\.request).last,
      let response = annotated?.steps.compactMap(\.response).last
    else { throw Failure("no annotated exchange") }
    let asked = try BundleRequest.with {
      $0.protocol = Limits.protocolVersion
      $0.token = "secret-token-of-the-replica"
      $0.serial = 7
      $0.requests = [try SyncRequest(jsonUTF8Bytes: request.bytes)]
    }
    let told = try BundleAnswer.with {
      $0.protocol = Limits.protocolVersion
      $0.serial = 7
      $0.responses = [try SyncResponse(jsonUTF8Bytes: response.bytes)]
    }
    let (file, answerKey) = try sealRequest(asked, to: key.publicKey, headOffice: headOffice)
    let answer = try answerKey.sealAnswer(told, headOffice: headOffice)
    return [
      try sealed(file, asked, key), try answered(answer, told, answerKey), try refused(file, key),
      try refused(answer, answerKey), ticket(key),
    ]
  }

  private static func sealed(_ file: [UInt8], _ message: BundleRequest, _ key: BundleKey) throws
    -> BundleVector
  {
    let encapsulated = Array(file[24..<56])
    let (seal, secret) = try SpeltSeal.request(encapsulated: encapsulated, privateKey: key.bytes)
    return BundleVector(
      id: "bundle_request", what: "The last request of exchange_annotated as a file, taken apart.",
      headOffice: headOffice.description, privateKey: hexadecimal(key.bytes),
      sealingKey: hexadecimal(key.publicKey),
      answerKey: hexadecimal(encapsulated + secret), header: hexadecimal(file.prefix(24)),
      hex: hexadecimal(file),
      seal: seal,
      packed: hexadecimal(
        try SpeltSeal.opened(Array(file[56...]), key: seal.key, nonce: seal.nonce, header: Array(file[..<24]))
      ),
      message: try JSONText(message.jsonUTF8Bytes()))
  }

  private static func answered(_ file: [UInt8], _ message: BundleAnswer, _ key: AnswerKey) throws
    -> BundleVector
  {
    let seal = SpeltSeal.answer(nonce: Array(file[24..<56]), answerKey: key.bytes)
    return BundleVector(
      id: "bundle_answer", what: "The answer to bundle_request.", headOffice: headOffice.description,
      answerKey: hexadecimal(key.bytes), header: hexadecimal(file.prefix(24)), hex: hexadecimal(file),
      answerSeal: seal,
      packed: hexadecimal(
        try SpeltSeal.opened(
          Array(file[56...]), key: seal.key, nonce: seal.cipherNonce, header: Array(file[..<24]))),
      message: try JSONText(message.jsonUTF8Bytes()))
  }

  private static func refused(_ file: [UInt8], _ key: BundleKey) throws -> BundleVector {
    BundleVector(
      id: "bundle_request_refused",
      what: "Files that are no request of this head office, by the reader with privateKey.",
      headOffice: headOffice.description, privateKey: hexadecimal(key.bytes), refused: spoilt(file))
  }

  private static func refused(_ file: [UInt8], _ key: AnswerKey) throws -> BundleVector {
    BundleVector(
      id: "bundle_answer_refused",
      what: "Files that are no answer to bundle_request, by the reader with answerKey.",
      headOffice: headOffice.description, answerKey: hexadecimal(key.bytes), refused: spoilt(file))
  }

  /// Each byte that a reader looks at before the seal, changed; then what only the seal tells.
  private static func spoilt(_ file: [UInt8]) -> [BundleVector.Refused] {
    func changed(_ at: Int, by bit: UInt8 = 1) -> String {
      var bytes = file
      bytes[at] ^= bit
      return hexadecimal(bytes)
    }
    // An X25519 key of small order.
    let small = Array(file[..<24]) + [UInt8](repeating: 0, count: 32) + Array(file[56...])
    let isRequest = file[7] == 1
    return [
      BundleVector.Refused(hex: changed(0), refused: "not_a_bundle"),
      BundleVector.Refused(hex: changed(6, by: 3), refused: "version"),
      BundleVector.Refused(hex: changed(7, by: 3), refused: "kind"),
      BundleVector.Refused(hex: changed(23), refused: "head_office"),
      BundleVector.Refused(hex: changed(24), refused: "damaged"),
      BundleVector.Refused(hex: changed(60), refused: "damaged"),
      BundleVector.Refused(hex: changed(file.count - 1, by: 0x80), refused: "damaged"),
      BundleVector.Refused(hex: hexadecimal(file.dropLast()), refused: "damaged"),
      BundleVector.Refused(hex: hexadecimal(file + [0]), refused: "damaged"),
    ] + (isRequest ? [BundleVector.Refused(hex: hexadecimal(small), refused: "damaged")] : [])
  }

  private static func ticket(_ key: BundleKey) -> BundleVector {
    let ticket = BundleTicket(
      headOffice: headOffice, sealingKey: key.publicKey, code: "ABCD-EFGH-JKLM-NPQR", branch: "SH05")
    let lines =
      ticket.text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("check ") }
      + ["later something"]
    return BundleVector(
      id: "bundle_ticket",
      what: "A ticket with a line of a later version; others to be refused (the bytes of their text).",
      refused: [
        BundleVector.Refused(
          hex: hexadecimal(Array(BundleTicket.checked(lines).replacing("EFGH", with: "EFGJ").utf8)),
          refused: "damaged"),
        BundleVector.Refused(
          hex: hexadecimal(Array(BundleTicket.checked(lines).replacing("later", with: "Later").utf8)),
          refused: "damaged"),
        BundleVector.Refused(
          hex: hexadecimal(Array(BundleTicket.checked(lines).replacing("ticket 1", with: "ticket 2").utf8)),
          refused: "not_a_ticket"),
      ],
      text: BundleTicket.checked(lines),
      ticket: BundleVector.Ticket(
        headOffice: headOffice.description, sealingKey: hexadecimal(key.publicKey), branch: "SH05",
        code: "ABCD-EFGH-JKLM-NPQR"))
  }
}
