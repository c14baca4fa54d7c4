package import RecordStore
package import Replica
package import Versioning

/// What a sync did.
package struct SyncReport: Hashable, Sendable {
  package init() {}

  /// Changes that head office has now and had not before.
  package var pushed = 0
  /// Records whose state came.
  package var pulled = 0
  /// Conflicts that were not there before.
  package var conflicts = 0
  /// Changes that head office put into quarantine.
  package var quarantined = 0
  package var traffic = Traffic()
  /// Scopes in which this replica and head office did not agree: a bug, which is told. They were compared
  /// and put right; these records differed.
  package var digestMismatches: [String] = []
  package var differing: Set<RecordID> = []
  /// What is held here and head office does not have since it was restored, because it would not take it. It is
  /// kept, and offered again with each sync.
  package var unrepaired: [UnrepairedRecord] = []
  /// Scopes in which both still differ beyond that, although they were compared.
  package var unrepairedScopes: [String] = []
  /// This store was a copy, or restored: it goes on under an id of its own.
  package var isNewIncarnation = false
  /// Head office was restored from an older copy: what it had lost was offered to it again.
  package var hasRecovered = false

  /// Adds what an earlier part of the same sync did. What is still not at head office, or differs, is as the later
  /// part found it.
  package mutating func add(_ earlier: SyncReport) {
    pushed += earlier.pushed
    pulled += earlier.pulled
    conflicts += earlier.conflicts
    quarantined += earlier.quarantined
    traffic += earlier.traffic
    isNewIncarnation = isNewIncarnation || earlier.isNewIncarnation
    hasRecovered = hasRecovered || earlier.hasRecovered
    digestMismatches += earlier.digestMismatches.filter { !digestMismatches.contains($0) }
    differing.formUnion(earlier.differing)
  }
}

/// Why a sync ended early. What was exchanged before stays; what is pending stays pending.
package enum SyncFailure: Error, Sendable {
  case notEnrolled
  case transport(TransportFailure)
  case exchange(ExchangeFailure)
  case store(StoreError)
  /// Head office answers, but nothing goes on.
  case noProgress
}
