import CaseIndex
package import Complaints
import GRDB
package import RecordStore
package import Versioning

/// Why a step of the loop was refused. Nothing was written.
package enum StepRefusal: Error, Sendable {
  /// The case is in a state from which the step cannot be taken.
  case notFromHere(LoopStep, CaseStatus, number: String)
  /// It is closed: what hangs on it stays as it is until it is reopened.
  case closed(CaseStatus, number: String)
  /// A gate misses something.
  case missing(LoopStep, [Requirement], number: String)
  /// The state itself is in conflict: somebody has to decide first.
  case statusInConflict(number: String)
  /// What two people did together is put right by a step, not by choosing one of two values. Nil: a rule of a
  /// newer version.
  case brokenRule(CaseRule?, number: String)
  /// A newer version gave the case a state that this one does not know.
  case unknownStatus(String, number: String)
}

extension WriteSession {
  /// Takes a step of the loop: what the body adds, the step itself and the new state are one group. It is
  /// refused where the case, as it would be then, misses something.
  ///
  /// - Parameters:
  ///   - target: the state that it leads to, where that is not the step's own.
  ///   - record: fields of the step's record: reason, next update.
  ///   - edits: of the case.
  ///   - takesUp: whoever does it handles the case from now on, where nobody does.
  /// - Returns: the states before and after.
  /// - Throws: `StepRefusal`, `WriteRefusal`.
  @discardableResult
  package mutating func takeStep(
    _ step: LoopStep, of row: RecordRow, to target: CaseStatus? = nil, record: [FieldEdit] = [],
    edits: [FieldEdit] = [], takesUp: Bool = false,
    _ body: (inout WriteSession, CaseFile) throws -> Void = { _, _ in }
  ) throws -> (from: CaseStatus, to: CaseStatus) {
    try requireEditing()
    try requirePresent(row)
    let number = try reader.number(of: row)
    guard let file = try reader.caseFile(row) else { throw WriteRefusal.deleted(number: number) }
    let field = FieldID(CaseField.status.number)
    guard file.root.state[field].map({ !$0.isConflicted }) ?? true else {
      throw StepRefusal.statusInConflict(number: number)
    }
    guard let from = file.status else {
      throw StepRefusal.unknownStatus(file.root.text(CaseField.status) ?? "", number: number)
    }
    guard step.from.contains(from) else { throw StepRefusal.notFromHere(step, from, number: number) }
    let isFollowUp = step == .callBack && from != .resolved
    let to = isFollowUp ? (target == .executing ? .executing : from) : target ?? step.to
    try body(&self, file)
    if from != to || step == .hold {
      add(
        .step, to: row,
        [
          FieldEdit(FieldID(StepField.step.number), .text(step.rawValue)),
          FieldEdit(FieldID(StepField.from.number), .text(from.rawValue)),
          FieldEdit(FieldID(StepField.to.number), .text(to.rawValue)),
        ] + record, scope: try scopeCode(row.scope))
    }
    var all = edits.filter { $0.field != field }
    let handler = FieldID(CaseField.handler.number)
    if takesUp, file.root.text(CaseField.handler) == nil, !author.name.isEmpty,
      !all.contains(where: { $0.field == handler })
    {
      all.append(FieldEdit(handler, .text(author.name)))
    }
    if from != to { all.append(FieldEdit(field, .text(to.rawValue))) }
    try edit(row, all)
    try endGroup()
    try check(step, row, number: number)
    try touch(row)
    return (from, to)
  }

  /// The gate, held against the case as it is now, within the transaction: a refusal undoes all of it.
  private func check(_ step: LoopStep, _ row: RecordRow, number: String) throws {
    guard let now = try db.record(row.id), let file = try reader.caseFile(now) else { return }
    let (policy, _) = try reader.rules(for: file, branch: try scopeCode(row.scope))
    let missing = missing(for: step, file, policy: policy)
    guard missing.isEmpty else { throw StepRefusal.missing(step, missing, number: number) }
  }

  /// Adds a record to a case, outside of any step.
  @discardableResult
  package mutating func append(
    _ kind: RecordKind, to row: RecordRow, _ edits: [FieldEdit]
  ) throws -> RecordID {
    try requireEditing()
    try requirePresent(row)
    let id = add(kind, to: row, edits, scope: try scopeCode(row.scope))
    try endGroup()
    try touch(row)
    return id
  }

  /// Edits a record of a case, outside of any step.
  @discardableResult
  package mutating func change(_ child: RecordRow, of row: RecordRow, _ edits: [FieldEdit]) throws -> Bool {
    try requireEditing()
    try requirePresent(row)
    let changed = try edit(child, edits)
    try endGroup()
    try touch(row)
    return changed
  }

  /// Adds a record to the group.
  @discardableResult
  package mutating func add(
    _ kind: RecordKind, to row: RecordRow, _ edits: [FieldEdit], scope: String
  ) -> RecordID {
    let id = newRecordID()
    create(id, kind: kind, aggregate: row.id, scope: scope, edits.filter { $0.value != .none })
    return id
  }

  package mutating func add(_ kind: RecordKind, to row: RecordRow, _ edits: [FieldEdit]) throws -> RecordID {
    add(kind, to: row, edits, scope: try scopeCode(row.scope))
  }
}
