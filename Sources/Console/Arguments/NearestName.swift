/// The name that was probably meant.
package enum NearestName {
  /// The one that is closest to what was typed, if one is close.
  package static func of(_ typed: String, among names: some Sequence<String>) -> String? {
    // One letter for another is no slip of one that was meant.
    guard typed.count(where: { $0 != "-" }) > 1 else { return nil }
    let close = names.map { (name: $0, distance: distance(Array(typed), Array($0))) }
    // One slip in a short word, two in a usual one, three in a long one: more than that was no slip.
    let length = typed.count { $0 != "-" }
    let most = length < 5 ? 1 : length < 9 ? 2 : 3
    guard let best = close.min(by: { $0.distance < $1.distance }), best.distance <= most else { return nil }
    return best.name
  }

  /// The one that one slip of the fingers makes of what was typed: a letter too much, one too few, a wrong one, or two
  /// swapped. Less than that may as well be a word that was meant.
  static func slip(_ typed: String, among names: some Sequence<String>) -> String? {
    guard typed.utf8.count > 1,
      typed.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    return names.first { distance(Array(typed), Array($0)) == 1 }
  }

  /// How many characters have to be added, removed, replaced, or swapped with the next one (Damerau 1964, as optimal
  /// string alignment: no character is edited twice; the rows of Wagner and Fischer 1974, of which two are kept).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() {
        var least = min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, x == b[j - 1], y == a[i - 1] { least = min(least, before[j - 1] + 1) }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[b.count]
  }
}
