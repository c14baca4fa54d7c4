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

  /// What is to be done with an offered state.
  enum Bringing: Equatable {
    case allowed
    case refused
    /// It says something else of these dots than head office knows: their numbers may have been given twice. Nothing
    /// of it is taken as it is.
    case usedTwice(Set<Dot>)
  }

  /// Whether a state may have come about as it is offered for a scope.
  /// - Parameter known: head office's own state of the record.
  func bringing(_ state: RecordState, scope: String, known: RecordState?) throws -> Bringing {
    let isRoot = state.record == state.aggregate
    if let standsAlone = state.kind.standsAlone, standsAlone != isRoot { return .refused }
    // What head office publishes stands in `shared`, with the decisions on it, and only its own devices bring anything
    // there.
    let standsAnywhere = state.kind == .decision || state.kind.label == nil
    guard standsAnywhere || state.kind.isOfHeadOffice == (scope == sharedScope),
      scope != sharedScope || device.publishes, Scope.suits(scope, state.kind)
    else { return .refused }
    if state.kind == .erasure, !device.erases {
      guard try scope == BranchCode.headOffice.rawValue && isCarriedOut(state) else { return .refused }
    }
    guard !state.record.isReserved || scope == sharedScope && isRoot else { return .refused }
    // Head office takes no version that replaces what never came: no state of its own says so.
    for field in state.fields where !field.unmet.isEmpty {
      guard Set(field.unmet).isSubset(of: known?[field.field]?.unmet ?? []) else { return .refused }
    }
    guard var twice = try otherwiseApplied(state, known) else { return .refused }
    let erased = erasedFields(of: state, known)
    if let known {
      twice.formUnion(state.contradicted(by: known, but: erased))
      twice.formUnion(state.unexplained(from: known))
    }
    for version in state.versions(beside: known) where !twice.contains(version.dot) {
      switch try plausibility(of: version, in: state, but: erased) {
      case .allowed: continue
      case .refused: return .refused
      case .usedTwice(let dots): twice.formUnion(dots)
      }
    }
    // Its own numbers a device has told by its chain: what it says of them otherwise is made up.
    guard !twice.contains(where: { $0.replica == device.replica }) else { return .refused }
    return twice.isEmpty ? .allowed : .usedTwice(twice)
  }

  /// Whether an erasure is done that a record asked for: the ledger has kept that, and not who asked. Whoever holds the
  /// record at `HQ` may bring it back then, as it asks for nothing.
  private func isCarriedOut(_ state: RecordState) throws -> Bool {
    let heads = state[FieldID(ErasureField.customer.number)]?.heads ?? []
    return try !heads.isEmpty
      && heads.allSatisfy { head in
        guard case .text(let digits) = head.value, let customer = ContentHash(text: digits) else {
          return false
        }
        return try db.hasErasure(state.record, of: customer.bytes)
      }
  }

  /// The dots that it says were applied and that were not, as far as head office knows of it: values that were replaced
  /// leave nothing else in a state, and what is applied never counts when it comes.
  /// - Returns: nil where it says too much to be looked at, or holds what was refused or dropped.
  private func otherwiseApplied(_ state: RecordState, _ known: RecordState?) throws -> Set<Dot>? {
    let new = state.applied.dots.filter { dot in !(known?.applied.contains(dot) ?? false) }
    guard new.count <= Limits.changeParts else { return nil }
    var twice: Set<Dot> = []
    var covered: [ReplicaID: Device?] = [:]
    for dot in new {
      let author = try covered[dot.replica] ?? db.device(dot.replica)
      covered[dot.replica] = .some(author)
      guard let author, dot.number <= author.covered else { continue }
      guard try self.known(dot.number, of: author)?.record != state.record else { continue }
      // What was refused, or dropped, is that very change, and does not come in by another name.
      guard try declined(dot.number, of: author) != state.record else { return nil }
      twice.insert(dot)
    }
    return twice
  }

  /// The fields of which it may say nothing any more, here or there: also of an erasure that head office lost, and that
  /// one of those who wrote to the record has heard of.
  private func erasedFields(of state: RecordState, _ known: RecordState?) -> Set<UInt32> {
    Set(state.erased + (known?.erased ?? [])).union(PersonalFields.numbers(in: state))
  }

  /// A case that head office has elsewhere comes to the scope that it is offered for by a transfer which was lost:
  /// nobody gives one to his own branch, but for those who see every branch, and head office does not have its number;
  /// or it has that transfer by now, and it moved nothing, because another one had come before. Where the branch has
  /// decided since which of two transfers counts, they are seen in what head office has got back of them, or in a change
  /// of somebody else that it does not have.
  /// - Parameter known: head office's own state of the case.
  func wasGivenAway(_ state: RecordState, to code: String, known: RecordState) throws -> Bool {
    let field = FieldID(CaseField.branch.number)
    guard let transfers = state[field] else { return false }
    // Of two that did not see each other either may have brought it.
    let isHead = try transfers.heads.contains { head in
      guard head.value == .text(code) || head.dot == transfers.winner?.dot else { return false }
      guard let author = try db.device(head.dot.replica) else {
        return head.version.author.branch != device.branch.rawValue
      }
      guard author.branch != device.branch || author.seesEveryBranch else { return false }
      guard head.dot.number <= author.covered else { return true }
      let change = try self.known(head.dot.number, of: author)
      return change?.record == state.record && change?.write(to: field)?.value == .text(code)
    }
    if isHead { return true }
    let isKnown = (known[field]?.heads ?? []).contains { head in
      head.value == .text(code) && head.version.author.branch != device.branch.rawValue
    }
    return try isKnown || hasBeenGivenOn(state, from: code) || hasDecided(state, for: code, known: known)
  }

  /// The branch has kept for itself a case that it had been given: what gave it the case stands in no field any more.
  private func hasDecided(_ state: RecordState, for code: String, known: RecordState) throws -> Bool {
    let transfers = state[FieldID(CaseField.branch.number)]?.heads ?? []
    guard transfers.contains(where: { $0.value == .text(code) }) else { return false }
    // Asked for once a replica: a state may say that very much was applied.
    var authors: [ReplicaID: Device?] = [:]
    return try state.applied.dots.contains { dot in
      guard !known.applied.contains(dot) else { return false }
      let asked = try authors[dot.replica] ?? db.device(dot.replica)
      authors[dot.replica] = .some(asked)
      guard let author = asked else { return true }
      return author.branch != device.branch && dot.number > author.covered
    }
  }

  /// It was given to the scope, and from there to another one.
  private func hasBeenGivenOn(_ state: RecordState, from code: String) throws -> Bool {
    var isGiven = false
    try db.eachEncodedChange(of: state.record) { encoded in
      guard let change = try? Change(decoding: encoded), state.applied.contains(change.dot),
        change.write(to: FieldID(CaseField.branch.number))?.value == .text(code),
        change.author.branch != device.branch.rawValue
      else { return true }
      isGiven = true
      return false
    }
    return isGiven
  }

  /// Whether all that made a record was dropped from the quarantine.
  func wasDropped(_ state: RecordState) throws -> Bool {
    let dots = state.applied.dots
    return try !dots.isEmpty
      && dots.allSatisfy { dot in
        guard let author = try db.device(dot.replica), dot.number <= author.covered else { return false }
        return try db.recordOfDiscarded(replica: author.rid, number: dot.number) == state.record
      }
  }

  /// The record of a change that head office has and did not take.
  private func declined(_ number: UInt64, of author: Device) throws -> RecordID? {
    let held = try db.quarantinedGroup(of: author.rid, number: number).first { $0.number == number }
    guard let held else { return try db.recordOfDiscarded(replica: author.rid, number: number) }
    return (try? Change(decoding: held.encoded))?.record
  }

  private func plausibility(
    of version: Version, in state: RecordState, but erased: Set<UInt32>
  ) throws -> Bringing {
    guard let author = try db.device(version.dot.replica) else { return .allowed }
    guard version.author.branch == author.branch.rawValue else { return .refused }
    // What head office has of its author, or would have if it were the device's own: that is pushed first.
    guard version.dot.number <= author.covered || author.rid == device.rid else { return .allowed }
    guard let change = try known(version.dot.number, of: author), change.record == state.record,
      change.author == version.author, state.hasHeads(of: change, but: erased)
    else { return .usedTwice([version.dot]) }
    return .allowed
  }

  /// A change that head office has, in its log or in quarantine: there it may wait for what is just being offered. What
  /// it refused for another reason is in nobody's state, but for what had no place when it was pushed.
  private func known(_ number: UInt64, of author: Device) throws -> Change? {
    if let row = try db.change(replica: author.rid, number: number) { return try? row.decoded() }
    let group = try db.quarantinedGroup(of: author.rid, number: number)
    guard let held = group.first(where: { $0.number == number }),
      let change = try? Change(decoding: held.encoded)
    else { return nil }
    if held.reason == .unknownBase { return change }
    if held.reason == .waiting { return try waitsForGood(group) ? nil : change }
    // Earlier versions took values that this one does not, and states hold them. These its own device brings; but anybody
    // what was refused only because its case was elsewhere, or nowhere, when it came: before what says how the case came
    // to its author's branch. It is judged again when that has come.
    let isOnceTaken = held.reason == .malformed && author.rid == device.rid
    guard held.reason == .forbidden || isOnceTaken else { return nil }
    // A group is judged whole: no part of it comes where another one is refused for more than that.
    let isAllowed = try group.allSatisfy { member in
      try (try? Change(decoding: member.encoded)).map { try isWithinRights($0, of: author) } ?? false
    }
    return isAllowed ? change : nil
  }

  /// Whether a group waits behind one that is in nobody's state: so it is in none either, or a part of it would be taken
  /// that its author's role keeps out by now.
  private func waitsForGood(_ group: [QuarantinedChange]) throws -> Bool {
    try db.heldBefore(group).contains { held in
      try db.device(held.replica).map { try known(held.number, of: $0) == nil } ?? false
    }
  }

  /// Whether nothing but its place and its form can be against a change of a device.
  private func isWithinRights(_ change: Change, of author: Device) throws -> Bool {
    guard author.role.mayEdit, !change.kind.isOnlyMade,
      change.kind != .person || author.role.managesPeople,
      !change.kind.isOfEmployees || author.role.seesEmployeeRecords,
      change.author.branch == author.branch.rawValue
    else { return false }
    let known = try db.record(change.record)?.decoded()
    guard change.givesRoles(within: author.role, over: known),
      change.isWithinAuthority(of: author, making: apply(change, to: known).state),
      try db.mayLink(change, over: known, by: author, place: db.place(of:), as: author.rid)
    else { return false }
    if change.kind == .case, let write = change.write(to: FieldID(CaseField.branch.number)) {
      guard case .text(let code) = write.value, try db.isBranch(code) else { return false }
    }
    guard !author.settlesConflicts else { return true }
    let isOfDeletion = change.kind == .case && change.write(to: FieldID(CaseField.deleted.number)) != nil
    return !isOfDeletion && !settlesConflict(change.writes, in: known, hasSeen: { _ in true })
  }
}

