import ArgumentParser
import Console
import Language
import Replica

struct QuarantineDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text(QuarantineDiscardMessage.discardAbstract))

  @Argument(help: help(QuarantineMessage.numbersHelp, "number"))
  var numbers: [String]

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.discard, numbers) }
}

enum QuarantineDiscardMessage: Message {
  case discardAbstract

  var label: Label {
    switch self {
    case .discardAbstract:
      Label(en: "Drops changes for good, here and at head office.", zhHans: "永久放弃这些修改（本机和总部）。")
    }
  }
}
