package import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

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
        "INSERT INTO branches (code, name, created_at) VALUES (?, ?, ?)",
        values: [.text(code.rawValue), .text(name.map(StoredForm.label)), .integer(now)])
      for scope in [Scope.branch(code), .managers(of: code)] { _ = try db.scope(making: scope.code) }
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
  ///   - device: the id, or an unambiguous beginning of it, of the enrolled device that it is for, or of a revoked one
  ///     of any branch; nil: for one that is new, or can show the token that it has.
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
      try db.run("DELETE FROM codes WHERE expires_at < ?", values: [.integer(now)])
      try db.run(
        "INSERT INTO codes (hash, branch, role, expires_at, device) VALUES (?, ?, ?, ?, ?)",
        values: [
          .blob(Array(hash(code: code.text))), .text(branch.rawValue), .text(role.rawValue),
          .integer(code.expiresAt), .blob(known?.replica.bytes),
        ])
      try db.audit(
        "enrolment code made", "\(branch) \(role.rawValue)" + (known.map { " \($0.replica)" } ?? ""), at: now)
    }
    return code
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
    let named = try devices().filter { $0.replica.description.hasPrefix(replica.lowercased()) }
    let ofBranch = named.filter { branch == nil || $0.branch == branch }
    let found = ofBranch.isEmpty ? named.filter { $0.revokedAt != nil } : ofBranch
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
          "UPDATE devices SET revoked_at = ? WHERE replica = ? AND revoked_at IS NULL",
          values: [.integer(now), .integer(device.rid)])
        // Or it could trade the code that it came with once more, as after a lost answer.
        try db.run("DELETE FROM codes WHERE used_by = ?", values: [.id(device.replica)])
        try db.audit("device revoked", device.replica.description, at: now)
      }
    }
    return revoked
  }
}

extension Database {
  /// Tells a device who it is, and which tags others of its branch have.
  func describe(_ rid: Int64, in response: inout EnrolResponse) throws {
    guard let device = try device(rid) else { return }
    response.branch = device.branch.rawValue
    response.branchName =
      try value("SELECT name FROM branches WHERE code = ?", [device.branch.rawValue]) ?? ""
    response.role = device.role.rawValue
    response.tagsTaken = try rows(
      "SELECT DISTINCT tag FROM devices WHERE branch = ? AND replica <> ? ORDER BY tag",
      [device.branch.rawValue, rid]
    ).map { $0[0] }
  }
}
