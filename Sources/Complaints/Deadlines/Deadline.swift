package import Language
import Versioning
package import Zones

/// By when something is due, and whether it was done. Computed, never stored.
package struct Deadline: Sendable, Equatable {
  package let kind: DeadlineKind
  /// What somebody owes; nil for a deadline of the policy's.
  package let owed: Owed?
  /// Milliseconds since 1970, like the others.
  package let began: Int64
  package let due: Int64
  /// When it was done; nil: not yet.
  package let met: Int64?
  /// When the case was closed without it.
  package let stopped: Int64?
  /// By whose clocks it was counted.
  package let zone: Zone
  /// How the time was found, line by line.
  package let reasons: [Label]

  /// Nothing more is expected.
  package var isOver: Bool { met != nil || stopped != nil }

  /// Whether it was missed, by what is known at a time.
  package func isBreached(at now: Int64) -> Bool { (met ?? stopped ?? now) > due }

  /// Whether it was missed before head office had heard of the case: nobody there could have helped.
  package func isBreachedBefore(_ received: Int64) -> Bool { due < received && isBreached(at: received) }
}

extension [Deadline] {
  /// Whether the case is marked breached (已超时): something was done late, or is late while the case is open. What
  /// a closed case was never told of (an imported one) is not held against it. Nor is a task: it is between people.
  package func isBreached(at now: Int64, isOpen: Bool) -> Bool {
    contains { !$0.kind.isInternal && $0.isBreached(at: now) && ($0.isOver || isOpen) }
  }
}

/// The deadlines that run or ran for a case, by the policy and calendar in force when it was logged, and what is
/// owed by a date: commitments to the customer, tasks between people.
/// - Parameter zone: of whoever looks, for days without a time, and where the calendar names none.
package func deadlines(
  of file: CaseFile, policy: Policy, calendar: BranchCalendar, zone: Zone
) -> [Deadline] {
  guard let moments = CaseMoments(file, zone: zone) else { return [] }
  return deadlines(
    of: moments, terms: DeadlineTerms(policy, moments.severity), calendar: calendar, zone: zone,
    explained: true)
    + file.owed.flatMap { owed in
      let place = calendar.zone ?? zone
      return [
        // What was promised is owed on, though the case was merged into another.
        Deadline(owed, stopped: file.closedEarly, zone: place, viewer: zone),
        Deadline(lookingAgainAt: owed, zone: place, viewer: zone),
      ].compactMap(\.self)
    }
}

/// The same by what is known of the case's moments.
/// - Parameters:
///   - zone: of whoever looks. Where the calendar names none it counts if its clocks showed what the case was logged
///     by; else the offset of that time.
///   - explained: say how each time was found. Without it a case costs less than a microsecond.
package func deadlines(
  of moments: CaseMoments, terms: DeadlineTerms, calendar: BranchCalendar, zone viewer: Zone, explained: Bool
) -> [Deadline] {
  let logged = moments.logged.milliseconds
  let isOfHere = viewer.offsetMinutes(at: logged) == moments.logged.offsetMinutes
  let zone = calendar.zone ?? (isOfHere ? viewer : .fixed(moments.logged.offsetMinutes))
  var result: [Deadline] = []

  func run(
    _ kind: DeadlineKind, from began: Int64, _ what: @autoclosure () -> Label, met: Int64?,
    promised: LocalTime? = nil
  ) {
    guard let term = terms[kind] else { return }
    var reasons: [Label] = []
    if explained {
      let (what, when) = (what(), LocalTime.shown(began, in: zone, to: viewer))
      reasons = [
        Label(DeadlineMessage.began(what, when: when)),
        severityLabel(moments.severity),
        termLabel(terms.version, term),
      ]
    }
    var due: Int64
    // By the clocks by which it was promised, where nobody knows how they are set there.
    let place = promised.map { calendar.zone == nil && !isOfHere ? .fixed($0.offsetMinutes) : zone } ?? zone
    if let promised {
      due = promised.milliseconds
      if explained {
        reasons.append(
          Label(en: "On hold: due when the customer was told to expect news.", zhHans: "挂起期间：按答应客户的下次告知时间计。"))
      }
    } else {
      due = end(
        of: term, from: began, calendar: calendar, zone: zone,
        reasons: explained ? { reasons.append($0) } : nil)
    }
    due = min(max(due, began), Int64.max / 2)
    let stopped = met == nil ? moments.stopped : nil
    // What a case was closed before is owed to nobody.
    if let stopped, stopped <= due { return }
    if explained {
      let when = LocalTime.shown(due, in: place, to: viewer)
      reasons.append(Label(DeadlineMessage.due(when)))
    }
    result.append(
      Deadline(
        kind: kind, owed: nil, began: began, due: due, met: met, stopped: stopped, zone: place,
        reasons: reasons))
  }

  run(.firstResponse, from: logged, Label(DomainMessage.logged), met: moments.responded)
  run(
    .preliminaryAnswer, from: logged, Label(DomainMessage.logged),
    met: [moments.informed, moments.proposed].compactMap { $0 }.min())
  if let status = moments.status, status.owesProgress {
    run(
      .progressReport, from: max(moments.lastProgress ?? logged, moments.lastStep ?? logged),
      Label(en: "Last activity", zhHans: "上次进展"), met: nil,
      promised: status == .onHold ? moments.heldUntil?.start(in: zone) : nil)
  }
  let start = moments.lastReopened ?? logged
  run(
    .resolve, from: start,
    moments.lastReopened == nil ? Label(DomainMessage.logged) : Label(DomainMessage.reopened),
    met: moments.resolved)
  if let resolved = moments.lastResolved, resolved >= start {
    run(.callBack, from: resolved, Label(DeadlineMessage.resolved), met: moments.calledBack)
    run(.followUp7, from: resolved, Label(DeadlineMessage.resolved), met: moments.followedUp7)
    run(.followUp30, from: resolved, Label(DeadlineMessage.resolved), met: moments.followedUp30)
  }
  if let confirmed = moments.lastConfirmed, confirmed >= start {
    run(.review, from: confirmed, Label(en: "Confirmed", zhHans: "回访确认"), met: moments.reviewed)
  }
  return result
}

