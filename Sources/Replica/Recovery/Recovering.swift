import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
package import Versioning

/// Law 6, the other side: head office was restored from a backup, or a digest differs. Both are put right by
/// comparing whole scopes, offering what head office lacks, and taking what this replica lacks.
extension ReplicaStore {
  /// Head office is not what it was: everything that it may have lost is offered before anything is taken.
  /// - Parameters:
  ///   - covered: what it has of this replica's changes now; nil where that is not known yet.
  ///   - chain: the running hash that goes with it; nil where only the number was told, as with a refusal for a
  ///     gap. Whether the changes up to there are the same shows with the next answer.
  package func beginRecovery(covered: UInt64? = nil, chain: [UInt8]? = nil) throws {
    try writing { db in
      for scope in try db.scopes() where scope.position > 0 {
        try db.beginComparison(of: scope, isRecovery: true)
      }
      guard let covered else { return }
      let identity = try db.identity()
      let replica = try db.replicaRid(identity.replica)
      var own = ContentHash.chainStart
      try db.each(
        "SELECT hash FROM changes WHERE replica = ? AND number <= ? ORDER BY number",
        values: [.integer(replica), .number(covered)]
      ) { row in
        if let hash = row.bytes(0).flatMap({ ContentHash(bytes: $0) }) { own = own.chained(hash) }
        return true
      }
      guard chain.map({ $0 == own.bytes }) ?? true else { throw ExchangeFailure.diverged(agreed: 0) }
      // What this device must not have any more it cannot send again: it goes on under another id without.
      guard try !db.hasWithheld(replica: replica, after: covered) else {
        throw ExchangeFailure.diverged(agreed: covered)
      }
      try db.setMeta(.covered, Int64(bitPattern: covered))
      try db.setMeta(.coveredChain, Data(own.bytes))
      try db.run(
        "UPDATE changes SET status = ? WHERE replica = ? AND number > ? AND status \(ChangeSet.covered)",
        values: [.status(.pending), .integer(replica), .number(covered)])
      try db.run("DELETE FROM quarantine WHERE number > ?", values: [.number(covered)])
      try db.run("DELETE FROM untold WHERE number > ?", values: [.number(covered)])
      try db.rehashErased(replica: replica, after: covered)
    }
  }

  /// A digest differs: the scope is compared whole.
  package func beginComparison(of scopes: [String]) throws {
    try writing { db in
      for code in scopes {
        if let scope = try db.scope(code) { try db.beginComparison(of: scope, isRecovery: false) }
      }
    }
  }

  package func isComparing() throws -> Bool {
    try read { try !$0.db.comparedScopes().isEmpty }
  }

  /// The next part of a scope to compare; nil where none is left.
  package func comparisonRequest() throws -> CompareRequest? {
    try read { reader in
      let db = reader.db
      let next = try db.first("SELECT scope, after FROM comparisons ORDER BY scope LIMIT 1", values: []) {
        (scope: $0.integer(0), after: $0.bytes(1) ?? [])
      }
      guard let next, let scope = try db.scopes().first(where: { $0.rid == next.scope }) else { return nil }
      var request = CompareRequest()
      request.protocol = Limits.protocolVersion
      request.replica = reader.identity.replica.data
      request.scope = scope.code
      request.after = Data(next.after)
      var count = 0
      try db.each(
        "SELECT id, state FROM records WHERE scope = ? AND id > ? AND state IS NOT NULL ORDER BY id LIMIT ?",
        values: [.integer(next.scope), .blob(next.after), .integer(Int64(Limits.comparedRecords))]
      ) { row in
        request.records.append(contentsOf: row.bytes(0) ?? [])
        request.hashes.append(contentsOf: ContentHash(content: row.bytes(1) ?? []).bytes.prefix(8))
        count += 1
        return true
      }
      request.last = count < Limits.comparedRecords
      return request
    }
  }

