/// Randomness that was passed in, for what wants a generator.
package struct RandomSource: RandomNumberGenerator, Sendable {
  private let next64: @Sendable () -> UInt64

  package init(next64: @escaping @Sendable () -> UInt64) { self.next64 = next64 }

  package mutating func next() -> UInt64 { next64() }
}
