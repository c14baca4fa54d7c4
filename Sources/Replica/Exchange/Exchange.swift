package import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
package import Versioning

/// Why a response of head office cannot be taken. Nothing of it was.
package enum ExchangeFailure: Error, Sendable {
  /// Head office has other changes under this replica's numbers: this is a copy of a replica, or restored.
  /// Up to `agreed` both have the same.
  case diverged(agreed: UInt64)
  /// Head office has fewer of this replica's changes than it once said: it was restored.
  case headOfficeLostChanges(covered: UInt64, acknowledged: UInt64, chain: [UInt8])
  /// A state or message that this program cannot read.
  case malformed(String)
}

/// What a response brought.
package struct AbsorbOutcome: Sendable {
  /// This replica's changes that head office has now and had not before.
  package var accepted = 0
  /// Records whose state came.
  package var pulled = 0
  /// A feed was followed further: the next pages are others.
  package var hasAdvanced = false
  /// Scopes whose digest differs from head office's at the end of their feed.
  package var digestMismatches: [String] = []
  /// This replica's changes that head office put into quarantine.
  package var quarantined = 0
  /// Records that turned out now to be held here and not at head office, which lost them.
  package var unrepaired = 0
  /// Head office lost something that this store follows: the next request brings it.
  package var mustBring = false
  /// A case has come of which changes are in quarantine here, that were refused as it was elsewhere or nowhere: the next
  /// request asks for them.
  package var mustAsk = false
}

extension ReplicaStore {
  /// The next exchange: the changes that head office does not have, as many as fit, and the cursors. Their
  /// stamps are put right first, where they are known to be wrong.
  /// - Parameters:
  ///   - withoutPages: only changes are wanted to go up.
  ///   - withoutChanges: nor do any go up: head office is only asked how far it has this replica's changes.
  ///   - goesOn: only more changes of the same push go up: what is followed was named with the first of them, and is
  ///     named again with the last, so that a long push does not look through all that waits each time.
  package func nextRequest(
    withoutPages: Bool = false, withoutChanges: Bool = false, goesOn: Bool = false
  ) throws -> SyncRequest {
    let (request, isRight): (SyncRequest, Bool) = try translatingStoreErrors {
      try queue.inDatabase { db in
        try self.request(db, withoutPages: withoutPages, withoutChanges: withoutChanges, goesOn: goesOn)
      }
    }
    if isRight, request.changes.isEmpty { return request }
    return try writing { db in
      let identity = try db.identity()
      let covered = UInt64(bitPattern: try db.meta(.covered) ?? 0)
      if !isRight {
        try Restamping(db, surroundings: surroundings).restampAll(
          after: covered, replica: try db.replicaRid(identity.replica), identity: identity)
      }
      let request =
        isRight ? request : try self.request(db, withoutPages: withoutPages, goesOn: goesOn).request
      let last = covered + UInt64(request.changes.count)
      if last > UInt64(bitPattern: try db.meta(.attempted) ?? 0) {
        try db.setMeta(.attempted, Int64(bitPattern: last))
      }
      return request
    }
  }

