import ArgumentParser
import Console
import Language
import Replica

struct Archive: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: text(ArchiveMessage.archiveAbstract),
    discussion: "casebook archive 7")

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.takeStep(.archive, reference) }
}

enum ArchiveMessage: Message {
  case archiveAbstract

  var label: Label {
    switch self {
    case .archiveAbstract:
      Label(
        en: "Archives a case once it is reviewed and each task, but for suggestions, has an owner.",
        zhHans: "归档：复盘完成，待办已落实到人（客户建议除外）。")
    }
  }
}
