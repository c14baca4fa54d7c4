package import CaseIndex
package import Complaints
import GRDB
package import RecordStore
package import Versioning

/// A score that somebody gave, with the case that it is about.
package struct ScoredCase: Sendable {
  package let summary: CaseSummary
  package let score: LoopRecord
}

extension ReplicaReader {
  private static let inPeriod = """
    c.visible = 1 AND c.logged_at >= ?1 AND c.logged_at < ?2 AND (?3 IS NULL OR c.branch = ?3)
      AND c.status IS NOT '\(CaseStatus.duplicate.rawValue)'
    """

  private func arguments(_ period: Period, _ branch: String?) -> StatementArguments {
    [period.first.description, period.last.adding(days: 1).description, branch]
  }

  /// Cases that were logged in a period and have been handled: resolved or closed, but as no duplicates. They are
  /// looked at where they are handled.
  package func handledCases(in period: Period, branch: String?) throws -> [RecordID] {
    try db.rows(
      """
      SELECT r.id FROM cases c JOIN records r ON r.rid = c.rid WHERE \(Self.inPeriod) AND c.status IN
      ('resolved', 'confirmed', 'reviewed', 'archived', 'withdrawn', 'unfounded')
      """, arguments(period, branch)
    ).compactMap { $0.identifier(0) }
  }

  /// The first of some cases, in their order, that a person had no hand in.
  package func sample(_ order: [RecordID], without person: String, count: Int) throws -> [CaseSummary] {
    var found: [CaseSummary] = []
    for id in order where found.count < count {
      guard let row = try db.record(id), let file = try caseFile(row), !file.wasHandled(by: person),
        let summary = try summary(rid: row.rid)
      else { continue }
      found.append(summary)
    }
    return found
  }

  /// The scores of cases that were logged in a period, the newest cases first; of one who scored a case several
  /// times, the last.
  package func scores(in period: Period, branch: String?) throws -> [ScoredCase] {
    let rows = try db.rows(
      """
      SELECT c.rid, s.rid FROM cases c JOIN records r ON r.rid = c.rid JOIN records s ON s.aggregate = r.id
      WHERE \(Self.inPeriod) AND s.kind = \(RecordKind.score.rawValue) ORDER BY c.logged_at DESC, c.rid DESC, s.rid
      """, arguments(period, branch))
    var found: [ScoredCase] = []
    var places: [ScoredBy: Int] = [:]
    var summaries: [Int64: CaseSummary] = [:]
    for entry in rows {
      let rid: Int64 = entry[0]
      guard let summary = try summaries[rid] ?? summary(rid: rid), let row = try db.record(rid: entry[1]),
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

/// Of one who scores a case several times only the last score counts.
private struct ScoredBy: Hashable {
  let rid: Int64
  let author: Author?
}

extension CaseFile {
  /// Whether somebody logged the case, handles it, is its contact, or took part in its loop.
  package func wasHandled(by person: String) -> Bool {
    let person = person.folded
    return [root.text(CaseField.handler), root.text(CaseField.singleContact)].contains {
      $0?.folded == person
    }
      || Schema.kinds.filter { $0 == .case || $0.isOfLoop }
        .flatMap { $0 == .case ? [root] : records($0) }
        .contains { record in record.state.headVersions.contains { $0.author.name.folded == person } }
  }
}

extension WriteSession {
  /// Scores how a case was handled.
  /// - Throws: `WriteRefusal.notAllowed` for staff; `WriteRefusal.ownCase` for one's own.
  package mutating func score(_ row: RecordRow, _ edits: [FieldEdit]) throws -> RecordID {
    guard identity.role.mayScore else {
      throw WriteRefusal.notAllowed(role: identity.role, needs: Role.allCases.filter(\.mayScore))
    }
    try requirePresent(row)
    if let file = try reader.caseFile(row), file.wasHandled(by: author.name) {
      throw WriteRefusal.ownCase(number: try reader.number(of: row))
    }
    let id = add(.score, to: row, edits, scope: try scopeCode(row.scope))
    try endGroup()
    try touch(row.id)
    return id
  }

  /// Adds an answer to a survey. The one with this id stays as it is.
  /// - Returns: whether it was new.
  package mutating func addSurvey(_ id: RecordID, to row: RecordRow, _ edits: [FieldEdit]) throws -> Bool {
    try requireEditing()
    try requirePresent(row)
    guard try !reader.holds(id) else { return false }
    create(
      id, kind: .survey, aggregate: row.id, scope: try scopeCode(row.scope),
      edits.filter { $0.value != .none })
    try endGroup()
    return true
  }
}
