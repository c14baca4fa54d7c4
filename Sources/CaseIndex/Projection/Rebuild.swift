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
    for rid in rids {
      guard let row = try db.record(rid: rid), let state = try? row.decoded() else { continue }
      try projection.writeOwn(
        row, old: nil, new: state, branch: codes[row.scope] ?? "", withSearch: withSearch)
    }
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
    let missing = try derived.missing(in: db)
    var findings = missing.map { StoreFinding.derivedMissing(table: $0) }
    var columns: [String: String] = [:]
    for table in DerivedTables.tables where !missing.contains(table) {
      columns[table] = try columnNames(table)
      try db.execute(
        sql: "CREATE TEMP TABLE before_\(table) AS SELECT \(columns[table] ?? "*") FROM \(table)")
    }
    var words: (hash: Int, words: Int)?
    if !missing.contains(DerivedTables.search) {
      do { words = try wordsHash("before") } catch {
        findings.append(.derivedUnreadable(table: DerivedTables.search))
      }
    }
    try derived.make(db)
    try run()
    for table in DerivedTables.tables {
      guard let columns = columns[table] else { continue }
      guard try columns == columnNames(table) else {
        findings.append(.derivedUnreadable(table: table))
        continue
      }
      let differing: Int? = try db.value(
        """
        SELECT (SELECT count(*) FROM (SELECT \(columns) FROM main.\(table)
                                      EXCEPT SELECT \(columns) FROM before_\(table)))
          + (SELECT count(*) FROM (SELECT \(columns) FROM before_\(table)
                                   EXCEPT SELECT \(columns) FROM main.\(table)))
        """)
      if let differing, differing > 0 { findings.append(.derived(table: table, rows: differing)) }
    }
    guard let words else { return findings }
    let after = try wordsHash("after")
    if after.hash != words.hash {
      findings.append(
        .derived(table: DerivedTables.search, rows: max(abs(after.words - words.words), 1)))
    }
    return findings
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
    try db.each("SELECT term, doc, \"offset\" FROM temp.words_\(name)", values: []) { row in
      hasher.combine(row.text(0))
      hasher.combine(row.integer(1))
      hasher.combine(row.integer(2))
      count += 1
      return true
    }
    return (hasher.finalize(), count)
  }
}
