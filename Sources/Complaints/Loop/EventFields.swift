import Messages

/// What happened to a case: records that are only ever added.

/// That the case went from one state to another, or stayed and was worked on.
package enum StepField {
  package static let step = FieldDefinition(1, "step", Label(.fieldStep), .text, in: .record)
  package static let from = FieldDefinition(2, "from", Label(.fieldFrom), .term(.status), in: .record)
  package static let to = FieldDefinition(3, "to", Label(.fieldTo), .term(.status), in: .record)
  package static let reason = FieldDefinition(
    4, "reason", Label(.fieldReason), .text, personal: true, in: .record)
  /// Of a hold: when the customer hears next.
  package static let until = FieldDefinition(5, "until", Label(.fieldNextUpdate), .date, in: .record)

  static let all = [step, from, to, reason, until]
}

/// That somebody with authority allowed an option, or did not (审批).
package enum ApprovalField {
  package static let option = FieldDefinition(1, "option", Label(.fieldOption), .text, in: .record)
  /// The versions of the option that were looked at.
  package static let seen = FieldDefinition(2, "seen", Label(.fieldSeen), .system, in: .record)
  package static let granted = FieldDefinition(3, "granted", Label(.fieldApproved), .flag, in: .record)
  package static let role = FieldDefinition(4, "role", Label(.fieldAs), .term(.role), in: .record)
  package static let reason = FieldDefinition(
    5, "reason", Label(.fieldReason2), .text, personal: true, in: .record)

  static let all = [option, seen, granted, role, reason]
}

/// That the customer chose an option (同意).
package enum ConsentField {
  package static let option = FieldDefinition(1, "option", Label(.fieldOption), .text, in: .record)
  /// The versions of the option that the customer was told.
  package static let seen = FieldDefinition(2, "seen", Label(.fieldSeen), .system, in: .record)
  package static let at = FieldDefinition(3, "at", Label(.fieldWhen), .date, in: .record)
  package static let how = FieldDefinition(4, "how", Label(.fieldHow), .term(.channel), in: .record)

  static let all = [option, seen, at, how]
}

/// What the customer was told on the way (进展).
package enum ProgressField {
  package static let text = FieldDefinition(
    1, "text", Label(.fieldProgress), .longText, personal: true, in: .record)
  package static let how = FieldDefinition(2, "how", Label(.fieldHow2), .term(.channel), in: .record)

  static let all = [text, how]
}

/// What the customer said when asked afterwards (回访).
package enum CallBackField {
  package static let solved = FieldDefinition(1, "solved", Label(.fieldSolved), .flag, in: .record)
  package static let satisfaction = FieldDefinition(
    2, "satisfaction", Label(.vocabularySatisfaction), .term(.satisfaction), in: .record)
  package static let more = FieldDefinition(
    3, "anything_else", Label(.fieldAnythingElse), .longText, personal: true, in: .record)
  package static let suggestion = FieldDefinition(
    4, "suggestion", Label(.fieldSuggestion), .longText, personal: true, in: .record)
  package static let how = FieldDefinition(5, "how", Label(.fieldHow3), .term(.channel), in: .record)
  /// Whoever handled the case asked: such an answer is told apart.
  package static let byHandler = FieldDefinition(
    6, "by_handler", Label(.fieldByTheHandler), .flag, in: .record)

  static let all = [solved, satisfaction, more, suggestion, how, byHandler]
}

/// That a case was given upwards (升级). Ended by a record of its own, so that nothing that happened is edited.
package enum EscalationField {
  package static let to = FieldDefinition(1, "to", Label(.fieldTo2), .text, in: .record)
  package static let reason = FieldDefinition(
    2, "reason", Label(.fieldReason3), .text, personal: true, in: .record)
  package static let doneSoFar = FieldDefinition(
    3, "done_so_far", Label(.fieldDoneSoFar), .longText, personal: true, in: .record)
  package static let expected = FieldDefinition(
    4, "expected", Label(.fieldAnswerExpected), .date, in: .record)
  /// The escalation that this record ends.
  package static let ends = FieldDefinition(5, "ends", Label(.fieldEnds), .text, in: .record)
  package static let outcome = FieldDefinition(
    6, "outcome", Label(.fieldOutcome), .longText, personal: true, in: .record)

  static let all = [to, reason, doneSoFar, expected, ends, outcome]
}
