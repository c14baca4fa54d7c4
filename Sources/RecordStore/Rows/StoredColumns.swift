package import GRDB

extension SQLValue {
  package init(_ value: StoredValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .integer(Int64(exactly: number.rounded()) ?? 0)
    case .text(let text): self = .text(text)
    case .blob(let bytes): self = .blob(bytes)
    }
  }
}

/// How a table's rows lie in a file, to put such rows into a table of the same name.
package struct StoredColumns {
  private let table: String
  /// In the order of a row in the file: without row numbers, the key comes first (sqlite.org/withoutrowid.html).
  private let names: [String]
  /// The column that is the row number, which the file does not repeat.
  private let rowidPosition: Int?

  package init(_ db: Database, _ table: String) throws {
    self.table = table
    let columns = try db.rows("SELECT name, pk, type FROM pragma_table_info(?) ORDER BY cid", [table])
    let hasRowid: Bool? = try db.value(
      "SELECT wr = 0 FROM pragma_table_list WHERE name = ? AND schema = 'main'", [table])
    let names: [String] = columns.map { $0[0] }
    let keys: [(name: String, order: Int)] = columns.map { ($0[0], $0[1]) }.filter { $0.1 > 0 }
    if hasRowid ?? true {
      self.names = names
      rowidPosition =
        keys.count == 1 ? columns.firstIndex { $0[1] as Int == 1 && $0[2] as String == "INTEGER" } : nil
    } else {
      let key = keys.sorted { $0.order < $1.order }.map(\.name)
      self.names = key + names.filter { !key.contains($0) }
      rowidPosition = nil
    }
  }

  /// A row of an older layout has fewer columns: the others get their defaults.
  /// - Returns: whether the table took it; a row that is there already counts as taken.
  package func insert(_ row: StoredRow, into db: Database) throws -> Bool {
    let count = min(names.count, row.values.count)
    guard count > 0 else { return false }
    var values = row.values.prefix(count).map { SQLValue($0) }
    if let rowidPosition, rowidPosition < count, let rowid = row.rowid {
      values[rowidPosition] = .integer(rowid)
    }
    let marks = Array(repeating: "?", count: count).joined(separator: ", ")
    let list = names.prefix(count).map { "\"\($0)\"" }.joined(separator: ", ")
    let sql = "INSERT OR IGNORE INTO \(table) (\(list)) VALUES (\(marks))"
    do {
      try db.run(sql, values: values)
      if db.changesCount == 0, let rowidPosition, rowidPosition < count {
        // Another row took its row number: pages of two times were read. Its own keys decide.
        values[rowidPosition] = .null
        try db.run(sql, values: values)
      }
      return true
    } catch let error as DatabaseError
      where [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH].contains(error.resultCode)
    {
      return false
    }
  }
}
