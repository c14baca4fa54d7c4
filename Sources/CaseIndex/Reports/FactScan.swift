package import Complaints
import GRDB
import RecordStore

/// One pass over the facts of all cases that a report counts. A row is narrow; 200,000 take a fraction of a
/// second, whatever is counted of them.
struct FactScan {
  let db: Database
  let filter: ReportFilter
  /// A duplicate is the same complaint once more: it counts in no figure but that of how many duplicates there are. Where
  /// nothing else of its complaint counts, one stands for it (`Duplicates`).
  var hasDuplicates = false
  /// `Database.standingDuplicates`, where it was looked up before.
  var standing: SQLValue?

  /// - Parameters:
  ///   - facts: what the body reads.
  ///   - groupings: each with its axes.
  ///   - condition: what else has to hold for a row to be counted; `?2` stands for the duplicates that count.
  func each(
    _ facts: [Fact], by groupings: [[ReportAxis]], where condition: String = "1",
    _ body: (FactRow, [Int]) throws -> Void
  ) throws -> [Grouping] {
    var names = facts.map(\.name)
    let found = facts.map(ObjectIdentifier.init)
    var groups: [Grouping] = []
    let terms = try db.terms()
    for axes in groupings {
      let places = axes.map { axis in
        if let known = names.firstIndex(of: axis.column) { return Int32(known) }
        names.append(axis.column)
        return Int32(names.count - 1)
      }
      groups.append(Grouping(axes, columns: places, terms: terms))
    }
    if names.isEmpty { names = ["rid"] }
    // What people write freely is called as most cases spell it: of all that the filter leaves, so that one name stands
    // in every report, and the figures of several come together.
    let isNamedByAll = groupings.joined().contains(where: \.isFreeText)
    var places = [Int](repeating: 0, count: groups.count)
    try db.each(
      """
      SELECT \(names.joined(separator: ", ")), \(isNamedByAll ? condition : "1") FROM facts
      WHERE visible = 1 AND \(isWithin(bounds: 3)) AND (?1 IS NULL OR branch = ?1)
        AND (\(isNamedByAll ? "1" : condition))
        AND (\(hasDuplicates ? "?2 IS NOT NULL" : isCounted(rid: "rid", duplicate: "duplicate", standing: 2)))
      """,
      values: [.text(filter.branch), try standing ?? db.standingDuplicates()] + filter.values
    ) { row in
      let counts = row.integer(Int32(names.count)) != 0
      for index in groups.indices {
        let group = groups[index].group(of: row)
        if counts { places[index] = groups[index].place(counting: group) }
      }
      guard counts else { return true }
      try body(FactRow(row: row, facts: found), places)
      return true
    }
    return groups
  }
}

extension Array {
  /// Adds to what stands at a place, which is made where it is new.
  mutating func change(
    at place: Int, default empty: @autoclosure () -> Element, _ body: (inout Element) -> Void
  ) {
    while count <= place { append(empty()) }
    body(&self[place])
  }
}

extension [ReportGroup<CaseCounts>] {
  /// A case that has several terms of an axis counts under each of them.
  fileprivate func underEach(_ axes: [ReportAxis]) -> Self {
    guard let at = axes.firstIndex(where: \.isSet) else { return self }
    var found: [[String?]: CaseCounts] = [:]
    for group in self {
      let members: [String?] = group.key[at]?.split(separator: " ").map(String.init) ?? [nil]
      for member in members {
        var key = group.key
        key[at] = member
        found[key, default: CaseCounts()] += group.value
      }
    }
    return found.map { ReportGroup(key: $0, value: $1) }
  }
}

extension Grouping {
  func groups<Value>(_ values: [Value]) -> [ReportGroup<Value>] {
    zip(keys, values).map { ReportGroup(key: $0, value: $1) }
  }
}

/// A row of a scan. A fact is read by what it is, whatever place it has there.
struct FactRow {
  let row: SQLRow
  let facts: [ObjectIdentifier]

  /// 0 where there is none.
  func integer(_ fact: Fact) -> Int64 { place(fact).map(row.integer) ?? 0 }
  func number(_ fact: Fact) -> Int64? { place(fact).flatMap { row.isNull($0) ? nil : row.integer($0) } }
  func text(_ fact: Fact) -> String? { place(fact).flatMap(row.text) }

  /// A fact that a scan does not name would count as none of it, in silence: tests end there.
  private func place(_ fact: Fact) -> Int32? {
    let place = facts.firstIndex(of: ObjectIdentifier(fact)).map(Int32.init)
    assert(place != nil, "\(fact.name) is not among the facts of this scan")
    return place
  }
}

/// Counts cases, by each of several lists of axes.
struct CaseTally {
  static let facts: [Fact] = [.status, .escalations, .reopenings]

  private(set) var counts: [[CaseCounts]]
  private let closed = Set(StatusSet.closed.ids)

  init(groupings: Int) { counts = [[CaseCounts]](repeating: [], count: groupings) }

  mutating func count(_ row: FactRow, _ places: [Int]) {
    let isOpen = row.text(.status).map { !closed.contains($0) } ?? true
    let (isEscalated, isReopened) = (row.integer(.escalations) > 0, row.integer(.reopenings) > 0)
    for (index, place) in places.enumerated() {
      counts[index].change(at: place, default: CaseCounts()) {
        $0.cases += 1
        if isOpen { $0.open += 1 }
        if isEscalated { $0.escalated += 1 }
        if isReopened { $0.reopened += 1 }
      }
    }
  }
}

extension CaseReading {
  /// How many cases were closed as duplicates of others: no report counts them as cases.
  package func duplicates(_ filter: ReportFilter) throws -> Int {
    var count = 0
    _ = try FactScan(db: db, filter: filter, hasDuplicates: true).each(
      [], by: [], where: "NOT \(isCounted(rid: "rid", duplicate: "duplicate", standing: 2))"
    ) { _, _ in count += 1 }
    return count
  }

  /// How many cases there are, by each of several lists of axes.
  package func counts(
    by groupings: [[ReportAxis]], _ filter: ReportFilter
  ) throws -> [[ReportGroup<CaseCounts>]] {
    var tally = CaseTally(groupings: groupings.count)
    let groups = try FactScan(db: db, filter: filter).each(CaseTally.facts, by: groupings) { row, places in
      tally.count(row, places)
    }
    return zip(groups, tally.counts).map { group, counts in
      group.groups(counts).underEach(group.axes).ordered(by: group.axes) { $0.cases }
    }
  }

  /// The first and last day on which a case was logged.
  package func loggedDays(_ filter: ReportFilter) throws -> ClosedRange<Int>? {
    try db.first(
      """
      SELECT min(day), max(day) FROM facts
      WHERE visible = 1 AND \(isWithin(bounds: 3)) AND (?1 IS NULL OR branch = ?1)
        AND \(isCounted(rid: "rid", duplicate: "duplicate", standing: 2))
      """,
      values: [.text(filter.branch), try db.standingDuplicates()] + filter.values
    ) { row in row.isNull(0) ? nil : Int(row.integer(0))...Int(row.integer(1)) } ?? nil
  }
}
