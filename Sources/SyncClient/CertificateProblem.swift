import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// What is wrong with the certificate that a server showed.
package enum CertificateProblem: Hashable, Sendable {
  /// Seconds since 1970.
  case expired(at: Int64)
  case notYetValid(from: Int64)
  /// No authority that this machine trusts stands behind it.
  case unknownIssuer
  case wrongHost(String)
}

/// Looks at the certificate of a server that could not be trusted: the library tells only that, not why.
/// A second connection is made that ends with the server's certificate; nothing is sent on it.
enum CertificateProbe {
  /// - Parameter now: seconds since 1970.
  static func problem(of address: HeadOfficeAddress, now: Int64) async -> CertificateProblem {
    guard let certificate = await certificate(of: address) else { return .unknownIssuer }
    let (from, until) = (Int64(certificate.notValidBefore), Int64(certificate.notValidAfter))
    if now > until { return .expired(at: until) }
    if now < from { return .notYetValid(from: from) }
    return .unknownIssuer
  }

  private static func certificate(of address: HeadOfficeAddress) async -> NIOSSLCertificate? {
    let found = Found()
    let host = address.host
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(5))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let context = try NIOSSLContext(configuration: .makeClientConfiguration())
          // Names are sent for the server to choose a certificate by; numbers are no names (RFC 6066, 3).
          let isName = (try? SocketAddress(ipAddress: host, port: 0)) == nil
          let handler = try NIOSSLClientHandler(
            context: context, serverHostname: isName ? host : nil,
            customVerificationCallback: { chain, verdict in
              found.certificate.withLock { $0 = chain.first }
              verdict.succeed(.failed)
            })
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
    guard let channel = try? await bootstrap.connect(host: host, port: address.port).get() else { return nil }
    let alarm = channel.eventLoop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
    try? await channel.closeFuture.get()
    alarm.cancel()
    return found.certificate.withLock { $0 }
  }

  private final class Found: Sendable {
    let certificate = Mutex<NIOSSLCertificate?>(nil)
  }
}
