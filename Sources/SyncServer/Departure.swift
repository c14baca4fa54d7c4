import Synchronization

/// The other end of a connection, as far as work for it goes: what is done for one that has gone is done for
/// nobody.
final class Departure: Sendable {
  private struct State {
    var isGone = false
    var nextID: UInt64 = 0
    var actions: [UInt64: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  func depart() {
    let actions = state.withLock { state in
      state.isGone = true
      defer { state.actions = [:] }
      return state.actions
    }
    for action in actions.values { action() }
  }

  /// Runs work of its own, which is cancelled when the other end goes.
  func ending<Result: Sendable>(_ task: Task<Result, any Error>) async throws -> Result {
    let id = state.withLock { state -> UInt64? in
      guard !state.isGone else { return nil }
      state.nextID += 1
      state.actions[state.nextID] = { task.cancel() }
      return state.nextID
    }
    if id == nil { task.cancel() }
    defer { if let id { state.withLock { $0.actions[id] = nil } } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
