import ArgumentParser
import Console
import HeadOffice
import Language

struct ServerQuarantineRetry: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: text(ServerQuarantineRetryMessage.retryAbstract),
    discussion: text(ServerQuarantineRetryMessage.discussion))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .retry) }
}

enum ServerQuarantineRetryMessage: Message {
  case retryAbstract
  case discussion

  var label: Label {
    switch self {
    case .retryAbstract:
      Label(
        en: "Checks a change and its group again, and takes them if it can.",
        zhHans: "重新检查一项修改（及同组修改），符合规则即接收。")
    case .discussion:
      Label(
        verbatim: """
          casebook-server quarantine retry 1f0c6a2b/12
          casebook-server quarantine retry 1f0c6a2b/12 1f0c6a2b/15
          """)
    }
  }
}
