package import CaseIndex
import Complaints
import GRDB
import RecordStore
package import Versioning

/// What is taken in a conflict.
package enum Decision: Sendable {
  case winner
  /// The value of this head; of a deletion: a deletion's dot, or that of an edit it did not see.
  case take(Dot)
  case value(Value)
}

extension WriteSession {
  /// Settles a conflict for good: the decision is a version that saw all heads, and a record of its own in
  /// the case's timeline.
  /// - Parameter shown: the id that the person had before them, as they gave it, never the conflict's own; nil:
  ///   whoever decides takes what this very session reads.
  package mutating func resolve(_ conflict: Conflict, shown: ConflictID?, _ decision: Decision, note: Value)
    throws
  {
    try requireDeciding(branch: conflict.branch)
    try requireWriting(conflict.root.kind)
    guard shown.map({ $0 == conflict.id }) ?? true else {
      throw WriteRefusal.conflictChanged(current: conflict.id.description)
    }
    // A decision would be an edit made after the deletion, which no deletion saw.
    try requirePresent(try db.record(conflict.root.id) ?? conflict.root)
    if conflict.kind == .rule { throw StepRefusal.brokenRule(conflict.rule, number: conflict.number) }
    if conflict.kind == .deletion {
      try resolveDeletion(conflict, decision, note: note)
    } else {
      let head: Head?
      let value: Value
      switch decision {
      case .winner:
        head = conflict.heads.first
        value = head.map { asRead($0, conflict.definition) } ?? .none
      case .take(let dot):
        head = conflict.heads.first { $0.dot == dot }
        guard let head else { throw WriteRefusal.notAHead(dot) }
        // Of a date: as it was read. Its own clock's time would be taken for one that somebody typed.
        value = asRead(head, conflict.definition)
      case .value(let typed):
        head = nil
        value = typed
      }
      createDecision(
        conflict, value: text(value, conflict.definition), taken: head?.dot,
        rejected: conflict.heads.filter { $0.dot != head?.dot && !$0.value.means(value) }
          .map { ($0.version, text($0.value, conflict.definition)) },
        note: note, scope: try scopeCode(conflict.root.scope))
      try put(
        conflict.record,
        [
          FieldWrite(
            conflict.field, value,
            base: try carried(
              conflict.heads.map(\.dot), conflict.field, writing: value, of: conflict.record))
        ])
    }
    try endGroup()
    try touch(conflict.root)
  }

  private mutating func resolveDeletion(_ conflict: Conflict, _ decision: Decision, note: Value) throws {
    let deletes: Bool
    switch decision {
    // What everybody sees of a deletion in conflict is the case: the edits win until someone decides.
    case .winner: deletes = false
    case .take(let dot):
      let isDeletion = conflict.heads.contains { head in
        if case .sight = head.value { return head.dot == dot }
        return false
      }
      guard
        isDeletion || conflict.unseen.contains(where: { $0.head.dot == dot })
          || conflict.heads.contains(where: { $0.dot == dot })
      else { throw WriteRefusal.notAHead(dot) }
      deletes = isDeletion
    case .value(let value):
      if case .flag(let flag) = value { deletes = flag } else { deletes = false }
    }
    let taken: Dot? = if case .take(let dot) = decision { dot } else { nil }
    let rejected: [(Version, String)] =
      deletes
      ? conflict.unseen.map { edit in
        (edit.head.version, text(edit.head.value, Schema.field(edit.record.kind, number: edit.field.number)))
      }
      : conflict.heads.map { ($0.version, "deleted") }
    let decisionDot = nextDot
    createDecision(
      conflict, value: deletes ? "deleted" : "kept", taken: taken, rejected: rejected, note: note,
      scope: try scopeCode(conflict.root.scope))
    if deletes {
      try putDeletion(conflict.root, reason: note, also: [decisionDot])
    } else {
      try putRestoration(conflict.root, reason: note)
    }
  }

  private mutating func createDecision(
    _ conflict: Conflict, value: String, taken: Dot?, rejected: [(Version, String)], note: Value,
    scope: String
  ) {
    let name =
      (conflict.definition?.id ?? "\(conflict.field.number)")
      + (conflict.field.element.map { "/\($0)" } ?? "")
    var edits = [
      FieldEdit(FieldID(DecisionField.caseField.number), .text(name)),
      FieldEdit(FieldID(DecisionField.record.number), .text(conflict.record.id.description)),
      FieldEdit(FieldID(DecisionField.value.number), .text(value)),
      FieldEdit(FieldID(DecisionField.role.number), .text(identity.acting.rawValue)),
    ]
    if let taken { edits.append(FieldEdit(FieldID(DecisionField.taken.number), .text(taken.description))) }
    if note != .none { edits.append(FieldEdit(FieldID(DecisionField.note.number), note)) }
    // One change may have written several of the values that were not kept: they stand together under its dot.
    for (dot, values) in Dictionary(grouping: rejected, by: \.0.dot) {
      let text = values.map(\.1).joined(separator: "\n")
      edits.append(FieldEdit(FieldID(DecisionField.rejected.number, dot.description), .text(text)))
      edits.append(
        FieldEdit(
          FieldID(DecisionField.rejectedBranch.number, dot.description), .text(values[0].0.author.branch)))
    }
    create(newRecordID(), kind: .decision, aggregate: conflict.root.id, scope: scope, edits)
  }

  private func asRead(_ head: Head, _ definition: FieldDefinition?) -> Value {
    definition?.type == .date ? RecordState.shown(head) : head.value
  }

  private func text(_ value: Value, _ definition: FieldDefinition?) -> String {
    switch value {
    case .none: ""
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .flag(let flag): flag ? "yes" : "no"
    case .sight: "deleted"
    case .opaque: "?"
    }
  }

  /// - Throws: `WriteRefusal.notAllowed` where this device may not settle a branch's conflicts.
  func requireDeciding(branch: String) throws {
    if let needs = rolesThatDecide(branch: branch) {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: needs)
    }
  }

  /// The same for a write that was meant as an ordinary one and would settle a conflict.
  func requireSettling(branch: String) throws {
    if let needs = rolesThatDecide(branch: branch) {
      throw WriteRefusal.settlesConflict(role: identity.acting, needs: needs)
    }
  }

  /// - Parameter branch: the code of the scope that the record stands in.
  /// - Returns: the roles that may settle a branch's conflicts; nil where this device's is one of them.
  private func rolesThatDecide(branch: String) -> [Role]? {
    let isOwn = Scope(branch)?.branch == identity.branch
    let role = identity.acting
    guard !role.settlesConflictsOfAnyBranch, !(role.settlesConflictsOfOwnBranch && isOwn) else { return nil }
    return Role.allCases.filter {
      isOwn ? $0.settlesConflictsOfOwnBranch : $0.settlesConflictsOfAnyBranch
    }
  }
}
