import Complaints
import Versioning

/// The model that the product is held against: the whole history, with the true sight of every author.
///
/// Naive on purpose: nothing is thrown away, nothing is merged step by step. What a field should be is worked
/// out anew from all versions that were ever written to it. It shares no merging code with the product, and
/// never asks a state or a base what they say about sight.
struct Oracle: Sendable {
  private(set) var deeds: [Deed] = []
  private var bySalt: [UInt64: DeedID] = [:]
  /// The replicas of hostile devices.
  private(set) var hostile: Set<ReplicaID> = []
  /// Forged changes that head office does not have.
  private(set) var claims: [DeedID: Claim] = [:]
  /// The last forged change under each dot.
  private(set) var forgeries: [Dot: DeedID] = [:]
  /// The deeds of the changes that head office has in its log.
  private(set) var accepted: [Dot: DeedID] = [:]
  /// What dots ever meant.
  private(set) var meant = Meanings()
  /// The stamps with which head office took them.
  private(set) var acceptedStamps: [DeedID: Set<HybridTime>] = [:]
  /// Where each case is, by the order in which head office took what was done.
  var places: [RecordID: Place] = [:]
  /// The cases that came with transfers which head office has not written yet.
  var undecided: Set<RecordID> = []
  var branches: Set<String> = []
  /// What reached head office's log without its personal values: they were erased while it stood in quarantine.
  private(set) var emptied: Set<DeedID> = []
  /// The customers whose erasure head office has been asked for.
  var erasedCustomers: Set<String> = []
  /// The cases that such an erasure takes.
  var due = DueErasures()
  /// What head office has of each record.
  private(set) var standing: [RecordID: Set<DeedID>] = [:]
  /// What head office published and lost when it was restored. Those who may publish bring it back; until then the branches
  /// go by head office's word.
  private(set) var lostPublications: Set<DeedID> = []
  /// Forged changes for which an administrator answered.
  private(set) var warranted: Set<DeedID> = []
  /// Which stores are one: a store, what was put back in its place, and its copies; by all ids that they had.
  var lines: [ReplicaID: Int] = [:]
  /// Of these head office changed the role.
  var reassigned: Set<Int> = []
  /// Of these head office may hold that they saw what they did not: an answer was lost, read late or read by another
  /// copy, or they were enrolled again.
  var uninformed: Set<Int> = []
  /// Written while a sync of their store was under way: what it brought their author may not have seen, and head office
  /// holds that he did.
  var writtenMeanwhile: Set<DeedID> = []

  /// How an author's command used what it saw.
  enum Intent: Sendable {
    /// Replaces the value shown, and only that.
    case ordinary
    /// Decides on one field of one record: replaces all heads shown there.
    case decision(RecordID, FieldID)
  }

  func deed(salt: UInt64) -> DeedID? { bySalt[salt] }

  /// A change as its author wrote it: with the values that were erased since. Nil where there are none.
  func unerased(_ change: Change) -> Change? {
    guard let id = deed(salt: change.salt) else { return nil }
    let writes = change.writes.map { write -> FieldWrite in
      let own = claims[id]?.change.write(to: write.field)?.value ?? deeds[id].writes[write.field]?.value
      guard let own, write.value == .none, isPersonal(write.field, of: change.kind) else { return write }
      return FieldWrite(write.field, own, base: write.base)
    }
    guard writes.map(\.value) != change.writes.map(\.value) else { return nil }
    return Change(
      dot: change.dot, record: change.record, kind: change.kind, aggregate: change.aggregate,
      scope: change.scope, author: change.author, group: change.group, salt: change.salt, writes: writes,
      times: change.times)
  }

