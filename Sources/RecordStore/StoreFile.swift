import Glibc
package import GRDB

/// What is in a store file: who uses it and how its tables came to be.
package struct StoreLayout: Sendable {
  /// SQLite's `application_id`.
  package let applicationID: Int32
  /// Each takes the tables from version n to n + 1; `user_version` counts them.
  package let migrations: [@Sendable (Database) throws -> Void]

  package init(applicationID: Int32, migrations: [@Sendable (Database) throws -> Void]) {
    self.applicationID = applicationID
    self.migrations = migrations
  }
}

/// Opens and makes store files with the settings that the laws need.
package enum StoreFile {
  /// How long a process waits for another one's write.
  package static let busyTimeout = 10.0

  /// Opens an existing store; brings an older one up to date in one transaction.
  /// - Throws: `StoreError`.
  package static func open(path: String, layout: StoreLayout, busyTimeout: Double = busyTimeout) throws -> DatabaseQueue {
    guard access(path, F_OK) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw StoreError.notWritable(detail: String(cString: strerror(errno))) }
      throw StoreError.missing(path: path)
    }
    return try translatingStoreErrors {
      let queue = try connect(path: path, busyTimeout: busyTimeout)
      try queue.inDatabase { db in
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard application == layout.applicationID else { throw StoreError.foreign }
        guard version <= layout.migrations.count else {
          throw StoreError.newer(version: version, known: layout.migrations.count)
        }
        if version < layout.migrations.count { try migrate(db, layout: layout) }
      }
      return queue
    }
  }

  /// Makes a store and its tables. `fill` adds what it needs from the start, in the same transaction.
  /// - Throws: `StoreError`; where the file exists already, `failed`.
  package static func create(
    path: String, layout: StoreLayout, fill: @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue {
    // O_EXCL: of two processes that make the same store, one is told.
    let file = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR, 0o600)
    guard file >= 0 else {
      if errno == ENOSPC { throw StoreError.diskFull }
      throw StoreError.notWritable(detail: String(cString: strerror(errno)))
    }
    close(file)
    do {
      return try translatingStoreErrors {
        let queue = try connect(path: path, busyTimeout: busyTimeout)
        try queue.inDatabase { db in
          try db.inTransaction(.immediate) {
            try db.execute(sql: "PRAGMA application_id = \(layout.applicationID)")
            for migration in layout.migrations { try migration(db) }
            try db.execute(sql: "PRAGMA user_version = \(layout.migrations.count)")
            try fill(db)
            return .commit
          }
        }
        return queue
      }
    } catch {
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
      throw error
    }
  }

  private static func connect(path: String, busyTimeout: Double) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.journalMode = .wal
    // A command's few statements: what GRDB adds for observation and Foundation's functions is not needed.
    configuration.observesSuspensionNotifications = false
    configuration.prepareDatabase { db in db.add(tokenizer: HanTokenizer.self) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.inDatabase { db in
      // GRDB sets NORMAL when it opens in WAL mode: a power cut could then undo what was called saved.
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    return queue
  }

  private static func migrate(_ db: Database, layout: StoreLayout) throws {
    try db.inTransaction(.immediate) {
      // Read again under the lock: another process may have done it meanwhile.
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      for migration in layout.migrations.dropFirst(version) { try migration(db) }
      try db.execute(sql: "PRAGMA user_version = \(layout.migrations.count)")
      return .commit
    }
  }
}
