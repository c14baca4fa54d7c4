/// Ids that are two, and that one person may have meant as one: they are told, never taken for each other.
package enum NearSpelling {
  /// One form of all ids that are near one another; of an id as it is compared.
  package static func of(_ folded: String) -> String {
    var near = ""
    var hasDigits = false
    for scalar in withoutPoint(folded).unicodeScalars {
      // What the keyboard gives in place of a dash where it is set to Japanese or Chinese.
      guard scalar != "\u{30FC}", scalar != "\u{4E00}" else { continue }
      let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      guard isLetter else { continue }
      guard scalar.isASCIIDigit else {
        near.unicodeScalars.append(lookalikes[scalar] ?? scalar)
        hasDigits = false
        continue
      }
      // Noughts before a number.
      if scalar == "0", !hasDigits { continue }
      hasDigits = true
      near.unicodeScalars.append(scalar)
    }
    return near.isEmpty && folded.contains("0") ? "0" : near
  }

  /// Without the noughts that a program sets behind a point: `C-1027.0`.
  private static func withoutPoint(_ folded: String) -> Substring {
    let zeros = folded.reversed().prefix { $0 == "0" }.count
    let rest = folded.dropLast(zeros)
    guard (1...2).contains(zeros), let point = rest.last, ".,".contains(point),
      rest.dropLast().last?.isNumber ?? false
    else { return folded[...] }
    return rest.dropLast()
  }

  /// Small letters, in which ids are compared, whose capitals look like Latin ones.
  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = {
    let other = "авекмнорстухіјѕαβεηικμνορτυχζ".unicodeScalars
    let latin = "abekmhopctyxijsabehikmnoptyxz".unicodeScalars
    return Dictionary(zip(other, latin)) { first, _ in first }
  }()
}
