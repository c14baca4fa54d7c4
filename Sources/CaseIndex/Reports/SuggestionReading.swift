package import Complaints
import GRDB
import RecordStore
import Versioning
import Zones

/// What became of what customers suggested: nobody has to do any of it by a date.
package struct SuggestionCounts: Sendable, Equatable {
  package var open = 0
  package var done = 0
  package var dropped = 0

  package var all: Int { open + done + dropped }
}

extension CaseReading {
  /// The customers' suggestions that were written down on a day among the filter's, with a date or without, by branch.
  package func suggestions(_ filter: ReportFilter) throws -> [(branch: String, counts: SuggestionCounts)] {
    let zone = zone
    var counts: [String: SuggestionCounts] = [:]
    try db.each(
      """
      SELECT f.branch, o.made, o.done IS NOT NULL, o.released IS NOT NULL
      FROM owed o CROSS JOIN facts f ON f.rid = o.root
      WHERE o.kind = ?1 AND o.purpose = 'suggestion' AND f.visible = 1 AND (?2 IS NULL OR f.branch = ?2)
        AND \(isCounted(rid: "f.rid", duplicate: "f.duplicate", standing: 3))
      """, values: [.kind(.task), .text(filter.branch), try db.standingDuplicates()]
    ) { row in
      let day = LocalTime(milliseconds: row.integer(1), zone: zone).date.daysSinceEpoch
      guard filter.takes(day: day, at: row.integer(1)) else { return true }
      let place =
        row.integer(2) == 1
        ? \SuggestionCounts.done : row.integer(3) == 1 ? \SuggestionCounts.dropped : \SuggestionCounts.open
      counts[row.text(0) ?? "", default: SuggestionCounts()][keyPath: place] += 1
      return true
    }
    return counts.sorted { $0.key < $1.key }.map { (branch: $0.key, counts: $0.value) }
  }
}
