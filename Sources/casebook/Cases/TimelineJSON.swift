import CaseIndex
import Complaints
import Console
import Interchange
import Replica
import Versioning

extension Context {
  /// An entry of a timeline as programs read it: `{id, kind, at, author, branch, text, …}`. `text` is the
  /// note, or the reason, or what was said with a decision.
  func json(_ entry: TimelineEntry) -> JSON {
    var members: [(String, JSON)] = [
      ("id", .string(entry.row.id.description)), ("kind", .string(entry.row.kind.id)),
      ("at", .string(time(entry.version.madeAt).rfc3339)), ("author", .string(entry.version.author.name)),
      ("branch", .string(entry.version.author.branch)), ("clock", .string(clock(entry.version.quality))),
    ]
    switch entry.row.kind {
    case .note:
      members.append(("text", .optional(entry.text(NoteField.text))))
      members.append(("withdrawn", .bool(entry.isWithdrawn)))
      members.append(("told", .bool(entry.isTold)))
      members.append(("note_kind", .optional(entry.text(NoteField.kind))))
      if let reason = entry.text(NoteField.withdrawalReason) {
        members.append(("withdrawal_reason", .string(reason)))
      }
    case .decision:
      members.append(("text", .optional(entry.text(DecisionField.note))))
      members.append(("field", .optional(entry.text(DecisionField.caseField))))
      members.append(("record", .optional(entry.text(DecisionField.record))))
      members.append(("value", .optional(entry.text(DecisionField.value))))
      members.append(("taken", .optional(entry.text(DecisionField.taken))))
      members.append(("role", .optional(entry.text(DecisionField.role))))
      members.append(
        (
          "rejected",
          .array(
            entry.rejected.map {
              ["dot": .string($0.dot), "value": .string($0.value), "branch": .string($0.branch)]
            })
        ))
    case .deletion: members.append(("text", .optional(entry.text(DeletionField.reason))))
    case .restoration: members.append(("text", .optional(entry.text(RestorationField.reason))))
    case .transfer:
      members.append(("text", .optional(entry.text(TransferField.reason))))
      members.append(("from", .optional(entry.text(TransferField.from))))
      members.append(("to", .optional(entry.text(TransferField.to))))
    default: members += loopMembers(entry)
    }
    return .object(members)
  }
}

extension TimelineEntry {
  var isWithdrawn: Bool { state.value(FieldID(NoteField.withdrawn.number)) == .flag(true) }

  /// A note of what was said to the customer.
  var isTold: Bool { state.value(FieldID(NoteField.told.number)) == .flag(true) }

  /// Of a decision: the values that were not kept.
  var rejected: [(dot: String, value: String, branch: String)] {
    state.elements(of: DecisionField.rejected.number).compactMap { field in
      guard let dot = field.field.element, case .text(let value) = field.value else { return nil }
      var branch = ""
      if case .text(let code) = state.value(FieldID(DecisionField.rejectedBranch.number, dot)) {
        branch = code
      }
      return (dot, value, branch)
    }
  }
}
