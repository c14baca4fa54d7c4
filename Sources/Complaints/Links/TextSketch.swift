/// A few numbers by which nearly identical texts are found among many, without comparing any two of them.
///
/// MinHash (A. Z. Broder, "On the resemblance and containment of documents", 1997): of each of `rows * bands` orders of
/// all pairs of neighbours (`Shingles`: Han characters, words of other scripts) the first that the text has; two texts
/// agree in one with the probability of their resemblance. They are put together in bands (P. Indyk, R. Motwani,
/// "Approximate nearest neighbors", 1998): who agrees in a whole band is compared in full. Of texts that resemble each
/// other by 0.7 one in thirty is missed, by 0.8 one in five hundred; by 0.2 one in fifty is compared for nothing.
///
/// The orders are fixed: what is kept of a text is held against what is kept of another.
package enum TextSketch {
  /// Raised where a text has other keys: what was kept is made anew.
  package static let edition = 1
  static let rows = 4
  static let bands = 12

  /// One key a band; none for a text that says too little to be recognised by.
  package static func keys(of text: String) -> [Int64] { keys(of: Shingles(text)) }

  static func keys(of shingles: Shingles) -> [Int64] {
    guard shingles.count >= Shingles.enough else { return [] }
    var least = [UInt64](repeating: .max, count: rows * bands)
    for pair in shingles.pairs {
      for order in least.indices { least[order] = min(least[order], TextUnit.mixed(pair, seeds[order])) }
    }
    return (0..<bands).map { band in
      let key = (0..<rows).reduce(UInt64(band)) { TextUnit.mixed($0, least[band * rows + $1]) }
      return Int64(bitPattern: key)
    }
  }

  private static let seeds = (0..<UInt64(rows * bands)).map { TextUnit.mixed($0 + 1, 0x6361_7365_626F_6F6B) }
}
