package import Complaints
import Crypto
package import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
package import Versioning

/// An enrolled replica, as head office knows it.
package struct Device: Sendable {
  package let rid: Int64
  package let replica: ReplicaID
  package let branch: BranchCode
  package let role: Role
  package let tag: String
  package let name: String
  package let enrolledAt: Int64
  package let revokedAt: Int64?
  package let seenAt: Int64?
  package let clockOffset: Int64?
  package let covered: UInt64
  package let chain: ContentHash
  /// The replica that it continues: it was a copy of that one, or restored.
  package let former: ReplicaID?

  static let columns = """
    d.replica, r.id, d.branch, d.role, d.tag, d.name, d.enrolled_at, d.revoked_at, d.seen_at, d.clock_offset,
    d.covered, d.chain, (SELECT f.id FROM replicas f WHERE f.rid = d.former)
    """

  init(_ row: Row) throws {
    guard let replica = row.identifier(1), let branch = BranchCode(row[2] as String),
      let role = Role(rawValue: row[3] as String),
      let chain = row.bytes(11).flatMap({ ContentHash(bytes: $0) })
    else { throw StoreError.damaged(detail: "device \(row[0] as Int64)") }
    rid = row[0]
    self.replica = replica
    self.branch = branch
    self.role = role
    tag = row[4]
    name = row[5]
    enrolledAt = row[6]
    revokedAt = row[7]
    seenAt = row[8]
    clockOffset = row[9]
    covered = UInt64(bitPattern: row[10] as Int64)
    self.chain = chain
    former = row.identifier(12)
  }

  /// Whether it is sent every branch's cases.
  package var seesEveryBranch: Bool { role.seesEveryBranch(enrolledAt: branch) }
}

/// A one-time code, as it is shown once.
package struct EnrolmentCode: Sendable {
  /// `ABCD-EFGH`
  package let text: String
  package let branch: BranchCode
  package let role: Role
  /// In milliseconds since 1970.
  package let expiresAt: Int64
}

/// What an administrator at head office asked for cannot be done.
package enum AdministrationFailure: Error, Sendable {
  case branchExists(String)
  case unknownBranch(String)
  case unknownDevice(String)
  case ambiguousDevice([String])
  case notInQuarantine(String)
}

extension HeadOfficeStore {
  package func addBranch(_ code: BranchCode, name: String?, now: Int64) throws {
    try write { db in
      guard try db.row("SELECT 1 FROM branches WHERE code = ?", [code.rawValue]) == nil else {
        throw AdministrationFailure.branchExists(code.rawValue)
      }
      try db.run(
        "INSERT INTO branches (code, name, created_at) VALUES (?, ?, ?)", [code.rawValue, name, now])
      _ = try db.scope(making: code.rawValue)
      try db.audit("branch added", code.rawValue, at: now)
    }
  }

  package struct Branch: Sendable {
    package let code: String
    package let name: String?
    package let devices: Int
    package let records: Int
  }

  package func branches() throws -> [Branch] {
    try read { db in
      try db.rows(
        """
        SELECT b.code, b.name,
          (SELECT count(*) FROM devices d WHERE d.branch = b.code AND d.revoked_at IS NULL),
          (SELECT count(*) FROM records r JOIN scopes s ON s.rid = r.scope WHERE s.code = b.code AND r.kind = ?)
        FROM branches b ORDER BY b.code
        """, [Int64(RecordKind.case.rawValue)]
      ).map { Branch(code: $0[0], name: $0[1], devices: $0[2], records: $0[3]) }
    }
  }

