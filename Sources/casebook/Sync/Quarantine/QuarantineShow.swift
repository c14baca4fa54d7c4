import ArgumentParser
import Console
import Language
import Replica
import Terminal
import Versioning

struct QuarantineShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(QuarantineShowMessage.showAbstract),
    discussion: text(QuarantineShowMessage.discussion))

  @Argument(help: help(QuarantineShowMessage.numberHelp, "n"))
  var number: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let entry = try context.quarantined().one(typed: number)
    if context.json { return try context.emit(context.json(entry)) }
    try context.show(entry)
    try context.showFields(entry)
  }
}

enum QuarantineShowMessage: Message {
  case numberHelp
  case showAbstract
  case discussion

  var label: Label {
    switch self {
    case .numberHelp:
      Label(en: "Its number in the list.", zhHans: "列表中显示的序号。")
    case .showAbstract:
      Label(en: "Shows one change in quarantine in full.", zhHans: "查看一项被总部退回的修改。")
    case .discussion:
      Label(
        en: """
          casebook quarantine show 12
          casebook quarantine show 1f0c6a2b/12     where the list names it so
          """,
        zhHans: """
          casebook quarantine show 12
          casebook quarantine show 1f0c6a2b/12     列表中这样显示时
          """)
    }
  }
}