  /// Remembers a change that a command saved.
  /// - Parameter view: what its author's store held, record by record, when the command began.
  /// - Parameter group: the deeds of the same act so far, which a deletion knows of.
  mutating func remember(
    _ change: Change, device: Int, event: Int, madeAt: Int64, seenStamp: Int64, isCovered: Bool,
    clockSaid: Int64? = nil, intent: Intent, isReported: Bool, line: Int = 0, mayDecide: Bool = false,
    view: (RecordID) -> Held?, aggregate: Set<DeedID>
  ) -> DeedID {
    if let known = bySalt[change.salt] { return known }
    let id = deeds.count
    let held = view(change.record)
    var writes: [FieldID: Deed.Write] = [:]
    for write in change.writes {
      let direct = replaced(by: write.field, of: change, intent, held)
      func standing(for direct: [DeedID]) -> Set<DeedID> {
        direct.reduce(into: Set(direct)) { $0.formUnion(deeds[$1].writes[write.field]?.passesOn ?? []) }
      }
      func standingItself(for direct: [DeedID]) -> Set<DeedID> {
        direct.filter { acceptedStamps[$0] == nil }.reduce(into: Set(direct)) {
          $0.formUnion(deeds[$1].writes[write.field]?.passesOnItself ?? [])
        }
      }
      func shown(_ id: DeedID) -> Value {
        value(of: id, write.field, erased: held?.erased ?? [], emptied: held?.emptied ?? [])
      }
      func holds(_ id: DeedID, _ value: Value) -> Bool { isSame(shown(id), value) }
      let first = direct.first.map(shown) ?? .none
      let isDecision = direct.contains { !holds($0, first) }
      let passed = isDecision ? direct.filter { holds($0, write.value) } : direct
      writes[write.field] = Deed.Write(
        value: write.value, replaces: standing(for: direct), passesOn: standing(for: passed),
        replacesItself: standingItself(for: direct), passesOnItself: standingItself(for: passed))
    }
    deeds.append(
      Deed(
        id: id, salt: change.salt, record: change.record, kind: change.kind, aggregate: change.aggregate,
        scope: change.scope, author: change.author, content: ContentHash(content: change.encodedContent()),
        writes: writes,
        sight: aggregate, device: device, event: event, madeAt: madeAt, seenStamp: seenStamp,
        isCovered: isCovered, clockSaid: clockSaid, line: line, mayDecide: mayDecide,
        isReported: isReported))
    bySalt[change.salt] = id
    return id
  }

  /// The versions that a write replaces in its author's own mind.
  private func replaced(
    by field: FieldID, of change: Change, _ intent: Intent, _ held: Held?
  ) -> [DeedID] {
    guard let shown = held?.expected[field] else { return [] }
    // Who deletes or restores decides on whatever deletions there are.
    let isDeletion = change.kind == .case && field == FieldID(CaseField.deleted.number)
    if isDeletion { return shown.heads }
    if case .decision(let record, let decided) = intent, record == change.record, decided == field {
      return shown.heads
    }
    let (erased, emptied) = (held?.erased ?? [], held?.emptied ?? [])
    return shown.heads.filter {
      isSame(value(of: $0, field, erased: erased, emptied: emptied), shown.value)
    }
  }

  /// Remembers a change that a hostile device made by hand: a deed once head office takes it, in sight of what it
  /// claims, as far as that is there then. Until then it has no effect.
  mutating func rememberForgery(
    _ change: Change, _ act: HostileAct, by device: HostileDevice, event: Int, madeAt: Int64
  ) {
    let id = deeds.count
    deeds.append(
      Deed(
        id: id, salt: change.salt, record: change.record, kind: change.kind, aggregate: change.aggregate,
        scope: change.scope, author: change.author, content: ContentHash(content: change.encodedContent()),
        writes: [:],
        sight: [], device: -1, event: event, madeAt: madeAt, seenStamp: 0, isCovered: false,
        mayDecide: Self.maySettle(device.role, of: device.branch, in: device.branch), act: act,
        isReported: false))
    bySalt[change.salt] = id
    forgeries[change.dot] = id
    claims[id] = Claim(
      change: change, branch: device.branch, role: device.role, told: device.told)
    hostile.insert(change.dot.replica)
  }

