import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

extension HeadOfficeStore {
  /// Gives a copy of a replica an entry and a token of its own, with the rights of the former. Asked twice,
  /// for an answer that was lost, it draws another token. Not once the entry has been used: then whoever
  /// asks is a copy that was made after the id was drawn.
  /// - Throws: `Refusal`.
  func incarnate(
    _ request: IncarnationRequest, token: String, now: Int64, random: inout some RandomNumberGenerator
  ) throws -> EnrolResponse {
    try checkProtocol(request.protocol)
    let former = try authenticate(token: token, replica: request.former)
    guard let replica = ReplicaID(bytes: Array(request.replica)), replica != former.replica,
      request.tag.utf8.count <= 8
    else { throw Refusal(.malformedRequest, "The replica id or tag is malformed.") }
    let fresh = secret(using: &random)
    var response = try greeting(token: fresh, now: now)
    try write { db in
      let rid = try db.replicaRid(replica)
      try db.run(
        """
        INSERT INTO devices (replica, branch, role, tag, name, token_hash, enrolled_at, chain, former)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (replica) DO UPDATE SET tag = excluded.tag, token_hash = excluded.token_hash
        WHERE former = excluded.former AND revoked_at IS NULL AND seen_at IS NULL
        """,
        [
          rid, former.branch.rawValue, former.role.rawValue, request.tag, former.name, hash(secret: fresh),
          now, Data(ContentHash.chainStart.bytes), former.rid,
        ])
      guard db.changesCount > 0 else {
        throw Refusal(.forbidden, "This replica id is somebody else's.", hint: "Draw another one.")
      }
      try db.describe(rid, in: &response)
      try db.audit("replica continued", "\(replica) after \(former.replica)", at: now)
    }
    return response
  }
}
