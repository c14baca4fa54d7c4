package import GRDB

/// Single values of a store, by name.
package struct MetaKey<Value: ColumnValue>: Sendable {
  package let name: String
  package init(_ name: String) { self.name = name }
}

extension Database {
  package func meta<Value>(_ key: MetaKey<Value>) throws -> Value? {
    let stored = try first("SELECT value FROM meta WHERE key = ?", values: [.text(key.name)]) { $0.value(0) }
    guard let stored, stored != .null else { return nil }
    guard let value = Value(stored), value.isBelievable else {
      throw StoreError.damaged(detail: "\(key.name) in meta")
    }
    return value
  }

  /// Whether it is this value; one that cannot be read is another.
  package func meta<Value>(_ key: MetaKey<Value>, is value: Value) throws -> Bool {
    try first("SELECT value FROM meta WHERE key = ?", values: [.text(key.name)]) { $0.value(0) }
      == value.sqlValue
  }

  package func setMeta<Value>(_ key: MetaKey<Value>, _ value: Value?) throws {
    try run(
      "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
      values: [.text(key.name), value?.sqlValue ?? .null])
  }
}
