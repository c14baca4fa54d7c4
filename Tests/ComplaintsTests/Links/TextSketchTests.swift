import TestSupport
import Testing

@testable import Complaints

@Suite("Sketches of texts")
struct TextSketchTests {
  /// Of a hundred words or characters, so many replaced.
  private static func texts(replacing count: Int, han: Bool, _ random: inout SeededGenerator) -> (
    String, String
  ) {
    var units = (0..<100).map { _ in
      han ? String(Unicode.Scalar(UInt32(0x4E00 + random.below(3000)))!) : "w\(random.below(3000))"
    }
    let one = units.joined(separator: han ? "" : " ")
    for _ in 0..<count { units[random.below(100)] = han ? "的" : "z" }
    return (one, units.joined(separator: han ? "" : " "))
  }

  private static func found(_ pair: (String, String)) -> Bool {
    !Set(TextSketch.keys(of: pair.0)).isDisjoint(with: TextSketch.keys(of: pair.1))
  }

  @Test(arguments: [true, false])
  func `texts that are nearly identical share a key, and others hardly ever do`(han: Bool) {
    var random = SeededGenerator(seed: 13)
    var (near, alike, strange) = (0, 0, 0)
    for _ in 0..<300 {
      let pair = Self.texts(replacing: 4, han: han, &random)
      if Shingles(pair.0).isNearlyIdentical(to: Shingles(pair.1)) {
        near += 1
        if Self.found(pair) { alike += 1 }
      }
      if Self.found((pair.0, Self.texts(replacing: 0, han: han, &random).0)) { strange += 1 }
    }
    #expect(near > 250 && Double(alike) / Double(near) > 0.97)
    #expect(strange < 3)
  }

  @Test func `width, case and punctuation count for nothing, and a short text has no key`() {
    let text = "The soup was cold, the waiter rude; nobody came for half an hour and nobody said sorry"
    let wide = "ＴＨＥ SOUP WAS COLD THE WAITER RUDE -- NOBODY CAME FOR HALF AN HOUR, AND NOBODY SAID SORRY!"
    #expect(TextSketch.keys(of: text).count == TextSketch.bands)
    #expect(TextSketch.keys(of: text) == TextSketch.keys(of: wide))
    #expect(TextSketch.keys(of: "The soup was cold").isEmpty)
    #expect(TextSketch.keys(of: "").isEmpty)
  }

  @Test func `a text has the keys that it always had; who changes them raises the edition`() {
    let keys = TextSketch.keys(of: "顾客反映外卖送到时汤已经洒了一半，包装盒破损，要求退款")
    #expect(TextSketch.edition == 1)
    #expect(Array(keys.prefix(2)) == [-7_571_630_146_304_212_966, 4_027_752_732_091_888_195])
  }
}
