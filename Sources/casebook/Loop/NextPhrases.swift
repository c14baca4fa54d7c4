import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal

/// Words for the step that a case is at.
extension Context {
  /// At most three: of the stages that fit the step, the most fitting phrase of each, then more of the first.
  func phrases(for file: CaseFile, next step: LoopStep?, _ phrases: Phrases) -> [Phrase] {
    let stages = step.map(Self.stages) ?? []
    let emotion = file.root.text(CaseField.emotionAfter) ?? file.root.text(CaseField.emotionBefore)
    let segment = Set(
      file.root.state.elements(of: CaseField.segment.number).filter { $0.value == .flag(true) }
        .compactMap(\.field.element))
    let found = stages.map {
      phrases.fitting(
        stage: $0, channel: file.root.text(CaseField.channel), emotion: emotion, segment: segment,
        language: language)
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

  func suggest(_ phrases: [Phrase]) throws {
    guard !phrases.isEmpty else { return }
    try out(text(.nextPhrasesToSay))
    for phrase in phrases {
      let stage = Vocabulary.phraseStage.text(phrase.stage, language)
      for line in wrap("· \(stage)  \(phrase.text)", width: min(columns, 100), indent: 4, firstIndent: 2) {
        try out(line)
      }
    }
  }
}
