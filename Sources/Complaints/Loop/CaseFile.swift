package import Versioning

/// One record of a case as the loop reads it.
package struct LoopRecord: Sendable {
  package let state: RecordState

  package init(_ state: RecordState) { self.state = state }

  package var id: RecordID { state.record }

  /// As people read it: `RecordState.shown`.
  package func value(_ field: FieldDefinition) -> Value { state.shown(field) }

  /// The text of a field; nil where it has none, or only blanks.
  package func text(_ field: FieldDefinition) -> String? {
    guard case .text(let text) = value(field), !text.trimmed.isEmpty else { return nil }
    return text
  }

  package func flag(_ field: FieldDefinition) -> Bool { value(field) == .flag(true) }

  /// Yes or no; nil where nobody said.
  package func answer(_ field: FieldDefinition) -> Bool? {
    if case .flag(let answer) = value(field) { answer } else { nil }
  }

  package func date(_ field: FieldDefinition) -> DateText? { text(field).flatMap { DateText(written: $0) } }

  /// Of the version that made it, as far as that still stands: what is only ever added is told apart by it.
  package var stamp: Stamp? { state.headVersions.lazy.map(\.stamp).min() }

  /// Every version that stands in it now.
  package var versions: [Dot] { state.headVersions.map(\.dot) }

  /// Who wrote it first, and when (milliseconds since 1970), wrong clocks put right: see `PlausibleTime`.
  package var made: (at: Int64, author: Author)? {
    state.headVersions.min { ($0.madeAt, $0.dot) < ($1.madeAt, $1.dot) }.map {
      (PlausibleTime.made($0.madeAt), $0.author)
    }
  }

  /// What differs from what somebody saw of it: a value that stands now and is in none of the versions seen.
  /// An equal value that somebody else wrote as well is no difference.
  package func changed(since seen: [Dot]) -> [FieldState] {
    let seen = Set(seen)
    return state.fields.filter { field in
      !field.heads.contains { seen.contains($0.dot) && $0.value.means(field.value) } || field.isConflicted
    }
  }
}

/// A case with everything that hangs on it, as rules look at it.
package struct CaseFile: Sendable {
  package let root: LoopRecord
  /// What it is among cases that are one complaint; nil: nobody looked, and it goes by its own words.
  package var place: Place?
  /// By kind. What happened, in the order of its stamps, which no clock that was set turns round; what is
  /// planned, in the order of its ids, so that its places do not change with edits.
  private let children: [RecordKind: [LoopRecord]]

  package init(_ root: RecordState, children: some Sequence<RecordState>) {
    self.root = LoopRecord(root)
    var found: [RecordKind: [LoopRecord]] = [:]
    for child in children { found[child.kind, default: []].append(LoopRecord(child)) }
    self.children = Dictionary(
      uniqueKeysWithValues: found.map { kind, records in
        let isEvent = Self.events.contains(kind)
        return (kind, isEvent ? records.sorted(by: Self.isBefore) : records.sorted { $0.id < $1.id })
      })
  }

  /// Among cases that are one complaint: see `MergeGroups`.
  package enum Place: Sendable, Hashable {
    /// It stands for all, whatever it was merged into: that was merged into it as well, or deleted.
    case standing
    /// Another one stands for it. The time: by when that was so by the words of others, where they said it of it.
    case merged(at: Int64?)
  }

  private static let events: Set<RecordKind> = [
    .step, .consent, .approval, .progress, .callBack, .escalation,
  ]

  private static func isBefore(_ a: LoopRecord, _ b: LoopRecord) -> Bool {
    guard let one = a.stamp, let other = b.stamp else { return a.id < b.id }
    return one < other
  }

  package func records(_ kind: RecordKind) -> [LoopRecord] { children[kind] ?? [] }

  /// Whether anything hangs on it.
  package var hasRecords: Bool { !children.isEmpty }

  /// Nil for a state that this version does not know.
  package var status: CaseStatus? {
    root.text(CaseField.status).map { CaseStatus(rawValue: $0) } ?? .received
  }

  package var severity: Severity? { root.text(CaseField.severity).flatMap { Severity(rawValue: $0) } }

  /// The options that are not withdrawn.
  package var options: [CaseOption] {
    records(.option).map(CaseOption.init).filter { !$0.record.flag(OptionField.withdrawn) }
  }

  package var commitments: [LoopRecord] { records(.commitment) }

  package var tasks: [OwedRecord] { records(.task).compactMap { OwedRecord($0) } }

  /// What it has to do with others, as far as that still holds.
  package var links: [CaseLink] { records(.link).compactMap(CaseLink.init).filter(\.isActive) }

  /// Whether it is the same complaint as another case: closed as that, or merged into it.
  package var isDuplicate: Bool { place != .standing && (status == .duplicate || mergedAt != nil) }

  /// The cases that it is called a duplicate of, each by whoever said so.
  package var originals: [RecordID] {
    let closed = status == .duplicate ? root.text(CaseField.duplicateOf).flatMap { RecordID(text: $0) } : nil
    return [closed].compactMap(\.self) + links.filter { $0.kind == .duplicateOf }.map(\.other)
  }

  /// When it was merged into another case, where it still is, and does not stand for that as well.
  package var mergedAt: Int64? {
    guard place != .standing else { return nil }
    let own = links.filter { $0.kind == .duplicateOf }.compactMap { $0.record.made?.at }.min()
    if own == nil, case .merged(let at) = place { return at }
    return own
  }

  /// When it was closed before its loop was done, where it is: that ends what was promised. A merge does not.
  package var closedEarly: Int64? {
    guard let status, status.isClosedEarly else { return nil }
    return steps(to: status).compactMap { $0.made?.at }.max() ?? root.made?.at
  }

  /// Commitments to the customer, tasks, and answers to escalations that nothing has ended.
  package var owed: [OwedRecord] { (commitments + openEscalations).compactMap { OwedRecord($0) } + tasks }

  package var openCommitments: [LoopRecord] {
    commitments.filter { OwedRecord($0)?.isOpen ?? false }
  }

  /// The option that the customer chose last, with the consent to it.
  package var consent: (option: CaseOption, given: LoopRecord)? {
    guard let given = records(.consent).last, let id = given.text(ConsentField.option) else { return nil }
    return options.first { $0.record.id.description == id }.map { ($0, given) }
  }

  /// Of a severe case: the task of whoever has to speak to the customer. Nil: nobody was named. It was done, where one was.
  package var senior: OwedRecord? {
    let named = tasks.filter { $0.purpose == "senior" && !$0.isReleased }
    return named.first { $0.done != nil } ?? named.first
  }

  /// Escalations that nothing has ended.
  package var openEscalations: [LoopRecord] {
    let all = records(.escalation)
    let ended = Set(all.compactMap { $0.text(EscalationField.ends) })
    return all.filter { $0.text(EscalationField.ends) == nil && !ended.contains($0.id.description) }
  }

  /// The steps that led to a state, the last one last.
  package func steps(to status: CaseStatus) -> [LoopRecord] {
    records(.step).filter { $0.text(StepField.to) == status.rawValue }
  }
}
