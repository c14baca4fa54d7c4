package import Complaints
import GRDB
import RecordStore

/// How many of a group's cases were complained of again, or taken up again.
package struct RepeatCounts: Sendable, Equatable {
  package var cases = 0
  package var identified = 0
  package var repeats = 0
  package var reopened = 0

  init() {}
}

extension CaseReading {
  /// Who complained again, among all cases that are here: an earlier complaint may lie outside of what a report
  /// counts. Cases that were closed as duplicates are the same complaint.
  package func repeatComplaints() throws -> RepeatComplaints {
    var found = RepeatComplaints()
    try eachPerson(
      """
      SELECT p.digits, f.rid, coalesce(f.logged, f.day * 86400000) FROM phones p
      JOIN facts f ON f.rid = p.rid
      WHERE f.visible = 1 AND f.status IS NOT 'duplicate' ORDER BY p.digits
      """
    ) { found.add($0) }
    try eachPerson(
      """
      SELECT c.customer_id, f.rid, coalesce(f.logged, f.day * 86400000)
      FROM cases c INDEXED BY cases_customer JOIN facts f ON f.rid = c.rid
      WHERE c.customer_id IS NOT NULL AND f.visible = 1 AND f.status IS NOT 'duplicate' ORDER BY c.customer_id
      """
    ) { found.add($0) }
    return found
  }

  /// The cases of one person after the other, by an index that has them together.
  private func eachPerson(_ sql: String, _ body: ([(id: Int64, logged: Int64)]) -> Void) throws {
    var person: String?
    var cases: [(id: Int64, logged: Int64)] = []
    try db.each(sql, values: []) { row in
      let name = row.text(0)
      if name != person {
        body(cases)
        cases.removeAll(keepingCapacity: true)
        person = name
      }
      cases.append((row.integer(1), row.integer(2)))
      return true
    }
    body(cases)
  }

  /// - Parameter known: who complained again, where that was looked up before.
  package func repeats(
    by axes: [ReportAxis], _ filter: ReportFilter, known: RepeatComplaints? = nil
  ) throws -> [ReportGroup<RepeatCounts>] {
    let found = try known ?? repeatComplaints()
    var counts: [RepeatCounts] = []
    let groups = try FactScan(db: db, filter: filter).each([.rid, .reopenings], by: [axes]) { row, places in
      let rid = row.integer(.rid)
      let isReopened = row.integer(.reopenings) > 0
      counts.change(at: places[0], default: RepeatCounts()) {
        $0.cases += 1
        if !found.identified.isEmpty, found.identified.contains(rid) {
          $0.identified += 1
          if found.repeats.contains(rid) { $0.repeats += 1 }
        }
        if isReopened { $0.reopened += 1 }
      }
    }
    return groups[0].groups(counts).ordered(by: axes) { $0.cases }
  }
}

extension RepeatCounts {
  package init(adding all: some Sequence<RepeatCounts>) {
    self.init()
    for counts in all {
      cases += counts.cases
      identified += counts.identified
      repeats += counts.repeats
      reopened += counts.reopened
    }
  }
}
