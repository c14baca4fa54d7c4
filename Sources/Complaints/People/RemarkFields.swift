import Language

/// The fields of what is said of an employee (员工记录): that a complaint names them, compliments, thanks, praise,
/// coaching. It stands in the scope of the branch's managers. What was said is never edited; what came of it is added.
package enum RemarkField {
  /// By name, as they were called then.
  package static let employee = FieldDefinition(
    1, "employee", Label(RemarkFieldsMessage.employee), .text, in: .record)
  /// Who that is, for counts and for an erasure: see `Remark.subject`.
  package static let subject = FieldDefinition(
    2, "subject", Label(en: "Who it is", zhHans: "员工标识"), .text, in: .record)
  package static let kind = FieldDefinition(
    3, "kind", Label(DomainMessage.kind), .term(.remarkKind), in: .record)
  package static let text = FieldDefinition(
    4, "text", Label(en: "What was said", zhHans: "内容"), .longText, personal: true, in: .record)
  /// When it happened.
  package static let at = FieldDefinition(5, "at", Label(en: "Day", zhHans: "日期"), .date, in: .record)
  /// The record id of the case that it belongs to.
  package static let complaint = FieldDefinition(
    6, "case", Label(DomainMessage.complaintCase), .reference, in: .record)
  /// When somebody looks again.
  package static let due = FieldDefinition(
    7, "due", Label(en: "Look again on", zhHans: "复查日期"), .date, in: .record)
  package static let outcome = FieldDefinition(
    8, "outcome", Label(en: "What came of it", zhHans: "复查结果"), .longText, personal: true, in: .record)
  /// Why it does not count.
  package static let withdrawn = FieldDefinition(
    9, "withdrawn", Label(en: "Withdrawn because", zhHans: "撤回原因"), .text, personal: true, in: .record)

  /// The record id of the course that a role play or a drill was of, and how it went: as `ScoreField`.
  package static let course = FieldDefinition(
    10, "course", Label(DomainMessage.course), .reference, in: .record)
  package static let expression = FieldDefinition(
    11, "expression", ScoreField.expression.label, .term(.score), in: .record)
  package static let problemSolving = FieldDefinition(
    12, "problem_solving", ScoreField.problemSolving.label, .term(.score), in: .record)
  package static let attitude = FieldDefinition(
    13, "attitude", ScoreField.attitude.label, .term(.score), in: .record)

  package static let marks = [expression, problemSolving, attitude]
  static let all =
    [employee, subject, kind, text, at, complaint, due, outcome, withdrawn, course] + marks

  /// What an erasure of the employee takes besides; that of a customer whom it names leaves them.
  package static let ofEmployee = [employee, subject]
}

extension Vocabulary {
  package static let remarkKind = Vocabulary(
    "remark_kind", Label(en: "Kind of employee record", zhHans: "员工记录类别"),
    [
      Term("complaint", Label(en: "Named in a complaint", zhHans: "被投诉")),
      Term("compliment", Label(en: "Compliment", zhHans: "客户表扬")),
      Term("thanks", Label(en: "Thanks", zhHans: "客户感谢")),
      Term("praise", Label(en: "Praise", zhHans: "内部表扬")),
      Term("coaching", Label(en: "Coaching", zhHans: "辅导")),
      Term("exercise", Label(en: "Exercise", zhHans: "演练")),
    ])
}

enum RemarkFieldsMessage: Message {
  case employee

  var label: Label {
    switch self {
    case .employee: Label(en: "Employee", zhHans: "员工")
    }
  }
}
