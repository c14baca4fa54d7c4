package import GRDB

/// The tables and indexes that a layout makes, against which those of a store are held.
///
/// A table is told by its columns: how it is spelt in `sqlite_schema` depends on the steps that it came by. An index is
/// told by its statement, but for spaces.
package struct StoreSchema: Sendable {
  package struct Index: Hashable, Sendable {
    package let name: String
    package let table: String
    fileprivate let sql: String

    /// In place of whatever stands under its name. In a transaction of the caller.
    /// - Throws: where rows repeat what it keeps apart, among others.
    package func make(in db: Database) throws {
      try db.execute(sql: "DROP INDEX IF EXISTS \"\(name)\"")
      try db.execute(sql: sql)
    }

    fileprivate static func plain(_ sql: String) -> String {
      sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  private struct Column: Hashable, Sendable {
    let name: String
    let type: String
    let isRequired: Bool
    /// Its place in the primary key; 0: none.
    let key: Int
  }

  private let columns: [String: Set<Column>]
  /// In the order in which they were made.
  private let indexes: [Index]

  /// As an empty store of a layout has them.
  package init(_ layout: StoreLayout) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { db in db.add(tokenizer: HanTokenizer.self) }
    let empty = try DatabaseQueue(configuration: configuration)
    self = try empty.inDatabase { db in
      for migration in layout.migrations { try migration(db) }
      try layout.index?.make(db)
      return try StoreSchema(of: db)
    }
  }

  package init(of db: Database) throws {
    var columns: [String: Set<Column>] = [:]
    for table in try Self.tables(of: db) { columns[table] = try Self.columns(of: table, in: db) }
    self.columns = columns
    indexes = try db.rows(
      "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
    ).map { Index(name: $0[0], table: $0[1], sql: $0[2]) }
  }

  package var tableNames: [String] { columns.keys.sorted() }

  /// The tables that are missing in a store or have other columns there, by name.
  /// - Parameter others: tables that are not looked at.
  package func tables(differingIn db: Database, but others: Set<String>) throws -> [String] {
    let present = Set(try Self.tables(of: db))
    return try columns.keys.filter { !others.contains($0) }.sorted().filter { table in
      guard present.contains(table) else { return true }
      return try Self.columns(of: table, in: db) != columns[table]
    }
  }

  /// The indexes that are missing in a store or are others there.
  /// - Parameter others: tables whose indexes are not looked at.
  package func indexes(differingIn db: Database, but others: Set<String>) throws -> [Index] {
    var present: [String: String] = [:]
    for row in try db.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL") {
      present[row[0]] = Index.plain(row[1])
    }
    return indexes.filter { !others.contains($0.table) && present[$0.name] != Index.plain($0.sql) }
  }

  private static func tables(of db: Database) throws -> [String] {
    try db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map { $0[0] as String }
      .filter { !$0.hasPrefix("sqlite_") }
  }

  private static func columns(of table: String, in db: Database) throws -> Set<Column> {
    Set(
      try db.rows("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?)", [table]).map { row in
        let isRequired: Int = row[2]
        return Column(name: row[0], type: row[1], isRequired: isRequired != 0, key: row[3])
      })
  }
}
