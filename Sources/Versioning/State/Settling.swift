/// Law 3: whoever leaves one value where heads differed has decided, whatever command or program wrote it, and
/// needs the right to.
///
/// A change decides what its author had before their eyes. Those are the heads that its base names, and the heads
/// that they are held to have seen besides. If these differed, the change settles the conflict where
/// - its base names heads that differ: nobody replaces two values with one by the way; or
/// - fewer values are left of them than there were: one went, and nothing new came in its place. So an edit to the
///   value that lost settles it, and so does giving up the losing value for the winner's.
///
/// An ordinary edit puts another value in the place of the one shown: as many differ afterwards as before. An edit
/// whose author saw one value only settles nothing, even where it happens to say what somebody else said: equal
/// values that were written without sight of each other are one value.
///
/// - Parameters:
///   - writes: of one change.
///   - hasSeen: whether the author is held to have seen a head that the base does not name.
package func settlesConflict(
  _ writes: [FieldWrite], in state: RecordState?, hasSeen: (Dot) throws -> Bool
) rethrows -> Bool {
  guard let state else { return false }
  return try writes.contains { write in
    guard let field = state[write.field], field.isConflicted else { return false }
    let base = Set(write.base)
    let replaced = field.heads.filter { base.contains($0.dot) }
    // What replaces nothing leaves everything that stood.
    guard let first = replaced.first else { return false }
    if replaced.contains(where: { !$0.value.means(first.value) }) { return true }
    let beside = try field.heads.filter { try !base.contains($0.dot) && hasSeen($0.dot) }.map(\.value.meaning)
    let before = Set(beside + [first.value.meaning])
    let after = Set(beside + [state.kept(write.value, in: write.field).meaning])
    return before.count > 1 && after.count < before.count
  }
}

/// Whether a change decides that a deletion stands against edits which it had not seen, or that those stand against
/// the deletion, by somebody who had both before their eyes.
///
/// A deletion settles it where its author says that they saw such an edit and knew of a deletion; a restoration where
/// its author is held to have seen such an edit. (Who saw a plain deletion and restores it decides nothing, whatever
/// has come in between; and a deletion that saw neither is a version beside the other.) Heads of the field that differ
/// are a conflict of the field itself: see `settlesConflict`.
///
/// - Parameters:
///   - field: the root's deletion field.
///   - children: the other records of the aggregate.
///   - hasSeen: whether the author is held to have seen a version that the change does not name.
package func settlesDeletion(
  _ writes: [FieldWrite], field: FieldID, root: RecordState, children: some Sequence<RecordState>,
  hasSeen: (Dot) throws -> Bool
) rethrows -> Bool {
  guard let write = writes.first(where: { $0.field == field }), let deletion = root[field],
    !deletion.isConflicted,
    case .conflicted(let unseen) = deletionState(field: field, root: root, children: children)
  else { return false }
  let replaced = deletion.heads.filter { write.base.contains($0.dot) }
  guard case .sight(let seen) = write.value else {
    return try replaced.count == deletion.heads.count && unseen.contains { try hasSeen($0) }
  }
  let known = Set(seen)
  guard try !replaced.isEmpty || deletion.heads.contains(where: { try hasSeen($0.dot) }) else { return false }
  return unseen.contains { known.contains($0) }
}

/// Whether a change could settle that by what it says itself: where it could not, the aggregate's other records need not
/// be read for it. A deletion that saw nothing which the others had not seen decides nothing, nor does a restoration
/// that leaves one of them.
package func maySettleDeletion(_ writes: [FieldWrite], field: FieldID, root: RecordState) -> Bool {
  guard let write = writes.first(where: { $0.field == field }), let deletion = root[field] else {
    return false
  }
  guard case .sight(let seen) = write.value else {
    return deletion.heads.allSatisfy { write.base.contains($0.dot) }
  }
  var theirs = Set(deletion.heads.map(\.dot))
  for case .sight(let dots) in deletion.heads.map(\.value) { theirs.formUnion(dots) }
  return !theirs.isSuperset(of: seen)
}

extension Value {
  /// Equal for values that mean the same.
  fileprivate var meaning: Value {
    if case .sight = self { return .sight([]) }
    return self
  }
}
