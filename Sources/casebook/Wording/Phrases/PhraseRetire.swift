import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

struct PhraseRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: text(PhraseRetireMessage.retireAbstract),
    discussion: text(PhraseRetireMessage.retireDiscussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Flag(help: help(CommonMessage.undoHelp))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(
      phrase: id, [FieldEdit(FieldID(PhraseField.retired.number), undo ? .none : .flag(true))])
  }
}

enum PhraseRetireMessage: Message {
  case retireAbstract
  case retireDiscussion

  var label: Label {
    switch self {
    case .retireAbstract:
      Label(en: "Takes a phrase out of use in all branches (head office).", zhHans: "在所有门店停用话术（总部）。")
    case .retireDiscussion:
      Label(
        en: """
          casebook phrase retire en_rain
          casebook phrase retire en_rain --undo
          """,
        zhHans: """
          casebook phrase retire zh_rain
          casebook phrase retire zh_rain --undo
          """)
    }
  }
}
