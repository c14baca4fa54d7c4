package import Language
package import Versioning
import Zones

/// What no command makes: where two people did not see each other, each step was allowed and both together are not;
/// or a program wrote what it should not. It is shown as a conflict and put right by people, never by the program.
package enum CaseRule: String, Sendable, CaseIterable {
  case closedWhileEscalated = "closed_while_escalated"
  case resolvedWithOpenCommitment = "resolved_with_open_commitment"
  case agreedOptionChanged = "agreed_option_changed"
  case agreedBeyondAuthority = "agreed_beyond_authority"
  case stateWithoutItsSteps = "state_without_its_steps"
  case impossibleTime = "impossible_time"

  package var label: Label {
    switch self {
    case .closedWhileEscalated: Label(en: "Closed here, escalated there", zhHans: "一边已结案，一边已升级")
    case .resolvedWithOpenCommitment:
      Label(en: "Resolved, and a commitment is still open", zhHans: "已解决，但仍有未完成的承诺")
    case .agreedOptionChanged:
      Label(en: "The option that the customer agreed to was changed", zhHans: "客户同意的方案又有改动")
    case .agreedBeyondAuthority:
      Label(
        en: "Agreed to beyond the proposer's authority, without approval", zhHans: "方案超出提出人的权限，未经审批，客户就已同意")
    case .stateWithoutItsSteps:
      Label(en: "In this state without the steps that lead there", zhHans: "未走完相应步骤就到了这个状态")
    case .impossibleTime:
      Label(
        en: "Impossible time: before 2000, or later than when it was entered",
        zhHans: "时间不可能：早于 2000 年，或晚于填写的时刻")
    }
  }

  /// What puts it right.
  package func commands(_ number: String) -> [String] {
    switch self {
    case .closedWhileEscalated:
      ["casebook reopen \(number) --reason …", "casebook escalate \(number) --end --outcome …"]
    case .resolvedWithOpenCommitment:
      ["casebook commitment \(number) <n> --done", "casebook reopen \(number) --reason …"]
    case .agreedOptionChanged:
      ["casebook hold \(number) …; casebook propose \(number) …; casebook accept \(number) <n> --how …"]
    case .agreedBeyondAuthority:
      ["casebook approve \(number) <n>", "casebook hold \(number) …; casebook propose \(number) …"]
    case .stateWithoutItsSteps: ["casebook reopen \(number) --reason …"]
    case .impossibleTime: ["casebook edit \(number) --logged-at …"]
    }
  }
}

/// The rules that a case breaks, each with the versions that break it together.
/// - Parameter policy: the one in force when the case was logged. Asked only where something was agreed to; where
///   there is none authority is not looked at.
package func brokenRules(
  _ file: CaseFile, policy: () throws -> Policy?
) rethrows -> [(rule: CaseRule, versions: [Dot])] {
  var result = impossibleTime(file)
  guard let status = file.status else { return result }
  let moved = file.root.state[FieldID(CaseField.status.number)]?.heads.map(\.dot) ?? []
  func broken(_ rule: CaseRule, _ records: [LoopRecord]) -> [(rule: CaseRule, versions: [Dot])] {
    records.isEmpty ? [] : [(rule, Set(moved + records.flatMap(\.versions)).sorted())]
  }
  if status.isClosed { result += broken(.closedWhileEscalated, file.openEscalations) }
  if [.resolved, .confirmed, .reviewed, .archived].contains(status) {
    result += broken(.resolvedWithOpenCommitment, file.openCommitments)
  }
  if status == .executing, let given = file.records(.consent).last {
    let isCurrent = file.consent.map {
      $0.option.record.changed(since: $0.given.seen(ConsentField.seen)).isEmpty
    }
    if isCurrent != true {
      let option = file.records(.option).filter { $0.id.description == given.text(ConsentField.option) }
      result += broken(.agreedOptionChanged, [given] + option)
    }
  }
  if !file.hasSteps(to: status) || status.isAgreed && file.lacksItsConsent {
    result.append((.stateWithoutItsSteps, moved))
  }
  if status.isAgreed, let agreement = file.agreement, let policy = try policy(),
    !file.mayStand(agreement, at: status, policy: policy)
  {
    result += broken(.agreedBeyondAuthority, [agreement.given, agreement.option.record])
  }
  return result
}

/// The same without a look at anybody's authority.
package func brokenRules(_ file: CaseFile) -> [(rule: CaseRule, versions: [Dot])] {
  brokenRules(file) { nil }
}

private func impossibleTime(_ file: CaseFile) -> [(rule: CaseRule, versions: [Dot])] {
  guard file.root.text(CaseField.loggedAt) != nil,
    let head = file.root.state[FieldID(CaseField.loggedAt.number)]?.winner
  else { return [] }
  // A clock that cannot be right said it: it is put right once a better one is known, and nobody has to decide.
  if case .time(let said)? = file.root.date(CaseField.loggedAt),
    head.version.time.milliseconds < Version.earliestClock,
    said.said(
      at: LocalTime(milliseconds: head.version.time.milliseconds, offsetMinutes: said.offsetMinutes), by: said
    )
      != nil
  {
    return []
  }
  // What is no date at all no command wrote.
  if let typed = file.root.date(CaseField.loggedAt)?.start(in: .utc),
    !PlausibleTime.isImpossible(
      typed, stamp: head.version.time.milliseconds, isImported: file.isImported)
  {
    return []
  }
  return [(.impossibleTime, [head.dot])]
}