  /// What one part's answer shows: what head office lacks is to be offered.
  /// - Returns: the offers that have to be made before the comparison goes on, and the records that differed.
  package func offers(for response: CompareResponse, to request: CompareRequest) throws -> (
    offers: [OfferRequest], differing: [RecordID]
  ) {
    try read { reader in
      let (db, identity) = (reader.db, reader.identity)
      guard let scope = try db.scope(request.scope) else { return ([], []) }
      // Cases first: where a case belongs, its records do.
      var (cases, children): ([OfferedState], [OfferedState]) = ([], [])
      var differing: [RecordID] = []
      func offer(_ row: RecordRow) {
        guard let state = row.state else { return }
        var entry = OfferedState()
        entry.state = Data(state)
        entry.number = row.number ?? ""
        if row.aggregate == row.id { cases.append(entry) } else { children.append(entry) }
      }
      for entry in response.entries {
        let theirs: RecordState
        do { theirs = try RecordState(decoding: [UInt8](entry.state)) } catch {
          throw ExchangeFailure.malformed("\(error)")
        }
        differing.append(theirs.record)
        guard let row = try db.record(theirs.record), row.scope == scope.rid, let bytes = row.state,
          let ours = try? RecordState(decoding: bytes)
        else { continue }
        // Only what is new to head office: a change that it lacks or has in another form, or an erasure.
        if !theirs.has(allOf: ours) { offer(row) }
      }
      for id in response.lacking.compactMap({ RecordID(bytes: Array($0)) }) {
        differing.append(id)
        if let row = try db.record(id) { offer(row) }
      }
      // Head office takes states only for what it has lost: a difference alone is its word against this one's.
      guard let lost = try db.lostCursor(of: scope) else { return ([], differing) }
      var offers = (cases + children).packed(scope: scope.code, replica: identity.replica)
      if response.through.isEmpty, scope.code == identity.branch.rawValue {
        offers += try db.formerChanges(scope: scope.code, identity: identity)
      }
      for at in offers.indices { offers[at].cursor = lost }
      return (offers, differing)
    }
  }

  /// Notes where head office's feed of a scope ends, before the first part of it is offered.
  package func noteEnd(of code: String, at position: UInt64) throws {
    try writing { db in
      guard let scope = try db.scope(code) else { return }
      try db.run(
        "UPDATE comparisons SET ended = coalesce(ended, ?) WHERE scope = ?",
        values: [.number(min(position, UInt64(Int64.max))), .integer(scope.rid)])
    }
  }

  /// Goes on behind a part whose offers were made. At the end of the scope its feed is followed from the
  /// beginning: whatever differs comes again.
  package func advanceComparison(of code: String, through: [UInt8]) throws {
    try writing { db in
      guard let scope = try db.scope(code) else { return }
      if through.isEmpty { return try db.endComparison(of: scope) }
      try db.run(
        "UPDATE comparisons SET after = ? WHERE scope = ?", values: [.blob(through), .integer(scope.rid)])
    }
  }
}

extension Database {
  /// A change that lost erased values is sent anew as it is now: its hash is that of what is sent, or both
  /// sides would chain over two contents.
  func rehashErased(replica: Int64, after covered: UInt64) throws {
    let rows = try changes(replica: replica, after: covered, limit: Int(Int32.max))
    for row in rows {
      let hash = ContentHash(wire: row.encoded)
      guard hash != row.hash else { continue }
      try run("UPDATE changes SET hash = ? WHERE seq = ?", values: [.blob(hash.bytes), .integer(row.seq)])
    }
  }

  /// What head office could not take while it lacked the case, or had it elsewhere, it can take now.
  func retryQuarantined() throws {
    try run(
      "UPDATE quarantine SET wish = ? WHERE wish IS NULL", values: [.wish(.retry)])
    try run(
      "UPDATE followed SET wish = ? WHERE wish IS NULL", values: [.wish(.retry)])
  }

  /// Whether head office is being told what it lost.
  func isRecovering() throws -> Bool {
    try first("SELECT 1 FROM comparisons WHERE token IS NOT NULL LIMIT 1", values: []) { _ in true } ?? false
  }

