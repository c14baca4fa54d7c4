import Messages

/// What is planned for a case: records that are edited as the plan changes.

/// What the customer wants put right, or wants to be told (诉求).
package enum NeedField {
  package static let kind = FieldDefinition(1, "need", Label(.fieldNeed), .term(.need), in: .record)
  package static let text = FieldDefinition(
    2, "text", Label(.fieldInTheCustomersWords), .longText, personal: true, in: .record)

  static let all = [kind, text]
}

/// A way to put the case right that the customer can choose (方案).
package enum OptionField {
  package static let title = FieldDefinition(
    1, "title", Label(.fieldOption), .text, personal: true, in: .record)
  /// Element: a term of `remedy`. Value: an amount of money, or a flag where it costs none.
  package static let remedies = FieldDefinition(
    2, "remedies", Label(.fieldRemedies), .terms(.remedy), in: .record)
  package static let steps = FieldDefinition(
    3, "steps", Label(.fieldSteps), .longText, personal: true, in: .record)
  package static let timeNeeded = FieldDefinition(
    4, "time_needed", Label(.fieldTimeNeeded), .text, personal: true, in: .record)
  package static let pros = FieldDefinition(
    5, "pros", Label(.fieldForIt), .longText, personal: true, in: .record)
  package static let cons = FieldDefinition(
    6, "cons", Label(.fieldAgainstIt), .longText, personal: true, in: .record)
  package static let guarantee = FieldDefinition(
    7, "guarantee", Label(.fieldGuarantee), .longText, personal: true, in: .record)
  /// The role of whoever made it, or changed it last: its authority is the option's.
  package static let role = FieldDefinition(
    8, "role", Label(.fieldProposedAs), .term(.role), in: .record)
  package static let withdrawn = FieldDefinition(
    9, "withdrawn", Label(.fieldWithdrawn), .flag, in: .record)

  static let all = [title, remedies, steps, timeNeeded, pros, cons, guarantee, role, withdrawn]
  /// What an option needs to be one: a wish is none.
  package static let required = [title, steps, timeNeeded, pros, cons, guarantee]
}

/// What somebody promised to do by when (承诺).
package enum CommitmentField {
  package static let what = FieldDefinition(
    1, "what", Label(.fieldCommitment), .text, personal: true, in: .record)
  package static let due = FieldDefinition(2, "due", Label(.fieldDue), .date, in: .record)
  package static let owner = FieldDefinition(3, "owner", Label(.fieldOwner), .text, in: .record)
  package static let doneAt = FieldDefinition(4, "done_at", Label(.fieldDone), .date, in: .record)
  package static let waived = FieldDefinition(
    5, "waived", Label(.fieldWaivedBecause), .text, personal: true, in: .record)

  static let all = [what, due, owner, doneAt, waived]
}

/// What a case taught (复盘). A case has one; two that were written without sight of each other are both kept.
package enum ReviewField {
  package static let rootCause = FieldDefinition(
    1, "root_cause", Label(.fieldRootCause), .term(.rootCause), in: .record)
  package static let lesson = FieldDefinition(
    2, "lesson", Label(.fieldLesson), .longText, personal: true, in: .record)
  package static let highlights = FieldDefinition(
    3, "highlights", Label(.fieldWhatWentWell), .longText, personal: true, in: .record)
  package static let shortcomings = FieldDefinition(
    4, "shortcomings", Label(.fieldWhatDidNot), .longText, personal: true, in: .record)
  package static let replicable = FieldDefinition(
    5, "replicable", Label(.fieldWhatCanBeCopied), .longText, personal: true, in: .record)

  static let all = [rootCause, lesson, highlights, shortcomings, replicable]
}

/// What is improved because of a case (改进措施).
package enum ActionField {
  package static let what = FieldDefinition(
    1, "what", Label(.fieldAction), .text, personal: true, in: .record)
  package static let owner = FieldDefinition(2, "owner", Label(.fieldOwner), .text, in: .record)
  package static let due = FieldDefinition(3, "due", Label(.fieldDue), .date, in: .record)
  package static let doneAt = FieldDefinition(4, "done_at", Label(.fieldDone), .date, in: .record)

  static let all = [what, owner, due, doneAt]
}
