import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct TaskChange: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "change", abstract: text(TaskChangeMessage.abstract),
    discussion: text(TaskChangeMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(TaskMessage.placeHelp, "n"))
  var place: String?

  @Option(help: help(TaskAddMessage.whatHelp, "text"))
  var what: String?

  @Option(help: help(TaskAddMessage.ownerHelp, "name"))
  var owner: String?

  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?

  @Option(help: help(TaskChangeMessage.purposeHelp, "purpose"), completion: choices(.taskPurpose))
  var purpose: String?

  @Option(help: help(CommonMessage.whyHelp, "text"))
  var why: String?

  @Option(help: help(TaskAddMessage.lookAgainHelp, "date"))
  var lookAgain: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (TaskField.what, what), (TaskField.owner, owner), (TaskField.due, due), (TaskField.purpose, purpose),
      (TaskField.why, why), (TaskField.lookAgain, lookAgain),
    ])
    guard !edits.isEmpty else { throw CommandFailure.usage(Label(TaskChangeMessage.changeMissing)) }
    for field in [TaskField.what, TaskField.owner, TaskField.due]
    where edits.contains(where: { $0.field == .init(field.number) && $0.value == .none }) {
      throw CommandFailure.usage(Label(TaskChangeMessage.emptied(field.label)))
    }
    try context.refusePast(edits, TaskField.due)
    try context.refusePast(edits, TaskField.lookAgain)
    func mayOwe(_ task: OwedRecord, _ reader: ReplicaReader) throws {
      let purposes = [FieldEdit(FieldID(TaskField.purpose.number), .text(task.purpose))]
      try context.requireSenior(
        purpose: purpose == nil ? purposes : edits, owner: owner ?? task.owner, reader)
    }
    try context.changeTask(
      reference, place, said: Label(CommonMessage.saved), where: \.isOpen, check: mayOwe
    ) { task in
      try context.refuseEnded(task)
      return edits + Self.reopening(task, edits)
    }
    if !context.json { try context.tellUnknown(owner) }
  }

  /// A day on which to look again asks for another look: what was seen before it is over.
  private static func reopening(_ task: OwedRecord, _ edits: [FieldEdit]) -> [FieldEdit] {
    let again = edits.contains { $0.field == .init(TaskField.lookAgain.number) && $0.value != .none }
    guard again, task.lookedAt != nil else { return [] }
    return [FieldEdit(FieldID(TaskField.lookedAt.number), .none)]
  }
}

enum TaskChangeMessage: Message {
  case abstract
  case changeMissing
  case discussion
  case emptied(Label)
  case purposeHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Changes a task: what, who, by when.", zhHans: "修改待办：办什么、谁来办、期限。")
    case .changeMissing:
      Label(
        en: "Say what to change: --what, --owner, --due, --purpose, --why or --look-again.",
        zhHans: "请写明改什么：--what、--owner、--due、--purpose、--why 或 --look-again。")
    case .discussion:
      Label(
        en: "casebook task change 7 1 --owner \"Li Na\" --due tomorrow",
        zhHans: "casebook task change 7 1 --owner 李娜 --due 明天")
    case .emptied(let field):
      Label(
        en: "\(field.en) cannot be empty; to end a task: casebook task drop",
        zhHans: "\(field.zhHans)不能为空；不再需要时请用 casebook task drop")
    case .purposeHelp:
      Label(
        en: "What it is for: \(Vocabulary.taskPurpose.choices.en).",
        zhHans: "类别，可填：\(Vocabulary.taskPurpose.choices.zhHans)。")
    }
  }
}
