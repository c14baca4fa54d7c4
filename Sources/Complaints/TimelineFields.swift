import Messages

/// The fields of the records that stand in a case's timeline.
package enum NoteField {
  package static let text = FieldDefinition(
    1, "text", Label(.recordKindsNote), .longText, personal: true, in: .record)
  package static let withdrawn = FieldDefinition(
    2, "withdrawn", Label(.fieldWithdrawn2), .flag, in: .record)
  package static let withdrawalReason = FieldDefinition(
    3, "withdrawal_reason", Label(.fieldReason4), .text, personal: true, in: .record)

  static let all = [text, withdrawn, withdrawalReason]
}

/// How a conflict was settled. `value` and `rejected` copy values of other fields, so they are as
/// personal as the most personal of those.
package enum DecisionField {
  /// The field that was in conflict: its id, and `/element` for an element of a set.
  package static let caseField = FieldDefinition(
    1, "case_field", Label(.commonField), .text, in: .record)
  /// The record that was in conflict.
  package static let record = FieldDefinition(2, "record", Label(.fieldRecord), .text, in: .record)
  /// The value that was kept, as it was shown.
  package static let value = FieldDefinition(
    3, "value", Label(.fieldValueKept), .longText, personal: true, in: .record)
  /// The dot of the version that was kept; none when the value is a new one.
  package static let taken = FieldDefinition(4, "taken", Label(.fieldTakenFrom), .text, in: .record)
  package static let note = FieldDefinition(
    5, "note", Label(.fieldNote), .longText, personal: true, in: .record)
  /// Element: the dot (`replica/number`) of a version not kept. Value: its value, as it was shown.
  package static let rejected = FieldDefinition(
    6, "rejected", Label(.fieldNotKept), .words, personal: true, in: .record)
  /// Element: as of `rejected`. Value: the code of the branch that wrote it.
  package static let rejectedBranch = FieldDefinition(
    7, "rejected_branch", Label(.fieldBranchNotKept), .words, in: .record)
  /// The role of the device that decided.
  package static let role = FieldDefinition(8, "role", Label(.fieldRole), .text, in: .record)

  static let all = [caseField, record, value, taken, note, rejected, rejectedBranch, role]
}

package enum DeletionField {
  package static let reason = FieldDefinition(
    1, "reason", Label(.fieldReason5), .text, personal: true, in: .record)

  static let all = [reason]
}

package enum RestorationField {
  package static let reason = FieldDefinition(
    1, "reason", Label(.fieldReason6), .text, personal: true, in: .record)

  static let all = [reason]
}

package enum TransferField {
  /// Branch codes.
  package static let from = FieldDefinition(1, "from", Label(.fieldFrom2), .text, in: .record)
  package static let to = FieldDefinition(2, "to", Label(.fieldTo3), .text, in: .record)
  package static let reason = FieldDefinition(
    3, "reason", Label(.fieldReason7), .text, personal: true, in: .record)

  static let all = [from, to, reason]
}

/// Whose data is to be erased. Not the customer's id itself, which is personal: a hash of it.
package enum ErasureField {
  /// `CustomerHash` in hexadecimal digits.
  package static let customer = FieldDefinition(
    1, "customer_hash", Label(.commonCustomer), .text, in: .record)
  package static let reason = FieldDefinition(2, "reason", Label(.fieldReason5), .text, in: .record)

  static let all = [customer, reason]
}
