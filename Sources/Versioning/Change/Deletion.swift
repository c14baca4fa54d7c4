/// How a deleted aggregate stands.
package enum DeletionState: Hashable, Sendable {
  case present
  case deleted
  /// Deleted by someone who had not seen these versions: the case stays visible until it is decided.
  case conflicted(unseen: [Dot])

  package var isVisible: Bool { self != .deleted }
}

/// The law of deletion: a deletion is a version like any other, of one field of the aggregate's root, and
/// its value is what its author saw: the head versions of every record of the aggregate. It conflicts with
/// an edit if and only if the edit's version is a head that no deletion saw. (An edit which a seen one
/// replaced is no head; one made after the deletion needs a restoration first.)
///
/// Two deletions without sight of each other are one decision: what either saw counts as seen.
///
/// - Parameters:
///   - field: the root's deletion field.
///   - root: the aggregate's root record; the deletion's own versions do not count as edits.
///   - children: the other records of the aggregate.
package func deletionState(
  field: FieldID, root: RecordState, children: some Sequence<RecordState>
) -> DeletionState {
  guard let deletion = root[field] else { return .present }
  if deletion.isConflicted {
    // Restored by someone who had not seen this deletion, whichever of the two is shown.
    return .conflicted(unseen: deletion.heads.filter { $0.value == .none }.map(\.dot))
  }
  guard case .sight = deletion.value else { return .present }
  var seen: Set<Dot> = []
  for head in deletion.heads {
    seen.insert(head.dot)
    if case .sight(let dots) = head.value { seen.formUnion(dots) }
  }
  var unseen: Set<Dot> = []
  func look(at record: RecordState) {
    for field in record.fields {
      for head in field.heads where !seen.contains(head.dot) { unseen.insert(head.dot) }
    }
  }
  look(at: root)
  for child in children { look(at: child) }
  return unseen.isEmpty ? .deleted : .conflicted(unseen: unseen.sorted())
}

/// The value of a deletion made now: all head versions of the aggregate.
package func sight(of records: some Sequence<RecordState>) -> Value {
  var dots: Set<Dot> = []
  for record in records { for field in record.fields { for head in field.heads { dots.insert(head.dot) } } }
  return .sight(dots.sorted())
}
