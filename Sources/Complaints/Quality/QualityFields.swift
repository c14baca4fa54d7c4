import Language

/// What others say of how a case was handled: those who look at samples, and customers who answer a survey. Both
/// are only ever added.

/// 质检. Who scored is the author of the record.
package enum ScoreField {
  package static let expression = FieldDefinition(
    1, "expression", Label(en: "Expression", zhHans: "表达能力"), .term(.score), in: .record)
  package static let problemSolving = FieldDefinition(
    2, "problem_solving", Label(en: "Problem solving", zhHans: "问题解决"), .term(.score), in: .record)
  package static let attitude = FieldDefinition(
    3, "attitude", Label(en: "Attitude", zhHans: "态度"), .term(.score), in: .record)
  package static let outcome = FieldDefinition(
    4, "outcome", Label(DomainMessage.outcome), .term(.scoreOutcome), in: .record)
  /// What to keep and what to do better, for whoever handled the case.
  package static let note = FieldDefinition(
    5, "note", Label(DomainMessage.coachingNote), .longText, personal: true, in: .record)

  package static let marks = [expression, problemSolving, attitude]
  package static let all = marks + [outcome, note]
}

/// An answer to a satisfaction survey, or that the customer was asked.
package enum SurveyField {
  package static let satisfaction = FieldDefinition(
    1, "satisfaction", Label(DomainMessage.satisfaction), .term(.satisfaction), in: .record)
  package static let solved = FieldDefinition(2, "solved", Label(DomainMessage.solved), .flag, in: .record)
  package static let comment = FieldDefinition(
    3, "comment", Label(en: "Comment", zhHans: "客户意见"), .longText, personal: true, in: .record)
  package static let at = FieldDefinition(4, "at", Label(en: "Answered", zhHans: "答复时间"), .date, in: .record)
  package static let source = FieldDefinition(
    5, "source", Label(en: "Survey", zhHans: "问卷来源"), .text, in: .record)

  /// When the customer was asked: such a record is no answer.
  package static let asked = FieldDefinition(
    6, "asked", Label(en: "Asked", zhHans: "发出时间"), .date, in: .record)

  static let all = [satisfaction, solved, comment, at, source, asked]
}

extension Vocabulary {
  package static let score = Vocabulary(
    "score", Label(en: "Score", zhHans: "评分"),
    [
      Term("1", Label(en: "Poor", zhHans: "差")), Term("2", Label(en: "Below standard", zhHans: "较差")),
      Term("3", Label(en: "Acceptable", zhHans: "合格")),
      Term("4", Label(en: "Good", zhHans: "良好")), Term("5", Label(en: "Excellent", zhHans: "优秀")),
    ])

  package static let scoreOutcome = Vocabulary(
    "score_outcome", Label(DomainMessage.outcome),
    [
      Term("praise", Label(en: "Praise", zhHans: "表扬")),
      Term("coaching", Label(en: "Coaching", zhHans: "辅导")),
    ])
}

extension Role {
  /// Who looks at the quality of what others did.
  package var mayScore: Bool { self != .branchStaff }
}
