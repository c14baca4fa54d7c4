import Glibc
import NIOSSL
import Synchronization

/// Why a certificate or its key cannot be used.
package enum IdentityFailure: Error, Hashable, Sendable {
  /// With the `errno`.
  case unreadable(path: String, code: Int32)
  /// Not PEM, or none of what is looked for in it.
  case noCertificate(path: String)
  case noKey(path: String)
  /// The key is another certificate's.
  case mismatch
  /// Seconds since 1970.
  case expired(at: Int64)
  case notYetValid(from: Int64)
}

/// The server's certificate and key. They can be read again while it serves: connections that are open stay
/// with what they began with.
package final class ServerIdentity: Sendable {
  private let certificatePath: String
  private let keyPath: String
  private let current: Mutex<NIOSSLContext>

  /// - Parameters:
  ///   - certificatePath: the server's certificate, then those that lead to its issuer; PEM.
  ///   - keyPath: its private key, not encrypted; PEM.
  package init(certificatePath: String, keyPath: String) throws(IdentityFailure) {
    self.certificatePath = certificatePath
    self.keyPath = keyPath
    current = Mutex(try Self.load(certificatePath, keyPath).context)
  }

  /// What new connections get.
  var context: NIOSSLContext { current.withLock { $0 } }

  /// Reads both files again. Where they cannot be used, what there was stays.
  /// - Parameter now: seconds since 1970.
  package func reload(now: Int64) throws(IdentityFailure) {
    let (context, certificate) = try Self.load(certificatePath, keyPath)
    if let trouble = Self.trouble(certificate, now: now) { throw trouble }
    current.withLock { $0 = context }
  }

  /// What clients will not like about the certificate's dates.
  package func validity(now: Int64) throws(IdentityFailure) -> IdentityFailure? {
    Self.trouble(try Self.load(certificatePath, keyPath).certificate, now: now)
  }

  /// Whether others than its owner may read the key.
  package var isKeyExposed: Bool {
    var status = stat()
    return stat(keyPath, &status) == 0 && status.st_mode & 0o077 != 0
  }

  private static func trouble(_ certificate: NIOSSLCertificate, now: Int64) -> IdentityFailure? {
    let (from, until) = (Int64(certificate.notValidBefore), Int64(certificate.notValidAfter))
    if now > until { return .expired(at: until) }
    if now < from { return .notYetValid(from: from) }
    return nil
  }

  private static func load(_ certificatePath: String, _ keyPath: String) throws(IdentityFailure)
    -> (context: NIOSSLContext, certificate: NIOSSLCertificate)
  {
    let certificates: [NIOSSLCertificate]
    let text = try read(certificatePath)
    do { certificates = try NIOSSLCertificate.fromPEMBytes(text) } catch {
      throw .noCertificate(path: certificatePath)
    }
    guard let leaf = certificates.first else { throw .noCertificate(path: certificatePath) }
    let key: NIOSSLPrivateKey
    let secret = try read(keyPath)
    do { key = try NIOSSLPrivateKey(bytes: secret, format: .pem) } catch { throw .noKey(path: keyPath) }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
    // RFC 9325, section 3.1.1: nothing below TLS 1.2.
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    do { return (try NIOSSLContext(configuration: configuration), leaf) } catch { throw .mismatch }
  }

  private static func read(_ path: String) throws(IdentityFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path: path, code: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(file, &part, part.count)
      guard count >= 0 else { throw .unreadable(path: path, code: errno) }
      if count == 0 { return bytes }
      bytes += part[..<count]
      // No chain is that long.
      guard bytes.count <= 1 << 20 else { throw .noCertificate(path: path) }
    }
  }
}
