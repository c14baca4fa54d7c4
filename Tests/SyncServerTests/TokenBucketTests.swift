import SyncServer
import Testing

/// Attempts are bounded by time alone; times are milliseconds.
@Suite struct TokenBucketTests {
  @Test func `a burst, then one in each interval`() {
    var bucket = TokenBucket(burst: 3, interval: 1000)
    #expect((0..<3).allSatisfy { _ in bucket.spend(at: 5000) == nil })
    #expect(bucket.spend(at: 5000) == 1000)
    #expect(bucket.spend(at: 5400) == 600)
    #expect(bucket.spend(at: 6000) == nil)
    #expect(bucket.spend(at: 6000) == 1000)
    #expect(bucket.spend(at: 8000) == nil && bucket.spend(at: 8000) == nil && bucket.spend(at: 8000) == 1000)
  }

  @Test func `a refused attempt costs nothing, and however long the wait was, it holds one burst`() {
    var bucket = TokenBucket(burst: 2, interval: 100)
    for _ in 0..<50 { _ = bucket.spend(at: 0) }
    #expect(bucket.spend(at: 100) == nil)
    #expect((0..<5).filter { _ in bucket.spend(at: 1_000_000) == nil }.count == 2)
  }

  @Test func `a clock that goes back stands still, and what is given back can be taken again`() {
    var bucket = TokenBucket(burst: 1, interval: 1000)
    #expect(bucket.spend(at: 10_000) == nil)
    #expect(bucket.spend(at: 9000) == 2000)
    bucket.giveBack()
    #expect(bucket.spend(at: 10_000) == nil)
  }

  @Test func `each address has its own bound, and all together have one`() {
    var limits = AttemptLimits(
      perAddress: TokenBucket(burst: 2, interval: 1000), overall: TokenBucket(burst: 5, interval: 10_000))
    #expect(limits.spend("a", at: 0) == nil && limits.spend("a", at: 0) == nil)
    #expect(limits.spend("a", at: 0) == 1000)
    #expect(
      limits.spend("b", at: 0) == nil && limits.spend("b", at: 0) == nil && limits.spend("c", at: 0) == nil)
    // Five are gone: who did nothing yet waits too, but does not pay for it.
    #expect(limits.spend("d", at: 0) == 10_000)
    limits.giveBack("a")
    #expect(limits.spend("d", at: 0) == nil)
  }

  @Test func `addresses are forgotten when they may try again, and never more are kept than the bound`() {
    var limits = AttemptLimits(
      perAddress: TokenBucket(burst: 1, interval: 1000), overall: TokenBucket(burst: 100_000, interval: 1),
      maximumAddresses: 100)
    for index in 0..<100 { #expect(limits.spend("\(index)", at: 0) == nil) }
    #expect(limits.addressCount == 100)
    // One more, and one more: they share a bucket, and push nobody out.
    #expect(limits.spend("x", at: 0) == nil)
    #expect(limits.spend("y", at: 0) == 1000)
    #expect(limits.spend("7", at: 0) == 1000)
    #expect(limits.addressCount == 100)
    #expect(limits.spend("z", at: 1000) == nil)
    #expect(limits.addressCount == 1)
  }
}
