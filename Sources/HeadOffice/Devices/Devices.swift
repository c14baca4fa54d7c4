package import Complaints
import Crypto
package import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
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
  /// Up to what it has been sent the results of what there is.
  let told: Told
  /// How many records it holds that head office does not have and did not take.
  package let unrepaired: Int64
  /// The last row of the log by the time that it ceased to see every branch; nil where it never has.
  let sawThrough: Int64?

  static let columns = """
    d.replica, r.id, d.branch, d.role, d.tag, d.name, d.enrolled_at, d.revoked_at, d.seen_at, d.clock_offset,
    d.covered, d.chain, (SELECT f.id FROM replicas f WHERE f.rid = d.former), d.told, d.unrepaired,
    d.saw_through, d.told_offers
    """

  init(_ row: StoreRow) throws {
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
    told = Told(row: row[13], offers: row[16])
    unrepaired = row[14]
    sawThrough = row[15]
  }

  /// Whether it is sent every branch's cases.
  package var seesEveryBranch: Bool { role.seesEveryBranch(enrolledAt: branch) }

  /// Whether it may settle the conflicts of the cases that it may write to.
  var settlesConflicts: Bool {
    seesEveryBranch ? role.settlesConflictsOfAnyBranch : role.settlesConflictsOfOwnBranch
  }

  /// Whether it may write what head office publishes to all.
  var publishes: Bool { seesEveryBranch && role.mayEdit }

  /// Whether it may ask for erasures.
  var erases: Bool { role == .admin && seesEveryBranch }
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
  ///   - device: the id, or an unambiguous beginning of it, of the enrolled device that it is for; nil: for one that
  ///     is new, or can show the token that it has.
  package func enrolmentCode(
    branch: BranchCode, role: Role, device name: String? = nil, now: Int64, validFor: Int64,
    letters count: Int = 8, random: inout some RandomNumberGenerator
  ) throws -> EnrolmentCode {
    let known = try name.map { try device(named: $0, of: branch) }
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
        "INSERT INTO codes (hash, branch, role, expires_at, device) VALUES (?, ?, ?, ?, ?)",
        [hash(code: code.text), branch.rawValue, role.rawValue, code.expiresAt, known?.replica.data])
      try db.audit(
        "enrolment code made", "\(branch) \(role.rawValue)" + (known.map { " \($0.replica)" } ?? ""), at: now)
    }
    return code
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

  /// - Parameter replica: a device's id or an unambiguous beginning of it.
  private func device(named replica: String, of branch: BranchCode? = nil) throws -> Device {
    let found = try devices().filter {
      $0.replica.description.hasPrefix(replica.lowercased()) && (branch == nil || $0.branch == branch)
    }
    guard let device = found.first else { throw AdministrationFailure.unknownDevice(replica) }
    guard found.count == 1 else {
      throw AdministrationFailure.ambiguousDevice(found.map(\.replica.description))
    }
    return device
  }

  /// Takes a device's rights away, and those of the copies that go on under ids of their own: whoever has one
  /// of them had its token. What they sent stays.
  /// - Parameters:
  ///   - replica: its id or an unambiguous beginning of one.
  ///   - alone: leave its copies their rights.
  /// - Returns: the device, then its copies.
  package func revoke(_ replica: String, alone: Bool = false, now: Int64) throws -> [Device] {
    let all = try devices()
    let device = try device(named: replica)
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
    try translatingStoreErrors {
      try pool.write { db in
        let result = try body(db)
        try RowFaults.check()
        return result
      }
    }
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
func hash(code: String) -> Data {
  hash(secret: "enrolment code " + code.uppercased().filter { $0.isLetter || $0.isNumber })
}

extension Database {
  func device(_ rid: Int64) throws -> Device? {
    try row(
      "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.replica = ?",
      [rid]
    ).map(Device.init)
  }

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
