import AsyncHTTPClient
import Glibc
import NIOSSL

extension HTTPTransport {
  /// What a person can do something with, of the client's many errors.
  func failure(_ error: any Error) async -> TransportFailure {
    switch error {
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      return .certificate(.wrongHost(address.host))
    case NIOSSLError.handshakeFailed(let cause) where "\(cause)".contains("CERTIFICATE_VERIFY_FAILED"):
      return .certificate(await CertificateProbe.problem(of: address, now: Int64(time(nil))))
    case let error as HTTPClientError where error == .proxyAuthenticationRequired:
      return .intercepted(status: 407)
    case let error as HTTPClientError where error == .invalidProxyResponse:
      return .unreachable("the proxy does not let it through")
    case NIOSSLError.handshakeFailed:
      return .unreachable("no TLS with what listens there")
    default:
      return .unreachable(Self.reason(error) + (proxyPlace.map { Self.throughProxy + $0 } ?? ""))
    }
  }

  /// Before the proxy's place, behind the reason.
  package static let throughProxy = " through the proxy "

  private static func reason(_ error: any Error) -> String {
    let text = "\(error)"
    if text.contains("ECONNREFUSED") || text.contains("Connection refused") || text.contains("errno: 111") {
      return "connection refused"
    }
    if let error = error as? HTTPClientError {
      switch error {
      case .connectTimeout: return "no connection in time"
      case .readTimeout, .deadlineExceeded: return "no answer in time"
      case .remoteConnectionClosed: return "the connection was closed"
      case .tlsHandshakeTimeout: return "no TLS with what listens there"
      default: break
      }
    }
    if text.contains("resolve") || text.contains("NIOConnectionError") || text.contains("EAI_") {
      return "no such host, or nobody listens there"
    }
    if text.contains("Connection reset") || text.contains("Broken pipe") || text.contains("eof") {
      return "the connection was closed"
    }
    if text.contains("TooManyBytes") { return "the answer is too large" }
    return "what answered cannot be understood"
  }
}
