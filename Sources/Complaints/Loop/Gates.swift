import Versioning

/// What a case misses for a step: the law of the loop. Empty: the step may be taken.
///
/// Whatever state it comes from, a step asks for what the state before its own asks for: who goes back to an
/// earlier step is not held up by what only a later one needs.
///
/// - Parameters:
///   - file: the case as it would be once the step has been taken, its records with it.
///   - policy: the one in force when the case was logged.
package func missing(for step: LoopStep, _ file: CaseFile, policy: Policy) -> [Requirement] {
  let taken = file.records(.step).last
  let reason: [Requirement] = taken?.text(StepField.reason) == nil ? [.reason] : []
  let escalated: [Requirement] = file.openEscalations.isEmpty ? [] : [.endedEscalation]
  switch step {
  case .assess: return missing(toLeave: .received, file, policy: policy)
  case .propose:
    let count = file.options.count
    return missing(toLeave: .assessed, file, policy: policy)
      + (count == 0 ? [.option] : count > 2 ? [.fewerOptions(count)] : [])
  case .accept: return missing(toLeave: .proposed, file, policy: policy) + missingConsent(file)
  case .execute: return missing(toLeave: .accepted, file, policy: policy)
  case .hold: return reason + (taken?.text(StepField.until) == nil ? [.nextUpdate] : [])
  case .resolve: return missing(toLeave: .executing, file, policy: policy) + escalated
  case .callBack:
    // Who is not satisfied is owed something more.
    let owes = taken?.text(StepField.to) == CaseStatus.executing.rawValue
    return owes ? (file.openCommitments.isEmpty ? [.extraRemedy] : []) : openCommitments(file)
  case .review: return missing(toLeave: .confirmed, file, policy: policy)
  case .archive: return missing(toLeave: .reviewed, file, policy: policy) + escalated
  case .withdraw:
    let isDuplicate = file.status == .duplicate
    return (isDuplicate ? (file.root.text(CaseField.duplicateOf) == nil ? [.original] : []) : reason)
      + escalated
  case .reopen: return reason
  }
}

/// What a case misses to leave a state. Empty: it may go.
package func missing(toLeave status: CaseStatus, _ file: CaseFile, policy: Policy) -> [Requirement] {
  func fields(_ definitions: [FieldDefinition]) -> [Requirement] {
    definitions.filter { file.root.text($0) == nil }.map { .field($0) }
  }
  let lane = file.lane(policy)
  switch status {
  case .received: return fields([CaseField.channel, CaseField.narrative])
  case .assessed, .reopened:
    var missing = fields([CaseField.problemClass, CaseField.severity, CaseField.responsibility])
    if lane.contains(.needs) { return missing }
    if file.root.value(CaseField.listening, "restated") != .flag(true) { missing.insert(.restated, at: 0) }
    let needs = file.root.state.elements(of: CaseField.needs.number).filter { $0.value == .flag(true) }
    if needs.isEmpty, file.records(.need).isEmpty { missing.append(.need) }
    return missing
  case .proposed:
    guard !file.options.isEmpty else { return [.option] }
    return (file.options.count > 2 ? [.fewerOptions(file.options.count)] : [])
      + file.options.flatMap { missingOf($0, file, policy) }
  case .accepted: return missingConsent(file)
  case .onHold: return missingConsent(file)
  case .executing:
    var missing: [Requirement] = []
    let authority = missingApproval(file, policy) + missingSenior(file)
    if lane.contains(.contact) { return authority + openCommitments(file) }
    if file.root.text(CaseField.singleContact) == nil { missing.append(.contact) }
    if !file.commitments.contains(where: { $0.text(CommitmentField.due) != nil }) {
      missing.append(.commitment)
    }
    return missing + authority + openCommitments(file)
  case .resolved:
    let since = file.steps(to: .resolved).last?.stamp
    let isCalled = file.records(.callBack).contains { call in
      since.map { since in call.stamp.map { $0 > since } ?? false } ?? true
    }
    return openCommitments(file) + (isCalled ? [] : [.callBack])
  case .confirmed:
    // A severity that was raised at the end asks for what it would have asked for before. (Of files, nobody knows.)
    let authority = file.isImported ? [] : missingApproval(file, policy) + missingSenior(file)
    if lane.contains(.review) { return authority }
    let reviews = file.records(.review)
    var wanted = [ReviewField.rootCause, ReviewField.lesson]
    // A short form is enough for minor ones.
    if file.severity != .minor { wanted += [ReviewField.highlights, ReviewField.shortcomings] }
    let missing = wanted.filter { field in reviews.allSatisfy { $0.text(field) == nil } }
    return authority + (missing.isEmpty ? [] : [.lesson(missing)])
  case .reviewed:
    return file.tasks.filter { $0.owner == nil && $0.isOpen && $0.needsOwner }.map {
      .taskOwner($0.what ?? "")
    }
  case .archived, .withdrawn, .unfounded, .duplicate: return []
  }
}

/// A severe case takes a senior who is named and who has spoken to the customer.
private func missingSenior(_ file: CaseFile) -> [Requirement] {
  guard file.severity == .severe, file.senior?.done == nil else { return [] }
  return [.senior(file.senior?.owner)]
}

/// What the customer agreed to has to be allowed by the severity that holds now: one that was lowered for the consent and
/// raised after it opens no gate.
private func missingApproval(_ file: CaseFile, _ policy: Policy) -> [Requirement] {
  file.consent.map { missingOf($0.option, file, policy) } ?? []
}

private func openCommitments(_ file: CaseFile) -> [Requirement] {
  file.openCommitments.map { .closedCommitment($0.text(CommitmentField.what) ?? "–") }
}

/// What an option misses: to be whole, and to be allowed.
private func missingOf(_ option: CaseOption, _ file: CaseFile, _ policy: Policy) -> [Requirement] {
  let incomplete = option.missing
  guard incomplete.isEmpty else { return [.wholeOption(option.title, missing: incomplete)] }
  guard !file.needsNoApproval(option, policy: policy) else { return [] }
  let approvers = policy.approvers(severity: file.severity, cost: option.cost)
  guard let approval = file.approval(of: option, policy: policy) else {
    return [.approval(option.title, by: approvers)]
  }
  guard approval.isCurrent else { return [.freshApproval(option.title, changed: names(approval.changed))] }
  return approval.record.flag(ApprovalField.granted) ? [] : [.rejected(option.title)]
}

/// A consent counts for what the customer was told, and for nothing else.
private func missingConsent(_ file: CaseFile) -> [Requirement] {
  guard let consent = file.consent else { return [.choice, .consent] }
  guard consent.given.text(ConsentField.at) != nil, consent.given.text(ConsentField.how) != nil else {
    return [.consent]
  }
  let changed = consent.option.record.changed(since: consent.given.seen(ConsentField.seen))
  return changed.isEmpty ? [] : [.freshConsent(consent.option.title, changed: names(changed))]
}

private func names(_ fields: [FieldState]) -> [String] {
  var names: [String] = []
  for field in fields {
    let name = Schema.field(.option, number: field.field.number)?.id ?? "\(field.field.number)"
    if !names.contains(name) { names.append(name) }
  }
  return names
}

extension LoopRecord {
  /// An element of a set.
  func value(_ field: FieldDefinition, _ element: String) -> Value {
    state.value(FieldID(field.number, element))
  }
}
