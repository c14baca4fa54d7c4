import TestSupport
import Testing

@testable import Versioning

@Suite struct DotSetTests {
  @Test func `a set of dots does not depend on the order of insertion`() {
    let dots = [dot(1, 1), dot(1, 2), dot(1, 9), dot(2, 4), dot(3, 1), dot(3, 7)]
    for seed in 0..<50 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var set = DotSet()
      for dot in dots.shuffled(using: &generator) + dots { set.insert(dot) }
      #expect(set.dots == dots)
    }
  }

  @Test func `a set of dots agrees with Swift's own set`() {
    var generator = SeededGenerator(seed: 42)
    var set = DotSet()
    var model: Set<Dot> = []
    for _ in 0..<400 {
      let inserted = dot(1 + generator.below(4), UInt64(1 + generator.below(60)))
      set.insert(inserted)
      model.insert(inserted)
      let asked = dot(1 + generator.below(5), UInt64(1 + generator.below(60)))
      #expect(set.contains(asked) == model.contains(asked))
    }
    #expect(set.dots == model.sorted())
    #expect(!DotSet().contains(dot(1, 1)))
  }
}
