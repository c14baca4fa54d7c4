import Complaints
import GRDB
import RecordStore
import Versioning

/// Erases in another copy of a store what was erased in the store itself. The copy stays one that can be put back:
/// head office tells it the rest at its next exchange.
struct CopyErasing {
  private let records: [RecordID: Set<UInt32>]
  private let customers: [CustomerTraces]
  private let identity: ReplicaIdentity
  private let formers: Set<ReplicaID>
  private let store: Database

  /// - Parameter db: of the store, with what it was told so far in its states.
  init(of db: Database, orders: [ErasureOrder]) throws {
    var records: [RecordID: Set<UInt32>] = [:]
    try db.each("SELECT state FROM records WHERE substr(state, 1, 1) = X'02'", values: []) { row in
      if let state = row.bytes(0).flatMap({ try? RecordState(decoding: $0) }) {
        records[state.record] = Set(state.erased)
      }
      return true
    }
    for order in orders { records.merge(order.records) { $0.union($1) } }
    self.records = records
    store = db
    customers = orders.map(\.customers)
    identity = try db.identity()
    formers = Set(
      try db.map(
        """
        SELECT DISTINCT r.id FROM changes c JOIN replicas r ON r.rid = c.replica
        WHERE c.status \(ChangeSet.own)
        """, values: []
      ) { $0.identifier(0) }.compactMap { $0 })
  }

  /// - Throws: `StoreError` where it cannot be read or written.
  func erase(_ path: String, _ surroundings: Surroundings) throws {
    let whose = try translatingStoreErrors {
      let unwritten = try StoreFile.openUnwritten(path: path)
      defer { try? unwritten.close() }
      return try unwritten.read { try $0.identity() }
    }
    guard whose.replica == identity.replica || formers.contains(whose.replica),
      whose.headOffice?.id == identity.headOffice?.id || whose.headOffice == nil
    else { return }
    // Only now: to open a store brings it up to date, and another's is no business of this one.
    let copy = try ReplicaStore.open(path: path, surroundings: surroundings)
    defer { try? copy.queue.close() }
    try translatingStoreErrors {
      try copy.queue.inDatabase { db in
        try db.inTransaction(.immediate) {
          let changes = db.totalChangesCount
          try erase(db, whose, offsetMinutes: surroundings.now.offsetMinutes)
          try db.rewriteIndexes(ReplicaStore.texts)
          try StoreFile.markFirstPage(db, since: changes)
          return .commit
        }
        guard try db.truncateLog() else { throw StoreError.busy }
      }
    }
  }

  private func erase(_ db: Database, _ identity: ReplicaIdentity, offsetMinutes: Int) throws {
    try BesideTable.drop(db)
    let shown = try ShownRecords(db, identity: identity, offsetMinutes: offsetMinutes)
    let erased = try whole(in: db)
    for (id, fields) in erased.sorted(by: { $0.key < $1.key }) {
      let isStripped = try db.stripChanges(of: id, fields)
      _ = try db.emptyKept(id) { $0.subjectField.map { fields.contains($0.number) } ?? false }
      guard var row = try db.record(id) else { continue }
      // What is derived so far is taken back by what it was derived from.
      let old = try shown.shownState(of: row)
      let isEmptied = try empty(&row, fields, db)
      if isEmptied || isStripped { try shown.rebuild(row, old: old) }
    }
    for row in try db.map(
      """
      SELECT \(ChangeRow.columns) FROM changes
      WHERE status \(ChangeSet.notAccepted) OR record NOT IN (SELECT id FROM records) ORDER BY seq
      """, values: [], ChangeRow.init)
    {
      guard let change = try? row.decoded(),
        erased[change.aggregate] != nil || row.status != .accepted && names(change)
      else { continue }
      let fields = PersonalFields.numbers(
        of: change.kind, present: change.writes.map(\.field.number), ofSubject: names(change))
      if try db.strip(row, Set(fields)) { try shown.rebuild(row.record) }
    }
    // What it never sent is from now on what it says now.
    let sent = max(try db.meta(.attempted) ?? 0, try db.meta(.covered) ?? 0)
    try db.rehashErased(replica: shown.replica, after: UInt64(bitPattern: sent))
  }

  /// - Returns: whether head office's state of it held something to erase.
  private func empty(_ row: inout RecordRow, _ fields: Set<UInt32>, _ db: Database) throws -> Bool {
    guard let bytes = row.state, var state = try? RecordState(decoding: bytes),
      var scope = try db.scopes().first(where: { $0.rid == row.scope })
    else { return false }
    state.erase(fields)
    let emptied = state.encoded()
    guard emptied != bytes else { return false }
    scope.count(emptied, insteadOf: bytes, of: row.id)
    try db.update(scope)
    row.state = emptied
    return true
  }

  /// What is to be emptied there: what is erased in the store or was named to it, and the customers' cases that the
  /// store itself does not have any more; with all that belongs to a case there.
  private func whole(in db: Database) throws -> [RecordID: Set<UInt32>] {
    var whole = records
    let cases = try Schema.kinds.filter { $0.subjectField != nil }.flatMap { kind in
      try db.map("SELECT id FROM records WHERE kind = ?", values: [.kind(kind)]) { $0.identifier(0) }
    }
    for case let id? in cases where whole[id] == nil {
      let isHere = try store.first("SELECT 1 FROM records WHERE id = ?", values: [.id(id)]) { _ in true }
      guard isHere == nil, let state = try? db.record(id)?.decoded(), names(state) else { continue }
      whole[id] = Set(PersonalFields.numbers(in: state, ofSubject: true))
    }
    for id in whole.keys.sorted() {
      for row in try db.children(of: id) where whole[row.id] == nil {
        if let state = try? row.decoded() { whole[row.id] = Set(PersonalFields.numbers(in: state)) }
      }
    }
    return whole
  }

  private func names(_ state: RecordState) -> Bool {
    state.subjects.contains { isSubject($0.id, $0.head.version.time, $0.head.version.quality) }
  }

  private func names(_ change: Change) -> Bool {
    change.subject.map { isSubject($0, change.times.stamp, change.times.quality) } ?? false
  }

  private func isSubject(_ id: String, _ time: HybridTime, _ quality: ClockQuality) -> Bool {
    customers.contains { $0.isHashed(id, by: time, quality) }
  }
}
