import HTTPTypes
import Hummingbird
import NIOCore
import SyncProtocol
import Synchronization

/// Reads bodies within their limits, and within what all of them together may take.
struct BodyReader: Sendable {
  private let budget: Budget

  init(limits: ServerLimits) { budget = Budget(limits.bodiesBytes) }

  /// In which form a body is, and whether it is packed: known before any of it is read.
  static func kind(of request: Request) throws(Refusal) -> (form: MessageFormat, isPacked: Bool) {
    guard let form = MessageFormat(mediaType: request.headers[.contentType] ?? "") else {
      throw Refusal(
        .unsupportedMediaType,
        "The Content-Type is neither \(MessageFormat.protobuf.rawValue) nor \(MessageFormat.json.rawValue).")
    }
    switch request.headers[.contentEncoding] {
    case nil, "identity": return (form, false)
    case "gzip": return (form, true)
    default: throw Refusal(.unsupportedMediaType, "The Content-Encoding is neither gzip nor identity.")
    }
  }

  /// Reads and unpacks a body and works on it.
  /// - Parameter limit: bytes, before and after decompression.
  /// - Throws: `Refusal`, and what the work throws.
  func reading<Result>(
    _ request: Request, upTo limit: Int, _ work: ([UInt8], MessageFormat) async throws -> Result
  ) async throws -> Result {
    let (form, isPacked) = try Self.kind(of: request)
    let tooLarge = Refusal(.tooLarge, "The body is larger than \(limit) bytes.")
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    if let announced, announced > limit { throw tooLarge }
    // What it may take at most, packed and unpacked.
    let room = isPacked ? (announced ?? limit) + limit : announced ?? limit
    guard budget.take(room) else {
      throw Refusal(.busy, "Head office is busy.", hint: "Try again in a moment.")
    }
    defer { budget.giveBack(room) }
    let buffer: ByteBuffer
    do { buffer = try await request.body.collect(upTo: limit) } catch is NIOTooManyBytesError {
      throw tooLarge
    }
    var bytes = Array(buffer: buffer)
    if isPacked {
      do { bytes = try Gzip.decompress(bytes, limit: limit) } catch {
        if case .tooLarge = error { throw tooLarge }
        throw Refusal(.malformedRequest, "The body is not gzip, or it was cut.")
      }
    }
    return try await work(bytes, form)
  }

  private final class Budget: Sendable {
    private let rest: Mutex<Int>

    init(_ bytes: Int) { rest = Mutex(bytes) }

    func take(_ bytes: Int) -> Bool {
      rest.withLock { rest in
        guard bytes <= rest else { return false }
        rest -= bytes
        return true
      }
    }

    func giveBack(_ bytes: Int) { rest.withLock { $0 += bytes } }
  }
}
