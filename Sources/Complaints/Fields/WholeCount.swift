/// How many of something there are, as people and spreadsheets write it.
package enum WholeCount {
  /// The number of `1280`, `1,280`, `1 280`, `1’280` and `１，２８０`, and of those with decimals of nought (`1280.0`,
  /// `1.280,00`). Separators of thousands stand before groups of three and are all the same. Nil for whatever else: a
  /// decimal comma is none of them, and nobody knows whether `1.280` is a thousand or one.
  package static func read(_ typed: String) -> Int? {
    let text = typed.foldedToASCII.trimmed
    let scalars = Array(text.unicodeScalars)
    guard let mark = decimalMark(scalars) else { return ungrouped(scalars[...], by: ",", " ") }
    let whole = scalars[..<mark]
    return scalars[mark] == "," ? ungrouped(whole, by: ".", " ") : ungrouped(whole, by: ",", " ")
  }

  /// Where decimals begin that are one nought or two: groups of thousands have three.
  private static func decimalMark(_ scalars: [Unicode.Scalar]) -> Int? {
    guard let mark = scalars.lastIndex(where: { $0 == "," || $0 == "." }) else { return nil }
    let decimals = scalars[(mark + 1)...]
    return (1...2).contains(decimals.count) && decimals.allSatisfy { $0 == "0" } ? mark : nil
  }

  private static let gaps: Set<Unicode.Scalar> = [" ", "\u{2009}", "\u{202F}", "'", "\u{2019}"]

  private static func ungrouped(_ scalars: ArraySlice<Unicode.Scalar>, by signs: Unicode.Scalar...) -> Int? {
    let separators = Set(scalars.filter { !$0.isASCIIDigit })
    guard let separator = separators.first else { return Int(text(scalars)) }
    guard separators.count == 1, signs.contains(gaps.contains(separator) ? " " : separator) else {
      return nil
    }
    let groups = scalars.split(separator: separator, omittingEmptySubsequences: false)
    // A group of thousands never begins with a nought: `0,500` has a decimal comma.
    guard let first = groups.first, (1...3).contains(first.count), first.first != "0",
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return Int(groups.map(text).joined())
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
