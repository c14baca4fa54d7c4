import Complaints
import Versioning

/// What a hostile device of a branch does, with a real token and a program of its own: it enrols like any other,
/// and all that it sends is made by hand. Each act is one request.
///
/// Whatever it does within its scope and its role is a deed like any other, in sight of what its bases name, as far
/// as that exists. Whatever else it does has to have no effect, on nobody.
package enum HostileAct: Codable, Hashable, Sendable {
  /// Writes to a case and says that it saw what is there, and so many versions that another device is yet to make.
  case foreignFuture(case: Int, victim: Int, count: Int, [Typed])
  /// The same of its own versions to come; where their number is odd, of this one too.
  case ownFuture(case: Int, count: Int, Typed)
  /// Says that it saw versions of a replica that nobody has.
  case strangers(case: Int, Typed)
  /// Says that it saw, in one case, versions of another.
  case otherRecord(case: Int, other: Int, Typed)
  /// Deletes a case in sight of what is there and of what another device is yet to write.
  case futureSight(case: Int, victim: Int, count: Int)
  /// Approves as what it is not.
  case approval(case: Int, role: Int)
  /// Writes in the name of another branch.
  case borrowedName(case: Int, Typed)
  /// Writes to a case of another branch, or adds a note to it.
  case foreignCase(case: Int, Typed)
  case foreignChild(case: Int)
  /// Stamps itself so many milliseconds ahead, with any wall clock.
  case absurdTime(case: Int, Typed, ahead: Int64, wall: Int64)
  /// Makes a record of some kind under an id that is kept for what head office publishes.
  case squat(key: Int, kind: Int)
  /// What it may do: an edit in sight of what is shown, or of nothing.
  case edit(case: Int, Typed, sees: Bool)
  /// Writes a value that has not its field's form.
  case misshapen(case: Int, Typed)
  /// Leaves one value where heads differ, whatever its role.
  case settle(case: Int, Typed)
  /// Lays down who works at its branch, or at another one.
  case person(elsewhere: Bool)
  /// Says that a case of its branch is the same complaint as another one, of any branch.
  case link(case: Int, to: Int)
  /// Makes a term of head office's, where all have it or where it may write.
  case term(key: Int, shared: Bool)
  /// Gives a person a role that may do more than its own.
  case giveRole(person: Int, role: Int)
  /// Leaves one role where those that differ have such a one among them.
  case settleRole(person: Int)
  /// Forges something of a manuscript, or of what was said of what is published.
  case knowledge(label: Int, KnowledgeForgery)
  /// Asks for numbers to be judged again and to be dropped: its own, others, none that there are, repeated.
  case wishes(retries: [UInt64], discards: [UInt64])
}

/// What no device of a branch may do to the knowledge base.
package enum KnowledgeForgery: String, Codable, Hashable, Sendable, CaseIterable {
  case published, returned
  case manuscriptForAll, helpfulForAll
  case article
  case helpfulAgain
  case course
  case attendanceForAll, attendanceAgain
  case notice, acknowledgementForAll, acknowledgementElsewhere
}

extension HostileAct {
  /// Draws one that has to do with no case.
  static func ofOffice(_ random: inout Seeded, people: [Int]) -> HostileAct {
    if let person = random.pick(people), random.chance(50) {
      return random.chance(60)
        ? .giveRole(person: person, role: random.below(3)) : .settleRole(person: person)
    }
    return random.chance(60)
      ? .person(elsewhere: random.chance(50)) : .term(key: random.below(3), shared: random.chance(50))
  }

  /// Draws one.
  static func draw(
    _ random: inout Seeded, case label: Int, other: Int, devices: Int, typed: () -> Typed
  ) -> HostileAct {
    let victim = random.below(devices)
    let count = 1 + random.below(40)
    switch random.below(18) {
    case 3: return .misshapen(case: label, typed())
    case 0, 1, 2: return .foreignFuture(case: label, victim: victim, count: count, [typed()])
    case 4: return .ownFuture(case: label, count: 1 + random.below(4), typed())
    case 5: return .strangers(case: label, typed())
    case 6: return .otherRecord(case: label, other: other, typed())
    case 7: return .futureSight(case: label, victim: victim, count: count)
    case 8: return .approval(case: label, role: random.below(6))
    case 9: return .borrowedName(case: label, typed())
    case 10: return .foreignCase(case: label, typed())
    case 11: return .foreignChild(case: label)
    case 12:
      let spans: [Int64] = [119_000, 121_000, 86_400_000, -86_400_000, 1 << 50]
      return .absurdTime(
        case: label, typed(), ahead: random.pick(spans) ?? 0,
        wall: random.pick([0, -1, .max, .min, 1_795_305_600_000]) ?? 0)
    case 13: return .edit(case: label, typed(), sees: random.chance(60))
    case 14: return .settle(case: label, typed())
    case 15: return .squat(key: random.below(3), kind: random.below(4))
    default:
      func numbers(_ random: inout Seeded) -> [UInt64] {
        (0..<random.below(5)).map { _ in
          random.chance(10)
            ? random.pick([0, 1 << 40, UInt64(Int64.max), .max]) ?? 0 : UInt64(1 + random.below(9))
        }
      }
      let retries = numbers(&random)
      return .wishes(retries: retries, discards: numbers(&random))
    }
  }
}
