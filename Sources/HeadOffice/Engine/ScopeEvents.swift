import Synchronization

/// Tells those who listen which scopes moved. What a listener has not taken yet is merged into one set, so
/// a slow one costs no more than the names of the scopes.
package final class ScopeEvents: Sendable {
  private struct State {
    var nextID: UInt64 = 1
    var listeners: [UInt64: Listener] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// Called after the commit that moved them.
  package func publish(_ scopes: Set<String>) {
    guard !scopes.isEmpty else { return }
    for listener in state.withLock({ Array($0.listeners.values) }) {
      let wanted = scopes.filter(listener.wants)
      if !wanted.isEmpty { listener.add(wanted) }
    }
  }

  /// - Parameter wants: which scopes the listener may hear of.
  /// - Returns: a stream for one reader. An empty set is a `wake`. It ends with `unsubscribe`.
  package func subscribe(to wants: @escaping @Sendable (String) -> Bool = { _ in true }) -> (
    id: UInt64, stream: AsyncStream<Set<String>>
  ) {
    let listener = Listener(wants: wants)
    let id = state.withLock { state in
      defer { state.nextID += 1 }
      state.listeners[state.nextID] = listener
      return state.nextID
    }
    let stream = AsyncStream<Set<String>>(
      unfolding: { await listener.next() }, onCancel: { [weak self] in self?.unsubscribe(id) })
    return (id, stream)
  }

  /// Makes a stream give something, if only the empty set.
  package func wake(_ id: UInt64) { state.withLock { $0.listeners[id] }?.add([]) }

  package func unsubscribe(_ id: UInt64) {
    state.withLock { $0.listeners.removeValue(forKey: id) }?.end()
  }

  package var listenerCount: Int { state.withLock { $0.listeners.count } }
}

/// One reader's place: either something waits for it, or it waits.
private final class Listener: Sendable {
  private struct State {
    var waiting: Set<String>?
    var reader: CheckedContinuation<Set<String>?, Never>?
    var hasEnded = false
  }

  let wants: @Sendable (String) -> Bool
  private let state = Mutex(State())

  init(wants: @escaping @Sendable (String) -> Bool) { self.wants = wants }

  func add(_ scopes: Set<String>) {
    let reader = state.withLock { state in
      guard !state.hasEnded, let reader = state.reader else {
        state.waiting = (state.waiting ?? []).union(scopes)
        return nil as CheckedContinuation<Set<String>?, Never>?
      }
      state.reader = nil
      return reader
    }
    reader?.resume(returning: scopes)
  }

  func end() {
    let reader = state.withLock { state in
      state.hasEnded = true
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  func next() async -> Set<String>? {
    await withCheckedContinuation { reader in
      let ready: Set<String>?? = state.withLock { state in
        if state.hasEnded { return .some(nil) }
        if let waiting = state.waiting {
          state.waiting = nil
          return .some(waiting)
        }
        state.reader = reader
        return nil
      }
      if let ready { reader.resume(returning: ready) }
    }
  }
}
