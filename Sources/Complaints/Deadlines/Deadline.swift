package import Language
import Versioning

/// By when something is due, and whether it was done. Computed, never stored.
package struct Deadline: Sendable, Equatable {
  package let kind: DeadlineKind
  package let term: DeadlineTerm
  /// Milliseconds since 1970, like the others.
  package let began: Int64
  package let due: Int64
  /// When it was done; nil: not yet.
  package let met: Int64?
  /// When the case was closed without it.
  package let stopped: Int64?
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
  /// a closed case was never told of (an imported one) is not held against it.
  package func isBreached(at now: Int64, isOpen: Bool) -> Bool {
    contains { $0.isBreached(at: now) && ($0.isOver || isOpen) }
  }
}

/// The clocks that run or ran for a case, by the policy and calendar in force when it was logged.
/// - Parameter offsetMinutes: of the clock of whoever looks, for days without a time.
package func deadlines(
  of file: CaseFile, policy: Policy, calendar: BranchCalendar, offsetMinutes: Int
) -> [Deadline] {
  guard let moments = CaseMoments(file, offsetMinutes: offsetMinutes) else { return [] }
  return deadlines(
    of: moments, terms: DeadlineTerms(policy, moments.severity), calendar: calendar, explained: true)
}

/// The same by what is known of the case's moments.
/// - Parameter explained: say how each time was found. Without it a case costs less than a microsecond.
package func deadlines(
  of moments: CaseMoments, terms: DeadlineTerms, calendar: BranchCalendar, explained: Bool
) -> [Deadline] {
  let logged = moments.logged.milliseconds
  let offset = calendar.offsetMinutes ?? moments.logged.offsetMinutes
  var result: [Deadline] = []

  func run(
    _ kind: DeadlineKind, from began: Int64, _ what: @autoclosure () -> Label, met: Int64?,
    promised: Int64? = nil
  ) {
    guard let term = terms[kind] else { return }
    var reasons: [Label] = []
    if explained {
      let (what, when) = (what(), LocalTime(milliseconds: began, offsetMinutes: offset).short)
      reasons = [
        Label(DeadlineMessage.began(what, when: when)),
        severityLabel(moments.severity),
        termLabel(terms.version, term),
      ]
    }
    var due: Int64
    if let promised {
      due = promised
      if explained {
        reasons.append(
          Label(en: "On hold: due when the customer was told to expect news.", zhHans: "挂起期间：按答应客户的下次告知时间计。"))
      }
    } else {
      due = end(
        of: term, from: began, calendar: calendar, offsetMinutes: offset,
        reasons: explained ? { reasons.append($0) } : nil)
    }
    due = min(max(due, began), Int64.max / 2)
    let stopped = met == nil ? moments.stopped : nil
    // What a case was closed before is owed to nobody.
    if let stopped, stopped <= due { return }
    if explained {
      let when = LocalTime(milliseconds: due, offsetMinutes: offset).short
      reasons.append(Label(DeadlineMessage.due(when)))
    }
    result.append(
      Deadline(
        kind: kind, term: term, began: began, due: due, met: met, stopped: stopped, reasons: reasons))
  }

  run(.firstResponse, from: logged, Label(DomainMessage.logged), met: moments.responded)
  run(
    .preliminaryAnswer, from: logged, Label(DomainMessage.logged),
    met: [moments.informed, moments.proposed].compactMap { $0 }.min())
  if let status = moments.status, status.owesProgress {
    run(
      .progressReport, from: max(moments.lastProgress ?? logged, moments.lastStep ?? logged),
      Label(en: "Last activity", zhHans: "上次进展"), met: nil,
      promised: status == .onHold ? moments.heldUntil?.start(offsetMinutes: offset)?.milliseconds : nil)
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

/// When a term that began then ends.
/// - Parameter reasons: takes how that was counted, line by line.
func end(
  of term: DeadlineTerm, from began: Int64, calendar: BranchCalendar, offsetMinutes: Int,
  reasons: ((Label) -> Void)? = nil
) -> Int64 {
  if case .minutes(let count) = term { return began + Int64(count) * 60_000 }
  let start = LocalTime(milliseconds: began, offsetMinutes: offsetMinutes)
  func closing(_ date: CivilDate, _ hours: BranchCalendar.Hours) -> Int64 {
    let midnight = LocalTime(date, hour: 0, minute: 0, offsetMinutes: offsetMinutes)
    return (midnight?.milliseconds ?? began) + Int64(hours.closes) * 60_000
  }
  guard case .workingDays(let wanted) = term else {
    for days in 0...366 {
      let date = start.date.adding(days: days)
      guard let hours = calendar.hours(on: date) else {
        reasons?(Label(DeadlineMessage.closedDay("\(date)")))
        continue
      }
      let end = closing(date, hours)
      guard end > began else {
        reasons?(Label(DeadlineMessage.alreadyClosed(on: "\(date)")))
        continue
      }
      reasons?(Label(DeadlineMessage.closingTime(on: "\(date)", closing: hours.closing)))
      return end
    }
    return began + 86_400_000
  }
  var (counted, told, last) = (0, 0, began)
  // A calendar that is closed for years is no reason to count for ever.
  for days in 1...(wanted + 3660) where counted < wanted {
    let date = start.date.adding(days: days)
    let hours = calendar.hours(on: date)
    if let hours {
      counted += 1
      last = closing(date, hours)
    }
    guard let reasons, told < 60 else { continue }
    told += 1
    reasons(
      hours.map {
        Label(DeadlineMessage.workingDay(counted, on: "\(date)", closing: $0.closing))
      } ?? Label(DeadlineMessage.closedDay("\(date)")))
  }
  return last
}

extension BranchCalendar.Hours {
  var closing: String { clock(closes) }
  package var text: String { "\(clock(opens))-\(clock(closes))" }

  private func clock(_ minutes: Int) -> String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }
}

enum DeadlineMessage: Message {
  case alreadyClosed(on: String)
  case closedDay(String)
  case closingTime(on: String, closing: String)
  case due(String)
  case policyTerm(Label, version: Int)
  case resolved
  case severity(Label)
  case builtInTerm(Label)
  case began(Label, when: String)
  case workingDay(Int, on: String, closing: String)

  var label: Label {
    switch self {
    case .alreadyClosed(let date):
      Label(en: "\(date): already closed then", zhHans: "\(date)：当时已打烊")
    case .closedDay(let date):
      Label(en: "\(date): closed", zhHans: "\(date)：不营业")
    case .closingTime(let date, let closing):
      Label(en: "\(date): closes at \(closing)", zhHans: "\(date)：\(closing) 打烊")
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
        en: "\(date): working day \(counted), closes at \(closing)",
        zhHans: "\(date)：第 \(counted) 个工作日，\(closing) 打烊")
    }
  }
}
