package import GRDB
import Glibc

/// What is in a store file: who uses it and how its tables came to be.
package struct StoreLayout: Sendable {
  /// SQLite's `application_id`.
  package let applicationID: Int32
  /// Each takes the tables from version n to n + 1; `user_version` counts them.
  package let migrations: [@Sendable (Database) throws -> Void]
  /// What is derived from what is kept.
  package let index: StoreIndex?

  package init(
    applicationID: Int32, migrations: [@Sendable (Database) throws -> Void], index: StoreIndex? = nil
  ) {
    self.applicationID = applicationID
    self.migrations = migrations
    self.index = index
  }
}

/// What a program derives from what a store keeps. Migrations know nothing of it: it is made anew where a store was
/// filled otherwise.
package struct StoreIndex: Sendable {
  /// What a store says that was filled by this.
  package let mark: String
  /// Makes its tables, empty, in place of former ones.
  package let make: @Sendable (Database) throws -> Void
  /// Fills them from what is kept.
  package let fill: @Sendable (Database) throws -> Void

  package init(
    mark: String, make: @escaping @Sendable (Database) throws -> Void,
    fill: @escaping @Sendable (Database) throws -> Void
  ) {
    self.mark = mark
    self.make = make
    self.fill = fill
  }
}

extension StoreLayout {
  /// Whether a store with the tables of today was filled as this program fills it. The mark belongs to what is derived:
  /// one that cannot be read is another's.
  func isFilled(_ db: Database) throws -> Bool {
    try index.map { try db.meta(.indexMark, is: $0.mark) } ?? true
  }
}

extension MetaKey<String> {
  /// The mark of the `StoreIndex` that the store was filled by.
  static var indexMark: MetaKey<String> { MetaKey("index_mark") }
}

