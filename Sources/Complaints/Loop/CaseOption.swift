package import Versioning

/// An option, and what it costs.
package struct CaseOption: Sendable {
  package let record: LoopRecord

  package init(_ record: LoopRecord) { self.record = record }

  package var title: String { record.text(OptionField.title) ?? "" }

  /// The kinds of remedy in it, with an amount where it has one.
  package var remedies: [(kind: String, amount: Money?)] {
    record.state.elements(of: OptionField.remedies.number).compactMap { field in
      guard let kind = field.field.element else { return nil }
      switch field.value {
      case .flag(true): return (kind, nil)
      case .text(let text): return (kind, Money(stored: text))
      default: return nil
      }
    }
  }

  /// What it costs, by currency.
  package var cost: [Money] { remedies.compactMap(\.amount).byCurrency }

  /// The fields that it still needs.
  package var missing: [FieldDefinition] {
    OptionField.required.filter { record.text($0) == nil } + (remedies.isEmpty ? [OptionField.remedies] : [])
  }

  /// Whose authority it has; of two roles that stand against each other, none but the least.
  package var role: Role {
    let field = record.state[FieldID(OptionField.role.number)]
    guard field?.isConflicted != true else { return .branchStaff }
    return record.text(OptionField.role).flatMap { Role(rawValue: $0) } ?? .branchStaff
  }
}

extension CaseFile {
  /// What was decided last about an option by somebody who may, and whether it still says what it said then.
  package func approval(
    of option: CaseOption, policy: Policy
  ) -> (record: LoopRecord, isCurrent: Bool, changed: [FieldState])? {
    approval(of: option, policy: policy, severity: severity)
  }

  /// The same, were the case as severe as this.
  func approval(
    of option: CaseOption, policy: Policy, severity: Severity?
  ) -> (record: LoopRecord, isCurrent: Bool, changed: [FieldState])? {
    let id = option.record.id.description
    let decided = records(.approval).last { approval in
      approval.text(ApprovalField.option) == id
        && approval.text(ApprovalField.role).flatMap { Role(rawValue: $0) }.map {
          policy.allows($0, severity: severity, cost: option.cost)
        } ?? false
    }
    guard let decided else { return nil }
    let changed = option.record.changed(since: decided.seen(ApprovalField.seen))
    return (decided, changed.isEmpty, changed)
  }
}

extension LoopRecord {
  package func seen(_ field: FieldDefinition) -> [Dot] {
    if case .sight(let dots) = value(field) { dots } else { [] }
  }
}

extension [Money] {
  /// The sum of each currency. Where that is too large to be told it is the largest there is.
  package var byCurrency: [Money] {
    reduce(into: [String: Int64]()) { sums, amount in
      let (sum, overflow) = (sums[amount.currency] ?? 0).addingReportingOverflow(amount.minorUnits)
      sums[amount.currency] = overflow ? .max : sum
    }.map { Money(minorUnits: $0.value, currency: $0.key) }.sorted { $0.currency < $1.currency }
  }
}
