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
  /// Too many tries failed; for so many milliseconds more.
  case locked(for: Int64)
  /// They have none on this device.
  case none
  case hasLeft
  /// They are not of this device's branch.
  case elsewhere(branch: String)
  /// Whoever sets a PIN for somebody else has to be allowed as much as they are.
  case notAllowed(needs: Role)
  /// Nobody writes under the name of somebody who has a PIN here, but they.
  case signInFirst(name: String)
}

/// Signing in: who sits at a device that several people share. A PIN says so to this device alone; head office judges by the
/// device, and keeps who said it.
extension ReplicaStore {
  package static let triesBeforeLock = 5
  package static let lockMilliseconds: Int64 = 15 * 60_000

  /// Lets somebody in for a while. Who needs no PIN (branch staff without one) gives none.
  /// - Throws: `PinRefusal`.
  package func signIn(_ person: Person, pin: String?, minutes: Int) throws {
    try requirePresent(person)
    let hasPin = try checkPin(of: person, pin)
    try writing { db in
      let now = Int64(bitPattern: surroundings.monotonic())
      try db.setMeta(.actingPerson, person.id.data)
      try db.setMeta(.actingBoot, Data(surroundings.boot.bytes))
      try db.setMeta(.actingSince, now)
      try db.setMeta(.actingUntil, now + Int64(minutes) * 60_000)
      try db.setMeta(.actingByPin, hasPin ? 1 : 0)
      if hasPin, person.role != .branchStaff { try db.setMeta(.wasGuarded, 1) }
    }
  }

  package func signOut() throws {
    try writing { db in try db.endSession() }
  }

