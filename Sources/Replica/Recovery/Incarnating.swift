import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// Law 6: a copy that finds itself restored or cloned goes on under an id of its own and loses nothing.
extension ReplicaStore {
  /// What to ask of head office. The id is drawn once, so that a lost answer does no harm.
  package func incarnationRequest() throws -> IncarnationRequest {
    try writing { db in try incarnationRequest(db) }
  }

  func incarnationRequest(_ db: Database) throws -> IncarnationRequest {
    let identity = try db.identity()
    var generator = surroundings.generator
    let replica: Data
    if let drawn = try db.meta(.nextReplica) {
      replica = drawn
    } else {
      replica = ReplicaID.random(using: &generator).data
      try db.setMeta(.nextReplica, replica)
      try db.setMeta(.nextTag, DeviceTag.draw(using: &generator, avoiding: [identity.tag]))
    }
    var request = IncarnationRequest()
    request.protocol = Limits.protocolVersion
    request.former = identity.replica.data
    request.replica = replica
    request.tag = try db.meta(.nextTag) ?? identity.tag
    return request
  }

  /// The id that was drawn is somebody else's: a copy of this store that was made since. Another is drawn.
  package func forgetIncarnation() throws {
    try writing { db in
      try db.setMeta(.nextReplica, Data?.none)
      try db.setMeta(.nextTag, String?.none)
    }
  }

  /// Becomes the new incarnation: renumbers what head office does not have from this copy, and rewrites its own
  /// dots in the bases of those changes. What is in quarantine keeps its dot: every copy goes on with it.
  /// - Parameter agreed: up to which number head office has this copy's changes.
  /// - Returns: false where another device has the tag that was drawn: then it is asked once more.
  package func incarnate(_ response: EnrolResponse, agreed: UInt64) throws -> Bool {
    try writing { db in
      let identity = try db.identity()
      guard let drawn = try db.meta(.nextReplica), let replica = ReplicaID(bytes: Array(drawn)),
        let tag = try db.meta(.nextTag), !response.token.isEmpty
      else { throw EnrolmentFailure.malformed }
      guard !response.tagsTaken.contains(tag) else {
        var generator = surroundings.generator
        try db.setMeta(.nextTag, DeviceTag.draw(using: &generator, avoiding: Set(response.tagsTaken)))
        return false
      }
      let former = try db.replicaRid(identity.replica)
      // What both have the same goes on as accepted; it comes, or has come, in a state.
      try db.run(
        "UPDATE changes SET status = ? WHERE replica = ? AND number <= ? AND status = ?",
        values: [.status(.sent), .integer(former), .number(agreed), .status(.pending)])
      let withheld = Set(
        try db.map("SELECT seq FROM changes WHERE replica = ? AND stripped = 2", values: [.integer(former)]) {
          $0.integer(0)
        })
      var rows = try db.changes(replica: former, after: 0, limit: Int(Int32.max)).filter {
        $0.number > agreed && $0.status != .discarded && !withheld.contains($0.seq)
      }
      if !withheld.isEmpty { rows = try db.unstated(rows, by: identity.replica) }
      try Renumbering(db: db, replica: replica, last: 0).renumber(rows)
      try db.run(
        """
        INSERT INTO followed (replica, number, reason, wish)
        SELECT ?, number, reason, CASE WHEN wish IN (?, ?) THEN wish END
        FROM quarantine WHERE number <= ?
        """,
        values: [.id(identity.replica), .wish(.retry), .wish(.discard), .number(agreed)])
      try db.run("DELETE FROM quarantine", values: [])
      try db.run("DELETE FROM untold", values: [])
      try db.setMeta(.continued, 1)
      try db.setMeta(.replica, replica.data)
      try db.setMeta(.tag, tag)
      try db.setMeta(.token, response.token)
      try db.setMeta(.nextReplica, Data?.none)
      try db.setMeta(.nextTag, String?.none)
      // It was drawn for the former id.
      try db.setMeta(.drawnToken, String?.none)
      try db.setMeta(.lastNumber, Int64(rows.count))
      try db.setMeta(.made, Int64(rows.count))
      try db.setMeta(.covered, 0)
      try db.setMeta(.settled, 0)
      try db.setMeta(.settledStamp, 0)
      try continueStamps(db, former: former, agreed: agreed)
      try db.setMeta(.attempted, 0)
      try db.setMeta(.coveredChain, Data(ContentHash.chainStart.bytes))
      let fresh = try db.identity()
      let records = try ShownRecords(db, identity: fresh, offsetMinutes: surroundings.now.offsetMinutes)
      for record in Set(rows.map(\.record)).sorted() { try records.rebuild(record) }
      return true
    }
  }

  /// What the new id makes goes on above what head office has of this copy, as far as both agree. The stamp that
  /// it told may be that of an earlier change, or of another copy's, which this one has not seen.
  private func continueStamps(_ db: Database, former: Int64, agreed: UInt64) throws {
    guard let told = try db.meta(.toldNumber) else { return }
    if UInt64(bitPattern: told) != agreed {
      let last = try db.change(replica: former, number: agreed).flatMap {
        try? Times(tailOf: $0.encoded).stamp
      }
      try db.setMeta(.toldStamp, Int64(bitPattern: (last ?? .zero).rawValue))
    }
    try db.setMeta(.toldNumber, 0)
  }
}

extension Database {
  /// Own changes without those that head office, as far as it was heard of, has under their dots, and of which a state is
  /// held here: these keep them, whole groups. Where head office has lost them the states bring them; as other acts of the
  /// new id they would stand there twice, and beside what was written over them.
  fileprivate func unstated(_ rows: [ChangeRow], by replica: ReplicaID) throws -> [ChangeRow] {
    let covered = UInt64(bitPattern: try meta(.covered) ?? 0)
    func isStated(_ row: ChangeRow) throws -> Bool {
      guard row.status == .accepted, row.number <= covered, let bytes = try record(row.record)?.state,
        let state = try? RecordState(decoding: bytes)
      else { return false }
      return state.applied.contains(Dot(replica, row.number))
    }
    let groups = try Dictionary(grouping: rows) { try $0.decoded().group }
    return try groups.filter { try !$1.allSatisfy(isStated) }.values.joined().sorted { $0.number < $1.number }
  }
}
