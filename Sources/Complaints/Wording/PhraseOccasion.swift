/// What a case has to say before a phrase that is built in is offered for it unasked. In `phrase list` it stands all the same.
package enum PhraseOccasion: Sendable, Equatable {
  /// Somebody may be ill or hurt.
  case illness
  /// The story has one of these words.
  case story([String])
  /// One of these remedies is offered.
  case remedy(Set<String>)
  /// What was agreed is done.
  case done
  /// Only the speaker knows whether it is so: that the phone was not answered, that a wish cannot be met.
  case speaker

  /// By the id without its language, so that both say the same to the same people.
  private static let all: [String: PhraseOccasion] = [
    "empathy_health": .illness,
    "empathy_abuse": .story(["骂", "辱", "脏话", "粗口", "swear", "swore", "insult", "abus", "curs"]),
    "empathy_wait": .story([
      "等", "慢", "久", "拖", "催", "迟", "晚", "没到", "未到", "没结果", "没消息", "没回", "wait", "late", "slow", "delay",
      "overdue", "no answer", "still no",
    ]),
    "apology_spilt": .story(["洒", "漏", "溢", "spil", "leak"]),
    "progress_refund": .remedy(["refund", "return", "shipping_refund"]),
    "summary_done": .done, "closing_done": .done, "proposal_unable": .speaker, "proposal_unfounded": .speaker,
    "call_back_missed": .speaker,
    "call_back_unhappy": .speaker,
  ]

  package static func of(_ phrase: Phrase) -> PhraseOccasion? {
    all[String(phrase.id.drop { $0 != "_" }.dropFirst())]
  }
}

/// What decides whether a phrase is apt, beside channel, mood and segment.
package struct PhraseSituation: Sendable {
  package var story: String
  /// Terms of `remedy` that are offered.
  package var remedies: Set<String>
  package var mayBeIll: Bool
  package var isDone: Bool

  package init(story: String?, remedies: Set<String> = [], mayBeIll: Bool, isDone: Bool = false) {
    self.story = story?.folded ?? ""
    self.remedies = remedies
    self.mayBeIll = mayBeIll
    self.isDone = isDone
  }

  package func suits(_ phrase: Phrase) -> Bool {
    switch PhraseOccasion.of(phrase) {
    case nil: true
    case .illness: mayBeIll
    case .story(let words): words.contains { story.contains($0) }
    case .remedy(let wanted): !remedies.isDisjoint(with: wanted)
    case .done: isDone
    case .speaker: false
    }
  }
}
