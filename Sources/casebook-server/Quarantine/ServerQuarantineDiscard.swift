import ArgumentParser
import Console
import HeadOffice
import Language

struct ServerQuarantineDiscard: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text(ServerQuarantineDiscardMessage.discardAbstract),
    discussion: text(ServerQuarantineDiscardMessage.discussion))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .discard) }
}

enum ServerQuarantineDiscardMessage: Message {
  case discardAbstract
  case discussion

  var label: Label {
    switch self {
    case .discardAbstract:
      Label(
        en: "Drops a change and its group for good; the device is notified.", zhHans: "永久放弃一项修改（及同组修改），并通知设备。"
      )
    case .discussion: Label(verbatim: "casebook-server quarantine discard 1f0c6a2b/12")
    }
  }
}
