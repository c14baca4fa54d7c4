import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// Gives changes that head office does not have under their dots other ones, and rewrites what names them.
struct Renumbering {
  let db: Database
  /// Whose the changes are from now on.
  let replica: ReplicaID
  /// The number that the first of them follows.
  let last: UInt64

  /// The dot that a change goes by already, and its content hash there.
  struct Place {
    let dot: Dot
    let hash: ContentHash
  }

  /// - Parameters:
  ///   - rows: in their order, whole groups.
  ///   - known: those that head office has under other dots, by `seq`.
  func renumber(_ rows: [ChangeRow], known: [Int64: Place] = [:]) throws {
    var mapping: [Dot: Dot] = [:]
    var next = last
    let changes = try rows.map { try $0.decoded() }
    for (row, change) in zip(rows, changes) {
      if let place = known[row.seq] {
        mapping[change.dot] = place.dot
      } else {
        next += 1
        mapping[change.dot] = Dot(replica, next)
      }
      // Out of the way: a number may be another one's by now.
      try db.run("UPDATE changes SET number = -seq WHERE seq = ?", values: [.integer(row.seq)])
    }
    for (row, change) in zip(rows, changes) {
      let offset = change.dot.number - change.group.first
      guard let dot = mapping[change.dot], dot.number > offset else {
        throw StoreError.damaged(detail: "group of change \(row.number)")
      }
      let fresh = change.readdressed(to: dot, groupFirst: dot.number - offset) { mapping[$0] ?? $0 }
      let encoded = fresh.encoded()
      let rid = try db.replicaRid(dot.replica)
      // It may have come as a part of a history.
      try db.run(
        "DELETE FROM changes WHERE replica = ? AND number = ?",
        values: [.integer(rid), .number(dot.number)])
      let status: ChangeStatus = known[row.seq] == nil ? .pending : .sent
      let hash = known[row.seq]?.hash ?? ContentHash(wire: encoded)
      try db.run(
        "UPDATE changes SET replica = ?, number = ?, status = ?, hash = ?, encoded = ? WHERE seq = ?",
        values: [
          .integer(rid), .number(dot.number), .status(status), .blob(hash.bytes),
          .blob(encoded), .integer(row.seq),
        ])
    }
  }
}

extension ReplicaStore {
  /// Lets pending changes go by the dots under which head office has their acts: a copy of this store has
  /// brought them before. The others are numbered anew, without a gap.
  /// - Returns: how many were.
  package func adopt(_ known: [KnownAct]) throws -> Int {
    try writing { db in
      let identity = try db.identity()
      let covered = UInt64(bitPattern: try db.meta(.covered) ?? 0)
      let rows = try db.changes(
        replica: try db.replicaRid(identity.replica), after: covered, limit: Int(Int32.max))
      let acts = Dictionary(known.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
      var places: [Int64: Renumbering.Place] = [:]
      var missing: Set<UInt64> = []
      var groups: [Int64: UInt64] = [:]
      for row in rows {
        let change = try row.decoded()
        groups[row.seq] = change.group.first
        // The number may have been another's when the request was written: the salt tells.
        guard let act = acts[row.number], act.salt == change.salt, act.known > 0,
          let replica = ReplicaID(bytes: Array(act.replica)), replica != identity.replica,
          let hash = ContentHash(bytes: Array(act.hash))
        else {
          missing.insert(change.group.first)
          continue
        }
        places[row.seq] = Renumbering.Place(dot: Dot(replica, act.known), hash: hash)
      }
      places = places.filter { seq, _ in groups[seq].map { !missing.contains($0) } ?? false }
      guard !places.isEmpty else { return 0 }
      try db.renumber(rows, known: places, covered: covered, surroundings: surroundings)
      return places.count
    }
  }
}

extension Database {
  /// Numbers what is pending anew, behind what head office covers, and shows it so.
  func renumber(
    _ rows: [ChangeRow], known: [Int64: Renumbering.Place] = [:], covered: UInt64, surroundings: Surroundings
  ) throws {
    let identity = try identity()
    let own = try replicaRid(identity.replica)
    let made = UInt64(bitPattern: try meta(.made) ?? 0)
    try Renumbering(db: self, replica: identity.replica, last: covered).renumber(rows, known: known)
    // What was made before the cursors were taken in was so under whatever number.
    let before = rows.filter { known[$0.seq] == nil && ($0.replica != own || $0.number <= made) }.count
    try setMeta(.made, Int64(bitPattern: min(made, covered) + UInt64(before)))
    try setMeta(.lastNumber, Int64(bitPattern: covered + UInt64(rows.count - known.count)))
    try setMeta(.continued, 1)
    let shown = try ShownRecords(self, identity: identity, offsetMinutes: surroundings.now.offsetMinutes)
    for record in Set(rows.map(\.record)).sorted() { try shown.rebuild(record) }
  }
}

extension MetaKey<Int64> {
  /// 1: changes of this store stand under other ids than its own.
  static var continued: MetaKey<Int64> { MetaKey("continued") }
}
