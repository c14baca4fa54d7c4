package import GRDB

/// Copies of a store while it is in use.
package enum StoreBackup {
  /// Writes a consistent copy of a store to a file of its own, which takes its name when it is whole. Readers and
  /// writers go on meanwhile. What was erased or deleted is not in the copy's free pages, for it has none.
  ///
  /// Source: sqlite.org/lang_vacuum.html, VACUUM INTO.
  /// - Parameter replacing: whether a file may stand there already.
  /// - Throws: `StoreError`.
  package static func write(_ store: some DatabaseWriter, to path: String, replacing: Bool) throws {
    let draft = try DraftFile(path: path)
    defer { draft.discard() }
    try translatingStoreErrors {
      try store.writeWithoutTransaction { db in
        try db.execute(sql: "VACUUM INTO ?", arguments: [draft.path])
      }
      var configuration = StoreFile.configuration
      configuration.journalMode = .default
      let copy = try DatabaseQueue(path: draft.path, configuration: configuration)
      try copy.inDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try StoreFile.enterWAL(db)
      }
      try copy.close()
    }
    try draft.publish(replacing: replacing)
  }
}
