package import Complaints
import RecordStore

/// What branches, or whatever else cases are grouped by, are compared by.
package struct ComparedCases: Sendable {
  package var counts = CaseCounts()
  package var timeliness = TimelinessCounts()
  package var repeats = RepeatCounts()
  package var outcomes: [SatisfactionCounts] = []
  package var costs: [CompensationCounts] = []
}

extension CaseReading {
  /// The figures of the reports of each subject, side by side: all of them in one pass over the facts.
  package func comparison(
    by axes: [ReportAxis], _ filter: ReportFilter, now: Int64
  ) throws -> [ReportGroup<ComparedCases>] {
    let duplicates = try Duplicates(db)
    let standing = try duplicates.counted()
    let known = try repeatComplaints(standing: standing)
    var cases = CaseTally(groupings: 1)
    var timeliness = try TimelinessTally(self, duplicates, now: now)
    var repeats = RepeatTally(known: known)
    var outcomes = SatisfactionTally(known: known)
    var costs = CompensationTally()
    var facts: [Fact] = []
    // The moments first: they are read by their places.
    for fact in TimelinessTally.facts + CaseTally.facts + RepeatTally.facts + SatisfactionTally.facts
      + CompensationTally.facts where !facts.contains(where: { $0 === fact })
    {
      facts.append(fact)
    }
    let groups = try FactScan(db: db, filter: filter, standing: standing).each(facts, by: [axes]) {
      row, places in
      cases.count(row, places)
      try timeliness.count(row, at: places[0])
      repeats.count(row, at: places[0])
      outcomes.count(row, at: places[0])
      costs.count(row, at: places[0])
    }
    var found = cases.counts[0].map { ComparedCases(counts: $0) }
    func fill<Value>(_ path: WritableKeyPath<ComparedCases, Value>, _ values: [Value]) {
      for (place, value) in values.enumerated() { found[place][keyPath: path] = value }
    }
    fill(\.timeliness, timeliness.sortedCounts())
    fill(\.repeats, repeats.counts)
    fill(\.outcomes, outcomes.counts)
    fill(\.costs, costs.counts)
    return groups[0].groups(found).ordered(by: axes) { $0.counts.cases }
  }
}
