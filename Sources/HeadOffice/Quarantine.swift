import FoundationEssentials
import GRDB
import RecordStore
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

  static let columns = "replica, number, first, aggregate, reason, at, hash, encoded"

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
  }
}

extension Database {
  func quarantine(
    replica: Int64, number: UInt64, first: UInt64, aggregate: RecordID?, reason: Verdict.Reason, at: Int64,
    hash: ContentHash, encoded: [UInt8]
  ) throws {
    try run(
      """
      INSERT INTO quarantine (replica, number, first, aggregate, reason, at, hash, encoded)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      values: [
        .integer(replica), .number(number), .number(first), aggregate.map { .id($0) } ?? .null,
        .text(reason.rawValue), .integer(at), .blob(hash.bytes), .blob(encoded),
      ])
  }

  /// The quarantined changes of a replica, or of all, in the order of their numbers.
  func quarantined(of replica: Int64? = nil) throws -> [QuarantinedChange] {
    try map(
      """
      SELECT \(QuarantinedChange.columns) FROM quarantine
      WHERE ?1 IS NULL OR replica = ?1 ORDER BY replica, number
      """, values: [replica.map { .integer($0) } ?? .null], QuarantinedChange.init)
  }

  /// The whole group that a number belongs to.
  func quarantinedGroup(of replica: Int64, number: UInt64) throws -> [QuarantinedChange] {
    try map(
      """
      SELECT \(QuarantinedChange.columns) FROM quarantine WHERE replica = ?1 AND first =
        (SELECT first FROM quarantine WHERE replica = ?1 AND number = ?2) ORDER BY number
      """, values: [.integer(replica), .number(number)], QuarantinedChange.init)
  }

  /// Whether an earlier change of the same replica to this aggregate waits in quarantine.
  func isHeld(_ aggregate: RecordID, replica: Int64, before number: UInt64) throws -> Bool {
    try first(
      "SELECT 1 FROM quarantine WHERE replica = ? AND aggregate = ? AND number < ? LIMIT 1",
      values: [.integer(replica), .id(aggregate), .number(number)]
    ) { _ in true } ?? false
  }

  func setReason(_ reason: Verdict.Reason, of change: QuarantinedChange) throws {
    try run(
      "UPDATE quarantine SET reason = ? WHERE replica = ? AND number = ?",
      values: [.text(reason.rawValue), .integer(change.replica), .number(change.number)])
  }

  func releaseFromQuarantine(_ change: QuarantinedChange) throws {
    try run(
      "DELETE FROM quarantine WHERE replica = ? AND number = ?",
      values: [.integer(change.replica), .number(change.number)])
  }

  /// The hash of a change that head office has of a replica, wherever it stands, and what was said of it.
  func known(replica: Int64, number: UInt64) throws -> (hash: [UInt8], verdict: Int, reason: String)? {
    try first(
      """
      SELECT hash, coalesce(verdict, 0), '' FROM changes WHERE replica = ?1 AND number = ?2
      UNION ALL SELECT hash, 6, reason FROM quarantine WHERE replica = ?1 AND number = ?2
      UNION ALL SELECT hash, 6, 'discarded' FROM discarded WHERE replica = ?1 AND number = ?2
      """, values: [.integer(replica), .number(number)]
    ) { ($0.bytes(0) ?? [], Int($0.integer(1)), $0.text(2) ?? "") }
  }
}
