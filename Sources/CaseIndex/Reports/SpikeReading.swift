package import Complaints
import GRDB
import RecordStore

/// What a search for spikes found: of each branch, and of all of them together, by what else it was asked for.
package struct FoundSpikes: Sendable {
  package let own, everywhere: SpikeSearch.Findings
  /// No case counts at all.
  package let isEmpty: Bool
}

extension CaseReading {
  /// Weeks that stand out, of each group; where there are several branches, of all of them together too: what rises a little
  /// everywhere rises in no branch enough to be seen.
  package func spikes(
    by axes: [ReportAxis], _ filter: ReportFilter, weeks: Range<Int>
  ) throws -> FoundSpikes {
    var filter = filter
    filter.since = ReportWeek.monday(weeks.lowerBound)
    let rest = axes.filter { $0 != .branch }
    let own = try weekSeries(by: axes, filter, until: weeks.upperBound)
    let places = axes.firstIndex(of: .branch).map { at in Set(own.map { $0.key[at] }).count } ?? 0
    let all = places > 1 && !rest.isEmpty ? try weekSeries(by: rest, filter, until: weeks.upperBound) : []
    let search = SpikeSearch()
    return FoundSpikes(
      own: search.find(in: own, weeks: weeks), everywhere: search.find(in: all, weeks: weeks),
      isEmpty: own.isEmpty)
  }

  /// Weekly counts by class, product and branch, from the first case of the branch on; of what lies before the
  /// weeks that are tested (from the filter's `since`), only as much as the search looks back, however early a
  /// mistyped date lies.
  package func weekSeries(
    by axes: [ReportAxis], _ filter: ReportFilter, until week: Int
  ) throws -> [WeekSeries] {
    var counts: [[Int: Int]] = []
    var places: [Int: Int] = [:]
    var first: [String?: Int] = [:]
    let branchPlace = axes.firstIndex(of: .branch)
    var whole = filter
    whole.since = nil
    whole.until = ReportWeek.monday(week) - 1
    let groups = try FactScan(db: db, filter: whole).each([.day], by: [axes]) { row, found in
      let at = ReportWeek.of(day: Int(row.integer(.day)))
      counts.change(at: found[0], default: [:]) { $0[at, default: 0] += 1 }
      if let earliest = places[found[0]], earliest <= at { return }
      places[found[0]] = at
    }
    let earliest = filter.since.map { ReportWeek.of(day: $0) - SpikeSearch().weeksBack } ?? .min
    for (index, key) in groups[0].keys.enumerated() {
      let branch = branchPlace.map { key[$0] } ?? nil
      first[branch] = min(first[branch] ?? .max, places[index] ?? .max)
    }
    return zip(groups[0].keys, counts).map { key, weeks in
      let start = max(first[branchPlace.map { key[$0] } ?? nil] ?? week, earliest)
      var list = [Int](repeating: 0, count: max((weeks.keys.max() ?? start) - start + 1, 0))
      for (at, count) in weeks where at >= start { list[at - start] = count }
      return WeekSeries(key: key, first: start, counts: list)
    }.sorted { a, b in a.key.lexicographicallyPrecedes(b.key) { ($0 ?? "") < ($1 ?? "") } }
  }
}
