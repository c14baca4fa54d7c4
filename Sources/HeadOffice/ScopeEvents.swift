import Synchronization

/// Tells listeners which scopes have something new. What a slow listener has not taken yet is merged.
package final class ScopeEvents: Sendable {
  private struct Listeners: Sendable {
    var next: UInt64 = 0
    var streams: [UInt64: AsyncStream<Set<String>>.Continuation] = [:]
  }

  private let listeners = Mutex(Listeners())

  package init() {}

  package func publish(_ scopes: Set<String>) {
    guard !scopes.isEmpty else { return }
    for stream in listeners.withLock({ Array($0.streams.values) }) { stream.yield(scopes) }
  }

  package func subscribe() -> (id: UInt64, stream: AsyncStream<Set<String>>) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Set<String>.self, bufferingPolicy: .bufferingNewest(64))
    let id = listeners.withLock { listeners in
      listeners.next += 1
      listeners.streams[listeners.next] = continuation
      return listeners.next
    }
    return (id, stream)
  }

  package func unsubscribe(_ id: UInt64) {
    listeners.withLock { $0.streams.removeValue(forKey: id) }?.finish()
  }
}