  /// - Throws: `Violation` where head office had to refuse it.
  private mutating func grant(_ id: DeedID, as taken: Change, takenAt: Int64) throws {
    guard let claim = claims.removeValue(forKey: id) else { return }
    let change = claim.change
    for write in change.writes {
      let seen = Set(write.base.compactMap { accepted[$0] }).filter { deeds[$0].record == change.record }
      deeds[id].writes[write.field] = Deed.Write(value: write.value, replaces: seen, passesOn: seen)
      if case .sight(let dots) = write.value { deeds[id].sight = Set(dots.compactMap { accepted[$0] }) }
    }
    try mayTake(id, claim, as: taken, takenAt: takenAt)
  }

  /// Notes that head office has a change.
  /// - Parameter endsWrite: what came of it was written with it; false: together with what comes next.
  /// - Throws: `Violation` for a forged one that head office had to refuse.
  mutating func accept(_ change: Change, takenAt: Int64, endsWrite: Bool = true) throws -> DeedID? {
    guard let id = bySalt[change.salt] else { return nil }
    try grant(id, as: change, takenAt: takenAt)
    accepted[change.dot] = id
    meant.note(change.dot, means: id)
    acceptedStamps[id, default: []].insert(change.times.stamp)
    standing[deeds[id].record, default: []].insert(id)
    arrive(id)
    if endsWrite { decidePlaces() }
    return id
  }

  /// Head office holds these states: as its log says, or as they were offered to it.
  mutating func stand(_ holding: Holding) {
    for held in holding.records.values { standing[held.record, default: []].formUnion(held.deeds) }
  }

  mutating func forgetStanding() { standing = [:] }

  /// Head office was restored, and what it has by now is known.
  mutating func noteLostPublications() {
    for deed in deeds where deed.scope == "shared" && acceptedStamps[deed.id] != nil {
      if !(standing[deed.record]?.contains(deed.id) ?? false) { lostPublications.insert(deed.id) }
    }
  }

  mutating func warrant(_ id: DeedID) { warranted.insert(id) }

  mutating func empty(_ id: DeedID, at place: String) throws {
    try mayBeEmpty(id, at: place)
    emptied.insert(id)
  }

  mutating func discard(_ id: DeedID) { deeds[id].isDiscarded = true }

  /// The only copies of these went with the store that held them.
  mutating func forfeit(_ ids: some Sequence<DeedID>) { for id in ids { deeds[id].isForfeited = true } }

  // MARK: What ought to be

  /// What each field of a record ought to be where these deeds are held, by brute force: the versions that no
  /// other version there has seen.
  /// - Parameters:
  ///   - erased: the fields of which no value is left.
  ///   - shown: the heads that stand there. They decide on one thing alone: a version that was replaced by one which is
  ///     not here, as head office lost it with a restoration, may stand beside what was written over that one. Whether
  ///     its author's store carried the older one along hangs on what it had heard of head office by then.
  func expectation(
    _ among: Set<DeedID>, stamps: [DeedID: Stamp], erased: Set<UInt32> = [], emptied: Set<DeedID> = [],
    shown: [FieldID: Set<DeedID>] = [:]
  ) -> [FieldID: Expected] {
    var versions: [FieldID: [DeedID]] = [:]
    for id in among { for field in deeds[id].writes.keys { versions[field, default: []].append(id) } }
    return versions.reduce(into: [:]) { result, field in
      let (field, versions) = field
      var (seen, maybeSeen): (Set<DeedID>, Set<DeedID>) = ([], [])
      for id in versions {
        seen.formUnion(deeds[id].writes[field]?.replacesItself ?? [])
        maybeSeen.formUnion(deeds[id].writes[field]?.replaces ?? [])
      }
      let heads = versions.filter { id in
        !seen.contains(id) && (!maybeSeen.contains(id) || shown[field]?.contains(id) ?? false)
      }.sorted()
      result[field] = expected(heads, field, stamps, erased, emptied)
    }
  }

