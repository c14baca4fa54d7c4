import ArgumentParser
import Console
import Language

/// `casebook conflict …`
struct ConflictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflict",
    abstract: text(ConflictMessage.abstract),
    discussion: text(ConflictMessage.discussion),
    subcommands: [ConflictList.self, ConflictShow.self, ConflictResolve.self])
}

enum ConflictMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Shows and settles conflicts: what was changed in two places at once.",
        zhHans: "查看和处理多处同时修改产生的冲突。")
    case .discussion:
      Label(
        en: """
          casebook conflict list
          casebook conflict show 1f0c6a2b9d
          casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "customer asked"
          """,
        zhHans: """
          casebook conflict list
          casebook conflict show 1f0c6a2b9d
          casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "已向客户核实"
          """)
    }
  }
}
