import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// Law 6 where a device and head office were both put back from backups: the device gave numbers again that others have
/// seen. Head office knows the later changes under them; what is held here of the earlier ones goes by other names.
extension ReplicaStore {
  /// Takes in what head office says of offered states.
  /// - Returns: the same states as they are to be offered now, in offers for a scope; none where nothing has changed.
  package func rename(_ told: [UsedTwice], in scope: String, lost cursor: FeedCursor) throws -> [OfferRequest]
  {
    guard !told.isEmpty else { return [] }
    return try writing { db in
      let identity = try db.identity()
      let renamed = try db.rename(told, surroundings: surroundings)
      var offers = renamed.packed(scope: scope, replica: identity.replica)
      for at in offers.indices { offers[at].cursor = cursor }
      return offers
    }
  }
}

extension Database {
  /// - Returns: the states that have other names in them now.
  func rename(_ told: [UsedTwice], surroundings: Surroundings) throws -> [OfferedState] {
    let identity = try identity()
    var names: [RecordID: [Dot: Dot]] = [:]
    for entry in told {
      guard let record = RecordID(bytes: Array(entry.record)),
        let replica = ReplicaID(bytes: Array(entry.replica)),
        let other = ReplicaID(bytes: Array(entry.other)), replica != identity.replica,
        other != identity.replica
      else { continue }
      names[record, default: [:]][Dot(replica, entry.number)] = Dot(other, entry.number)
    }
    var renamed: [OfferedState] = []
    var touched: Set<RecordID> = []
    for (record, names) in names.sorted(by: { $0.key < $1.key }) {
      let held = try rename(names, in: record)
      guard !held.isEmpty else { continue }
      renamed += held
      touched.formUnion(try renameChanges(names, of: record, identity))
      touched.insert(record)
    }
    let shown = try ShownRecords(self, identity: identity, offsetMinutes: surroundings.now.offsetMinutes)
    for record in touched.sorted() { try shown.rebuild(record) }
    return renamed
  }

  /// What head office sent once of a record, with other names.
  private func rename(_ names: [Dot: Dot], in record: RecordID) throws -> [OfferedState] {
    guard var row = try self.record(record) else { return [] }
    func renamed(_ bytes: [UInt8]?) -> [UInt8]? {
      guard let state = bytes.flatMap({ try? RecordState(decoding: $0) }) else { return nil }
      let names = names.filter { state.applied.contains($0.key) && !state.applied.contains($0.value) }
      return names.isEmpty ? nil : state.renaming(names).encoded()
    }
    func offered(_ state: [UInt8]) -> OfferedState {
      var offered = OfferedState()
      offered.state = Data(state)
      offered.number = row.number ?? ""
      return offered
    }
    // What was kept beside head office's own state is what was offered.
    if let kept = try keptState(of: record) {
      guard let state = renamed(kept) else { return [] }
      try run("UPDATE unrepaired SET state = ? WHERE record = ?", values: [.blob(state), .id(record)])
      return [offered(state)]
    }
    guard let state = renamed(row.state), var scope = try scopes().first(where: { $0.rid == row.scope })
    else {
      return []
    }
    scope.count(state, insteadOf: row.state, of: record)
    try update(scope)
    row.state = state
    try update(row)
    return [offered(state)]
  }

  /// The changes that have such dots, and those that name them and that head office never had.
  /// - Returns: the records that are shown otherwise by it.
  private func renameChanges(
    _ names: [Dot: Dot], of record: RecordID, _ identity: ReplicaIdentity
  ) throws -> Set<RecordID> {
    var touched: Set<RecordID> = []
    for (dot, name) in names {
      guard let row = try change(dot), row.record == record else { continue }
      switch row.status {
      case .sent, .accepted:
        // What this store made under an id that it had: it is in the state, and nowhere else.
        guard let change = try? row.decoded() else { continue }
        let encoded = change.readdressed(to: name, groupFirst: change.group.first) { names[$0] ?? $0 }
          .encoded()
        try run(
          "UPDATE changes SET replica = ?, hash = ?, encoded = ? WHERE seq = ?",
          values: [
            .integer(try replicaRid(name.replica)), .blob(ContentHash(wire: encoded).bytes), .blob(encoded),
            .integer(row.seq),
          ])
      case .history:
        // Which of the two it is nobody can tell: it is fetched again.
        try run("DELETE FROM changes WHERE seq = ?", values: [.integer(row.seq)])
      default: continue
      }
    }
    let settled = UInt64(bitPattern: try meta(.settled) ?? 0)
    for row in try changes(replica: replicaRid(identity.replica), after: settled, limit: Int(Int32.max)) {
      guard row.status == .pending, let change = try? row.decoded() else { continue }
      let renamed = change.readdressed(to: change.dot, groupFirst: change.group.first) { names[$0] ?? $0 }
      let encoded = renamed.encoded()
      guard encoded != row.encoded else { continue }
      try run(
        "UPDATE changes SET hash = ?, encoded = ? WHERE seq = ?",
        values: [.blob(ContentHash(wire: encoded).bytes), .blob(encoded), .integer(row.seq)])
      touched.insert(row.record)
    }
    return touched
  }
}
