/// How long to wait before the next attempt: exponential backoff with full jitter (Brooker, "Timeouts,
/// retries, and backoff with jitter", Amazon Builders' Library): a random time up to a bound that doubles with each
/// failure. Devices that lost the same server come back spread out.
package struct Backoff: Hashable, Sendable {
  /// The bound after the first failure, and the highest; milliseconds.
  private let base: Int64
  private let cap: Int64
  private(set) package var failures = 0

  package init(base: Int64 = 1000, cap: Int64 = 300_000) {
    self.base = max(base, 1)
    self.cap = max(cap, base)
  }

  /// - Parameters:
  ///   - retryAfter: seconds that the server asked for; then the random time comes on top of them.
  ///   - random: 0..<1.
  /// - Returns: milliseconds; never less than a quarter of the base, so that no chance makes it a busy loop.
  package mutating func failed(retryAfter: Int? = nil, random: Double) -> Int64 {
    failures = min(failures + 1, 40)
    let bound = failures > 30 ? cap : min(cap, base << Int64(failures - 1))
    let jitter = Int64(Double(bound) * min(max(random, 0), 1))
    guard let retryAfter else { return max(jitter, base / 4) }
    return Int64(min(retryAfter, Self.longest)) * 1000 + min(jitter, 10_000)
  }

  /// Whatever a server asks for, a branch asks again after so many seconds: it must not be silent for a day.
  private static let longest = 900

  package mutating func succeeded() { failures = 0 }
}
