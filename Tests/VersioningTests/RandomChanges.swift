import TestSupport

@testable import Versioning

/// Changes of all shapes: any value, any element, bases of what was and was not made, clocks anywhere.
struct RandomChanges {
  var generator: SeededGenerator
  private var numbers: [Int: UInt64] = [:]
  private var made: [Dot] = []

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private mutating func text() -> String {
    let pieces = [
      "", "甲", "no picture", "\u{0}", "e\u{301}", "\u{FEFF}", "📺", String(repeating: "长", count: 50),
    ]
    return (0..<generator.below(3)).map { _ in pieces[generator.below(pieces.count)] }.joined()
  }

  private mutating func dots() -> [Dot] {
    let known = made.shuffled(using: &generator).prefix(generator.below(4))
    let foreign = (0..<generator.below(2)).map { _ in
      dot(20 + generator.below(3), 1 + generator.next() >> UInt64(1 + generator.below(63)))
    }
    return Set(known + foreign).sorted()
  }

  private mutating func value() -> Value {
    switch generator.below(7) {
    case 0: .none
    case 1, 2: .text(text())
    case 3: .integer(Int64(bitPattern: generator.next()) >> Int64(generator.below(64)))
    case 4: .flag(generator.chance(1, in: 2))
    case 5: .sight(dots())
    default:
      .opaque(
        type: UInt8(5 + generator.below(3)),
        bytes: (0..<generator.below(20)).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
    }
  }

  mutating func next() -> Change {
    let author = 1 + generator.below(4)
    let number =
      (numbers[author] ?? 0) + 1 + (generator.chance(1, in: 3) ? UInt64(generator.below(1_000)) : 0)
    numbers[author] = number
    var fields: Set<FieldID> = []
    for _ in 0..<(1 + generator.below(5)) {
      let number = generator.chance(1, in: 20) ? UInt32.max : UInt32(generator.below(8))
      fields.insert(FieldID(number, generator.chance(1, in: 3) ? text() : nil))
    }
    var writes: [FieldWrite] = []
    for field in fields.sorted() { writes.append(FieldWrite(field, value(), base: dots())) }
    var result = change(
      dot(author, number), at: 0, writes, kind: RecordKind(.max), aggregate: otherRecord,
      author: Author(name: text(), branch: generator.chance(1, in: 2) ? "SH01" : text()))
    let first = number - UInt64(generator.below(Int(min(number, 3))))
    result.group = Group(first: first, count: number - first + 1 + UInt64(generator.below(3)))
    result.salt = generator.next()
    result.times = Times(
      stamp: HybridTime(rawValue: generator.next()),
      wall: Int64(bitPattern: generator.next()) >> Int64(generator.below(64)),
      quality: ClockQuality.allCases[generator.below(4)], boot: Identifier.random(using: &generator),
      monotonic: generator.next())
    made.append(result.dot)
    return result
  }
}
