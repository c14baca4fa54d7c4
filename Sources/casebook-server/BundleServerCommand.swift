import ArgumentParser
import Bundles
import Complaints
import Console
import HeadOffice
import Interchange
import Messages
import RecordStore
import SyncProtocol
import Terminal

/// `casebook-server bundle …`: the exchange by file, at head office.
struct BundleServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: text(.serverBundleServerAbstract),
    discussion: text(
      .serverBundleServerDiscussion),
    subcommands: [BundleTicketCommand.self, BundleAnswerCommand.self])
}

struct BundleTicketCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "ticket",
    abstract: text(.serverBundleTicketAbstract))

  @Argument(help: help(.commonTheBranchThatTheDevice, "branch"))
  var branch: String

  @Argument(help: help(.serverBundleServerTheFileToWrite, "file"), completion: .file())
  var file: String

  @Option(
    help: help(
      .commonBranchStaffDutyManagerHead, "role"))
  var role = "branch_staff"

  @Option(help: help(.serverBundleServerDaysUntilItExpires1, "days"))
  var validFor = 30

  @Option(name: .customLong("device"), help: help(.serverDeviceForADeviceThatWas, "replica"))
  var known: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      throw CommandFailure.usage(Label(.commonThereIsNoRole, ["role": .text(role)]))
    }
    guard (1...90).contains(validFor) else {
      throw CommandFailure.usage(Label(.serverBundleServerValidForTakes1To))
    }
    let code = try BranchCode.checked(branch)
    let store = try options.openStore()
    var random = SystemRandomNumberGenerator()
    let ticket = try options.explaining {
      // It is carried for weeks: twice as long as one that is typed within minutes.
      let made = try store.enrolmentCode(
        branch: code, role: role, device: known, now: ServerOptions.now,
        validFor: Int64(validFor) * 86_400_000, letters: 16,
        random: &random)
      return BundleTicket(
        headOffice: store.id, sealingKey: try store.bundlePublicKey(), code: made.text, branch: code.rawValue)
    }
    try WholeFile.write(Array(ticket.text.utf8), to: file)
    if options.json {
      return printLine(
        JSON.object([
          ("branch", .string(code.rawValue)), ("role", .string(role.rawValue)), ("file", .string(file)),
        ]))
    }
    printLine(
      text(
        .serverBundleServerForOneDeviceOfOn, ["file": .text(file), "code": .text(code)]))
  }
}

struct BundleAnswerCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: text(.serverBundleAnswerAbstract))

  @Argument(help: help(.serverBundleServerTheBundle, "file"), completion: .file())
  var file: String

  @Argument(help: help(.serverBundleServerTheAnswerToWrite, "answer"), completion: .file())
  var answer: String

  @Flag(
    help: help(
      .serverBundleServerTakeWhatARevokedDevice))
  var revoked = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let bytes = try WholeFile.read(file, limit: Limits.bundleBytes)
    let service = HeadOfficeService(store: store, now: { ServerOptions.now })
    let allowRevoked = revoked
    let outcome: BundleOutcome
    do {
      outcome = try blocking { try await service.answer(bundle: bytes, allowRevoked: allowRevoked) }
    } catch let failure as BundleFailure {
      throw CommandFailure(failure, path: file)
    } catch { throw StoreErrorOr.failure(error, options.storePath) }
    try WholeFile.write(outcome.answer, to: answer)
    if options.json {
      return printLine(
        JSON.object([
          ("branch", .string(outcome.branch)), ("replica", .optional(outcome.replica?.description)),
          ("changes", .integer(Int64(outcome.changes))), ("states", .integer(Int64(outcome.states))),
          ("refusal", .optional(outcome.refusal?.code.rawValue)),
        ]))
    }
    printLine(
      text(
        .serverBundleServerChangesTakenRecordsIn,
        [
          "branch": .text(outcome.branch), "changes": .number(outcome.changes),
          "states": .number(outcome.states),
          "answer": .text(answer),
        ]))
    if let refusal = outcome.refusal {
      tellOnStandardError(
        text(
          .serverBundleServerNotAllOfItWas, ["message": .text(refusal.message)]))
    }
  }
}

private enum StoreErrorOr {
  /// What went wrong with the store, in words.
  static func failure(_ error: any Error, _ path: String) -> any Error {
    StoreError(error).map { CommandFailure(server: $0, path: path) } ?? error
  }
}
