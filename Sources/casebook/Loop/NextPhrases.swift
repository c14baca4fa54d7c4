import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// Words for the step that a case is at.
extension Context {
  /// At most three beside an apology: of the stages that fit the step, the most fitting phrase of each, then more of the
  /// first.
  /// - Parameter deadlines: of the case.
  func phrases(
    for file: CaseFile, next step: LoopStep?, _ phrases: Phrases, _ identity: ReplicaIdentity,
    policy: Policy, deadlines: [Deadline]
  ) -> [Phrase] {
    let emotion = file.root.text(CaseField.emotionAfter) ?? file.root.text(CaseField.emotionBefore)
    var stages = step.map(Self.stages) ?? []
    // Whoever is worse than calm hears at once that we are sorry, not only when something is done about it.
    let isSorry =
      emotion.map { $0 != "calm" } ?? false
      && step.map { [.assess, .propose, .accept].contains($0) } ?? false
    if isSorry { stages.insert("apology", at: 1) }
    let segment = Set(
      file.root.state.elements(of: CaseField.segment.number).filter { $0.value == .flag(true) }
        .compactMap(\.field.element))
    let speaker = knownWords(identity, customer: nil)
    let facts = PhraseFacts(file, deadlines: deadlines, now: now.milliseconds)
    let mayBeIll = mayBeIll(
      file.root.text(CaseField.narrative), isEmergency: file.root.flag(CaseField.emergency))
    func isOfIllness(_ phrase: Phrase) -> Bool { Phrases.ofIllness.contains(phrase.id) }
    let found = stages.map {
      phrases.fitting(
        stage: $0, channel: file.root.text(CaseField.channel), emotion: emotion, segment: segment,
        language: language
      ).compactMap { phrase -> Phrase? in
        // Nobody is taken for a regular or for old who was not said to be.
        guard phrase.segments.isEmpty || !phrase.segments.isDisjoint(with: segment),
          // Nor for furious.
          phrase.emotions.isEmpty || emotion != nil,
          // Nor for ill.
          mayBeIll || !isOfIllness(phrase)
        else { return nil }
        let known = facts.words(
          for: phrase, policy: policy, role: { text($0.label) }, time: { moment($0) }
        ).merging(speaker) { $1 }
        guard let words = phrase.filled(known) else { return nil }
        var phrase = phrase
        phrase.text = words
        return phrase
      }
    }.map { $0.filter(isOfIllness) + $0.filter { !isOfIllness($0) } }
    let first = found.compactMap(\.first)
    return Array((first + found.flatMap { $0.dropFirst() }).prefix(isSorry ? 4 : 3))
  }

  /// Somebody is in danger, or the story has a word of that.
  func mayBeIll(_ story: String?, isEmergency: Bool) -> Bool {
    isEmergency || story.map { !SafetyWords.found(in: $0, terms[.safetyWord]).isEmpty } ?? false
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

  /// When something is due, as a customer is told it: today by the hour alone.
  private func moment(_ deadline: Deadline) -> String {
    let (due, today) = (
      LocalTime(milliseconds: deadline.due, zone: deadline.zone),
      LocalTime(milliseconds: now.milliseconds, zone: deadline.zone)
    )
    return due.date == today.date ? String(due.short.suffix(5)) : due.short
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
