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
    try repeatComplaints(standing: db.standingDuplicates())
  }

  /// - Parameter standing: the duplicates that count.
  func repeatComplaints(standing: SQLValue) throws -> RepeatComplaints {
    var found = RepeatComplaints()
    // Read in their order once: an index of persons has them in another, and would fetch each by itself.
    let logged = try countedCases(standing: standing)
    // Whoever has one number has written it in one way, mostly. Nil: it tells nobody.
    var last: (digits: String, country: String?) = ("", nil)
    func country(_ digits: String) -> String? {
      if digits != last.digits {
        last = (digits, PhoneNumber.identifies(digits) ? PhoneNumber.country(digits) : nil)
      }
      return last.country
    }
    try eachPerson(
      """
      SELECT p.reversed, p.extension, p.rid, p.digits FROM phones p ORDER BY p.reversed, p.extension
      """, logged: logged
    ) { cases in
      // Most people complain once.
      if cases.count == 1 {
        if country(cases[0].name) != nil { found.add(only: cases[0].id) }
        return
      }
      var telling: [(id: Int64, logged: Int64, country: String)] = []
      var countries: Set<String> = []
      for one in cases {
        guard let country = country(one.name) else { continue }
        telling.append((one.id, one.logged, country))
        if !country.isEmpty { countries.insert(country) }
      }
      // Without the code of a country a number is that of the only one, or nobody knows of which.
      guard countries.count > 1 else { return found.add(telling.map { ($0.id, $0.logged) }) }
      for country in countries.union([""]) {
        found.add(telling.filter { $0.country == country }.map { ($0.id, $0.logged) })
      }
    }
    for kind in [Spelling.Kind.customer, .email] {
      try eachPerson(
        "SELECT s.folded, '', s.rid, s.folded FROM spellings s WHERE s.kind = ?1 ORDER BY s.folded",
        [.text(kind.rawValue)], logged: logged
      ) { cases in
        guard let name = cases.first?.name, CustomerName.identifies(name) else { return }
        found.add(cases.map { ($0.id, $0.logged) })
      }
    }
    return found
  }

  /// When each case was logged that counts, by its row: milliseconds since 1970.
  private func countedCases(standing: SQLValue) throws -> [Int64: Int64] {
    var logged: [Int64: Int64] = [:]
    try db.each(
      """
      SELECT rid, coalesce(logged, day * 86400000) FROM facts
      WHERE visible = 1 AND \(isCounted(rid: "rid", duplicate: "duplicate", standing: 1))
      """, values: [standing]
    ) { row in
      logged[row.integer(0)] = row.integer(1)
      return true
    }
    return logged
  }

  /// The cases of one person after the other, by an index that has them together.
  /// - Parameter logged: of the cases that count.
  private func eachPerson(
    _ sql: String, _ values: [SQLValue] = [], logged: [Int64: Int64],
    _ body: ([(id: Int64, logged: Int64, name: String)]) -> Void
  ) throws {
    var person: (String?, String?) = (nil, nil)
    var cases: [(id: Int64, logged: Int64, name: String)] = []
    try db.each(sql, values: values) { row in
      guard let time = logged[row.integer(2)] else { return true }
      let next = (row.text(0), row.text(1))
      if next != person {
        body(cases)
        cases.removeAll(keepingCapacity: true)
        person = next
      }
      cases.append((row.integer(2), time, row.text(3) ?? ""))
      return true
    }
    body(cases)
  }

  /// - Parameter known: who complained again, where that was looked up before.
  package func repeats(
    by axes: [ReportAxis], _ filter: ReportFilter, known: RepeatComplaints? = nil
  ) throws -> [ReportGroup<RepeatCounts>] {
    var tally = RepeatTally(known: try known ?? repeatComplaints())
    let groups = try FactScan(db: db, filter: filter).each(RepeatTally.facts, by: [axes]) { row, places in
      tally.count(row, at: places[0])
    }
    return groups[0].groups(tally.counts).ordered(by: axes) { $0.cases }
  }
}

/// Counts cases that were complained of again.
struct RepeatTally {
  static let facts: [Fact] = [.rid, .reopenings]

  private let found: RepeatComplaints
  private(set) var counts: [RepeatCounts] = []

  init(known: RepeatComplaints) { found = known }

  mutating func count(_ row: FactRow, at place: Int) {
    let (rid, isReopened) = (row.integer(.rid), row.integer(.reopenings) > 0)
    let found = found
    counts.change(at: place, default: RepeatCounts()) {
      $0.cases += 1
      if !found.identified.isEmpty, found.identified.contains(rid) {
        $0.identified += 1
        if found.repeats.contains(rid) { $0.repeats += 1 }
      }
      if isReopened { $0.reopened += 1 }
    }
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
