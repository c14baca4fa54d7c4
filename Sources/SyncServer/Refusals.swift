import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RecordStore
import SyncProtocol

/// The address is there, but not for this method.
struct WrongMethod: Error {
  let allowed: [HTTPRequest.Method]

  /// As the header and the message name them.
  var names: String { allowed.map(\.rawValue).joined(separator: ", ") }
}

/// Turns every error into an `ErrorResponse`, and writes a line a request.
struct Refusals: RouterMiddleware {
  let logger: Logger

  func handle(
    _ request: Request, context: SyncContext,
    next: (Request, SyncContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    var code: String?
    do {
      guard request.namesItsHost else {
        throw Refusal(.malformedRequest, "The request has no Host, or more than one.")
      }
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
      case .methodNotAllowed: response.headers[.allow] = (error as? WrongMethod)?.names
      case .unauthorized: response.headers[.wwwAuthenticate] = "Bearer"
      default: break
      }
    }
    // RFC 9110, section 9.3.2: the head of what GET gets.
    if request.method == .head { response = response.createHeadResponse() }
    let elapsed = ContinuousClock.now - start
    logger.info(
      "\(request.method) \(request.uri.path)",
      metadata: [
        "status": "\(response.status.code)", "ms": "\(elapsed / .milliseconds(1))",
        "bytes": "\(response.body.contentLength ?? 0)", "error": "\(code ?? "-")",
        "peer": "\(context.peer?.name ?? "-")",
      ])
    return response
  }

  private func refusal(for error: any Error) -> Refusal {
    switch error {
    case let refusal as Refusal: return refusal
    case let error as WrongMethod:
      return Refusal(.methodNotAllowed, "This address takes \(error.names) only.")
    case let error as HTTPError where error.status == .notFound:
      return Refusal(.notFound, "There is nothing at this address.", hint: "Protocol.md lists the addresses.")
    case let error as HTTPError where error.status == .contentTooLarge:
      return Refusal(.tooLarge, "The body is larger than \(Limits.bodyBytes) bytes.")
    // Its sender has gone, or the server ends: nobody reads this.
    case is CancellationError, is ChannelError:
      return Refusal(.busy, "The request was not finished.", hint: "Try again in a moment.")
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

extension Request {
  /// RFC 9112, section 3.2. Whoever looks whether head office is there may do so in HTTP/1.0, which knows no host.
  fileprivate var namesItsHost: Bool {
    // The first one is read apart from the other fields.
    guard head.authority != nil else { return uri.path == "/v1/health" }
    return !headers.contains { $0.name.canonicalName == "host" }
  }
}
