import ArgumentParser
import Complaints
import Console

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Flag(help: help("Print JSON for programs.", "输出 JSON，供程序使用。"))
  var json = false

  @Option(
    help: help("Language of messages: zh-Hans or en.", "界面语言：zh-Hans 或 en。", "tag"),
    completion: .list(["zh-Hans", "en"]))
  var lang: String?

  @Option(help: help("Who writes, instead of the name given to init.", "操作人姓名，代替初始化时的姓名。", "name"))
  var author: String?

  @Option(
    help: help("Folder of the data, instead of $CASEBOOK_HOME.", "数据目录，代替 $CASEBOOK_HOME。", "dir"),
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