  /// Makes a code that one device can trade for a token.
  /// - Parameters:
  ///   - validFor: milliseconds.
  ///   - letters: how long it is; 8 are typed by hand and last minutes, one in a ticket lasts weeks.
  package func enrolmentCode(
    branch: BranchCode, role: Role, now: Int64, validFor: Int64, letters count: Int = 8,
    random: inout some RandomNumberGenerator
  ) throws -> EnrolmentCode {
    // 8 of 28 letters and digits that are not taken for each other: 38 bits, for minutes.
    let alphabet = Array("ACDEFGHJKLMNPQRTUVWXYZ234679")
    let letters = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    let parts = stride(from: 0, to: count, by: 4).map { String(letters[$0..<min($0 + 4, count)]) }
    let code = EnrolmentCode(
      text: parts.joined(separator: "-"), branch: branch, role: role,
      expiresAt: now + validFor)
    try write { db in
      guard try db.row("SELECT 1 FROM branches WHERE code = ?", [branch.rawValue]) != nil else {
        throw AdministrationFailure.unknownBranch(branch.rawValue)
      }
      try db.run("DELETE FROM codes WHERE expires_at < ?", [now])
      try db.run(
        "INSERT INTO codes (hash, branch, role, expires_at) VALUES (?, ?, ?, ?)",
        [hash(code: code.text), branch.rawValue, role.rawValue, code.expiresAt])
      try db.audit("enrolment code made", "\(branch) \(role.rawValue)", at: now)
    }
    return code
  }

  /// Trades a code for a token. The same replica may trade it twice, for an answer that was lost; nobody
  /// else can.
  /// - Throws: `Refusal`.
  package func enrol(_ request: EnrolRequest, now: Int64, random: inout some RandomNumberGenerator) throws
    -> EnrolResponse
  {
    try checkProtocol(request.protocol)
    guard let replica = ReplicaID(bytes: Array(request.replica)), request.name.utf8.count <= 200,
      request.tag.utf8.count <= 8, request.code.utf8.count <= 64,
      request.token.isEmpty || (32...200).contains(request.token.utf8.count)
    else { throw Refusal(.malformedRequest, "The replica id, tag, name or code is malformed.") }
    // One that enrols by file draws its own: it needs one before there is an answer.
    let token = request.token.isEmpty ? secret(using: &random) : request.token
    var response = try greeting(token: token, now: now)
    try write { db in
      let invalid = Refusal(
        .codeInvalid, "This code is unknown, used or expired.", hint: "Ask head office for a new one.")
      guard
        let row = try db.row(
          "SELECT branch, role, expires_at, used_by FROM codes WHERE hash = ?", [hash(code: request.code)]),
        row[2] as Int64 >= now, row.bytes(3).map({ $0 == replica.bytes }) ?? true
      else { throw invalid }
      let branch: String = row[0]
      guard branch == request.branch else {
        throw Refusal(
          .wrongBranch, "The code is for another branch than this store's.",
          hint: "Ask head office for a code for \(request.branch).")
      }
      guard request.headOffice.isEmpty || request.headOffice == id.data else {
        throw Refusal(.wrongHeadOffice, "This replica belongs to another head office.")
      }
      let rid = try db.replicaRid(replica)
      try db.run(
        """
        INSERT INTO devices (replica, branch, role, tag, name, token_hash, enrolled_at, chain)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (replica) DO UPDATE SET
          role = excluded.role, tag = excluded.tag, name = excluded.name, token_hash = excluded.token_hash,
          enrolled_at = excluded.enrolled_at, revoked_at = NULL
        WHERE branch = excluded.branch
        """,
        [
          rid, branch, row[1] as String, request.tag, request.name, hash(secret: token), now,
          Data(ContentHash.chainStart.bytes),
        ])
      guard db.changesCount > 0 else {
        throw Refusal(.wrongBranch, "This replica was enrolled for another branch.")
      }
      try db.run("UPDATE codes SET used_by = ? WHERE hash = ?", [replica.data, hash(code: request.code)])
      try db.describe(rid, in: &response)
      try db.audit("device enrolled", "\(replica) \(branch) \(row[1] as String)", at: now)
    }
    return response
  }

  func greeting(token: String, now: Int64) throws -> EnrolResponse {
    var response = EnrolResponse()
    response.protocol = Limits.protocolVersion
    response.token = token
    response.headOffice = id.data
    response.clock = now
    response.sealingKey = Data(try bundlePublicKey())
    return response
  }

  /// The device that a token belongs to, where it is the replica's.
  /// - Throws: `Refusal` (`unauthorized`, `device_revoked`, `replica_mismatch`).
  package func authenticate(token: String, replica: Data, allowRevoked: Bool = false) throws -> Device {
    let device = try authenticate(token: token, allowRevoked: allowRevoked)
    guard device.replica.data == replica else {
      throw Refusal(
        .replicaMismatch, "The token belongs to another replica.",
        hint: "Enrol this replica with a code of its own.")
    }
    return device
  }

