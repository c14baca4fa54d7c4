package import Complaints
import GRDB
import RecordStore
import Versioning
import Zones

/// An improvement that was carried out, with how often its problem came in before and after.
package struct Improvement: Sendable {
  package let summary: CaseSummary
  package let task: OwedRecord
  /// The problem class of its case; nil where nobody said: then nothing is counted.
  package let problemClass: String?
  /// Days since 1970.
  package let doneDay: Int
  package let before, after: Window

  /// Cases of that problem at that branch, within days.
  package struct Window: Sendable, Equatable {
    package let cases: Int
    package let days: Int
    /// A week; nil where there was no day.
    package var weekly: Double? { days > 0 ? Double(cases) * 7 / Double(days) : nil }
  }

  /// How many days are counted before it was done, and at most after that.
  package static let window = 56
}

extension CaseReading {
  /// The improvements that were done on a day among the filter's, the newest first. All cases are read once.
  /// - Parameter today: days since 1970.
  package func improvements(_ filter: ReportFilter, today: Int) throws -> [Improvement] {
    let found = try doneImprovements(filter)
    guard let first = found.map(\.doneDay).min() else { return [] }
    let counts = try problemDays(
      ReportFilter(since: first - Improvement.window, until: today, branch: filter.branch))
    var firstDays: [String: Int] = [:]
    return try found.compactMap { one -> Improvement? in
      guard let row = try db.record(rid: one.rid), let summary = try summary(rid: one.rid) else { return nil }
      let tasks = try db.children(of: row.id, kind: .task).compactMap { try $0.decoded() }
        .sorted { $0.record < $1.record }.compactMap { OwedRecord(LoopRecord($0)) }
      guard tasks.indices.contains(one.place - 1) else { return nil }
      let days = one.problemClass.map {
        counts[BranchProblem(branch: summary.branch, problemClass: $0)] ?? DayCounts()
      }
      func window(_ range: Range<Int>) -> Improvement.Window {
        Improvement.Window(cases: days?[range] ?? 0, days: days == nil ? 0 : range.count)
      }
      // Before its first case a branch wrote nothing down: those days say nothing of how often the problem came.
      if firstDays[summary.branch] == nil {
        firstDays[summary.branch] = try loggedDays(ReportFilter(branch: summary.branch))?.lowerBound
      }
      let begin = max(one.doneDay - Improvement.window, firstDays[summary.branch] ?? one.doneDay)
      // The day itself is neither before nor after.
      let (done, end) = (one.doneDay, min(today, one.doneDay + Improvement.window))
      return Improvement(
        summary: summary, task: tasks[one.place - 1], problemClass: one.problemClass, doneDay: done,
        before: window(min(begin, done)..<done), after: window(done + 1..<max(end, done) + 1))
    }.sorted { ($0.doneDay, $0.task.record.id) > ($1.doneDay, $1.task.record.id) }
  }

  /// Which they are: the row of the case and the place among its tasks.
  private func doneImprovements(
    _ filter: ReportFilter
  ) throws -> [(rid: Int64, place: Int, problemClass: String?, doneDay: Int)] {
    let zone = zone
    return try db.map(
      """
      SELECT o.root, o.place, f.problem_class, o.done FROM owed o CROSS JOIN facts f ON f.rid = o.root
      WHERE o.kind = ?1 AND o.purpose = 'improvement' AND o.done IS NOT NULL AND f.visible = 1
        AND (?2 IS NULL OR f.branch = ?2) AND \(isCounted(rid: "f.rid", duplicate: "f.duplicate", standing: 3))
      """, values: [.kind(.task), .text(filter.branch), try db.standingDuplicates()]
    ) { row in
      row.text(3).flatMap { DateText(stored: $0) }.map {
        (rid: row.integer(0), place: Int(row.integer(1)), problemClass: row.text(2), done: $0)
      }
    }.compactMap { $0 }.filter { filter.takes($0.done) }.map {
      (
        rid: $0.rid, place: $0.place, problemClass: $0.problemClass,
        doneDay: $0.done.start(in: zone).date.daysSinceEpoch
      )
    }
  }

  /// On which days cases of each problem came in at each branch.
  private func problemDays(_ filter: ReportFilter) throws -> [BranchProblem: DayCounts] {
    var counts: [DayCounts] = []
    let groups = try FactScan(db: db, filter: filter).each(
      [.day], by: [[.branch, .problemClass]], where: "problem_class IS NOT NULL"
    ) { row, places in
      counts.change(at: places[0], default: DayCounts()) { $0.add(Int(row.integer(.day))) }
    }
    var found: [BranchProblem: DayCounts] = [:]
    for group in groups[0].groups(counts) {
      let key = BranchProblem(branch: group.key[0] ?? "", problemClass: group.key[1] ?? "")
      var days = group.value
      days.sort()
      found[key] = days
    }
    return found
  }
}

/// Days, each as often as something was on it.
private struct DayCounts {
  private var days: [Int] = []

  mutating func add(_ day: Int) { days.append(day) }
  mutating func sort() { days.sort() }

  /// How many of them lie in a range; they have to be sorted.
  subscript(range: Range<Int>) -> Int { place(of: range.upperBound) - place(of: range.lowerBound) }

  /// Of the first that is not before a day.
  private func place(of day: Int) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

private struct BranchProblem: Hashable {
  let branch, problemClass: String
}
