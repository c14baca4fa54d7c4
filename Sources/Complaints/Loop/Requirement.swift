package import Language

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
  /// That a senior spoke to the customer: who is named; nil: nobody is.
  case senior(String?)
  case reason
  case nextUpdate
  case callBack
  case extraRemedy
  case lesson([FieldDefinition])
  case taskOwner(String)
  case original
  case endedEscalation

  package var label: Label {
    switch self {
    case .field(let field): field.label
    case .restated: Label(en: "what you understood, repeated back to the customer", zhHans: "已向客户复述确认")
    case .need: Label(en: "at least one need of the customer", zhHans: "至少一项客户诉求")
    case .option: Label(en: "an option", zhHans: "至少一个方案")
    case .fewerOptions(let count): Label(RequirementMessage.fewerOptions(count: count))
    case .wholeOption(let title, let fields):
      Label(RequirementMessage.optionFields(.list(fields.map(\.label)), option: title))
    case .approval(let title, let roles):
      Label(RequirementMessage.approval(option: title, roles: .list(roles.map(\.label))))
    case .freshApproval(let title, let changed):
      Label(RequirementMessage.freshApproval(option: title, changed: .list(changed)))
    case .rejected(let title): Label(RequirementMessage.anotherOption(rejected: title))
    case .choice: Label(en: "the option that the customer chose", zhHans: "客户选定的方案")
    case .consent: Label(en: "the customer's consent", zhHans: "客户同意")
    case .freshConsent(let title, let changed):
      Label(RequirementMessage.freshConsent(option: title, changed: .list(changed)))
    case .contact: Label(en: "a contact person for the customer", zhHans: "对接人")
    case .commitment: Label(en: "at least one commitment with a date", zhHans: "至少一项有期限的承诺")
    case .closedCommitment(let what):
      Label(RequirementMessage.closedCommitment(what))
    case .senior(nil): Label(en: "a senior who speaks to the customer", zhHans: "一位出面与客户沟通的负责人")
    case .senior(let name?): Label(RequirementMessage.senior(name))
    case .reason: Label(en: "a reason", zhHans: "原因")
    case .nextUpdate: Label(en: "when the customer hears next", zhHans: "下次告知客户的时间")
    case .callBack: Label(en: "a call-back", zhHans: "回访记录")
    case .extraRemedy: Label(en: "what will be done in addition, and by when", zhHans: "追加的补救措施及期限")
    case .lesson(let fields):
      Label(RequirementMessage.reviewFields(.list(fields.map(\.label))))
    case .taskOwner(let what): Label(RequirementMessage.taskOwner(what))
    case .original: Label(en: "the case that it duplicates", zhHans: "重复的是哪个工单")
    case .endedEscalation: Label(en: "the end of the escalation", zhHans: "先结束升级")
    }
  }

  /// What to type to meet it; in angle brackets, what to put there.
  package func command(_ number: String) -> String {
    switch self {
    case .field(let field) where field == CaseField.channel || field == CaseField.narrative:
      "casebook edit \(number) --\(field.option) …"
    case .field(let field): "casebook assess \(number) --\(field.option) …"
    case .restated: "casebook assess \(number) --restated"
    case .need: "casebook assess \(number) --need emotional"
    case .option:
      "casebook propose \(number) --title … --remedy … --steps … --time … --pros … --cons … --guarantee …"
    case .fewerOptions: "casebook propose \(number) --drop <n>"
    case .wholeOption(_, let fields):
      "casebook propose \(number) --change <n> \(fields.map { "--\($0.shortOption) …" }.joined(separator: " "))"
    case .approval, .freshApproval: "casebook approvals"
    case .rejected: "casebook propose \(number) --change <n> …"
    case .choice: "casebook accept \(number) <n> --how …"
    case .consent, .freshConsent: "casebook accept \(number) <n> --how …"
    case .contact: "casebook execute \(number) --contact <name>"
    case .commitment: "casebook execute \(number) --commit … --due …"
    case .closedCommitment: "casebook commitment \(number) <n> --done"
    case .senior(nil): "casebook task add \(number) … --purpose senior --owner <name> --due …"
    case .senior: "casebook task done \(number) <n> --answer …"
    case .reason: "--reason …"
    case .nextUpdate: "--until …"
    case .callBack: "casebook callback \(number) --solved yes --satisfaction 5"
    case .extraRemedy: "--commit … --due …"
    case .lesson(let fields):
      "casebook review \(number) \(fields.map { "--\($0.option) …" }.joined(separator: " "))"
    case .taskOwner: "casebook task change \(number) <n> --owner <name>"
    case .original: "casebook withdraw \(number) --as duplicate --of <case>"
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

enum RequirementMessage: Message {
  case senior(String)
  case freshApproval(option: String, changed: Label)
  case freshConsent(option: String, changed: Label)
  case taskOwner(String)
  case anotherOption(rejected: String)
  case approval(option: String, roles: Label)
  case optionFields(Label, option: String)
  case reviewFields(Label)
  case fewerOptions(count: Int)
  case closedCommitment(String)

  var label: Label {
    switch self {
    case .senior(let name):
      Label(en: "that \(name) spoke to the customer", zhHans: "\(name) 已出面与客户沟通")
    case .freshApproval(let title, let changed):
      Label(
        en: "a new approval: the option “\(title)” was changed since: \(changed.en)",
        zhHans: "方案“\(title)”审批后又有改动（\(changed.zhHans)），需重新审批")
    case .freshConsent(let title, let changed):
      Label(
        en: "the customer's consent again: the option “\(title)” was changed since: \(changed.en)",
        zhHans: "客户同意后方案“\(title)”又有改动（\(changed.zhHans)），需再次征得同意")
    case .taskOwner(let what):
      Label(en: "an owner of the task “\(what)”", zhHans: "待办“\(what)”的负责人")
    case .anotherOption(let title):
      Label(en: "another option: “\(title)” was not approved", zhHans: "方案“\(title)”未获批准，请另提方案")
    case .approval(let title, let roles):
      Label(
        en: "approval of the option “\(title)” by one of: \(roles.en)",
        zhHans: "方案“\(title)”超出权限，须由以下任一角色批准：\(roles.zhHans)")
    case .optionFields(let fields, let title):
      Label(en: "for the option “\(title)”: \(fields.en)", zhHans: "方案“\(title)”还缺：\(fields.zhHans)")
    case .reviewFields(let fields):
      Label(en: "for the review: \(fields.en)", zhHans: "复盘还缺：\(fields.zhHans)")
    case .fewerOptions(let count):
      Label(en: "one or two options, not \(count.grouped)", zhHans: "方案只留一到两个（现有 \(count.grouped) 个）")
    case .closedCommitment(let what):
      Label(en: "the commitment “\(what)”, done or waived", zhHans: "承诺“\(what)”须完成，或注明取消原因")
    }
  }
}
