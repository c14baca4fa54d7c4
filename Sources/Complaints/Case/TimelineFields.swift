import Language

/// The fields of the records that stand in a case's timeline.
package enum NoteField {
  package static let text = FieldDefinition(
    1, "text", Label(RecordKindsMessage.note), .longText, personal: true, in: .record)
  package static let withdrawn = FieldDefinition(
    2, "withdrawn", Label(en: "Withdrawn", zhHans: "已撤销"), .flag, in: .record)
  package static let withdrawalReason = FieldDefinition(
    3, "withdrawal_reason", Label(en: "Reason", zhHans: "撤销原因"), .text, personal: true, in: .record)

  /// What it says was said to the customer.
  package static let told = FieldDefinition(
    4, "told", Label(en: "Said to the customer", zhHans: "已告知客户"), .flag, in: .record)

  /// What it is about; none: anything.
  package static let kind = FieldDefinition(
    5, "note_kind", Label(en: "Kind", zhHans: "类别"), .term(.noteKind), in: .record)

  static let all = [text, withdrawn, withdrawalReason, told, kind]
}

/// How a conflict was settled. `value` and `rejected` copy values of other fields, so they are as
/// personal as the most personal of those.
package enum DecisionField {
  /// The field that was in conflict: its id, and `/element` for an element of a set.
  package static let caseField = FieldDefinition(
    1, "case_field", Label(DomainMessage.field), .text, in: .record)
  /// The record that was in conflict.
  package static let record = FieldDefinition(
    2, "record", Label(en: "Record", zhHans: "记录"), .text, in: .record)
  /// The value that was kept, as it was shown.
  package static let value = FieldDefinition(
    3, "value", Label(en: "Value kept", zhHans: "采用的内容"), .longText, personal: true, in: .record)
  /// The dot of the version that was kept; none when the value is a new one.
  package static let taken = FieldDefinition(
    4, "taken", Label(en: "Version kept", zhHans: "采用的版本"), .text, in: .record)
  package static let note = FieldDefinition(
    5, "note", Label(DomainMessage.remark), .longText, personal: true, in: .record)
  /// Element: the dot (`replica/number`) of a version not kept. Value: its value, as it was shown.
  package static let rejected = FieldDefinition(
    6, "rejected", Label(en: "Not kept", zhHans: "未采用的内容"), .words, personal: true, in: .record)
  /// Element: as of `rejected`. Value: the code of the branch that wrote it.
  package static let rejectedBranch = FieldDefinition(
    7, "rejected_branch", Label(en: "Branch of what was not kept", zhHans: "未采用内容的门店"), .words, in: .record)
  /// The role of the device that decided.
  package static let role = FieldDefinition(8, "role", Label(DomainMessage.role), .text, in: .record)

  static let all = [caseField, record, value, taken, note, rejected, rejectedBranch, role]
}

package enum DeletionField {
  package static let reason = FieldDefinition(
    1, "reason", Label(TimelineFieldsMessage.deletionReason), .text, personal: true, in: .record)

  static let all = [reason]
}

package enum RestorationField {
  package static let reason = FieldDefinition(
    1, "reason", Label(en: "Reason", zhHans: "恢复原因"), .text, personal: true, in: .record)

  static let all = [reason]
}

package enum TransferField {
  /// Branch codes.
  package static let from = FieldDefinition(1, "from", Label(en: "From", zhHans: "原门店"), .text, in: .record)
  package static let to = FieldDefinition(2, "to", Label(en: "To", zhHans: "移交至"), .text, in: .record)
  package static let reason = FieldDefinition(
    3, "reason", Label(en: "Reason", zhHans: "移交原因"), .text, personal: true, in: .record)

  static let all = [from, to, reason]
}

/// Whose data is to be erased. Not the customer's id itself, which is personal: a hash of it.
package enum ErasureField {
  /// `CustomerHash` in hexadecimal digits.
  package static let customer = FieldDefinition(
    1, "customer_hash", Label(DomainMessage.customer), .text, in: .record)
  package static let reason = FieldDefinition(
    2, "reason", Label(TimelineFieldsMessage.deletionReason), .text, in: .record)

  static let all = [customer, reason]
}

enum TimelineFieldsMessage: Message {
  case deletionReason

  var label: Label {
    switch self {
    case .deletionReason:
      Label(en: "Reason", zhHans: "删除原因")
    }
  }
}
