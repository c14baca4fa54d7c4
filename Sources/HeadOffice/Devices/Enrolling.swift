import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// A code as it is kept.
private struct KeptCode {
  let hash: Data
  let branch: String
  let role: String
  let expiresAt: Int64
  let usedBy: [UInt8]?
  /// Nil for a code that was used before head office kept this.
  let usedAt: Int64?
  /// The replica that it is for; nil: any that is not enrolled.
  let device: [UInt8]?

  init(_ row: StoreRow, hash: Data) {
    self.hash = hash
    branch = row[0]
    role = row[1]
    expiresAt = row[2]
    usedBy = row.bytes(3)
    usedAt = row[4]
    device = row.bytes(5)
  }
}

extension HeadOfficeStore {
  /// Trades a code for a token. A code works once. The store that traded it gets the same answer again, where that
  /// was lost, and nothing more: neither another role, nor its rights back.
  ///
  /// Who is enrolled already is enrolled again only where the code names that device, or where it shows its present
  /// token: a replica's id is no secret, so a code of the branch alone would give anybody a colleague's place.
  /// - Throws: `Refusal`.
  package func enrol(_ request: EnrolRequest, now: Int64, random: inout some RandomNumberGenerator) throws
    -> EnrolResponse
  {
    try checkProtocol(request.protocol)
    guard let replica = ReplicaID(bytes: Array(request.replica)), request.name.utf8.count <= 200,
      DeviceTag.isWellFormed(request.tag), request.code.utf8.count <= 64, request.present.utf8.count <= 200,
      request.token.isEmpty || (32...200).contains(request.token.utf8.count)
    else { throw Refusal(.malformedRequest, "The replica id, tag, name, code or token is malformed.") }
    let token = request.token.isEmpty ? secret(using: &random) : request.token
    var response = try greeting(token: token, now: now)
    try write { db in
      let code = try db.validCode(request.code, replica: replica, now: now)
      guard code.branch == request.branch else {
        throw Refusal(
          .wrongBranch, "The code is for another branch than this store's.",
          hint: "Ask head office for a code for \(request.branch).")
      }
      guard request.headOffice.isEmpty || request.headOffice == id.data else {
        throw Refusal(.wrongHeadOffice, "This replica belongs to another head office.")
      }
      let known = try db.device(replica)
      if code.usedBy != nil {
        guard let known, try db.isAskedAgain(request, of: known, code, now: now) else {
          throw Refusal.codeInvalid
        }
      } else if let known {
        let proofs = [request.present, request.token].filter { !$0.isEmpty }.map { hash(secret: $0) }
        // After a restoration anybody may have come by the id first, from another branch too: an administrator who revoked
        // him gives it back.
        let isGivenBack = code.device != nil && known.revokedAt != nil
        guard known.branch.rawValue == code.branch || isGivenBack,
          try code.device != nil || proofs.contains(db.tokenHash(of: known.rid))
        else { throw Refusal.enrolledAlready }
      }
      try db.requireFree(hash(secret: token), for: known?.rid)
      let rid = try db.replicaRid(replica)
      if code.usedBy == nil {
        try db.enrol(rid, request, code, known, now: now)
        try db.audit("device enrolled", "\(replica) \(code.branch) \(code.role)", at: now)
      }
      try db.run(
        "UPDATE devices SET tag = ?, name = ?, token_hash = ? WHERE replica = ?",
        // It stands in lists here, whatever program sent it.
        values: [
          .text(request.tag), .text(StoredForm.label(request.name)), .blob(Array(hash(secret: token))),
          .integer(rid),
        ])
      try db.describe(rid, in: &response)
    }
    return response
  }
}

extension Refusal {
  fileprivate static let codeInvalid = Refusal(
    .codeInvalid, "This code is unknown, used or expired.", hint: "Ask head office for a new one.")

  /// The same whatever is enrolled under the id, and where.
  fileprivate static let enrolledAlready = Refusal(
    .codeInvalid, "This code is not for this replica, which is enrolled already.",
    hint: "Ask head office for a code that names this device.")
}

extension Database {
  /// A code that this replica may trade now, or traded before.
  fileprivate func validCode(_ text: String, replica: ReplicaID, now: Int64) throws -> KeptCode {
    let key = hash(code: text)
    let found = try row(
      "SELECT branch, role, expires_at, used_by, used_at, device FROM codes WHERE hash = ?", [key])
    guard let code = found.map({ KeptCode($0, hash: key) }), code.expiresAt >= now,
      [code.usedBy, code.device].allSatisfy({ $0 == nil || $0 == replica.bytes })
    else { throw Refusal.codeInvalid }
    return code
  }

