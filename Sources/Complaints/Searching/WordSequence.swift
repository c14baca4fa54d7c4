/// A text as a search reads it: word by word in its folded form, each Han character and kana a word of its own. The index
/// does the same with its tokenizer; this is for the few texts that stand in no index, and for the index of
/// the site that is exported.
package struct WordSequence: Sendable {
  package let words: [String]

  package init(_ text: String) {
    var words: [String] = []
    var isOpen = false
    for scalar in text.foldedForSearch.unicodeScalars {
      let isHan = Self.isHan(scalar)
      guard isHan || Self.isOfWord(scalar) else {
        isOpen = false
        continue
      }
      if isHan || !isOpen { words.append("") }
      words[words.count - 1].unicodeScalars.append(scalar)
      isOpen = !isHan
    }
    self.words = words
  }

  /// Whether the words of a term stand here in their order.
  package func contains(_ term: SearchTerm) -> Bool {
    let wanted = WordSequence(term.text).words
    guard let last = wanted.last, wanted.count <= words.count else { return false }
    return (0...(words.count - wanted.count)).contains { start in
      let found = words[start..<(start + wanted.count)]
      let isLast = term.isBeginning ? found.last?.hasPrefix(last) ?? false : found.last == last
      return isLast && found.dropLast().elementsEqual(wanted.dropLast())
    }
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .privateUse, .nonspacingMark:
      true
    default: false
    }
  }
}
