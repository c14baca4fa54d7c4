import CaseIndex
package import Complaints
import GRDB
import RecordStore
import Versioning

/// Looks at what came and was changed since the last time, and keeps the cases of which there may be something to decide. What it
/// costs goes by what came; only the first time are all cases looked at. It goes in parts, each saved: whoever stops it goes on
/// there.
extension ReplicaStore {
  /// - Parameter progress: how many were looked at, and of how many.
  package func gatherForConsolidation(_ progress: (Int, Int) -> Void) throws {
    var (done, total) = (0, try writing { try ConsolidationGathering($0, surroundings).begin() })
    while case let taken = try writing({ try ConsolidationGathering($0, surroundings).takePart() }), taken > 0
    {
      done += taken
      total = max(total, done)
      progress(done, total)
    }
  }

  /// Takes cases out of what was kept for a kind: nothing is to be decided of them any more.
  package func forget(_ rids: [Int64], for kind: ConsolidationKind) throws {
    guard !rids.isEmpty else { return }
    try writing { db in
      for rid in rids {
        try db.run(
          "DELETE FROM consolidation_cases WHERE kind = ?1 AND record = (SELECT id FROM records WHERE rid = ?2)",
          values: [.text(kind.rawValue), .integer(rid)])
      }
      // Those that have left, too.
      try db.run("DELETE FROM consolidation_cases WHERE record NOT IN (SELECT id FROM records)", values: [])
    }
  }
}

private struct ConsolidationGathering {
  private struct Reach {
    var cases, news, changes: Int64
  }

  /// So many in one transaction.
  private static let part = 200

  private let db: Database
  private let reader: ReplicaReader

  init(_ db: Database, _ surroundings: Surroundings) throws {
    self.db = db
    reader = ReplicaReader(
      db: db, identity: try db.identity(acting: nil, at: surroundings), surroundings: surroundings)
  }

  /// - Returns: how much there is to look at.
  func begin() throws -> Int {
    var reach: Reach
    let ends = (
      news: try last("SELECT max(seq) FROM news"), changes: try last("SELECT max(seq) FROM changes")
    )
    if let known = try self.reach() {
      reach = known
      // What went with a case that has left leaves its place to what comes.
      (reach.news, reach.changes) = (min(reach.news, ends.news), min(reach.changes, ends.changes))
    } else {
      // Of cases that nobody looked at yet no change has to be looked at besides.
      reach = Reach(cases: 0, news: ends.news, changes: ends.changes)
    }
    try save(reach)
    let counts = [
      ("SELECT count(*) FROM cases WHERE rid > ?", reach.cases),
      ("SELECT count(*) FROM news WHERE seq > ?", reach.news),
      ("SELECT count(*) FROM changes WHERE seq > ?", reach.changes),
    ]
    return try counts.reduce(0) { sum, one in
      try sum + Int(db.first(one.0, values: [.integer(one.1)]) { $0.integer(0) } ?? 0)
    }
  }

  /// - Returns: how much was looked at; 0: nothing is left.
  func takePart() throws -> Int {
    guard var reach = try reach() else { return 0 }
    let part = SQLValue.integer(Int64(Self.part))
    let fresh = try db.map(
      "SELECT rid FROM cases WHERE rid > ? ORDER BY rid LIMIT ?", values: [.integer(reach.cases), part]
    ) { $0.integer(0) }
    if let last = fresh.last {
      try look(fresh)
      reach.cases = last
      try save(reach)
      return fresh.count
    }
    let news = try db.map(
      "SELECT seq, aggregate FROM news WHERE seq > ? ORDER BY seq LIMIT ?",
      values: [.integer(reach.news), part]
    ) { ($0.integer(0), $0.identifier(1)) }
    let changes = try db.map(
      """
      SELECT c.seq, coalesce(r.aggregate, r.id) FROM changes c LEFT JOIN records r ON r.id = c.record
      WHERE c.seq > ? ORDER BY c.seq LIMIT ?
      """, values: [.integer(reach.changes), part]
    ) { ($0.integer(0), $0.identifier(1)) }
    guard !news.isEmpty || !changes.isEmpty else { return 0 }
    let touched = Set((news + changes).compactMap(\.1))
    try look(try touched.sorted().compactMap { try db.record($0) }.filter { $0.kind == .case }.map(\.rid))
    reach.news = news.last?.0 ?? reach.news
    reach.changes = changes.last?.0 ?? reach.changes
    try save(reach)
    return news.count + changes.count
  }

  private func look(_ rids: [Int64]) throws {
    let paired = try reader.duplicateItems(among: rids, branch: nil).paired
    for rid in rids {
      if paired.contains(rid) { try keep(rid, for: .duplicates) }
      let rules = try reader.promotionRules(of: rid)
      if !rules.isEmpty { try keep(rid, for: .promotions, ConsolidationItem.substance(of: rules)) }
    }
  }

  private func keep(_ rid: Int64, for kind: ConsolidationKind, _ substance: String = "") throws {
    try db.run(
      """
      INSERT OR REPLACE INTO consolidation_cases (kind, record, substance)
      SELECT ?, id, ? FROM records WHERE rid = ?
      """, values: [.text(kind.rawValue), .text(substance), .integer(rid)])
  }

  private func last(_ statement: String) throws -> Int64 {
    try db.first(statement, values: []) { $0.integer(0) } ?? 0
  }

  private func reach() throws -> Reach? {
    try db.first("SELECT cases, news, changes FROM consolidation_reach", values: []) {
      Reach(cases: $0.integer(0), news: $0.integer(1), changes: $0.integer(2))
    }
  }

  private func save(_ reach: Reach) throws {
    try db.run(
      "INSERT OR REPLACE INTO consolidation_reach (id, cases, news, changes) VALUES (1, ?, ?, ?)",
      values: [.integer(reach.cases), .integer(reach.news), .integer(reach.changes)])
  }
}
