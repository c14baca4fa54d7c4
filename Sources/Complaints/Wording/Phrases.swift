package import Language

/// The phrases that a branch has: those built in, and those of head office.
package struct Phrases: Sendable {
  /// In the order of a conversation, then by id; retired ones too.
  package let all: [Phrase]

  package init(_ phrases: [Phrase]) {
    let order = Dictionary(
      Vocabulary.phraseStage.terms.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: min)
    func rank(_ phrase: Phrase) -> (Int, String) { (order[phrase.stage] ?? order.count, phrase.id) }
    all = phrases.sorted { rank($0) < rank($1) }
  }

  package static let builtIn = Phrases(Phrase.chinese + Phrase.english)

  package subscript(id: String) -> Phrase? { all.first { $0.id == id } }

  /// Those that may be used with such a customer, the most fitting first. Nil, or no segment, is not known: then
  /// phrases for everybody go before those for some. A phrase that is for others is left out.
  /// - Parameter segment: all that the customer belongs to.
  package func fitting(
    stage: String? = nil, channel: String? = nil, emotion: String? = nil, segment: Set<String> = [],
    problemClass: String? = nil, language: Language? = nil
  ) -> [Phrase] {
    let fitting = all.enumerated().compactMap { place, phrase -> (phrase: Phrase, score: Int, place: Int)? in
      guard !phrase.isRetired, stage == nil || phrase.stage == stage,
        language == nil || phrase.language == language?.termID,
        let channel = Self.score(phrase.channels, Set(channel.map { [$0] } ?? []), weight: 2),
        let emotion = Self.score(phrase.emotions, Set(emotion.map { [$0] } ?? []), weight: 3),
        let segment = Self.score(phrase.segments, segment, weight: 4),
        let problem = Self.score(phrase.classes, Set(problemClass.map { [$0] } ?? []), weight: 2)
      else { return nil }
      return (phrase, channel + emotion + segment + problem, place)
    }
    return fitting.sorted { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }.map(\.phrase)
  }

  /// Nil where a phrase is for others. Who somebody is says more than the mood, the mood more than the channel.
  private static func score(_ wanted: Set<String>, _ known: Set<String>, weight: Int) -> Int? {
    if wanted.isEmpty { return 0 }
    if known.isEmpty { return -1 }
    return wanted.isDisjoint(with: known) ? nil : weight
  }

  /// Those in which every one of some words stands: in the text, the id, or the name of the stage, however they are
  /// spelt. Signs are no words.
  package static func containing(_ words: [String], in phrases: [Phrase]) -> [Phrase] {
    let words = words.filter(\.hasWord).map(\.folded)
    return phrases.filter { phrase in
      let stage = Vocabulary.phraseStage.term(phrase.stage)?.label
      let text = [phrase.text, phrase.id, stage?.en ?? "", stage?.zhHans ?? ""].joined(separator: "\n")
        .folded
      return words.allSatisfy { text.contains($0) }
    }
  }
}
