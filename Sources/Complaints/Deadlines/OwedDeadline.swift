package import Language
package import Versioning
package import Zones

/// What somebody owes by a date is a deadline: a commitment to a customer, kept, broken by how much, or waived with a
/// reason; a task between people, done, late, or dropped; the answer to an escalation (domain.md, section 11).
extension Deadline {
  package struct Owed: Sendable, Equatable {
    package let record: RecordID
    package let what: String?
    package let owner: String?
    /// It was done, and is looked at again: does it hold?
    package var isLookedAtAgain = false
    /// An erasure left nothing of it that anybody could do: see `OwedRecord.isEmptied`.
    package var isEmptied = false
  }

  /// Nil where nothing can be late: it has no date, or was waived, or its case was closed, before it was due.
  /// - Parameters:
  ///   - stopped: when the case was closed before its loop was done; milliseconds since 1970. A task outlives that.
  ///   - zone: by whose clocks a day without a time ends.
  ///   - viewer: by whose clocks times are told without their offset; nil: the same.
  package init?(_ owed: OwedRecord, stopped: Int64?, zone: Zone, viewer: Zone? = nil) {
    // A customer may use a benefit until its date; nobody is late where he does not.
    guard let date = owed.due, !owed.isBenefit else { return nil }
    let due = date.end(in: zone)
    let met = owed.done?.start(in: zone).milliseconds
    let over =
      met == nil ? [owed.releasedAt, owed.isCustomers ? stopped : nil].compactMap(\.self).min() : nil
    if let over, over <= due { return nil }
    self.init(
      owed, isLookedAtAgain: false, date: date, due: due, met: met, stopped: over, zone: zone,
      viewer: viewer ?? zone)
  }

  /// When what was done is to be looked at again; nil where nobody said so, or it was not done.
  package init?(lookingAgainAt owed: OwedRecord, zone: Zone, viewer: Zone? = nil) {
    guard let date = owed.lookAgain, owed.done != nil, owed.releasedAt == nil else { return nil }
    self.init(
      owed, isLookedAtAgain: true, date: date, due: date.end(in: zone),
      met: owed.lookedAt?.start(in: zone).milliseconds, stopped: nil, zone: zone, viewer: viewer ?? zone)
  }

  private init(
    _ owed: OwedRecord, isLookedAtAgain: Bool, date: DateText, due: Int64, met: Int64?, stopped: Int64?,
    zone: Zone, viewer: Zone
  ) {
    let made = owed.record.made
    let what = owed.what ?? "–"
    let owing: Label =
      switch owed.kind {
      case .commitment: Label(OwedDeadlineMessage.promised(what))
      case .escalation: Label(OwedDeadlineMessage.escalated(what))
      default: Label(OwedDeadlineMessage.asked(what))
      }
    var reasons = [owing]
    if let made {
      let when = LocalTime.shown(made.at, in: zone, to: viewer)
      reasons.append(Label(OwedDeadlineMessage.made(by: owed.askedBy ?? made.author.name, at: when)))
    }
    if let owner = owed.owner { reasons.append(Label(OwedDeadlineMessage.owner(owner))) }
    if isLookedAtAgain, let done = owed.done {
      reasons.append(Label(OwedDeadlineMessage.doneAt(done.shown(in: zone, to: viewer))))
    }
    if let missed = owed.missed, !isLookedAtAgain {
      reasons.append(Label(OwedDeadlineMessage.missed(missed.shown(in: zone, to: viewer))))
    }
    if let why = owed.released { reasons.append(Label(OwedDeadlineMessage.releasedLate(why))) }
    reasons.append(Label(DeadlineMessage.due(date.shown(in: zone, to: viewer))))
    self.init(
      kind: owed.kind,
      owed: Owed(
        record: owed.record.id, what: owed.what, owner: owed.owner, isLookedAtAgain: isLookedAtAgain,
        isEmptied: owed.isEmptied),
      began: min(made?.at ?? due, due), due: due, met: met, stopped: stopped, zone: zone, reasons: reasons)
  }

  /// What it is called in a line: what is owed, by its words.
  package var title: Label {
    guard let owed, let what = owed.what else { return kind.label }
    if owed.isLookedAtAgain { return Label(OwedDeadlineMessage.lookAgainTitle(what)) }
    return Label(OwedDeadlineMessage.title(kind.label, what))
  }
}

