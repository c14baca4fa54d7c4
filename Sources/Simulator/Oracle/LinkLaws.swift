import CaseIndex
import Complaints
import RecordStore
import Replica
import Versioning

/// Cases that are one complaint, and the one that stands for them.
struct SameComplaint: Hashable, Sendable {
  let cases: Set<RecordID>
  let standing: RecordID?
}

extension Oracle {
  /// The case to which a change links another one.
  static func linked(by change: Change) -> RecordID? {
    guard change.kind == .link, case .text(let id)? = change.write(to: FieldID(LinkField.other.number))?.value
    else { return nil }
    return RecordID(text: id)
  }

  /// The case to which a link goes that a change makes, or ends.
  func linked(by change: Change) -> RecordID? {
    guard change.kind == .link else { return nil }
    return Self.linked(by: change)
      ?? deeds.lazy.filter { $0.record == change.record }.compactMap(Self.linked(by:)).first
  }

  private static func linked(by deed: Deed) -> RecordID? {
    guard deed.kind == .link, case .text(let id)? = deed.writes[FieldID(LinkField.other.number)]?.value else {
      return nil
    }
    return RecordID(text: id)
  }

  /// Cases of two branches are linked, and the link ended, by those who see every branch.
  /// - Parameters:
  ///   - known: to which case the link goes, where the change does not say it.
  ///   - scope: where a case is, as its author knew it.
  static func mayLink(
    _ change: Change, _ role: Role, of branch: String, to known: RecordID? = nil,
    scope: (RecordID) -> String?
  ) -> Bool {
    guard let other = linked(by: change) ?? known else { return true }
    return branch == "HQ" && [.admin, .headOffice].contains(role) || scope(other) == scope(change.aggregate)
  }

  /// Whether a change links a case that head office has, and that never was where its author may write, or ends that.
  func linksForeign(_ change: Change, by branch: String) -> Bool {
    guard let other = linked(by: change), let place = places[other],
      standing[other]?.isEmpty == false
    else { return false }
    return place.scope != branch && !place.former.contains(branch)
  }

  /// Whether head office may hold that a deed links a case of another branch: where it is now, it is none of its author's.
  func mayLinkElsewhere(_ deed: Deed, isOfficeRestored: Bool) -> Bool {
    if let claim = claims[deed.id] {
      guard let other = linked(by: claim.change) else { return false }
      return hasMoved(other) || places[other].map { $0.scope != claim.branch } ?? false
    }
    // To whoever is honest that happens only where head office was put back, and is told of transfers in another order.
    guard isOfficeRestored, deed.kind == .link,
      let other = deeds.lazy.filter({ $0.record == deed.record }).compactMap(Self.linked(by:)).first
    else { return false }
    return hasMoved(other)
  }

  /// Which of the cases that somebody holds are one complaint, by all links there, each word for itself.
  func complaints(in holding: Holding) -> Set<SameComplaint> {
    func value(_ held: Held, _ field: FieldDefinition) -> Value {
      held.expected[FieldID(field.number)]?.value ?? .none
    }
    var said: [(duplicate: RecordID, of: RecordID)] = []
    for held in holding.records.values where held.kind == .link && holding.records[held.aggregate] != nil {
      guard value(held, LinkField.kind) == .text("duplicate_of"), value(held, LinkField.ended) != .flag(true),
        case .text(let id) = value(held, LinkField.other), let other = RecordID(text: id)
      else { continue }
      said.append((held.aggregate, other))
    }
    var groups: [Set<RecordID>] = []
    for word in said {
      let both: Set = [word.duplicate, word.of]
      let joined = groups.filter { !$0.isDisjoint(with: both) }
      groups = groups.filter { $0.isDisjoint(with: both) } + [joined.reduce(both) { $0.union($1) }]
    }
    let called = Set(said.map(\.duplicate))
    return Set(
      groups.map { cases in
        let left = cases.filter { id in
          holding.records[id].map { presence(of: $0, children: holding.children(of: id)) } != .deleted
        }
        return SameComplaint(cases: cases, standing: left.subtracting(called).min() ?? left.min())
      })
  }
}

extension World {
  /// Each store tells which cases are one complaint by the links that it holds, and wherever all of them are, it is told
  /// in the same way.
  /// - Parameter settled: the cases of each device of which it shows nothing of its own.
  func checkComplaints(settled: [Int: Set<RecordID>]) throws {
    var told: [(place: String, cases: Set<RecordID>, all: Set<SameComplaint>)] = []
    for (index, cases) in settled.sorted(by: { $0.key < $1.key }) {
      let device = devices[index]
      let shown = try device.store.read { reader in
        Set(
          try Duplicates(reader.db).groups.groups.map {
            SameComplaint(cases: Set($0.members), standing: $0.survivor)
          })
      }
      let expected = oracle.complaints(in: device.held)
      guard shown == expected else {
        throw Violation(
          .derivedIsTheSame, "\(device.name) takes for one complaint \(shown), and its links say \(expected)")
      }
      for other in told {
        try Self.areSame(shown, device.name, other.all, other.place, where: cases.intersection(other.cases))
      }
      told.append((device.name, cases, shown))
    }
  }

  /// - Parameter cases: what both hold, and nothing else of it.
  private static func areSame(
    _ mine: Set<SameComplaint>, _ place: String, _ theirs: Set<SameComplaint>, _ other: String,
    where cases: Set<RecordID>
  ) throws {
    func held(_ all: Set<SameComplaint>) -> Set<SameComplaint> { all.filter { $0.cases.isSubset(of: cases) } }
    for one in held(mine).symmetricDifference(held(theirs)) {
      // Of one that is larger elsewhere, by a case that only one of the two has, nothing can be said.
      let isLarger = mine.union(theirs).contains {
        !$0.cases.isDisjoint(with: one.cases) && !$0.cases.isSubset(of: cases)
      }
      guard isLarger else {
        throw Violation(.derivedIsTheSame, "\(place) and \(other) do not both take for one complaint \(one)")
      }
    }
  }
}
