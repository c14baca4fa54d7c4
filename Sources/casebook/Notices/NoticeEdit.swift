import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct NoticeEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: text(NoticeEditMessage.abstract),
    discussion: text(NoticeEditMessage.discussion))

  @Argument(help: help(NoticeCommandMessage.keyHelp, "id"), completion: NoticeCompletion.keys)
  var id: String
  @OptionGroup var texts: NoticeTexts
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try texts.edits(context)
    guard !edits.isEmpty else { throw CommandFailure.usage(Label(NoticeEditMessage.nothingToChange)) }
    let before = try context.read { try context.notice(id, $0) }
    try context.change(notice: before.key, edits)
    let after = try context.read { try context.notice(before.key, $0) }
    if after.version != before.version, !context.json {
      context.errAfterwards(Label(NoticeEditMessage.owedAgain))
    }
    try texts.tellUnknown(context)
  }
}

enum NoticeEditMessage: Message {
  case abstract
  case discussion
  case nothingToChange
  case owedAgain

  var label: Label {
    switch self {
    case .abstract: Label(en: "Changes a notice (head office).", zhHans: "修改通知（总部）。")
    case .discussion:
      Label(
        en: """
          casebook notice edit thin-carton --branch SH03
          casebook notice edit thin-carton --text "Set them aside. The lorry comes soon."

          Another text, kind, product, batch or supplier is another thing to do: every
          branch acknowledges it again. Another title, date or list of branches is not.
          """,
        zhHans: """
          casebook notice edit thin-carton --branch SH03
          casebook notice edit thin-carton --text "全部封存，周五有车来收。"

          处理要求、类别、产品、批次、供应商有变动，各门店须重新签收；标题、日期和适用
          门店的变动不用。
          """)
    case .nothingToChange:
      Label(
        en: "Say what to change: --text, --batch, --acknowledge-by …",
        zhHans: "请写明改什么：--text、--batch、--acknowledge-by 等。")
    case .owedAgain:
      Label(
        en: "What is to be done has changed: branches acknowledge it again.", zhHans: "处理要求有变，各门店须重新签收。")
    }
  }
}
