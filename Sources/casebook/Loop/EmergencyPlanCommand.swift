import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct EmergencyPlanCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency-plan",
    abstract: text(EmergencyPlanMessage.planAbstract),
    discussion: text(EmergencyPlanMessage.planDiscussion))

  @Option(help: help(EmergencyPlanMessage.branchHelp, "branch"))
  var branch: String?
  @Option(help: help(EmergencyMessage.kindHelp, "kind"), completion: choices(.emergencyKind))
  var kind: String?
  @Option(help: help(EmergencyPlanMessage.stepsHelp, "file"), completion: .file())
  var steps: String?
  @Option(
    parsing: .singleValue, help: help(EmergencyPlanMessage.phoneHelp, "who: number"))
  var phone: [String] = []
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let kind = try context.emergencyKind(kind)
    for typed in phone
    where !typed.unicodeScalars.contains(where: { $0.properties.numericType == .decimal }) {
      throw CommandFailure.usage(
        Label(EmergencyPlanMessage.phoneInvalid(typed)), hint: Label(EmergencyPlanMessage.phoneHint))
    }
    let text = try steps.map(context.readText)
    let edits = try context.edits([
      (EmergencyPlanField.steps, text?.text),
      (EmergencyPlanField.phones, phone.isEmpty ? nil : phone.joined(separator: "\n")),
    ])
    let store = try context.openStore()
    let changed =
      try edits.isEmpty
      ? nil
      : context.keeping(text) {
        try context.write(store) { try $0.publishEmergencyPlan(of: code, kind: kind, edits) }
      }
    let plan = try context.read(store) { reader in
      try reader.emergencyPlan(
        of: code ?? (edits.isEmpty ? reader.identity.branch.rawValue : nil), kind: kind)
    }
    if context.json { return try context.emit(context.json(plan, case: nil)) }
    for line in context.lines(plan) { try context.out(line) }
    guard let changed else { return }
    try context.tellUnknown(branch: code, store)
    context.err(
      changed
        ? Label(EmergencyPlanMessage.planSaved)
        : .alreadySo)
  }
}

enum EmergencyPlanMessage: Message {
  case stepsHelp
  case planAbstract
  case planDiscussion
  case branchHelp
  case planSaved
  case phoneHelp
  case phoneHint
  case phoneInvalid(String)

  var label: Label {
    switch self {
    case .phoneHint:
      Label(
        en: "For example: --phone \"Ambulance: 120\"; give every number that is to be shown.",
        zhHans: "例如：--phone \"急救：120\"；要显示的电话须全部写上。")
    case .phoneInvalid(let typed):
      Label(en: "“\(typed)” has no telephone number.", zhHans: "“\(typed)”里没有电话号码。")
    case .stepsHelp:
      Label(en: "File with the steps, one per line.", zhHans: "步骤所在的文件，每行一步。")
    case .planAbstract:
      Label(en: "Shows the emergency plan of a branch, or sets it (head office).", zhHans: "查看应急预案；总部可设置。")
    case .planDiscussion:
      Label(
        en: """
          casebook emergency-plan --branch SH01
          casebook emergency-plan --branch SH01 --phone "Manager Li: 138 0013 8000" \\
            --phone "Ambulance: 120" --phone "Fire: 119" --phone "Police: 110"
          casebook emergency-plan --kind fire --steps fire.txt

          Write the steps in a file, one per line (- reads standard input). Without
          --branch the plan is for every branch that has none of its own. Steps and
          phone numbers can be set separately. --phone replaces all numbers: give every
          one that is to be shown. Each kind of emergency has a plan of its own: --kind.
          Without it the plan is for what none of them fits, and its numbers are shown
          with those that have none. Kinds: casebook terms list emergency_kind
          """,
        zhHans: """
          casebook emergency-plan --branch SH01
          casebook emergency-plan --branch SH01 --phone "李店长：138 0013 8000" \\
            --phone "急救：120" --phone "火警：119" --phone "报警：110"
          casebook emergency-plan --kind 火情 --steps 火情.txt

          步骤写在文件里，每行一步（- 表示标准输入）。不写 --branch 则用于没有单独
          预案的门店。步骤和电话可分别设置。电话整组替换：请把 120、119、110 等
          要显示的电话全部写上。各种情形可各有预案（--kind）；不写则为综合预案，没有
          对应情形时显示，它的电话也用于没有单独电话的预案。
          情形一览：casebook terms list emergency_kind
          """)
    case .branchHelp:
      Label(en: "The branch.", zhHans: "门店。")
    case .planSaved:
      Label(en: "The plan is saved; branches have it after the next sync.", zhHans: "预案已保存，门店下次同步后可用。")
    case .phoneHelp:
      Label(en: "Whom to call and the number (repeatable).", zhHans: "联系人和电话（可多个）。")
    }
  }
}