  /// - Returns: the request, and whether the stamps in it are right.
  func request(
    _ db: Database, withoutPages: Bool, withoutChanges: Bool = false, goesOn: Bool = false,
    after number: UInt64? = nil
  ) throws -> (request: SyncRequest, isRight: Bool) {
    let reader = ReplicaReader(db: db, identity: try db.identity(), surroundings: surroundings)
    let covered = try number ?? UInt64(bitPattern: db.meta(.covered) ?? 0)
    let batch = withoutChanges ? [] : try reader.batch(after: covered, withheld: number == nil)
    let clocks = try Restamping(db, surroundings: surroundings)
    let times = try clocks.times(
      of: batch, after: covered, replica: try db.replicaRid(reader.identity.replica))
    var request = SyncRequest()
    request.protocol = Limits.protocolVersion
    request.replica = reader.identity.replica.data
    request.clock = surroundings.wall()
    request.boot = surroundings.boot.data
    request.monotonic = surroundings.monotonic()
    request.corrected = clocks.headOfficeNow
    request.changes = batch.map { Data($0.encoded) }
    let acknowledged = UInt64(bitPattern: try db.meta(.covered) ?? 0)
    if covered == acknowledged, covered > 0 {
      request.covered = covered
      request.chain = try db.meta(.coveredChain) ?? Data()
    }
    request.moreChanges = try withoutPages || UInt64(batch.count) < UInt64(reader.pending())
    request.made = UInt64(bitPattern: try db.meta(.made) ?? 0)
    let comparing = try db.comparedScopes()
    request.cursors = try db.scopes().filter { $0.position > 0 && !comparing.contains($0.rid) }.map { scope in
      var cursor = FeedCursor()
      cursor.scope = scope.code
      cursor.position = UInt64(scope.position)
      cursor.token = Data(scope.token ?? [])
      return cursor
    }
    if let code = reader.identity.managersScope, !request.cursors.contains(where: { $0.scope == code }) {
      var cursor = FeedCursor()
      cursor.scope = code
      request.cursors.append(cursor)
    }
    request.unrepaired = UInt64(try reader.unrepairedCount())
    (request.retries, request.discards) = try db.quarantineWishes()
    // Head office may have lost that something was dropped: it is not to come in with what is sent again.
    request.discards += batch.filter { $0.status == .discarded }.map(\.number)
    if !goesOn || !request.moreChanges {
      request.followed = try db.followedChanges(replica: try db.replicaRid(reader.identity.replica))
    }
    // What head office had once keeps its number, whoever has brought its act since.
    request.adopts = try covered >= UInt64(bitPattern: db.meta(.settled) ?? 0)
    if try db.meta(.scrubPending) != 1 {
      request.erased = try db.map(
        "SELECT id FROM erasures_done WHERE told = 0 ORDER BY id LIMIT ?",
        values: [.integer(Int64(Limits.acknowledgements))]
      ) { Data($0.bytes(0) ?? []) }
    }
    let said = try db.map("SELECT id FROM erasures_done WHERE told = 1", values: []) { $0.bytes(0) ?? [] }
    request.saidErased = Data(ErasuresSaid(said + request.erased.map { Array($0) }).hash)
    return (request, times == nil)
  }

  /// Takes in a response, in one transaction: what head office has of this replica, then its states.
  ///
  /// A change leaves the pending ones when a state of its record, or the end of the feed, comes in a
  /// response that covers its number: only then is it known to be part of what head office sent. So a lost
  /// answer never shows a false conflict, nor forgets an edit.
  package func absorb(_ response: SyncResponse, _ arrival: Arrival) throws -> AbsorbOutcome {
    let outcome = try writing { db in
      var absorber = try Absorber(
        db: db, surroundings: surroundings, arrival: arrival, clock: response.clock)
      try absorber.acknowledge(response)
      for page in response.pages { try absorber.absorb(page) }
      if !response.more, !arrival.isLate {
        try absorber.agreeOnEmptyScopes()
        // First: what was never taken is told from what is, until the feed's end has settled that.
        try absorber.erase(response.erasures, isAnew: response.erasuresAnew)
        try absorber.endFeed()
      }
      try absorber.finish(response)
      // By file nobody asks for more at once, which would do it.
      if case .live = arrival {} else { try db.correctPending(surroundings) }
      // Before it is committed: an exchange that is cut off here does it again.
      try noteKeptTexts(absorber.departed, db)
      try eraseBeside(absorber.erased, absorber.orders, db)
      return absorber.outcome
    }
    try finishErasure()
    return outcome
  }

  /// Whether an erasure was done here that head office has not been told of.
  package func hasErasuresToAcknowledge() throws -> Bool {
    try read { reader in
      try reader.db.meta(.scrubPending) != 1
        && reader.db.first("SELECT 1 FROM erasures_done WHERE told = 0 LIMIT 1", values: []) { _ in true }
          ?? false
    }
  }

