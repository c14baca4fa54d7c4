import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SyncProtocol

/// The exchange over HTTP.
package struct HTTPTransport: SyncTransport {
  private let client: HTTPClient
  private let base: String
  private let answerSeconds: Int64

  /// - Parameters:
  ///   - url: where head office listens: `http://host:port`, a path before `/v1` is kept.
  ///   - connectSeconds: how long to wait for a connection.
  ///   - answerSeconds: how long to wait for an answer as a whole.
  /// - Returns: nil unless it is an http or https address.
  package init?(url: String, connectSeconds: Int64 = 10, answerSeconds: Int64 = 300) {
    self.answerSeconds = answerSeconds
    let lower = url.lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://"), url.utf8.count <= 2000,
      url.drop(while: { $0 != ":" }).dropFirst(3).first.map({ $0 != "/" && $0 != "?" }) ?? false
    else { return nil }
    base = url.hasSuffix("/") ? String(url.dropLast()) : url
    var configuration = HTTPClient.Configuration()
    configuration.timeout = .init(connect: .seconds(connectSeconds), read: .seconds(60))
    // A refused connection is an answer: without this it is asked again until the timeout.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.redirectConfiguration = .disallow
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  package func shutdown() async { try? await client.shutdown() }

  package func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    var request = HTTPClientRequest(url: base + endpoint.rawValue)
    request.method = .POST
    request.headers.add(name: "content-type", value: MessageFormat.protobuf.rawValue)
    request.headers.add(name: "accept", value: MessageFormat.protobuf.rawValue)
    request.headers.add(name: "accept-encoding", value: "gzip")
    if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
    var sent = body
    if let packed = Gzip.body(body) {
      sent = packed
      request.headers.add(name: "content-encoding", value: "gzip")
    }
    request.body = .bytes(ByteBuffer(bytes: sent))

    let status: UInt
    let isPacked: Bool
    let received: [UInt8]
    do {
      let response = try await client.execute(request, timeout: .seconds(answerSeconds))
      status = response.status.code
      isPacked = response.headers.first(name: "content-encoding") == "gzip"
      received = Array(buffer: try await response.body.collect(upTo: Limits.bodyBytes))
    } catch {
      throw .unreachable(Self.reason(error))
    }
    let traffic = Traffic(requests: 1, bytesUp: sent.count, bytesDown: received.count)
    var reply = received
    if isPacked {
      do { reply = try Gzip.decompress(received, limit: Limits.bodyBytes) } catch {
        // A cut or damaged answer is the network's doing: it is asked again.
        throw .unreachable("the answer was damaged on its way")
      }
    }
    guard status != 200 else { return (reply, traffic) }
    throw Self.failure(status: status, reply, traffic)
  }

  /// What a person can do something with, of the client's many errors.
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
      default: return text
      }
    }
    if text.contains("resolve") || text.contains("NIOConnectionError") || text.contains("EAI_") {
      return "no such host, or nobody listens there"
    }
    return text
  }

  private static func failure(status: UInt, _ reply: [UInt8], _ traffic: Traffic) -> TransportFailure {
    guard let error = try? MessageFormat.protobuf.decode(ErrorResponse.self, from: reply),
      let code = ErrorCode(rawValue: error.code)
    else {
      return status >= 502 && status <= 504
        ? .unreachable("HTTP status \(status)") : .notUnderstood("HTTP status \(status)")
    }
    return .refused(
      Refusal(code, error.message, hint: error.hint, offset: error.offset, number: error.number), traffic)
  }
}
