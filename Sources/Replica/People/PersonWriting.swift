import CaseIndex
package import Complaints
import GRDB
import RecordStore
package import Versioning

/// Who works at a branch: records of its scope, laid down by its duty manager or by head office.
extension WriteSession {
  /// - Parameter branch: whose they are; another than one's own is head office's to say.
  /// - Throws: `WriteRefusal`, also for a role that may do more than whoever gives it.
  package mutating func newPerson(
    _ edits: [FieldEdit], at branch: String, id made: RecordID? = nil
  ) throws -> RecordID {
    try requireManaging([role(in: edits) ?? .branchStaff])
    let id = made ?? newRecordID()
    create(id, kind: .person, aggregate: id, scope: branch, edits.filter { $0.value != .none })
    try endGroup()
    return id
  }

  /// Who is given more than before sets a new PIN: the one there was may be known to others. A former name stays as another
  /// name: what was written with it is still theirs.
  /// - Throws: `WriteRefusal`, also where they are, or are to be, allowed more than whoever says so.
  @discardableResult
  package mutating func edit(_ person: Person, _ edits: [FieldEdit]) throws -> Bool {
    let given = role(in: edits)
    try requireManaging([person.role, given ?? person.role])
    guard let row = try db.record(person.id) else {
      throw StoreError.damaged(detail: "record \(person.id)")
    }
    var edits = edits
    if let given, !given.isWithin(person.role), !edits.contains(where: { $0.field == Self.pinsVoid }) {
      edits.append(FieldEdit(Self.pinsVoid, .text(now.rfc3339)))
    }
    if let name = edits.first(where: { $0.field == FieldID(PersonField.name.number) }),
      name.value != .text(person.name)
    {
      edits.append(FieldEdit(FieldID(PersonField.aliases.number, person.name), .flag(true)))
      // One that they take back is no other name any more.
      if case .text(let new) = name.value, person.aliases.contains(new) {
        edits.append(FieldEdit(FieldID(PersonField.aliases.number, new), .none))
      }
    }
    let changed = try edit(row, edits)
    try endGroup()
    return changed
  }

  /// That somebody set a PIN though nobody signed in let them, for head office to see. It is the device's word, whoever acts.
  mutating func noteRenewedPin(of person: Person) throws {
    guard identity.role.managesPeople, let row = try db.record(person.id) else { return }
    try edit(row, [FieldEdit(FieldID(PersonField.pinRenewed.number), .text(now.rfc3339))])
    try endGroup()
  }

  private static let pinsVoid = FieldID(PersonField.pinsVoid.number)

  private func role(in edits: [FieldEdit]) -> Role? {
    let edit = edits.last { $0.field == FieldID(PersonField.role.number) }
    guard case .text(let text)? = edit?.value else { return nil }
    return Role(rawValue: text)
  }
}
