import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// What lies on head office's disk when a run has come to rest.
struct OfficeFacts: Sendable {
  struct Logged: Sendable {
    /// Its row.
    let row: Int64
    let dot: Dot
    let hash: ContentHash
    let receivedAt: Int64
    let encoded: [UInt8]
    let change: Change
  }

  struct Account: Sendable {
    let replica: ReplicaID
    let covered: UInt64
    let chain: [UInt8]
    let isRevoked: Bool
  }

  let records: [StoredRecord]
  let scopes: [ScopeRow]
  let log: [Logged]
  let accounts: [Account]
  let quarantine: [Quarantined]
  /// Changes that were dropped from the quarantine.
  let discarded: [Dot: ContentHash]

  struct Quarantined: Sendable {
    let dot: Dot
    /// The first number of its group.
    let first: UInt64
    let hash: ContentHash
    let aggregate: RecordID?
    let reason: String
    /// Nil where it cannot be read.
    let change: Change?
    /// Stored: the optimizer of Swift 6.3 stops at this read where it follows it through `change`.
    let salt: UInt64?

    init(
      dot: Dot, first: UInt64, hash: ContentHash, aggregate: RecordID?, reason: String, change: Change?
    ) {
      (self.dot, self.first, self.hash) = (dot, first, hash)
      (self.aggregate, self.reason, self.change) = (aggregate, reason, change)
      salt = change?.salt
    }
  }

  init(_ db: Database) throws {
    records = try StoredRecord.all(db)
    scopes = try db.scopes()
    log = try Self.log(db, after: 0).logged
    accounts = try db.rows(
      "SELECT r.id, d.covered, d.chain, d.revoked_at FROM devices d JOIN replicas r ON r.rid = d.replica"
    ).compactMap { row in
      guard let replica = row.identifier(0), let chain = row.bytes(2) else { return nil }
      return Account(
        replica: replica, covered: UInt64(bitPattern: row[1]), chain: chain,
        isRevoked: row[3] as Int64? != nil)
    }
    quarantine = try Self.quarantine(db)
    discarded = try db.rows(
      "SELECT r.id, d.number, d.hash FROM discarded d JOIN replicas r ON r.rid = d.replica"
    ).reduce(into: [:]) { found, row in
      guard let replica = row.identifier(0), let hash = row.bytes(2).flatMap({ ContentHash(bytes: $0) })
      else { return }
      found[Dot(replica, UInt64(bitPattern: row[1]))] = hash
    }
  }

  /// What stands in quarantine.
  static func quarantine(_ db: Database) throws -> [Quarantined] {
    try db.rows(
      """
      SELECT r.id, q.number, q.hash, q.aggregate, q.reason, q.encoded, q.first
      FROM quarantine q JOIN replicas r ON r.rid = q.replica ORDER BY r.id, q.number
      """
    ).compactMap { row in
      guard let replica = row.identifier(0), let hash = row.bytes(2).flatMap({ ContentHash(bytes: $0) })
      else { return nil }
      return Quarantined(
        dot: Dot(replica, UInt64(bitPattern: row[1])), first: UInt64(bitPattern: row[6]), hash: hash,
        aggregate: row.identifier(3), reason: row[4],
        change: row.bytes(5).flatMap { try? Change(decoding: $0) })
    }
  }

  /// The rows of the log after one, and the last of them.
  static func log(_ db: Database, after last: Int64) throws -> (logged: [Logged], last: Int64) {
    var reached = last
    let logged = try db.rows(
      """
      SELECT c.seq, r.id, c.number, c.hash, c.at, c.encoded FROM changes c JOIN replicas r ON r.rid = c.replica
      WHERE c.seq > ? ORDER BY c.seq
      """, [last]
    ).map { row -> Logged in
      reached = row[0]
      guard let replica = row.identifier(1), let hash = row.bytes(3).flatMap({ ContentHash(bytes: $0) }),
        let encoded = row.bytes(5), let change = try? Change(decoding: encoded)
      else { throw Violation(.nothingUnexpected, "head office's log has a row that is no change") }
      return Logged(
        row: reached, dot: Dot(replica, UInt64(bitPattern: row[2])), hash: hash, receivedAt: row[4],
        encoded: encoded,
        change: change)
    }
    return (logged, reached)
  }
}

/// What lies on a replica's disk then.
struct ReplicaFacts: Sendable {
  let place: String
  let seesEverything: Bool
  let role: Role
  let branch: String
  let replica: ReplicaID
  let held: Holding
  let records: [StoredRecord]
  let scopes: [ScopeRow]
  let pending: Int
  let waiting: Int
  /// The records that it tells with every sync: it has them from before head office was restored, which has them not.
  let unrepaired: Set<RecordID>
  /// What it keeps beside head office's states of such records.
  let beside: Set<DeedID>
  /// The records with changes of this replica in quarantine.
  let quarantined: Set<RecordID>
  /// How often what is published helped, as it counts.
  let helpful: [RecordID: HelpfulCount]
  /// What people learnt, as its reports count it.
  let learnt: [Attendance]
  /// By branch what it lists as not acknowledged there: its own, and where it sees every branch those of each.
  let missing: [String: Set<RecordID>]
  /// Its own log: number, hash.
  let log: [(number: UInt64, hash: ContentHash)]

  func mayHold(_ scope: String) -> Bool { Oracle.mayHold(scope, role, of: branch) }
}
