package import Complaints
import GRDB
import Glibc
package import RecordStore

/// Why a backup was not put in place. Nothing was changed.
package enum PuttingBackFailure: Error, Sendable {
  case damaged([StoreFinding])
  /// The store that stands there is another branch's.
  case anotherBranch(backup: BranchCode, here: BranchCode)
}

/// What a backup became.
package struct PutBack: Sendable {
  package let identity: ReplicaIdentity
  package let cases: Int
  /// Drafts and kept texts that it brought.
  package let texts: Int
  /// The changes of the store that stood there before which neither head office has nor the backup; nil: none stood there.
  package let unsent: Int?
}

extension ReplicaStore {
  /// Writes a copy of the store with what was typed and not saved: the drafts, and texts that could not be.
  /// - Throws: `StoreError`.
  package func backup(to path: String, replacing: Bool) throws {
    try StoreBackup.write(queue, to: path, replacing: replacing) { db in
      try BesideTable.fill(db, from: self.path)
    }
  }

  /// Puts a backup in the place of the store, after looking through all of it. The caller holds the `SyncLock`.
  ///
  /// What stood there is kept beside it, where erasures reach it as they reach the store. At every moment there is
  /// one of the two under the store's name, and never one of them with the other's log, stale as it may be.
  /// - Parameters:
  ///   - backup: only read.
  ///   - aside: where the former store goes; it must not exist.
  ///   - acceptingAnother: also in the place of another branch's store.
  /// - Throws: `PuttingBackFailure`, `StoreError`.
  package static func putBack(
    backup: String, to path: String, aside: String, acceptingAnother: Bool,
    surroundings: Surroundings = .system()
  ) throws -> PutBack {
    guard access(backup, F_OK) == 0 else { throw StoreError.missing(path: backup) }
    let draft = try StagedFile(path: path)
    defer { draft.discard() }
    try StoreBackup.copy(backup, layout: layout, to: draft)
    let candidate = try open(path: draft.path, surroundings: surroundings)
    let findings = try candidate.examine().all
    guard findings.isEmpty else { throw PuttingBackFailure.damaged(findings) }
    let (identity, cases) = try candidate.read { ($0.identity, try $0.visibleCases()) }
    // A former store that cannot be read has no branch to compare with.
    let former = try? open(path: path, surroundings: surroundings)
    let standing = try? former?.read { ($0.identity.branch, try $0.db.unsentHashes()) }
    if let here = standing?.0, here != identity.branch, !acceptingAnother {
      throw PuttingBackFailure.anotherBranch(backup: identity.branch, here: here)
    }
    let unsent = try translatingStoreErrors {
      try standing.map { former in
        let known = Set(
          try candidate.queue.inDatabase { try $0.map("SELECT hash FROM changes") { $0.bytes(0) ?? [] } })
        return former.1.count { !known.contains($0) }
      }
    }
    let pins = try? former?.queue.inDatabase { try $0.pinRows() }
    let wasGuarded = try? former?.queue.inDatabase { try $0.meta(.wasGuarded) == 1 }
    let texts = try translatingStoreErrors {
      let texts = try candidate.queue.inDatabase { db in
        let texts = try BesideTable.extract(db, beside: path)
        let isSame = standing?.0 == identity.branch
        try db.keepPins(isSame ? pins ?? [] : [], wasGuarded: isSame && wasGuarded ?? false)
        guard try db.truncateLog() else { throw StoreError.busy }
        return texts
      }
      try candidate.queue.close()
      // Into the file, where it can be: what is damaged is set aside as it is.
      _ = try? former?.queue.inDatabase { try $0.truncateLog() }
      try? former?.queue.close()
      return texts
    }
    try setAside(path, as: aside)
    try draft.publish(replacing: true)
    let folder = StorePlace(of: path).folder
    let put = try texts.filter { try BesideTable.put($0.content, as: $0.name, in: folder) }
    return PutBack(identity: identity, cases: cases, texts: put.count, unsent: unsent)
  }

  /// The store stays under its name until another takes it; its log goes with it at once: one that was
  /// left there would be read as the new store's.
  private static func setAside(_ path: String, as aside: String) throws {
    func moved(_ done: Int32) throws {
      guard done == 0 || errno == ENOENT else {
        throw StoreError.notWritable(detail: String(cString: strerror(errno)))
      }
    }
    let isThere = access(path, F_OK) == 0
    if isThere { try moved(Glibc.link(path, aside)) }
    for suffix in ["-wal", "-journal"] {
      // Also without its store: that may have been moved away, and the log may have what is nowhere else.
      var log = stat()
      let isEmpty = stat(path + suffix, &log) != 0 || log.st_size == 0
      try moved(isEmpty ? unlink(path + suffix) : Glibc.rename(path + suffix, aside + suffix))
    }
    try moved(unlink(path + "-shm"))
  }
}

extension Database {
  /// Of each own change that head office does not have.
  fileprivate func unsentHashes() throws -> [[UInt8]] {
    try map(
      "SELECT hash FROM changes WHERE status \(ChangeSet.waiting) AND status = ?", values: [.status(.pending)]
    ) { $0.bytes(0) ?? [] }
  }
}
