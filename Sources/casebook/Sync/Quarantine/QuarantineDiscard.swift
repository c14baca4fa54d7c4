import ArgumentParser
import Console
import Language
import Replica

struct QuarantineDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text(QuarantineDiscardMessage.discardAbstract),
    discussion: text(QuarantineDiscardMessage.discussion))

  @Argument(help: help(QuarantineMessage.numbersHelp, "n"))
  var numbers: [String]

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.discard, numbers) }
}

enum QuarantineDiscardMessage: Message {
  case discardAbstract
  case discussion

  var label: Label {
    switch self {
    case .discardAbstract:
      Label(en: "Drops changes for good, here and at head office.", zhHans: "永久放弃这些修改（本机和总部）。")
    case .discussion: Label(verbatim: "casebook quarantine discard 12")
    }
  }
}
