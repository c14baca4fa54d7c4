import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

extension Database {
  /// Who is signed in now; nil: nobody. Its minutes are counted by the clock that nobody sets, and a restart ends it.
  func signedIn(at surroundings: Surroundings) throws -> (person: Person, isByPin: Bool)? {
    guard let bytes = try meta(.actingPerson), let id = RecordID(bytes: Array(bytes)) else { return nil }
    let now = Int64(bitPattern: surroundings.monotonic())
    guard try meta(.actingBoot).map(Array.init) == surroundings.boot.bytes,
      let since = try meta(.actingSince), let until = try meta(.actingUntil), since <= now, now < until,
      let person = try person(id), !person.hasLeft
    else { return nil }
    // Whoever came in by a PIN that counts no more is out.
    let isByPin = try meta(.actingByPin) == 1
    if isByPin, try pin(of: person) == nil { return nil }
    return (person, isByPin)
  }

  func person(_ id: RecordID) throws -> Person? {
    guard let row = try record(id), let state = try row.decoded(), let scope = try scopeCode(row.scope) else {
      return nil
    }
    return Person(state, branch: scope)
  }

  /// The identity with who acts: whoever is signed in, as far as the device goes. Where somebody has a PIN here, nobody
  /// does more than branch staff without one.
  /// - Parameter author: who is said to write; nil: whoever is signed in.
  func identity(acting author: String?, at surroundings: Surroundings) throws -> ReplicaIdentity {
    var identity = try identity()
    let signedIn = try signedIn(at: surroundings)
    let isGuarded = try isGuarded(branch: identity.branch)
    if let signedIn {
      identity.author = signedIn.person.name
      identity.person = signedIn.person
    }
    if let (person, isByPin) = signedIn, author.map(person.isCalled) ?? true, isByPin || !isGuarded {
      identity.acting = person.role.bounded(by: identity.role)
    } else if isGuarded {
      identity.acting = Role.branchStaff.bounded(by: identity.role)
    }
    return identity
  }

  /// Whether it takes a PIN here to do more than branch staff: somebody who may do more has one that counts, or had. Once there
  /// was one the device never opens by itself, whatever becomes of that PIN and its owner (`mayRenewPin`). A clerk's guards
  /// nothing.
  func isGuarded(branch: BranchCode) throws -> Bool {
    try meta(.wasGuarded) == 1 || hasGuard(branch: branch)
  }

  /// Whether a PIN that counts is here of somebody who may do more than branch staff: not of who has left, of another branch's,
  /// one that was voided, or a clerk's.
  func hasGuard(branch: BranchCode) throws -> Bool {
    try map("SELECT person FROM pins", values: []) { $0.identifier(0) }.contains { id in
      guard let person = try id.flatMap({ try person($0) }) else { return false }
      return try person.branch == branch.rawValue && !person.hasLeft && person.role != .branchStaff
        && pin(of: person) != nil
    }
  }

  /// Whether somebody may set their PIN though nobody lets them: no PIN of anybody above branch staff counts here any more, and
  /// theirs was voided by whoever may, or their role given since. That is head office's word, or a manager's.
  func mayRenewPin(of person: Person, branch: BranchCode) throws -> Bool {
    guard person.role != .branchStaff, !person.hasLeft, person.branch == branch.rawValue,
      person.pinsVoid != nil
    else { return false }
    return try isGuarded(branch: branch) && !hasGuard(branch: branch)
  }
}
