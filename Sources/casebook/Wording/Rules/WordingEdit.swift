import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica

struct WordingEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: text(WordingEditMessage.editAbstract),
    discussion: text(WordingEditMessage.editDiscussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var rule: RuleOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try rule.edits(context)
    guard !edits.isEmpty else {
      throw CommandFailure.usage(Label(WordingEditMessage.nothingToChange))
    }
    try context.change(rule: id, edits)
  }
}

enum WordingEditMessage: Message {
  case editAbstract
  case editDiscussion
  case nothingToChange

  var label: Label {
    switch self {
    case .editAbstract:
      Label(en: "Changes a rule for all branches (head office).", zhHans: "为所有门店修改规则（总部）。")
    case .editDiscussion:
      Label(
        en: "casebook wording edit en_soon --better-en \"Name the hour.\"",
        zhHans: "casebook wording edit zh_soon --better-zh \"写明几点前答复。\"")
    case .nothingToChange:
      Label(en: "Say what to change: --pattern, --better-en …", zhHans: "请写明要改什么：--pattern、--better-zh 等。")
    }
  }
}