extension CaseFile {
  /// A row of a file made it, in whatever state it was there. Its id says so (RFC 9562, version 8).
  var isImported: Bool { root.id.bytes[6] >> 4 == 8 && root.text(CaseField.importSource) != nil }

  /// Whether steps led to a state that the case is in, from where each of them may be taken. A case begins as
  /// received; one from a file in any state; and whoever reopens or closes it early says why, wherever it stood.
  func hasSteps(to status: CaseStatus) -> Bool {
    if status == .received { return true }
    let steps = records(.step)
    var last: Int?
    for (at, step) in steps.enumerated() where step.text(StepField.to) == status.rawValue { last = at }
    guard let last else { return isImported }
    let start = steps[...last].lastIndex { $0.step == .reopen } ?? steps.startIndex
    let taken = steps[start...last]
    var reached: Set<String> =
      isImported ? Set(CaseStatus.allCases.map(\.rawValue)) : [CaseStatus.received.rawValue]
    for step in steps { if let to = step.text(StepField.to) { reached.insert(to) } }
    return taken.allSatisfy { $0.isLegal(from: reached) }
  }

  /// What the customer agreed to last, withdrawn since or not; nil where no consent names an option that it knew.
  fileprivate var agreement: (option: CaseOption, given: LoopRecord)? {
    guard let given = records(.consent).last, let id = given.text(ConsentField.option),
      let option = records(.option).first(where: { $0.id.description == id }),
      given.seen(ConsentField.seen).contains(where: option.state.applied.contains)
    else { return nil }
    return (CaseOption(option), given)
  }

  /// Whether the step of acceptance was taken without an agreement. Steps of a newer version may lead there otherwise.
  fileprivate var lacksItsConsent: Bool {
    guard !isImported, agreement == nil else { return false }
    return records(.step).allSatisfy { $0.step != nil }
  }

  /// Whether what was agreed to may be granted by whoever proposed it, or was approved by somebody who may. How
  /// severe the case is may have been found out afterwards: then it is held to what it can have been before.
  fileprivate func mayStand(
    _ agreement: (option: CaseOption, given: LoopRecord), at status: CaseStatus, policy: Policy
  ) -> Bool {
    let (option, given) = agreement
    // While it is carried out, what was changed since is another rule's.
    if status == .executing, !option.record.changed(since: given.seen(ConsentField.seen)).isEmpty {
      return true
    }
    let judged = root.state[FieldID(CaseField.severity.number)]?.winner?.version.stamp
    let isLater = judged.flatMap { judged in given.stamp.map { $0 < judged } } ?? true
    let severities: [Severity?] = isLater ? [nil] + Severity.allCases : [severity]
    return severities.contains { severity in
      mayBeOnLane(policy, severity: severity, since: given)
        || policy.allows(option.role, severity: severity, cost: option.cost)
        || approval(of: option, policy: policy, severity: severity).map {
          $0.isCurrent && $0.record.flag(ApprovalField.granted)
        } ?? false
    }
  }

  /// Whether a fast lane spared the approval. What class the case is of may have been found out afterwards, too.
  private func mayBeOnLane(_ policy: Policy, severity: Severity?, since given: LoopRecord) -> Bool {
    let field = FieldID(CaseField.problemClass.number)
    let judged = root.state[field]?.winner?.version.stamp
    let isLater = judged.flatMap { judged in given.stamp.map { $0 < judged } } ?? true
    let classes = isLater ? Array(policy.lanes.keys) : [root.text(CaseField.problemClass)].compactMap(\.self)
    return classes.contains { lane(policy, class: $0, severity: severity).contains(.approval) }
  }
}

extension LoopRecord {
  /// Nil for a step of a newer version.
  fileprivate var step: LoopStep? { text(StepField.step).flatMap { LoopStep(rawValue: $0) } }

  /// Whether a command takes this step, from a state that was reached.
  fileprivate func isLegal(from reached: Set<String>) -> Bool {
    guard let name = text(StepField.from), let to = text(StepField.to) else { return false }
    guard let step, let from = CaseStatus(rawValue: name), let target = CaseStatus(rawValue: to) else {
      return true
    }
    guard step.from.contains(from), step.targets.contains(target) else { return false }
    return step == .reopen || step == .withdraw || reached.contains(name)
  }
}

extension LoopStep {
  /// The states that it may lead to.
  fileprivate var targets: Set<CaseStatus> {
    switch self {
    case .callBack: [.confirmed, .executing]
    case .withdraw: Set(StatusSet.closedEarly.statuses)
    default: [to]
    }
  }
}
