import ArgumentParser
import Console
import HeadOffice
import Language

struct ServerQuarantineDiscard: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text(ServerQuarantineDiscardMessage.discardAbstract))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .discard) }
}

enum ServerQuarantineDiscardMessage: Message {
  case discardAbstract

  var label: Label {
    switch self {
    case .discardAbstract:
      Label(
        en: "Drops a change and its group for good; the device is notified.", zhHans: "永久放弃一项修改（及同组修改），并通知设备。"
      )
    }
  }
}