extension RecordState {
  /// Whether the versions here that have a change's dot say what it says, where they say anything yet.
  /// - Parameter erased: fields of which either may say nothing any more.
  func hasHeads(of change: Change, but erased: Set<UInt32>) -> Bool {
    fields.allSatisfy { field in
      field.heads.allSatisfy { head in
        guard head.dot == change.dot else { return true }
        guard let write = change.write(to: field.field) else { return false }
        return head.version.author == change.author
          && (head.value == write.value
            || (head.value == .none || write.value == .none) && erased.contains(field.field.number))
      }
    }
  }

  /// Whether a change may be the one that is applied here under its dot: what it wrote is here, or something that came
  /// in its place.
  func maySay(_ change: Change) -> Bool {
    hasHeads(of: change, but: Set(PersonalFields.numbers(in: self)))
      && change.writes.allSatisfy { self[$0.field]?.heads.isEmpty == false }
  }

  /// The changes whose values another state has and this one, which is to know of them, has not, though nothing came in
  /// their place: nothing goes by itself. What came in it is a change that the other one does not know, with a higher
  /// stamp, as its author had seen what it replaces; or one of which the other knows only what came over it.
  fileprivate func unexplained(from other: RecordState) -> Set<Dot> {
    var dots: Set<Dot> = []
    for field in other.fields {
      let here = self[field.field]?.heads ?? []
      for head in field.heads {
        let isExplained =
          !applied.contains(head.dot) || here.contains { $0.dot == head.dot }
          || here.contains { !other.applied.contains($0.dot) && $0.version.stamp > head.version.stamp }
          || field.unmet.contains(where: applied.contains)
        if !isExplained { dots.insert(head.dot) }
      }
    }
    return dots
  }

  /// The versions that stand in some field here and not in the same one of another state.
  fileprivate func versions(beside other: RecordState?) -> [Version] {
    guard let other else { return headVersions }
    var dots: Set<Dot> = []
    for field in fields {
      let theirs = Set(other[field.field]?.heads.map(\.dot) ?? [])
      for head in field.heads where !theirs.contains(head.dot) { dots.insert(head.dot) }
    }
    return headVersions.filter { dots.contains($0.dot) }
  }
}
