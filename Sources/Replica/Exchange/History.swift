import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
package import RecordStore
package import Versioning

/// One version of one field, as history tells it.
package struct HistoryEntry: Sendable {
  package let record: RecordRow
  package let field: FieldID
  package let value: Value
  package let version: Version
  /// The versions it replaced.
  package let replaced: [Dot]
  /// It is a head.
  package let isHead: Bool
  /// It is what everybody sees.
  package let isCurrent: Bool
  /// The field is in conflict.
  package let isConflicted: Bool

  package enum Standing: String, Sendable {
    /// A head that no other one contradicts.
    case current
    /// A head of an open conflict, and what everybody sees.
    case won
    /// Another head of an open conflict.
    case open
    case replaced
  }

  package var standing: Standing {
    guard isHead else { return .replaced }
    guard isConflicted else { return .current }
    return isCurrent ? .won : .open
  }
}

extension ReplicaReader {
  /// All versions of a case and its child records that this store knows: its own changes, those fetched
  /// from head office, and every head. By time, oldest first.
  package func history(of row: RecordRow) throws -> [HistoryEntry] {
    try ([row] + db.children(of: row.id)).flatMap(historyOfRecord).sorted {
      $0.version.stamp < $1.version.stamp
    }
  }

  private func historyOfRecord(_ row: RecordRow) throws -> [HistoryEntry] {
    guard let state = try row.decoded() else { return [] }
    var entries: [HistoryEntry] = []
    var told: Set<Dot> = []
    for change in try db.changes(of: row.id).map({ try $0.decoded() }) {
      told.insert(change.dot)
      let version = Version(
        dot: change.dot, author: change.author, time: change.times.stamp, wall: change.times.wall,
        quality: change.times.quality)
      for write in change.writes {
        entries.append(entry(row, state, write.field, write.value, version, replaced: write.base))
      }
    }
    for field in state.fields {
      for head in field.heads where !told.contains(head.dot) {
        entries.append(entry(row, state, field.field, head.value, head.version, replaced: []))
      }
    }
    return entries
  }

  private func entry(
    _ row: RecordRow, _ state: RecordState, _ field: FieldID, _ value: Value, _ version: Version,
    replaced: [Dot]
  ) -> HistoryEntry {
    let heads = state[field]?.heads ?? []
    return HistoryEntry(
      record: row, field: field, value: value, version: version, replaced: replaced,
      isHead: heads.contains { $0.dot == version.dot }, isCurrent: state[field]?.winner?.dot == version.dot,
      isConflicted: state[field]?.isConflicted ?? false)
  }

  /// The ids of a case and its child records: what a history is asked for.
  package func aggregateRecords(of row: RecordRow) throws -> [RecordID] {
    try [row.id] + db.children(of: row.id).map(\.id)
  }
}
