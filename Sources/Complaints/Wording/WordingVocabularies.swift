/// The vocabularies of wording rules and phrases.
extension Vocabulary {
  /// What is wrong with the words that a rule finds.
  package static let wordingKind = Vocabulary(
    "wording_kind", Label("Kind of rule", "规则类别"),
    [
      Term("forbidden", "Forbidden phrase", "禁用语"),
      Term("replace", "Better word", "换个说法"),
      Term("vague", "Vague promise", "空泛承诺"),
      Term("authority", "Promise above authority", "越权承诺"),
      Term("push_blame", "Pushing blame away", "推卸责任"),
      Term("reason_first", "Reasons before the solution", "先讲理由"),
    ])

  /// Where in a conversation a phrase belongs, in the order of one.
  package static let phraseStage = Vocabulary(
    "phrase_stage", Label("Stage", "环节"),
    [
      Term("greeting", "Greeting", "问候"),
      Term("open_question", "Open question", "开放式提问"),
      Term("restate", "Restating", "复述确认"),
      Term("empathy", "Empathy", "共情安抚"),
      Term("apology", "Apology", "致歉"),
      Term("proposal", "Proposal", "提出方案"),
      Term("progress", "Progress report", "进展同步"),
      Term("call_back", "Call-back", "回访"),
      Term("asking_for_suggestions", "Asking for suggestions", "征求建议"),
      Term("thanks", "Thanks", "致谢"),
      Term("closing", "Closing", "结束语"),
    ])

  /// A language that customers are spoken to in.
  package static let language = Vocabulary(
    "language", Label("Language", "语言"),
    [Term("zh_hans", "Chinese (simplified)", "简体中文"), Term("en", "English", "英文")])
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
