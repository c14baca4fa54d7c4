import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

struct WordingRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: text(WordingRetireMessage.retireAbstract),
    discussion: text(WordingRetireMessage.retireDiscussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Flag(help: help(CommonMessage.undoHelp))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(
      rule: id, [FieldEdit(FieldID(WordingRuleField.retired.number), undo ? .none : .flag(true))])
  }
}

enum WordingRetireMessage: Message {
  case retireAbstract
  case retireDiscussion

  var label: Label {
    switch self {
    case .retireAbstract:
      Label(en: "Retires a rule for all branches (head office).", zhHans: "在所有门店停用规则（总部）。")
    case .retireDiscussion:
      Label(
        en: """
          casebook wording retire en_cheap
          casebook wording retire en_cheap --undo
          """,
        zhHans: """
          casebook wording retire zh_cheap
          casebook wording retire zh_cheap --undo
          """)
    }
  }
}
