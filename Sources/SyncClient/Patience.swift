/// How long a sync that somebody started waits for a head office that has too much to do (429, 503), before it says
/// so: up to a minute, at random times, so that many that were sent away do not come back together.
package struct Patience: Sendable {
  private var backoff = Backoff(base: 1000, cap: 15_000)
  /// Milliseconds in all.
  private let limit: Int64

  package init(limit: Int64 = 60_000) { self.limit = limit }

  /// - Parameters:
  ///   - failure: why the last attempt ended.
  ///   - spent: milliseconds since the first began.
  ///   - random: 0..<1.
  /// - Returns: milliseconds to wait before the next attempt; nil: waiting does not help, or has lasted long enough.
  package mutating func wait(after failure: SyncFailure, spent: Int64, random: Double) -> Int64? {
    guard case .transport(.refused(let refusal, _)) = failure,
      refusal.code == .busy || refusal.code == .tooManyRequests
    else { return nil }
    let wait = backoff.failed(retryAfter: refusal.retryAfter, random: random)
    return spent + wait <= limit ? wait : nil
  }
}
