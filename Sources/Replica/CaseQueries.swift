package import Complaints
import FoundationEssentials
import GRDB
package import RecordStore
package import Versioning

/// One line of a list.
package struct CaseSummary: Sendable {
  package let rid: Int64
  package let id: RecordID
  package let number: String
  package let branch: String
  package let status: String?
  package let summary: String?
  package let severity: String?
  package let handler: String?
  package let loggedAt: String
  package let updatedAt: Int64
  package let conflicts: Int

  static let columns = """
    c.rid, r.id, c.number, c.branch, c.status, c.summary, c.severity, c.handler, c.logged_at, c.updated_at,
    c.conflicts
    """

  init?(_ row: Row) {
    guard let id = row.identifier(1) else { return nil }
    rid = row[0]
    self.id = id
    number = row[2]
    branch = row[3]
    status = row[4]
    summary = row[5]
    severity = row[6]
    handler = row[7]
    loggedAt = row[8]
    updatedAt = row[9]
    conflicts = row[10]
  }
}

/// What a list is narrowed to. Nil asks for nothing.
package struct CaseFilter: Sendable {
  package var status: String?
  package var type: String?
  package var problemClass: String?
  package var channel: String?
  package var severity: String?
  package var branch: String?
  package var handler: String?
  package var customerID: String?
  /// In the form of `PhoneNumber.normalised`.
  package var phone: String?
  /// A day or a time as `logged_at` holds it.
  package var since: String?
  package var conflicted = false
  /// Rows that it is among; nil: all.
  package var among: [Int64]?
  package var limit = 20
  package init() {}
}

/// A case as a person reads it.
package struct CaseDetail: Sendable {
  package let row: RecordRow
  package let summary: CaseSummary
  package let state: RecordState
  package let deletion: DeletionState
  package let conflicts: [ConflictID]
  /// Notes, decisions, deletions: in the order of time.
  package let timeline: [TimelineEntry]
}

package struct TimelineEntry: Sendable {
  package let row: RecordRow
  package let state: RecordState
  /// The version that made it: its earliest head.
  package let version: Version

  /// A winner's text.
  package func text(_ field: FieldDefinition) -> String? {
    if case .text(let text) = state.shown(field) { return text }
    return nil
  }
}

extension ReplicaReader {
  package func summary(rid: Int64) throws -> CaseSummary? {
    try db.row(
      "SELECT \(CaseSummary.columns) FROM cases c JOIN records r ON r.rid = c.rid WHERE c.rid = ?", [rid]
    ).flatMap(CaseSummary.init)
  }

  /// Cases by logging time, newest first.
  package func list(_ filter: CaseFilter) throws -> [CaseSummary] {
    var conditions = ["c.visible = 1"]
    var arguments: [(any DatabaseValueConvertible)?] = []
    func add(_ condition: String, _ value: String?) {
      guard let value else { return }
      conditions.append(condition)
      arguments.append(value)
    }
    add("c.status = ?", filter.status)
    add("c.type = ?", filter.type)
    add("c.problem_class = ?", filter.problemClass)
    add("c.channel = ?", filter.channel)
    add("c.severity = ?", filter.severity)
    add("c.branch = ?", filter.branch)
    add("c.handler = ?", filter.handler)
    add("c.customer_id = ?", filter.customerID)
    add("c.rid IN (SELECT rid FROM phones WHERE digits = ?)", filter.phone)
    add("c.logged_at >= ?", filter.since)
    if filter.conflicted { conditions.append("c.conflicts > 0") }
    add(
      "c.rid IN (SELECT value FROM json_each(?))",
      filter.among.map { "[" + $0.map { "\($0)" }.joined(separator: ",") + "]" })
    arguments.append(filter.limit)
    return try db.rows(
      """
      SELECT \(CaseSummary.columns) FROM cases c JOIN records r ON r.rid = c.rid
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY c.logged_at DESC, c.rid DESC LIMIT ?
      """, StatementArguments(arguments)
    ).compactMap(CaseSummary.init)
  }

