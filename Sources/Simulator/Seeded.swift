/// All chance of a run: SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators",
/// 2014). The same seed gives the same numbers on every machine.
package struct Seeded: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  /// A stream of its own for each pair, so that what one part of a run draws moves no other part.
  package init(_ seed: UInt64, _ part: UInt64) {
    var outer = Seeded(seed)
    var inner = Seeded(part &+ outer.next())
    state = inner.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// - Returns: 0 up to `count` - 1; 0 where `count` is not positive.
  package mutating func below(_ count: Int) -> Int {
    guard count > 1 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  package mutating func pick<Element>(_ choices: [Element]) -> Element? {
    choices.isEmpty ? nil : choices[below(choices.count)]
  }

  /// One of some choices, each as likely as its weight says.
  mutating func weighted<Element>(_ choices: [(Element, weight: Int)]) -> Element? {
    let total = choices.reduce(0) { $0 + $1.weight }
    var left = below(total)
    for (choice, weight) in choices {
      if left < weight { return choice }
      left -= weight
    }
    return nil
  }
}
