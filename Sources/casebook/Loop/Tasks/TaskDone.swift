import ArgumentParser
import Complaints
import Console
import Language

struct TaskDone: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: text(TaskDoneMessage.abstract),
    discussion: text(TaskDoneMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(TaskMessage.placeHelp, "n"))
  var place: String?

  @Option(help: help(TaskAnswerMessage.answerHelp, "text"))
  var answer: String?

  @Option(help: help(TaskAddMessage.lookAgainHelp, "date"))
  var lookAgain: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (TaskField.doneAt, "now"), (TaskField.answer, answer), (TaskField.lookAgain, lookAgain),
    ])
    try context.refusePast(edits, TaskField.lookAgain)
    func isMeant(_ task: OwedRecord) -> Bool { task.isOpen && task.done == nil }
    try context.changeTask(reference, place, said: Label(TaskDoneMessage.done), where: isMeant) { task in
      try context.refuseEnded(task)
      if let done = task.done {
        throw CommandFailure(
          "gate", .gateRefused, Label(TaskDoneMessage.alreadyDone(done.shown(to: context.zone))),
          hint: Label(TaskDoneMessage.alreadyDoneHint(reference)))
      }
      return edits
    }
  }
}

extension Context {
  /// - Throws: `CommandFailure` for a task that was dropped.
  func refuseEnded(_ task: OwedRecord) throws {
    guard task.isReleased else { return }
    throw CommandFailure("gate", .gateRefused, Label(TaskDoneMessage.alreadyDropped(task.released ?? "–")))
  }
}

enum TaskDoneMessage: Message {
  case abstract
  case alreadyDone(String)
  case alreadyDoneHint(String)
  case alreadyDropped(String)
  case discussion
  case done

  var label: Label {
    switch self {
    case .abstract: Label(en: "Ticks a task off.", zhHans: "把待办标为已完成。")
    case .alreadyDone(let when):
      Label(en: "This task was done \(when). Nothing was saved.", zhHans: "这项待办已于 \(when) 完成。本次未保存。")
    case .alreadyDoneHint(let reference):
      Label(
        en: "To note that it still holds: casebook task look \(reference) N --found …",
        zhHans: "登记复查结果：casebook task look \(reference) N --found …")
    case .alreadyDropped(let why):
      Label(en: "This task was dropped: \(why). Nothing was saved.", zhHans: "这项待办已取消：\(why)。本次未保存。")
    case .discussion:
      Label(
        en: """
          casebook task done 7
          casebook task done 7 2 --answer "New boxes since Monday" --look-again 2027-01-10
          """,
        zhHans: """
          casebook task done 7
          casebook task done 7 2 --answer "周一起已换新纸箱" --look-again 2027-01-10
          """)
    case .done: Label(en: "done", zhHans: "已完成")
    }
  }
}