  /// The device that a token belongs to.
  /// - Throws: `Refusal` (`unauthorized`, `device_revoked`).
  package func authenticate(token: String, allowRevoked: Bool = false) throws -> Device {
    let device = try read { db in
      try db.row(
        "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.token_hash = ?",
        [hash(secret: token)]
      ).map(Device.init)
    }
    guard let device else {
      throw Refusal(
        .unauthorized, "The token is not valid.", hint: "Enrol this device again with a new code.")
    }
    guard allowRevoked || device.revokedAt == nil else {
      throw Refusal(.deviceRevoked, "This device was revoked.", hint: "Ask head office for a new code.")
    }
    return device
  }

  package func devices() throws -> [Device] {
    try read { db in
      try db.rows(
        "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica ORDER BY d.branch, d.enrolled_at"
      ).map(Device.init)
    }
  }

  /// Takes a device's rights away, and those of the copies that go on under ids of their own: whoever has one
  /// of them had its token. What they sent stays.
  /// - Parameters:
  ///   - replica: its id or an unambiguous beginning of one.
  ///   - alone: leave its copies their rights.
  /// - Returns: the device, then its copies.
  package func revoke(_ replica: String, alone: Bool = false, now: Int64) throws -> [Device] {
    let all = try devices()
    let found = all.filter { $0.replica.description.hasPrefix(replica.lowercased()) }
    guard let device = found.first else { throw AdministrationFailure.unknownDevice(replica) }
    guard found.count == 1 else {
      throw AdministrationFailure.ambiguousDevice(found.map(\.replica.description))
    }
    var revoked = [device]
    if !alone {
      var at = 0
      while at < revoked.count {
        let former = revoked[at].replica
        revoked += all.filter { $0.former == former && $0.revokedAt == nil }
        at += 1
      }
    }
    try write { db in
      for device in revoked {
        try db.run(
          "UPDATE devices SET revoked_at = ? WHERE replica = ? AND revoked_at IS NULL", [now, device.rid])
        // Or it could trade the code that it came with once more, as after a lost answer.
        try db.run("DELETE FROM codes WHERE used_by = ?", [device.replica.data])
        try db.audit("device revoked", device.replica.description, at: now)
      }
    }
    return revoked
  }

  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingStoreErrors { try pool.write(body) }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingStoreErrors { try pool.read(body) }
  }

  func checkProtocol(_ version: UInt32) throws(Refusal) {
    guard version == Limits.protocolVersion else {
      throw Refusal(
        .unsupportedProtocol,
        "Message version \(version) is not known here; this is version \(Limits.protocolVersion).",
        hint: version > Limits.protocolVersion ? "Update the server." : "Update casebook.")
    }
  }
}

/// 256 random bits, in base64url without padding (RFC 4648, section 5).
func secret(using random: inout some RandomNumberGenerator) -> String {
  let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
    "=", with: "")
}

/// A token has 256 random bits: a plain hash is enough, nothing can be guessed.
func hash(secret: String) -> Data { Data(SHA256.hash(data: Array(secret.utf8))) }

/// Codes are typed by hand: case, spaces and dashes do not count.
private func hash(code: String) -> Data {
  hash(secret: "enrolment code " + code.uppercased().filter { $0.isLetter || $0.isNumber })
}

extension Database {
  /// Tells a device who it is, and which tags others of its branch have.
  func describe(_ rid: Int64, in response: inout EnrolResponse) throws {
    guard let device = try device(rid) else { return }
    response.branch = device.branch.rawValue
    response.branchName =
      try String.fetchOne(
        self, sql: "SELECT name FROM branches WHERE code = ?", arguments: [device.branch.rawValue]) ?? ""
    response.role = device.role.rawValue
    response.tagsTaken = try String.fetchAll(
      self, sql: "SELECT DISTINCT tag FROM devices WHERE branch = ? AND replica <> ? ORDER BY tag",
      arguments: [device.branch.rawValue, rid])
  }

  func audit(_ action: String, _ subject: String, at now: Int64) throws {
    try run("INSERT INTO audit (at, action, subject) VALUES (?, ?, ?)", [now, action, subject])
  }
}
