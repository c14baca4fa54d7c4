import GRDB
import RecordStore
import SyncProtocol
import Versioning

extension Database {
  /// What stands before a group that waits, in the aggregates of the group and of whatever waits before it there: by the
  /// numbers of those that do not wait themselves, each with the small number of its replica. Each aggregate is looked at
  /// once, however many wait in it.
  func heldBefore(_ group: [QuarantinedChange]) throws -> [(replica: Int64, number: UInt64)] {
    guard let bound = group.first else { return [] }
    var next = Set(group.compactMap(\.aggregate))
    var seen = next
    var found: [(replica: Int64, number: UInt64)] = []
    while let aggregate = next.popFirst() {
      try each(
        """
        SELECT q.replica, q.number, q.reason = ?4, o.aggregate FROM quarantine q
        LEFT JOIN quarantine o ON q.reason = ?4 AND o.replica = q.replica AND o.first = q.first
          AND o.number BETWEEN q.first AND q.first + ?5 AND o.aggregate IS NOT NULL AND o.aggregate <> q.aggregate
        WHERE q.aggregate = ?2 AND (q.replica = ?1 AND q.number < ?3 OR EXISTS
          (SELECT 1 FROM follows f WHERE f.device = ?1 AND f.replica = q.replica AND f.number = q.number
            AND f.since < ?3))
        """,
        values: [
          .integer(bound.replica), .id(aggregate), .number(bound.first),
          .text(Verdict.Reason.waiting.rawValue), .integer(Int64(Limits.batchChanges)),
        ]
      ) { row in
        if row.integer(2) == 0 {
          found.append((row.integer(0), UInt64(bitPattern: row.integer(1))))
        } else if let other = row.identifier(3), seen.insert(other).inserted {
          next.insert(other)
        }
        return true
      }
    }
    return found
  }
}
