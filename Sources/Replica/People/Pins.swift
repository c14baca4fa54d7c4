package import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// Why nobody was let in, or no PIN was set.
package enum PinRefusal: Error, Sendable, Equatable {
  /// 4 to 12 digits.
  case malformed
  case wrong(triesLeft: Int)
  /// Too many tries failed; milliseconds since 1970.
  case locked(until: Int64)
  /// They have none on this device.
  case none
  case hasLeft
  /// Whoever sets a PIN for somebody else has to be allowed as much as they are.
  case notAllowed(needs: Role)
}

/// Signing in: who sits at a device that several people share. A PIN says so to this device alone; head office judges by the
/// device, and keeps who said it.
extension ReplicaStore {
  package static let triesBeforeLock = 5
  package static let lockMilliseconds: Int64 = 15 * 60_000

  /// Lets somebody in for a while. Who needs no PIN (branch staff without one) gives none.
  /// - Throws: `PinRefusal`.
  package func signIn(_ person: Person, pin: String?, minutes: Int) throws {
    guard !person.hasLeft else { throw PinRefusal.hasLeft }
    try checkPin(of: person, pin)
    try writing { db in
      let now = surroundings.wall()
      try db.setMeta(.actingPerson, person.id.data)
      try db.setMeta(.actingBoot, Data(surroundings.boot.bytes))
      try db.setMeta(.actingSince, now)
      try db.setMeta(.actingUntil, now + Int64(minutes) * 60_000)
    }
  }

  package func signOut() throws {
    try writing { db in try db.setMeta(.actingPerson, Data?.none) }
  }

  /// Sets somebody's PIN on this device. Who has none yet and is of branch staff, or where nobody has any, anybody may set
  /// it; later their old PIN is asked for, or somebody signed in who may do as much as they.
  /// - Throws: `PinRefusal`.
  package func setPin(of person: Person, to pin: String, old: String?) throws {
    guard !person.hasLeft else { throw PinRefusal.hasLeft }
    guard Self.isPin(pin) else { throw PinRefusal.malformed }
    let (hasOwn, isFirst, acting) = try read { reader in
      (
        try reader.db.pin(of: person) != nil, try !reader.db.hasPins(), reader.identity.acting
      )
    }
    if hasOwn, old != nil {
      try checkPin(of: person, old)
    } else if !isFirst, hasOwn || person.role != .branchStaff {
      guard acting.managesPeople, person.role.isWithin(acting) else {
        throw PinRefusal.notAllowed(needs: max(person.role, .dutyManager))
      }
    }
    var generator = surroundings.generator
    let hash = try PinHash(pin: pin, using: &generator)
    try writing { db in
      try db.run(
        """
        INSERT OR REPLACE INTO pins (person, salt, hash, rounds, set_at) VALUES (?, ?, ?, ?, ?)
        """,
        values: [
          .id(person.id), .blob(hash.salt), .blob(hash.hash), .integer(Int64(hash.rounds)),
          .integer(surroundings.wall()),
        ])
    }
  }

  private func checkPin(of person: Person, _ pin: String?) throws {
    let now = surroundings.wall()
    guard let kept = try read({ try $0.db.pin(of: person) }) else {
      let mayEnter = try person.role == .branchStaff || !read { try $0.db.hasPins() }
      guard mayEnter else { throw PinRefusal.none }
      return
    }
    guard kept.lockedUntil <= now || kept.lockedUntil > now + Self.lockMilliseconds * 1024 else {
      throw PinRefusal.locked(until: kept.lockedUntil)
    }
    // The try counts before it is made: nobody gets another by pulling the plug.
    let failed = kept.failed + 1
    let beyond = failed - Self.triesBeforeLock
    let lock = beyond < 0 ? 0 : now + Self.lockMilliseconds << min(beyond, 9)
    try writing { db in
      try db.run(
        "UPDATE pins SET failed = ?, locked_until = ? WHERE person = ?",
        values: [.integer(Int64(failed)), .integer(lock), .id(person.id)])
    }
    guard let pin, Self.isPin(pin), try kept.hash.matches(pin) else {
      if beyond >= 0 { throw PinRefusal.locked(until: lock) }
      throw PinRefusal.wrong(triesLeft: -beyond)
    }
    try writing { db in
      try db.run(
        "UPDATE pins SET failed = 0, locked_until = 0 WHERE person = ?", values: [.id(person.id)])
    }
  }

  package static func isPin(_ text: String) -> Bool {
    (4...12).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

private func max(_ a: Role, _ b: Role) -> Role { a.isWithin(b) ? b : a }

extension Database {
  struct KeptPin {
    let hash: PinHash
    let failed: Int
    let lockedUntil: Int64
  }

  /// Nil where somebody has none, or where head office has voided it since.
  func pin(of person: Person) throws -> KeptPin? {
    try first(
      "SELECT salt, hash, rounds, failed, locked_until FROM pins WHERE person = ? AND set_at >= ?",
      values: [.id(person.id), .integer(person.pinsVoid ?? 0)]
    ) { row in
      KeptPin(
        hash: PinHash(salt: row.bytes(0) ?? [], hash: row.bytes(1) ?? [], rounds: Int(row.integer(2))),
        failed: Int(row.integer(3)), lockedUntil: row.integer(4))
    }
  }

  /// Whether anybody has a PIN here: then nobody does more than branch staff without one.
  func hasPins() throws -> Bool {
    try first("SELECT 1 FROM pins LIMIT 1", values: []) { _ in true } ?? false
  }
}

extension ReplicaReader {
  /// Whether somebody has a PIN on this device that counts.
  package func hasPin(_ person: Person) throws -> Bool { try db.pin(of: person) != nil }
}

extension MetaKey<Data> {
  /// Who is signed in, and in which run of the machine.
  static var actingPerson: MetaKey<Data> { MetaKey("acting_person") }
  static var actingBoot: MetaKey<Data> { MetaKey("acting_boot") }
}

extension MetaKey<Int64> {
  /// Since and until when, by the wall clock, in milliseconds since 1970.
  static var actingSince: MetaKey<Int64> { MetaKey("acting_since") }
  static var actingUntil: MetaKey<Int64> { MetaKey("acting_until") }
}
