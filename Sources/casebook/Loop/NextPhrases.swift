import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// Words for the step that a case is at.
extension Context {
  /// At most three: of the stages that fit the step, the most fitting phrase of each, then more of the first.
  func phrases(
    for file: CaseFile, next step: LoopStep?, _ phrases: Phrases, _ identity: ReplicaIdentity
  ) -> [Phrase] {
    let stages = step.map(Self.stages) ?? []
    let emotion = file.root.text(CaseField.emotionAfter) ?? file.root.text(CaseField.emotionBefore)
    let segment = Set(
      file.root.state.elements(of: CaseField.segment.number).filter { $0.value == .flag(true) }
        .compactMap(\.field.element))
    let known = knownWords(identity, customer: file.root.text(CaseField.customerName))
    let found = stages.map {
      phrases.fitting(
        stage: $0, channel: file.root.text(CaseField.channel), emotion: emotion, segment: segment,
        language: language
      ).compactMap { phrase -> Phrase? in
        // Nobody is taken for a regular or for old who was not said to be.
        guard phrase.segments.isEmpty || !phrase.segments.isDisjoint(with: segment),
          // Nor for furious.
          phrase.emotions.isEmpty || emotion != nil,
          let words = filled(phrase, known)
        else { return nil }
        var phrase = phrase
        phrase.text = words
        return phrase
      }
    }
    let first = found.compactMap(\.first)
    return Array((first + found.flatMap { $0.dropFirst() }).prefix(3))
  }

  private static func stages(_ step: LoopStep) -> [String] {
    switch step {
    case .assess: ["empathy", "restate", "open_question"]
    case .propose: ["empathy", "proposal"]
    case .accept: ["proposal"]
    case .execute, .hold: ["progress", "apology"]
    case .resolve: ["progress", "apology"]
    case .callBack: ["call_back", "asking_for_suggestions", "thanks"]
    case .review: ["asking_for_suggestions", "thanks"]
    case .archive, .withdraw: ["closing", "thanks"]
    case .reopen: ["apology", "empathy"]
    }
  }

  /// What phrases may name: the branch, who speaks, the customer.
  func knownWords(_ identity: ReplicaIdentity, customer: String?) -> [String: String] {
    var known = [
      "branch": identity.branchName ?? identity.branch.rawValue, "name": author ?? identity.author,
    ]
    known["customer"] = customer
    return known
  }

  /// A phrase with what is known put in; nil where something is left that only the speaker knows.
  func filled(_ phrase: Phrase, _ known: [String: String]) -> String? {
    guard phrase.placeholders.allSatisfy({ known[$0] != nil }) else { return nil }
    return known.reduce(phrase.text) { $0.replacing("{\($1.key)}", with: $1.value) }
  }

  func suggest(_ phrases: [Phrase]) throws {
    guard !phrases.isEmpty else { return }
    try out(text(NextPhrasesMessage.phrases))
    for phrase in phrases {
      let stage = Vocabulary.phraseStage.text(phrase.stage, language)
      for line in wrap("· \(stage)  \(phrase.text)", width: min(columns, 100), indent: 4, firstIndent: 2) {
        try out(line)
      }
    }
  }
}

enum NextPhrasesMessage: Message {
  case phrases

  var label: Label {
    switch self {
    case .phrases:
      Label(en: "You could say:", zhHans: "可以这样说：")
    }
  }
}
