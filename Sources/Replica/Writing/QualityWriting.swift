package import Complaints
package import RecordStore
package import Versioning

extension WriteSession {
  /// Scores how a case was handled.
  /// - Throws: `WriteRefusal.notAllowed` for staff; `WriteRefusal.ownCase` for one's own.
  package mutating func score(_ row: RecordRow, _ edits: [FieldEdit]) throws -> RecordID {
    guard identity.acting.mayScore else {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: Role.allCases.filter(\.mayScore))
    }
    try requirePresent(row)
    if let file = try reader.caseFile(row), file.wasHandled(by: author.name, among: try reader.people()) {
      throw WriteRefusal.ownCase(number: try reader.number(of: row))
    }
    let id = add(.score, to: row, edits, scope: try scopeCode(row.scope))
    try endGroup()
    try touch(row)
    return id
  }

  /// Adds an answer to a survey. The one with this id stays as it is.
  /// - Returns: whether it was new.
  package mutating func addSurvey(_ id: RecordID, to row: RecordRow, _ edits: [FieldEdit]) throws -> Bool {
    try requireEditing()
    try requirePresent(row)
    guard try !reader.holds(id) else { return false }
    create(
      id, kind: .survey, aggregate: row.id, scope: try scopeCode(row.scope),
      edits.filter { $0.value != .none })
    try endGroup()
    return true
  }
}
