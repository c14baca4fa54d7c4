package import Complaints
import GRDB
import RecordStore

/// What handling cases took, and how often the first go was enough.
package struct HandlingCounts: Sendable, Equatable {
  package var cases = 0
  package var open = 0
  /// From logging to closing, in milliseconds, ascending; a day where only days are known.
  package var times: [Int64] = []
  /// Cases that were resolved.
  package var resolved = 0
  /// Of those: never reopened, never escalated, called back once at most, and nobody said 1 or 2.
  package var atFirst = 0
  /// Cases with two call-backs that asked, by how the answer changed.
  package var askedTwice = 0
  package var better = 0
  package var worse = 0

  init() {}
}

extension CaseReading {
  /// Time and success of handling, by axes: by handler it is each person's load.
  package func handling(by axes: [ReportAxis], _ filter: ReportFilter) throws -> [ReportGroup<HandlingCounts>]
  {
    var counts: [HandlingCounts] = []
    let closed = Set(StatusSet.closed.ids)
    let groups = try FactScan(db: db, filter: filter).each(
      [
        .status, .day, .logged, .closedDay, .closed, .lastResolved, .reopenings, .escalations, .callBacks,
        .satisfaction, .firstSatisfaction,
      ], by: [axes]
    ) { row, places in
      counts.change(at: places[0], default: HandlingCounts()) { group in
        group.cases += 1
        if row.text(.status).map({ !closed.contains($0) }) ?? true { group.open += 1 }
        if let closedDay = row.number(.closedDay) {
          group.times.append(
            CaseFacts.span(
              day: Int(row.integer(.day)), logged: row.number(.logged), closedDay: Int(closedDay),
              closed: row.number(.closed)))
        }
        let (first, last) = (row.number(.firstSatisfaction), row.number(.satisfaction))
        if row.number(.lastResolved) != nil {
          group.resolved += 1
          if row.integer(.reopenings) == 0, row.integer(.escalations) == 0, row.integer(.callBacks) <= 1,
            last.map({ $0 > 2 }) ?? true
          {
            group.atFirst += 1
          }
        }
        if row.integer(.callBacks) > 1, let first, let last {
          group.askedTwice += 1
          if last > first {
            group.better += 1
          } else if last < first {
            group.worse += 1
          }
        }
      }
    }
    for at in counts.indices { counts[at].times.sort() }
    return groups[0].groups(counts).ordered(by: axes) { $0.cases }
  }
}
