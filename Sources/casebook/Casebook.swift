import ArgumentParser
import Complaints
import Console
import Glibc
import Language
import Terminal

/// The branch's program. Synchronous throughout: an asynchronous entry point alone would cost more than a
/// whole command.
@main
struct Casebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook",
    abstract: text(CasebookMessage.abstract),
    discussion: text(CasebookMessage.discussion),
    version: "0.1.0",
    groupedSubcommands: groups)

  static func main() {
    let output = Output()
    if let answer = TermCompletion.answer(Invocation.arguments, in: self) {
      if !answer.isEmpty { try? output.write(answer + "\n") }
      try? output.flush()
      Glibc.exit(ExitStatus.ok.rawValue)
    }
    do {
      try Invocation.requireText()
      let arguments = LeadingOptions.moved(
        Invocation.arguments, valued: ["--lang", "--author", "--home"], flags: ["--json"], in: self)
      do { try run(arguments, output) } catch let failure as CommandFailure {
        throw failure.pointing(arguments, in: self)
      }
      Glibc.exit(ExitStatus.ok.rawValue)
    } catch {
      let failure = CommandFailure(explaining: error, home: nil)
      // What was printed before it failed still belongs to the reader.
      try? output.flush()
      failure.report()
    }
  }

  /// Options that may stand before the command, which alone takes them.
  private static let leading = ["lang", "author", "home", "json"]

  private static func run(_ arguments: [String], _ output: Output) throws {
    let named = arguments.first.flatMap { name in commands.first { $0._commandName == name } }
    if !(named is any CasebookCommand.Type) { try UsageFailure.requireCommands(arguments, in: self) }
    let takesFields = (named as? any CasebookCommand.Type)?.takesFields ?? false
    let given = takesFields ? try FieldArguments(arguments) : FieldArguments(fields: [], rest: arguments)
    try OptionsGivenTwice.refuse(given.rest, in: self, except: ["--lang", "--author", "--home"])
    let rest = HelpText.ofGroup(try DashedText.settled(given.rest, in: self), in: self)
    var command: any ParsableCommand
    do {
      command = try parse(rest, named)
      if !(command is any CasebookCommand) {
        // A group of commands, or no command at all: its help.
        try command.run()
      }
    } catch {
      HelpText.fitParser()
      guard exitCode(for: error) == .success else {
        throw UsageFailure.explain(
          error, in: self, options: named == nil ? leading : takesFields ? FieldArguments.options : [])
      }
      try HelpText.requireAsked(error, in: self)
      try output.write(HelpText.of(error, in: self))
      return try output.flush()
    }
    guard let command = command as? any CasebookCommand else { return }
    let context = try Context(command.common, fields: given.fields, output: output)
    do {
      try command.run(in: context)
      try context.finish()
    } catch let failure as CommandFailure where failure.code == "output" {
      throw context.doneUnseen() ?? failure
    }
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

enum CasebookMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Complaint cases of a branch: work without a network, sync when there is one.",
        zhHans: "门店投诉工单：断网照常登记处理，联网后同步。")
    case .discussion:
      Label(
        en: """
          A CASE is a number (SH01-KT-20261122-007), its end (122-007, 7), the beginning
          of an id, or @last (the case used last).

          Exit codes: 0 ok, 1 failed, 2 bad usage, 3 not found, 4 not allowed,
          5 conflict open, 6 refused, 7 head office not reachable (the work is safe),
          8 store busy, 9 store damaged, 10 done and saved, but the answer could not be
          shown (do not run it again).

          Environment: CASEBOOK_HOME (data folder), NO_COLOR, LANG,
          CASEBOOK_BUSY_TIMEOUT_MS (how long to wait for another program's write).
          """,
        zhHans: """
          工单可用完整编号（SH01-KT-20261122-007）、编号末尾（122-007、7）、
          内部编号的开头，或 @last（最近操作的工单）。

          退出码：0 成功，1 失败，2 用法错误，3 找不到，4 无权限，5 有冲突待处理，
          6 不允许，7 连不上总部（数据安全，待上传），8 数据库被占用，9 数据库损坏，
          10 已完成并保存，但结果无法显示（请勿再次运行）。

          环境变量：CASEBOOK_HOME（数据目录）、NO_COLOR、LANG、
          CASEBOOK_BUSY_TIMEOUT_MS（等待其他程序写入的毫秒数）。
          """)
    }
  }
}
