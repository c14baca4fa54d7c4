import Messages

/// What others say of how a case was handled: those who look at samples, and customers who answer a survey. Both
/// are only ever added.

/// 质检. Who scored is the author of the record.
package enum ScoreField {
  package static let expression = FieldDefinition(
    1, "expression", Label(.fieldExpression), .term(.score), in: .record)
  package static let problemSolving = FieldDefinition(
    2, "problem_solving", Label(.fieldProblemSolving), .term(.score), in: .record)
  package static let attitude = FieldDefinition(
    3, "attitude", Label(.fieldAttitude), .term(.score), in: .record)
  package static let outcome = FieldDefinition(
    4, "outcome", Label(.fieldOutcome2), .term(.scoreOutcome), in: .record)
  /// What to keep and what to do better, for whoever handled the case.
  package static let note = FieldDefinition(
    5, "note", Label(.fieldCoachingNote), .longText, personal: true, in: .record)

  package static let marks = [expression, problemSolving, attitude]
  package static let all = marks + [outcome, note]
}

/// An answer to a satisfaction survey.
package enum SurveyField {
  package static let satisfaction = FieldDefinition(
    1, "satisfaction", Label(.vocabularySatisfaction), .term(.satisfaction), in: .record)
  package static let solved = FieldDefinition(2, "solved", Label(.fieldSolved), .flag, in: .record)
  package static let comment = FieldDefinition(
    3, "comment", Label(.fieldComment), .longText, personal: true, in: .record)
  package static let at = FieldDefinition(4, "at", Label(.fieldAnswered), .date, in: .record)
  package static let source = FieldDefinition(5, "source", Label(.fieldSurvey), .text, in: .record)

  static let all = [satisfaction, solved, comment, at, source]
}

extension Vocabulary {
  package static let score = Vocabulary(
    "score", Label(.fieldScore),
    [
      Term("1", .termPoor), Term("2", .termBelowStandard), Term("3", .termAcceptable),
      Term("4", .termGood), Term("5", .termExcellent),
    ])

  package static let scoreOutcome = Vocabulary(
    "score_outcome", Label(.fieldOutcome2),
    [Term("praise", .termPraise), Term("coaching", .termCoaching)])
}

extension Role {
  /// Who looks at the quality of what others did.
  package var mayScore: Bool { self != .branchStaff }
}
