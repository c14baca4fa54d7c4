import Language

/// The vocabularies of wording rules and phrases.
extension Vocabulary {
  /// What is wrong with the words that a rule finds.
  package static let wordingKind = Vocabulary(
    "wording_kind", Label(en: "Kind of rule", zhHans: "规则类别"),
    [
      Term("forbidden", Label(en: "Forbidden phrase", zhHans: "禁用语")),
      Term("replace", Label(en: "Better word", zhHans: "换个说法")),
      Term("vague", Label(en: "Vague promise", zhHans: "空泛承诺")),
      Term("authority", Label(en: "Promise above authority", zhHans: "越权承诺")),
      Term("push_blame", Label(en: "Pushing blame away", zhHans: "推卸责任")),
      Term("reason_first", Label(en: "Reasons before the solution", zhHans: "先讲理由")),
    ])

  /// Where in a conversation a phrase belongs, in the order of one.
  package static let phraseStage = Vocabulary(
    "phrase_stage", Label(DomainMessage.stage),
    [
      Term("greeting", Label(en: "Greeting", zhHans: "问候")),
      Term("open_question", Label(en: "Open question", zhHans: "开放式提问")),
      Term("restate", Label(en: "Restating", zhHans: "复述确认")),
      Term("empathy", Label(en: "Empathy", zhHans: "共情安抚")),
      Term("apology", Label(en: "Apology", zhHans: "致歉")),
      Term("emergency", DomainMessage.emergency),
      Term("complex", Label(en: "Complex", zhHans: "复杂")),
      Term("complaint", Label(en: "Complaint", zhHans: "投诉")),
      Term("proposal", Label(en: "Proposal", zhHans: "提出方案")),
      Term("progress", DomainMessage.progressReport),
      Term("call_back", DomainMessage.callBack),
      Term("asking_for_suggestions", Label(en: "Asking for suggestions", zhHans: "征求建议")),
      Term("thanks", Label(en: "Thanks", zhHans: "致谢")),
      Term("summary", Label(en: "Summary", zhHans: "回顾")),
      Term("closing", Label(en: "Closing", zhHans: "结束语")),
    ])

  /// A language that customers are spoken to in.
  package static let language = Vocabulary(
    "language", Label(DomainMessage.language),
    [
      Term("zh_hans", Label(en: "Chinese (simplified)", zhHans: "简体中文")),
      Term("en", Label(en: "English", zhHans: "英文")),
    ])
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
