import FoundationEssentials
package import GRDB
package import Versioning

/// A row of `changes`.
package struct ChangeRow: Sendable {
  package let seq: Int64
  package let number: UInt64
  package let record: RecordID
  package let status: ChangeStatus
  package let at: Int64
  package let hash: ContentHash
  package let encoded: [UInt8]

  /// The highest stamp that had come from head office when it was made.
  package let seen: HybridTime
  /// The small number of its replica.
  package let replica: Int64

  package static let columns = "seq, number, record, status, at, hash, encoded, seen, replica"

  package init(_ row: SQLRow) throws {
    guard let record = row.identifier(2), let status = ChangeStatus(rawValue: Int(row.integer(3))),
      let hash = row.bytes(5).flatMap({ ContentHash(bytes: $0) }), let encoded = row.bytes(6)
    else { throw StoreError.damaged(detail: "row \(row.integer(0)) of the change log") }
    guard row.integer(1) >= 0 else { throw StoreError.damaged(detail: "number of a change of the log") }
    seq = row.integer(0)
    number = UInt64(bitPattern: row.integer(1))
    self.record = record
    self.status = status
    at = row.time(4)
    self.hash = hash
    self.encoded = encoded
    seen = HybridTime(rawValue: UInt64(bitPattern: row.integer(7)))
    replica = row.integer(8)
  }

  /// - Throws: `StoreError.damaged` where the bytes are no change.
  package func decoded() throws -> Change {
    do { return try Change(decoding: encoded) } catch {
      throw StoreError.damaged(detail: "change \(number) of the log: \(error)")
    }
  }
}

extension Database {
  package func insertChange(
    replica: Int64, number: UInt64, record: RecordID, status: ChangeStatus, verdict: Int? = nil, at: Int64,
    hash: ContentHash, encoded: [UInt8], seen: HybridTime = .zero, stripped: Bool = false
  ) throws {
    try run(
      """
      INSERT INTO changes (replica, number, record, status, verdict, at, hash, encoded, seen, stripped)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      values: [
        .integer(replica), .number(number), .id(record), .status(status),
        .integer(verdict.map { Int64($0) }), .integer(at), .blob(hash.bytes), .blob(encoded),
        .number(seen.rawValue), .integer(stripped ? 1 : 0),
      ])
  }

  package func change(replica: Int64, number: UInt64) throws -> ChangeRow? {
    try first(
      "SELECT \(ChangeRow.columns) FROM changes WHERE replica = ? AND number = ?",
      values: [.integer(replica), .number(number)], ChangeRow.init)
  }

  /// A replica's changes after a number, in order, at most `limit`.
  package func changes(replica: Int64, after number: UInt64, limit: Int) throws -> [ChangeRow] {
    try map(
      "SELECT \(ChangeRow.columns) FROM changes WHERE replica = ? AND number > ? ORDER BY number LIMIT ?",
      values: [.integer(replica), .number(number), .integer(Int64(limit))], ChangeRow.init)
  }

  /// All changes of a record, in the order in which this store got them.
  package func changes(of record: RecordID) throws -> [ChangeRow] {
    try map(
      "SELECT \(ChangeRow.columns) FROM changes WHERE record = ? ORDER BY seq", values: [.id(record)],
      ChangeRow.init)
  }

  /// The same one after another, as they are encoded, until the body has enough.
  package func eachEncodedChange(of record: RecordID, _ body: ([UInt8]) throws -> Bool) throws {
    try each("SELECT encoded FROM changes WHERE record = ? ORDER BY seq", values: [.id(record)]) { row in
      try body(row.bytes(0) ?? [])
    }
  }
}
