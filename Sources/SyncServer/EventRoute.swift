import HTTPTypes
import HeadOffice
import Hummingbird
import NIOCore
import ServiceLifecycle
import SyncProtocol
import Synchronization

/// `GET /v1/events`: a stream of server-sent events (WHATWG HTML, section 9.2) that tells a device which of
/// its scopes moved. It says nothing of what changed: that comes with the device's next exchange.
struct EventRoute: Sendable {
  private let service: HeadOfficeService
  private let limits: ServerLimits
  private let streams: OpenStreams

  init(service: HeadOfficeService, limits: ServerLimits) {
    self.service = service
    self.limits = limits
    streams = OpenStreams(limits: limits)
  }

  /// - Throws: `Refusal`.
  func response(token: String) throws -> Response {
    let device = try service.authenticate(token: token)
    let (id, stream) = service.listen(as: device)
    switch streams.open(id, for: device.rid) {
    case .opened(let oldest): oldest.map(service.events.unsubscribe)
    case .full:
      service.events.unsubscribe(id)
      var refusal = Refusal(.busy, "Too many devices are listening.", hint: "Sync from time to time.")
      refusal.retryAfter = 60
      throw refusal
    }
    let close = StreamEnd { [service, streams] in
      service.events.unsubscribe(id)
      streams.closed(id, by: device.rid)
    }
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { [service, limits] writer in
        defer { close.run() }
        // SIGTERM ends streams: they would hold the server up for ever.
        try await withGracefulShutdownHandler {
          try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
              while true {
                try await Task.sleep(for: .seconds(limits.eventKeepAliveSeconds))
                service.events.wake(id)
              }
            }
            defer { group.cancelAll() }
            // The header goes out with the first bytes.
            try await writer.write(ByteBuffer(string: ": listening\n\n"))
            for await scopes in stream {
              // A device that was revoked, or has a newer token, hears nothing more.
              guard (try? service.authenticate(token: token)) != nil else { break }
              try await writer.write(ByteBuffer(string: Self.text(scopes)))
            }
          }
        } onGracefulShutdown: {
          service.events.unsubscribe(id)
        }
        try await writer.finish(nil)
      })
  }

  /// An event, or a comment as a sign of life.
  private static func text(_ scopes: Set<String>) -> String {
    scopes.isEmpty ? ":\n\n" : "event: scopes\ndata: \(scopes.sorted().joined(separator: " "))\n\n"
  }
}

/// Ends a stream once; also where its body is never written, because the connection is gone.
private final class StreamEnd: Sendable {
  private let action: Mutex<(@Sendable () -> Void)?>

  init(_ action: @escaping @Sendable () -> Void) { self.action = Mutex(action) }

  deinit { run() }

  func run() {
    let action = action.withLock { action in
      defer { action = nil }
      return action
    }
    action?()
  }
}

/// The streams of each device, oldest first.
private final class OpenStreams: Sendable {
  private let limits: ServerLimits
  private let ids = Mutex<[Int64: [UInt64]]>([:])

  init(limits: ServerLimits) { self.limits = limits }

  enum Opening {
    /// Where the device has too many, its oldest has to end.
    case opened(ending: UInt64?)
    case full
  }

  func open(_ id: UInt64, for device: Int64) -> Opening {
    ids.withLock { ids in
      var own = ids[device] ?? []
      let isOneTooMany = own.count >= limits.streamsPerDevice
      guard isOneTooMany || ids.values.reduce(0, { $0 + $1.count }) < limits.streams else { return .full }
      let oldest = isOneTooMany ? own.removeFirst() : nil
      ids[device] = own + [id]
      return .opened(ending: oldest)
    }
  }

  func closed(_ id: UInt64, by device: Int64) {
    ids.withLock { ids in
      ids[device]?.removeAll { $0 == id }
      if ids[device]?.isEmpty ?? false { ids[device] = nil }
    }
  }
}
