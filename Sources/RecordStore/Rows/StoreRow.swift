package import FoundationEssentials
package import GRDB
import Synchronization
package import Versioning

/// A row of a query, read without trust in the file: a stale log, a bad disk or somebody's editor may have put
/// anything into a column. GRDB's own rows end the process there.
///
/// A column without what is asked of it counts as empty, and is noted: the transaction then fails as damaged
/// (`RowFaults`).
package struct StoreRow: CustomStringConvertible {
  private let row: Row

  package var description: String { row.description }

  package init(_ row: Row) { self.row = row }

  package subscript<Value: ColumnValue>(_ column: Int) -> Value {
    if let value = Value.fromDatabaseValue(self[column]), value.isBelievable { return value }
    note(column)
    return Value.absent
  }

  /// Nil for NULL.
  package subscript<Value: DatabaseValueConvertible>(_ column: Int) -> Value? {
    let stored: DatabaseValue = self[column]
    guard !stored.isNull else { return nil }
    if let value = Value.fromDatabaseValue(stored) { return value }
    note(column)
    return nil
  }

  package subscript(_ column: Int) -> DatabaseValue {
    guard column >= 0, column < row.count else { return .null }
    return row[column]
  }

  /// A blob's bytes; nil for NULL.
  package func bytes(_ column: Int) -> [UInt8]? { (self[column] as Data?).map { [UInt8]($0) } }

  /// Nil for NULL.
  package func identifier(_ column: Int) -> Identifier? {
    guard let bytes = bytes(column) else { return nil }
    if let identifier = Identifier(bytes: bytes) { return identifier }
    note(column)
    return nil
  }

  private func note(_ column: Int) {
    guard column < row.count else { return RowFaults.note("a row of \(row.count) columns") }
    RowFaults.note("\(Array(row.columnNames)[column]) is not what it should be")
  }
}

/// What a column can be that must not be NULL.
package protocol ColumnValue: DatabaseValueConvertible {
  /// What is taken where it is not there.
  static var absent: Self { get }
  /// Not a number so large that counting with it would end the process.
  var isBelievable: Bool { get }
}

extension FixedWidthInteger {
  /// No count, number, row or time in milliseconds comes near it; sums and differences of two such numbers are numbers.
  package var isBelievable: Bool { magnitude < 1 << 62 }
}

extension Int64: ColumnValue { package static var absent: Int64 { 0 } }
extension Int: ColumnValue { package static var absent: Int { 0 } }
extension Double: ColumnValue {
  package static var absent: Double { 0 }
  package var isBelievable: Bool { true }
}
extension Bool: ColumnValue {
  package static var absent: Bool { false }
  package var isBelievable: Bool { true }
}
extension String: ColumnValue {
  package static var absent: String { "" }
  package var isBelievable: Bool { true }
}
extension Data: ColumnValue {
  package static var absent: Data { Data() }
  package var isBelievable: Bool { true }
}

/// What was found wrong in rows while a transaction read them.
package enum RowFaults {
  private final class Found: Sendable {
    let first = Mutex<String?>(nil)
  }

  @TaskLocal private static var found: Found?

  /// Runs something that reads rows.
  /// - Throws: `StoreError.damaged` where one of them was not as it should be, whatever came of it; else what the
  ///   body throws.
  package static func watching<Result>(_ body: () throws -> Result) throws -> Result {
    try $found.withValue(Found()) {
      let result: Result
      do { result = try body() } catch {
        try check()
        throw error
      }
      try check()
      return result
    }
  }

  /// Before a transaction commits what it made of the rows.
  /// - Throws: `StoreError.damaged`.
  package static func check() throws {
    if let fault = found?.first.withLock({ $0 }) { throw StoreError.damaged(detail: fault) }
  }

  package static func note(_ what: String) { found?.first.withLock { $0 = $0 ?? what } }
}