/// Opens and makes store files with the settings that the laws need.
package enum StoreFile {
  /// How long a process waits for another one's write.
  package static let busyTimeout = 10.0

  /// Opens an existing store; brings an older one up to date in one transaction.
  /// - Throws: `StoreError`.
  package static func open(path: String, layout: StoreLayout) throws -> DatabaseQueue {
    try open(path: path, layout: layout) { path, configuration in
      // The file says itself that it is in WAL mode. Asking for it again would have GRDB make and drop a table
      // wherever there is no WAL file: every reading command would write, wait for writers, and change files
      // that turn out not to be ours.
      var configuration = configuration
      configuration.journalMode = .default
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  /// The same with connections of their own for readers, who then never wait for a writer.
  /// - Parameter requiring: looks at the store before anything in it is changed.
  package static func openPool(
    path: String, layout: StoreLayout, requiring: (Database) throws -> Void = { _ in }
  ) throws -> DatabasePool {
    try open(path: path, layout: layout, requiring: requiring) {
      try DatabasePool(path: $0, configuration: $1)
    }
  }

  private static func open<Writer: DatabaseWriter>(
    path: String, layout: StoreLayout, requiring: (Database) throws -> Void = { _ in },
    connect: (String, Configuration) throws -> Writer
  ) throws -> Writer {
    try requireReadable(path)
    try StoreLog.requireOwn(path)
    return try translatingStoreErrors {
      let writer = try connect(path, configuration)
      try writer.writeWithoutTransaction { db in
        try prepareWriter(db)
        let version = try db.value("PRAGMA user_version") ?? 0
        guard try db.value("PRAGMA application_id") == Int64(layout.applicationID) else {
          throw StoreError.foreign
        }
        // A store has its first tables before it has its name.
        guard version > 0 else { throw StoreError.damaged(detail: "user_version \(version)") }
        guard version <= layout.migrations.count else {
          throw StoreError.newer(version: version, known: layout.migrations.count)
        }
        try requiring(db)
        if try version < layout.migrations.count || !layout.isFilled(db) { try migrate(db, layout: layout) }
      }
      return writer
    }
  }

  /// SQLite says of a folder, a pipe and somebody else's file alike that it cannot open them. Not by opening it: to close
  /// a store's file drops the locks that this process has on it.
  private static func requireReadable(_ path: String) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else {
        throw .notReadable(detail: String(cString: strerror(errno)))
      }
      throw .missing(path: path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .notReadable(detail: String(cString: strerror(EISDIR)))
    default: throw .notReadable(detail: StoreError.notOrdinaryText)
    }
    guard access(path, R_OK) == 0 else { throw .notReadable(detail: String(cString: strerror(errno))) }
  }

  /// Makes a store and its tables. `fill` adds what it needs from the start, in the same transaction.
  ///
  /// It is made under another name and takes its own only when it is whole: a process that ends half-way leaves
  /// no file that no command accepts.
  /// - Throws: `StoreError`; where the file exists already, `notWritable`.
  package static func create(
    path: String, layout: StoreLayout, fill: @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue {
    let draft = try StagedFile(path: path)
    defer { draft.discard() }
    try translatingStoreErrors {
      // A rollback journal until it is whole, so that all of it is in the one file that is then renamed.
      var configuration = configuration
      configuration.journalMode = .default
      let queue = try DatabaseQueue(path: draft.path, configuration: configuration)
      try queue.inDatabase { db in
        try prepareWriter(db)
        try db.inTransaction(.immediate) {
          try db.execute(sql: "PRAGMA application_id = \(layout.applicationID)")
          for migration in layout.migrations { try migration(db) }
          if let index = layout.index {
            try index.make(db)
            try db.setMeta(.indexMark, index.mark)
          }
          try db.execute(sql: "PRAGMA user_version = \(layout.migrations.count)")
          try fill(db)
          return .commit
        }
      }
      try queue.close()
      try enterWAL(path: draft.path)
    }
    try draft.publish(replacing: false)
    return try open(path: path, layout: layout)
  }

  /// Has a file say of itself that it is in WAL mode, as `open` expects. By a connection of its own: one that
  /// has filled a search index may still hold it for reading.
  /// - Parameter adding: done before, in a transaction.
  static func enterWAL(path: String, adding: ((Database) throws -> Void)? = nil) throws {
    var configuration = configuration
    configuration.journalMode = .default
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.inDatabase { db in
      try prepareWriter(db)
      if let adding {
        try db.inTransaction {
          try adding(db)
          return .commit
        }
      }
      let mode: String? = try db.value("PRAGMA journal_mode = wal")
      guard mode == "wal" else { throw StoreError.failed(detail: "no write-ahead log here (\(mode ?? ""))") }
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
  }

  package static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.journalMode = .wal
    configuration.prepareDatabase { db in db.add(tokenizer: HanTokenizer.self) }
    return configuration
  }

  /// GRDB sets NORMAL when it opens in WAL mode: a power cut could then undo what was called saved.
  ///
  /// Imports and first syncs touch indexes all over: with SQLite's usual 2 MB of cache and a checkpoint every
  /// 4 MB of log they would write the same pages again and again. (A limit, not taken unless it is needed: 32 MB.)
  static func prepareWriter(_ db: Database) throws {
    try db.execute(
      sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000")
    // A reader that stays makes the log grow without end; when it has gone, the file shrinks with the next write.
    try db.execute(sql: "PRAGMA journal_size_limit = \(logBytes)")
    // Erasure counts on it: what was erased must not stand in freed pages. Debian's SQLite does it by itself.
    try db.execute(sql: "PRAGMA secure_delete = ON")
  }

  /// What the write-ahead log keeps of its size once its pages are in the file: a checkpoint's worth.
  package static let logBytes = 4000 * 4096

  /// Sets the next mark on the first page with what a transaction has written, so that the log says whose it is
  /// (`StoreLog`). It is how many pages are held in memory at most, as `prepareWriter` says it.
  package static func markFirstPage(_ db: Database, since changes: Int) throws {
    if db.totalChangesCount != changes { try markFirstPage(db) }
  }

  /// The same, whatever was written.
  package static func markFirstPage(_ db: Database) throws {
    let mark = try db.value("PRAGMA default_cache_size") as Int64? ?? 0
    try db.execute(sql: "PRAGMA default_cache_size = \(StoreLog.next(UInt32(clamping: mark)))")
  }

  private static func migrate(_ db: Database, layout: StoreLayout) throws {
    try db.inTransaction(.immediate) {
      // Read again under the lock: another process may have done it meanwhile.
      let version = try db.value("PRAGMA user_version") ?? 0
      do {
        for migration in layout.migrations.dropFirst(version) { try migration(db) }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
        // Its tables are not those of the version that it says it has.
        throw StoreError.damaged(detail: "user_version \(version): \(error.message ?? "")")
      }
      if let index = layout.index, try version < layout.migrations.count || !layout.isFilled(db) {
        try index.make(db)
        try index.fill(db)
        try db.setMeta(.indexMark, index.mark)
      }
      try db.execute(sql: "PRAGMA user_version = \(layout.migrations.count)")
      try markFirstPage(db)
      return .commit
    }
  }
}
