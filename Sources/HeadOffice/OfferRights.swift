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
    guard known.map(state.explainsWhatIsGone(from:)) ?? true, try isPlausible(state.applied, of: state, known)
    else { return false }
    // Head office takes no version that replaces what never came: no state of its own says so.
    for field in state.fields where !field.unmet.isEmpty {
      guard Set(field.unmet).isSubset(of: known?[field.field]?.unmet ?? []) else { return false }
    }
    let erased = try erasedFields(of: state, known)
    let old = Set(known?.headVersions.map(\.dot) ?? [])
      .subtracting(known.map { state.contradicted(by: $0, but: erased) } ?? [])
    for version in state.headVersions where !old.contains(version.dot) {
      guard try isPlausible(version, in: state, but: erased) else { return false }
    }
    return true
  }

  /// Whether what it says was applied was, as far as head office knows of it: values that were replaced leave nothing
  /// else in a state, and what is applied never counts when it comes.
  private func isPlausible(_ applied: DotSet, of state: RecordState, _ known: RecordState?) throws -> Bool {
    let new = applied.dots.filter { dot in !(known?.applied.contains(dot) ?? false) }
    guard new.count <= Limits.changeParts else { return false }
    var covered: [ReplicaID: Device?] = [:]
    for dot in new {
      let author = try covered[dot.replica] ?? db.device(dot.replica)
      covered[dot.replica] = .some(author)
      guard let author, dot.number <= author.covered else { continue }
      guard try self.known(dot.number, of: author)?.record == state.record else { return false }
    }
    return true
  }

  /// The fields of which it may say nothing any more, here or there.
  private func erasedFields(of state: RecordState, _ known: RecordState?) throws -> Set<UInt32> {
    var fields = Set(state.erased).union(known?.erased ?? [])
    if try db.erasure(of: state.aggregate) != nil { fields.formUnion(PersonalFields.numbers(in: state)) }
    return fields
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

  private func isPlausible(_ version: Version, in state: RecordState, but erased: Set<UInt32>) throws -> Bool
  {
    guard let author = try db.device(version.dot.replica) else { return true }
    guard version.author.branch == author.branch.rawValue else { return false }
    // What head office has of its author, or would have if it were the device's own: that is pushed first.
    guard version.dot.number <= author.covered || author.rid == device.rid else { return true }
    guard let change = try known(version.dot.number, of: author), change.record == state.record,
      change.author == version.author
    else { return false }
    return state.fields.allSatisfy { field in
      field.heads.allSatisfy { head in
        guard head.dot == version.dot else { return true }
        guard let write = change.write(to: field.field) else { return false }
        return head.value == write.value
          || (head.value == .none || write.value == .none) && erased.contains(field.field.number)
      }
    }
  }

  /// A change that head office has, in its log or in quarantine: there it may wait for what is just being offered. What
  /// it refused for another reason is in nobody's state.
  private func known(_ number: UInt64, of author: Device) throws -> Change? {
    if let row = try db.change(replica: author.rid, number: number) { return try? row.decoded() }
    return try db.quarantinedGroup(of: author.rid, number: number)
      .first { $0.number == number && [.waiting, .unknownBase].contains($0.reason) }
      .flatMap { try? Change(decoding: $0.encoded) }
  }
}

extension RecordState {
  /// The changes of which this state says something else than another one, in one field: a change is never another,
  /// whatever its stamp. Where it was erased it says nothing.
  fileprivate func contradicted(by other: RecordState, but erased: Set<UInt32>) -> Set<Dot> {
    var dots: Set<Dot> = []
    for field in fields {
      guard let theirs = other[field.field]?.heads else { continue }
      for head in field.heads {
        guard let same = theirs.first(where: { $0.dot == head.dot }) else { continue }
        let isErased =
          (head.value == .none || same.value == .none) && erased.contains(field.field.number)
        if same.value != head.value && !isErased || same.version.author != head.version.author {
          dots.insert(head.dot)
        }
      }
    }
    return dots
  }

  /// Whether each value of another state that is gone from this one, which knows of its change, was replaced by a
  /// change that the other one does not know, or of which it knows only what came over it: nothing goes by itself.
  fileprivate func explainsWhatIsGone(from other: RecordState) -> Bool {
    other.fields.allSatisfy { field in
      let here = self[field.field]?.heads ?? []
      return field.heads.allSatisfy { head in
        !applied.contains(head.dot) || here.contains { $0.dot == head.dot }
          || here.contains { !other.applied.contains($0.dot) }
          || field.unmet.contains(where: applied.contains)
      }
    }
  }
}
