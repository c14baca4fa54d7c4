import CaseIndex
package import Complaints
import RecordStore
package import Versioning

/// What is said of employees, for whoever leads them: a device of branch staff holds none of it, and nobody of that role
/// reads it on another one.
extension ReplicaReader {
  /// The newest first.
  /// - Throws: `WriteRefusal`.
  package func remarks() throws -> [Remark] {
    try requireEmployeeRecords()
    return try db.records(of: .remark).compactMap { row in
      guard let scope = try db.scopeCode(row.scope) else { return nil }
      return try row.decoded().flatMap { Remark($0, scope: scope) }
    }.sorted { $0.id > $1.id }
  }

  /// What is to be looked at again of employees, for whoever may read it. Nobody else hears that there is anything.
  /// - Parameters:
  ///   - branch: of that branch only.
  ///   - record: what belongs to that case only.
  package func rechecks(branch: String? = nil, of record: RecordID? = nil) throws -> [(
    remark: Remark, deadline: Deadline
  )] {
    guard seesEmployeeRecords else { return [] }
    return try remarks().compactMap { remark in
      guard remark.isOpen, branch.map({ remark.branch == $0 }) ?? true,
        record.map({ remark.complaint == $0 }) ?? true
      else { return nil }
      let calendar = try calendars(of: remark.branch).inForce(at: now.milliseconds)
      return Deadline(remark, zone: calendar.zone ?? zone).map { (remark, $0) }
    }
  }

  /// - Throws: `WriteRefusal`.
  package func requireEmployeeRecords() throws {
    guard !seesEmployeeRecords else { return }
    throw WriteRefusal.notAllowed(
      role: identity.acting, needs: Role.allCases.filter(\.seesEmployeeRecords))
  }
}

extension WriteSession {
  /// - Parameter branch: whose managers' it is; another than one's own is head office's to say.
  /// - Throws: `WriteRefusal`.
  package mutating func newRemark(
    _ edits: [FieldEdit], at branch: BranchCode, id made: RecordID? = nil
  ) throws -> RecordID {
    try reader.requireEmployeeRecords()
    let id = made ?? newRecordID()
    create(
      id, kind: .remark, scope: Scope.home(of: .remark, at: branch).code, edits.filter { $0.value != .none })
    try endGroup()
    return id
  }

  /// What came of it, or why it does not count.
  /// - Throws: `WriteRefusal`, also for whoever it is about.
  package mutating func edit(_ remark: Remark, _ edits: [FieldEdit]) throws {
    try reader.requireEmployeeRecords()
    try requireEditing()
    try requireOther(than: remark)
    guard let row = try db.record(remark.id) else {
      throw StoreError.damaged(detail: "record \(remark.id)")
    }
    try edit(row, edits)
    try endGroup()
  }

  /// - Throws: `WriteRefusal` for whoever a record is about.
  package func requireOther(than remark: Remark) throws {
    let person = try remark.person.flatMap { try db.person($0) }
    guard remark.isAbout(author, person: person) else { return }
    throw WriteRefusal.aboutOneself(name: author.name)
  }
}
