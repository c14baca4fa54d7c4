import HTTPTypes
package import HeadOffice
package import Hummingbird
package import Logging
import NIOCore
import RecordStore
import SwiftProtobuf
import SyncProtocol

/// Head office over HTTP: routes, authentication, limits, and the two forms of every message.
package struct SyncApplication: Sendable {
  private let service: HeadOfficeService
  private let logger: Logger

  package init(service: HeadOfficeService, logger: Logger) {
    self.service = service
    self.logger = logger
  }

  /// - Parameters:
  ///   - port: 0 picks a free one.
  ///   - whenReady: told the address once connections are taken.
  package func application(
    host: String, port: Int, whenReady: @escaping @Sendable (_ host: String, _ port: Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      router: router(),
      configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in
        await whenReady(host, channel.localAddress?.port ?? port)
      },
      logger: logger)
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: Refusals(logger: logger))
    route(router, "/v1/sync") { (message: SyncRequest, token) in
      try await service.exchange(message, token: try require(token))
    }
    route(router, "/v1/enrol") { (message: EnrolRequest, _) in try service.enrol(message) }
    route(router, "/v1/history") { (message: HistoryRequest, token) in
      try service.history(message, token: try require(token))
    }
    route(router, "/v1/incarnation") { (message: IncarnationRequest, token) in
      try service.incarnate(message, token: try require(token))
    }
    route(router, "/v1/compare") { (message: CompareRequest, token) in
      try service.compare(message, token: try require(token))
    }
    route(router, "/v1/offer") { (message: OfferRequest, token) in
      try service.offer(message, token: try require(token))
    }
    route(router, "/v1/erasures") { (message: ErasureStatusRequest, token) in
      try service.erasureStatus(message, token: try require(token))
    }
    router.get("/v1/health") { _, _ in
      Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
    }
    return router
  }

  private func require(_ token: String?) throws(Refusal) -> String {
    guard let token else {
      throw Refusal(.unauthorized, "The request has no token.", hint: "Authorization: Bearer TOKEN")
    }
    return token
  }

  /// A message in, a message out.
  private func route<Request: SwiftProtobuf.Message, Reply: SwiftProtobuf.Message>(
    _ router: Router<BasicRequestContext>, _ path: RouterPath,
    _ handle: @escaping @Sendable (Request, String?) async throws -> Reply
  ) {
    router.post(path) { request, _ in
      let (message, form) = try await Self.read(Request.self, from: request)
      let token = request.headers[.authorization].flatMap {
        $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil
      }
      let reply = try await handle(message, token)
      return try Self.response(reply, in: form, to: request)
    }
    for method in [HTTPRequest.Method.get, .put, .delete, .patch] {
      router.on(path, method: method) { _, _ -> Response in
        throw Refusal(.methodNotAllowed, "This address takes POST only.")
      }
    }
  }

  private static func read<M: SwiftProtobuf.Message>(
    _ type: M.Type, from request: Request
  ) async throws -> (M, MessageFormat) {
    guard let form = MessageFormat(mediaType: request.headers[.contentType] ?? "") else {
      throw Refusal(
        .unsupportedMediaType,
        "The Content-Type is neither \(MessageFormat.protobuf.rawValue) nor \(MessageFormat.json.rawValue).")
    }
    let tooLarge = Refusal(.tooLarge, "The body is larger than \(Limits.bodyBytes) bytes.")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Limits.bodyBytes {
      throw tooLarge
    }
    let buffer: ByteBuffer
    do { buffer = try await request.body.collect(upTo: Limits.bodyBytes) } catch is NIOTooManyBytesError {
      throw tooLarge
    }
    var bytes = Array(buffer: buffer)
    switch request.headers[.contentEncoding] {
    case nil, "identity": break
    case "gzip":
      do { bytes = try Gzip.decompress(bytes, limit: Limits.bodyBytes) } catch {
        if case .tooLarge = error { throw tooLarge }
        throw Refusal(.malformedRequest, "The body is not gzip, or it was cut.")
      }
    default: throw Refusal(.unsupportedMediaType, "The Content-Encoding is neither gzip nor identity.")
    }
    return (try form.decode(type, from: bytes), form)
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

/// Turns every error into an `ErrorResponse`, and writes a line a request.
private struct Refusals: RouterMiddleware {
  let logger: Logger

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    var code: String?
    do {
      response = try await next(request, context)
    } catch {
      let refusal = refusal(for: error)
      code = refusal.code.rawValue
      let fallback = MessageFormat(mediaType: request.headers[.contentType] ?? "") ?? .json
      response = try SyncApplication.response(
        ErrorResponse(refusal), status: .init(code: refusal.code.httpStatus), in: fallback, to: request)
      switch refusal.code {
      case .busy, .tooManyRequests: response.headers[.retryAfter] = "\(refusal.retryAfter ?? 1)"
      // RFC 9110, sections 15.5.6 and 15.5.2: these two must be there.
      case .methodNotAllowed: response.headers[.allow] = "POST"
      case .unauthorized: response.headers[.wwwAuthenticate] = "Bearer"
      default: break
      }
    }
    let elapsed = ContinuousClock.now - start
    logger.info(
      "\(request.method) \(request.uri.path)",
      metadata: [
        "status": "\(response.status.code)", "ms": "\(elapsed / .milliseconds(1))",
        "bytes": "\(response.body.contentLength ?? 0)", "error": "\(code ?? "-")",
      ])
    return response
  }

  private func refusal(for error: any Error) -> Refusal {
    switch error {
    case let refusal as Refusal: return refusal
    case let error as HTTPError where error.status == .notFound:
      return Refusal(.notFound, "There is nothing at this address.", hint: "Protocol.md lists the addresses.")
    case let error as HTTPError where error.status == .contentTooLarge:
      return Refusal(.tooLarge, "The body is larger than \(Limits.bodyBytes) bytes.")
    default: break
    }
    switch StoreError(error) {
    case .diskFull:
      logger.error("the disk is full: nothing was taken")
      return Refusal(
        .storageFull, "Head office's disk is full.",
        hint: "Nothing was taken; the changes stay on the device.")
    case .busy: return Refusal(.busy, "Head office is busy.", hint: "Try again in a moment.")
    default:
      // What failed is for the log; to a device it tells nothing it could use.
      logger.error("request failed: \(error)")
      return Refusal(
        .internalError, "Head office could not answer.", hint: "Nothing was taken; its log says why.")
    }
  }
}
