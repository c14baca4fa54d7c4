import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

extension HeadOfficeStore {
  /// Gives a copy of a replica an entry and a token of its own, with the rights that the former has now. Asked twice,
  /// for an answer that was lost, it draws another token. Not once the entry has been used: then whoever
  /// asks is a copy that was made after the id was drawn.
  /// - Throws: `Refusal`.
  func incarnate(
    _ request: IncarnationRequest, token: String, now: Int64, random: inout some RandomNumberGenerator
  ) throws -> EnrolResponse {
    try checkProtocol(request.protocol)
    let asking = try authenticate(token: token, replica: request.former)
    guard let replica = ReplicaID(bytes: Array(request.replica)), replica != asking.replica,
      DeviceTag.isWellFormed(request.tag)
    else { throw Refusal(.malformedRequest, "The replica id or tag is malformed.") }
    let fresh = secret(using: &random)
    var response = try greeting(token: fresh, now: now)
    try write { db in
      // Under the lock: it may have been revoked, or given another role, since it was let in.
      guard let former = try db.device(asking.rid), former.revokedAt == nil else {
        throw Refusal(.deviceRevoked, "This device was revoked.", hint: "Ask head office for a new code.")
      }
      if try db.device(replica) == nil { try db.requireRoom(inFamilyOf: former, now: now) }
      let rid = try db.replicaRid(replica)
      try db.run(
        """
        INSERT INTO devices (replica, branch, role, tag, name, token_hash, enrolled_at, chain, former, told,
          saw_through, told_offers, saw_managers)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (replica) DO UPDATE SET tag = excluded.tag, token_hash = excluded.token_hash
        WHERE former = excluded.former AND revoked_at IS NULL AND seen_at IS NULL
        """,
        values: [
          .integer(rid), .text(former.branch.rawValue), .text(former.role.rawValue), .text(request.tag),
          .text(former.name), .blob(Array(hash(secret: fresh))), .integer(now),
          .blob(ContentHash.chainStart.bytes), .integer(former.rid), .integer(former.told.row),
          .integer(former.sawThrough), .integer(former.told.offers), .integer(former.sawManagers),
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

extension Database {
  /// A store is copied or restored now and then. One that keeps asking is a loop, or somebody who fills the list of
  /// devices.
  /// - Throws: `Refusal` (`too_many_requests`).
  fileprivate func requireRoom(inFamilyOf device: Device, now: Int64) throws {
    let day: Int64 = 86_400_000
    let made = try family(of: device.rid).filter { $0.former != nil }.map(\.enrolledAt)
    let recent = made.filter { $0 > now - day }
    if made.count >= Limits.incarnations {
      throw Refusal(
        .tooManyRequests, "This device and its copies have gone on under \(made.count) ids.",
        hint: "Ask head office to enrol it anew, in a new store.")
    }
    guard recent.count >= Limits.incarnationsPerDay, let oldest = recent.min() else { return }
    var refusal = Refusal(
      .tooManyRequests, "This device and its copies have gone on under \(recent.count) ids within a day.",
      hint: "Try again tomorrow, and look whether its store is restored again and again.")
    refusal.retryAfter = Int((oldest + day - now) / 1000) + 1
    throw refusal
  }
}
