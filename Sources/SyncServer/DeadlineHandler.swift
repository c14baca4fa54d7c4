import NIOCore
import NIOHTTPTypes

/// Keeps a connection to its deadlines.
final class DeadlineHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Told when the other side closes; a little later where it only said that it sends nothing more.
  let departure = Departure()
  private let limits: ServerLimits
  private var deadlines: ConnectionDeadlines
  private var alarm: Scheduled<Void>?
  private var alarmAt: Int64?

  init(limits: ServerLimits) {
    self.limits = limits
    deadlines = ConnectionDeadlines(limits: limits, now: Self.now)
  }

  private static var now: Int64 { Int64(NIODeadline.now().uptimeNanoseconds) }

  func handlerAdded(context: ChannelHandlerContext) { arm(context) }

  func handlerRemoved(context: ChannelHandlerContext) { disarm() }

  func channelInactive(context: ChannelHandlerContext) {
    disarm()
    departure.depart()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event {
      let departure = departure
      context.eventLoop.scheduleTask(in: .seconds(limits.goneSeconds)) { departure.depart() }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: deadlines.readHead(at: Self.now)
    case .body(let bytes):
      deadlines.readBody(bytes.readableBytes, at: Self.now)
      if deadlines.hasDrainedTooMuch { return context.close(promise: nil) }
    case .end: deadlines.readEnd(at: Self.now)
    }
    arm(context)
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      deadlines.wroteEnd(at: Self.now)
      arm(context)
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    deadlines.becameWritable(context.channel.isWritable, at: Self.now)
    arm(context)
    context.fireChannelWritabilityChanged()
  }

  /// An alarm that is too early is left: it looks again when it rings. So a busy connection sets few.
  private func arm(_ context: ChannelHandlerContext) {
    guard let deadline = deadlines.deadline else { return }
    if let alarmAt, alarmAt <= deadline { return }
    alarm?.cancel()
    alarmAt = deadline
    alarm = context.eventLoop.assumeIsolated().scheduleTask(
      deadline: .uptimeNanoseconds(UInt64(clamping: deadline))
    ) { [self] in
      alarm = nil
      alarmAt = nil
      guard let deadline = deadlines.deadline else { return }
      if deadline <= Self.now { context.close(promise: nil) } else { arm(context) }
    }
  }

  private func disarm() {
    alarm?.cancel()
    alarm = nil
    alarmAt = nil
  }
}

@available(*, unavailable)
extension DeadlineHandler: Sendable {}
