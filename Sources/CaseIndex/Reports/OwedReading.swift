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
  /// What is owed on a day among the filter's: by the person responsible, however the name is spelt, and by branch. It
  /// ends where `due` says that it ends: a day without a time by the clocks of the branch's calendar.
  /// - Parameter kind: `commitment` or `task`.
  package func owed(_ kind: RecordKind, _ filter: ReportFilter, now: Int64) throws -> OwedReport {
    var people: [String: (spellings: [String: Int], counts: OwedCounts)] = [:]
    var branches: [String: OwedCounts] = [:]
    var purposes: [String: OwedCounts] = [:]
    var names: [String: [String: (name: String, folded: String)]] = [:]
    let known = try self.people()
    try eachOwed(kind, filter) { owed in
      guard filter.takes(day: owed.day, at: owed.due) else { return }
      let found = owed.outcome(now: now)
      let written = owed.owner ?? ""
      let owner: (name: String, folded: String)
      if let found = names[owed.branch]?[written] {
        owner = found
      } else {
        // A short name and a name are one person.
        let name = owed.owner.flatMap { known.called($0, at: owed.branch)?.name } ?? written
        owner = (name, name.folded)
        names[owed.branch, default: [:]][written] = owner
      }
      people[owner.folded, default: ([:], OwedCounts())].counts.count(found.outcome, late: found.late)
      people[owner.folded]?.spellings[owner.name, default: 0] += 1
      branches[owed.branch, default: OwedCounts()].count(found.outcome, late: found.late)
      if kind == .task {
        purposes[owed.purpose, default: OwedCounts()].count(found.outcome, late: found.late)
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

  /// What is owed with a date, of the cases that the filter's branch has: one narrow row each. A promise is no case: what
  /// was promised in one that was merged into another was promised besides. What was closed as a duplicate counts as little
  /// here as anywhere.
  private func eachOwed(
    _ kind: RecordKind, _ filter: ReportFilter, _ body: (OwedRow) throws -> Void
  ) throws {
    let zone = zone
    var rules = RulesInForce(policies: [])
    try db.each(
      """
      SELECT o.owner, o.purpose, o.due, o.done, o.released, f.branch,
        f.status IN (\(StatusSet.closedEarly.literals)), f.logged, f.zone, f.day, f.handler
      FROM owed o CROSS JOIN facts f ON f.rid = o.root
      WHERE o.kind = ?1 AND o.due IS NOT NULL AND f.visible = 1 AND (?2 IS NULL OR f.branch = ?2)
        AND (f.status IS NOT ?4 OR \(isCounted(rid: "f.rid", duplicate: "f.duplicate", standing: 3)))
      """,
      values: [
        .kind(kind), .text(filter.branch), try db.standingDuplicates(),
        .text(CaseStatus.duplicate.rawValue),
      ]
    ) { row in
      guard let due = row.text(2).flatMap({ DateText(stored: $0) }), let branch = row.text(5) else {
        return true
      }
      let logged =
        row.isNull(7)
        ? CivilDate(daysSinceEpoch: Int(row.integer(9))).start(in: zone)
        : LocalTime(milliseconds: row.integer(7), offsetMinutes: Int(row.integer(8)))
      let calendar = try rules.calendar(branch: branch, logged: logged.milliseconds) {
        try calendars(of: branch)
      }
      let place = calendar.zone ?? zone
      let owed = OwedRow(
        // Whoever handles the case stands for a promise that names nobody, as in `due`.
        branch: branch, owner: row.text(0) ?? (kind == .commitment ? row.text(10) : nil),
        purpose: row.text(1) ?? "",
        due: due.end(in: place), day: due.day(in: zone.place(of: logged)),
        done: row.text(3).flatMap { DateText(stored: $0) }?.start(in: place).milliseconds,
        released: row.isNull(4) ? nil : row.integer(4), isPromise: kind == .commitment,
        isStopped: kind == .commitment && row.integer(6) == 1)
      // A customer may use a benefit until its date; nobody is late where he does not.
      if owed.purpose != "benefit" { try body(owed) }
      return true
    }
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
    var rules = RulesInForce(policies: [])
    for rid in rids {
      guard let row = try db.record(rid: rid) else { continue }
      found += try tasks(of: row, &rules).filter { !openOnly || $0.task.isOpen }
    }
    return found.sorted { ($0.order, $0.task.record.id) < ($1.order, $1.task.record.id) }
  }

  /// The tasks of a case, in the order of their places.
  package func tasks(of row: RecordRow) throws -> [CaseTask] {
    var rules = RulesInForce(policies: [])
    return try tasks(of: row, &rules)
  }

  /// - Parameter rules: whose calendars were read already.
  private func tasks(of row: RecordRow, _ rules: inout RulesInForce) throws -> [CaseTask] {
    guard let summary = try summary(rid: row.rid), let root = try row.decoded() else { return [] }
    let file = CaseFile(
      root, children: try db.children(of: row.id, kind: .task).compactMap { try $0.decoded() })
    let logged = try file.logged(in: zone)?.milliseconds ?? now.milliseconds
    let calendar = try rules.calendar(branch: summary.branch, logged: logged) {
      try calendars(of: summary.branch)
    }
    let place = calendar.zone ?? zone
    return file.tasks.enumerated().map { at, task in
      let deadlines = [
        Deadline(task, stopped: nil, zone: place), Deadline(lookingAgainAt: task, zone: place),
      ]
      return CaseTask(
        summary: summary, task: task, place: at + 1,
        deadline: deadlines.compactMap(\.self).first { !$0.isOver })
    }
  }
}

/// What is owed, as the table of it tells it: moments in milliseconds since 1970.
private struct OwedRow {
  let branch: String
  let owner: String?
  let purpose: String
  let due: Int64
  /// On which it is due: a day is that day everywhere, a moment falls on the day of the place where the case was logged.
  let day: Int
  let done: Int64?
  let released: Int64?
  let isPromise, isStopped: Bool

  func outcome(now: Int64) -> (outcome: OwedOutcome, late: Int64?) {
    OwedOutcome.of(
      due: due, done: done, released: released, isPromise: isPromise, isStopped: isStopped, now: now)
  }
}

extension DateText {
  /// Days since 1970.
  fileprivate func day(in place: Zone) -> Int {
    switch self {
    case .day(let date): date.daysSinceEpoch
    case .time(let time): LocalTime(milliseconds: time.milliseconds, zone: place).date.daysSinceEpoch
    }
  }
}

extension CaseTask {
  fileprivate var order: Int64 { deadline?.due ?? .max }
}