/// A commitment, a task, or an escalation that waits for an answer, read as what somebody owes.
package struct OwedRecord: Sendable {
  package let record: LoopRecord
  package let kind: DeadlineKind
  private let whatField, ownerField, dueField: FieldDefinition
  /// An escalation has neither: what ends it is another record.
  private let doneField, releasedField: FieldDefinition?

  /// It was promised to the customer; else it is between people.
  package var isCustomers: Bool { kind == .commitment }

  /// Of a task: a term of `task_purpose`. Before there were others, every task was an improvement.
  package var purpose: String { record.text(TaskField.purpose) ?? "improvement" }
  /// What a customer may use until its date: done is used.
  package var isBenefit: Bool { kind == .task && purpose == "benefit" }
  /// Somebody has to do it, and so somebody has to be named: a suggestion may be left, a benefit is the customer's.
  package var needsOwner: Bool { !isBenefit && purpose != "suggestion" }

  /// Nil for a record of another kind.
  package init?(_ record: LoopRecord) {
    self.record = record
    switch record.state.kind {
    case .commitment:
      (kind, whatField, ownerField) = (.commitment, CommitmentField.what, CommitmentField.owner)
      (dueField, doneField) = (CommitmentField.due, CommitmentField.doneAt)
      releasedField = CommitmentField.waived
    case .task:
      (kind, whatField, ownerField) = (.task, TaskField.what, TaskField.owner)
      (dueField, doneField) = (TaskField.due, TaskField.doneAt)
      releasedField = TaskField.dropped
    case .escalation:
      (kind, whatField, ownerField) = (.escalation, EscalationField.reason, EscalationField.to)
      (dueField, doneField, releasedField) = (EscalationField.expected, nil, nil)
    default: return nil
    }
  }

  package var what: String? { record.text(whatField) }
  package var owner: String? { record.text(ownerField) }
  package var due: DateText? { record.date(dueField) }
  /// The date by which it is judged: of a promise the first that passed before it was done.
  package var judged: DateText? { missed ?? due }
  /// See `CommitmentField.missed`.
  package var missed: DateText? { kind == .commitment ? record.date(CommitmentField.missed) : nil }
  package var done: DateText? { doneField.flatMap(record.date) }
  /// Who said that it was done.
  package var doneBy: String? {
    guard done != nil, let field = doneField else { return nil }
    return record.state[FieldID(field.number)]?.winner?.version.author.name
  }
  /// Why it is owed no more: waived, or dropped.
  package var released: String? { releasedField.flatMap(record.text) }
  package var askedBy: String? { kind == .task ? record.text(TaskField.askedBy) : nil }
  package var lookAgain: DateText? { kind == .task ? record.date(TaskField.lookAgain) : nil }
  package var lookedAt: DateText? { kind == .task ? record.date(TaskField.lookedAt) : nil }

  /// It was waived or dropped: the reason says so, also where an erasure has emptied it.
  package var isReleased: Bool {
    guard let field = releasedField else { return false }
    return released != nil
      || record.state.erased.contains(field.number) && record.state[FieldID(field.number)] != nil
  }

  /// An erasure has emptied what was to be done for or because of a customer: nobody can do it any more. The company's own
  /// improvement stands, and so does the answer to an escalation.
  package var isEmptied: Bool {
    guard kind != .escalation, kind != .task || purpose != "improvement" else { return false }
    return what == nil && record.state.erased.contains(whatField.number)
  }

  /// Somebody still has to do something: it is neither done nor released, or it is to be looked at again. What was done
  /// here and given up there is done.
  package var isOpen: Bool {
    if doneField.flatMap(record.text) != nil {
      return !isReleased && lookAgain != nil && record.text(TaskField.lookedAt) == nil
    }
    return !isReleased
  }

  /// What is to be written with a new date where the promise is broken by now, or was kept late: the date that was missed.
  /// A date that is moved while there is time still, as agreed with the customer, breaks nothing.
  package func missing(at now: Int64, zone: Zone) -> FieldEdit? {
    guard isCustomers, missed == nil, let due else { return nil }
    let end = due.end(in: zone)
    guard min(done?.start(in: zone).milliseconds ?? now, releasedAt ?? now) > end else { return nil }
    return FieldEdit(FieldID(CommitmentField.missed.number), .text(due.stored))
  }

  /// When it was waived or dropped, wrong clocks put right; milliseconds since 1970.
  package var releasedAt: Int64? {
    guard isReleased, let field = releasedField,
      let head = record.state[FieldID(field.number)]?.winner
    else { return nil }
    return PlausibleTime.made(head.version.madeAt)
  }
}

