import GRDB
import Glibc
package import RecordStore

/// Why a backup was not put in place. Nothing was changed.
package enum RestorationFailure: Error, Sendable {
  /// It is another head office's.
  case anotherHeadOffice
  case damaged([StoreFinding])
}

extension HeadOfficeStore {
  /// Writes a copy of the store while a server uses it.
  /// - Throws: `StoreError`.
  package func backup(to path: String, replacing: Bool) throws {
    try StoreBackup.write(pool, to: path, replacing: replacing)
  }

  /// Puts a backup in the place of the store, after looking through all of it. The caller holds the `DataLock`.
  ///
  /// What stood there is kept beside it, where erasures reach it as they reach the store. At every moment there is one of the two under the store's name, and
  /// never one of them with the other's log.
  /// - Parameters:
  ///   - backup: only read.
  ///   - aside: where the former store goes; it must not exist.
  /// - Returns: the store as it is from now on.
  /// - Throws: `RestorationFailure`, `StoreError`.
  package static func restore(
    backup: String, to path: String, aside: String, now: Int64, acceptingAnother: Bool = false,
    random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) throws -> HeadOfficeStore {
    let draft = try StagedFile(path: path)
    defer { draft.discard() }
    guard access(backup, F_OK) == 0 else { throw StoreError.missing(path: backup) }
    try StoreBackup.copy(backup, layout: layout, to: draft)
    let candidate = try HeadOfficeStore.open(path: draft.path)
    let findings = try candidate.examine().all
    guard findings.isEmpty else { throw RestorationFailure.damaged(findings) }
    // A former store that cannot be read has no id to compare with.
    let former = (try? HeadOfficeStore.open(path: path))
    guard former.map({ $0.id == candidate.id }) ?? true || acceptingAnother else {
      throw RestorationFailure.anotherHeadOffice
    }
    try translatingStoreErrors {
      try candidate.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try candidate.pool.close()
      // Into the file, so that no log is left that would be read with the new file.
      try? former?.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try former?.pool.close()
    }
    let isThere = access(path, F_OK) == 0
    if isThere {
      guard link(path, aside) == 0 else {
        throw StoreError.notWritable(detail: String(cString: strerror(errno)))
      }
    }
    // Also without its store: that may have been moved away, and the log may have what is nowhere else.
    var log = stat()
    let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
    for suffix in ["-wal", "-shm"] {
      let moved = hasLog ? rename(path + suffix, aside + suffix) : unlink(path + suffix)
      guard moved == 0 || errno == ENOENT else {
        throw StoreError.notWritable(detail: String(cString: strerror(errno)))
      }
    }
    try draft.publish(replacing: true)
    let store = try HeadOfficeStore.open(path: path)
    try store.afterRestore(aside: isThere ? aside : nil, now: now, random: random)
    return store
  }

  /// What has to happen to a store that was put back before it serves: nothing that was undone since may come
  /// back with it. Called once, after the file is in place and before anything else opens it.
  /// - Parameter aside: the store that stood there before, whose records of what was undone are newer.
  func afterRestore(aside: String?, now: Int64, random: @Sendable () -> UInt64) throws {
    try write { db in
      try db.audit("restored from a backup", aside ?? "", at: now)
      try db.setMeta(.copiesPending, 1)
      try db.setMeta(.restoredAt, now)
    }
    try reconcileErasures(now: now, random: random)
    // What cannot be reached is told by `erase status`.
    _ = try finishErasures(now: now, random: random, copies: true)
  }
}

extension MetaKey<Int64> {
  /// When it was last put back from a backup, in milliseconds since 1970.
  static var restoredAt: MetaKey<Int64> { MetaKey("restored_at") }
}

extension Database {
  /// Whether head office was put back from a backup: by its own command, or so that replicas had to bring again what it
  /// had lost. What it knows of who held what may have gaps since.
  func hasBeenRestored() throws -> Bool {
    try meta(.restoredAt) != nil
      || first("SELECT 1 FROM offered LIMIT 1", values: []) { _ in true } ?? false
  }
}
