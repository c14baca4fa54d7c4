import Complaints
import GRDB
import RecordStore
import Versioning

/// One search while it goes on. What costs is what is looked at: of a common word the newest records are ranked, and no
/// more are followed to their case than are shown and counted.
struct SearchRun<Reader: CaseReading> {
  /// A case or a shared record that meets the query.
  struct Found {
    let root: Int64
    let kind: RecordKind
    /// Where the words stand.
    let record: Int64
    let rank: Double
  }

  /// Of a common word as many records are ranked, the newest ones.
  private static var window: Int { 2000 }
  /// So many records are followed to their cases at once.
  private static var portion: Int { 500 }

  let reader: Reader
  let query: SearchQuery
  let selection: SearchSelection
  private(set) var found: [Found] = []
  /// Before all was looked at.
  private(set) var wasStopped = false
  private var seen: Set<Int64> = []
  /// The rows with each word that is excluded.
  private var unwanted: [Set<Int64>] = []
  private var most: Int?

  init(reader: Reader, query: SearchQuery, selection: SearchSelection) {
    self.reader = reader
    self.query = query
    self.selection = selection
  }

  private var isFull: Bool { most.map { found.count > $0 } ?? false }

  /// - Parameter most: no more are looked for than this and one; nil: all.
  mutating func collect(until most: Int?) throws {
    self.most = most
    unwanted = try SearchExpression.all(query.unwanted).map { Set(try rows($0)) }
    let wanted = SearchExpression.all(query.wanted)
    if wanted.isEmpty {
      try collectCases()
    } else {
      try collect(wanted)
    }
    if let most, found.count > most {
      found.removeLast(found.count - most)
      wasStopped = true
    }
  }

  // MARK: - Candidates

  /// By the filters alone: the newest cases first.
  private mutating func collectCases() throws {
    guard selection.takes(.case) else { return }
    let (conditions, values) = try reader.conditions(selection)
    let isWhole = !unwanted.isEmpty || selection.asksRecords
    let cases = try reader.db.map(
      """
      SELECT c.rid FROM cases c JOIN records root ON root.rid = c.rid
      WHERE c.visible = 1 AND \(conditions) ORDER BY c.logged_ms DESC, c.rid DESC LIMIT ?
      """,
      values: values.map { $0?.sqlValue ?? .null } + [
        .integer(isWhole ? -1 : most.map { Int64($0) + 1 } ?? -1)
      ]
    ) { $0.integer(0) }
    for rid in cases where !isFull {
      try add(Found(root: rid, kind: .case, record: rid, rank: 0))
    }
  }

  private mutating func collect(_ wanted: [String]) throws {
    let together = wanted.joined(separator: " AND ")
    let newest = try rows(together, limit: Self.window + 1)
    let oldest = newest.prefix(Self.window).last
    if let oldest {
      try follow(
        ranked: try reader.db.map(
          "SELECT rowid, \(SearchColumn.rank) FROM search WHERE search MATCH ? AND rowid >= ? ORDER BY 2, 1 DESC",
          values: [.text(together), .integer(oldest)]
        ) { (record: $0.integer(0), rank: Self.rank($0.value(1))) })
    }
    if newest.count > Self.window, let oldest, !isFull {
      try follow(
        ranked: try reader.db.map(
          "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC",
          values: [.text(together), .integer(oldest)]
        ) { (record: $0.integer(0), rank: 0) })
    }
    if wanted.count > 1, !isFull { try collectSpread(wanted) }
  }

  /// The words may stand in different records of one case.
  private mutating func collectSpread(_ wanted: [String]) throws {
    var all: [[Int64]] = []
    for expression in wanted {
      let rows = try rows(expression)
      guard !rows.isEmpty else { return }
      all.append(rows)
    }
    let rarest = all.indices.min { all[$0].count < all[$1].count } ?? 0
    let others = all.indices.filter { $0 != rarest }.map { Set(all[$0]) }
    try follow(ranked: all[rarest].map { (record: $0, rank: 0) }) { records in
      others.allSatisfy { !$0.isDisjoint(with: records) }
    }
  }

  private static func rank(_ value: SQLValue) -> Double {
    if case .real(let rank) = value { rank } else { 0 }
  }

  /// The newest first.
  private func rows(_ expression: String, limit: Int = -1) throws -> [Int64] {
    try reader.db.map(
      "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
      values: [.text(expression), .integer(Int64(limit))]
    ) { $0.integer(0) }
  }

  // MARK: - From records to cases

