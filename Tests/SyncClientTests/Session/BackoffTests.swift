import SyncClient
import Testing

/// Waiting between attempts; the random numbers come from the test.
@Suite struct BackoffTests {
  @Test func `the bound doubles up to the cap, and chance spreads the wait below it`() {
    var backoff = Backoff(base: 1000, cap: 60_000)
    let longest = (0..<9).map { _ in backoff.failed(random: 0.999_999_9) }
    #expect(longest.map { ($0 + 500) / 1000 } == [1, 2, 4, 8, 16, 32, 60, 60, 60])
    backoff.succeeded()
    #expect(backoff.failed(random: 0.5) == 500 && backoff.failed(random: 0.5) == 1000)
  }

  @Test func `no chance makes it a busy loop, and no number of failures overflows`() {
    var backoff = Backoff(base: 1000, cap: 300_000)
    for _ in 0..<10_000 { #expect((250...300_000).contains(backoff.failed(random: 0))) }
    #expect(backoff.failed(random: 1) == 300_000)
  }

  @Test func `what head office asks for is the least`() {
    var backoff = Backoff(base: 1000, cap: 300_000)
    #expect(backoff.failed(retryAfter: 30, random: 0) == 30_000)
    #expect(backoff.failed(retryAfter: 30, random: 0.5) == 31_000)
    for _ in 0..<20 { _ = backoff.failed(random: 1) }
    #expect(backoff.failed(retryAfter: 600, random: 1) == 610_000)
    // Nobody is silent for a day.
    #expect(backoff.failed(retryAfter: 86_400, random: 0) == 900_000)
  }

  @Test func `a thousand devices that lost the same server come back spread out`() {
    var random = SystemRandomNumberGenerator()
    let waits = (0..<1000).map { _ in
      var backoff = Backoff()
      for _ in 0..<5 { _ = backoff.failed(random: Double.random(in: 0..<1, using: &random)) }
      return backoff.failed(random: Double.random(in: 0..<1, using: &random))
    }
    // Over 32 seconds, in no second more than a tenth of them.
    let busiest = Dictionary(grouping: waits) { $0 / 1000 }.values.map(\.count).max() ?? 0
    #expect(busiest < 100)
  }
}
