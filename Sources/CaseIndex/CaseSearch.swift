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
  /// newest are looked at, and the best of them come first. Before them come those in which a phone number stands
  /// that was typed in groups, or stands there in groups (`138 0013 8000`, `138-0013-8000`, `13800138000`).
  /// - Parameter limit: as many are found where there are as many; 0: all.
  package func search(_ words: [String], limit: Int) throws -> [SearchHit] {
    // Beside words a sign says nothing; the index has none.
    let words = words.filter(\.hasWord)
    let plain = words.map(SearchNumber.phrase)
    guard !plain.isEmpty else { return [] }
    let found = try search(phrases: plain, limit: limit)
    let numbers = SearchNumber.phrases(words)
    guard numbers != plain else { return found }
    let first = try search(phrases: numbers, limit: limit)
    let known = Set(first.map(\.summary.rid))
    let all = first + found.filter { !known.contains($0.summary.rid) }
    return limit > 0 ? Array(all.prefix(limit)) : all
  }

  /// - Parameter phrases: expressions of the index, all of which a case has to meet.
  private func search(phrases: [String], limit: Int) throws -> [SearchHit] {
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

/// Phone numbers among the words of a search. The index has every group of digits as a word of its own, as it was typed;
/// in a phone field also the digits of the whole number.
enum SearchNumber {
  /// A word, or what is written together, as the index is asked for it.
  static func phrase(_ word: String) -> String { "\"" + word.folded.replacing("\"", with: "\"\"") + "\"" }

  /// What the words ask for where those that are numbers together are taken for one number; the phrases of the words
  /// themselves where none is.
  static func phrases(_ words: [String]) -> [String] {
    var phrases: [String] = []
    var rest = words[...]
    while let word = rest.first {
      let run = Array(rest.prefix { isOfNumber($0) })
      guard !run.isEmpty else {
        phrases.append(phrase(word))
        rest.removeFirst()
        continue
      }
      rest.removeFirst(run.count)
      let numbers = PhoneNumber.all(run.joined(separator: " "))
      // Whatever is left out of them, or is too short for one, is looked for as it was typed.
      guard !numbers.isEmpty, numbers.allSatisfy({ lengths.contains($0.utf8.count) }) else {
        phrases += run.map(phrase)
        continue
      }
      phrases += numbers.map(anyGrouping)
    }
    return phrases
  }

  private static let lengths = 7...12

  /// Digits with what people set between them.
  private static func isOfNumber(_ word: String) -> Bool {
    let folded = word.folded
    return folded.utf8.contains { (0x30...0x39).contains($0) }
      && folded.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-().".utf8.contains($0) }
  }

  /// How people group the digits of a number: mobile numbers, and those of lines with and without an area code.
  private static let groupings = [
    [3, 4, 4], [3, 8], [4, 4, 3], [3, 3, 5], [4, 3, 4], [3, 5, 3], [4, 7], [3, 7], [3, 3, 4], [4, 4], [3, 4],
    [4, 3],
    [4, 8], [4, 4, 4],
  ]

  private static func anyGrouping(_ digits: String) -> String {
    let local = PhoneNumber.local(digits)
    // The index does not know the + that tells a number from one of China: it is looked for with the code apart.
    let all =
      digits.hasPrefix("+")
      ? [local] + grouped(local).flatMap { ["\(PhoneNumber.country(digits)) \($0)", $0] }
      : [digits] + (local == digits ? [] : [local]) + grouped(digits)
    return "(" + all.map(phrase).joined(separator: " OR ") + ")"
  }

  private static func grouped(_ digits: String) -> [String] {
    let bytes = Array(digits.utf8)
    return groupings.filter { $0.reduce(0, +) == bytes.count }.map { lengths in
      var groups: [String] = []
      var at = 0
      for length in lengths {
        groups.append(String(decoding: bytes[at..<at + length], as: UTF8.self))
        at += length
      }
      return groups.joined(separator: " ")
    }
  }
}
