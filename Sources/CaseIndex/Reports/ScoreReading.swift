package import Complaints
import GRDB
import RecordStore
package import Versioning

/// A score that somebody gave, with the case that it is about.
package struct ScoredCase: Sendable {
  package let summary: CaseSummary
  package let score: LoopRecord
}

extension CaseReading {
  /// Cases that were logged in a period and have been handled: resolved or closed, but as no duplicates. They are
  /// looked at where they are handled.
  package func handledCases(in period: Period, branch: String?) throws -> [RecordID] {
    try db.map(
      """
      SELECT r.id FROM cases c JOIN records r ON r.rid = c.rid
      WHERE \(inPeriod) AND c.status IN (SELECT value FROM json_each(?4))
      """, values: bounds(period, branch) + [StatusSet.handled.json, try db.standingDuplicates()]
    ) { $0.identifier(0) }.compactMap { $0 }
  }

  /// The first of some cases, in their order, that a person had no hand in.
  package func sample(_ order: [RecordID], without person: String, count: Int) throws -> [CaseSummary] {
    var found: [CaseSummary] = []
    let people = try people()
    for id in order where found.count < count {
      guard let row = try db.record(id), let file = try caseFile(row),
        !file.wasHandled(by: person, among: people),
        let summary = try summary(rid: row.rid)
      else { continue }
      found.append(summary)
    }
    return found
  }

  /// The scores of cases that were logged in a period, the newest cases first; of one who scored a case several
  /// times, the last.
  package func scores(in period: Period, branch: String?) throws -> [ScoredCase] {
    let rows = try db.map(
      """
      SELECT c.rid, o.rid FROM opinions o CROSS JOIN records r ON r.id = o.aggregate JOIN cases c ON c.rid = r.rid
      WHERE \(inPeriod) AND o.kind = ?4 ORDER BY c.logged_ms DESC, c.rid DESC, o.rid
      """, values: bounds(period, branch) + [.kind(.score), try db.standingDuplicates()]
    ) { (rid: $0.integer(0), score: $0.integer(1)) }
    var found: [ScoredCase] = []
    var places: [ScoredBy: Int] = [:]
    var summaries: [Int64: CaseSummary] = [:]
    for (rid, scoreRid) in rows {
      guard let summary = try summaries[rid] ?? summary(rid: rid), let row = try db.record(rid: scoreRid),
        let state = try row.decoded()
      else { continue }
      summaries[rid] = summary
      let score = LoopRecord(state)
      let scored = ScoredCase(summary: summary, score: score)
      let place = ScoredBy(rid: rid, author: score.made?.author)
      guard let known = places[place] else {
        places[place] = found.count
        found.append(scored)
        continue
      }
      // By stamps, not by when it came here: every replica shows the same.
      if let last = found[known].score.stamp, let stamp = score.stamp, last < stamp { found[known] = scored }
    }
    return found
  }
}

extension CaseReading {
  /// The marks of cases that a filter counts, by the person who gave them, however they were called.
  package func marks(_ filter: ReportFilter) throws -> [CaseMarks] {
    // Where a time was named, at a place whose clocks show another day.
    let ends = [
      filter.sinceTime?.date.adding(days: -2) ?? filter.since.map { CivilDate(daysSinceEpoch: $0) },
      filter.untilTime?.date.adding(days: 2) ?? filter.until.map { CivilDate(daysSinceEpoch: $0) },
    ]
    guard let first = ends[0] ?? CivilDate(year: 1900, month: 1, day: 1),
      let last = ends[1] ?? CivilDate(year: 2999, month: 12, day: 31),
      let period = Period(first: first, last: last)
    else { return [] }
    let people = try people()
    var seen: Set<[String]> = []
    return try scores(in: period, branch: filter.branch).compactMap { scored in
      guard let author = scored.score.made?.author,
        DateText(stored: scored.summary.loggedAt).map(filter.takes) ?? true
      else { return nil }
      let name = people.called(author.name, at: author.branch)?.name ?? author.name
      // Under two names of theirs, one person is no second one.
      guard seen.insert([scored.summary.id.description, name.folded]).inserted else { return nil }
      let marks = ScoreField.marks.compactMap { field in
        scored.score.text(field).flatMap { Int($0) }.map { (field.id, $0) }
      }.filter { (1...5).contains($0.1) }
      return CaseMarks(
        record: scored.summary.id, scorer: name, marks: Dictionary(marks, uniquingKeysWith: { $1 }))
    }
  }
}

/// Of one who scores a case several times only the last score counts.
private struct ScoredBy: Hashable {
  let rid: Int64
  let author: Author?
}

private let inPeriod = """
  c.visible = 1 AND c.logged_at >= ?1 AND c.logged_at < ?2 AND (?3 IS NULL OR c.branch = ?3)
    AND \(isCounted(rid: "c.rid", standing: 5))
  """

private func bounds(_ period: Period, _ branch: String?) -> [SQLValue] {
  [.text(period.first.description), .text(period.last.adding(days: 1).description), .text(branch)]
}
