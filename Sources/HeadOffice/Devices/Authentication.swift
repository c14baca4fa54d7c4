import Crypto
package import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol

extension HeadOfficeStore {
  func greeting(token: String, now: Int64) throws -> EnrolResponse {
    var response = EnrolResponse()
    response.protocol = Limits.protocolVersion
    response.token = token
    response.headOffice = id.data
    response.clock = now
    response.sealingKey = Data(try bundlePublicKey())
    return response
  }

  /// The device that a token belongs to, where it is the replica's.
  /// - Throws: `Refusal` (`unauthorized`, `device_revoked`, `replica_mismatch`).
  package func authenticate(token: String, replica: Data, allowRevoked: Bool = false) throws -> Device {
    let device = try authenticate(token: token, allowRevoked: allowRevoked)
    guard device.replica.data == replica else {
      throw Refusal(
        .replicaMismatch, "The token belongs to another replica.",
        hint: "Enrol this replica with a code of its own.")
    }
    return device
  }

  /// The device that a token belongs to.
  /// - Throws: `Refusal` (`unauthorized`, `device_revoked`).
  package func authenticate(token: String, allowRevoked: Bool = false) throws -> Device {
    let device = try read { db in
      try db.row(
        "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.token_hash = ?",
        [hash(secret: token)]
      ).map(Device.init)
    }
    guard let device else {
      throw Refusal(
        .unauthorized, "The token is not valid.", hint: "Enrol this device again with a new code.")
    }
    guard allowRevoked || device.revokedAt == nil else {
      throw Refusal(.deviceRevoked, "This device was revoked.", hint: "Ask head office for a new code.")
    }
    return device
  }

  func checkProtocol(_ version: UInt32) throws(Refusal) {
    guard version == Limits.protocolVersion else {
      throw Refusal(
        .unsupportedProtocol,
        "Message version \(version) is not known here; this is version \(Limits.protocolVersion).",
        hint: version > Limits.protocolVersion ? "Update the server." : "Update casebook.")
    }
  }
}

/// 256 random bits, in base64url without padding (RFC 4648, section 5).
func secret(using random: inout some RandomNumberGenerator) -> String {
  let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
    "=", with: "")
}

/// A token has 256 random bits: a plain hash is enough, nothing can be guessed.
func hash(secret: String) -> Data { Data(SHA256.hash(data: Array(secret.utf8))) }

/// Codes are typed by hand: case, spaces and dashes do not count.
func hash(code: String) -> Data {
  hash(secret: "enrolment code " + code.uppercased().filter { $0.isLetter || $0.isNumber })
}
