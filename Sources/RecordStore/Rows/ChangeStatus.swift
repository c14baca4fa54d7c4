/// Where a change stands.
package enum ChangeStatus: Int, Sendable {
  /// Head office does not have it.
  case pending = 0
  /// Head office has it; its result has not come back.
  case sent = 1
  /// It is in the state that head office sent, or: this store is head office.
  case accepted = 2
  /// Somebody else's, fetched to show a history.
  case history = 3
  /// Head office has it in quarantine. Still part of what is shown here.
  case quarantined = 4
  /// It was in quarantine and was dropped.
  case discarded = 5
}

/// Changes of some states, as a statement names them: `WHERE status \(ChangeSet.waiting)`. Numbers, not parameters:
/// SQLite knows a partial index by its words alone.
package struct ChangeSet: Sendable, CustomStringConvertible {
  package let description: String

  private init(_ condition: String) { description = condition }

  private init(_ statuses: ChangeStatus...) {
    description = "IN (" + statuses.map { "\($0.rawValue)" }.joined(separator: ", ") + ")"
  }

  /// Pending or sent: how they end is not known. In the words of the index `changes_waiting`.
  package static let waiting = ChangeSet("< 2")
  /// In the words of the index `changes_quarantined`.
  package static let quarantined = ChangeSet("= 4")
  /// Part of what is shown here, and not of the state that head office sent.
  package static let shownHereOnly = ChangeSet(.pending, .sent, .quarantined)
  /// Head office said that it has them, and they may stand anywhere there.
  package static let covered = ChangeSet(.sent, .accepted, .quarantined)
  /// They stand in head office's states, or are about to.
  package static let stated = ChangeSet(.sent, .accepted)
  /// Head office's states do not have them, or are not known to.
  package static let notAccepted = ChangeSet(.pending, .sent, .quarantined, .discarded)
  /// What became of them is known, and they are no matter of this replica's any more.
  package static let past = ChangeSet(.accepted, .history)
  /// Of this store, and how they ended is known.
  package static let settled = ChangeSet(.accepted, .discarded)
  /// Made here or by a copy, not fetched for a history.
  package static let own = ChangeSet(.pending, .sent, .accepted, .quarantined, .discarded)
}
