import Messages

/// The vocabularies of wording rules and phrases.
extension Vocabulary {
  /// What is wrong with the words that a rule finds.
  package static let wordingKind = Vocabulary(
    "wording_kind", Label(.vocabularyKindOfRule),
    [
      Term("forbidden", .termForbiddenPhrase),
      Term("replace", .termBetterWord),
      Term("vague", .termVaguePromise),
      Term("authority", .termPromiseAboveAuthority),
      Term("push_blame", .termPushingBlameAway),
      Term("reason_first", .termReasonsBeforeTheSolution),
    ])

  /// Where in a conversation a phrase belongs, in the order of one.
  package static let phraseStage = Vocabulary(
    "phrase_stage", Label(.commonStage),
    [
      Term("greeting", .termGreeting),
      Term("open_question", .termOpenQuestion),
      Term("restate", .termRestating),
      Term("empathy", .termEmpathy),
      Term("apology", .termApology2),
      Term("proposal", .termProposal),
      Term("progress", .commonProgressReport),
      Term("call_back", .commonCallBack),
      Term("asking_for_suggestions", .termAskingForSuggestions),
      Term("thanks", .termThanks),
      Term("closing", .termClosing),
    ])

  /// A language that customers are spoken to in.
  package static let language = Vocabulary(
    "language", Label(.commonLanguage),
    [Term("zh_hans", .termChineseSimplified), Term("en", .termEnglish)])
}

extension Language {
  /// Its id in `Vocabulary.language`.
  package var termID: String {
    switch self {
    case .en: "en"
    case .zhHans: "zh_hans"
    }
  }
}