  /// Whether the store that traded a code asks for the same answer once more: nothing about the device has changed
  /// since, and it has the token that it was given; or it let head office draw that, a moment ago, and nobody has
  /// used it.
  fileprivate func isAskedAgain(
    _ request: EnrolRequest, of device: Device, _ code: KeptCode, now: Int64
  ) throws -> Bool {
    guard device.revokedAt == nil, device.role.rawValue == code.role, device.branch.rawValue == code.branch,
      let last = try row("SELECT code, token_hash FROM devices WHERE replica = ?", [device.rid]),
      last[0] as Data? == code.hash
    else { return false }
    if !request.token.isEmpty { return last[1] as Data == hash(secret: request.token) }
    guard let usedAt = code.usedAt, device.seenAt == nil else { return false }
    return (0...Limits.enrolmentRepeat).contains(now - usedAt)
  }

  fileprivate func enrol(
    _ rid: Int64, _ request: EnrolRequest, _ code: KeptCode, _ known: Device?, now: Int64
  ) throws {
    // Nothing was heard of it under this token; and whatever its role let it see, it has seen.
    try run(
      """
      INSERT INTO devices (replica, branch, role, tag, name, token_hash, enrolled_at, chain, code)
      VALUES (?1, ?2, ?3, '', '', randomblob(32), ?4, ?5, ?6)
      ON CONFLICT (replica) DO UPDATE SET
        branch = excluded.branch, role = excluded.role, enrolled_at = excluded.enrolled_at, revoked_at = NULL, seen_at = NULL,
        code = excluded.code, told = (SELECT coalesce(max(seq), 0) FROM changes),
        told_offers = (SELECT coalesce(max(turn), 0) FROM offered)
      """,
      values: [
        .integer(rid), .text(code.branch), .text(code.role), .integer(now),
        .blob(ContentHash.chainStart.bytes), .blob(Array(code.hash)),
      ])
    // One that says it belonged here, and that is not known, head office has lost: at `HQ` it may have seen everything.
    let isLost = known == nil && !request.headOffice.isEmpty && code.branch == BranchCode.headOffice.rawValue
    if isLost || known?.seesEveryBranch == true { try noteSaw(rid) }
    if let known { try noteSawManagers(known) }
    // What it came with before is over, and so is what its copies may do beyond this.
    try run(
      "DELETE FROM codes WHERE used_by = ? AND hash <> ?",
      values: [.blob(Array(request.replica)), .blob(Array(code.hash))])
    try run(
      "UPDATE codes SET used_by = ?, used_at = ? WHERE hash = ?",
      values: [.blob(Array(request.replica)), .integer(now), .blob(Array(code.hash))])
    if known == nil, let scope = try scope(code.branch) {
      // What left before it came it never had.
      try noteSight(device: rid, scope: scope.rid, position: scope.position, made: 0)
    }
    guard known != nil, let role = Role(rawValue: code.role) else { return }
    for kin in try family(of: rid) where kin.rid != rid && !kin.role.isWithin(role) {
      if kin.seesEveryBranch { try noteSaw(kin.rid) }
      try noteSawManagers(kin)
      try run(
        "UPDATE devices SET role = ? WHERE replica = ?", values: [.text(role.rawValue), .integer(kin.rid)])
      try run("DELETE FROM codes WHERE used_by = ?", values: [.id(kin.replica)])
      try audit("role follows", "\(kin.replica) \(role.rawValue)", at: now)
    }
  }

  /// Whatever it is from now on: so far it was sent everything.
  private func noteSaw(_ rid: Int64) throws {
    try run(
      "UPDATE devices SET saw_through = (SELECT coalesce(max(seq), 0) FROM changes) WHERE replica = ?",
      values: [.integer(rid)])
  }

  /// The same of what is said of employees, as far as its role let it read that so far.
  private func noteSawManagers(_ device: Device) throws {
    guard device.holds(Scope.managers(of: device.branch).code), !device.seesEveryBranch else { return }
    try run(
      "UPDATE devices SET saw_managers = (SELECT coalesce(max(seq), 0) FROM changes) WHERE replica = ?",
      values: [.integer(device.rid)])
  }

  fileprivate func tokenHash(of rid: Int64) throws -> Data {
    try row("SELECT token_hash FROM devices WHERE replica = ?", [rid])?[0] ?? Data()
  }

  /// - Throws: `Refusal` for a token that is another device's: its replica drew it, or was told it.
  func requireFree(_ token: Data, for rid: Int64?) throws {
    guard let holder: Int64 = try row("SELECT replica FROM devices WHERE token_hash = ?", [token])?[0] else {
      return
    }
    guard holder == rid else {
      throw Refusal(.forbidden, "This token is another device's.", hint: "Draw another one.")
    }
  }

  /// The devices that continue one another, with one of them: whoever has the store of one had the others' tokens.
  func family(of rid: Int64) throws -> [Device] {
    try rows(
      """
      WITH RECURSIVE before (rid) AS (
        VALUES (?1) UNION SELECT d.former FROM devices d JOIN before b ON d.replica = b.rid
        WHERE d.former IS NOT NULL),
      kin (rid) AS (
        SELECT rid FROM before UNION SELECT d.replica FROM devices d JOIN kin k ON d.former = k.rid)
      SELECT \(Device.columns) FROM kin k JOIN devices d ON d.replica = k.rid JOIN replicas r ON r.rid = d.replica
      """, [rid]
    ).map(Device.init)
  }
}
