/// Words in a story that may mean that somebody is ill, hurt or in danger. They offer the emergency plan and decide nothing:
/// a word that is said of something else costs a glance.
package enum SafetyWords {
  /// The terms of `Vocabulary.safetyWord` in use of which a name stands in a text, in their order.
  package static func found(in text: String, _ vocabulary: Vocabulary) -> [Term] {
    let story = Array(text.folded.unicodeScalars)
    return vocabulary.terms.filter { term in
      !term.retired
        && (Vocabulary.labels(term) + vocabulary.synonyms(of: term)).contains {
          stands(Array($0.folded.unicodeScalars), in: story)
        }
    }
  }

  /// Whether what follows is said not to be: no fire, without smoke.
  private static func isDenied(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
    denials.contains { denial in
      before.suffix(denial.count).elementsEqual(denial)
        && !(before.dropLast(denial.count).last?.isASCIILetter ?? false)
    }
  }

  private static let denials = ["no ", "not ", "without "].map { Array($0.unicodeScalars) }

  /// Letters of an alphabet stand as a whole word; neither they nor Chinese are said not to be (no fire, 不过敏, 没有受伤).
  private static func stands(_ word: [Unicode.Scalar], in story: [Unicode.Scalar]) -> Bool {
    guard let first = word.first, let last = word.last, word.count <= story.count else { return false }
    return (0...(story.count - word.count)).contains { at in
      guard story[at] == first, story[at..<(at + word.count)].elementsEqual(word) else { return false }
      let after = story.dropFirst(at + word.count).first
      if last.isASCIILetter, after?.isASCIILetter ?? false { return false }
      let before = story[..<at]
      if first.isASCIILetter { return !(before.last?.isASCIILetter ?? false) && !isDenied(before) }
      let said = before.last == "有" ? before.dropLast() : before
      return !["不", "没", "无", "未"].contains(said.last)
    }
  }
}
