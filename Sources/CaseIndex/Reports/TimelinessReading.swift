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
    var counts: [TimelinessCounts] = []
    var rules = RulesInForce(policies: try policies())
    let zone = zone
    let groups = try FactScan(db: db, filter: filter).each(MomentFacts.all, by: [axes]) { row, places in
      let branch = row.text(.branch) ?? ""
      let moments = MomentFacts.moments(row, zone: zone)
      let logged = moments.logged.milliseconds
      let calendar = try rules.calendar(branch: branch, logged: logged) { try calendars(of: branch) }
      let found = Complaints.deadlines(
        of: moments, terms: rules.terms(moments.severity, logged: logged), calendar: calendar, zone: zone,
        explained: false)
      let spans = MomentFacts.spans(row, moments)
      let isUnrecorded = moments.status?.isClosed ?? false && !moments.hasRecords
      counts.change(at: places[0], default: TimelinessCounts()) { group in
        for deadline in found {
          group.kinds[deadline.kind.place].count(deadline, isUnrecorded: isUnrecorded, now: now)
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

/// The facts that deadlines are reckoned from.
private enum MomentFacts {
  /// In one row they stand in this order, so that each is found at once.
  static let moments = Fact.all.filter { $0.moment != nil }
  static let all =
    moments + [.branch, .day, .status, .severity, .logged, .zone, .closedDay, .closed, .heldUntil]

  static func moments(_ row: FactRow, zone: Zone) -> CaseMoments {
    let logged = row.number(.logged).map {
      LocalTime(milliseconds: $0, offsetMinutes: Int(row.integer(.zone)))
    }
    var found = CaseMoments(
      logged: logged ?? CivilDate(daysSinceEpoch: Int(row.integer(.day))).start(in: zone),
      status: row.text(.status).map { CaseStatus(rawValue: $0) } ?? .received,
      severity: row.text(.severity).flatMap { Severity(rawValue: $0) })
    for (place, fact) in moments.enumerated() {
      let place = Int32(place)
      fact.moment?.write(&found, row.row.isNull(place) ? nil : row.row.integer(place))
    }
    found.heldUntil = row.text(.heldUntil).flatMap { DateText(stored: $0) }
    return found
  }

  /// In the order of `ReportedStep.allCases`.
  static func spans(_ row: FactRow, _ moments: CaseMoments) -> [Int64?] {
    let logged = moments.logged.milliseconds
    func since(_ time: Int64?) -> Int64? { time.map { max($0 - logged, 0) } }
    let closed = row.number(.closedDay).map {
      CaseFacts.span(
        day: Int(row.integer(.day)), logged: row.number(.logged), closedDay: Int($0),
        closed: row.number(.closed))
    }
    return [
      since(moments.responded), since(moments.proposed), since(moments.resolved), since(moments.calledBack),
      since(moments.reviewed), closed,
    ]
  }
}
