import ArgumentParser
import Console
import HeadOffice
import Language

/// `casebook-server erase …`
struct ServerErase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: text(ServerEraseMessage.abstract),
    subcommands: [ServerEraseStatus.self, ServerEraseVerify.self])
}

enum ServerEraseMessage: Message {
  case abstract

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Erasures of personal data: progress and proof.", zhHans: "清除个人信息：进度与验证。")
    }
  }
}
