import ArgumentParser
import Complaints
import Console
import Glibc
import Messages
import Terminal

/// The branch's program. Synchronous throughout: an asynchronous entry point alone would cost more than a
/// whole command.
@main
struct Casebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook",
    abstract: text(
      .casebookAbstract),
    discussion: text(
      .casebookDiscussion),
    version: "0.1.0",
    subcommands: commands)

  static func main() {
    let output = Output()
    do {
      let arguments = LeadingOptions.moved(
        Invocation.arguments, valued: ["--lang", "--author", "--home"], flags: ["--json"],
        groups: [
          ConflictCommand._commandName, QuarantineCommand._commandName, EraseCommand._commandName,
          BundleCommand._commandName, DraftsCommand._commandName, SignalCommand._commandName,
          PhraseCommand._commandName, WordingCommand._commandName, PolicyCommand._commandName,
          CalendarCommand._commandName, QualityCommand._commandName, ReportCommand._commandName,
        ])
      try run(arguments, output)
      Glibc.exit(ExitStatus.ok.rawValue)
    } catch {
      let failure = CommandFailure(explaining: error, home: nil)
      // What was printed before it failed still belongs to the reader.
      try? output.flush()
      failure.report()
    }
  }

  private static func run(_ arguments: [String], _ output: Output) throws {
    let named = arguments.first.flatMap { name in commands.first { $0._commandName == name } }
    if named == nil, let first = arguments.first, !first.hasPrefix("-"), first != "help" {
      throw UsageFailure.unknownCommand(first, in: self)
    }
    let takesFields = (named as? any CasebookCommand.Type)?.takesFields ?? false
    let given = takesFields ? try FieldArguments(arguments) : FieldArguments(fields: [], rest: arguments)
    var command: any ParsableCommand
    do {
      command = try parse(given.rest, named)
      if !(command is any CasebookCommand) {
        // A group of commands, or no command at all: its help.
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .success else {
        throw UsageFailure.explain(error, in: self, options: takesFields ? FieldArguments.options : [])
      }
      try output.write(HelpText.of(error, in: self))
      return try output.flush()
    }
    guard let command = command as? any CasebookCommand else { return }
    let context = try Context(command.common, fields: given.fields, output: output)
    try command.run(in: context)
    try context.finish()
  }

  /// A command is parsed on its own: to set up all the others takes longer than most of them run. Whatever
  /// is not plain use of it (help, a wrong option) is left to the whole program's parser, which words it.
  private static func parse(
    _ arguments: [String], _ named: (any ParsableCommand.Type)?
  ) throws -> any ParsableCommand {
    if let named = named as? any CasebookCommand.Type,
      let command = try? named.parseAsRoot(Array(arguments.dropFirst())),
      command is any CasebookCommand
    {
      return command
    }
    return try parseAsRoot(arguments)
  }
}
