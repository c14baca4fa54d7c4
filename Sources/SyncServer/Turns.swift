/// Lets so many at a time through, in the order in which they came.
actor Turns {
  private var free: Int
  private var waiting: [(id: UInt64, turn: CheckedContinuation<Void, any Error>)] = []
  private var nextID: UInt64 = 0

  init(_ count: Int) { free = count }

  /// - Throws: `CancellationError` where it was cancelled before its turn came, and what the work throws.
  nonisolated func taking<Result>(_ work: () throws -> Result) async throws -> Result {
    try await wait()
    let result = Swift.Result { try work() }
    await giveBack()
    return try result.get()
  }

  private func wait() async throws {
    if free > 0 {
      free -= 1
      return
    }
    nextID += 1
    let id = nextID
    try await withTaskCancellationHandler {
      try Task.checkCancellation()
      try await withCheckedThrowingContinuation { waiting.append((id, $0)) }
    } onCancel: {
      Task { await self.leave(id) }
    }
  }

  private func leave(_ id: UInt64) {
    guard let at = waiting.firstIndex(where: { $0.id == id }) else { return }
    waiting.remove(at: at).turn.resume(throwing: CancellationError())
  }

  private func giveBack() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().turn.resume()
    }
  }
}
