package import Complaints
import GRDB
import RecordStore
import Versioning
import Zones

/// An improvement that was carried out, with how often its problem came in before and after.
package struct Improvement: Sendable {
  package let task: CaseTask
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
    let zone = zone
    let found = try tasks(openOnly: false, branch: filter.branch).compactMap { task -> (CaseTask, Int)? in
      guard task.purpose == "improvement", let done = task.task.done?.start(in: zone).date.daysSinceEpoch,
        (filter.since ?? .min)...(filter.until ?? .max) ~= done
      else { return nil }
      return (task, done)
    }
    guard !found.isEmpty else { return [] }
    var days: [BranchProblem: [Int]] = [:]
    let first = (found.map(\.1).min() ?? today) - Improvement.window
    let all = ReportFilter(since: first, until: today, branch: filter.branch)
    _ = try FactScan(db: db, filter: all).each(
      [.branch, .problemClass, .day], by: [], where: "problem_class IS NOT NULL"
    ) { row, _ in
      let key = BranchProblem(branch: row.text(.branch) ?? "", problemClass: row.text(.problemClass) ?? "")
      days[key, default: []].append(Int(row.integer(.day)))
    }
    return try found.map { task, done in
      let problemClass =
        try db.first(
          "SELECT problem_class FROM facts WHERE rid = ?", values: [.integer(task.summary.rid)]
        ) { $0.text(0) } ?? nil
      let counted =
        problemClass.flatMap { days[BranchProblem(branch: task.summary.branch, problemClass: $0)] } ?? []
      func window(_ range: Range<Int>) -> Improvement.Window {
        Improvement.Window(
          cases: problemClass == nil ? 0 : counted.count(where: range.contains),
          days: problemClass == nil ? 0 : range.count)
      }
      // The day itself is neither before nor after.
      let end = min(today, done + Improvement.window)
      return Improvement(
        task: task, problemClass: problemClass, doneDay: done,
        before: window(done - Improvement.window..<done), after: window(done + 1..<max(end, done) + 1))
    }.sorted { ($0.doneDay, $0.task.task.record.id) > ($1.doneDay, $1.task.task.record.id) }
  }
}

private struct BranchProblem: Hashable {
  let branch, problemClass: String
}
