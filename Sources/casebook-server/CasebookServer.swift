import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Messages
import RecordStore

/// Head office's program. Like the branch's it is synchronous: `serve` alone starts a concurrency runtime.
@main
struct CasebookServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook-server",
    abstract: text(
      .serverCasebookServerAbstract),
    discussion: text(
      .serverCasebookServerDiscussion),
    version: "0.1.0",
    subcommands: [
      InitServer.self, Serve.self, BranchCommand.self, DeviceCommand.self, ServerQuarantine.self,
      ServerErase.self, BundleServerCommand.self, CheckCommand.self, BackupCommand.self, RestoreCommand.self,
    ])

  static func main() {
    do {
      var command = try parsed()
      try command.run()
      try CommandFailure.unlessWritten()
      Glibc.exit(ExitStatus.ok.rawValue)
    } catch let help as HelpRequest {
      print(help.text, terminator: "")
      Glibc.exit(ExitStatus.ok.rawValue)
    } catch {
      CommandFailure(administration: error).report()
    }
  }

  private struct HelpRequest: Error { let text: String }

  private static func parsed() throws -> any ParsableCommand {
    do {
      let arguments = LeadingOptions.moved(
        Invocation.arguments, valued: ["--lang", "--data"], flags: ["--json"],
        groups: [
          BranchCommand._commandName, DeviceCommand._commandName, ServerQuarantine._commandName,
          ServerErase._commandName, BundleServerCommand._commandName,
        ])
      var command = try parseAsRoot(arguments)
      // A group of commands, none at all, or the parser's own `help`: what they do is to throw a help text.
      if !(command is any ServerCommand) { try command.run() }
      return command
    } catch {
      guard exitCode(for: error) == .success else { throw UsageFailure.explain(error, in: self) }
      throw HelpRequest(text: HelpText.of(error, in: self))
    }
  }
}

/// A command that does something, as against a group of commands.
protocol ServerCommand: ParsableCommand {}

extension CommandFailure {
  /// What was printed may be all there is of a one-time code: it has to have reached somebody.
  fileprivate static func unlessWritten() throws {
    guard fflush(nil) != 0, errno != EPIPE else { return }
    let why = String(cString: strerror(errno))
    throw CommandFailure("output", .failed, Label(.commonTheOutputCannotBeWritten, ["why": .text(why)]))
  }

  /// Tells what administration and the store refused.
  init(administration error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as StoreError: self.init(server: error, path: "head-office.sqlite")
    case AdministrationFailure.branchExists(let code):
      self.init(
        "branch_exists", .failed, Label(.serverCasebookServerThereIsABranchAlready, ["code": .text(code)]))
    case AdministrationFailure.unknownBranch(let code):
      self.init(
        "unknown_branch", .notFound, Label(.serverCasebookServerThereIsNoBranch, ["code": .text(code)]),
        hint: Label(.serverCasebookServerRunCasebookServerBranchAdd, ["code": .text(code)]))
    case AdministrationFailure.unknownDevice(let id):
      self.init(
        "unknown_device", .notFound, Label(.serverCasebookServerThereIsNoDevice, ["id": .text(id)]),
        hint: Label(.serverCasebookServerRunCasebookServerDeviceList))
    case AdministrationFailure.ambiguousDevice(let ids):
      self.init(
        "ambiguous_device", .notFound, Label(.serverCasebookServerSeveralDevicesBeginLikeThat),
        candidates: ids)
    case AdministrationFailure.notInQuarantine(let dot):
      self.init(
        "not_found", .notFound, Label(.serverCasebookServerIsNotInQuarantine, ["dot": .text(dot)]),
        hint: Label(.serverCasebookServerRunCasebookServerQuarantineList))
    default:
      self.init("failed", .failed, Label(.commonUnexpected, ["error": .text("\(error)")]))
    }
  }
}
