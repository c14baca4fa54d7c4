/// What others say of how a case was handled: those who look at samples, and customers who answer a survey. Both
/// are only ever added.

/// 质检. Who scored is the author of the record.
package enum ScoreField {
  package static let expression = FieldDefinition(
    1, "expression", Label("Expression", "表达能力"), .term(.score), in: .record)
  package static let problemSolving = FieldDefinition(
    2, "problem_solving", Label("Problem solving", "问题解决"), .term(.score), in: .record)
  package static let attitude = FieldDefinition(
    3, "attitude", Label("Attitude", "态度"), .term(.score), in: .record)
  package static let outcome = FieldDefinition(
    4, "outcome", Label("Outcome", "结果"), .term(.scoreOutcome), in: .record)
  /// What to keep and what to do better, for whoever handled the case.
  package static let note = FieldDefinition(
    5, "note", Label("Coaching note", "辅导意见"), .longText, personal: true, in: .record)

  package static let marks = [expression, problemSolving, attitude]
  package static let all = marks + [outcome, note]
}

/// An answer to a satisfaction survey.
package enum SurveyField {
  package static let satisfaction = FieldDefinition(
    1, "satisfaction", Label("Satisfaction", "满意度"), .term(.satisfaction), in: .record)
  package static let solved = FieldDefinition(2, "solved", Label("Solved", "是否解决"), .flag, in: .record)
  package static let comment = FieldDefinition(
    3, "comment", Label("Comment", "客户意见"), .longText, personal: true, in: .record)
  package static let at = FieldDefinition(4, "at", Label("Answered", "答复时间"), .date, in: .record)
  package static let source = FieldDefinition(5, "source", Label("Survey", "问卷来源"), .text, in: .record)

  static let all = [satisfaction, solved, comment, at, source]
}

extension Vocabulary {
  package static let score = Vocabulary(
    "score", Label("Score", "评分"),
    [
      Term("1", "Poor", "差"), Term("2", "Below standard", "较差"), Term("3", "Acceptable", "合格"),
      Term("4", "Good", "良好"), Term("5", "Excellent", "优秀"),
    ])

  package static let scoreOutcome = Vocabulary(
    "score_outcome", Label("Outcome", "结果"),
    [Term("praise", "Praise", "表彰"), Term("coaching", "Coaching", "辅导")])
}

extension Role {
  /// Who looks at the quality of what others did.
  package var mayScore: Bool { self != .branchStaff }
}
