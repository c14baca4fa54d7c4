import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
package import Versioning

/// What a person's words for a case name.
package enum CaseResolution: Sendable {
  case found(RecordRow)
  case none
  /// The cases that fit, at most a handful.
  case ambiguous([CaseSummary])
}

extension CaseReading {
  package func resolve(_ reference: String) throws -> CaseResolution {
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
    case .last: return try resolution(db.lastCase().flatMap { try db.record($0)?.rid }.map { [$0] } ?? [])
    case .unreadable: return .none
    }
  }

  private func resolution(_ rids: [Int64]) throws -> CaseResolution {
    let records = try rids.compactMap { try db.record(rid: $0) }.filter { $0.kind == .case }
    if records.count == 1 { return .found(records[0]) }
    return records.isEmpty ? .none : .ambiguous(try records.compactMap { try summary(rid: $0.rid) })
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
    try deletion(of: row, try row.decoded())
  }

  /// - Parameter root: its state, decoded.
  package func deletion(of row: RecordRow, _ root: RecordState?) throws -> DeletionState {
    let field = FieldID(CaseField.deleted.number)
    guard let root, root[field] != nil else { return .present }
    return deletionState(
      field: field, root: root, children: try db.children(of: row.id).compactMap { try $0.decoded() })
  }
}

extension Database {
  /// The case that a command touched last: `@last`. It may have left since.
  package func lastCase() throws -> RecordID? {
    try meta(.lastCase).flatMap { RecordID(bytes: Array($0)) }
  }

  package func setLastCase(_ id: RecordID) throws { try setMeta(.lastCase, Data(id.bytes)) }
}

extension MetaKey<Data> {
  /// By its id: when a case has left, another one may get its row.
  fileprivate static var lastCase: MetaKey<Data> { MetaKey("last_case_id") }
}
