import Complaints
package import RecordStore
package import Versioning

extension WriteSession {
  /// Gives a deleted case its customer's id, by which an erasure finds it, and deletes it again: who deletes has to have seen
  /// whatever the case says, or the deletion would stand against it.
  package mutating func nameCustomer(ofDeleted row: RecordRow, _ id: String, reason: Value) throws {
    try reader.requireErasing()
    try edit(row, [FieldEdit(FieldID(CaseField.customerID.number), .text(id))])
    try endGroup()
    guard let now = try db.record(row.id) else { return }
    try putDeletion(now, reason: reason)
    try endGroup()
  }
}