private func severityLabel(_ severity: Severity?) -> Label {
  guard let severity else {
    return Label(en: "Severity: not set yet, counted as moderate", zhHans: "严重度：尚未判定，按“一般”计")
  }
  return Label(DeadlineMessage.severity(severity.label))
}

private func termLabel(_ version: Int, _ term: DeadlineTerm) -> Label {
  version == 0
    ? Label(DeadlineMessage.builtInTerm(term.label))
    : Label(DeadlineMessage.policyTerm(term.label, version: version))
}

/// When a term that began then ends. A night that runs past midnight belongs to the day on which it began.
/// - Parameter reasons: takes how that was counted, line by line.
func end(
  of term: DeadlineTerm, from began: Int64, calendar: BranchCalendar, zone: Zone,
  reasons: ((Label) -> Void)? = nil
) -> Int64 {
  if case .minutes(let count) = term { return began + Int64(count) * 60_000 }
  /// When the branch closes for the day, and its last hours; nil: it is closed all day.
  func closing(_ date: CivilDate) -> (at: Int64, hours: BranchCalendar.Hours)? {
    calendar.hours(on: date).last.map { (date.closing(minutes: $0.closes, in: zone), $0) }
  }
  var day = LocalTime(milliseconds: began, zone: zone).date
  if let night = closing(day.adding(days: -1)), night.hours.isOverMidnight, night.at > began {
    day = day.adding(days: -1)
  }
  guard case .workingDays(let wanted) = term else {
    // As below.
    for days in 0...3660 {
      let date = day.adding(days: days)
      guard let closing = closing(date) else {
        if days < 60 { reasons?(Label(DeadlineMessage.closedDay("\(date)"))) }
        continue
      }
      guard closing.at > began else {
        reasons?(Label(DeadlineMessage.alreadyClosed(on: "\(date)")))
        continue
      }
      reasons?(Label(DeadlineMessage.closingTime(on: "\(date)", closing: closing.hours.closingLabel)))
      return closing.at
    }
    return began + 86_400_000
  }
  var (counted, told) = (0, 0)
  // When the last of them closes is reckoned once: the days before it only count.
  var last: (date: CivilDate, hours: BranchCalendar.Hours)?
  // A calendar that is closed for years is no reason to count for ever.
  for days in 1...(wanted + 3660) where counted < wanted {
    let date = day.adding(days: days)
    let hours = calendar.hours(on: date).last
    if let hours {
      counted += 1
      last = (date, hours)
    }
    guard let reasons, told < 60 else { continue }
    told += 1
    reasons(
      hours.map {
        Label(DeadlineMessage.workingDay(counted, on: "\(date)", closing: $0.closingLabel))
      } ?? Label(DeadlineMessage.closedDay("\(date)")))
  }
  return last.map { $0.date.closing(minutes: $0.hours.closes, in: zone) } ?? began
}

extension BranchCalendar.Hours {
  /// `21:00`, `02:00 the next day`.
  fileprivate var closingLabel: Label {
    isOverMidnight ? Label(DeadlineMessage.nextDay(closing)) : Label(verbatim: closing)
  }
}

enum DeadlineMessage: Message {
  case alreadyClosed(on: String)
  case closedDay(String)
  case closingTime(on: String, closing: Label)
  case due(String)
  case policyTerm(Label, version: Int)
  case resolved
  case severity(Label)
  case builtInTerm(Label)
  case began(Label, when: String)
  case workingDay(Int, on: String, closing: Label)
  case nextDay(String)

  var label: Label {
    switch self {
    case .alreadyClosed(let date):
      Label(en: "\(date): already closed then", zhHans: "\(date)：当时已打烊")
    case .closedDay(let date):
      Label(en: "\(date): closed", zhHans: "\(date)：不营业")
    case .closingTime(let date, let closing):
      Label(en: "\(date): closes at \(closing.en)", zhHans: "\(date)：\(closing.zhHans) 打烊")
    case .due(let when):
      Label(en: "Due: \(when)", zhHans: "期限：\(when)")
    case .policyTerm(let term, let version):
      Label(en: "Policy version \(version) says: \(term.en)", zhHans: "规定第 \(version) 版：\(term.zhHans)")
    case .resolved:
      Label(en: "Resolved", zhHans: "解决")
    case .severity(let severity):
      Label(en: "Severity: \(severity.en)", zhHans: "严重度：\(severity.zhHans)")
    case .builtInTerm(let term):
      Label(en: "The built-in policy says: \(term.en)", zhHans: "系统默认规定：\(term.zhHans)")
    case .began(let what, let when):
      Label(en: "\(what.en): \(when)", zhHans: "\(what.zhHans)：\(when)")
    case .workingDay(let counted, let date, let closing):
      Label(
        en: "\(date): working day \(counted), closes at \(closing.en)",
        zhHans: "\(date)：第 \(counted) 个工作日，\(closing.zhHans) 打烊")
    case .nextDay(let time):
      Label(en: "\(time) the next day", zhHans: "次日 \(time)")
    }
  }
}
