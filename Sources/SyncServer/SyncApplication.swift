import HTTPTypes
package import HeadOffice
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import SwiftProtobuf
import SyncProtocol

/// Head office over HTTP: routes, authentication, limits, and the two forms of every message.
package struct SyncApplication: Sendable {
  private let service: HeadOfficeService
  private let logger: Logger
  private let limits: ServerLimits
  private let bodies: BodyReader
  private let gate: CodeGate
  private let events: EventRoute

  package init(service: HeadOfficeService, logger: Logger, limits: ServerLimits = ServerLimits()) {
    self.service = service
    self.logger = logger
    self.limits = limits
    bodies = BodyReader(limits: limits)
    gate = CodeGate(limits: limits)
    events = EventRoute(service: service, limits: limits)
  }

  /// - Parameters:
  ///   - port: 0 picks a free one.
  ///   - identity: for TLS; nil: plain HTTP.
  ///   - whenReady: told the address once connections are taken.
  package func application(
    host: String, port: Int, identity: ServerIdentity? = nil,
    whenReady: @escaping @Sendable (_ host: String, _ port: Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      router: router(),
      server: HTTPServerBuilder { [limits] responder in
        GuardedChannel(responder: responder, identity: identity, limits: limits)
      },
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in
        await whenReady(host, channel.localAddress?.port ?? port)
      },
      logger: logger)
  }

  private func router() -> Router<SyncContext> {
    let router = Router(context: SyncContext.self)
    router.add(middleware: Refusals(logger: logger))
    route(router, "/v1/sync") { (message: SyncRequest, token) in
      try await service.exchange(message, token: token)
    }
    route(router, "/v1/history") { (message: HistoryRequest, token) in
      try service.history(message, token: token)
    }
    route(router, "/v1/incarnation") { (message: IncarnationRequest, token) in
      try service.incarnate(message, token: token)
    }
    route(router, "/v1/compare") { (message: CompareRequest, token) in
      try service.compare(message, token: token)
    }
    route(router, "/v1/offer") { (message: OfferRequest, token) in
      try service.offer(message, token: token)
    }
    route(router, "/v1/erasures") { (message: ErasureStatusRequest, token) in
      try service.erasureStatus(message, token: token)
    }
    router.post("/v1/enrol") { request, context in
      try await answer(request, upTo: limits.openBodyBytes) { (message: EnrolRequest) in
        try gate.guarding(context.peer) { try service.enrol(message) }
      }
    }
    refuseOthers(router, "/v1/enrol", allowed: .post)
    router.get("/v1/events") { request, _ in
      try events.response(token: try Self.token(of: request))
    }
    refuseOthers(router, "/v1/events", allowed: .get)
    router.get("/v1/health") { _, _ in
      Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
    }
    return router
  }

  /// A message in, a message out, for devices only: whose token is not known sends its body in vain.
  private func route<Message: SwiftProtobuf.Message, Reply: SwiftProtobuf.Message>(
    _ router: Router<SyncContext>, _ path: RouterPath,
    _ handle: @escaping @Sendable (Message, _ token: String) async throws -> Reply
  ) {
    router.post(path) { request, _ in
      _ = try BodyReader.kind(of: request)
      let token = try Self.token(of: request)
      _ = try service.authenticate(token: token)
      return try await answer(request, upTo: Limits.bodyBytes) { try await handle($0, token) }
    }
    refuseOthers(router, path, allowed: .post)
  }

  private func answer<Message: SwiftProtobuf.Message, Reply: SwiftProtobuf.Message>(
    _ request: Request, upTo limit: Int, _ handle: (Message) async throws -> Reply
  ) async throws -> Response {
    try await bodies.reading(request, upTo: limit) { bytes, form in
      try Self.response(try await handle(form.decode(Message.self, from: bytes)), in: form, to: request)
    }
  }

  private func refuseOthers(
    _ router: Router<SyncContext>, _ path: RouterPath, allowed: HTTPRequest.Method
  ) {
    for method in [HTTPRequest.Method.get, .post, .put, .delete, .patch] where method != allowed {
      router.on(path, method: method) { _, _ -> Response in throw WrongMethod(allowed: allowed) }
    }
  }

  private static func token(of request: Request) throws(Refusal) -> String {
    guard let field = request.headers[.authorization], field.hasPrefix("Bearer ") else {
      throw Refusal(.unauthorized, "The request has no token.", hint: "Authorization: Bearer TOKEN")
    }
    return String(field.dropFirst(7))
  }

  /// In the form that was asked for; packed where the other side can unpack it.
  static func response(
    _ message: some SwiftProtobuf.Message, status: HTTPResponse.Status = .ok, in fallback: MessageFormat,
    to request: Request
  ) throws -> Response {
    let form = request.headers[.accept].flatMap { MessageFormat(mediaType: $0) } ?? fallback
    var bytes = try form.encode(message)
    var headers: HTTPFields = [.contentType: form.rawValue]
    if request.headers[.acceptEncoding]?.contains("gzip") ?? false, let packed = Gzip.body(bytes) {
      bytes = packed
      headers[.contentEncoding] = "gzip"
    }
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// A request, and who sent it.
struct SyncContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let peer: Peer?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = Peer(source.channel.remoteAddress)
  }
}
