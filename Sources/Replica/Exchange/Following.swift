import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What a store made under ids that it does not have any more, or that a copy of it brought, keeps its dot. As
/// long as it may be in quarantine, each exchange asks how it stands; every copy may decide on it.
extension Database {
  /// The changes of other ids that are not known to be accepted, those with wishes first.
  func followedChanges(replica own: Int64) throws -> [Followed] {
    guard try meta(.continued) == 1 else { return [] }
    var room = Limits.batchBytes
    return try map(
      """
      SELECT r.id, c.number, c.hash, f.wish, coalesce(f.lost, 0), f.reason, c.encoded
      FROM (
        SELECT seq FROM changes INDEXED BY changes_waiting
          WHERE status \(ChangeSet.waiting) AND replica <> ?1
        UNION SELECT seq FROM changes INDEXED BY changes_quarantined
          WHERE status \(ChangeSet.quarantined) AND replica <> ?1
        UNION SELECT o.seq FROM followed p JOIN replicas s ON s.id = p.replica
          JOIN changes o ON o.replica = s.rid AND o.number = p.number
      ) w
      JOIN changes c ON c.seq = w.seq JOIN replicas r ON r.rid = c.replica
      LEFT JOIN followed f ON f.replica = r.id AND f.number = c.number
      ORDER BY f.wish IS NULL, c.replica, c.number LIMIT ?2
      """, values: [.integer(own), .integer(Int64(Limits.followed))]
    ) { row in
      var followed = Followed()
      followed.replica = Data(row.bytes(0) ?? [])
      followed.number = UInt64(bitPattern: row.integer(1))
      followed.hash = Data(row.bytes(2) ?? [])
      let isLost = row.integer(4) == 1
      followed.discard = row.text(3) == QuarantineWish.discard.rawValue
      followed.retry = row.text(3) == QuarantineWish.retry.rawValue || isLost && !followed.discard
      // What does not fit is brought by a later request.
      if isLost, let bytes = row.bytes(6), bytes.count <= room {
        room -= bytes.count
        followed.change = Data(bytes)
        followed.reason = row.text(5) ?? ""
      }
      return followed
    }
  }

  /// Whether head office lost something that is followed: it is brought, or goes up under this replica's own numbers,
  /// before anything that was written over it.
  func isBringing() throws -> Bool {
    try first("SELECT 1 FROM followed WHERE lost = 1 LIMIT 1", values: []) { _ in true } ?? false
  }

  /// A change by its dot, also of replicas that are not known here.
  func change(_ dot: Dot) throws -> ChangeRow? {
    try first(
      """
      SELECT \(ChangeRow.columns) FROM changes
      WHERE replica = (SELECT rid FROM replicas WHERE id = ?) AND number = ?
      """, values: [.id(dot.replica), .number(dot.number)], ChangeRow.init)
  }

  fileprivate func setStatus(_ status: ChangeStatus, of row: ChangeRow) throws {
    try run(
      "UPDATE changes SET status = ? WHERE seq = ?",
      values: [.status(status), .integer(row.seq)])
  }

  fileprivate func endFollowing(_ dot: Dot) throws {
    try run(
      "DELETE FROM followed WHERE replica = ? AND number = ?",
      values: [.id(dot.replica), .number(dot.number)])
  }
}

extension ReplicaStore {
  /// Whether head office is to be asked how changes of other ids stand before anything more goes up.
  package func followsUnsettled() throws -> Bool {
    try read { reader in
      let own = try reader.db.replicaRid(reader.identity.replica)
      return try reader.db.meta(.continued) == 1
        && reader.db.first(
          """
          SELECT 1 FROM changes INDEXED BY changes_waiting
          WHERE status \(ChangeSet.waiting) AND replica <> ? LIMIT 1
          """, values: [.integer(own)]
        ) { _ in true } ?? false
    }
  }
}

extension Absorber {
  /// Takes in how what is followed stands. An old head office says nothing of it: then it stays as it is.
  mutating func keepFollowed(_ response: SyncResponse) throws {
    var unknown: [(dot: Dot, row: ChangeRow)] = []
    for entry in response.followed {
      guard let dot = ReplicaID(bytes: Array(entry.replica)).map({ Dot($0, entry.number) }),
        let row = try db.change(dot), row.replica != records.replica, row.status != .history
      else { continue }
      switch entry.standing {
      case .held: try hold(dot, row, reason: entry.reason)
      case .taken:
        try db.endFollowing(dot)
        // It is in its record's state, which comes with this answer or has come.
        if row.status == .quarantined { try db.setStatus(.sent, of: row) }
      case .dropped:
        try db.endFollowing(dot)
        try db.setStatus(.discarded, of: row)
        try records.rebuild(row.record)
      case .notKnown: unknown.append((dot, row))
      case .unspecified, .UNRECOGNIZED: continue
      }
    }
    try bringAgain(unknown)
  }

  private mutating func hold(_ dot: Dot, _ row: ChangeRow, reason: String) throws {
    let isKnown = row.status == .quarantined || row.status == .discarded
    try db.run(
      """
      INSERT INTO followed (replica, number, reason) VALUES (?1, ?2, ?3)
      ON CONFLICT (replica, number) DO UPDATE SET reason = ?3, lost = 0,
        wish = CASE WHEN wish = ?4 THEN NULL ELSE wish END
      """, values: [.id(dot.replica), .number(dot.number), .text(reason), .wish(.retry)])
    guard !isKnown else { return }
    try db.setStatus(.quarantined, of: row)
    outcome.quarantined += 1
    if let change = try? row.decoded() { news.noteQuarantine(change.aggregate, record: change.record) }
  }

  /// Head office has lost what is followed here. It is brought with the next exchange, under its dot; what
  /// head office does not take so goes up under this replica's own numbers.
  private mutating func bringAgain(_ unknown: [(dot: Dot, row: ChangeRow)]) throws {
    var returning: [(dot: Dot, row: ChangeRow)] = []
    for (dot, row) in unknown {
      let wasBrought =
        try db.first(
          "SELECT 1 FROM followed WHERE replica = ? AND number = ? AND lost = 1",
          values: [.id(dot.replica), .number(dot.number)]
        ) { _ in true } ?? false
      if row.status == .discarded {
        // Dropped here, and nowhere else.
        try db.endFollowing(dot)
      } else if wasBrought {
        returning.append((dot, row))
      } else {
        try db.run(
          """
          INSERT INTO followed (replica, number, lost) VALUES (?1, ?2, 1)
          ON CONFLICT (replica, number) DO UPDATE SET lost = 1
          """, values: [.id(dot.replica), .number(dot.number)])
        try db.setStatus(.quarantined, of: row)
        outcome.mustBring = true
      }
    }
    // What head office had once keeps its number: then this waits until it has it again.
    guard !returning.isEmpty, try coveredNow >= UInt64(bitPattern: db.meta(.settled) ?? 0) else { return }
    for (dot, _) in returning { try db.endFollowing(dot) }
    let pending = try db.changes(replica: records.replica, after: coveredNow, limit: Int(Int32.max))
    try db.renumber(returning.map(\.row) + pending, covered: coveredNow, surroundings: surroundings)
  }
}
