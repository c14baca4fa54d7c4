import Glibc
package import Language
package import Versioning

/// What a case says of itself, as what is published is matched to it.
package struct KnowledgeClues: Sendable {
  package var text: String
  package var problemClass: String?
  package var type: String?
  /// Of whoever reads it.
  package var language: Language

  package init(text: String, language: Language) {
    self.text = text
    self.language = language
  }

  package init(_ state: RecordState, language: Language) {
    let record = LoopRecord(state)
    self.init(
      text: [CaseField.product, CaseField.title, CaseField.narrative].compactMap(record.text)
        .joined(separator: "\n"), language: language)
    problemClass = record.text(CaseField.problemClass)
    type = record.text(CaseField.type)
  }
}

/// An article or a study that fits a case, and why.
package struct KnowledgeMatch: Sendable {
  package enum Reason: Hashable, Sendable {
    case problemClass(String)
    case type(String)
    /// What both say, what says most first.
    case words([String])
  }

  package let item: KnowledgeItem
  package let reasons: [Reason]
}

extension KnowledgeMatch {
  /// What fits best of some things, the best first; of equal ones in the order of their keys.
  ///
  /// Only what is published and in use. What names classes or types is for those alone: where the case is of another it is
  /// left out. What names the case's own fits by that; anything else by what both say: a tag of it stands in the case, or
  /// enough words do. The reader's language comes first, and what helped others before what did not.
  package static func best(
    for clues: KnowledgeClues, of items: [KnowledgeItem], helped: [RecordID: HelpfulCount] = [:], limit: Int
  ) -> [KnowledgeMatch] {
    let fitting = items.filter { item in
      item.isPublished && item.stage != .retired
        && clues.problemClass.allows(item.elements(ManuscriptField.classes))
        && clues.type.allows(item.elements(ManuscriptField.types))
    }.map(Read.init)
    let told = AccountWords(clues.text)
    let folded = clues.text.folded
    // The rarer a word is among what could be shown, the more it says (inverse document frequency).
    var uses: [String: Int] = [:]
    for one in fitting {
      for word in one.all.telling.keys where told.telling[word] != nil { uses[word, default: 0] += 1 }
    }
    let count = Double(fitting.count)
    func weight(_ word: String) -> Double {
      uses[word].map { log((count + 1) / Double($0)) / log(count + 1) } ?? 0
    }
    let found = fitting.compactMap { one -> (match: KnowledgeMatch, score: Double)? in
      var (reasons, score): ([Reason], Double) = ([], 0)
      if let own = clues.problemClass, one.item.elements(ManuscriptField.classes).contains(own) {
        reasons.append(.problemClass(own))
        score += classShare
      }
      if let own = clues.type, one.item.elements(ManuscriptField.types).contains(own) {
        reasons.append(.type(own))
        score += typeShare
      }
      let tags = one.item.elements(ManuscriptField.tags).filter { $0.hasWord && folded.contains($0.folded) }
      let shared = told.telling.keys.filter { one.all.telling[$0] != nil }
      let points = tags.count * enough + shared.reduce(0) { $0 + (one.head.telling[$1] == nil ? 1 : 2) }
      guard !reasons.isEmpty || points >= enough else { return nil }
      if points >= enough {
        let words = told.shared(with: one.all, weight: weight, limit: 4)
        reasons.append(.words(tags + words.filter { word in !tags.contains { $0.folded == word } }))
        let said = shared.reduce(Double(tags.count)) {
          $0 + weight($1) * (one.head.telling[$1] == nil ? 1 : 2)
        }
        score += wordShare * said / (said + Double(enough))
      }
      if let language = one.item.language, language != clues.language { score *= foreignShare }
      let said = helped[one.item.id] ?? HelpfulCount()
      score += helpedShare * Double(said.yes - said.no) / Double(said.yes + said.no + 1)
      return (KnowledgeMatch(item: one.item, reasons: reasons), score)
    }
    return found.sorted { ($0.score, $1.match.item.name) > ($1.score, $0.match.item.name) }
      .prefix(limit).map(\.match)
  }

  /// Something published, as its words are compared.
  private struct Read {
    let item: KnowledgeItem
    /// What it is about: title, tags, summary.
    let head: AccountWords
    let all: AccountWords

    init(_ item: KnowledgeItem) {
      let about =
        [item.title, item.text(ManuscriptField.summary)].compactMap(\.self)
        + item.elements(ManuscriptField.tags)
      self.item = item
      head = AccountWords(about.joined(separator: "\n"))
      all = AccountWords((about + item.form.texts.compactMap(item.text)).joined(separator: "\n"))
    }
  }

  /// So much of what both say makes a match: a word of the text is one, of the title two, a tag is enough.
  private static let enough = 3
  private static let classShare = 2.0
  private static let typeShare = 1.0
  private static let wordShare = 3.0
  private static let foreignShare = 0.5
  private static let helpedShare = 0.5
}

extension String? {
  /// Whether what is for some terms, or for all where it names none, is for this one; what nobody has said may be any.
  fileprivate func allows(_ terms: [String]) -> Bool {
    self.map { terms.isEmpty || terms.contains($0) } ?? true
  }
}
