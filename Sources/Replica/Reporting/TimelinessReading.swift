package import Complaints
import GRDB
import RecordStore

/// How the clocks of a group of cases ended, and how long each step took.
package struct TimelinessCounts: Sendable {
  /// By `Clock.place`.
  package var clocks = [Timeliness](repeating: Timeliness(), count: Clock.allCases.count)
  /// Milliseconds since logging, in the order of `ReportedStep.allCases`, each list ascending.
  package var spans = [[Int64]](repeating: [], count: ReportedStep.allCases.count)

  package var judged: Int { clocks.reduce(0) { $0 + $1.judged + $1.running + $1.unrecorded } }

  init() {}
}

extension ReplicaReader {
  /// Every clock of every case, by the policy and calendar in force when it was logged: the function that
  /// `due` and `why` use, on moments that are kept beside the case.
  package func timeliness(
    by axes: [ReportAxis], _ filter: ReportFilter, now: Int64
  ) throws -> [ReportGroup<TimelinessCounts>] {
    var counts: [TimelinessCounts] = []
    var rules = RulesInForce(policies: try policies())
    let offset = surroundings.now.offsetMinutes
    let groups = try FactScan(db: db, filter: filter).each(MomentColumns.names, by: [axes]) { row, places in
      let branch = row.text(0) ?? ""
      let moments = MomentColumns.moments(row, offsetMinutes: offset)
      let logged = moments.logged.milliseconds
      let calendar = try rules.calendar(branch: branch, logged: logged) { try calendars(of: branch) }
      let found = Complaints.deadlines(
        of: moments, terms: rules.terms(moments.severity, logged: logged), calendar: calendar,
        explained: false)
      let spans = MomentColumns.spans(row, moments)
      let isUnrecorded = moments.status?.isClosed ?? false && !moments.hasRecords
      counts.change(at: places[0], default: TimelinessCounts()) { group in
        for deadline in found {
          group.clocks[deadline.clock.place].count(deadline, isUnrecorded: isUnrecorded, now: now)
        }
        for (index, span) in spans.enumerated() { if let span { group.spans[index].append(span) } }
      }
    }
    for index in counts.indices {
      for step in counts[index].spans.indices { counts[index].spans[step].sort() }
    }
    return groups[0].groups(counts).ordered(by: axes) { $0.judged }
  }
}

/// The columns of `facts` that clocks look at.
private enum MomentColumns {
  static let names = [
    "branch", "day", "status", "severity", "logged", "zone", "closed_day", "closed", "responded", "informed",
    "proposed", "last_progress", "last_step", "held_until", "last_reopened", "resolved", "last_resolved",
    "called_back", "followed_up_7", "followed_up_30", "last_confirmed", "reviewed", "stopped",
  ]

  static func moments(_ row: SQLRow, offsetMinutes: Int) -> CaseMoments {
    let zone = row.time(5).map { Int($0) } ?? offsetMinutes
    let midnight = row.integer(1) * 86_400_000 - Int64(zone) * 60_000
    var moments = CaseMoments(
      logged: LocalTime(milliseconds: row.time(4) ?? midnight, offsetMinutes: zone),
      status: row.text(2).map { CaseStatus(rawValue: $0) } ?? .received,
      severity: row.text(3).flatMap { Severity(rawValue: $0) })
    moments.stopped = row.time(22)
    // A case that nobody worked on here has none of the others.
    guard !row.isNull(8) || !row.isNull(12) || !row.isNull(11) else { return moments }
    moments.responded = row.time(8)
    moments.informed = row.time(9)
    moments.proposed = row.time(10)
    moments.lastProgress = row.time(11)
    moments.lastStep = row.time(12)
    moments.heldUntil = row.text(13).flatMap { DateText(stored: $0) }
    moments.lastReopened = row.time(14)
    moments.resolved = row.time(15)
    moments.lastResolved = row.time(16)
    moments.calledBack = row.time(17)
    moments.followedUp7 = row.time(18)
    moments.followedUp30 = row.time(19)
    moments.lastConfirmed = row.time(20)
    moments.reviewed = row.time(21)
    return moments
  }

  /// In the order of `ReportedStep.allCases`.
  static func spans(_ row: SQLRow, _ moments: CaseMoments) -> [Int64?] {
    let logged = moments.logged.milliseconds
    func since(_ time: Int64?) -> Int64? { time.map { max($0 - logged, 0) } }
    let closed = row.time(6).map {
      CaseFacts.span(
        day: Int(row.integer(1)), logged: row.time(4), closedDay: Int($0), closed: row.time(7))
    }
    return [
      since(moments.responded), since(moments.proposed), since(moments.resolved), since(moments.calledBack),
      since(moments.reviewed), closed,
    ]
  }
}