  /// What a deed wrote to a field, as a store may hold it. What a deletion saw is nobody's data.
  func value(of id: DeedID, _ field: FieldID, erased: Set<UInt32>, emptied: Set<DeedID> = []) -> Value {
    guard let value = deeds[id].writes[field]?.value else { return .none }
    if case .sight = value { return value }
    if emptied.contains(id), isPersonal(field, of: deeds[id].kind) { return .none }
    return erased.contains(field.number) ? .none : value
  }

  private func expected(
    _ heads: [DeedID], _ field: FieldID, _ stamps: [DeedID: Stamp], _ erased: Set<UInt32>,
    _ emptied: Set<DeedID>
  ) -> Expected {
    func value(_ id: DeedID) -> Value { self.value(of: id, field, erased: erased, emptied: emptied) }
    var winner: (id: DeedID, stamp: Stamp)?
    for head in heads {
      guard let stamp = stamps[head] else { continue }
      if winner.map({ $0.stamp < stamp }) ?? true { winner = (head, stamp) }
    }
    let first = heads.first.map(value) ?? .none
    return Expected(
      heads: heads, winner: winner?.id, value: winner.map { value($0.id) } ?? first,
      isFlagged: heads.contains { !isSame(value($0), first) })
  }

  /// How a case stands that somebody may have deleted.
  enum Presence: Sendable, Equatable {
    case present
    case deleted
    case conflicted
  }

  /// A deletion and an edit conflict if and only if no deletion's author had seen the edit, and no later one
  /// has replaced it; so do a deletion and a restoration that did not see each other.
  func presence(of root: Held, children: some Sequence<Held>) -> Presence {
    let field = FieldID(CaseField.deleted.number)
    guard let deletions = root.expected[field], !deletions.heads.isEmpty else { return .present }
    let isDeletion = deletions.heads.map { deeds[$0].writes[field].map { $0.value != .none } ?? false }
    if isDeletion.contains(true), isDeletion.contains(false) { return .conflicted }
    guard isDeletion.contains(true) else { return .present }
    var seen = Set(deletions.heads)
    for head in deletions.heads { seen.formUnion(deeds[head].sight) }
    for record in [root] + Array(children) {
      for expected in record.expected.values where !seen.isSuperset(of: expected.heads) { return .conflicted }
    }
    return .deleted
  }

  /// The conflicts that a store ought to show, of all the records that it holds.
  func conflicts(of holding: Holding) -> Set<Flag> {
    var flags: Set<Flag> = []
    let deleted = FieldID(CaseField.deleted.number)
    for held in holding.records.values {
      let isRoot = held.record == held.aggregate
      // What hangs on a case that has not come yet is shown when that comes.
      guard isRoot || holding.records[held.aggregate] != nil else { continue }
      for (field, expected) in held.expected where expected.isFlagged && !(isRoot && field == deleted) {
        flags.insert(Flag(record: held.record, field: field, kind: "field"))
      }
      if isRoot, hasImpossibleTime(held) {
        flags.insert(
          Flag(record: held.record, field: FieldID(CaseField.status.number, "impossible_time"), kind: "rule"))
      }
      guard isRoot, held.expected[deleted] != nil else { continue }
      if presence(of: held, children: holding.children(of: held.record)) == .conflicted {
        flags.insert(Flag(record: held.record, field: deleted, kind: "deletion"))
      }
    }
    return flags
  }
}

/// One open conflict.
struct Flag: Hashable, Sendable, CustomStringConvertible {
  let record: RecordID
  let field: FieldID
  let kind: String

  var description: String { "\(kind) \(record) field \(fieldName(field))" }
}

func fieldName(_ field: FieldID) -> String { "\(field.number)" + (field.element.map { "/\($0)" } ?? "") }
