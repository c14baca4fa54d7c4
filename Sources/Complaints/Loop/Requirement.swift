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
    case .restated: Label("what was understood, said back to the customer", "已向客户复述确认")
    case .need: Label("at least one need of the customer", "至少一项客户诉求")
    case .option: Label("an option", "至少一个方案")
    case .fewerOptions(let count): Label("one or two options, not \(count)", "方案只留一到两个（现有 \(count) 个）")
    case .wholeOption(let title, let fields):
      Label(
        "of the option “\(title)”: \(fields.map(\.label.en).joined(separator: ", "))",
        "方案“\(title)”还缺：\(fields.map(\.label.zhHans).joined(separator: "、"))")
    case .approval(let title, let roles):
      Label(
        "approval of the option “\(title)” by: \(roles.map(\.label.en).joined(separator: ", "))",
        "方案“\(title)”超出权限，需审批：\(roles.map(\.label.zhHans).joined(separator: "、"))")
    case .freshApproval(let title, let changed):
      Label(
        "a new approval of the option “\(title)”: changed since: \(changed.joined(separator: ", "))",
        "方案“\(title)”审批后又有改动（\(changed.joined(separator: "、"))），需重新审批")
    case .rejected(let title): Label("another option: “\(title)” was not approved", "方案“\(title)”未获批准，请另提方案")
    case .choice: Label("which of the options the customer chose", "客户选定的方案")
    case .consent: Label("consent of the customer", "客户同意")
    case .freshConsent(let title, let changed):
      Label(
        "a new consent of the customer: the option “\(title)” was changed since: \(changed.joined(separator: ", "))",
        "客户同意后方案“\(title)”又有改动（\(changed.joined(separator: "、"))），需再次征得同意")
    case .contact: Label("one person whom the customer can ask for", "单一联系人")
    case .commitment: Label("at least one commitment with a date", "至少一项有期限的承诺")
    case .closedCommitment(let what):
      Label("the commitment “\(what)”, done or waived", "承诺“\(what)”须完成或注明免除原因")
    case .reason: Label("a reason", "原因")
    case .nextUpdate: Label("when the customer hears next", "下次告知客户的时间")
    case .callBack: Label("a call-back", "回访记录")
    case .extraRemedy: Label("what is done in addition, and by when", "追加的补救措施及期限")
    case .lesson(let fields):
      Label(
        "of the review: \(fields.map(\.label.en).joined(separator: ", "))",
        "复盘还缺：\(fields.map(\.label.zhHans).joined(separator: "、"))")
    case .actionOwner(let what): Label("an owner of the action “\(what)”", "改进措施“\(what)”的负责人")
    case .original: Label("the case that it repeats", "重复的是哪个工单")
    case .endedEscalation: Label("an end of the escalation", "升级尚未结束")
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
