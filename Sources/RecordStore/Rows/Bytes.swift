package import FoundationEssentials
package import GRDB
package import Versioning

extension Identifier {
  package var data: Data { Data(bytes) }
}

extension Database {
  /// One row of a statement that is prepared once a connection.
  package func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws
    -> StoreRow?
  {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments).map(StoreRow.init)
  }

  package func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws
    -> [StoreRow]
  {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments).map(StoreRow.init)
  }
}
