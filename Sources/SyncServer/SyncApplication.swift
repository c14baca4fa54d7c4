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
  private let workers: RequestWorkers
  /// Long reads, and offers: never so many at once that no worker is left for the rest.
  private let longWork: Turns

  package init(service: HeadOfficeService, logger: Logger, limits: ServerLimits = ServerLimits()) {
    self.service = service
    self.logger = logger
    self.limits = limits
    bodies = BodyReader(limits: limits)
    gate = CodeGate(limits: limits)
    events = EventRoute(service: service, limits: limits)
    workers = RequestWorkers(count: limits.workers)
    longWork = Turns(max(1, limits.workers / 2))
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
      try await longWork.taking { try service.history(message, token: token) }
    }
    route(router, "/v1/incarnation") { (message: IncarnationRequest, token) in
      try service.incarnate(message, token: token)
    }
    route(router, "/v1/compare") { (message: CompareRequest, token) in
      try await longWork.taking { try service.compare(message, token: token) }
    }
    route(router, "/v1/offer") { (message: OfferRequest, token) in
      try await longWork.taking { try service.offer(message, token: token) }
    }
    route(router, "/v1/erasures") { (message: ErasureStatusRequest, token) in
      try await longWork.taking { try service.erasureStatus(message, token: token) }
    }
    router.post("/v1/enrol") { request, context in
      try await working(context) {
        try await answer(request, upTo: limits.openBodyBytes, of: nil) { (message: EnrolRequest) in
          try gate.guarding(context.peer) { try service.enrol(message) }
        }
      }
    }
    refuseOthers(router, "/v1/enrol", allowed: .post)
    router.get("/v1/events") { request, context in
      let token = try Self.token(of: request)
      return try await working(context) { try events.response(token: token) }
    }
    refuseOthers(router, "/v1/events", allowed: .get)
    for method in [HTTPRequest.Method.get, .head] {
      router.on("/v1/health", method: method) { _, _ in
        Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
      }
    }
    refuseOthers(router, "/v1/health", allowed: .get, .head)
    return router
  }

  /// A message in, a message out, for devices only: whose token is not known sends its body in vain.
  private func route<Message: BoundedMessage, Reply: SwiftProtobuf.Message>(
    _ router: Router<SyncContext>, _ path: RouterPath,
    _ handle: @escaping @Sendable (Message, _ token: String) async throws -> Reply
  ) {
    router.post(path) { request, context in
      _ = try BodyReader.kind(of: request)
      let token = try Self.token(of: request)
      return try await working(context) {
        let device = try service.authenticate(token: token)
        return try await answer(request, upTo: Limits.bodyBytes, of: device.rid) {
          try await handle($0, token)
        }
      }
    }
    refuseOthers(router, path, allowed: .post)
  }

  /// Works for a request on the threads that are there for it, until its sender goes.
  private func working<Result: Sendable>(
    _ context: SyncContext, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let departure = try await context.departure()
    return try await departure.ending(Task(executorPreference: workers) { try await work() })
  }

  private func answer<Message: BoundedMessage, Reply: SwiftProtobuf.Message>(
    _ request: Request, upTo limit: Int, of device: Int64?, _ handle: (Message) async throws -> Reply
  ) async throws -> Response {
    try await bodies.reading(request, upTo: limit, of: device) { (message: Message, form) in
      try Self.response(try await handle(message), in: form, to: request)
    }
  }

  private func refuseOthers(
    _ router: Router<SyncContext>, _ path: RouterPath, allowed: HTTPRequest.Method...
  ) {
    for method in [HTTPRequest.Method.get, .head, .post, .put, .delete, .patch, .options]
    where !allowed.contains(method) {
      router.on(path, method: method) { _, _ -> Response in throw WrongMethod(allowed: allowed) }
    }
  }

  private static func token(of request: Request) throws(Refusal) -> String {
    // RFC 9110, section 11.4: the scheme in any case, one space or more.
    let parts = request.headers[.authorization]?.split(separator: " ", maxSplits: 1) ?? []
    guard parts.count == 2, parts[0].lowercased() == "bearer" else {
      throw Refusal(.unauthorized, "The request has no token.", hint: "Authorization: Bearer TOKEN")
    }
    return String(parts[1].drop { $0 == " " })
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
  private let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = Peer(source.channel.remoteAddress)
    channel = source.channel
  }

  /// When its sender goes.
  func departure() async throws -> Departure {
    try await channel.eventLoop.submit { [channel] in
      try channel.pipeline.syncOperations.handler(type: DeadlineHandler.self).departure
    }.get()
  }
}
