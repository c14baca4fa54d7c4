package import GRDB

/// Single values of a store, by name.
package struct MetaKey<Value: DatabaseValueConvertible & Sendable>: Sendable {
  package let name: String
  package init(_ name: String) { self.name = name }
}

extension Database {
  package func meta<Value>(_ key: MetaKey<Value>) throws -> Value? {
    let value = try Value.fetchOne(
      cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"), arguments: [key.name])
    guard (value as? Int64)?.isBelievable ?? true else {
      throw StoreError.damaged(detail: "\(key.name) in meta")
    }
    return value
  }

  package func setMeta<Value>(_ key: MetaKey<Value>, _ value: Value?) throws {
    try cachedStatement(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
      .execute(arguments: [key.name, value])
  }
}
