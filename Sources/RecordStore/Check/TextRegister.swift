package import GRDB

/// How what a column may hold of a person is taken out of it. Erasures walk the registers of their store's tables:
/// a column that is not named there is one that no erasure reaches, and a test fails.
package enum TextWay: String, Sendable, CaseIterable {
  /// No text of a customer can stand in it: numbers, ids, hashes, terms, codes and names of staff and devices.
  case none
  /// Encoded states: their personal fields are erased (`RecordState.erase`).
  case state
  /// States with what is pending: made anew from the erased state and the stripped changes.
  case shown
  /// Encoded changes: they lose their values of personal fields (`Change.erasing`).
  case change
  /// Encoded changes that were not taken, and may be unreadable: they lose those values, or all of their bytes.
  case heldChange
  /// Columns derived from a record's state: written anew together with it.
  case derived
  /// A full-text index with the tables behind it: its old segments keep words, so all of it is written anew.
  case index
}

/// The tables of a store with their columns, and how an erasure reaches each.
package struct TextRegister: Sendable {
  /// By table, then by column. A table of an index has no columns of its own here.
  package let tables: [String: [String: TextWay]]

  package init(_ tables: [String: [String: TextWay]]) { self.tables = tables }

  package func merging(_ other: TextRegister) -> TextRegister {
    TextRegister(tables.merging(other.tables) { $0.merging($1) { _, new in new } })
  }

  /// The tables that have a column of this way, in order.
  package func tables(_ way: TextWay) -> [String] {
    tables.filter { $0.value.values.contains(way) }.keys.sorted()
  }

  /// All columns as one way.
  package static func columns(_ names: String, _ way: TextWay = .none) -> [String: TextWay] {
    Dictionary(uniqueKeysWithValues: names.split(separator: " ").map { (String($0), way) })
  }
}

extension TextRegister {
  /// What `RecordTables` makes.
  package static let records = TextRegister([
    "meta": columns("key value"),
    "replicas": columns("rid id"),
    "scopes": columns("rid code position token digest records complete"),
    "records": columns("rid id kind aggregate scope position number").merging([
      "state": .state, "current": .shown,
    ]) { $1 },
    "changes": columns("seq replica number record status verdict at hash seen stripped").merging([
      "encoded": .change
    ]) { $1 },
  ])
}

extension TextRegister {
  /// What an index's own tables are called (fts5: sqlite.org/fts5.html, section 9).
  package static let shadows = ["_data", "_idx", "_content", "_docsize", "_config"]

  /// The columns of a store that the register does not know, and those that it knows and the store does not have.
  package func differences(from db: Database) throws -> [String] {
    let indexes = tables(.index)
    let hidden = Set(indexes.flatMap { index in Self.shadows.map { index + $0 } })
    var found: Set<String> = []
    let all: [String] = try db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map { $0[0] }
    for table in all
    where !table.hasPrefix("sqlite_") && !hidden.contains(table) {
      let columns: [String] = try db.rows("SELECT name FROM pragma_table_info(?)", [table]).map { $0[0] }
      found.formUnion(columns.map { "\(table).\($0)" })
    }
    let known = Set(tables.flatMap { table, columns in columns.keys.map { "\(table).\($0)" } })
    return found.symmetricDifference(known).sorted()
  }
}

extension Database {
  /// Writes every index anew as a whole. Within a transaction.
  package func rewriteIndexes(_ register: TextRegister) throws {
    for index in register.tables(.index) {
      try execute(sql: "INSERT INTO \(index) (\(index)) VALUES ('optimize')")
    }
  }
}