  /// Sets somebody's PIN on this device. While no PIN guards it, and for branch staff who have none, anybody may; else the old
  /// one is asked for, or somebody signed in who may do as much as they. Where nobody is left who could be, whose PIN was voided
  /// sets a new one, and head office hears of it.
  /// - Throws: `PinRefusal`.
  package func setPin(of person: Person, to pin: String, old: String?) throws {
    try requirePresent(person)
    guard Self.isPin(pin) else { throw PinRefusal.malformed }
    if try read({ try $0.hasPin(person) }), old != nil {
      try checkPin(of: person, old)
    } else {
      try requirePinSetting(of: person)
    }
    if try read({ try $0.mayRenewPin(of: person) }) {
      // Before it counts: then nobody but they could write it.
      try write(author: person.name) { try $0.noteRenewedPin(of: person) }
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
          // Later than what voids those before it, whatever the clock shows.
          .integer(max(surroundings.wall(), (person.pinsVoid ?? 0) + 1)),
        ])
      if person.role != .branchStaff { try db.setMeta(.wasGuarded, 1) }
      // Whoever came in before by this person's name came in otherwise.
      if try db.meta(.actingPerson) == person.id.data { try db.endSession() }
    }
  }

  /// Whether whoever acts may set somebody's PIN without the old one.
  /// - Throws: `PinRefusal`.
  package func requirePinSetting(of person: Person) throws {
    try requirePresent(person)
    let (hasOwn, isGuarded, renews, acting) = try read { reader in
      (
        try reader.hasPin(person), try reader.db.isGuarded(branch: reader.identity.branch),
        try reader.mayRenewPin(of: person), reader.identity.acting
      )
    }
    guard !renews, hasOwn || isGuarded && person.role != .branchStaff else { return }
    let isManager = acting.managesPeople && person.role.isWithin(acting)
    guard isManager, isGuarded || person.role == .branchStaff else {
      throw PinRefusal.notAllowed(needs: max(person.role, .dutyManager))
    }
  }

  private func requirePresent(_ person: Person) throws {
    guard !person.hasLeft else { throw PinRefusal.hasLeft }
    let branch = try read { $0.identity.branch.rawValue }
    guard person.branch == branch else { throw PinRefusal.elsewhere(branch: person.branch) }
  }

  /// - Returns: whether they have one.
  @discardableResult
  private func checkPin(of person: Person, _ pin: String?) throws -> Bool {
    let now = Int64(bitPattern: surroundings.monotonic())
    // The try counts before it is made, and with the look at the count: nobody gets another by pulling the plug, or by
    // trying many at once.
    let tried = try writing { db -> (kept: Database.KeptPin, locked: Int64?)? in
      guard let kept = try db.pin(of: person) else { return nil }
      let left = kept.lockLeft(at: now, boot: surroundings.boot)
      guard left <= 0 else { return (kept, left) }
      let failed = kept.failed + 1
      let beyond = failed - Self.triesBeforeLock
      let lock = beyond < 0 ? 0 : Self.lockMilliseconds << min(beyond, 9)
      try db.run(
        "UPDATE pins SET failed = ?, locked_until = ?, locked_boot = ? WHERE person = ?",
        values: [
          .integer(Int64(failed)), .integer(lock > 0 ? now + lock : 0), .blob(surroundings.boot.bytes),
          .id(person.id),
        ])
      return (kept, nil)
    }
    guard let (kept, locked) = tried else {
      let isGuarded = try read { try $0.db.isGuarded(branch: $0.identity.branch) }
      guard person.role == .branchStaff || !isGuarded else { throw PinRefusal.none }
      return false
    }
    if let locked { throw PinRefusal.locked(for: locked) }
    guard let pin, Self.isPin(pin), try kept.hash.matches(pin) else {
      let beyond = kept.failed + 1 - Self.triesBeforeLock
      throw beyond < 0
        ? PinRefusal.wrong(triesLeft: -beyond) : .locked(for: Self.lockMilliseconds << min(beyond, 9))
    }
    try writing { db in
      try db.run(
        "UPDATE pins SET failed = 0, locked_until = 0 WHERE person = ?", values: [.id(person.id)])
    }
    return true
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
    let lockedBoot: [UInt8]

    /// Milliseconds. After a restart as long again as it lasts then.
    func lockLeft(at now: Int64, boot: Identifier) -> Int64 {
      guard lockedUntil > 0, failed >= ReplicaStore.triesBeforeLock else { return 0 }
      if lockedBoot == boot.bytes { return lockedUntil - now }
      return ReplicaStore.lockMilliseconds << min(failed - ReplicaStore.triesBeforeLock, 9) - now
    }
  }

  /// Nil where somebody has none, or where it was voided since.
  func pin(of person: Person) throws -> KeptPin? {
    try first(
      "SELECT salt, hash, rounds, failed, locked_until, locked_boot FROM pins WHERE person = ? AND set_at > ?",
      values: [.id(person.id), .integer(person.pinsVoid ?? 0)]
    ) { row in
      KeptPin(
        hash: PinHash(salt: row.bytes(0) ?? [], hash: row.bytes(1) ?? [], rounds: Int(row.integer(2))),
        failed: Int(row.integer(3)), lockedUntil: row.integer(4), lockedBoot: row.bytes(5) ?? [])
    }
  }

  func endSession() throws {
    try setMeta(.actingPerson, Data?.none)
    try setMeta(.actingByPin, 0)
  }

  /// The rows of the PINs, to be kept where another store takes this one's place.
  func pinRows() throws -> [[SQLValue]] {
    try map(
      "SELECT person, salt, hash, rounds, set_at, failed, locked_until, locked_boot FROM pins", values: []
    ) { row in
      [0, 1, 2].map { .blob(row.bytes($0)) } + [3, 4, 5, 6].map { .integer(row.integer($0)) } + [
        .blob(row.bytes(7))
      ]
    }
  }

  /// Tries that failed are not undone by a backup that is put back, and nobody is signed in by one.
  func keepPins(_ rows: [[SQLValue]], wasGuarded: Bool) throws {
    try endSession()
    if wasGuarded { try setMeta(.wasGuarded, 1) }
    for values in rows {
      try run(
        """
        INSERT OR REPLACE INTO pins (person, salt, hash, rounds, set_at, failed, locked_until, locked_boot)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, values: values)
    }
  }
}

extension ReplicaReader {
  /// Whether somebody has a PIN on this device that counts.
  package func hasPin(_ person: Person) throws -> Bool { try db.pin(of: person) != nil }

  /// Whether somebody may set a new PIN here though nobody lets them: see `Database.mayRenewPin`.
  package func mayRenewPin(of person: Person) throws -> Bool {
    try db.mayRenewPin(of: person, branch: identity.branch)
  }
}

extension MetaKey<Data> {
  /// Who is signed in, and in which run of the machine.
  static var actingPerson: MetaKey<Data> { MetaKey("acting_person") }
  static var actingBoot: MetaKey<Data> { MetaKey("acting_boot") }
}

extension MetaKey<Int64> {
  /// Since and until when, in milliseconds since the start of the machine.
  static var actingSince: MetaKey<Int64> { MetaKey("acting_since") }
  static var actingUntil: MetaKey<Int64> { MetaKey("acting_until") }
  /// 1: by a PIN.
  static var actingByPin: MetaKey<Int64> { MetaKey("acting_by_pin") }
  /// 1: somebody above branch staff has had a PIN here.
  static var wasGuarded: MetaKey<Int64> { MetaKey("pin_guarded") }
}