  package func detail(_ row: RecordRow) throws -> CaseDetail? {
    guard let state = try row.decoded(), let summary = try summary(rid: row.rid) else { return nil }
    let children = try db.children(of: row.id)
    let timeline = try children.compactMap { child -> TimelineEntry? in
      guard let state = try child.decoded(),
        let version = state.headVersions.min(by: { $0.stamp < $1.stamp })
      else { return nil }
      return TimelineEntry(row: child, state: state, version: version)
    }
    let field = FieldID(CaseField.deleted.number)
    let deletion =
      state[field] == nil
      ? .present : deletionState(field: field, root: state, children: timeline.map(\.state))
    return CaseDetail(
      row: row, summary: summary, state: state, deletion: deletion,
      conflicts: try conflictIDs(aggregate: row.rid),
      timeline: timeline.sorted { $0.version.stamp < $1.version.stamp })
  }

  /// A hit of a search.
  package struct Hit: Sendable {
    package let summary: CaseSummary
    /// The record that holds the words: the case or one of its notes.
    package let record: RecordID
    /// Its text, one line a field.
    package let text: String
    /// BM25 as SQLite gives it: smaller is better.
    package let rank: Double
  }

  /// Cases in which every one of the words stands, each somewhere in the case or its notes. Among many the
  /// newest are looked at, and the best of them come first.
  package func search(_ words: [String], limit: Int) throws -> [Hit] {
    let phrases = words.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.filter { $0.count > 2 }
    guard let first = phrases.first else { return [] }
    // Ranking must not visit every hit of a common word: the newest ones, then the best of those.
    let window = 400
    let together = phrases.joined(separator: " AND ")
    let oldest: Int64? = try Int64.fetchOne(
      db,
      sql:
        "SELECT min(rowid) FROM (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)",
      arguments: [together, window])
    var found: [Hit] = []
    if let oldest {
      found = try hits(
        "SELECT rowid, bm25(search) FROM search WHERE search MATCH ? AND rowid >= ? ORDER BY bm25(search), rowid DESC LIMIT ?",
        [together, oldest, window], limit: limit)
    }
    guard found.count < limit, phrases.count > 1 else { return found }
    // The words may stand in different records of one case.
    let conditions = phrases.map { _ in
      """
      coalesce(r.aggregate, r.id) IN (SELECT coalesce(o.aggregate, o.id) FROM search s
      JOIN records o ON o.rid = s.rowid WHERE s.search MATCH ?)
      """
    }
    let known = Set(found.map(\.summary.rid))
    let spread = try hits(
      """
      SELECT s.rowid, 0.0 FROM search s JOIN records r ON r.rid = s.rowid
      WHERE s.search MATCH ? AND \(conditions.dropFirst().joined(separator: " AND "))
      ORDER BY s.rowid DESC LIMIT ?
      """, StatementArguments([first] + phrases.dropFirst() + ["\(window)"]), limit: limit)
    return found + spread.filter { !known.contains($0.summary.rid) }.prefix(limit - found.count)
  }

  private func hits(_ sql: String, _ arguments: StatementArguments, limit: Int) throws -> [Hit] {
    var hits: [Hit] = []
    var seen: Set<Int64> = []
    for row in try db.rows(sql, arguments) {
      guard hits.count < limit else { break }
      guard let record = try db.record(rid: row[0]), let state = try record.decoded() else { continue }
      let root = record.aggregate == record.id ? record : try db.record(record.aggregate)
      guard let root, !seen.contains(root.rid), let summary = try summary(rid: root.rid) else { continue }
      guard
        try Bool.fetchOne(
          db.cachedStatement(sql: "SELECT visible FROM cases WHERE rid = ?"), arguments: [root.rid]) ?? false
      else { continue }
      seen.insert(root.rid)
      hits.append(Hit(summary: summary, record: record.id, text: SearchText.of(state), rank: row[1]))
    }
    return hits
  }
}
