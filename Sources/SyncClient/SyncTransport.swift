import SwiftProtobuf
package import SyncProtocol

/// Bodies on the wire, as they were sent: after compression.
package struct Traffic: Hashable, Sendable {
  package var requests = 0
  package var bytesUp = 0
  package var bytesDown = 0

  package init(requests: Int = 0, bytesUp: Int = 0, bytesDown: Int = 0) {
    self.requests = requests
    self.bytesUp = bytesUp
    self.bytesDown = bytesDown
  }

  package static func += (a: inout Traffic, b: Traffic) {
    a.requests += b.requests
    a.bytesUp += b.bytesUp
    a.bytesDown += b.bytesDown
  }
}

/// What can be asked of head office.
package enum Endpoint: String, Sendable, CaseIterable {
  case sync = "/v1/sync"
  case enrol = "/v1/enrol"
  case history = "/v1/history"
  case incarnation = "/v1/incarnation"
  case compare = "/v1/compare"
  case offer = "/v1/offer"
  case erasures = "/v1/erasures"
}

/// Carries messages to head office: HTTP, or a function call in a test.
package protocol SyncTransport: Sendable {
  /// - Throws: `TransportFailure`.
  func send(_ body: [UInt8], to endpoint: Endpoint, token: String?) async throws(TransportFailure) -> (
    reply: [UInt8], traffic: Traffic
  )
}

/// Why there is no answer, or none that can be used.
package enum TransportFailure: Error, Sendable {
  /// No connection, or it broke: the work is safe and pending.
  case unreachable(String)
  /// The server's certificate cannot be trusted. Nothing was sent.
  case certificate(CertificateProblem)
  case refused(Refusal, Traffic)
  /// Something between here and head office answered with this HTTP status: a proxy, or the login page of a network.
  /// Head office says what it refuses in this protocol's own words.
  case intercepted(status: Int)
  /// Something answered that is not head office, or in another version.
  case notUnderstood(String)
}

extension SyncTransport {
  func call<Reply: BoundedMessage>(
    _ endpoint: Endpoint, _ message: some SwiftProtobuf.Message, token: String?, as: Reply.Type = Reply.self
  ) async throws(TransportFailure) -> (Reply, Traffic) {
    let body: [UInt8]
    do { body = try MessageFormat.protobuf.encode(message) } catch { throw .notUnderstood("\(error)") }
    let (bytes, traffic) = try await send(body, to: endpoint, token: token)
    do { return (try MessageFormat.protobuf.decode(Reply.self, from: bytes), traffic) } catch {
      throw .notUnderstood(error.message)
    }
  }
}
