package import Messages
import Versioning

/// By when something is due, and whether it was done. Computed, never stored.
package struct Deadline: Sendable, Equatable {
  package let clock: Clock
  package let term: ClockTerm
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

/// Moments of a case that clocks begin and end with.
private struct CaseMoments {
  let file: CaseFile
  let logged: LocalTime

  init?(_ file: CaseFile, offsetMinutes: Int) {
    self.file = file
    let made = file.root.made.map { LocalTime(milliseconds: $0.at, offsetMinutes: offsetMinutes) }
    guard let logged = file.root.date(CaseField.loggedAt)?.start(offsetMinutes: offsetMinutes) ?? made else {
      return nil
    }
    self.logged = logged
  }

  func first(_ kinds: [RecordKind], after: Int64 = .min) -> Int64? {
    kinds.flatMap { file.records($0) }.compactMap { $0.made?.at }.filter { $0 >= after }.min()
  }

  func last(_ status: CaseStatus) -> Int64? { file.steps(to: status).compactMap { $0.made?.at }.max() }

  func firstStep(to status: CaseStatus, after: Int64) -> Int64? {
    file.steps(to: status).compactMap { $0.made?.at }.filter { $0 >= after }.min()
  }

  /// When the case was closed before its loop was done.
  var closed: Int64? {
    guard let status = file.status, [.withdrawn, .unfounded, .duplicate].contains(status) else { return nil }
    return last(status) ?? file.root.made?.at
  }
}

/// The clocks that run or ran for a case, by the policy and calendar in force when it was logged.
/// - Parameter offsetMinutes: of the clock of whoever looks, for days without a time.
package func deadlines(
  of file: CaseFile, policy: Policy, calendar: BranchCalendar, offsetMinutes: Int
) -> [Deadline] {
  guard let moments = CaseMoments(file, offsetMinutes: offsetMinutes) else { return [] }
  let logged = moments.logged.milliseconds
  let reopened = moments.last(.reopened)
  let offset = calendar.offsetMinutes ?? moments.logged.offsetMinutes
  var result: [Deadline] = []

  func run(
    _ clock: Clock, from began: Int64, _ what: Label, met: Int64?, due given: (Int64, Label)? = nil
  ) {
    guard let term = policy.term(clock, file.severity) else { return }
    var reasons = [
      Label(
        .deadlineWhatWhen,
        ["what": .label(what), "when": .text(LocalTime(milliseconds: began, offsetMinutes: offset).short)]),
      severityLabel(file), termLabel(policy, term),
    ]
    var due: Int64
    if let given {
      due = given.0
      reasons.append(given.1)
    } else {
      let (end, counted) = end(of: term, from: began, calendar: calendar, offsetMinutes: offset)
      due = end
      reasons += counted
    }
    due = min(max(due, began), Int64.max / 2)
    let stopped = met == nil ? moments.closed : nil
    // What a case was closed before is owed to nobody.
    if let stopped, stopped <= due { return }
    let when = LocalTime(milliseconds: due, offsetMinutes: offset).short
    reasons.append(Label(.deadlineDue, ["when": .text(when)]))
    result.append(
      Deadline(
        clock: clock, term: term, began: began, due: due, met: met, stopped: stopped, reasons: reasons))
  }

  let loggedLabel = Label(.commonLogged)
  run(
    .firstResponse, from: logged, loggedLabel,
    met: moments.first([.step, .progress, .callBack, .escalation], after: logged))
  run(
    .preliminaryAnswer, from: logged, loggedLabel,
    met: [moments.first([.progress], after: logged), moments.firstStep(to: .proposed, after: logged)]
      .compactMap { $0 }.min())
  if let status = file.status, status.owesProgress {
    let told = moments.first([.progress]).map { _ in
      file.records(.progress).compactMap { $0.made?.at }.max() ?? logged
    }
    let moved = file.records(.step).compactMap { $0.made?.at }.max()
    let began = max(told ?? logged, moved ?? logged)
    let promised = status == .onHold ? file.steps(to: .onHold).last?.date(StepField.until) : nil
    run(
      .progressReport, from: began, Label(.deadlineLastHeardOf), met: nil,
      due: promised?.start(offsetMinutes: offset).map {
        ($0.milliseconds, Label(.deadlineOnHoldTheCustomerWas))
      })
  }
  let start = reopened ?? logged
  run(
    .resolve, from: start, reopened == nil ? loggedLabel : Label(.caseStatusReopened),
    met: moments.firstStep(to: .resolved, after: start))
  if let resolved = moments.last(.resolved), resolved >= start {
    let done = Label(.deadlineResolved)
    let day: Int64 = 86_400_000
    run(.callBack, from: resolved, done, met: moments.first([.callBack], after: resolved))
    run(.followUp7, from: resolved, done, met: moments.first([.callBack], after: resolved + 5 * day))
    run(.followUp30, from: resolved, done, met: moments.first([.callBack], after: resolved + 25 * day))
  }
  if let confirmed = moments.last(.confirmed), confirmed >= start {
    run(
      .review, from: confirmed, Label(.deadlineConfirmed),
      met: moments.firstStep(to: .reviewed, after: confirmed))
  }
  return result
}

extension CaseStatus {
  /// The customer waits, and is to hear how things stand.
  var owesProgress: Bool {
    switch self {
    case .assessed, .proposed, .accepted, .executing, .onHold, .reopened: true
    default: false
    }
  }
}

private func severityLabel(_ file: CaseFile) -> Label {
  guard let severity = file.severity else {
    return Label(.deadlineSeverityNotSetYetHeld)
  }
  return Label(.deadlineSeverity, ["severity": .label(severity.label)])
}

private func termLabel(_ policy: Policy, _ term: ClockTerm) -> Label {
  policy.version == 0
    ? Label(.deadlineTheBuiltInPolicySays, ["term": .label(term.label)])
    : Label(
      .deadlinePolicyVersionSays, ["version": .number(policy.version), "term": .label(term.label)])
}

/// When a term that began then ends, and how that was counted.
func end(
  of term: ClockTerm, from began: Int64, calendar: BranchCalendar, offsetMinutes: Int
) -> (Int64, [Label]) {
  let start = LocalTime(milliseconds: began, offsetMinutes: offsetMinutes)
  func closing(_ date: CivilDate, _ hours: BranchCalendar.Hours) -> Int64 {
    let midnight = LocalTime(date, hour: 0, minute: 0, offsetMinutes: offsetMinutes)
    return (midnight?.milliseconds ?? began) + Int64(hours.closes) * 60_000
  }
  switch term {
  case .minutes(let count):
    return (began + Int64(count) * 60_000, [])
  case .endOfDay:
    var reasons: [Label] = []
    for days in 0...366 {
      let date = start.date.adding(days: days)
      guard let hours = calendar.hours(on: date) else {
        reasons.append(Label(.deadlineClosed, ["date": .text(date)]))
        continue
      }
      let end = closing(date, hours)
      guard end > began else {
        reasons.append(Label(.deadlineAlreadyClosedThen, ["date": .text(date)]))
        continue
      }
      reasons.append(Label(.deadlineClosesAt, ["date": .text(date), "closing": .text(hours.closing)]))
      return (end, reasons)
    }
    return (began + 86_400_000, reasons)
  case .workingDays(let wanted):
    var reasons: [Label] = []
    var counted = 0
    var last = began
    // A calendar that is closed for years is no reason to count for ever.
    for days in 1...(wanted + 3660) where counted < wanted {
      let date = start.date.adding(days: days)
      guard let hours = calendar.hours(on: date) else {
        if reasons.count < 60 { reasons.append(Label(.deadlineClosed, ["date": .text(date)])) }
        continue
      }
      counted += 1
      last = closing(date, hours)
      if reasons.count < 60 {
        reasons.append(
          Label(
            .deadlineWorkingDayClosesAt,
            ["date": .text(date), "counted": .number(counted), "closing": .text(hours.closing)]))
      }
    }
    return (last, reasons)
  }
}

extension BranchCalendar.Hours {
  var closing: String { clock(closes) }
  package var text: String { "\(clock(opens))-\(clock(closes))" }

  private func clock(_ minutes: Int) -> String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }
}
