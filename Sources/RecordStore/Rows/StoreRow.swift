package import FoundationEssentials
import Synchronization
package import Versioning

/// A row of a query that is kept, read without trust in the file: a stale log, a bad disk or somebody's editor may have
/// put anything into a column.
///
/// A column without what is asked of it counts as empty, and is noted: the transaction then fails as damaged
/// (`RowFaults`).
package struct StoreRow: Hashable, CustomStringConvertible {
  private let names: [String]
  private let values: [SQLValue]

  package var description: String { zip(names, values).map { "\($0):\($1)" }.joined(separator: " ") }

  init(_ row: SQLRow, names: [String]) {
    self.names = names
    values = names.indices.map { row.value(Int32($0)) }
  }

  package subscript<Value: ColumnValue>(_ column: Int) -> Value {
    if let value = Value(self[column]), value.isBelievable { return value }
    note(column)
    return Value.absent
  }

  /// Nil for NULL.
  package subscript<Value: ColumnValue>(_ column: Int) -> Value? {
    let stored: SQLValue = self[column]
    guard stored != .null else { return nil }
    if let value = Value(stored) { return value }
    note(column)
    return nil
  }

  package subscript(_ column: Int) -> SQLValue { values.indices.contains(column) ? values[column] : .null }

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
    guard column < names.count else { return RowFaults.note("a row of \(names.count) columns") }
    RowFaults.note("\(names[column]) is not what it should be")
  }
}

/// What can be given to a statement and read from a column.
package protocol ColumnValue: Sendable {
  /// Nil: NULL, or something else stands there.
  init?(_ value: SQLValue)
  var sqlValue: SQLValue { get }
  /// What is taken where it is not there.
  static var absent: Self { get }
  /// Not a number so large that counting with it would end the process.
  var isBelievable: Bool { get }
}

extension FixedWidthInteger {
  /// No count, number, row or time in milliseconds comes near it; sums and differences of two such numbers are numbers.
  package var isBelievable: Bool { magnitude < 1 << 62 }
}

extension Int64: ColumnValue {
  package static var absent: Int64 { 0 }
  package var sqlValue: SQLValue { .integer(self) }
  package init?(_ value: SQLValue) {
    switch value {
    case .integer(let number): self = number
    case .real(let number): self.init(exactly: number)
    default: return nil
    }
  }
}

extension Int: ColumnValue {
  package static var absent: Int { 0 }
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package init?(_ value: SQLValue) {
    guard let number = Int64(value) else { return nil }
    self.init(exactly: number)
  }
}

extension Double: ColumnValue {
  package var isBelievable: Bool { true }
  package static var absent: Double { 0 }
  package var sqlValue: SQLValue { .real(self) }
  package init?(_ value: SQLValue) {
    switch value {
    case .integer(let number): self = Double(number)
    case .real(let number): self = number
    default: return nil
    }
  }
}

extension Bool: ColumnValue {
  package var isBelievable: Bool { true }
  package static var absent: Bool { false }
  package var sqlValue: SQLValue { .flag(self) }
  package init?(_ value: SQLValue) {
    guard let number = Int64(value) else { return nil }
    self = number != 0
  }
}

extension String: ColumnValue {
  package var isBelievable: Bool { true }
  package static var absent: String { "" }
  package var sqlValue: SQLValue { .text(self) }
  package init?(_ value: SQLValue) {
    guard case .text(let text) = value else { return nil }
    self = text
  }
}

extension Data: ColumnValue {
  package var isBelievable: Bool { true }
  package static var absent: Data { Data() }
  package var sqlValue: SQLValue { .blob([UInt8](self)) }
  package init?(_ value: SQLValue) {
    switch value {
    case .blob(let bytes): self.init(bytes)
    case .text(let text): self.init(text.utf8)
    default: return nil
    }
  }
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
