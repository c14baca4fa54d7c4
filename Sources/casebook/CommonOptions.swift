import ArgumentParser
import Complaints
import Console
import Language

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Flag(help: help(ProgramMessage.jsonHelp))
  var json = false

  @Option(
    help: help(ProgramMessage.langHelp, "language"),
    completion: .list(["zh-Hans", "en"]))
  var lang: String?

  @Option(help: help(CommonOptionsMessage.authorHelp, "name"))
  var author: String?

  @Option(
    help: help(CommonOptionsMessage.homeHelp, "dir"),
    completion: .directory)
  var home: String?
}

/// A command of this program. Its body gets everything from a `Context`.
protocol CasebookCommand: ParsableCommand {
  var common: CommonOptions { get }
  /// The fields of a case are options of the command.
  static var takesFields: Bool { get }
  func run(in context: Context) throws
}

extension CasebookCommand {
  static var takesFields: Bool { false }
}

enum CommonOptionsMessage: Message {
  case homeHelp
  case authorHelp

  var label: Label {
    switch self {
    case .homeHelp:
      Label(en: "Data folder, instead of $CASEBOOK_HOME.", zhHans: "数据目录，代替 $CASEBOOK_HOME。")
    case .authorHelp:
      Label(en: "Author's name, instead of the one given to init.", zhHans: "操作人姓名，代替初始化时的姓名。")
    }
  }
}
