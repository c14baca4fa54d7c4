package import Messages
package import Versioning

/// What can only come about where two people did not see each other: each step was allowed, both together are
/// not. It is shown as a conflict and put right by people, never by the program.
package enum CaseRule: String, Sendable, CaseIterable {
  case closedWhileEscalated = "closed_while_escalated"
  case resolvedWithOpenCommitment = "resolved_with_open_commitment"
  case agreedOptionChanged = "agreed_option_changed"

  package var label: Label {
    switch self {
    case .closedWhileEscalated: Label(.caseRulesClosedHereEscalatedThere)
    case .resolvedWithOpenCommitment: Label(.caseRulesResolvedAndACommitmentIs)
    case .agreedOptionChanged:
      Label(.caseRulesTheOptionThatTheCustomer)
    }
  }

  /// What puts it right.
  package func commands(_ number: String) -> [String] {
    switch self {
    case .closedWhileEscalated:
      ["casebook reopen \(number) --reason …", "casebook escalate \(number) --end --outcome …"]
    case .resolvedWithOpenCommitment:
      ["casebook commitment \(number) N --done", "casebook reopen \(number) --reason …"]
    case .agreedOptionChanged:
      ["casebook hold \(number) …; casebook propose \(number) …; casebook accept \(number) N --how …"]
    }
  }
}

/// The rules that a case breaks, each with the versions that break it together.
package func brokenRules(_ file: CaseFile) -> [(rule: CaseRule, versions: [Dot])] {
  guard let status = file.status else { return [] }
  let moved = file.root.state[FieldID(CaseField.status.number)]?.heads.map(\.dot) ?? []
  func broken(_ rule: CaseRule, _ records: [LoopRecord]) -> [(rule: CaseRule, versions: [Dot])] {
    records.isEmpty ? [] : [(rule, Set(moved + records.flatMap(\.versions)).sorted())]
  }
  var result: [(rule: CaseRule, versions: [Dot])] = []
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
  return result
}