  /// Keeps the changes that head office tells of some records, to show a history and a conflict's base.
  package func keepHistory(_ response: HistoryResponse) throws {
    let changes = response.changes.map { [UInt8]($0) }
    try translatingStoreErrors {
      try queue.inDatabase { db in
        try db.inTransaction(.immediate) {
          let before = db.totalChangesCount
          let own = try db.identity().replica
          // Asked for before an erasure, and answered after this file had done it.
          func erased(of record: RecordID) throws -> Set<UInt32> {
            guard let state = try db.record(record)?.decoded() else { return [] }
            return Set(state.erased)
          }
          for encoded in changes {
            // Its own are here. One that is not was made by what this store was before it was restored, or by
            // its twin: kept, it would stand where the next change of this store goes.
            guard let change = try? Change(decoding: encoded), change.dot.replica != own,
              try db.record(change.record) != nil
            else { continue }
            let kept = try change.erasing(erased(of: change.record))?.encoded()
            let replica = try db.replicaRid(change.dot.replica)
            guard try db.change(replica: replica, number: change.dot.number) == nil else { continue }
            try db.insertChange(
              replica: replica, number: change.dot.number, record: change.record, status: .history,
              at: change.times.stamp.milliseconds, hash: try ContentHash(encodedChange: encoded),
              encoded: kept ?? encoded,
              stripped: kept != nil)
          }
          try StoreFile.markFirstPage(db, since: before)
          return .commit
        }
      }
    }
  }

  /// The open conflicts, by id, with the record of each.
  package func openConflicts() throws -> [ConflictID: RecordID] {
    try read { reader in
      try reader.db.rows("SELECT k.place, k.heads, r.id FROM conflicts k JOIN records r ON r.rid = k.record")
        .reduce(into: [:]) { found, row in
          found[ConflictID(place: row[0], heads: row[1])] = row.identifier(2)
        }
    }
  }
}

extension ReplicaReader {
  /// How many changes may go up now. While head office is told what it lost, only what it had once: in the rest there
  /// may be names of versions that turn out to go by others.
  package func sendable() throws -> Int {
    let pending = try pending()
    guard pending > 0, try db.isRecovering() || db.isBringing() else { return pending }
    return min(pending, Int(max(try lastHadOnce() - (try db.meta(.covered) ?? 0), 0)))
  }

  /// The last of this replica's changes that head office can have had. It has groups whole: what it told of a number within
  /// one it told of another change, which a copy of this store has made.
  private func lastHadOnce() throws -> Int64 {
    let settled = try db.meta(.settled) ?? 0
    let last = try db.change(replica: db.replicaRid(identity.replica), number: UInt64(bitPattern: settled))
    guard let group = try last?.decoded().group, group.last > UInt64(bitPattern: settled) else {
      return settled
    }
    return Int64(bitPattern: group.first) - 1
  }

  /// Pending changes from a number on: whole groups, within the limits of a push.
  /// - Parameter withheld: only those that may go up now; by file all go at once.
  fileprivate func batch(after covered: UInt64, withheld: Bool) throws -> [ChangeRow] {
    let sendable = withheld ? try sendable() : try pending()
    guard sendable > 0 else { return [] }
    let end = withheld ? covered + UInt64(sendable) : UInt64.max
    let replica = try db.replicaRid(identity.replica)
    var rows: [ChangeRow] = []
    var bytes = 0
    var isCut = false
    // Read in parts: as many changes as one push may have could be far more than its bytes.
    read: while true {
      let part = try db.changes(replica: replica, after: rows.last?.number ?? covered, limit: 500)
      for row in part where row.number <= end {
        bytes += row.encoded.count
        isCut = bytes > Limits.batchBytes || rows.count == Limits.batchChanges
        if isCut { break read }
        rows.append(row)
      }
      if part.count < 500 || part.last.map({ $0.number > end }) ?? false { break }
    }
    while isCut, let last = rows.last, try last.decoded().group.last != last.number { rows.removeLast() }
    return rows
  }
}
