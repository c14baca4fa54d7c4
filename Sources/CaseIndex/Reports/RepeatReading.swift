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
    let standing = try db.standingDuplicates()
    try eachPerson(
      """
      SELECT p.reversed || ' ' || p.extension, f.rid, coalesce(f.logged, f.day * 86400000), p.digits FROM phones p
      JOIN facts f ON f.rid = p.rid
      WHERE f.visible = 1 AND \(isCounted(status: "f.status", rid: "f.rid", standing: 1))
      ORDER BY p.reversed, p.extension
      """, [standing]
    ) { cases in
      let telling = cases.filter { PhoneNumber.identifies($0.name) }
      let countries = Set(telling.map { PhoneNumber.country($0.name) })
      // Without the code of a country a number is that of the only one, or nobody knows of which.
      guard countries.subtracting([""]).count > 1 else {
        return found.add(telling.map { ($0.id, $0.logged) })
      }
      for country in countries {
        found.add(telling.filter { PhoneNumber.country($0.name) == country }.map { ($0.id, $0.logged) })
      }
    }
    for kind in [Spelling.Kind.customer, .email] {
      try eachPerson(
        """
        SELECT s.folded, f.rid, coalesce(f.logged, f.day * 86400000), s.folded
        FROM spellings s JOIN facts f ON f.rid = s.rid
        WHERE s.kind = ?1 AND f.visible = 1 AND \(isCounted(status: "f.status", rid: "f.rid", standing: 2))
        ORDER BY s.folded
        """, [.text(kind.rawValue), standing]
      ) { cases in
        found.add(cases.filter { CustomerName.identifies($0.name) }.map { ($0.id, $0.logged) })
      }
    }
    return found
  }

  /// The cases of one person after the other, by an index that has them together.
  private func eachPerson(
    _ sql: String, _ values: [SQLValue] = [], _ body: ([(id: Int64, logged: Int64, name: String)]) -> Void
  ) throws {
    var person: String?
    var cases: [(id: Int64, logged: Int64, name: String)] = []
    try db.each(sql, values: values) { row in
      let name = row.text(0)
      if name != person {
        body(cases)
        cases.removeAll(keepingCapacity: true)
        person = name
      }
      cases.append((row.integer(1), row.integer(2), row.text(3) ?? ""))
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
