package import Complaints
import GRDB
import RecordStore

/// One pass over the facts of all cases that a report counts. A row is narrow; 200,000 take a fraction of a
/// second, whatever is counted of them.
struct FactScan {
  let db: Database
  let filter: ReportFilter

  /// - Parameters:
  ///   - columns: what the body reads, from column 0 on.
  ///   - groupings: each with its axes; they follow in the rows.
  ///   - condition: what else has to hold for a row to be read.
  func each(
    _ columns: [String], by groupings: [[ReportAxis]], where condition: String = "1",
    _ body: (SQLRow, [Int]) throws -> Void
  ) throws -> [Grouping] {
    var names = columns
    var groups: [Grouping] = []
    for axes in groupings {
      let places = axes.map { axis in
        if let known = names.firstIndex(of: axis.column) { return Int32(known) }
        names.append(axis.column)
        return Int32(names.count - 1)
      }
      groups.append(Grouping(axes, columns: places))
    }
    if names.isEmpty { names = ["rid"] }
    var places = [Int](repeating: 0, count: groups.count)
    try db.each(
      """
      SELECT \(names.joined(separator: ", ")) FROM facts
      WHERE visible = 1 AND day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR branch = ?3) AND (\(condition))
      """,
      values: [
        .integer(Int64(filter.since ?? Int(Int32.min))), .integer(Int64(filter.until ?? Int(Int32.max))),
        .text(filter.branch),
      ]
    ) { row in
      for index in groups.indices { places[index] = groups[index].place(of: row) }
      try body(row, places)
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

extension Grouping {
  func groups<Value>(_ values: [Value]) -> [ReportGroup<Value>] {
    zip(keys, values).map { ReportGroup(key: $0, value: $1) }
  }
}

extension SQLRow {
  func time(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}

/// Closed states as SQL knows them.
enum ClosedStates {
  static let list = CaseStatus.allCases.filter(\.isClosed).map { "'\($0.rawValue)'" }.joined(separator: ", ")
}

extension ReplicaReader {
  /// How many cases there are, by each of several lists of axes.
  package func counts(
    by groupings: [[ReportAxis]], _ filter: ReportFilter
  ) throws -> [[ReportGroup<CaseCounts>]] {
    var counts = [[CaseCounts]](repeating: [], count: groupings.count)
    let groups = try FactScan(db: db, filter: filter).each(
      ["coalesce(status, '') NOT IN (\(ClosedStates.list))", "escalations", "reopenings"], by: groupings
    ) { row, places in
      let isOpen = row.integer(0) == 1
      let (isEscalated, isReopened) = (row.integer(1) > 0, row.integer(2) > 0)
      for (index, place) in places.enumerated() {
        counts[index].change(at: place, default: CaseCounts()) {
          $0.cases += 1
          if isOpen { $0.open += 1 }
          if isEscalated { $0.escalated += 1 }
          if isReopened { $0.reopened += 1 }
        }
      }
    }
    return zip(groups, counts).map { group, counts in
      group.groups(counts).ordered(by: group.axes) { $0.cases }
    }
  }

  /// The first and last day on which a case was logged.
  package func loggedDays(_ filter: ReportFilter) throws -> ClosedRange<Int>? {
    try db.first(
      """
      SELECT min(day), max(day) FROM facts
      WHERE visible = 1 AND day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR branch = ?3)
      """,
      values: [
        .integer(Int64(filter.since ?? Int(Int32.min))), .integer(Int64(filter.until ?? Int(Int32.max))),
        .text(filter.branch),
      ]
    ) { row in row.isNull(0) ? nil : Int(row.integer(0))...Int(row.integer(1)) } ?? nil
  }
}
