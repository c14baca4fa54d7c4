import Language

/// What is planned for a case: records that are edited as the plan changes.

/// What the customer wants put right, or wants to be told (诉求).
package enum NeedField {
  package static let kind = FieldDefinition(1, "need", Label(DomainMessage.need), .term(.need), in: .record)
  package static let text = FieldDefinition(
    2, "text", Label(en: "In the customer's words", zhHans: "客户原话"), .longText, personal: true, in: .record)

  static let all = [kind, text]
}

/// A way to put the case right that the customer can choose (方案).
package enum OptionField {
  package static let title = FieldDefinition(
    1, "title", Label(DomainMessage.option), .text, personal: true, in: .record)
  /// Element: a term of `remedy`. Value: an amount of money, or a flag where it costs none.
  package static let remedies = FieldDefinition(
    2, "remedies", Label(en: "Remedies", zhHans: "补救"), .terms(.remedy), in: .record)
  package static let steps = FieldDefinition(
    3, "steps", Label(DomainMessage.steps), .longText, personal: true, in: .record)
  package static let timeNeeded = FieldDefinition(
    4, "time_needed", Label(en: "Time needed", zhHans: "所需时间"), .text, personal: true, in: .record)
  package static let pros = FieldDefinition(
    5, "pros", Label(en: "For it", zhHans: "优点"), .longText, personal: true, in: .record)
  package static let cons = FieldDefinition(
    6, "cons", Label(en: "Against it", zhHans: "缺点"), .longText, personal: true, in: .record)
  package static let guarantee = FieldDefinition(
    7, "guarantee", Label(en: "Guarantee", zhHans: "保障措施"), .longText, personal: true, in: .record)
  /// The role of whoever made it, or changed it last: its authority is the option's.
  package static let role = FieldDefinition(
    8, "role", Label(en: "Proposed as", zhHans: "提出人角色"), .term(.role), in: .record)
  package static let withdrawn = FieldDefinition(
    9, "withdrawn", Label(en: "Withdrawn", zhHans: "已撤回"), .flag, in: .record)

  /// Why it was withdrawn: what the customer said against it, mostly.
  package static let withdrawnBecause = FieldDefinition(
    10, "withdrawn_because", Label(en: "Withdrawn because", zhHans: "撤回原因"), .text, personal: true,
    in: .record)

  static let all = [
    title, remedies, steps, timeNeeded, pros, cons, guarantee, role, withdrawn, withdrawnBecause,
  ]
  /// What an option needs to be one: a wish is none.
  package static let required = [title, steps, timeNeeded, pros, cons, guarantee]
}

/// What somebody promised to do by when (承诺).
package enum CommitmentField {
  package static let what = FieldDefinition(
    1, "what", Label(en: "Commitment", zhHans: "承诺事项"), .text, personal: true, in: .record)
  package static let due = FieldDefinition(2, "due", Label(DomainMessage.due), .date, in: .record)
  package static let owner = FieldDefinition(3, "owner", Label(PlanFieldsMessage.owner), .text, in: .record)
  package static let doneAt = FieldDefinition(
    4, "done_at", Label(PlanFieldsMessage.doneAt), .date, in: .record)
  package static let waived = FieldDefinition(
    5, "waived", Label(en: "Waived because", zhHans: "取消原因"), .text, personal: true, in: .record)

  /// The first date that passed before it was done: by it the promise is broken, whatever date it was given later.
  package static let missed = FieldDefinition(
    6, "missed", Label(en: "First date, missed", zhHans: "原定期限（已错过）"), .date, in: .record)

  static let all = [what, due, owner, doneAt, waived, missed]
}

/// What a case taught (复盘). A case has one; two that were written without sight of each other are both kept.
package enum ReviewField {
  package static let rootCause = FieldDefinition(
    1, "root_cause", Label(DomainMessage.rootCause), .term(.rootCause), in: .record)
  package static let lesson = FieldDefinition(
    2, "lesson", Label(en: "Lesson", zhHans: "经验教训"), .longText, personal: true, in: .record)
  package static let highlights = FieldDefinition(
    3, "highlights", Label(en: "What went well", zhHans: "亮点"), .longText, personal: true, in: .record)
  package static let shortcomings = FieldDefinition(
    4, "shortcomings", Label(en: "What did not go well", zhHans: "不足"), .longText, personal: true, in: .record
  )
  package static let replicable = FieldDefinition(
    5, "replicable", Label(en: "What can be copied", zhHans: "可复制经验"), .longText, personal: true, in: .record)

  /// Who sat together, and what was said.
  package static let minutes = FieldDefinition(
    6, "minutes", Label(en: "Minutes", zhHans: "会议纪要"), .longText, personal: true, in: .record)
  /// The numbers of the cases that were reviewed with this one.
  package static let together = FieldDefinition(
    7, "together", Label(en: "Reviewed with", zhHans: "一同复盘"), .words, in: .record)

  static let all = [rootCause, lesson, highlights, shortcomings, replicable, minutes, together]
}

/// What somebody owes somebody because of a case (待办): its purpose says which.
package enum TaskField {
  package static let what = FieldDefinition(
    1, "what", Label(DomainMessage.task), .text, personal: true, in: .record)
  /// Whoever does it: a person, a department, a supplier.
  package static let owner = FieldDefinition(2, "owner", Label(PlanFieldsMessage.owner), .text, in: .record)
  package static let due = FieldDefinition(3, "due", Label(DomainMessage.due), .date, in: .record)
  package static let doneAt = FieldDefinition(
    4, "done_at", Label(PlanFieldsMessage.doneAt), .date, in: .record)
  /// None: an improvement. Before there were tasks, nothing else was kept.
  package static let purpose = FieldDefinition(
    5, "purpose", Label(DomainMessage.purpose), .term(.taskPurpose), in: .record)
  package static let why = FieldDefinition(
    6, "why", Label(en: "Why", zhHans: "原因"), .longText, personal: true, in: .record)
  package static let askedBy = FieldDefinition(
    7, "asked_by", Label(en: "Asked by", zhHans: "提出人"), .text, in: .record)
  package static let answer = FieldDefinition(
    8, "answer", Label(en: "Answer", zhHans: "答复"), .longText, personal: true, in: .record)
  package static let dropped = FieldDefinition(
    9, "dropped", Label(en: "Dropped because", zhHans: "取消原因"), .text, personal: true, in: .record)
  /// When it is to be seen whether what was done holds.
  package static let lookAgain = FieldDefinition(
    10, "look_again", Label(en: "Look again on", zhHans: "复查日期"), .date, in: .record)
  package static let lookedAt = FieldDefinition(
    11, "looked_at", Label(en: "Looked at again", zhHans: "复查时间"), .date, in: .record)
  package static let found = FieldDefinition(
    12, "found", Label(en: "Found then", zhHans: "复查结果"), .longText, personal: true, in: .record)

  static let all = [
    what, owner, due, doneAt, purpose, why, askedBy, answer, dropped, lookAgain, lookedAt, found,
  ]
}

enum PlanFieldsMessage: Message {
  case doneAt
  case owner

  var label: Label {
    switch self {
    case .doneAt:
      Label(en: "Done", zhHans: "完成时间")
    case .owner:
      Label(en: "Owner", zhHans: "负责人")
    }
  }
}
