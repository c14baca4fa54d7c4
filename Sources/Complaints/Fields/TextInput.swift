import Foundation

/// Bringing typed text into the one form that is stored: equal texts are equal bytes.
enum TextInput {
  /// The longest text of one field, in bytes of UTF-8.
  static let limit = 65_536
  /// The longest element of a set, in bytes of UTF-8.
  static let elementLimit = 256

  /// Line ends as LF, no white space at the ends, NFC (Unicode Annex 15), no control characters but line
  /// feed and tab, at most `limit` bytes.
  static func clean(_ typed: String, limit: Int = limit) throws(FieldError.Reason) -> String {
    let text = unifiedLineEnds(typed).trimmed
    var (needsNormalising, isSeen) = (false, false)
    for scalar in text.unicodeScalars {
      // Printable ASCII and Han, nearly all there is, need no second look.
      if (0x20...0x7E).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value) {
        isSeen = true
        continue
      }
      if isForbidden(scalar) { throw .controlCharacter(scalar.value) }
      needsNormalising = needsNormalising || !isNormal(scalar)
    }
    // A text of which nobody sees anything is none.
    if !isSeen, !text.isEmpty, text.folded.isEmpty { return "" }
    let normalised = needsNormalising ? text.precomposedStringWithCanonicalMapping : text
    guard normalised.utf8.count <= limit else { throw .tooLong(bytes: normalised.utf8.count, limit: limit) }
    return normalised
  }

  /// Whether a text can have come of `clean`, but for white space at its ends: it is short enough, in NFC, and holds no
  /// control characters.
  static func isStored(_ text: String, limit: Int = limit) -> Bool {
    guard text.utf8.count <= limit else { return false }
    var isPlain = true
    for scalar in text.unicodeScalars {
      if isForbidden(scalar) { return false }
      isPlain = isPlain && isNormal(scalar)
    }
    // Swift calls two texts equal that differ in their bytes.
    return isPlain || text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8)
  }

  /// The same on one line: what is pasted into a field of one line reads on behind a line end or a tab, as it does where it
  /// was copied from.
  static func line(_ text: String) -> String {
    // The first bytes of what ends a line: LF and its like, and the separators of lines and paragraphs.
    guard text.utf8.contains(where: { (0x09...0x0D).contains($0) || $0 == 0xE2 }) else { return text }
    guard text.contains(where: isLineEnd) else { return text }
    return text.split(whereSeparator: isLineEnd).map { String($0).trimmed }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func isLineEnd(_ character: Character) -> Bool { character.isNewline || character == "\t" }

  /// A lone CR ends a line too (old exports).
  private static func unifiedLineEnds(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var unified = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        unified.append("\n")
      } else if !(scalar == "\n" && afterReturn) {
        unified.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(unified)
  }

  /// C0, DEL and C1: they can drive a terminal and never belong to what somebody said.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    default: false
    }
  }

  /// True only where the scalar is known to be its own NFC and to stay so beside the others: Latin
  /// below the combining marks, common punctuation, kana without separate voicing marks, Han, full-width
  /// forms. That is nearly all real text, which so never touches Foundation's tables.
  private static func isNormal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0000...0x02FF, 0x2010...0x2027, 0x2030...0x205E, 0x3001...0x3029, 0x3041...0x3096,
      0x309B...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFFEE:
      true
    default: false
    }
  }
}
