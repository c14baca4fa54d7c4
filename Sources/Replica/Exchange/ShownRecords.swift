import CaseIndex
import Complaints
import GRDB
import RecordStore
import Versioning

/// Derives what a branch shows: what head office last said, plus what the branch has not told it yet.
struct ShownRecords {
  let db: Database
  let replica: Int64
  let covered: UInt64
  let projection: CaseProjection

  init(_ db: Database, identity: ReplicaIdentity, offsetMinutes: Int) throws {
    self.db = db
    replica = try db.replicaRid(identity.replica)
    covered = UInt64(bitPattern: try db.meta(.covered) ?? 0)
    projection = CaseProjection(db, offsetMinutes: offsetMinutes)
  }

  /// The changes of a record that are not in what head office sent: pending, on their way, or in quarantine.
  func waiting(_ record: RecordID) throws -> [Change] {
    try db.changes(of: record).filter { $0.status.isWaiting }.map { try $0.decoded() }
  }

  /// Makes a record's shown state and everything derived from it anew, after its waiting changes changed. A
  /// record that is left without any state goes.
  func rebuild(_ id: RecordID) throws {
    guard let row = try db.record(id) else { return }
    try rebuild(row, old: row.decoded())
  }

  /// - Parameters:
  ///   - row: with head office's state as it is to be.
  ///   - old: what was shown, and derived from, so far.
  func rebuild(_ row: RecordRow, old: RecordState?) throws {
    var row = row
    let id = row.id
    let waiting = try waiting(id)
    var shown: RecordState?
    if let state = row.state {
      do { shown = try RecordState(decoding: state) } catch {
        throw StoreError.damaged(detail: "state of \(id): \(error)")
      }
    }
    for change in waiting { shown = apply(change, to: shown).state }
    guard let shown else {
      if let old { try projection.remove(row, old: old) }
      try db.run("DELETE FROM records WHERE rid = ?", values: [.integer(row.rid)])
      return
    }
    row.current = waiting.isEmpty ? nil : shown.encoded()
    try db.update(row)
    let code = try db.scopeCode(row.scope) ?? ""
    try projection.project(row, old: old, new: shown, branch: code)
  }

  /// A case has come, or has come back: what waits here of records of it, and was not shown without it, is shown again.
  func showWaiting(of aggregate: RecordID, in scope: ScopeRow) throws {
    let hidden = try db.map(
      """
      SELECT record FROM changes c INDEXED BY changes_waiting
        WHERE status \(ChangeSet.waiting) AND NOT EXISTS (SELECT 1 FROM records WHERE id = c.record)
      UNION SELECT record FROM changes c INDEXED BY changes_quarantined
        WHERE status \(ChangeSet.quarantined) AND NOT EXISTS (SELECT 1 FROM records WHERE id = c.record)
      """, values: []
    ) { $0.identifier(0) }
    for case let id? in hidden where id != aggregate {
      var shown: RecordState?
      for change in try waiting(id) where change.aggregate == aggregate {
        shown = apply(change, to: shown).state
      }
      guard let shown else { continue }
      var row = RecordRow(
        new: id, kind: shown.kind, aggregate: aggregate, scope: scope.rid, position: nil, number: nil,
        state: nil, current: shown.encoded())
      row.rid = try db.insert(row)
      try projection.project(row, old: nil, new: shown, branch: scope.code)
    }
  }

  /// What was shown of a record so far. What cannot be read any more is replaced by what comes: then all
  /// that was derived from it goes first.
  func shownState(of row: RecordRow?) throws -> RecordState? {
    guard let row else { return nil }
    do { return try row.decoded() } catch {
      try projection.forget(row)
      return nil
    }
  }
}

extension ChangeStatus {
  /// Not in what head office sent.
  var isWaiting: Bool { self == .pending || self == .sent || self == .quarantined }
}
