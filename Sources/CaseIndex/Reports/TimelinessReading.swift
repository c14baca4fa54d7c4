package import Complaints
import GRDB
import RecordStore
import Zones

/// How the deadlines of a group of cases ended, and how long each step took.
package struct TimelinessCounts: Sendable {
  /// By `DeadlineKind.place`.
  package var kinds = [Timeliness](repeating: Timeliness(), count: DeadlineKind.ofPolicy.count)
  /// Milliseconds since logging, in the order of `ReportedStep.allCases`, each list ascending.
  package var spans = [[Int64]](repeating: [], count: ReportedStep.allCases.count)

  /// Every deadline of every kind.
  package var all: Timeliness { Timeliness(adding: kinds) }

  package var judged: Int { kinds.reduce(0) { $0 + $1.judged + $1.running + $1.unrecorded } }

  init() {}
}

extension CaseReading {
  /// Every deadline of every case, by the policy and calendar in force when it was logged: the function that
  /// `due` and `why` use, on moments that are kept beside the case.
  package func timeliness(
    by axes: [ReportAxis], _ filter: ReportFilter, now: Int64
  ) throws -> [ReportGroup<TimelinessCounts>] {
    let duplicates = try Duplicates(db)
    var tally = try TimelinessTally(self, duplicates, now: now)
    let groups = try FactScan(db: db, filter: filter, standing: duplicates.counted()).each(
      TimelinessTally.facts, by: [axes]
    ) { row, places in try tally.count(row, at: places[0]) }
    return groups[0].groups(tally.sortedCounts()).ordered(by: axes) { $0.judged }
  }
}

/// Counts how deadlines ended.
struct TimelinessTally {
  static let facts = MomentFacts.all

  private let calendars: (String) throws -> [BranchCalendar]
  /// What stands for its complaint runs on, whatever it was merged into, and until it was closed itself.
  private let standing: Set<Int64>
  private let closedEarly: (Int64) throws -> Int64?
  private let zone: Zone
  private let now: Int64
  private var rules: RulesInForce
  private(set) var counts: [TimelinessCounts] = []

  init(_ reader: some CaseReading, _ duplicates: Duplicates, now: Int64) throws {
    (self.now, zone) = (now, reader.zone)
    calendars = { try reader.calendars(of: $0) }
    standing = Set(duplicates.standing())
    closedEarly = { rid in
      try reader.db.record(rid: rid).flatMap { try reader.caseFile($0) }?.closedEarly
    }
    rules = RulesInForce(policies: try reader.policies())
  }

  mutating func count(_ row: FactRow, at place: Int) throws {
    let branch = row.text(.branch) ?? ""
    var moments = MomentFacts.moments(row, zone: zone)
    if !standing.isEmpty, standing.contains(row.integer(.rid)) {
      moments.stopped = try closedEarly(row.integer(.rid))
    }
    let logged = moments.logged.milliseconds
    let calendars = calendars
    let calendar = try rules.calendar(branch: branch, logged: logged) { try calendars(branch) }
    let found = Complaints.deadlines(
      of: moments, terms: rules.terms(moments.severity, logged: logged), calendar: calendar, zone: zone,
      explained: false)
    let isUnrecorded = moments.status?.isClosed ?? false && !moments.hasRecords
    let now = now
    counts.change(at: place, default: TimelinessCounts()) { group in
      for deadline in found {
        group.kinds[deadline.kind.place].count(deadline, isUnrecorded: isUnrecorded, now: now)
      }
      MomentFacts.eachSpan(row, moments) { step, span in group.spans[step].append(span) }
    }
  }

  /// Each list of spans ascending.
  consuming func sortedCounts() -> [TimelinessCounts] {
    for index in counts.indices {
      for step in counts[index].spans.indices { counts[index].spans[step].sort() }
    }
    return counts
  }
}

/// The facts that deadlines are reckoned from.
private enum MomentFacts {
  /// In one row they stand in this order, so that each is found at once.
  static let moments = Fact.all.filter { $0.moment != nil }
  private static let writers = moments.compactMap { $0.moment?.write }
  static let all =
    moments + [.rid, .branch, .day, .status, .severity, .logged, .zone, .closedDay, .closed, .heldUntil]

  static func moments(_ row: FactRow, zone: Zone) -> CaseMoments {
    let logged = row.number(.logged).map {
      LocalTime(milliseconds: $0, offsetMinutes: Int(row.integer(.zone)))
    }
    var found = CaseMoments(
      logged: logged ?? CivilDate(daysSinceEpoch: Int(row.integer(.day))).start(in: zone),
      status: row.text(.status).map { CaseStatus(rawValue: $0) } ?? .received,
      severity: row.text(.severity).flatMap { Severity(rawValue: $0) })
    for (place, write) in writers.enumerated() where !row.row.isNull(Int32(place)) {
      write(&found, row.row.integer(Int32(place)))
    }
    found.heldUntil = row.text(.heldUntil).flatMap { DateText(stored: $0) }
    return found
  }

  /// In the order of `ReportedStep.allCases`.
  static func eachSpan(_ row: FactRow, _ moments: CaseMoments, _ body: (Int, Int64) -> Void) {
    let logged = moments.logged.milliseconds
    func since(_ step: Int, _ time: Int64?) { if let time { body(step, max(time - logged, 0)) } }
    since(0, moments.responded)
    since(1, moments.proposed)
    since(2, moments.resolved)
    since(3, moments.calledBack)
    since(4, moments.reviewed)
    guard let closed = row.number(.closedDay) else { return }
    body(
      5,
      CaseFacts.span(
        day: Int(row.integer(.day)), logged: row.number(.logged), closedDay: Int(closed),
        closed: row.number(.closed)))
  }
}
