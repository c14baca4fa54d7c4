import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOSSL
import Synchronization

/// One connection: TLS where the server has a certificate, as it is at that moment; HTTP/1.1 with bounded
/// headers; deadlines; a bound on connections of one address.
struct GuardedChannel: ServerChildChannel {
  typealias Value = HTTP1Channel.Value

  private let http: HTTP1Channel
  private let identity: ServerIdentity?
  private let limits: ServerLimits
  private let counts = ConnectionCounts()

  init(responder: @escaping HTTPChannelHandler.Responder, identity: ServerIdentity?, limits: ServerLimits) {
    self.identity = identity
    self.limits = limits
    http = HTTP1Channel(
      responder: responder,
      configuration: .init(
        additionalChannelHandlers: [DeadlineHandler(limits: limits)],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
          maxHeaderFieldCount: limits.headFields)))
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let isOneTooMany = !counts.opened(by: channel, limit: limits.connectionsPerAddress)
    return channel.eventLoop.makeCompletedFuture {
      if let identity {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: identity.context))
      }
    }.flatMap {
      http.setup(channel: channel, logger: logger)
    }.map { value in
      // It is not part of its event loop yet, so it cannot be closed here.
      if isOneTooMany { channel.eventLoop.execute { channel.close(promise: nil) } }
      return value
    }
  }

  func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}

/// How many connections each address has.
private final class ConnectionCounts: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// - Returns: whether there may be one more.
  func opened(by channel: any Channel, limit: Int) -> Bool {
    guard let peer = Peer(channel.remoteAddress), !peer.isLoopback else { return true }
    let count = counts.withLock { counts in
      counts[peer.name, default: 0] += 1
      return counts[peer.name] ?? 0
    }
    channel.closeFuture.whenComplete { [self] _ in
      counts.withLock { counts in
        let count = (counts[peer.name] ?? 1) - 1
        counts[peer.name] = count > 0 ? count : nil
      }
    }
    return count <= limit
  }
}
