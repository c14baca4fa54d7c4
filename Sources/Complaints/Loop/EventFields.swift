import Language

/// What happened to a case: records that are only ever added.

/// That the case went from one state to another, or stayed and was worked on.
package enum StepField {
  package static let step = FieldDefinition(1, "step", Label(DomainMessage.step), .text, in: .record)
  package static let from = FieldDefinition(
    2, "from", Label(en: "From", zhHans: "原状态"), .term(.status), in: .record)
  package static let to = FieldDefinition(
    3, "to", Label(en: "To", zhHans: "新状态"), .term(.status), in: .record)
  package static let reason = FieldDefinition(
    4, "reason", Label(DomainMessage.reason), .text, personal: true, in: .record)
  /// Of a hold: when the customer hears next.
  package static let until = FieldDefinition(
    5, "until", Label(en: "Next update", zhHans: "下次更新"), .date, in: .record)

  static let all = [step, from, to, reason, until]
}

/// That somebody with authority allowed an option, or did not (审批).
package enum ApprovalField {
  package static let option = FieldDefinition(1, "option", Label(DomainMessage.option), .text, in: .record)
  /// The versions of the option that were looked at.
  package static let seen = FieldDefinition(
    2, "seen", Label(EventFieldsMessage.versionsSeen), .system, in: .record)
  package static let granted = FieldDefinition(
    3, "granted", Label(en: "Approved", zhHans: "批准"), .flag, in: .record)
  package static let role = FieldDefinition(
    4, "role", Label(en: "Acting as", zhHans: "审批角色"), .term(.role), in: .record)
  package static let reason = FieldDefinition(
    5, "reason", Label(en: "Reason", zhHans: "理由"), .text, personal: true, in: .record)

  static let all = [option, seen, granted, role, reason]
}

/// That the customer chose an option (同意).
package enum ConsentField {
  package static let option = FieldDefinition(1, "option", Label(DomainMessage.option), .text, in: .record)
  /// The versions of the option that the customer was told.
  package static let seen = FieldDefinition(
    2, "seen", Label(EventFieldsMessage.versionsSeen), .system, in: .record)
  package static let at = FieldDefinition(3, "at", Label(en: "When", zhHans: "同意时间"), .date, in: .record)
  package static let how = FieldDefinition(
    4, "how", Label(en: "How", zhHans: "同意方式"), .term(.channel), in: .record)

  static let all = [option, seen, at, how]
}

/// What the customer was told on the way (进展).
package enum ProgressField {
  package static let text = FieldDefinition(
    1, "text", Label(DomainMessage.progress), .longText, personal: true, in: .record)
  package static let how = FieldDefinition(
    2, "how", Label(en: "How", zhHans: "告知方式"), .term(.channel), in: .record)

  static let all = [text, how]
}

/// What the customer said when asked afterwards (回访).
package enum CallBackField {
  package static let solved = FieldDefinition(1, "solved", Label(DomainMessage.solved), .flag, in: .record)
  package static let satisfaction = FieldDefinition(
    2, "satisfaction", Label(DomainMessage.satisfaction), .term(.satisfaction), in: .record)
  package static let more = FieldDefinition(
    3, "anything_else", Label(en: "Anything else", zhHans: "其他需要"), .longText, personal: true, in: .record)
  package static let suggestion = FieldDefinition(
    4, "suggestion", Label(en: "Suggestion", zhHans: "建议"), .longText, personal: true, in: .record)
  package static let how = FieldDefinition(
    5, "how", Label(en: "How", zhHans: "回访方式"), .term(.channel), in: .record)
  /// Whoever handled the case asked: such an answer is told apart.
  package static let byHandler = FieldDefinition(
    6, "by_handler", Label(en: "By the handler", zhHans: "经办人本人回访"), .flag, in: .record)
  package static let cameBack = FieldDefinition(
    7, "came_back", Label(en: "Came back", zhHans: "再次光顾"), .flag, in: .record)
  package static let boughtAgain = FieldDefinition(
    8, "bought_again", Label(en: "Bought again", zhHans: "再次购买"), .flag, in: .record)
  /// How likely the customer is to recommend the shop, 0 to 10 (Reichheld, Harvard Business Review 12/2003).
  package static let recommends = FieldDefinition(
    9, "recommends", Label(en: "Recommends", zhHans: "推荐意愿"), .term(.recommendation), in: .record)
  /// Whom the customer brought, or how many.
  package static let referred = FieldDefinition(
    10, "referred", Label(en: "Referred", zhHans: "介绍来的客人"), .text, personal: true, in: .record)

  static let all = [
    solved, satisfaction, more, suggestion, how, byHandler, cameBack, boughtAgain, recommends, referred,
  ]
}

/// That a case was given upwards (升级). Ended by a record of its own, so that nothing that happened is edited.
package enum EscalationField {
  package static let to = FieldDefinition(1, "to", Label(en: "To", zhHans: "升级至"), .text, in: .record)
  package static let reason = FieldDefinition(
    2, "reason", Label(en: "Reason", zhHans: "升级原因"), .text, personal: true, in: .record)
  package static let doneSoFar = FieldDefinition(
    3, "done_so_far", Label(en: "Done so far", zhHans: "已做处理"), .longText, personal: true, in: .record)
  package static let expected = FieldDefinition(
    4, "expected", Label(en: "Answer expected", zhHans: "预计答复"), .date, in: .record)
  /// The escalation that this record ends.
  package static let ends = FieldDefinition(5, "ends", Label(en: "Ends", zhHans: "结束的升级"), .text, in: .record)
  package static let outcome = FieldDefinition(
    6, "outcome", Label(en: "Outcome", zhHans: "升级结果"), .longText, personal: true, in: .record)

  static let all = [to, reason, doneSoFar, expected, ends, outcome]
}

enum EventFieldsMessage: Message {
  case versionsSeen

  var label: Label {
    switch self {
    case .versionsSeen:
      Label(en: "Seen", zhHans: "所见版本")
    }
  }
}
