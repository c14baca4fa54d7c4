package import GRDB
package import Versioning

/// Takes erased values out of what a store keeps beside its states.
extension Database {
  /// Empties fields in all logged changes of a record. The hashes stay: they are those of what was accepted.
  /// - Returns: whether one of them held something to erase.
  @discardableResult
  package func stripChanges(of record: RecordID, _ fields: Set<UInt32>) throws -> Bool {
    var isStripped = false
    for row in try changes(of: record) { if try strip(row, fields) { isStripped = true } }
    return isStripped
  }

  /// - Returns: whether the change held something to erase.
  @discardableResult
  package func strip(_ row: ChangeRow, _ fields: Set<UInt32>) throws -> Bool {
    guard let stripped = try row.decoded().erasing(fields) else { return false }
    try run(
      "UPDATE changes SET encoded = ?, stripped = max(stripped, 1) WHERE seq = ?",
      values: [.blob(stripped.encoded()), .integer(row.seq)])
    return true
  }

  /// Empties the write-ahead log, in which older pages still stand. Not within a transaction.
  /// - Parameter milliseconds: how long to wait for those who read from it or write to it; nil: as for any write.
  /// - Returns: whether it could be emptied: not while somebody reads from it.
  package func truncateLog(waiting milliseconds: Int? = nil) throws -> Bool {
    if let milliseconds { try execute(sql: "PRAGMA busy_timeout = \(milliseconds)") }
    defer {
      if milliseconds != nil {
        try? execute(sql: "PRAGMA busy_timeout = \(Int(StoreFile.busyTimeout * 1000))")
      }
    }
    do {
      return try value("PRAGMA wal_checkpoint(TRUNCATE)") == Int64(0)
    } catch let error as DatabaseError where [.SQLITE_LOCKED, .SQLITE_BUSY].contains(error.resultCode) {
      return false
    }
  }
}
