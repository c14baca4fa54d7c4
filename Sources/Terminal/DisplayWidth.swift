/// How many columns the scalars of East Asian Width *Ambiguous* take (UAX #11: “ ” … — × → and the like).
/// Terminals draw them in one column unless they are set up for an old Chinese or Japanese font.
package enum AmbiguousWidth: Int, Sendable {
  case narrow = 1
  case wide = 2
}

extension Unicode.Scalar {
  /// Columns of this scalar alone: 0 (combining, format, control), 1 or 2.
  func columns(_ ambiguous: AmbiguousWidth) -> Int {
    switch value {
    case 0x20..<0x7F: return 1
    case 0..<0xA0: return 0
    case 0x4E00...0x9FFF: return 2
    default: break
    }
    if WidthTables.contains(value, WidthTables.zero) { return 0 }
    if WidthTables.contains(value, WidthTables.wide) { return 2 }
    if ambiguous == .wide, WidthTables.contains(value, WidthTables.ambiguous) { return 2 }
    return 1
  }
}

extension Character {
  /// Columns of this grapheme cluster: 0, 1 or 2.
  ///
  /// The sum of its scalars, at most 2: so a flag, a skin tone or a family joined by ZWJ counts 2, and a
  /// letter with marks counts 1. The emoji variation selector (U+FE0F) makes a narrow emoji wide (UTS #51).
  func columns(_ ambiguous: AmbiguousWidth) -> Int {
    var sum = 0
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      if scalar.value == 0xFE0F, let base = previous, base.properties.isEmoji { return 2 }
      sum += scalar.columns(ambiguous)
      if sum >= 2 { return 2 }
      previous = scalar
    }
    return sum
  }
}

extension WidthTables {
  /// Whether a flat list of sorted, inclusive ranges holds `value` (binary search).
  static func contains(_ value: UInt32, _ ranges: [UInt32]) -> Bool {
    guard let first = ranges.first, value >= first else { return false }
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value > ranges[2 * middle + 1] { low = middle + 1 } else { high = middle }
    }
    return 2 * low < ranges.count && value >= ranges[2 * low]
  }
}

/// Where a text stands in a field that is wider than it.
package enum Alignment: Sendable {
  case left
  case right
  case centre
}

extension StringProtocol {
  /// Columns that this text takes on a terminal, ambiguous characters counted as one.
  package var displayWidth: Int { displayWidth(ambiguous: .narrow) }

  /// Columns that this text takes on a terminal. Control characters count nothing: show text `sanitised`.
  package func displayWidth(ambiguous: AmbiguousWidth) -> Int {
    // Finding grapheme clusters is slow. Most texts hold only scalars that never join into one.
    var sum = 0
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x20..<0x7F: sum += 1
      case 0..<0x20, 0x7F: continue
      case 0x3000...0x3029, 0x4E00...0x9FFF, 0xFF01...0xFF60: sum += 2
      default: return reduce(0) { $0 + $1.columns(ambiguous) }
      }
    }
    return sum
  }

  /// This text if it fits into `width` columns, else its beginning with “…”, never wider than `width`.
  /// The empty text where not even “…” fits.
  package func truncated(toWidth width: Int, ambiguous: AmbiguousWidth = .narrow) -> String {
    let mark: Character = "…"
    let room = width - mark.columns(ambiguous)
    var used = 0
    var cut = startIndex
    for index in indices {
      used += self[index].columns(ambiguous)
      if used <= room { cut = self.index(after: index) }
      guard used > width else { continue }
      guard room >= 0 else { return "" }
      var kept = self[..<cut]
      while kept.last == " " { kept.removeLast() }
      return String(kept) + String(mark)
    }
    return String(self)
  }

  /// This text with spaces added up to `width` columns; unchanged where it is already as wide.
  package func padded(
    toWidth width: Int, alignment: Alignment = .left, ambiguous: AmbiguousWidth = .narrow
  ) -> String {
    let missing = Swift.max(0, width - displayWidth(ambiguous: ambiguous))
    let before =
      switch alignment {
      case .left: 0
      case .right: missing
      case .centre: missing / 2
      }
    return String(repeating: " ", count: before) + String(self)
      + String(repeating: " ", count: missing - before)
  }
}
