import HTTPTypes
import Hummingbird
import NIOCore
import SyncProtocol
import Synchronization

/// Reads bodies within their limits, and within what all of them together may take.
struct BodyReader: Sendable {
  private let limits: ServerLimits
  private let budget: Budget
  private let turns = Turns(1)

  init(limits: ServerLimits) {
    self.limits = limits
    budget = Budget(all: limits.bodiesBytes, each: limits.bodiesBytesPerDevice)
  }

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

  /// Reads, unpacks and decodes a body and works on it.
  /// - Parameters:
  ///   - limit: bytes, before and after decompression.
  ///   - device: whose it is; nil: a stranger's.
  /// - Throws: `Refusal`, and what the work throws.
  func reading<Message: BoundedMessage, Result>(
    _ request: Request, upTo limit: Int, of device: Int64?,
    _ work: (Message, MessageFormat) async throws -> Result
  ) async throws -> Result {
    let (form, isPacked) = try Self.kind(of: request)
    let tooLarge = Refusal(.tooLarge, "The body is larger than \(limit) bytes.")
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    if let announced, announced > limit { throw tooLarge }
    // What it may take at most, packed and unpacked.
    let room = isPacked ? (announced ?? limit) + limit : announced ?? limit
    guard budget.reserve(room, for: device) else {
      throw Refusal(.busy, "Head office is busy.", hint: "Try again in a moment.")
    }
    defer { budget.giveBack(room, of: device) }
    let buffer: ByteBuffer
    do { buffer = try await request.body.collect(upTo: limit) } catch is NIOTooManyBytesError {
      throw tooLarge
    } catch let error as CancellationError {
      throw error
    } catch {
      // Chunks that are none, or a connection that broke.
      throw Refusal(.malformedRequest, "The body is not HTTP's, or it was cut.")
    }
    // What gzip's end says of the size may be a lie; a few hundred bytes of it are a megabyte at most.
    let size = isPacked ? buffer.readableBytes * 1024 : buffer.readableBytes
    func decoded() throws(Refusal) -> Message {
      var bytes = Array(buffer: buffer)
      if isPacked {
        do { bytes = try Gzip.decompress(bytes, limit: limit) } catch {
          if case .tooLarge = error { throw tooLarge }
          throw Refusal(.malformedRequest, "The body is not gzip, or it was cut.")
        }
      }
      return try form.decode(Message.self, from: bytes)
    }
    // One after another, so that many large ones never have all workers at once.
    let message =
      size > limits.largeBodyBytes ? try await turns.taking { try decoded() } : try decoded()
    return try await work(message, form)
  }

  private final class Budget: Sendable {
    private struct Rest {
      var all: Int
      var taken: [Int64?: Int] = [:]
    }

    private let rest: Mutex<Rest>
    private let each: Int

    init(all: Int, each: Int) {
      rest = Mutex(Rest(all: all))
      self.each = each
    }

    func reserve(_ bytes: Int, for device: Int64?) -> Bool {
      rest.withLock { rest in
        let taken = rest.taken[device, default: 0]
        guard bytes <= rest.all, taken + bytes <= each else { return false }
        rest.all -= bytes
        rest.taken[device] = taken + bytes
        return true
      }
    }

    func giveBack(_ bytes: Int, of device: Int64?) {
      rest.withLock { rest in
        rest.all += bytes
        let taken = rest.taken[device, default: 0] - bytes
        rest.taken[device] = taken > 0 ? taken : nil
      }
    }
  }
}