  /// - Parameters:
  ///   - ranked: records in their order; of one rank, by when they came.
  ///   - holds: asked of the records of each case; nil: true.
  private mutating func follow(
    ranked: [(record: Int64, rank: Double)], where holds: ((Set<Int64>) -> Bool)? = nil
  ) throws {
    var at = 0
    while at < ranked.count, !isFull {
      var end = min(at + Self.portion, ranked.count)
      // Those of one rank stand in an order of their own, which goes by all of them.
      while end < ranked.count, ranked[end].rank != 0, ranked[end].rank == ranked[end - 1].rank { end += 1 }
      for candidate in try candidates(ranked[at..<end]) {
        guard !isFull else { return }
        guard !seen.contains(candidate.root) else { continue }
        if let holds, !holds(try records(of: candidate.root)) { continue }
        try add(candidate)
      }
      at = end
    }
  }

  /// The cases of some records, by rank, then the one first that was logged last.
  private func candidates(_ ranked: ArraySlice<(record: Int64, rank: Double)>) throws -> [Found] {
    let (conditions, values) = try reader.conditions(selection)
    var roots: [Int64: (root: Int64, kind: RecordKind, logged: Int64)] = [:]
    let list = "[" + ranked.map { "\($0.record)" }.joined(separator: ",") + "]"
    try reader.db.eachRow(
      """
      SELECT r.rid, root.rid, root.kind, c.logged_ms FROM json_each(?) o
      CROSS JOIN records r ON r.rid = o.value
      CROSS JOIN records root ON root.id = coalesce(r.aggregate, r.id)
      LEFT JOIN cases c ON c.rid = root.rid
      WHERE c.rid IS NULL OR c.visible = 1 AND (\(conditions))
      """, [list] + values
    ) { row in
      let kind = RecordKind(UInt32(truncatingIfNeeded: row[2] as Int64))
      let logged = row[3] as Int64?
      if selection.takes(kind), logged != nil || SearchedKinds.shared.contains(kind) {
        roots[row[0]] = (row[1], kind, logged ?? 0)
      }
      return true
    }
    var known = ranked.compactMap { record, rank in
      roots[record].map { (Found(root: $0.root, kind: $0.kind, record: record, rank: rank), $0.logged) }
    }
    // What was not ranked is in the order of its coming.
    var start = 0
    while start < known.count {
      var end = start + 1
      while end < known.count, known[end].0.rank == known[start].0.rank { end += 1 }
      if known[start].0.rank != 0 {
        known[start..<end].sort { ($0.1, $0.0.record) > ($1.1, $1.0.record) }
      }
      start = end
    }
    return known.map(\.0)
  }

  private mutating func add(_ candidate: Found) throws {
    seen.insert(candidate.root)
    if !unwanted.isEmpty {
      let records = try records(of: candidate.root)
      guard unwanted.allSatisfy({ $0.isDisjoint(with: records) }) else { return }
    }
    if candidate.kind == .case {
      guard try reader.meets(selection, rid: candidate.root) else { return }
    } else if candidate.kind == .article {
      let article = try reader.db.record(rid: candidate.root)?.decoded()
      guard article.map(selection.takes) ?? false else { return }
    }
    found.append(candidate)
  }

  /// The rows of a case and of all that hangs on it.
  private func records(of root: Int64) throws -> Set<Int64> {
    Set(
      try reader.db.map(
        "SELECT ?1 UNION ALL SELECT rid FROM records WHERE aggregate = (SELECT id FROM records WHERE rid = ?1)",
        values: [.integer(root)]
      ) { $0.integer(0) })
  }

  // MARK: - What is shown

  /// Nil where it is not as its index says.
  func hit(_ found: Found) throws -> SearchResults.Found? {
    guard let record = try reader.db.record(rid: found.record), let state = try record.decoded() else {
      return nil
    }
    let text = SearchText.typed(state)
    guard found.kind == .case else {
      let key = SharedRecord(state).key ?? record.id.description
      return .shared(SharedHit(kind: found.kind, key: key, text: text, rank: found.rank))
    }
    return try reader.summary(rid: found.root).map {
      .ofCase(
        SearchHit(summary: $0, record: record.id, kind: record.kind, text: text, rank: found.rank))
    }
  }

  /// Those that the words stand in, built in or of head office.
  func phrases() throws -> [SharedHit] {
    guard !query.wanted.isEmpty, selection.takes(.phrase) else { return [] }
    return try reader.phrases().all.compactMap { phrase in
      guard !phrase.isRetired else { return nil }
      let words = WordSequence(phrase.text)
      guard query.wanted.allSatisfy(words.contains), !query.unwanted.contains(where: words.contains) else {
        return nil
      }
      return SharedHit(kind: .phrase, key: phrase.id, text: phrase.text, rank: 0)
    }
  }
}
