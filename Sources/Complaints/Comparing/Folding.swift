import Foundation

/// The one form in which two spellings are compared, wherever something is looked up, filtered, grouped, taken for a
/// duplicate or erased. What was typed is kept and shown as it was typed; phone numbers are compared by `PhoneNumber`.
///
/// Compatibility forms are made alike (NFKC, Unicode Annex 15: full width, half-width kana, ligatures), upper and lower
/// case (ß is ss, the dotted and the dotless i are i, whatever the language), dashes, quotation marks and white space.
/// What is not seen is not compared: soft hyphens, zero-width characters, marks of direction, variation selectors.
/// Signs beside words are spaces (`iPhone™ 15`), before anything makes letters of them; where there is nothing else, they
/// are what is compared. The dots within a name are one (`阿不都·买买提`). Accents are kept: another letter is another word.
extension String {
  /// For names and words: several spaces are one. Beside a dash or a Han character or kana they are none, for there they
  /// only set type (`王　芳`).
  package var folded: String { folded(keepingSpaces: true) }

  /// For what names one thing: ids of customers, order numbers, keys of files, codes. Spaces do not count.
  package var foldedCode: String { folded(keepingSpaces: false) }

  /// Whether something is left of it when it is compared by its letters and digits: a search looks for those.
  package var hasWord: Bool {
    folded.unicodeScalars.contains { scalar in
      scalar.isASCIIDigit || scalar.isASCIILetter
        || scalar.value >= 0x80 && scalar.isLetterOrNumber && !scalar.isSign
    }
  }

  private func folded(keepingSpaces: Bool) -> String {
    var needsTables = false
    for scalar in unicodeScalars where !scalar.isPlain {
      needsTables = true
      break
    }
    guard needsTables else { return written(keepingSpaces) }
    let hasSigns = unicodeScalars.contains(where: \.isSign)
    // Compatibility would make a space and a mark of an accent that was typed for an apostrophe.
    let plain = (hasSigns ? withoutSigns : self).replacing("\u{B4}", with: "'")
    // A capital with a mark may have been typed in two characters where the small letter is one.
    let folded = plain.precomposedStringWithCompatibilityMapping.written(keepingSpaces)
      .precomposedStringWithCanonicalMapping
    guard hasSigns, !folded.unicodeScalars.contains(where: \.isLetterOrNumber) else { return folded }
    return written(keepingSpaces).precomposedStringWithCanonicalMapping
  }

  private func written(_ keepingSpaces: Bool) -> String {
    var writer = FoldedText(keepsSpaces: keepingSpaces)
    for scalar in unicodeScalars { writer.add(scalar) }
    return writer.text
  }

  /// With a space for each sign.
  private var withoutSigns: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.isSign ? " " : $0 }))
  }
}

/// Folds scalar by scalar.
private struct FoldedText {
  /// ‘ ’ ‛ ′ ‵ and the letters that look like them; ´ and ` are keys beside the one of '.
  private static let apostrophes =
    "\u{2018}\u{2019}\u{201B}\u{2032}\u{2035}\u{2B9}\u{2BB}\u{2BC}\u{2BD}\u{2CA}\u{2CB}\u{A78C}"

  let keepsSpaces: Bool
  private var scalars = String.UnicodeScalarView()
  private var last: Unicode.Scalar?
  private var lastButOne: Unicode.Scalar?
  private var hasSpace = false

  init(keepsSpaces: Bool) { self.keepsSpaces = keepsSpaces }

  var text: String { String(scalars) }

  mutating func add(_ typed: Unicode.Scalar) {
    switch typed.value {
    case 0x41...0x5A: append(Unicode.Scalar(UInt8(typed.value | 0x20)))
    case 0x09...0x0D, 0x20: hasSpace = true
    case 0x00...0x1F, 0x7F: break
    case 0x60, 0xB4: append("'")
    case 0x21...0x7E: append(typed)
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF: append(typed)
    case 0xFF01...0xFF5E: Unicode.Scalar(typed.value - 0xFEE0).map { add($0) }
    default: addOther(typed)
    }
  }

  private mutating func addOther(_ typed: Unicode.Scalar) {
    let properties = typed.properties
    if properties.isWhitespace {
      hasSpace = true
    } else if properties.isDefaultIgnorableCodePoint || properties.generalCategory == .control {
      return
    } else if typed == "\u{301C}" {
      append("~")
    } else if properties.generalCategory == .dashPunctuation || typed == "\u{2212}" {
      append("-")
    } else if "\u{2022}\u{2027}\u{2219}\u{22C5}\u{30FB}".unicodeScalars.contains(typed) {
      append("\u{B7}")
    } else if Self.apostrophes.unicodeScalars.contains(typed) {
      append("'")
    } else if "\u{201C}\u{201D}\u{201F}".unicodeScalars.contains(typed) {
      append("\"")
    } else {
      // There and back, so that all that share a capital meet: ß and ẞ as ss, ς and σ, ſ and s, ı and i.
      for small in properties.lowercaseMapping.unicodeScalars {
        for capital in small.properties.uppercaseMapping.unicodeScalars {
          for scalar in capital.properties.lowercaseMapping.unicodeScalars
          where !(scalar == "\u{307}" && last == "i") {
            append(scalar)
          }
        }
      }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if hasSpace, keepsSpaces, let last, !last.needsNoSpace, !scalar.needsNoSpace { scalars.append(" ") }
    hasSpace = false
    if last == ".", scalar.isHanOrKana, lastButOne?.isHanOrKana ?? false {
      scalars.removeLast()
      scalars.append("\u{B7}")
    }
    scalars.append(scalar)
    (lastButOne, last) = (last, scalar)
  }
}

extension Unicode.Scalar {
  /// Its own compatibility form, or full-width ASCII, which needs no table. Nearly all real text.
  fileprivate var isPlain: Bool {
    switch value {
    case 0x00...0x9F, 0x2010...0x2016, 0x2018...0x2019, 0x201C...0x201D, 0x3000...0x3003, 0x3005...0x3011,
      0x3014...0x301F, 0x3021...0x3029, 0x3041...0x3096, 0x30A1...0x30FE, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xFF01...0xFF5E:
      true
    default: false
    }
  }

  fileprivate var needsNoSpace: Bool { value == 0x2D || value == 0xB7 || isHanOrKana }

  fileprivate var isHanOrKana: Bool {
    switch value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FE, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// A mark that is no part of a word, though compatibility makes letters of some: ™, №, ℃, ℹ, Ⓜ, emoji with the tones of
  /// their skin and the frames of keys. Words that are set in one square (㎏, ㈱) are words.
  fileprivate var isSign: Bool {
    switch value {
    case 0x00...0xA5: false
    case 0x20E3, 0x2139, 0x1F3FB...0x1F3FF: true
    case 0x3200...0x33FF: properties.isEmoji
    default: properties.generalCategory == .otherSymbol
    }
  }

  fileprivate var isLetterOrNumber: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}
