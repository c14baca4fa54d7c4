import Versioning
package import Zones

/// What deadlines are reckoned from: when a case's steps were taken, in milliseconds since 1970. Nil: not taken.
///
/// Read from a case's records, or kept beside it for reports: by both, deadlines come out the same.
package struct CaseMoments: Sendable, Equatable {
  package var logged: LocalTime
  /// Nil for a state that this version does not know.
  package var status: CaseStatus?
  package var severity: Severity?
  /// The first thing that was said to the customer after it was logged: progress, options proposed, a call, a note
  /// that is marked so. What was done without a word to them is no response.
  package var responded: Int64?
  /// The first progress that the customer was told after it was logged.
  package var informed: Int64?
  package var proposed: Int64?
  package var lastProgress: Int64?
  package var lastStep: Int64?
  /// On hold: when the customer was told to hear next.
  package var heldUntil: DateText?
  package var lastReopened: Int64?
  /// First since it was logged, or reopened.
  package var resolved: Int64?
  package var lastResolved: Int64?
  /// The first call-back since it was last resolved, and those after 5 and 25 days.
  package var calledBack: Int64?
  package var followedUp7: Int64?
  package var followedUp30: Int64?
  package var lastConfirmed: Int64?
  /// First since it was last confirmed.
  package var reviewed: Int64?
  /// When it was closed before its loop was done, or merged into another case.
  package var stopped: Int64?

  package init(logged: LocalTime, status: CaseStatus? = .received, severity: Severity? = nil) {
    self.logged = logged
    self.status = status
    self.severity = severity
  }

  /// Nil for a case without any version.
  /// - Parameter zone: of whoever looks, for days without a time.
  package init?(_ file: CaseFile, zone: Zone) {
    guard let logged = file.logged(in: zone) else { return nil }
    self.init(logged: logged, status: file.status, severity: file.severity)
    // Whoever handles the other case handles this one with it.
    stopped = [file.mergedAt, file.closedEarly].compactMap(\.self).min()
    guard file.hasRecords else { return }
    func times(_ kinds: RecordKind...) -> [Int64] {
      kinds.flatMap { file.records($0) }.compactMap { $0.made?.at }
    }
    func steps(_ status: CaseStatus) -> [Int64] { file.steps(to: status).compactMap { $0.made?.at } }
    func first(_ times: [Int64], after: Int64) -> Int64? { times.filter { $0 >= after }.min() }

    let began = logged.milliseconds
    let progress = times(.progress)
    let told = file.records(.note).filter { $0.flag(NoteField.told) && !$0.flag(NoteField.withdrawn) }
    // Somebody called, though the call was planned as a task.
    let calls = file.tasks.filter { ["call", "senior"].contains($0.purpose) }
      .compactMap { $0.done?.start(in: zone).milliseconds }
    responded = first(
      progress + times(.callBack) + steps(.proposed) + told.compactMap { $0.made?.at } + calls, after: began)
    informed = first(progress, after: began)
    proposed = first(steps(.proposed), after: began)
    lastProgress = progress.max()
    lastStep = times(.step).max()
    heldUntil = file.steps(to: .onHold).last?.date(StepField.until)
    lastReopened = steps(.reopened).max()
    resolved = first(steps(.resolved), after: lastReopened ?? began)
    lastResolved = steps(.resolved).max()
    if let lastResolved {
      let day: Int64 = 86_400_000
      let calls = times(.callBack)
      calledBack = first(calls, after: lastResolved)
      followedUp7 = first(calls, after: lastResolved + 5 * day)
      followedUp30 = first(calls, after: lastResolved + 25 * day)
    }
    lastConfirmed = steps(.confirmed).max()
    if let lastConfirmed { reviewed = first(steps(.reviewed), after: lastConfirmed) }
  }
}

extension CaseFile {
  /// When the case was logged, as far as anything counts from it: see `PlausibleTime`. Nil for a case without any
  /// version.
  /// - Parameter zone: of whoever looks, for days without a time.
  package func logged(in zone: Zone) -> LocalTime? {
    guard let typed = root.date(CaseField.loggedAt)?.start(in: zone),
      let head = root.state[FieldID(CaseField.loggedAt.number)]?.winner
    else { return root.made.map { LocalTime(milliseconds: $0.at, zone: zone) } }
    return PlausibleTime.logged(typed, stamp: head.version.time.milliseconds)
  }
}

extension CaseFile {
  /// When the customer last said something or was told something: milliseconds since 1970. A case that was typed in
  /// long after it happened, or edited since, is not heard of again by that. Nil for a case without any version.
  /// - Parameter zone: of whoever looks, for days without a time.
  package func lastContact(in zone: Zone) -> Int64? {
    let said =
      [.callBack, .progress].flatMap(records) + steps(to: .proposed)
      + records(.note).filter { $0.flag(NoteField.told) && !$0.flag(NoteField.withdrawn) }
    // What was asked of the customer, or done by him, has a time of its own.
    let done =
      tasks.filter { $0.isBenefit || ["call", "senior"].contains($0.purpose) }.compactMap(\.done)
      + records(.consent).compactMap { $0.date(ConsentField.at) }
    let times = said.compactMap { $0.made?.at } + done.map { $0.start(in: zone).milliseconds }
    return ([logged(in: zone)?.milliseconds] + times).compactMap(\.self).max()
  }
}

extension CaseMoments {
  /// Something was done that left a record.
  package var hasRecords: Bool { lastStep != nil || lastProgress != nil || responded != nil }
}
