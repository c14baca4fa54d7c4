import Complaints
import GRDB
import RecordStore
import Versioning

/// Law 2, the other half: nobody can have seen what was not made. A base, or the sight of a deletion, that names
/// what is still to come would make it vanish when it comes, without a conflict.
extension Push {
  /// A version that a change says its author saw, and that head office never had.
  struct UnknownVersion {
    let dot: Dot
    /// It may come yet: head office may have lost it. What a change says of itself and of its author's later
    /// ones never comes true.
    let mayCome: Bool
  }

  /// The first version that a change names in a base or a sight and that head office does not have; nil where it
  /// has them all.
  ///
  /// It has what is applied in the record (for a sight, in the aggregate). Of the author's own, and of what its
  /// replica was before, it has all numbers up to the one at hand, applied or not: such a base may name what is
  /// in quarantine or was dropped.
  /// - Parameter last: of a case that has left its author's scope, the last row of the log that he can have seen: what
  ///   was made of it since is not there for him, and is answered as if it were not there at all.
  mutating func unknownVersion(
    in change: Change, _ state: RecordState?, before last: Int64?
  ) throws -> UnknownVersion? {
    let applied = state?.applied ?? DotSet()
    func isInRecord(_ dot: Dot) -> Bool { applied.contains(dot) }
    // What it is part of already, it was judged for (an offer brought it).
    guard !applied.contains(change.dot) else { return nil }
    for write in change.writes {
      for dot in write.base {
        if let other = try otherName(of: dot, write.field, in: state, for: change) {
          return UnknownVersion(dot: other, mayCome: true)
        }
        guard try !has(dot, for: change, before: last, isInRecord) else { continue }
        return UnknownVersion(dot: dot, mayCome: dot.replica != change.dot.replica)
      }
    }
    guard change.kind == .case, let write = change.write(to: FieldID(CaseField.deleted.number)),
      case .sight(let seen) = write.value
    else { return nil }
    var aggregate: Set<Dot>?
    for dot in seen where try !has(dot, for: change, before: last, isInRecord) {
      let children = try aggregate ?? batch.appliedToChildren(of: change.aggregate)
      aggregate = children
      guard try !has(dot, for: change, before: last, children.contains) else { continue }
      return UnknownVersion(dot: dot, mayCome: dot.replica != change.dot.replica)
    }
    return nil
  }

  /// What stands under a dot may have come later than a change that names it, which head office had once and has lost:
  /// then the number was given twice, and its author had seen the other one. (His stamp lies above all that he saw, but
  /// for stamps from the future.)
  /// - Returns: by what name he may have seen it, and an offer may bring it yet.
  private func otherName(
    of dot: Dot, _ field: FieldID, in state: RecordState?, for change: Change
  ) throws -> Dot? {
    guard comesAgain, dot.replica != change.dot.replica,
      let head = state?[field]?.heads.first(where: { $0.dot == dot }),
      head.version.time >= change.times.stamp, !isFromFuture(head.version.time)
    else { return nil }
    return try db.otherName(of: dot)
  }

  private mutating func has(
    _ dot: Dot, for change: Change, before last: Int64?, _ isApplied: (Dot) -> Bool
  ) throws -> Bool {
    if dot.replica == change.dot.replica { return dot.number < change.dot.number }
    if try dot.number <= formerlyCovered(dot.replica) { return true }
    guard isApplied(dot) else { return false }
    guard let last else { return true }
    // What is not in the log came with a state, after head office was restored; and copies know of each other's.
    return try db.logged(dot).map { $0 <= last } ?? true
      || db.family(of: device.rid).contains { $0.replica == dot.replica }
  }

  /// How far head office has the changes of a replica that this device was before; 0 for any other.
  private mutating func formerlyCovered(_ replica: ReplicaID) throws -> UInt64 {
    if let known = formers[replica] { return known }
    let covered =
      try db.isFormer(replica, of: device.rid)
      ? db.first(
        "SELECT d.covered FROM devices d JOIN replicas r ON r.rid = d.replica WHERE r.id = ?",
        values: [.id(replica)], { UInt64(bitPattern: $0.integer(0)) }) ?? 0 : 0
    formers[replica] = covered
    return covered
  }
}
