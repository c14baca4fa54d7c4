import Complaints
import Versioning
import Zones

/// What another program may have written in a record of any kind, by two who did not see each other: it can be read as what it
/// is, and an erasure leaves nothing of it.
enum RecordLaws {
  private static let zone = Zone.fixed(480)
  private static let now: Int64 = 1_795_334_400_000
  private static let root = RecordID(high: 1, low: 1)

  /// Pieces as `pieces` has them: the first byte of each tells the kind, and after it come pieces of which the first byte
  /// tells the field, and the rest is its text. A kind that comes again is the same record, by somebody else.
  static func records(_ bytes: [UInt8]) throws {
    var states: [RecordKind: RecordState] = [:]
    for (at, piece) in bytes.pieces(16).enumerated() {
      guard let change = change(piece, number: UInt64(at) + 1) else { continue }
      let before = states[change.kind]
      let (state, verdict) = apply(change, to: before)
      if case .quarantined = verdict { throw BrokenLaw("a change of a \(change.kind.id) is not taken") }
      states[change.kind] = state
      try rights(change, over: before, making: state)
    }
    for state in states.values.sorted(by: { $0.kind.rawValue < $1.kind.rawValue }) { try read(state) }
    try readTerms(Array(states.values))
    if let root = states[.case] {
      try read(
        CaseFile(root, children: states.values.filter { $0.aggregate == Self.root && $0.kind != .case }))
    }
  }

  private static func change(_ piece: [UInt8], number: UInt64) -> Change? {
    guard let first = piece.first else { return nil }
    let kind = Schema.kinds[Int(first) % Schema.kinds.count]
    let fields = Schema.fields(of: kind)
    var writes: [FieldID: Value] = [:]
    for part in Array(piece.dropFirst()).pieces(64) {
      guard let first = part.first, !fields.isEmpty else { continue }
      let field = fields[Int(first) % fields.count]
      let text = Array(part.dropFirst()).text
      if field.isSet {
        // An element, and behind a tab what it says.
        let words = text.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        writes[FieldID(field.number, words[0])] = words.count > 1 ? .text(words[1]) : .flag(true)
      } else {
        writes[FieldID(field.number)] = field.type == .flag ? .flag(!text.isEmpty) : .text(text)
      }
    }
    let record = kind == .case ? root : RecordID(high: 2, low: UInt64(kind.rawValue))
    return Change(
      dot: Dot(ReplicaID(high: 3, low: number), 1), record: record, kind: kind,
      aggregate: kind.standsAlone == false ? root : record, scope: "SH01",
      author: Author(name: "A", branch: "SH01"), group: Group(first: 1, count: 1), salt: number,
      writes: writes.sorted { $0.key < $1.key }.map { FieldWrite($0.key, $0.value) },
      times: Times(
        stamp: HybridTime(milliseconds: now + Int64(number), counter: 0), wall: now, quality: .local,
        boot: Identifier(high: 0, low: 1), monotonic: 1))
  }

  /// Who may do more may do what somebody may who may less.
  private static func rights(_ change: Change, over before: RecordState?, making after: RecordState) throws {
    for role in Role.allCases where change.isWithin(role, over: before, making: after) {
      for other in Role.allCases where role.isWithin(other) {
        try expect(
          change.isWithin(other, over: before, making: after),
          "\(role) may write what \(other) may not: a \(change.kind.id)")
      }
    }
  }

  private static func read(_ state: RecordState) throws {
    var erased = state
    erased.erase(PersonalFields.numbers(in: state, ofSubject: true))
    try expect(!PersonalFields.stand(in: erased), "something is left of an erased \(state.kind.id)")
    if let person = Person(state, branch: "SH01") {
      try expect(person.role.isWithin(.admin), "a person is what no person is: \(person.role)")
      try expect(person.isCalled(person.name), "\(person.name) is not called that")
    }
    if let remark = Remark(state, scope: "SH01/managers") {
      try expect(
        Deadline(remark, zone: zone) == nil || remark.isOpen, "what is over is to be looked at again")
    }
    if let owed = OwedRecord(LoopRecord(state)) {
      let deadline = Deadline(owed, stopped: nil, zone: zone)
      try expect(deadline.map { $0.began <= $0.due } ?? true, "something is due before it began")
      let outcome = OwedOutcome.of(owed, stopped: nil, zone: zone, now: now)
      try expect(outcome.map { $0.late.map { $0 > 0 } ?? true } ?? true, "late by nothing")
      _ = (BenefitStanding(owed, zone: zone, now: now), Deadline(lookingAgainAt: owed, zone: zone)?.reasons)
    }
    _ = (Policy(state, zone: zone), CalendarVersion(state, zone: zone))
    _ = (EmergencyPlan(state, over: .standard), Phrase(state), WordingRule(state))
    _ = (Notice(state)?.version, Acknowledgement(state, scope: "SH01")?.done)
  }

  /// What head office says of terms takes none away, and gives each id once.
  private static func readTerms(_ states: [RecordState]) throws {
    let terms = Terms(states)
    for builtIn in Vocabulary.ofHeadOffice {
      let ids = terms[builtIn].terms.map(\.id)
      try expect(Set(ids).count == ids.count, "\(builtIn.id): an id stands twice")
      try expect(Set(builtIn.terms.map(\.id)).isSubset(of: ids), "\(builtIn.id): a term is gone")
      for id in ids {
        guard case .term(let found) = terms[builtIn].match(id), found.id == id else {
          throw BrokenLaw("\(builtIn.id): \(id) typed is another term")
        }
      }
    }
  }

  private static func read(_ file: CaseFile) throws {
    let calendar = BranchCalendar()
    for status in CaseStatus.allCases { _ = missing(toLeave: status, file, policy: .standard) }
    for deadline in deadlines(of: file, policy: .standard, calendar: calendar, zone: zone) {
      _ = (deadline.title, deadline.isBreached(at: now))
    }
    let facts = CaseFacts(file, zone: zone)
    try expect(facts.openTasks <= facts.tasks, "more tasks are open than there are")
    var traces = CustomerTraces()
    traces.add(file.root.state)
    for state in [file.root.state] + file.tasks.map(\.record.state) {
      _ = traces.reach(state, of: [root], saying: state.fields.map(\.value))
    }
  }
}
