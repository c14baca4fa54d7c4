import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Language
import RecordStore

/// Head office's program. Like the branch's it is synchronous: `serve` alone starts a concurrency runtime.
@main
struct CasebookServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook-server",
    abstract: text(CasebookServerMessage.abstract),
    discussion: text(CasebookServerMessage.discussion),
    version: "0.1.0",
    subcommands: [
      InitServer.self, Serve.self, BranchCommand.self, DeviceCommand.self, ServerQuarantine.self,
      ServerErase.self, BundleServerCommand.self, CheckCommand.self, BackupCommand.self, RestoreCommand.self,
    ])

  static func main() {
    Output.holdStreams()
    // A reader that has gone is told by EPIPE instead of ending the process.
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files ends nobody: the write fails, and that is told.
    signal(SIGXFSZ, SIG_IGN)
    do {
      try Invocation.requireText()
      var command = try parsed()
      try command.run()
      try finishLines(hasDone: (type(of: command) as? any ServerCommand.Type)?.changes ?? false)
      Glibc.exit(ExitStatus.ok.rawValue)
    } catch let help as HelpRequest {
      print(help.text, terminator: "")
      Glibc.exit(ExitStatus.ok.rawValue)
    } catch {
      CommandFailure(administration: error).pointing(Invocation.arguments, in: self).report()
    }
  }

  private struct HelpRequest: Error { let text: String }

  private static func parsed() throws -> any ParsableCommand {
    do {
      try Invocation.requireText()
      let arguments = LeadingOptions.moved(
        Invocation.arguments, valued: ["--lang", "--data"], flags: ["--json"], in: self)
      try UsageFailure.requireCommands(arguments, in: self)
      try OptionsGivenTwice.refuse(arguments, in: self, except: ["--lang", "--data"])
      var command = try parseAsRoot(try DashedText.settled(arguments, in: self))
      // A group of commands, none at all, or the parser's own `help`: what they do is to throw a help text.
      if !(command is any ServerCommand) { try command.run() }
      return command
    } catch {
      HelpText.fitParser()
      guard exitCode(for: error) == .success else { throw UsageFailure.explain(error, in: self) }
      try HelpText.requireAsked(error, in: self)
      throw HelpRequest(text: HelpText.of(error, in: self))
    }
  }
}

/// A command that does something, as against a group of commands.
protocol ServerCommand: ParsableCommand {
  /// It does what another run would do again: where its answer reaches nobody, that is told.
  static var changes: Bool { get }
}

extension ServerCommand {
  static var changes: Bool { false }
}

extension CommandFailure {
  /// Tells what administration and the store refused.
  init(administration error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as StoreError: self.init(server: error, path: "head-office.sqlite")
    case AdministrationFailure.branchExists(let code):
      self.init(
        "branch_exists", .failed, Label(CasebookServerMessage.branchExists(code)))
    case AdministrationFailure.unknownBranch(let code):
      self.init(
        "unknown_branch", .notFound, Label(CasebookServerMessage.unknownBranch(code)),
        hint: Label(CasebookServerMessage.addBranchHint(code)))
    case AdministrationFailure.unknownDevice(let id):
      self.init(
        "unknown_device", .notFound, Label(CasebookServerMessage.unknownDevice(id)),
        hint: Label(CasebookServerMessage.deviceListHint))
    case AdministrationFailure.ambiguousDevice(let ids):
      self.init(
        "ambiguous_device", .notFound, Label(CasebookServerMessage.ambiguousDevice),
        candidates: ids)
    case AdministrationFailure.notInQuarantine(let dot):
      self.init(
        "not_found", .notFound, Label(CasebookServerMessage.notInQuarantine(dot)),
        hint: Label(CasebookServerMessage.quarantineListHint))
    default:
      self.init("failed", .failed, Label(ConsoleMessage.unexpectedError("\(error)")))
    }
  }
}

enum CasebookServerMessage: Message {
  case abstract
  case discussion
  case notInQuarantine(String)
  case addBranchHint(String)
  case deviceListHint
  case quarantineListHint
  case ambiguousDevice
  case branchExists(String)
  case unknownBranch(String)
  case unknownDevice(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Head office's sync server: takes in the branches' changes and passes them on.",
        zhHans: "总部同步服务：接收各门店的修改，并下发其他人的修改。")
    case .discussion:
      Label(
        en: """
          casebook-server init
          casebook-server branch add SH01 --name "Shanghai 1"
          casebook-server device enrol SH01
          casebook-server serve --listen 127.0.0.1:8080

          The data folder is --data DIR, else $CASEBOOK_SERVER_DATA, else
          ./casebook-server-data.
          """,
        zhHans: """
          casebook-server init
          casebook-server branch add SH01 --name 上海一店
          casebook-server device enrol SH01
          casebook-server serve --listen 127.0.0.1:8080

          数据目录：--data <目录>，或 $CASEBOOK_SERVER_DATA，默认 ./casebook-server-data。
          """)
    case .notInQuarantine(let dot):
      Label(en: "\(dot) is not in quarantine.", zhHans: "退回的修改里没有 \(dot)。")
    case .addBranchHint(let code):
      Label(en: "Run: casebook-server branch add \(code)", zhHans: "请先运行：casebook-server branch add \(code)")
    case .deviceListHint:
      Label(en: "Run: casebook-server device list", zhHans: "可用 casebook-server device list 查看。")
    case .quarantineListHint:
      Label(en: "Run: casebook-server quarantine list", zhHans: "可用 casebook-server quarantine list 查看。")
    case .ambiguousDevice:
      Label(en: "The ids of several devices begin like that:", zhHans: "有多台设备的编号以此开头：")
    case .branchExists(let code):
      Label(en: "Branch \(code) already exists.", zhHans: "门店 \(code) 已存在。")
    case .unknownBranch(let code):
      Label(en: "There is no branch \(code).", zhHans: "没有门店 \(code)。")
    case .unknownDevice(let id):
      Label(en: "There is no device \(id).", zhHans: "没有设备 \(id)。")
    }
  }
}
