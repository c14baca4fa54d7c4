import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
package import Versioning

/// A change that could not be taken, kept whole. A group stands here together.
package struct QuarantinedChange: Sendable {
  /// The small number of its replica.
  package let replica: Int64
  package let number: UInt64
  /// The first number of its group.
  package let first: UInt64
  /// Nil where not even that can be read.
  package let aggregate: RecordID?
  package let reason: Verdict.Reason
  /// When it came, in milliseconds since 1970.
  package let at: Int64
  package let hash: ContentHash
  package let encoded: [UInt8]
  /// Personal values were erased from it: its replica is to do the same.
  package let isStripped: Bool

  /// So many are held at once where all are gone through.
  package static let pageCount: Int64 = 64

  static let columns = "replica, number, first, aggregate, reason, at, hash, encoded, stripped"

  init(_ row: SQLRow) throws {
    guard let reason = row.text(4).flatMap(Verdict.Reason.init), let hash = row.bytes(6),
      let content = ContentHash(bytes: hash)
    else { throw StoreError.damaged(detail: "quarantined change \(row.integer(1))") }
    replica = row.integer(0)
    number = UInt64(bitPattern: row.integer(1))
    first = UInt64(bitPattern: row.integer(2))
    aggregate = row.identifier(3)
    self.reason = reason
    at = row.integer(5)
    self.hash = content
    encoded = row.bytes(7) ?? []
    isStripped = row.integer(8) != 0
  }
}

