package import FoundationEssentials
package import GRDB
package import Versioning

extension Row {
  /// A blob's bytes; nil for NULL.
  package func bytes(_ column: Int) -> [UInt8]? {
    // The closure gets nil for NULL and for an empty blob; no blob of a store is empty.
    (try? withUnsafeData(atIndex: column) { data in data.map { [UInt8]($0) } }) ?? nil
  }

  package func identifier(_ column: Int) -> Identifier? { bytes(column).flatMap { Identifier(bytes: $0) } }
}

extension Identifier {
  package var data: Data { Data(bytes) }
}

extension Database {
  /// One row of a statement that is prepared once a connection.
  package func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  package func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }
}
