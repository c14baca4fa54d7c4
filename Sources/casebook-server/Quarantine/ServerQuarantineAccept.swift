import ArgumentParser
import Console
import HeadOffice
import Language

struct ServerQuarantineAccept: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: text(ServerQuarantineAcceptMessage.acceptAbstract),
    discussion: text(ServerQuarantineAcceptMessage.acceptDiscussion))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .accept) }
}

enum ServerQuarantineAcceptMessage: Message {
  case acceptAbstract
  case acceptDiscussion

  var label: Label {
    switch self {
    case .acceptAbstract:
      Label(en: "Takes a change and its group; you vouch for it.", zhHans: "由您担保，接收一项修改（及同组修改）。")
    case .acceptDiscussion:
      Label(
        en: """
          casebook-server quarantine accept 1f0c6a2b/12

          For a change that builds on versions which never come back, or an edit by an
          older program that settles a conflict: you vouch that its author saw those
          versions and was entitled to decide. All other rules still apply.
          """,
        zhHans: """
          casebook-server quarantine accept 1f0c6a2b/12

          用于两种情况：修改所依据的版本再也找不回来；或旧程序的修改等同于处理冲突。
          由您担保操作人确实看过这些版本，并有权处理。其余规则照常检查。
          """)
    }
  }
}
