import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
package import Versioning

/// Reads a replica, within one transaction.
package struct ReplicaReader {
  package let db: Database
  package let identity: ReplicaIdentity
  package let surroundings: Surroundings

  package init(db: Database, identity: ReplicaIdentity, surroundings: Surroundings) {
    self.db = db
    self.identity = identity
    self.surroundings = surroundings
  }

  /// What a person's words for a case name.
  package enum Resolution: Sendable {
    case found(RecordRow)
    case none
    /// The cases that fit, at most a handful.
    case ambiguous([CaseSummary])
  }

  package func resolve(_ reference: String) throws -> Resolution {
    switch CaseReference.classify(reference) {
    case .number(let number): return try resolution(numbers(endingWith: number.description, whole: true))
    case .partial(let suffix, let prefix):
      if let suffix {
        let found = try numbers(endingWith: suffix, whole: false)
        if !found.isEmpty { return try resolution(found) }
      }
      if let prefix, let (low, high) = idRange(prefix) {
        return try resolution(try db.records(idPrefix: low, upTo: high, limit: 6).map(\.rid))
      }
      return .none
    case .last: return try resolution(db.meta(.lastCase).map { [$0] } ?? [])
    case .unreadable: return .none
    }
  }

  private func resolution(_ rids: [Int64]) throws -> Resolution {
    let records = try rids.compactMap { try db.record(rid: $0) }.filter { $0.kind == .case }
    if records.count == 1 { return .found(records[0]) }
    return records.isEmpty ? .none : .ambiguous(try records.compactMap { try summary(rid: $0.rid) })
  }

  /// A case that was transferred away: all that is known of it here.
  package struct Stub: Sendable {
    package let record: RecordID
    package let number: String
    /// The branch that it went to.
    package let target: String
    /// When this replica was told, in milliseconds since 1970.
    package let at: Int64
  }

  /// The stub that a number, or the end of one, names: the latest where several fit.
  package func stub(_ reference: String) throws -> Stub? {
    let suffix: String
    switch CaseReference.classify(reference) {
    case .number(let number): suffix = number.description
    case .partial(let tail?, _): suffix = tail
    default: return nil
    }
    let low = String(suffix.reversed())
    return try db.first(
      """
      SELECT record, number, target, at FROM stubs WHERE reversed >= ?1 AND reversed < ?1 || char(0x10FFFF)
      ORDER BY at DESC LIMIT 1
      """, values: [.text(low)]
    ) { row in
      row.identifier(0).map {
        Stub(record: $0, number: row.text(1) ?? "", target: row.text(2) ?? "", at: row.integer(3))
      }
    } ?? nil
  }

  /// An index on the reversed numbers serves tails of any length.
  private func numbers(endingWith suffix: String, whole: Bool) throws -> [Int64] {
    let low = String(suffix.reversed())
    let sql =
      whole
      ? "SELECT DISTINCT rid FROM numbers WHERE reversed = ? LIMIT 6"
      : "SELECT DISTINCT rid FROM numbers WHERE reversed >= ? AND reversed < ? || char(0x10FFFF) LIMIT 6"
    return try db.rows(sql, whole ? [low] : [low, low]).map { $0[0] }
  }

  private func idRange(_ digits: String) -> (low: [UInt8], high: [UInt8])? {
    guard let low = Identifier(text: digits + String(repeating: "0", count: max(0, 32 - digits.count))),
      let high = Identifier(text: digits + String(repeating: "f", count: max(0, 32 - digits.count)))
    else { return nil }
    return (low.bytes, high.bytes)
  }

  /// The number by which a case is shown.
  package func number(of row: RecordRow) throws -> String {
    try summary(rid: row.rid)?.number ?? row.id.description
  }

  package func deletion(of row: RecordRow) throws -> DeletionState {
    let field = FieldID(CaseField.deleted.number)
    guard let root = try row.decoded(), root[field] != nil else { return .present }
    return deletionState(
      field: field, root: root, children: try db.children(of: row.id).compactMap { try $0.decoded() })
  }
}
