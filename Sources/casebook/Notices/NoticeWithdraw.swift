import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct NoticeWithdraw: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: text(NoticeWithdrawMessage.abstract),
    discussion: text(NoticeWithdrawMessage.discussion))

  @Argument(help: help(NoticeCommandMessage.keyHelp, "id"), completion: NoticeCompletion.keys)
  var id: String
  @Option(help: help(CommonMessage.whyHelp, "text"))
  var reason: String?
  @Flag(help: help(CommonMessage.undoHelp))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let why = undo ? .none : try context.reason(reason, of: NoticeField.withdrawnBecause)
    try context.change(
      notice: id,
      [
        FieldEdit(FieldID(NoticeField.withdrawn.number), undo ? .none : .flag(true)),
        FieldEdit(FieldID(NoticeField.withdrawnBecause.number), why),
      ])
  }
}

enum NoticeWithdrawMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract: Label(en: "Takes a notice back, with a reason (head office).", zhHans: "撤回通知，须写原因（总部）。")
    case .discussion:
      Label(
        en: """
          casebook notice withdraw thin-carton --reason "the supplier took them back"
          casebook notice withdraw thin-carton --undo
          """,
        zhHans: """
          casebook notice withdraw thin-carton --reason "供应商已全部收回"
          casebook notice withdraw thin-carton --undo
          """)
    }
  }
}
