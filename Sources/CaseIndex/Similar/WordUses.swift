import Glibc
import RecordStore

/// Where a word stands, as far as likeness has to know.
extension CaseReading {
  var newestRecord: Int64 {
    get throws { try db.first("SELECT max(rid) FROM records", values: []) { $0.integer(0) } ?? 0 }
  }

  /// The newest records with a word, and what the word weighs (inverse document frequency; K. Spärck Jones, "A
  /// statistical interpretation of term specificity", 1972): how often it stands anywhere is told from how far back its
  /// newest uses reach.
  /// - Parameter newest: `newestRecord`.
  func uses(of word: String, limit: Int, newest: Int64) throws -> (rows: [Int64], weight: Double) {
    let rows = try db.map(
      "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
      values: [.text(SearchExpression.phrase(word)), .integer(Int64(limit))]
    ) { $0.integer(0) }
    guard let last = rows.last else { return ([], 0) }
    let span = rows.count < limit ? Double(newest) : Double(newest - last + 1)
    return (rows, max(0.1, log((span + 1) / Double(rows.count))))
  }

  /// The case that a record is or belongs to.
  func root(_ rid: Int64) throws -> RecordRow? {
    guard let row = try db.record(rid: rid) else { return nil }
    let root = row.aggregate == row.id ? row : try db.record(row.aggregate)
    return root?.kind == .case ? root : nil
  }
}
