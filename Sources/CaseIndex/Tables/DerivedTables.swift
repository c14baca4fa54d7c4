package import GRDB
import RecordStore

/// The derived tables as a new store has them, to be made anew whatever became of them.
package struct DerivedTables: Sendable {
  /// The search index, with the tables behind it, among them.
  package static let names = Set(tables + [search])
  /// Those that hold nothing of their own, without the search index.
  static let tables =
    ["cases", "facts", "numbers", "opinions", "owed", "phones", "spellings", "conflicts"] + LinkTables.names
    + [AttendanceTable.name]
  static let search = "search"
  /// What is kept beside them, and can be put together from them where it is gone.
  package static let sequences = "sequences"

  /// In the order in which they are made, indexes after their tables.
  private let statements: [(table: String, sql: String)]
  private let schema: StoreSchema

  package init() throws {
    var configuration = Configuration()
    configuration.prepareDatabase { db in db.add(tokenizer: HanTokenizer.self) }
    (statements, schema) = try DatabaseQueue(configuration: configuration).inDatabase { db in
      try CaseTables.create(db)
      try CaseTables.addClocks(db)
      try CaseTables.addFacts(db)
      try IndexLayout.standard.make(db)
      let statements: [(table: String, sql: String)] = try db.rows(
        "SELECT tbl_name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY rowid"
      ).map { (table: $0[0], sql: $0[1]) }
      return (
        statements.filter { Self.names.contains($0.table) || $0.table == Self.sequences },
        try StoreSchema(of: db)
      )
    }
  }

  /// All that belongs to them, the tables behind the search index among it.
  package static let all = names.union([sequences]).union(TextRegister.shadows.map { search + $0 })

  /// What of their tables and indexes is there, and not as it is made here. (The search index says itself whether it can
  /// be read.)
  func altered(in db: Database) throws -> [StoreFinding] {
    let others = Set(schema.tableNames).subtracting(Self.tables).union(try Self.missing(in: db))
    return try schema.tables(differingIn: db, but: others).map { .derivedUnreadable(table: $0) }
      + schema.indexes(differingIn: db, but: others).map { .derivedIndex(table: $0.table, index: $0.name) }
  }

  /// Those that are not there, in order.
  package static func missing(in db: Database) throws -> [String] {
    let present: [String] = try db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map { $0[0] }
    return names.union([sequences]).subtracting(present).sorted()
  }

  /// Makes them, empty, in place of whatever there is; the numbers that were given last stay, where they are kept. In a
  /// transaction of the caller.
  package func make(_ db: Database) throws {
    let hasSequences = try !Self.missing(in: db).contains(Self.sequences)
    for table in Self.tables { try db.execute(sql: "DROP TABLE IF EXISTS \(table)") }
    try Self.dropSearch(db)
    for (table, sql) in statements where table != Self.sequences || !hasSequences { try db.execute(sql: sql) }
  }

  static func dropSearch(_ db: Database) throws {
    do { try db.execute(sql: "DROP TABLE IF EXISTS \(search)") } catch {
      // An index that cannot be opened cannot be dropped by its name: its row in the schema goes first.
      try db.execute(
        sql: """
          PRAGMA writable_schema = ON;
          DELETE FROM sqlite_schema WHERE name = '\(search)';
          PRAGMA writable_schema = RESET;
          """)
    }
    // What it leaves where it was gone itself.
    for shadow in TextRegister.shadows { try db.execute(sql: "DROP TABLE IF EXISTS \(search)\(shadow)") }
  }
}
