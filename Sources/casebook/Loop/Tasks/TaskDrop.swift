import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct TaskDrop: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop", abstract: text(TaskDropMessage.abstract),
    discussion: text(TaskDropMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(TaskMessage.placeHelp, "n"))
  var place: String?

  @Option(help: help(CommonMessage.whyHelp, "text"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let why = try context.reason(reason, of: TaskField.dropped)
    try context.changeTask(reference, place, said: Label(TaskDropMessage.said), where: \.isOpen) { task in
      try context.refuseEnded(task)
      if let done = task.done {
        throw CommandFailure(
          "gate", .gateRefused, Label(TaskDoneMessage.alreadyDone(done.shown(to: context.zone))))
      }
      return [FieldEdit(FieldID(TaskField.dropped.number), why)]
    }
  }
}

enum TaskDropMessage: Message {
  case abstract
  case discussion
  case said

  var label: Label {
    switch self {
    case .abstract: Label(en: "Ends a task that is not needed any more.", zhHans: "取消不再需要的待办。")
    case .discussion:
      Label(
        en: "casebook task drop 7 1 --reason \"The supplier was changed\"",
        zhHans: "casebook task drop 7 1 --reason \"已更换供应商\"")
    case .said: Label(en: "dropped", zhHans: "已取消")
    }
  }
}
