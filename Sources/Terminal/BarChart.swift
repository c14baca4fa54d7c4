/// What bars are drawn with.
package enum BarGlyphs: Sendable {
  /// Block elements of an eighth of a column (U+2588...U+258F).
  case blocks
  /// Where the locale is not UTF-8.
  case ascii

  /// By the first of LC_ALL, LC_CTYPE and LANG that is set and not empty (POSIX.1-2017, 8.2).
  package init(environment: [String: String]) {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    let name = (set ?? "").lowercased()
    self = name.contains("utf-8") || name.contains("utf8") ? .blocks : .ascii
  }
}

/// A bar of a chart.
/// - Parameters:
///   - share: 0...1 of the width; what lies outside is brought to the nearest end. Anything above 0 is seen.
///   - width: columns, at least 1.
package func bar(_ share: Double, width: Int, _ glyphs: BarGlyphs) -> String {
  guard share > 0, width > 0 else { return "" }
  let share = min(share, 1)
  switch glyphs {
  case .ascii:
    return String(repeating: "#", count: max(1, Int((share * Double(width)).rounded())))
  case .blocks:
    let eighths = max(1, Int((share * Double(width) * 8).rounded()))
    let rest: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let whole = String(repeating: "█", count: eighths / 8)
    return eighths % 8 == 0 ? whole : whole + String(rest[eighths % 8 - 1])
  }
}
