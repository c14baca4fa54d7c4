import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import Versioning

/// A hit of a search.
package struct SearchHit: Sendable {
  package let summary: CaseSummary
  /// The record that holds the words: the case or one of its notes.
  package let record: RecordID
  /// Its text as it was typed, one line a value.
  package let text: String
  /// BM25 as SQLite gives it: smaller is better.
  package let rank: Double
}

extension CaseReading {
  /// Cases in which every one of the words stands, each somewhere in the case or its notes. Among many the
  /// newest are looked at, and the best of them come first.
  /// - Parameter limit: as many are found where there are as many; 0: all.
  package func search(_ words: [String], limit: Int) throws -> [SearchHit] {
    // Beside words a sign says nothing; the index has none.
    let phrases = words.filter(\.hasWord).map { "\"" + $0.folded.replacing("\"", with: "\"\"") + "\"" }
    guard !phrases.isEmpty else { return [] }
    guard limit > 0 else { return try search(phrases, limit: .max, window: .max).hits }
    // Ranking must not visit every hit of a common word: the newest ones, then the best of those.
    var window = 400
    while true {
      let (hits, isWhole) = try search(phrases, limit: limit, window: window)
      // Many hits may be of few cases.
      if hits.count >= limit || isWhole { return hits }
      window *= 16
    }
  }

  /// - Parameter window: among as many of the newest records with the words.
  /// - Returns: whether there are no more records than that.
  private func search(_ phrases: [String], limit: Int, window: Int) throws -> (
    hits: [SearchHit], isWhole: Bool
  ) {
    guard let first = phrases.first else { return ([], true) }
    let together = phrases.joined(separator: " AND ")
    let newest = try db.row(
      "SELECT min(rowid), count(*) FROM (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)",
      [together, window])
    let oldest = newest?[0] as Int64?
    var isWhole = (newest?[1] as Int? ?? 0) < window
    var found: [SearchHit] = []
    if let oldest {
      found = try hits(
        "SELECT rowid, bm25(search) FROM search WHERE search MATCH ? AND rowid >= ? ORDER BY bm25(search), rowid DESC LIMIT ?",
        [together, oldest, window], limit: limit)
    }
    guard found.count < limit, phrases.count > 1 else { return (found, isWhole) }
    // The words may stand in different records of one case.
    let conditions = phrases.map { _ in
      """
      coalesce(r.aggregate, r.id) IN (SELECT coalesce(o.aggregate, o.id) FROM search s
      JOIN records o ON o.rid = s.rowid WHERE s.search MATCH ?)
      """
    }
    let known = Set(found.map(\.summary.rid))
    var rows = 0
    let spread = try hits(
      """
      SELECT s.rowid, 0.0 FROM search s JOIN records r ON r.rid = s.rowid
      WHERE s.search MATCH ? AND \(conditions.dropFirst().joined(separator: " AND "))
      ORDER BY s.rowid DESC LIMIT ?
      """, [first] + Array(phrases.dropFirst()) + [window], limit: limit, rows: &rows)
    isWhole = isWhole && rows < window
    return (found + spread.filter { !known.contains($0.summary.rid) }.prefix(limit - found.count), isWhole)
  }

  private func hits(_ sql: String, _ arguments: [(any ColumnValue)?], limit: Int) throws -> [SearchHit] {
    var rows = 0
    return try hits(sql, arguments, limit: limit, rows: &rows)
  }

  private func hits(_ sql: String, _ arguments: [(any ColumnValue)?], limit: Int, rows: inout Int) throws
    -> [SearchHit]
  {
    var hits: [SearchHit] = []
    var seen: Set<Int64> = []
    let found = try db.rows(sql, arguments)
    rows = found.count
    for row in found {
      guard hits.count < limit else { break }
      guard let record = try db.record(rid: row[0]), let state = try record.decoded() else { continue }
      let root = record.aggregate == record.id ? record : try db.record(record.aggregate)
      guard let root, !seen.contains(root.rid), let summary = try summary(rid: root.rid) else { continue }
      guard
        try db.value("SELECT visible FROM cases WHERE rid = ?", [root.rid]) ?? false
      else { continue }
      seen.insert(root.rid)
      hits.append(SearchHit(summary: summary, record: record.id, text: SearchText.typed(state), rank: row[1]))
    }
    return hits
  }
}
