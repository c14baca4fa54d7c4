/// What may happen in a run. Seeds draw from it.
package struct Repertoire: OptionSet, Codable, Hashable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Lost, late, doubled and cut messages, refusals on the way.
  package static let network = Repertoire(rawValue: 1 << 0)
  package static let crashes = Repertoire(rawValue: 1 << 1)
  package static let fullDisks = Repertoire(rawValue: 1 << 2)
  /// Clocks within the tolerance, and slow ones.
  package static let clocks = Repertoire(rawValue: 1 << 3)
  /// Fields, terms, value types and kinds of a newer version.
  package static let newer = Repertoire(rawValue: 1 << 4)
  /// Clocks that are seconds to years ahead.
  package static let farClocks = Repertoire(rawValue: 1 << 5)
  /// Stores that are restored from a copy, and copies that run beside the original.
  package static let copies = Repertoire(rawValue: 1 << 6)
  /// Head office restored from a copy.
  package static let officeCopies = Repertoire(rawValue: 1 << 7)
  /// Devices revoked and enrolled again.
  package static let revocations = Repertoire(rawValue: 1 << 8)

  /// Cases that are given to other branches.
  package static let transfers = Repertoire(rawValue: 1 << 9)
  /// Devices whose role changes, so that head office puts changes of theirs into quarantine.
  package static let roles = Repertoire(rawValue: 1 << 10)
  package static let erasures = Repertoire(rawValue: 1 << 11)
  /// The exchange by file.
  package static let bundles = Repertoire(rawValue: 1 << 12)
  /// Devices that die for good, and new ones that join a branch late.
  package static let turnover = Repertoire(rawValue: 1 << 13)
  /// Devices with a real token and a program of somebody's own.
  package static let hostile = Repertoire(rawValue: 1 << 14)

  /// Restorations in the middle of something else, among three branches.
  package static let stories = Repertoire(rawValue: 1 << 15)

  /// Numbers given twice: a device and head office are both put back, in the order that hurts. Asked for by name: not
  /// every run of it comes out as the laws say yet.
  package static let fires = Repertoire(rawValue: 1 << 16)

  /// What is said of employees, which devices of branch staff never hold. Asked for by name, so that the seeds without it
  /// stay what they were.
  package static let remarks = Repertoire(rawValue: 1 << 17)

  /// Who works at the branches, tasks, and the terms of head office. Asked for by name as well.
  package static let office = Repertoire(rawValue: 1 << 18)

  /// Manuscripts, what head office publishes of them, whether it helped, and what is to be learnt. Asked for by name, too.
  package static let knowledge = Repertoire(rawValue: 1 << 19)

  /// Cases that are linked and merged, and taken apart again. By name as well.
  package static let links = Repertoire(rawValue: 1 << 20)

  /// What a seed has only now and then: each of these changes what all others meet.
  static let grave: [Repertoire] = [
    .farClocks, .copies, .officeCopies, .revocations, .transfers, .roles, .erasures, .bundles,
    .turnover, .hostile,
  ]

  private static let names: [String: Repertoire] = [
    "standard": .standard, "everything": .everything, "network": .network, "crashes": .crashes,
    "disks": .fullDisks, "clocks": .clocks, "newer": .newer, "far-clocks": .farClocks, "copies": .copies,
    "office-copies": .officeCopies, "revocations": .revocations, "transfers": .transfers, "roles": .roles,
    "erasures": .erasures, "bundles": .bundles, "turnover": .turnover, "hostile": .hostile,
    "stories": .stories, "fires": .fires, "remarks": .remarks,
    "office": .office, "knowledge": .knowledge, "links": .links,
  ]

  /// - Parameter names: with commas between.
  package init?(named names: String) {
    self = []
    for name in names.split(separator: ",") {
      guard let one = Self.names[String(name)] else { return nil }
      formUnion(one)
    }
  }

  /// Faults that any shop has every week.
  package static let standard: Repertoire = [.network, .crashes, .fullDisks, .clocks, .newer]
  package static let everything: Repertoire = [
    .standard, .farClocks, .copies, .officeCopies, .revocations, .transfers, .roles, .erasures, .bundles,
    .turnover, .hostile, .stories,
  ]
}

extension Scenario {
  /// The kinds of steps.
  enum Kind: CaseIterable {
    case create, importRow, edit, tag, note, withdraw, delete, restore, resolve, read, decide, open, save,
      newer, work
    case sync, enrol, late, crash, crashAt, reboot, clock, diskFull, diskFree
    case officeCrash, officeDisk, officeFree, copy, officeCopy, revoke
    case transfer, erase, quarantine, role, officeQuarantine, bundle
    case ticket, dies, newDevice
    case hostile
    case draft, keptText, signal
    case remark, outcome
    case person, editPerson, task, publish
    case manuscript, knowledge, published, course, attendance
    case link, unlink
    case notice

    /// What it came with, later than the others: where that is left out it draws nothing, so that the seeds without it stay
    /// what they were.
    var later: Repertoire? {
      switch self {
      case .hostile: .hostile
      case .remark, .outcome: .remarks
      case .person, .editPerson, .task, .publish: .office
      case .manuscript, .knowledge, .published, .course, .attendance, .notice: .knowledge
      case .link, .unlink: .links
      default: nil
      }
    }
  }
}
