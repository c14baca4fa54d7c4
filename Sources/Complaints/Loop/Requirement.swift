package import Messages

/// Something that a gate misses.
package enum Requirement: Hashable, Sendable {
  /// A field of the case.
  case field(FieldDefinition)
  /// That what was understood was said back to the customer.
  case restated
  case need
  case option
  case fewerOptions(Int)
  case wholeOption(String, missing: [FieldDefinition])
  case approval(String, by: [Role])
  /// It was approved, and something of it was changed since.
  case freshApproval(String, changed: [String])
  case rejected(String)
  case choice
  case consent
  case freshConsent(String, changed: [String])
  case contact
  case commitment
  case closedCommitment(String)
  case reason
  case nextUpdate
  case callBack
  case extraRemedy
  case lesson([FieldDefinition])
  case actionOwner(String)
  case original
  case endedEscalation

  package var label: Label {
    switch self {
    case .field(let field): field.label
    case .restated: Label(.requirementWhatWasUnderstoodSaidBack)
    case .need: Label(.requirementAtLeastOneNeedOf)
    case .option: Label(.requirementAnOption)
    case .fewerOptions(let count): Label(.requirementOneOrTwoOptionsNot, ["count": .number(count)])
    case .wholeOption(let title, let fields):
      Label(
        .requirementOfTheOption, ["title": .text(title), "fields": .list(fields.map(\.label))])
    case .approval(let title, let roles):
      Label(
        .requirementApprovalOfTheOptionBy, ["title": .text(title), "roles": .list(roles.map(\.label))])
    case .freshApproval(let title, let changed):
      Label(
        .requirementANewApprovalOfThe, ["title": .text(title), "changed": .list(changed)])
    case .rejected(let title): Label(.requirementAnotherOptionWasNotApproved, ["title": .text(title)])
    case .choice: Label(.requirementWhichOfTheOptionsThe)
    case .consent: Label(.requirementConsentOfTheCustomer)
    case .freshConsent(let title, let changed):
      Label(
        .requirementANewConsentOfThe, ["title": .text(title), "changed": .list(changed)])
    case .contact: Label(.requirementOnePersonWhomTheCustomer)
    case .commitment: Label(.requirementAtLeastOneCommitmentWith)
    case .closedCommitment(let what):
      Label(.requirementTheCommitmentDoneOrWaived, ["what": .text(what)])
    case .reason: Label(.requirementAReason)
    case .nextUpdate: Label(.requirementWhenTheCustomerHearsNext)
    case .callBack: Label(.requirementACallBack)
    case .extraRemedy: Label(.requirementWhatIsDoneInAddition)
    case .lesson(let fields):
      Label(
        .requirementOfTheReview, ["fields": .list(fields.map(\.label))])
    case .actionOwner(let what): Label(.requirementAnOwnerOfTheAction, ["what": .text(what)])
    case .original: Label(.requirementTheCaseThatItRepeats)
    case .endedEscalation: Label(.requirementAnEndOfTheEscalation)
    }
  }

  /// What to type to meet it.
  package func command(_ number: String) -> String {
    switch self {
    case .field(let field) where field == CaseField.channel || field == CaseField.narrative:
      "casebook edit \(number) --\(field.option) …"
    case .field(let field): "casebook assess \(number) --\(field.option) …"
    case .restated: "casebook assess \(number) --restated"
    case .need: "casebook assess \(number) --need emotional:…"
    case .option:
      "casebook propose \(number) --title … --remedy … --steps … --time … --pros … --cons … --guarantee …"
    case .fewerOptions: "casebook propose \(number) --drop N"
    case .wholeOption(_, let fields):
      "casebook propose \(number) --change N \(fields.map { "--\($0.shortOption) …" }.joined(separator: " "))"
    case .approval, .freshApproval: "casebook approvals"
    case .rejected: "casebook propose \(number) --change N …"
    case .choice: "casebook accept \(number) N --how …"
    case .consent, .freshConsent: "casebook accept \(number) N --how …"
    case .contact: "casebook execute \(number) --contact NAME"
    case .commitment: "casebook execute \(number) --commit … --due …"
    case .closedCommitment: "casebook commitment \(number) N --done"
    case .reason: "--reason …"
    case .nextUpdate: "--until …"
    case .callBack: "casebook callback \(number) --solved yes --satisfaction 5"
    case .extraRemedy: "--commit … --due …"
    case .lesson(let fields):
      "casebook review \(number) \(fields.map { "--\($0.option) …" }.joined(separator: " "))"
    case .actionOwner: "casebook review \(number) --owner-of N NAME"
    case .original: "casebook withdraw \(number) --as duplicate --of CASE"
    case .endedEscalation: "casebook escalate \(number) --end --outcome …"
    }
  }
}

extension FieldDefinition {
  /// As `propose` names it.
  package var shortOption: String {
    switch self {
    case OptionField.timeNeeded: "time"
    case OptionField.remedies: "remedy"
    default: option
    }
  }
}
