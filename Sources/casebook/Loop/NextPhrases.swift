import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// Words for the step that a case is at.
extension Context {
  /// At most three, four where the case is new, beside an apology and what a special situation asks for: of the stages that fit
  /// the step, the most fitting phrase of each, then more of them. What the case fills goes before what has blanks.
  /// - Parameter deadlines: of the case.
  func phrases(
    for file: CaseFile, next step: LoopStep?, _ phrases: Phrases, _ identity: ReplicaIdentity,
    policy: Policy, deadlines: [Deadline]
  ) -> [Phrase] {
    let emotion = file.root.text(CaseField.emotionAfter) ?? file.root.text(CaseField.emotionBefore)
    let stages: (all: [String], most: Int) =
      step.map { self.stages(for: file, at: $0, emotion: emotion) } ?? ([], 0)
    let segment = Set(
      file.root.state.elements(of: CaseField.segment.number).filter { $0.value == .flag(true) }
        .compactMap(\.field.element))
    let problem = file.root.text(CaseField.problemClass)
    let speaker = knownWords(identity, customer: nil)
    let facts = PhraseFacts(file, deadlines: deadlines, now: now.milliseconds)
    let situation = PhraseSituation(
      story: file.root.text(CaseField.narrative),
      remedies: Set(file.options.flatMap { $0.remedies.map(\.kind) }),
      mayBeIll: mayBeIll(
        file.root.text(CaseField.narrative), isEmergency: file.root.flag(CaseField.emergency)),
      isDone: file.status.map { $0.isResolved || $0.isClosed } ?? false)
    var (first, full, blank): ([Phrase], [Phrase], [Phrase]) = ([], [], [])
    for stage in stages.all {
      var (ownFull, ownBlank): ([Phrase], [Phrase]) = ([], [])
      for phrase in phrases.fitting(
        stage: stage, channel: file.root.text(CaseField.channel), emotion: emotion, segment: segment,
        problemClass: problem, language: language)
      {
        // Nobody is taken for a regular or for old who was not said to be, nor for furious, nor their case for one of a class.
        guard phrase.segments.isEmpty || !phrase.segments.isDisjoint(with: segment),
          phrase.emotions.isEmpty || emotion != nil, phrase.classes.isEmpty || problem != nil,
          situation.suits(phrase)
        else { continue }
        let known = facts.words(
          for: phrase, policy: policy, role: { text($0.label) }, time: { moment($0) }
        ).merging(speaker) { $1 }
        guard let words = phrase.filled(known) else { continue }
        let isFull = phrase.placeholders.allSatisfy { known[$0] != nil }
        var phrase = phrase
        phrase.text = words
        if isFull { ownFull.append(phrase) } else { ownBlank.append(phrase) }
      }
      if let health = ownFull.firstIndex(where: { PhraseOccasion.of($0) == .illness }) {
        ownFull.insert(ownFull.remove(at: health), at: 0)
      }
      if !ownFull.isEmpty {
        first.append(ownFull.removeFirst())
      } else if !ownBlank.isEmpty {
        first.append(ownBlank.removeFirst())
      }
      full += ownFull
      blank += ownBlank
    }
    return Array((first + full + blank).prefix(stages.most))
  }

  /// The stages of a step with what comes first in a special situation, and how many phrases that makes at most.
  private func stages(
    for file: CaseFile, at step: LoopStep, emotion: String?
  ) -> (all: [String], most: Int) {
    var stages = Self.stages(step)
    var most = step == .assess ? 4 : 3
    func insert(_ stage: String, _ place: Int) {
      stages.insert(stage, at: place)
      most += 1
    }
    // Whoever is worse than calm hears at once that we are sorry, not only when something is done about it; whose mood nobody
    // has noted, when the case is new.
    let isSorry =
      switch step {
      case .assess: emotion != "calm"
      case .propose, .accept: emotion.map { $0 != "calm" } ?? false
      default: false
      }
    if isSorry { insert("apology", 1) }
    if [.assess, .propose].contains(step), file.root.text(CaseField.complexity) == "high" {
      insert("complex", stages.count)
    }
    if [.assess, .propose].contains(step), file.root.flag(CaseField.emergency) { insert("emergency", 0) }
    return (stages, most)
  }

  /// Somebody is in danger, or the story has a word of that.
  func mayBeIll(_ story: String?, isEmergency: Bool) -> Bool {
    isEmergency
      || story.map { SafetyWords.meanIllness(SafetyWords.found(in: $0, terms[.safetyWord])) } ?? false
  }

  private static func stages(_ step: LoopStep) -> [String] {
    switch step {
    case .assess: ["empathy", "complaint", "restate", "open_question"]
    case .propose: ["empathy", "proposal"]
    case .accept: ["proposal", "summary"]
    case .execute, .hold: ["progress", "apology"]
    case .resolve: ["progress", "apology"]
    case .callBack: ["call_back", "asking_for_suggestions", "thanks"]
    case .review: ["asking_for_suggestions", "thanks"]
    case .archive: ["closing", "summary", "thanks"]
    case .withdraw: ["closing", "thanks"]
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
