import ArgumentParser
import Complaints
import Console
import Language

struct TaskAnswer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: text(TaskAnswerMessage.abstract),
    discussion: text(TaskAnswerMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(TaskAnswerMessage.placeHelp, "n"))
  var place: String

  @Argument(help: help(TaskAnswerMessage.answerHelp, "text"))
  var answer: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(TaskField.answer, answer)])
    guard edits.contains(where: { $0.value != .none }) else {
      throw CommandFailure.usage(Label(TaskAnswerMessage.answerMissing))
    }
    try context.changeTask(reference, place, said: Label(TaskAnswerMessage.answered), where: \.isOpen) { _ in
      edits
    }
  }
}

enum TaskAnswerMessage: Message {
  case abstract
  case answered
  case answerHelp
  case answerMissing
  case discussion
  case placeHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Notes what came back; the task stays open.", zhHans: "登记答复；待办仍未完成。")
    case .answered: Label(en: "answer saved; the task is still open", zhHans: "已登记答复，待办仍未完成")
    case .answerHelp: Label(en: "The answer.", zhHans: "答复内容。")
    case .answerMissing: Label(en: "The answer is empty.", zhHans: "答复不能为空。")
    case .discussion:
      Label(
        en: "casebook task answer 7 1 \"Booked on Monday, reference 4711\"",
        zhHans: "casebook task answer 7 1 \"周一已入账，凭证 4711\"")
    case .placeHelp: Label(en: "Task number.", zhHans: "待办序号。")
    }
  }
}
