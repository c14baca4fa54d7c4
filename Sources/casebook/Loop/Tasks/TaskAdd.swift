import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct TaskAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(TaskAddMessage.abstract), discussion: text(TaskAddMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(TaskAddMessage.whatHelp, "text"))
  var what: String

  @Option(help: help(TaskAddMessage.ownerHelp, "name"))
  var owner: String?

  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?

  @Option(help: help(TaskAddMessage.purposeHelp, "purpose"), completion: choices(.taskPurpose))
  var purpose: String?

  @Option(help: help(CommonMessage.whyHelp, "text"))
  var why: String?

  @Option(help: help(TaskAddMessage.lookAgainHelp, "date"))
  var lookAgain: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (TaskField.what, what), (TaskField.owner, owner), (TaskField.due, due),
      (TaskField.purpose, purpose ?? "follow_up"), (TaskField.why, why),
      (TaskField.lookAgain, lookAgain),
    ])
    func isGiven(_ field: FieldDefinition) -> Bool {
      edits.contains { $0.field == FieldID(field.number) && $0.value != .none }
    }
    guard isGiven(TaskField.what), isGiven(TaskField.owner), isGiven(TaskField.due) else {
      throw CommandFailure.usage(
        Label(TaskAddMessage.incomplete),
        hint: Label(TaskAddMessage.exampleHint))
    }
    try context.refusePast(edits, TaskField.due)
    try context.refusePast(edits, TaskField.lookAgain)
    try context.record(reference, said: Label(TaskAddMessage.added(owner: owner ?? "", what: what))) {
      session, row, _ in
      try context.requireSenior(purpose: edits, owner: owner, session.reader)
      return try session.append(.task, to: row, edits + [session.asking])
    }
    if !context.json { try context.tellUnknown(owner, isPerson: isSenior(edits)) }
  }
}

/// Whether it is said that a senior speaks to the customer.
func isSenior(_ edits: [FieldEdit]) -> Bool {
  edits.contains { $0.field == FieldID(TaskField.purpose.number) && $0.value == .text("senior") }
}

extension Context {
  /// Of a severe case somebody above branch staff speaks to the customer: nobody who is known to be none.
  /// - Throws: `CommandFailure`.
  func requireSenior(purpose edits: [FieldEdit], owner: String?, _ reader: ReplicaReader) throws {
    guard isSenior(edits), let owner,
      let person = try reader.people().called(owner, at: reader.identity.branch.rawValue),
      person.role == .branchStaff
    else { return }
    throw CommandFailure(
      "no_senior", .gateRefused, Label(TaskAddMessage.noSenior(person.name)),
      hint: Label(TaskAddMessage.noSeniorHint))
  }
}

enum TaskAddMessage: Message {
  case abstract
  case added(owner: String, what: String)
  case discussion
  case exampleHint
  case incomplete
  case lookAgainHelp
  case noSenior(String)
  case noSeniorHint
  case ownerHelp
  case purposeHelp
  case whatHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Asks somebody to do something by a date.", zhHans: "请人在期限前办一件事。")
    case .added(let owner, let what):
      Label(en: "task for \(owner): \(what)", zhHans: "已交给 \(owner)：\(what)")
    case .discussion:
      Label(
        en: """
          casebook task add 7 "A board in the kitchen" --purpose improvement \\
            --owner "Wang Wei" --due 2026-12-01 --look-again 2027-01-10
          casebook task add 7 "Was the refund booked?" --purpose question \\
            --owner finance --due "tomorrow 17:00"
          """,
        zhHans: """
          casebook task add 7 "后厨设提示板" --purpose 改进措施 \\
            --owner 王伟 --due 2026-12-01 --look-again 2027-01-10
          casebook task add 7 "退款入账了吗" --purpose 协办 \\
            --owner 财务 --due "明天 17:00"
          """)
    case .exampleHint:
      Label(
        en: "For example: casebook task add 7 \"Call the supplier\" --owner \"Li Na\" --due tomorrow",
        zhHans: "例如：casebook task add 7 \"联系供应商\" --owner 李娜 --due 明天")
    case .incomplete:
      Label(
        en: "A task needs words, who does it (--owner) and by when (--due).",
        zhHans: "待办要写明办什么、谁来办（--owner）、什么时候办完（--due）。")
    case .lookAgainHelp:
      Label(en: "When to see whether what was done holds.", zhHans: "哪天复查效果。")
    case .noSenior(let name):
      Label(
        en: "\(name) is branch staff: a senior has to speak to the customer. Nothing was saved.",
        zhHans: "\(name)是店员，须由负责人（值班经理及以上）出面。本次未保存。")
    case .noSeniorHint:
      Label(en: "Who may: casebook person list", zhHans: "可选的人见 casebook person list")
    case .ownerHelp:
      Label(en: "Who does it: a person, a department, a supplier.", zhHans: "谁来办：人、部门或供应商。")
    case .purposeHelp:
      Label(
        en: "What it is for (usually follow_up): \(Vocabulary.taskPurpose.choices.en).",
        zhHans: "类别，默认为跟进；可填：\(Vocabulary.taskPurpose.choices.zhHans)。")
    case .whatHelp: Label(en: "What is to be done.", zhHans: "办什么。")
    }
  }
}
