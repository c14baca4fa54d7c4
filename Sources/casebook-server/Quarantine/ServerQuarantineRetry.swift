import ArgumentParser
import Console
import HeadOffice
import Language

struct ServerQuarantineRetry: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: text(ServerQuarantineRetryMessage.retryAbstract))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .retry) }
}

enum ServerQuarantineRetryMessage: Message {
  case retryAbstract

  var label: Label {
    switch self {
    case .retryAbstract:
      Label(
        en: "Checks a change and its group again, and takes them if it can.",
        zhHans: "重新检查一项修改（及同组修改），符合规则即接收。")
    }
  }
}
