/// What two texts are compared by: the set of pairs of neighbours among their units. A unit is one Han character, or
/// a run of other letters and digits; punctuation and white space are none. Upper case and full-width forms are the
/// same.
///
/// Resemblance is Jaccard's coefficient of the two sets: w-shingling with w = 2 (A. Z. Broder, "On the resemblance
/// and containment of documents", 1997). Sets of this size are compared whole: nothing is estimated.
package struct Shingles: Hashable, Sendable {
  let pairs: Set<UInt64>

  /// - Parameter text: at most 4,000 units of it are looked at.
  package init(_ text: String) {
    let units = TextUnit.all(text, limit: 4000).map(\.hash)
    // A text of one unit is that.
    guard units.count > 1 else {
      pairs = Set(units)
      return
    }
    pairs = Set(zip(units, units.dropFirst()).map { TextUnit.mixed($0, $1) })
  }

  package var count: Int { pairs.count }

  /// 0 (nothing in common) to 1 (the same pairs). Two empty texts have nothing in common.
  package func resemblance(to other: Shingles) -> Double {
    let shared = pairs.count < other.pairs.count ? other.pairs.count(of: pairs) : pairs.count(of: other.pairs)
    let all = pairs.count + other.pairs.count - shared
    return all == 0 ? 0 : Double(shared) / Double(all)
  }

  /// Whether two accounts are so alike that one may be the other told again. Short ones (“the soup was cold”) are
  /// alike by chance.
  package func isNearlyIdentical(to other: Shingles) -> Bool {
    min(count, other.count) >= Self.enough && resemblance(to: other) >= Self.nearlyIdentical
  }

  /// From here on two texts count as nearly identical. In one of 30 characters, three of them may differ.
  static let nearlyIdentical = 0.7
  /// Below so many pairs a text says too little to be recognised by.
  static let enough = 8
}

extension Set {
  fileprivate func count(of other: Set<Element>) -> Int { other.count(where: contains) }
}

/// A unit of a text that is compared or searched for.
struct TextUnit {
  let text: String
  let isHan: Bool
  let hash: UInt64

  /// The units of a text in their order, the first `limit` ones.
  static func all(_ text: String, limit: Int) -> [TextUnit] { runs(text, limit: limit).flatMap { $0 } }

  /// The same, divided where punctuation stands.
  static func runs(_ text: String, limit: Int) -> [[TextUnit]] {
    var runs: [[TextUnit]] = []
    var run: [TextUnit] = []
    var word = String.UnicodeScalarView()
    var left = limit
    func endWord() {
      guard !word.isEmpty else { return }
      run.append(TextUnit(String(word), isHan: false))
      word = String.UnicodeScalarView()
      left -= 1
    }
    // Line by line: what ends a line divides.
    let lines = text.split(whereSeparator: \.isNewline).map { String($0).foldedForSearch }
    for scalar in lines.joined(separator: "\n").unicodeScalars {
      guard left > 0 else { break }
      if isHan(scalar) {
        endWord()
        run.append(TextUnit(String(scalar), isHan: true))
        left -= 1
      } else if scalar.properties.isAlphabetic || scalar.isASCIIDigit {
        word.append(scalar)
      } else {
        endWord()
        if scalar != " ", !run.isEmpty {
          runs.append(run)
          run = []
        }
      }
    }
    endWord()
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  private init(_ text: String, isHan: Bool) {
    self.text = text
    self.isHan = isHan
    // FNV-1a: the same in every process, unlike Swift's own.
    hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var value = a &* 0x9E37_79B9_7F4A_7C15 ^ (b &+ 0x7F4A_7C15)
    value ^= value >> 29
    return value &* 0xBF58_476D_1CE4_E5B9
  }

  /// The characters that the full-text index has as tokens of their own: CJK ideographs and kana.
  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}
