package import Complaints
import GRDB
package import RecordStore
package import Versioning
import Zones

/// How what was owed ended: commitments to customers, or tasks.
package struct OwedCounts: Sendable, Equatable {
  private var counts: [OwedOutcome: Int] = [:]
  /// How late those were or are that were not kept, in milliseconds, ascending.
  package private(set) var late: [Int64] = []

  init() {}

  package subscript(outcome: OwedOutcome) -> Int { counts[outcome] ?? 0 }
  package var all: Int { counts.values.reduce(0, +) }
  /// Those of which it can be said whether they were kept.
  package var judged: Int { self[.kept] + self[.late] + self[.overdue] }

  mutating func count(_ outcome: OwedOutcome, late time: Int64?) {
    counts[outcome, default: 0] += 1
    if let time { late.append(time) }
  }

  fileprivate mutating func sort() { late.sort() }
}

/// The same by whoever owes it, by branch, and (of tasks) by purpose; most of them first.
package struct OwedReport: Sendable {
  package fileprivate(set) var people: [(name: String?, counts: OwedCounts)] = []
  package fileprivate(set) var branches: [(code: String, counts: OwedCounts)] = []
  package fileprivate(set) var purposes: [(purpose: String, counts: OwedCounts)] = []
}

/// A task with its case.
package struct CaseTask: Sendable {
  package let summary: CaseSummary
  package let task: OwedRecord
  /// Its place among the tasks of its case, from 1.
  package let place: Int
  /// When it is due, or to be looked at again; nil where nothing more is to be done, or nobody said by when.
  package let deadline: Deadline?

  package var purpose: String { task.purpose }
}

extension CaseReading {
  /// What is owed on a day among the filter's: by the person responsible, however the name is spelt, and by branch. Only
  /// cases with something owed are read.
  /// - Parameter kind: `commitment` or `task`.
  package func owed(_ kind: RecordKind, _ filter: ReportFilter, now: Int64) throws -> OwedReport {
    var people: [String: (spellings: [String: Int], counts: OwedCounts)] = [:]
    var branches: [String: OwedCounts] = [:]
    var purposes: [String: OwedCounts] = [:]
    var cases: [(rid: Int64, branch: String, stopped: Int64?)] = []
    let all = ReportFilter(since: nil, until: nil, branch: filter.branch)
    let fact = kind == .task ? Fact.tasks : .commitments
    _ = try FactScan(db: db, filter: all).each(
      [.rid, .branch, .stopped], by: [], where: "\(fact.name) > 0"
    ) { row, _ in cases.append((row.integer(.rid), row.text(.branch) ?? "", row.number(.stopped))) }
    let zone = zone
    let known = try self.people()
    for (rid, branch, stopped) in cases {
      guard let root = try db.record(rid: rid) else { continue }
      let logged = try root.decoded().flatMap { LoopRecord($0).date(CaseField.loggedAt)?.start(in: zone) }
      let place = zone.place(of: logged)
      for child in try db.children(of: root.id, kind: kind) {
        guard let state = try child.decoded(), let owed = OwedRecord(LoopRecord(state)), !owed.isBenefit,
          let found = OwedOutcome.of(owed, stopped: stopped, zone: zone, now: now)
        else { continue }
        // A day is that of the place where the case was logged, as in every report.
        let day = LocalTime(milliseconds: found.due, zone: place).date.daysSinceEpoch
        guard (filter.since ?? .min)...(filter.until ?? .max) ~= day else { continue }
        // A short name and a name are one person.
        let owner = owed.owner.map { known.called($0, at: branch)?.name ?? $0 } ?? ""
        people[owner.folded, default: ([:], OwedCounts())].counts.count(found.outcome, late: found.late)
        people[owner.folded]?.spellings[owner, default: 0] += 1
        branches[branch, default: OwedCounts()].count(found.outcome, late: found.late)
        if kind == .task {
          purposes[owed.purpose, default: OwedCounts()].count(found.outcome, late: found.late)
        }
      }
    }
    func ordered<Key: Comparable>(_ counts: [Key: OwedCounts]) -> [(Key, OwedCounts)] {
      counts.map { key, counts in
        var counts = counts
        counts.sort()
        return (key, counts)
      }.sorted { ($0.1.all, $1.0) > ($1.1.all, $0.0) }
    }
    var report = OwedReport()
    report.people = ordered(people.mapValues(\.counts)).map { key, counts in
      let usual = people[key]?.spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      return (name: key.isEmpty ? nil : usual, counts: counts)
    }
    report.branches = ordered(branches).map { (code: $0, counts: $1) }
    report.purposes = ordered(purposes).map { (purpose: $0, counts: $1) }
    return report
  }

  /// The tasks of all cases, what is due first, those without a date last.
  /// - Parameters:
  ///   - openOnly: those for which somebody still has to do something.
  ///   - branch: of that branch only.
  package func tasks(openOnly: Bool, branch: String? = nil) throws -> [CaseTask] {
    let fact = openOnly ? Fact.openTasks : .tasks
    let rids = try db.map(
      """
      SELECT rid FROM facts INDEXED BY facts_\(fact.name)
      WHERE \(fact.name) > 0 AND visible = 1 AND (?1 IS NULL OR branch = ?1)
      """, values: [.text(branch)]
    ) { $0.integer(0) }
    var found: [CaseTask] = []
    for rid in rids {
      guard let row = try db.record(rid: rid) else { continue }
      found += try tasks(of: row).filter { !openOnly || $0.task.isOpen }
    }
    return found.sorted { ($0.order, $0.task.record.id) < ($1.order, $1.task.record.id) }
  }

  /// The tasks of a case, in the order of their places.
  package func tasks(of row: RecordRow) throws -> [CaseTask] {
    guard let summary = try summary(rid: row.rid), let file = try caseFile(row) else { return [] }
    let zone = try rules(for: file, branch: summary.branch).calendar.zone ?? zone
    return file.tasks.enumerated().map { at, task in
      let deadlines = [Deadline(task, stopped: nil, zone: zone), Deadline(lookingAgainAt: task, zone: zone)]
      return CaseTask(
        summary: summary, task: task, place: at + 1,
        deadline: deadlines.compactMap(\.self).first { !$0.isOver })
    }
  }
}

extension CaseTask {
  fileprivate var order: Int64 { deadline?.due ?? .max }
}
