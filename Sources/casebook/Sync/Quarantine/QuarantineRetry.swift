import ArgumentParser
import Console
import Language
import Replica

struct QuarantineRetry: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: text(QuarantineRetryMessage.retryAbstract))

  @Argument(help: help(QuarantineMessage.numbersHelp, "number"))
  var numbers: [String] = []

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.retry, numbers) }
}

enum QuarantineRetryMessage: Message {
  case retryAbstract

  var label: Label {
    switch self {
    case .retryAbstract:
      Label(en: "Resubmits changes at the next sync (default: all).", zhHans: "下次同步时重新提交；不写序号则全部重新提交。")
    }
  }
}
