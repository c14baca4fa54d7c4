import ArgumentParser
import Complaints
import Console
import Messages

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Flag(help: help(.commonPrintJsonForPrograms))
  var json = false

  @Option(
    help: help(.commonLanguageOfMessagesZhHans, "tag"),
    completion: .list(["zh-Hans", "en"]))
  var lang: String?

  @Option(help: help(.commonOptionsWhoWritesInsteadOfThe, "name"))
  var author: String?

  @Option(
    help: help(.commonOptionsFolderOfTheDataInstead, "dir"),
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
