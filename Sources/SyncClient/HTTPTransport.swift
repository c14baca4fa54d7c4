import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
package import Replica
import SyncProtocol

/// The exchange over HTTP.
package struct HTTPTransport: SyncTransport {
  let client: HTTPClient
  let address: HeadOfficeAddress
  private let answerSeconds: Int64
  /// What stands between, for whoever looks for the fault: `host:port`.
  let proxyPlace: String?

  /// - Parameters:
  ///   - url: where head office listens: `https://host:port`, a path before `/v1` is kept.
  ///   - rules: whom to trust, and whether secrets may go over plain HTTP.
  ///   - connectSeconds: how long to wait for a connection.
  ///   - answerSeconds: how long to wait for an answer as a whole.
  ///   - environment: names the proxy, if there is one (see `ProxySettings`).
  package init(
    opening url: String, rules: ConnectionRules, connectSeconds: Int64 = 10, answerSeconds: Int64 = 300,
    environment: [String: String] = [:]
  ) throws(AddressFailure) {
    self.answerSeconds = answerSeconds
    let proxy =
      try HeadOfficeAddress(url).map { address throws(AddressFailure) in
        try ProxySettings(for: address, environment: environment)
      } ?? nil
    let (address, roots) = try rules.resolved(url, proxy)
    self.address = address
    var configuration = HTTPClient.Configuration()
    configuration.proxy = proxy?.proxy
    proxyPlace = proxy.map { "\($0.host):\($0.port)" }
    configuration.timeout = .init(connect: .seconds(connectSeconds), read: .seconds(60))
    // A refused connection is an answer: without this it is asked again until the timeout.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.redirectConfiguration = .disallow
    var tls = TLSConfiguration.makeClientConfiguration()
    // RFC 9325, section 3.1.1: nothing below TLS 1.2.
    tls.minimumTLSVersion = .tlsv12
    if let roots { tls.trustRoots = .certificates(roots) }
    configuration.tlsConfiguration = tls
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// One that trusts what the system trusts. Nil where a secret may not be sent to that address.
  package init?(url: String, connectSeconds: Int64 = 10, answerSeconds: Int64 = 300) {
    do throws(AddressFailure) {
      try self.init(
        opening: url, rules: ConnectionRules(), connectSeconds: connectSeconds, answerSeconds: answerSeconds)
    } catch { return nil }
  }

  package func shutdown() async { try? await client.shutdown() }

  package func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    var request = HTTPClientRequest(url: address.url + endpoint.rawValue)
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

    let response: HTTPClientResponse
    let received: [UInt8]
    do {
      response = try await client.execute(request, timeout: .seconds(answerSeconds))
      received = Array(buffer: try await response.body.collect(upTo: Limits.bodyBytes))
    } catch {
      throw await failure(error)
    }
    let traffic = Traffic(requests: 1, bytesUp: sent.count, bytesDown: received.count)
    let reply = try Self.unpacked(received, response)
    guard response.status.code == 200 else { throw Self.failure(response, reply, traffic) }
    guard response.headers.first(name: "content-type").flatMap(MessageFormat.init(mediaType:)) == .protobuf
    else { throw .intercepted(status: 200) }
    return (reply, traffic)
  }

  static func unpacked(_ received: [UInt8], _ response: HTTPClientResponse) throws(TransportFailure)
    -> [UInt8]
  {
    guard response.headers.first(name: "content-encoding") == "gzip" else { return received }
    do { return try Gzip.decompress(received, limit: Limits.bodyBytes) } catch {
      // A cut or damaged answer is the network's doing: it is asked again.
      throw .unreachable("the answer was damaged on its way")
    }
  }

  /// What an answer other than 200 says.
  static func failure(
    _ response: HTTPClientResponse, _ reply: [UInt8], _ traffic: Traffic
  ) -> TransportFailure {
    failure(
      status: Int(response.status.code), reply,
      retryAfter: response.headers.first(name: "retry-after").flatMap { RetryAfter.seconds($0) }, traffic)
  }

  /// Head office refuses in this protocol's own words. Whatever has none of them, with whatever status, comes from
  /// something between here and there: a proxy, the login page of a network, or another server at this address.
  static func failure(
    status: Int, _ reply: [UInt8], retryAfter: Int? = nil, _ traffic: Traffic = Traffic()
  ) -> TransportFailure {
    var refusal: Refusal
    if let error = errorBody(reply) {
      guard let code = ErrorCode(rawValue: error.code) else {
        // A newer head office: by `retry` (Protocol.md, section 14).
        return error.retry
          ? .unreachable("HTTP status \(status)") : .notUnderstood("\(error.code), HTTP status \(status)")
      }
      refusal = Refusal(code, error.message, hint: error.hint, offset: error.offset, number: error.number)
      refusal.clock = error.clock
      refusal.known = error.known
      refusal.retryAfter = retryAfter
    } else {
      // That there is too much to do, or nobody there, means the same from anybody.
      switch status {
      case 429: refusal = Refusal(.tooManyRequests, "HTTP status 429")
      case 503: refusal = Refusal(.busy, "HTTP status 503")
      case 502, 504: return .unreachable("HTTP status \(status)")
      default: return .intercepted(status: status)
      }
    }
    // What stands between knows little of how long that lasts: a branch is not silent for a day on its word.
    if refusal.retryAfter == nil { refusal.retryAfter = retryAfter.map { min($0, longestOfOthers) } }
    return .refused(refusal, traffic)
  }

  /// In seconds.
  private static let longestOfOthers = 300
}

extension HTTPTransport {
  /// What head office says, in the format of the request; to one without a body it says it in JSON. Nil: those are not
  /// its words, which have a code of small letters.
  private static func errorBody(_ reply: [UInt8]) -> ErrorResponse? {
    let found =
      (try? MessageFormat.json.decode(ErrorResponse.self, from: reply))
      ?? (try? MessageFormat.protobuf.decode(ErrorResponse.self, from: reply))
    guard let found, (1...64).contains(found.code.utf8.count), !found.message.isEmpty,
      found.code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x5F })
    else { return nil }
    return found
  }
}

extension ConnectionRules {
  /// - Throws: where nothing may be sent to an address by these rules.
  package func check(_ url: String) throws(AddressFailure) { _ = try resolved(url, nil) }

  fileprivate func resolved(_ url: String, _ proxy: ProxySettings?) throws(AddressFailure) -> (
    HeadOfficeAddress, roots: [NIOSSLCertificate]?
  ) {
    guard let address = HeadOfficeAddress(url) else { throw .notAnAddress }
    guard address.allowsSecrets(insecure: allowsPlainHTTP) else { throw .plainHTTP }
    // What is for this machine goes to another one where the proxy is one.
    if let proxy, !address.isEncrypted, !allowsPlainHTTP, !proxy.isLoopback { throw .plainHTTP }
    guard let authorityPath else { return (address, nil) }
    guard let roots = try? NIOSSLCertificate.fromPEMFile(authorityPath), !roots.isEmpty else {
      throw .unusableAuthority(path: authorityPath)
    }
    return (address, roots)
  }
}
