import Complaints
import RecordStore
import Versioning

/// What it takes to write at all. A decision on a conflict takes the right to decide, and this besides: it is a write like any
/// other.
extension WriteSession {
  /// - Parameter kind: of the root of what is written to.
  func requireWriting(_ kind: RecordKind) throws {
    try requireEditing()
    if kind.isOfHeadOffice { try requirePublishing() }
    if kind.isOfEmployees { try reader.requireEmployeeRecords() }
    if kind == .person { try requireManaging() }
  }

  /// Lays down who works at a branch.
  /// - Parameter roles: those that are given, or taken away.
  func requireManaging(_ roles: [Role] = []) throws {
    try require { role in role.managesPeople && roles.allSatisfy { $0.isWithin(role) } }
  }

  /// What a change says with a role, or of what is head office's to say, whichever command wrote it: head office would not
  /// take it, and it is told here, while its author can do something about it.
  func requireAuthority(for change: Change, over old: RecordState?, making new: RecordState) throws {
    try require { change.isWithin($0, over: old, making: new) }
    if change.isForHeadOfficeToSay { try requirePublishing() }
  }

  private func require(_ isAllowed: (Role) -> Bool) throws {
    guard !isAllowed(identity.acting) else { return }
    throw WriteRefusal.notAllowed(role: identity.acting, needs: Role.allCases.filter(isAllowed))
  }
}
