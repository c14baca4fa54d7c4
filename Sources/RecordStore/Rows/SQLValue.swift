package import GRDB
import GRDBSQLite
package import Versioning

/// A value as SQLite takes and gives it. GRDB opens stores and holds their transactions; every statement, schema and
/// pragmas aside, goes through `Database.each` below: GRDB's boxed arguments and row copies cost as much as the inserts
/// themselves, and its rows end the process where a column is not what they expect.
package enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  package static func text(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
  package static func blob(_ bytes: [UInt8]?) -> SQLValue { bytes.map { .blob($0) } ?? .null }
  package static func integer(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }
  package static func id(_ id: Identifier) -> SQLValue { .blob(id.bytes) }
  package static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }
  package static func status(_ status: ChangeStatus) -> SQLValue { .integer(Int64(status.rawValue)) }
  package static func kind(_ kind: RecordKind) -> SQLValue { .integer(Int64(kind.rawValue)) }
  package static func number(_ number: UInt64) -> SQLValue { .integer(Int64(bitPattern: number)) }

  fileprivate func bind(to statement: SQLiteStatement, at index: Int32) -> Int32 {
    // SQLITE_TRANSIENT: SQLite takes a copy, so nothing of ours has to outlive the call.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch self {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .real(let number): return sqlite3_bind_double(statement, index, number)
    case .text(var text):
      return text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) {
          // An empty text may have no address, which would bind NULL.
          guard let start = $0.baseAddress else {
            return sqlite3_bind_text(statement, index, "", 0, transient)
          }
          return sqlite3_bind_text(statement, index, start, Int32($0.count), transient)
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        $0.isEmpty
          ? sqlite3_bind_zeroblob(statement, index, 0)
          : sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), transient)
      }
    }
  }
}

/// The current row of a statement; not to be kept.
package struct SQLRow {
  fileprivate let statement: SQLiteStatement

  /// A blob's bytes; nil for NULL.
  package func bytes(_ column: Int32) -> [UInt8]? {
    guard let start = sqlite3_column_blob(statement, column) else { return nil }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
  }

  /// A blob of 16 bytes.
  package func identifier(_ column: Int32) -> Identifier? {
    guard let start = sqlite3_column_blob(statement, column), sqlite3_column_bytes(statement, column) == 16
    else { return nil }
    return Identifier(
      high: UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }

  /// 0 for NULL, and for a number that none of the product's can be: that is noted (`RowFaults`).
  package func integer(_ column: Int32) -> Int64 {
    let value = sqlite3_column_int64(statement, column)
    guard value.isBelievable else {
      RowFaults.note("the number \(value) in column \(column)")
      return 0
    }
    return value
  }

  /// A time that somebody's program said, whatever it said: brought to what can be counted with.
  package func time(_ column: Int32) -> Int64 {
    min(max(sqlite3_column_int64(statement, column), -(1 << 61)), 1 << 61)
  }

  package func value(_ column: Int32) -> SQLValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(bytes(column) ?? [])
    default: .null
    }
  }

  package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  package func text(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(statement, column) else { return nil }
    return String(
      decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))),
      as: UTF8.self)
  }
}

extension Database {
  /// Runs a statement that is prepared once a connection.
  package func run(_ sql: String, values: [SQLValue] = []) throws {
    try each(sql, values: values) { _ in false }
  }

  /// What a body makes of the first row; nil where there is none.
  package func first<Result>(
    _ sql: String, values: [SQLValue] = [], _ body: (SQLRow) throws -> Result
  ) throws -> Result? {
    var result: Result?
    try each(sql, values: values) { row in
      result = try body(row)
      return false
    }
    return result
  }

  /// The first row, to be kept; nil where there is none.
  package func row(_ sql: String, _ values: [(any ColumnValue)?] = []) throws -> StoreRow? {
    var found: StoreRow?
    try eachRow(sql, values) { row in
      found = row
      return false
    }
    return found
  }

  /// Every row, to be kept.
  package func rows(_ sql: String, _ values: [(any ColumnValue)?] = []) throws -> [StoreRow] {
    var rows: [StoreRow] = []
    try eachRow(sql, values) { row in
      rows.append(row)
      return true
    }
    return rows
  }

  /// - Parameter body: says whether to go on to the next row. It must not run the same statement.
  package func eachRow(
    _ sql: String, _ values: [(any ColumnValue)?] = [], _ body: (StoreRow) throws -> Bool
  ) throws {
    // The statement is kept, and its names with it.
    let names = try cachedStatement(sql: sql).columnNames
    try each(sql, values: values.map { $0?.sqlValue ?? .null }) { try body(StoreRow($0, names: names)) }
  }

  /// The first column of the first row; nil where there is none or NULL stands in it.
  package func value<Value: ColumnValue>(_ sql: String, _ values: [(any ColumnValue)?] = []) throws -> Value?
  {
    try row(sql, values)?[0]
  }

  /// What a body makes of every row.
  package func map<Result>(
    _ sql: String, values: [SQLValue] = [], _ body: (SQLRow) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    try each(sql, values: values) { row in
      results.append(try body(row))
      return true
    }
    return results
  }

  /// - Parameter body: says whether to go on to the next row. It must not run the same statement.
  package func each(_ sql: String, values: [SQLValue] = [], _ body: (SQLRow) throws -> Bool) throws {
    let statement = try cachedStatement(sql: sql).sqliteStatement
    // Whatever was left of an earlier use; its error was told then.
    sqlite3_reset(statement)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      try succeed(value.bind(to: statement, at: Int32(index + 1)), sql)
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: if try !body(SQLRow(statement: statement)) { return }
      case SQLITE_DONE: return
      case let code: try succeed(code, sql)
      }
    }
  }

  private func succeed(_ code: Int32, _ sql: String) throws {
    guard code != SQLITE_OK else { return }
    throw DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: sqliteConnection.map { String(cString: sqlite3_errmsg($0)) },
      sql: sql)
  }
}