  func comparedScopes() throws -> Set<Int64> {
    Set(try map("SELECT scope FROM comparisons", values: []) { $0.integer(0) })
  }

  /// The scope is to be compared whole; the positions of its records are void.
  func beginComparison(of scope: ScopeRow, isRecovery: Bool) throws {
    let isLost = isRecovery && scope.token != nil
    try run(
      "INSERT OR REPLACE INTO comparisons (scope, position, token) VALUES (?, ?, ?)",
      values: [
        .integer(scope.rid), isLost ? .integer(scope.position) : .null, .blob(isLost ? scope.token : nil),
      ])
    try setMeta(.epoch, (try meta(.epoch) ?? 0) + 1)
  }

  /// The commit of a compared scope that head office is to have lost; nil where it lost nothing.
  func lostCursor(of scope: ScopeRow) throws -> FeedCursor? {
    try first(
      "SELECT position, token FROM comparisons WHERE scope = ? AND token IS NOT NULL",
      values: [.integer(scope.rid)]
    ) { row in
      var cursor = FeedCursor()
      cursor.scope = scope.code
      cursor.position = UInt64(bitPattern: row.integer(0))
      cursor.token = Data(row.bytes(1) ?? [])
      return cursor
    }
  }

  func endComparison(of scope: ScopeRow) throws {
    var scope = scope
    try run(
      "UPDATE records SET position = NULL WHERE scope = ? AND position IS NOT NULL",
      values: [.integer(scope.rid)])
    scope.position = 0
    scope.token = nil
    scope.digest = ScopeDigest()
    scope.records = 0
    try each(
      "SELECT id, state FROM records WHERE scope = ? AND state IS NOT NULL", values: [.integer(scope.rid)]
    ) { row in
      if let id = row.identifier(0) { scope.count(row.bytes(1), insteadOf: nil, of: id) }
      return true
    }
    try update(scope)
    try noteCompared(scope.rid)
    try run("DELETE FROM comparisons WHERE scope = ?", values: [.integer(scope.rid)])
    if try comparedScopes().isEmpty { try retryQuarantined() }
  }

  /// Accepted changes of the replica's former incarnations, in offers that fit.
  func formerChanges(scope: String, identity: ReplicaIdentity) throws -> [OfferRequest] {
    let rows = try map(
      """
      SELECT \(ChangeRow.columns) FROM changes
      WHERE status \(ChangeSet.stated) AND replica <> ? AND stripped < 2 ORDER BY seq
      """, values: [.integer(try replicaRid(identity.replica))], ChangeRow.init)
    var offers: [OfferRequest] = []
    for row in rows {
      let isFull =
        offers.last.map { last in
          last.changes.count >= Limits.batchChanges
            || last.changes.reduce(0) { $0 + $1.count } + row.encoded.count > Limits.batchBytes
        } ?? true
      if isFull { offers.append(OfferRequest(scope: scope, replica: identity.replica)) }
      offers[offers.count - 1].changes.append(Data(row.encoded))
    }
    return offers
  }
}

extension OfferRequest {
  init(scope: String, replica: ReplicaID) {
    self.init()
    `protocol` = Limits.protocolVersion
    self.replica = replica.data
    self.scope = scope
  }
}

extension [OfferedState] {
  /// In requests that fit.
  func packed(scope: String, replica: ReplicaID) -> [OfferRequest] {
    var offers: [OfferRequest] = []
    var bytes = Int.max
    for state in self {
      if bytes > Limits.pageBytes || (offers.last?.states.count ?? 0) >= Limits.offeredStates {
        offers.append(OfferRequest(scope: scope, replica: replica))
        bytes = 0
      }
      offers[offers.count - 1].states.append(state)
      bytes += state.state.count
    }
    return offers
  }
}

extension MetaKey<Int64> {
  /// Counts the times that head office turned out not to be what it was: positions of earlier ones are void.
  static var epoch: MetaKey<Int64> { MetaKey("epoch") }
}
