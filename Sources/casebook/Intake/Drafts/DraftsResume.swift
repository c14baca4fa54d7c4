import ArgumentParser
import Console
import Language
import Replica

struct DraftsResume: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: text(DraftsResumeMessage.resumeAbstract),
    discussion: text(DraftsResumeMessage.discussion))

  @Argument(help: help(DraftsResumeMessage.resumeDraftHelp, "id"))
  var id: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let all = context.drafts.all()
    guard !all.isEmpty else {
      throw CommandFailure("not_found", .notFound, Label(DraftsListMessage.noDrafts))
    }
    guard let wanted = id ?? (all.count == 1 ? all[0].id.description : nil) else {
      throw CommandFailure.usage(
        Label(DraftsResumeMessage.draftMissing(of: all.count)),
        hint: Label(CommonMessage.draftsHint))
    }
    guard context.canAsk else {
      throw CommandFailure.usage(
        Label(DraftsResumeMessage.noTerminal),
        hint: Label(DraftsResumeMessage.logUnfinishedHint(draft: wanted)))
    }
    try context.intake(wanted)
  }
}

enum DraftsResumeMessage: Message {
  case noTerminal
  case resumeAbstract
  case discussion
  case resumeDraftHelp
  case logUnfinishedHint(draft: String)
  case draftMissing(of: Int)

  var label: Label {
    switch self {
    case .noTerminal:
      Label(en: "Questions cannot be asked here: this is not a terminal.", zhHans: "现在无法逐项提问，请在命令行窗口中直接运行。")
    case .resumeAbstract:
      Label(en: "Goes on with a draft.", zhHans: "继续填写草稿。")
    case .discussion:
      Label(
        en: """
          casebook drafts resume             where there is only one
          casebook drafts resume 3f9a1c
          """,
        zhHans: """
          casebook drafts resume             只有一份草稿时
          casebook drafts resume 3f9a1c
          """)
    case .resumeDraftHelp:
      Label(en: "The draft; may be left out if there is only one.", zhHans: "草稿编号；只有一份时可省略。")
    case .logUnfinishedHint(let wanted):
      Label(
        en: "To log it as it is: casebook new --draft \(wanted)",
        zhHans: "按现有内容登记：casebook new --draft \(wanted)")
    case .draftMissing(let count):
      Label(en: "Which draft? There are \(count.grouped).", zhHans: "请写明草稿编号：共有 \(count.grouped) 份草稿。")
    }
  }
}
