import ArgumentParser
import Console
import Language
import Replica

struct QuarantineRetry: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: text(QuarantineRetryMessage.retryAbstract),
    discussion: text(QuarantineRetryMessage.discussion))

  @Argument(help: help(QuarantineMessage.numbersHelp, "n"))
  var numbers: [String] = []

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.retry, numbers) }
}

enum QuarantineRetryMessage: Message {
  case retryAbstract
  case discussion

  var label: Label {
    switch self {
    case .retryAbstract:
      Label(en: "Resubmits changes at the next sync (default: all).", zhHans: "下次同步时重新提交；不写序号则全部重新提交。")
    case .discussion:
      Label(
        en: """
          casebook quarantine retry          all of them
          casebook quarantine retry 12 15
          """,
        zhHans: """
          casebook quarantine retry          全部重新提交
          casebook quarantine retry 12 15
          """)
    }
  }
}
