import CaseIndex
package import Complaints
import GRDB
import RecordStore
package import Versioning

/// Who works at a branch: records of its scope, laid down by its duty manager or by head office.
extension WriteSession {
  /// - Parameter branch: whose they are; another than one's own is head office's to say.
  /// - Throws: `WriteRefusal`.
  package mutating func newPerson(_ edits: [FieldEdit], at branch: String) throws -> RecordID {
    try requireManagingPeople()
    let id = newRecordID()
    create(id, kind: .person, aggregate: id, scope: branch, edits.filter { $0.value != .none })
    try endGroup()
    return id
  }

  /// - Throws: `WriteRefusal`.
  @discardableResult
  package mutating func edit(_ person: Person, _ edits: [FieldEdit]) throws -> Bool {
    try requireManagingPeople()
    guard let row = try db.record(person.id) else {
      throw StoreError.damaged(detail: "record \(person.id)")
    }
    let changed = try edit(row, edits)
    try endGroup()
    return changed
  }

  private func requireManagingPeople() throws {
    guard identity.acting.managesPeople else {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: Role.allCases.filter(\.managesPeople))
    }
  }
}
