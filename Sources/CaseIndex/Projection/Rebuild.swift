package import GRDB
package import RecordStore
import Versioning

/// Derives the tables for listing and finding anew from the records, to compare or to repair them.
package struct Rebuild {
  let db: Database
  let offsetMinutes: Int
  let layout: IndexLayout

  package init(_ db: Database, offsetMinutes: Int, layout: IndexLayout = .standard) {
    self.db = db
    self.offsetMinutes = offsetMinutes
    self.layout = layout
  }

  /// Empties the derived tables and fills them from the records that can be read. In a transaction of the caller.
  /// - Parameter withSearch: the search index too, which takes most of the time.
  package func run(withSearch: Bool = true) throws {
    for table in DerivedTables.tables { try db.execute(sql: "DELETE FROM \(table)") }
    if withSearch {
      try db.execute(sql: "INSERT INTO search (search) VALUES ('delete-all')")
      try db.setMeta(.searchEdition, IndexLayout.searchEdition)
    }
    var codes: [Int64: String] = [:]
    for scope in try db.scopes() { codes[scope.rid] = scope.code }
    let projection = CaseProjection(db, offsetMinutes: offsetMinutes, layout: layout)
    // Not while a cursor is open on what is read: the projection reads records too.
    let rids = try db.map("SELECT rid FROM records ORDER BY rid") { $0.integer(0) }
    var unlisted: [Int64] = []
    for rid in rids {
      guard let row = try db.record(rid: rid) else { continue }
      guard let state = try? row.decoded() else {
        if row.shown != nil { unlisted.append(rid) }
        continue
      }
      try projection.writeOwn(
        row, old: nil, new: state, branch: codes[row.scope] ?? "", withSearch: withSearch)
    }
    try db.note(unlisted: unlisted)
    // Only now, so that it is the same whether a case came before what hangs on it or after.
    for rid in rids {
      guard let row = try db.record(rid: rid), row.isRoot, let state = try? row.decoded() else { continue }
      try projection.writeConflicts(row, nil, state, aggregate: row.rid)
      try projection.projectChildren(of: row, state)
    }
  }

  /// Makes the tables anew and rebuilds them, and says what was not as it is now. For a copy of a store: the copy is
  /// changed.
  package func differences() throws -> [StoreFinding] {
    let derived = try DerivedTables()
    let missing = try DerivedTables.missing(in: db)
    let altered = try derived.altered(in: db)
    var findings = missing.map { StoreFinding.derivedMissing(table: $0) } + altered
    var columns: [String: String] = [:]
    for table in DerivedTables.tables where !missing.contains(table) {
      columns[table] = try columnNames(table)
      try db.execute(
        sql: "CREATE TEMP TABLE before_\(table) AS SELECT \(columns[table] ?? "*") FROM \(table)")
    }
    var words: (hash: Int, words: Int)?
    if !missing.contains(DerivedTables.search) {
      do {
        let found = try wordsHash("before")
        let lost = try lostWords()
        if lost > 0 { findings.append(.derived(table: DerivedTables.search, rows: lost)) }
        try db.execute(sql: "CREATE TEMP TABLE before_sizes AS SELECT id, sz FROM main.\(Self.sizes)")
        // What was told is told once.
        if lost == 0 { words = found }
      } catch {
        findings.append(.derivedUnreadable(table: DerivedTables.search))
      }
    }
    try derived.make(db)
    try run()
    for table in DerivedTables.tables {
      guard let columns = columns[table] else { continue }
      guard try columns == columnNames(table) else {
        if !altered.contains(.derivedUnreadable(table: table)) {
          findings.append(.derivedUnreadable(table: table))
        }
        continue
      }
      let rows = try differing("main.\(table)", "before_\(table)", columns)
      if rows > 0 { findings.append(.derived(table: table, rows: rows)) }
    }
    guard let words else { return findings }
    let after = try wordsHash("after")
    let sizes = try differing("main.\(Self.sizes)", "before_sizes", "id, sz")
    if after.hash != words.hash || sizes > 0 {
      findings.append(
        .derived(table: DerivedTables.search, rows: max(abs(after.words - words.words), sizes, 1)))
    }
    return findings
  }

  /// How many rows are in one of two tables and not in the other. One that was changed is in both, as another: it counts
  /// once.
  private func differing(_ one: String, _ other: String, _ columns: String) throws -> Int {
    func count(_ one: String, without other: String) throws -> Int {
      try db.value(
        "SELECT count(*) FROM (SELECT \(columns) FROM \(one) EXCEPT SELECT \(columns) FROM \(other))") ?? 0
    }
    return max(try count(one, without: other), try count(other, without: one))
  }

  /// How many words each record has in the search index, which its ranking asks for (sqlite.org/fts5.html, section 9).
  private static let sizes = "\(DerivedTables.search)_docsize"

  /// How many words stand in the search index and are not found there. SQLite's own check goes by what leads to the words:
  /// it does not miss what is gone.
  private func lostWords() throws -> Int {
    try db.execute(
      sql: """
        INSERT INTO \(DerivedTables.search) (\(DerivedTables.search)) VALUES ('integrity-check');
        CREATE VIRTUAL TABLE temp.words_found USING fts5vocab (main, \(DerivedTables.search), row)
        """)
    let words = try db.map("SELECT term, doc FROM temp.words_found") { ($0.text(0) ?? "", $0.integer(1)) }
    var lost = 0
    for (word, records) in words {
      let found = try db.first("SELECT doc FROM temp.words_found WHERE term = ?", values: [.text(word)]) {
        $0.integer(0)
      }
      if found != records { lost += 1 }
    }
    return lost
  }

  /// By name: where a table was brought to its form by other steps, they stand in another order.
  private func columnNames(_ table: String) throws -> String {
    try db.columns(in: table).map(\.name).sorted().joined(separator: ", ")
  }

  /// Every word of the index with its places, which are given in order.
  private func wordsHash(_ name: String) throws -> (hash: Int, words: Int) {
    try db.execute(
      sql: "CREATE VIRTUAL TABLE temp.words_\(name) USING fts5vocab (main, search, instance)")
    var hasher = Hasher()
    var count = 0
    try db.each("SELECT term, doc, col, \"offset\" FROM temp.words_\(name)", values: []) { row in
      hasher.combine(row.text(0))
      hasher.combine(row.integer(1))
      hasher.combine(row.text(2))
      hasher.combine(row.integer(3))
      count += 1
      return true
    }
    return (hasher.finalize(), count)
  }
}

extension MetaKey<String> {
  /// The rows of records that the lists were filled without, because they cannot be read; a hundred at most.
  fileprivate static var unlisted: MetaKey<String> { MetaKey("unlisted") }
}

extension Database {
  fileprivate func note(unlisted rids: [Int64]) throws {
    guard !rids.isEmpty else {
      return try run("DELETE FROM meta WHERE key = ?", values: [.text(MetaKey<String>.unlisted.name)])
    }
    try setMeta(.unlisted, rids.prefix(100).map { "\($0)" }.joined(separator: ","))
  }

  /// How many records the lists were filled without that cannot be read to this day.
  package func unlistedRecords() throws -> Int {
    var count = 0
    for text in try meta(.unlisted)?.split(separator: ",") ?? [] {
      guard let rid = Int64(text), let row = try record(rid: rid), row.shown != nil else { continue }
      do { _ = try row.decoded() } catch { count += 1 }
    }
    return count
  }
}
