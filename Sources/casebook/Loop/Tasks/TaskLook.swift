import ArgumentParser
import Complaints
import Console
import Language

struct TaskLook: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "look", abstract: text(TaskLookMessage.abstract),
    discussion: text(TaskLookMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(TaskMessage.placeHelp, "n"))
  var place: String?

  @Option(help: help(TaskLookMessage.foundHelp, "text"))
  var found: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(TaskField.lookedAt, "now"), (TaskField.found, found)])
    guard edits.contains(where: { $0.field == .init(TaskField.found.number) && $0.value != .none }) else {
      throw CommandFailure.usage(
        Label(TaskLookMessage.foundMissing),
        hint: Label(TaskLookMessage.discussion))
    }
    func isMeant(_ task: OwedRecord) -> Bool { task.isOpen && task.done != nil }
    try context.changeTask(reference, place, said: Label(TaskLookMessage.looked), where: isMeant) { task in
      try context.refuseEnded(task)
      guard task.done != nil else {
        throw CommandFailure(
          "gate", .gateRefused, Label(TaskLookMessage.notDone),
          hint: Label(TaskLookMessage.notDoneHint(reference)))
      }
      return edits
    }
  }
}

enum TaskLookMessage: Message {
  case abstract
  case discussion
  case foundHelp
  case foundMissing
  case looked
  case notDone
  case notDoneHint(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Notes whether what was done holds.", zhHans: "登记复查结果：做过的事是否见效。")
    case .discussion:
      Label(
        en: "casebook task look 7 1 --found \"No broken box in four weeks\"",
        zhHans: "casebook task look 7 1 --found \"四周内无破损\"")
    case .foundHelp: Label(en: "What was found.", zhHans: "复查结果。")
    case .foundMissing: Label(en: "Say what was found: --found <text>", zhHans: "请写明复查结果：--found <文字>")
    case .looked: Label(en: "looked at again", zhHans: "已登记复查结果")
    case .notDone: Label(en: "This task is not done yet. Nothing was saved.", zhHans: "这项待办还没有完成。本次未保存。")
    case .notDoneHint(let reference):
      Label(en: "First: casebook task done \(reference) N", zhHans: "请先：casebook task done \(reference) N")
    }
  }
}
