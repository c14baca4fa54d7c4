import Crypto
import Foundation
import X509

/// A certificate authority that lives as long as a test.
struct TestAuthority {
  private let name: DistinguishedName
  private let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
  /// PEM.
  let certificate: String

  init(_ commonName: String = "Test authority") throws {
    name = try DistinguishedName { CommonName(commonName) }
    let own = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
      notValidBefore: Date(timeIntervalSinceNow: -86_400 * 400),
      notValidAfter: Date(timeIntervalSinceNow: 86_400), issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true))
      }, issuerPrivateKey: key)
    certificate = try own.serializeAsPEM().pemString
  }

  /// A server's certificate and its key, both PEM.
  /// - Parameters:
  ///   - days: from when until when it is valid, as days from now.
  func server(_ host: String = "localhost", days: ClosedRange<Double> = -1...1) throws -> (
    certificate: String, key: String
  ) {
    let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let issued = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: own.publicKey,
      notValidBefore: Date(timeIntervalSinceNow: 86_400 * days.lowerBound),
      notValidAfter: Date(timeIntervalSinceNow: 86_400 * days.upperBound), issuer: name,
      subject: try DistinguishedName { CommonName(host) }, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        SubjectAlternativeNames([.dnsName(host)])
      }, issuerPrivateKey: key)
    return (try issued.serializeAsPEM().pemString, try own.serializeAsPEM().pemString)
  }
}
