import CaseIndex
import Complaints
import GRDB
import RecordStore
import Versioning

extension Database {
  /// Who is signed in now; nil: nobody. A clock that was set back, or a restart, ends it.
  func signedIn(at surroundings: Surroundings) throws -> Person? {
    guard let bytes = try meta(.actingPerson), let id = RecordID(bytes: Array(bytes)) else { return nil }
    let now = surroundings.wall()
    guard try meta(.actingBoot).map(Array.init) == surroundings.boot.bytes,
      let since = try meta(.actingSince), let until = try meta(.actingUntil), since <= now, now < until,
      let row = try record(id), let state = try row.decoded(), let scope = try scopeCode(row.scope),
      let person = Person(state, branch: scope), !person.hasLeft
    else { return nil }
    return person
  }

  /// The identity with who acts: whoever is signed in, as far as the device goes. Where people have PINs here, nobody else
  /// does more than branch staff.
  /// - Parameter author: who is said to write; nil: whoever is signed in.
  func identity(acting author: String?, at surroundings: Surroundings) throws -> ReplicaIdentity {
    var identity = try identity()
    let person = try signedIn(at: surroundings)
    if let person {
      identity.author = person.name
      identity.person = person
    }
    if let person, author.map(person.isCalled) ?? true {
      identity.acting = person.role.bounded(by: identity.role)
    } else if try hasPins() {
      identity.acting = Role.branchStaff.bounded(by: identity.role)
    }
    return identity
  }
}
