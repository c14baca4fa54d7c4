import CaseIndex
package import Complaints
package import Versioning

extension WriteSession {
  /// Publishes a notice, or changes it: every branch has it with its next exchange.
  /// - Parameter notice: as it is; nil: it is new.
  /// - Returns: whether anything changed.
  package mutating func publish(_ notice: Notice?, _ key: String, _ edits: [FieldEdit]) throws -> Bool {
    try publish(
      .notice, key,
      edits.filter { (notice?.record.state[$0.field]?.value ?? .none) != $0.value })
  }

  /// Says that the own branch has read a notice as it is now: a record of the branch's own, so that of two who say it at once
  /// neither is lost.
  /// - Parameter id: nil: a fresh one.
  package mutating func acknowledge(_ notice: Notice, done: Value, id: RecordID? = nil) throws -> RecordID {
    try requireEditing()
    let id = id ?? newRecordID()
    create(
      id, kind: .acknowledgement,
      [
        FieldEdit(FieldID(AcknowledgementField.of.number), .text(notice.id.description)),
        FieldEdit(FieldID(AcknowledgementField.version.number), .text(notice.version)),
        FieldEdit(FieldID(AcknowledgementField.done.number), done),
      ].filter { $0.value != .none })
    try endGroup()
    return id
  }
}
