package import Language

/// Something personal that was found in a text.
package struct RedactionFinding: Hashable, Sendable {
  package let rule: RedactionRule
  /// Characters of the text.
  package let range: Range<Int>
  package let text: String
  /// The case itself says it: it is never left in what is published.
  package let isKnown: Bool
}

/// Takes what is personal out of a text that is to be published.
///
/// What the case is known to say goes in whatever spelling; what looks like something personal goes by rules. A person looks
/// at each, and may leave what only looks like it.
package struct Redaction: Sendable {
  private let known: KnownPersonal

  package init(_ known: KnownPersonal) { self.known = known }

  /// In the order of the text, no two of them at one place.
  package func findings(in text: String) -> [RedactionFinding] {
    let typed = PersonalText(text)
    var found: [Place] = []
    typed.find(known) { found.append(Place(rule: .known, range: $0, isKnown: true)) }
    typed.findParts(known) { found.append(Place(rule: .title, range: $0, isKnown: false)) }
    typed.find { found.append(Place(rule: $0, range: $1, isKnown: false)) }
    var merged = Self.merged(found)
    // Beside what goes stands then what was part of a longer word before: until nothing more is found.
    while true {
      let more = PersonalText(hiding(merged, in: typed.typed))
      var left: [Place] = []
      more.find(known) { left.append(Place(rule: .known, range: $0, isKnown: true)) }
      left.removeAll { new in merged.contains { $0.range.overlaps(new.range) } }
      guard !left.isEmpty else { break }
      merged = Self.merged(merged + left)
    }
    return merged.map {
      RedactionFinding(rule: $0.rule, range: $0.range, text: typed.text($0.range), isKnown: $0.isKnown)
    }
  }

  private struct Place {
    var rule: RedactionRule
    var range: Range<Int>
    var isKnown: Bool
  }

  /// Where two touch it is one, called by what says most: a rule before what is only known.
  private static func merged(_ found: [Place]) -> [Place] {
    var merged: [Place] = []
    for one in found.sorted(by: {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }) {
      guard let last = merged.last, one.range.lowerBound < last.range.upperBound else {
        merged.append(one)
        continue
      }
      merged[merged.count - 1] = Place(
        rule: last.rule == .known ? one.rule : last.rule,
        range: last.range.lowerBound..<max(last.range.upperBound, one.range.upperBound),
        isKnown: last.isKnown || one.isKnown)
    }
    return merged
  }

  /// The text with a letter that nobody writes for each character of some places.
  private func hiding(_ places: [Place], in text: [Character]) -> [Character] {
    var characters = text
    for place in places { for at in place.range { characters[at] = "ꙮ" } }
    return characters
  }

  /// The text with a placeholder for each finding.
  package func redacted(_ text: String, _ findings: [RedactionFinding], _ language: Language) -> String {
    let characters = Array(text)
    var result = ""
    var at = 0
    for finding in findings {
      result += String(characters[at..<finding.range.lowerBound])
      result += placeholder(finding.rule, language)
      at = finding.range.upperBound
    }
    return result + String(characters[at...])
  }

  /// What the case says and still stands in a text: nothing of it is published.
  package func remains(in text: String) -> [RedactionFinding] {
    let text = PersonalText(text)
    var ranges: [Range<Int>] = []
    text.find(known) { ranges.append($0) }
    return ranges.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      .map { RedactionFinding(rule: .known, range: $0, text: text.text($0), isKnown: true) }
  }

  /// Somebody may be called as what stands in the place of names.
  private func placeholder(_ rule: RedactionRule, _ language: Language) -> String {
    let word = rule.placeholder.text(language)
    return remains(in: word).isEmpty ? word : "■"
  }
}

extension PersonalText {
  /// What looks like something personal.
  func find(_ add: (RedactionRule, Range<Int>) -> Void) {
    findAccounts(add)
    findNumbers(add)
    findAddresses(add)
    findNames(add)
  }
}