extension Database {
  func quarantine(
    replica: Int64, number: UInt64, first: UInt64, aggregate: RecordID?, reason: Verdict.Reason,
    awaited: Dot?, at: Int64, hash: ContentHash, encoded: [UInt8], isStripped: Bool = false
  ) throws {
    try run(
      """
      INSERT INTO quarantine
        (replica, number, first, aggregate, reason, at, hash, encoded, awaited, awaited_number, stripped)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      values: [
        .integer(replica), .number(number), .number(first), aggregate.map { .id($0) } ?? .null,
        .text(reason.rawValue), .integer(at), .blob(hash.bytes), .blob(encoded),
        awaited.map { .id($0.replica) } ?? .null, awaited.map { .number($0.number) } ?? .null,
        .integer(isStripped ? 1 : 0),
      ])
  }

  /// All quarantined changes, in the order of replicas and numbers.
  func quarantined() throws -> [QuarantinedChange] {
    try map(
      "SELECT \(QuarantinedChange.columns) FROM quarantine ORDER BY replica, number", values: [],
      QuarantinedChange.init)
  }

  /// A page of all quarantined changes, in the order of replicas and numbers.
  /// - Parameter last: the one that the page before ended with.
  func quarantined(after last: (replica: Int64, number: UInt64)?) throws -> [QuarantinedChange] {
    try map(
      """
      SELECT \(QuarantinedChange.columns) FROM quarantine WHERE (replica, number) > (?, ?)
      ORDER BY replica, number LIMIT ?
      """,
      values: [
        .integer(last?.replica ?? 0), .number(last?.number ?? 0), .integer(QuarantinedChange.pageCount),
      ], QuarantinedChange.init)
  }

  /// The numbers of a replica's quarantined changes and why they are there, without the changes.
  ///
  /// Whether a record that is none of the device's business was erased it does not hear: so it would hear that it is.
  /// Where head office cannot know whose it was, as it was put back from a backup, the erasure goes before.
  func quarantineList(of device: Device) throws -> [QuarantineEntry] {
    var acquaintance = try Acquaintance(self, device)
    let mayHaveHeld = try hasBeenRestored()
    return try map(
      "SELECT number, reason, stripped, aggregate FROM quarantine WHERE replica = ? ORDER BY number",
      values: [.integer(device.rid)]
    ) { row in
      var entry = QuarantineEntry()
      entry.number = UInt64(bitPattern: row.integer(0))
      entry.reason = row.text(1) ?? ""
      if row.integer(2) == 1 {
        entry.erased = try mayHaveHeld || row.identifier(3).map { try acquaintance.holds(case: $0) } ?? true
      }
      return entry
    }
  }

  /// The whole group that a number belongs to.
  func quarantinedGroup(of replica: Int64, number: UInt64) throws -> [QuarantinedChange] {
    try map(
      """
      WITH the (first) AS (SELECT first FROM quarantine WHERE replica = ?1 AND number = ?2)
      SELECT \(QuarantinedChange.columns) FROM quarantine WHERE replica = ?1
        AND number BETWEEN (SELECT first FROM the) AND (SELECT first FROM the) + ?3
        AND first = (SELECT first FROM the) ORDER BY number
      """,
      // A group is never longer than the batch that it came in.
      values: [.integer(replica), .number(number), .integer(Int64(Limits.batchChanges))],
      QuarantinedChange.init)
  }

  /// Whether an earlier change to this aggregate is in quarantine, of the same replica or one that it follows.
  func isHeld(_ aggregate: RecordID, replica: Int64, before number: UInt64) throws -> Bool {
    try first(
      """
      SELECT 1 FROM quarantine q WHERE q.aggregate = ?2 AND (q.replica = ?1 AND q.number < ?3 OR EXISTS
        (SELECT 1 FROM follows f WHERE f.device = ?1 AND f.replica = q.replica AND f.number = q.number
          AND f.since < ?3)) LIMIT 1
      """, values: [.integer(replica), .id(aggregate), .number(number)]
    ) { _ in true } ?? false
  }

  /// The version that a change in quarantine waits for.
  func awaited(of change: QuarantinedChange) throws -> Dot? {
    try map(
      "SELECT awaited, awaited_number FROM quarantine WHERE replica = ? AND first = ? AND awaited IS NOT NULL",
      values: [.integer(change.replica), .number(change.first)]
    ) { row in row.identifier(0).map { Dot($0, UInt64(bitPattern: row.integer(1))) } }.compactMap { $0 }.first
  }

  func setReason(_ reason: Verdict.Reason, awaited: Dot?, of change: QuarantinedChange) throws {
    try run(
      """
      UPDATE quarantine SET reason = ?, awaited = ?, awaited_number = ? WHERE replica = ? AND number = ?
      """,
      values: [
        .text(reason.rawValue), awaited.map { .id($0.replica) } ?? .null,
        awaited.map { .number($0.number) } ?? .null, .integer(change.replica), .number(change.number),
      ])
  }

  func releaseFromQuarantine(_ change: QuarantinedChange) throws {
    try run(
      "DELETE FROM quarantine WHERE replica = ? AND number = ?",
      values: [.integer(change.replica), .number(change.number)])
  }

  /// - Parameter encoded: the change, by which it is known again, if it can be read.
  func insertDiscarded(
    replica: Int64, number: UInt64, at: Int64, hash: ContentHash, encoded: [UInt8]
  ) throws {
    let change = try? Change(decoding: encoded)
    try run(
      "INSERT OR REPLACE INTO discarded (replica, number, at, hash, salt, record) VALUES (?, ?, ?, ?, ?, ?)",
      values: [
        .integer(replica), .number(number), .integer(at), .blob(hash.bytes),
        (change?.salt).map { .number($0) } ?? .null, (change?.record).map { .id($0) } ?? .null,
      ])
  }

  /// The record of a change that was dropped; nil where that is not known.
  func recordOfDiscarded(replica: Int64, number: UInt64) throws -> RecordID? {
    try first(
      "SELECT record FROM discarded WHERE replica = ? AND number = ?",
      values: [.integer(replica), .number(number)]
    ) { $0.identifier(0) } ?? nil
  }

  func forgetQuarantined(replica: Int64, number: UInt64) throws {
    for table in ["quarantine", "discarded"] {
      try run(
        "DELETE FROM \(table) WHERE replica = ? AND number = ?", values: [.integer(replica), .number(number)])
    }
  }

  /// The hash of a change that head office has of a replica, wherever it stands, and what was said of it.
  func known(replica: Int64, number: UInt64) throws -> (hash: [UInt8], verdict: Int, reason: String)? {
    try first(
      """
      SELECT hash, coalesce(verdict, 0), '' FROM changes WHERE replica = ?1 AND number = ?2
      UNION ALL SELECT hash, ?3, reason FROM quarantine WHERE replica = ?1 AND number = ?2
      UNION ALL SELECT hash, ?3, 'discarded' FROM discarded WHERE replica = ?1 AND number = ?2
      """,
      values: [
        .integer(replica), .number(number),
        .integer(Int64(Casebook_Sync_V1_Outcome.quarantined.rawValue)),
      ]
    ) { ($0.bytes(0) ?? [], Int($0.integer(1)), $0.text(2) ?? "") }
  }
}

/// What is to be judged again without anybody's asking.
extension Database {
  /// A group has left the quarantine: of each of its aggregates, the next change that waits there.
  /// Of its own replica, and of copies that follow it: these follow it no more.
  func release(_ group: [QuarantinedChange]) throws {
    guard let replica = group.first?.replica else { return }
    for waiting in try [replica] + followers(of: group) { try markDue(waiting, behind: group) }
    try endFollowing(group)
  }

  private func markDue(_ replica: Int64, behind group: [QuarantinedChange]) throws {
    for aggregate in Set(group.compactMap(\.aggregate)).sorted() {
      try run(
        """
        UPDATE quarantine SET due = 1 WHERE replica = ?1 AND reason = ?3 AND number =
          (SELECT min(number) FROM quarantine WHERE replica = ?1 AND aggregate = ?2)
        """,
        values: [.integer(replica), .id(aggregate), .text(Verdict.Reason.waiting.rawValue)])
    }
  }

  /// Their authors have sent these versions for the first time, as far as is known here: whoever named one before
  /// cannot have seen it. Such a change is not judged again by itself, or it would replace what it waits for; its
  /// replica may ask for it, as it may send another one now.
  func disprove(seen dots: [Dot]) throws {
    guard !dots.isEmpty, try isAnythingAwaited() else { return }
    for dot in dots {
      try run(
        """
        UPDATE quarantine SET awaited = NULL, awaited_number = NULL WHERE awaited = ? AND awaited_number = ?
        """, values: [.id(dot.replica), .number(dot.number)])
    }
  }

  /// An offer has brought back versions of records of this aggregate, which head office had lost: those that are
  /// awaited, and those that an earlier version of head office took in a form that would not be taken now.
  func markDue(awaitingIn aggregate: RecordID) throws {
    try run(
      "UPDATE quarantine SET due = 1 WHERE aggregate = ? AND (awaited IS NOT NULL OR reason = ?)",
      values: [.id(aggregate), .text(Verdict.Reason.malformed.rawValue)])
  }

  /// An offer has brought these versions as part of states: where their authors had sent them before, and they were
  /// refused as their case was elsewhere or nowhere, they are what stands in these.
  func markDue(brought dots: [Dot]) throws {
    guard try first("SELECT 1 FROM quarantine LIMIT 1", values: [], { _ in true }) ?? false else { return }
    for dot in dots {
      try run(
        """
        UPDATE quarantine SET due = 1 WHERE number = ? AND replica = (SELECT rid FROM replicas WHERE id = ?)
        """, values: [.number(dot.number), .id(dot.replica)])
    }
  }

  private func isAnythingAwaited() throws -> Bool {
    try first("SELECT 1 FROM quarantine WHERE awaited IS NOT NULL LIMIT 1", values: []) { _ in true } ?? false
  }

  func isAnythingDue() throws -> Bool {
    try first("SELECT 1 FROM quarantine WHERE due = 1 LIMIT 1", values: []) { _ in true } ?? false
  }

  func devicesWithDue() throws -> [Int64] {
    try map("SELECT DISTINCT replica FROM quarantine WHERE due = 1 ORDER BY replica", values: []) {
      $0.integer(0)
    }
  }

  func due(of replica: Int64, after number: UInt64) throws -> UInt64? {
    try first(
      "SELECT number FROM quarantine WHERE replica = ? AND number > ? AND due = 1 ORDER BY number LIMIT 1",
      values: [.integer(replica), .number(number)]
    ) { UInt64(bitPattern: $0.integer(0)) }
  }

  func clearDue(_ change: QuarantinedChange) throws {
    try run(
      "UPDATE quarantine SET due = 0 WHERE replica = ? AND number = ? AND due = 1",
      values: [.integer(change.replica), .number(change.number)])
  }
}
