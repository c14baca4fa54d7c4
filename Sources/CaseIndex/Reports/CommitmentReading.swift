package import Complaints
import GRDB
import RecordStore
import Versioning

/// How the promises to customers ended.
package struct CommitmentCounts: Sendable, Equatable {
  private var counts: [CommitmentOutcome: Int] = [:]
  /// How late those were or are that were not kept, in milliseconds, ascending.
  package private(set) var late: [Int64] = []

  init() {}

  package subscript(outcome: CommitmentOutcome) -> Int { counts[outcome] ?? 0 }
  package var all: Int { counts.values.reduce(0, +) }
  /// Those of which it can be said whether they were kept.
  package var judged: Int { self[.kept] + self[.late] + self[.overdue] }

  mutating func count(_ outcome: CommitmentOutcome, late time: Int64?) {
    counts[outcome, default: 0] += 1
    if let time { late.append(time) }
  }

  fileprivate mutating func sort() { late.sort() }
}

extension CaseReading {
  /// The promises whose date is among the filter's days: by the person responsible, however the name is spelt, and by
  /// branch; most of them first. Only cases with promises are read.
  package func commitments(_ filter: ReportFilter, now: Int64) throws -> (
    people: [(name: String?, counts: CommitmentCounts)], branches: [(code: String, counts: CommitmentCounts)]
  ) {
    var people: [String: (spellings: [String: Int], counts: CommitmentCounts)] = [:]
    var branches: [String: CommitmentCounts] = [:]
    var cases: [(rid: Int64, branch: String, stopped: Int64?)] = []
    let all = ReportFilter(since: nil, until: nil, branch: filter.branch)
    _ = try FactScan(db: db, filter: all).each(
      [.rid, .branch, .stopped], by: [], where: "commitments > 0"
    ) { row, _ in cases.append((row.integer(.rid), row.text(.branch) ?? "", row.number(.stopped))) }
    let zone = zone
    for (rid, branch, stopped) in cases {
      guard let root = try db.record(rid: rid) else { continue }
      for child in try db.children(of: root.id, kind: .commitment) {
        guard let state = try child.decoded() else { continue }
        let commitment = LoopRecord(state)
        guard let found = CommitmentOutcome.of(commitment, stopped: stopped, zone: zone, now: now) else {
          continue
        }
        let day = LocalTime(milliseconds: found.due, zone: zone).date.daysSinceEpoch
        guard (filter.since ?? .min)...(filter.until ?? .max) ~= day else { continue }
        let owner = commitment.text(CommitmentField.owner) ?? ""
        people[owner.folded, default: ([:], CommitmentCounts())].counts.count(found.outcome, late: found.late)
        people[owner.folded]?.spellings[owner, default: 0] += 1
        branches[branch, default: CommitmentCounts()].count(found.outcome, late: found.late)
      }
    }
    for key in people.keys { people[key]?.counts.sort() }
    for key in branches.keys { branches[key]?.sort() }
    return (
      people.map { key, found in
        let usual = found.spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return (name: key.isEmpty ? nil : usual, counts: found.counts)
      }.sorted { ($0.counts.all, $1.name ?? "") > ($1.counts.all, $0.name ?? "") },
      branches.map { (code: $0.key, counts: $0.value) }
        .sorted { ($0.counts.all, $1.code) > ($1.counts.all, $0.code) }
    )
  }
}
