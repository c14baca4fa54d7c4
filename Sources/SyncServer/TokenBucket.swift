/// A token bucket (RFC 2697, section 3, with one rate): so many at once, then one in a fixed time.
/// Times are monotonic milliseconds and come in as arguments; one that goes back counts as standing still.
package struct TokenBucket: Sendable {
  private let burst: Int64
  /// In which time one token comes back; milliseconds.
  private let interval: Int64
  /// The time at which the bucket would be full again.
  private var fullAt = Int64.min

  /// - Parameters:
  ///   - burst: at least 1.
  ///   - interval: milliseconds, at least 1.
  package init(burst: Int, interval: Int64) {
    self.burst = Int64(max(burst, 1))
    self.interval = max(interval, 1)
  }

  /// Takes one token.
  /// - Returns: nil where there was one; else the milliseconds until there is.
  package mutating func spend(at now: Int64) -> Int64? {
    let from = max(fullAt, now)
    let wait = from + interval - (now + burst * interval)
    guard wait <= 0 else { return wait }
    fullAt = from + interval
    return nil
  }

  /// What was taken was not used up.
  package mutating func giveBack() { if fullAt > .min + interval { fullAt -= interval } }

  package func isFull(at now: Int64) -> Bool { fullAt <= now }
}

/// Bounds attempts by address and in all. Memory is bounded too: where the table is full of addresses that
/// are waiting, all others share one bucket, so that nobody can push an address out of the table.
package struct AttemptLimits: Sendable {
  private var overall: TokenBucket
  private let fresh: TokenBucket
  private var others: TokenBucket
  private var addresses: [String: TokenBucket] = [:]
  private let maximumAddresses: Int
  private var sweptAt = Int64.min

  package init(perAddress: TokenBucket, overall: TokenBucket, maximumAddresses: Int = 4096) {
    fresh = perAddress
    others = perAddress
    self.overall = overall
    self.maximumAddresses = maximumAddresses
  }

  package var addressCount: Int { addresses.count }

  /// Takes one attempt.
  /// - Returns: nil where it may be made; else the milliseconds to wait.
  package mutating func spend(_ address: String, at now: Int64) -> Int64? {
    if addresses[address] == nil, addresses.count >= maximumAddresses { sweep(at: now) }
    let hasRoom = addresses[address] != nil || addresses.count < maximumAddresses
    var bucket = hasRoom ? addresses[address] ?? fresh : others
    if let wait = bucket.spend(at: now) { return wait }
    if let wait = overall.spend(at: now) { return wait }
    if hasRoom { addresses[address] = bucket } else { others = bucket }
    return nil
  }

  /// The attempt was none that has to be bounded.
  package mutating func giveBack(_ address: String) {
    overall.giveBack()
    if addresses[address]?.giveBack() == nil { others.giveBack() }
  }

  /// Forgets the addresses that have waited long enough; at most once a second, for it looks at all.
  private mutating func sweep(at now: Int64) {
    guard sweptAt == .min || now - sweptAt >= 1000 else { return }
    sweptAt = now
    addresses = addresses.filter { !$0.value.isFull(at: now) }
  }
}
