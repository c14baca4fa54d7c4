import Complaints
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What a device may bring after head office was restored. It holds what others wrote as well as its own, so its role
/// alone says little: each version is held against what head office still knows of whoever made it. What nobody here
/// knows of has to be believed; Protocol.md, section 17, says what that leaves.
struct OfferRights {
  let db: Database
  let device: Device

  /// Whether a state may have come about as it is offered for a scope.
  /// - Parameter known: head office's own state of the record.
  func mayBring(_ state: RecordState, scope: String, known: RecordState?) throws -> Bool {
    let isRoot = state.record == state.aggregate
    if let standsAlone = state.kind.standsAlone, standsAlone != isRoot { return false }
    // What head office publishes stands in `shared`, with the decisions on it, and only its own devices bring anything
    // there.
    let standsAnywhere = state.kind == .decision || state.kind.label == nil
    guard standsAnywhere || state.kind.isOfHeadOffice == (scope == sharedScope),
      scope != sharedScope || device.publishes, state.kind != .erasure || device.erases
    else { return false }
    let old = Set(known?.headVersions.map(\.dot) ?? []).subtracting(known.map(state.contradicted(by:)) ?? [])
    for version in state.headVersions where !old.contains(version.dot) {
      guard try isPlausible(version, in: state) else { return false }
    }
    return true
  }

  /// A case that head office has elsewhere comes to the scope that it is offered for by a transfer which was lost:
  /// nobody gives one to his own branch, but for those who see every branch, and its number is one that head office
  /// does not have.
  func wasGivenAway(_ state: RecordState) throws -> Bool {
    guard let head = state[FieldID(CaseField.branch.number)]?.winner else { return false }
    guard let author = try db.device(head.dot.replica) else {
      return head.version.author.branch != device.branch.rawValue
    }
    return (author.branch != device.branch || author.seesEveryBranch) && head.dot.number > author.covered
  }

  private func isPlausible(_ version: Version, in state: RecordState) throws -> Bool {
    guard let author = try db.device(version.dot.replica) else { return true }
    guard version.author.branch == author.branch.rawValue else { return false }
    // What head office has of its author, or would have if it were the device's own: that is pushed first.
    guard version.dot.number <= author.covered || author.rid == device.rid else { return true }
    guard let change = try known(version.dot.number, of: author), change.record == state.record else {
      return false
    }
    return state.fields.allSatisfy { field in
      field.heads.allSatisfy { head in
        guard head.dot == version.dot else { return true }
        guard let write = change.write(to: field.field) else { return false }
        // Erased here or there, it says nothing any more.
        return head.value == write.value || head.value == .none || write.value == .none
      }
    }
  }

  /// A change that head office has, in its log or in quarantine: there it may wait for what is just being offered.
  private func known(_ number: UInt64, of author: Device) throws -> Change? {
    if let row = try db.change(replica: author.rid, number: number) { return try? row.decoded() }
    return try db.quarantinedGroup(of: author.rid, number: number).first { $0.number == number }
      .flatMap { try? Change(decoding: $0.encoded) }
  }
}

extension RecordState {
  /// The changes of which this state says something else than another one, in one field: a change is never another,
  /// whatever its stamp. Where it was erased it says nothing.
  fileprivate func contradicted(by other: RecordState) -> Set<Dot> {
    var dots: Set<Dot> = []
    for field in fields {
      guard let theirs = other[field.field]?.heads else { continue }
      for head in field.heads where head.value != .none {
        guard let same = theirs.first(where: { $0.dot == head.dot }) else { continue }
        if same.value != head.value, same.value != .none { dots.insert(head.dot) }
      }
    }
    return dots
  }
}