/// How what was owed stands.
package enum OwedOutcome: String, Sendable, CaseIterable {
  /// Done by its date.
  case kept
  /// Done, but after its date.
  case late
  /// Not done, and its date is past, or was when the promise was waived.
  case overdue
  /// Taken back, with a reason.
  case released
  /// Not done, and not due yet.
  case open
  /// Not done, and its case was closed before its loop was done.
  case dropped

  /// - Parameters:
  ///   - stopped: when the case was closed before its loop was done. A task outlives that.
  ///   - now: milliseconds since 1970.
  /// - Returns: with how late it was or is, in milliseconds; nil where it has no date.
  package static func of(_ owed: OwedRecord, stopped: Int64?, zone: Zone, now: Int64) -> (
    outcome: OwedOutcome, late: Int64?, due: Int64
  )? {
    guard let date = owed.judged else { return nil }
    let due = date.end(in: zone)
    let found = of(
      due: due, done: owed.done?.start(in: zone).milliseconds, released: owed.releasedAt,
      isPromise: owed.isCustomers, isStopped: stopped != nil && owed.isCustomers, now: now)
    return (found.outcome, found.late, due)
  }

  /// The same of what is known of it: moments in milliseconds since 1970.
  /// - Parameters:
  ///   - done: nil: nobody said that it was done.
  ///   - released: when it was waived or dropped; nil: it was not.
  ///   - isPromise: to a customer: waived after its date it was broken before.
  ///   - isStopped: its case was closed before its loop was done, and that ends it.
  package static func of(
    due: Int64, done: Int64?, released: Int64?, isPromise: Bool, isStopped: Bool, now: Int64
  ) -> (outcome: OwedOutcome, late: Int64?) {
    if let done { return done <= due ? (.kept, nil) : (.late, done - due) }
    if let released { return isPromise && released > due ? (.overdue, released - due) : (.released, nil) }
    if isStopped { return (.dropped, nil) }
    return now <= due ? (.open, nil) : (.overdue, now - due)
  }
}

extension DateText {
  /// The last moment of it, in milliseconds since 1970: a day ends when it ends by the clocks of the zone given.
  package func end(in zone: Zone) -> Int64 {
    switch self {
    case .day(let date): date.adding(days: 1).start(in: zone).milliseconds - 1
    case .time(let time): time.milliseconds
    }
  }
}

enum OwedDeadlineMessage: Message {
  case escalated(String)
  case asked(String)
  case promised(String)
  case made(by: String, at: String)
  case missed(String)
  case owner(String)
  case title(Label, String)
  case lookAgainTitle(String)
  case releasedLate(String)
  case doneAt(String)

  var label: Label {
    switch self {
    case .asked(let what):
      Label(en: "Task: \(what)", zhHans: "待办：\(what)")
    case .escalated(let what):
      Label(en: "Escalated: \(what)", zhHans: "升级：\(what)")
    case .promised(let what):
      Label(en: "Promised: \(what)", zhHans: "承诺：\(what)")
    case .made(let who, let when):
      Label(en: "By \(who), \(when)", zhHans: "\(when) 由 \(who) 提出")
    case .missed(let when):
      Label(en: "Broken: it was promised for \(when)", zhHans: "已失约：原定 \(when)")
    case .owner(let name):
      Label(en: "Responsible: \(name)", zhHans: "负责人：\(name)")
    case .title(let kind, let what):
      Label(en: "\(kind.en) “\(what)”", zhHans: "\(kind.zhHans)“\(what)”")
    case .lookAgainTitle(let what):
      Label(en: "Look again: “\(what)”", zhHans: "复查“\(what)”")
    case .releasedLate(let why):
      Label(en: "Given up after its date: \(why)", zhHans: "过期后取消：\(why)")
    case .doneAt(let when):
      Label(en: "Done \(when)", zhHans: "\(when) 完成")
    }
  }
}
