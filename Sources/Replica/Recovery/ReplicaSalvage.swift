import CaseIndex
import Complaints
import GRDB
import RecordStore
import Synchronization

extension ReplicaStore {
  /// Reads whatever can be read of a damaged store, past SQLite, and makes a new one of it. The damaged file and
  /// its log are only read.
  ///
  /// The new store has every state and every change that proves itself. Its cursors stand at the beginning, so
  /// that the next sync brings everything that head office has, also what is missing here. The derived tables are
  /// made anew.
  /// - Throws: `StoreError`, `SalvageFailure`.
  package static func salvage(
    damaged path: String, into target: String, surroundings: Surroundings = .system()
  ) throws -> SalvageReport {
    let file = try DamagedFile(path: path)
    let wholeLog = file.strays.isEmpty ? nil : try DamagedFile(path: path, wholeLog: true)
    let scan = SalvageScan(file, wholeLog: wholeLog, tables: try salvagedTables())
    guard !scan.records.isEmpty || !scan.changes.isEmpty || scan.data("replica") != nil else {
      throw SalvageFailure.nothingFound
    }
    let result = Mutex(SalvageReport())
    let queue = try StoreFile.create(path: target, layout: layout) { db in
      var salvage = try Salvage(db: db, scan: scan, surroundings: surroundings)
      try salvage.run()
      let report = salvage.report
      result.withLock { $0 = report }
    }
    try queue.close()
    return result.withLock { $0 }
  }

  /// The tables that are taken over row by row: all but those which are made anew and SQLite's own.
  private static func salvagedTables() throws -> Set<String> {
    var configuration = Configuration()
    configuration.prepareDatabase { db in db.add(tokenizer: HanTokenizer.self) }
    let empty = try DatabaseQueue(configuration: configuration)
    return try empty.inDatabase { db in
      for migration in layout.migrations { try migration(db) }
      let all: [String] = try db.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0[0] }
      let made = DerivedTables.names.union(["records", "changes", "meta", "replicas", "scopes"])
      return Set(all.filter { !made.contains($0) && !$0.hasPrefix("sqlite_") && !$0.hasPrefix("search") })
    }
  }
}
