import Dispatch
import SyncProtocol
import Synchronization

/// Enrolment codes are short: who tries many is made to wait. Attempts that succeed do not count.
final class CodeGate: Sendable {
  private let attempts: Mutex<AttemptLimits>

  init(limits: ServerLimits) {
    attempts = Mutex(
      AttemptLimits(
        perAddress: TokenBucket(
          burst: limits.codeAttemptsPerAddress.burst,
          interval: Int64(limits.codeAttemptsPerAddress.seconds) * 1000),
        overall: TokenBucket(
          burst: limits.codeAttempts.burst, interval: Int64(limits.codeAttempts.seconds) * 1000)))
  }

  /// - Throws: `Refusal` (`too_many_requests`), and what the attempt throws.
  func guarding<Result>(_ peer: Peer?, _ attempt: () throws -> Result) throws -> Result {
    let name = peer?.name ?? ""
    let now = Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000)
    if let wait = attempts.withLock({ $0.spend(name, at: now) }) {
      var refusal = Refusal(
        .tooManyRequests, "Too many enrolment codes were tried.", hint: "Wait, then try again.")
      refusal.retryAfter = Int((wait + 999) / 1000)
      throw refusal
    }
    let result = try attempt()
    attempts.withLock { $0.giveBack(name) }
    return result
  }
}
