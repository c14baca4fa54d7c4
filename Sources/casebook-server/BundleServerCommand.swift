import ArgumentParser
import Bundles
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import RecordStore
import SyncProtocol
import Terminal

/// `casebook-server bundle …`: the exchange by file, at head office.
struct BundleServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: text(BundleServerMessage.abstract),
    discussion: text(BundleServerMessage.discussion),
    subcommands: [BundleTicketCommand.self, BundleAnswerCommand.self])
}

struct BundleTicketCommand: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "ticket",
    abstract: text(BundleServerMessage.ticketAbstract))

  @Argument(help: help(ProgramMessage.deviceBranchHelp, "branch"))
  var branch: String

  @Argument(help: help(BundleServerMessage.ticketHelp, "file"), completion: .file())
  var file: String

  @Option(
    help: help(ProgramMessage.roleHelp, "role"))
  var role = "branch_staff"

  @Option(help: help(BundleServerMessage.validForHelp, "days"))
  var validFor = 30

  @Option(name: .customLong("device"), help: help(ProgramMessage.knownDeviceHelp, "replica"))
  var known: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      throw CommandFailure.usage(Label(ProgramMessage.unknownRole(role)))
    }
    guard (1...90).contains(validFor) else {
      throw CommandFailure.usage(Label(BundleServerMessage.validForRange))
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
    printLine(text(BundleServerMessage.ticketWritten(file, branch: "\(code)")))
  }
}

struct BundleAnswerCommand: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: text(BundleServerMessage.answerAbstract))

  @Argument(help: help(BundleServerMessage.bundleHelp, "file"), completion: .file())
  var file: String

  @Argument(help: help(BundleServerMessage.answerHelp, "answer"), completion: .file())
  var answer: String

  @Flag(
    help: help(BundleServerMessage.revokedHelp))
  var revoked = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let bytes = try WholeFile.read(file, limit: Limits.bundleBytes)
    let service = HeadOfficeService(
      store: store, now: { ServerOptions.now }, gap: HeadOfficeStore.gapBesideServer)
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
        BundleServerMessage.answered(
          outcome.branch, changes: outcome.changes, records: outcome.states, file: answer)))
    if let refusal = outcome.refusal {
      tellOnStandardError(text(BundleServerMessage.partlyRefused(refusal.message)))
    }
  }
}

private enum StoreErrorOr {
  /// What went wrong with the store, in words.
  static func failure(_ error: any Error, _ path: String) -> any Error {
    StoreError(error).map { CommandFailure(server: $0, path: path) } ?? error
  }
}

enum BundleServerMessage: Message {
  case answerAbstract
  case abstract
  case answered(String, changes: Int, records: Int, file: String)
  case validForHelp
  case discussion
  case ticketWritten(String, branch: String)
  case partlyRefused(String)
  case revokedHelp
  case answerHelp
  case bundleHelp
  case ticketHelp
  case validForRange
  case ticketAbstract

  var label: Label {
    switch self {
    case .answerAbstract:
      Label(en: "Takes in a branch's bundle and writes the answer.", zhHans: "接收门店的上传文件，并生成回执。")
    case .abstract:
      Label(en: "Exchanges with a branch by file, where there is no network.", zhHans: "没有网络时，用文件与门店交换数据。")
    case .answered(let branch, let changes, let states, let answer):
      Label(
        en:
          "\(branch): \(changes.of("change", "changes")) taken, \(states.of("record", "records")) in \(answer).",
        zhHans: "\(branch)：收到 \(changes.grouped) 项修改，\(answer) 含 \(states.grouped) 条记录。")
    case .validForHelp:
      Label(en: "Days until the ticket expires (1 to 90).", zhHans: "接入文件的有效天数（1 至 90）。")
    case .discussion:
      Label(
        en: """
          casebook-server bundle ticket SH05 SH05.ticket   for a device with no network
          casebook-server bundle answer SH05.bundle SH05.answer

          A ticket is as secret as an enrolment code: whoever has it first can enrol
          one device.
          """,
        zhHans: """
          casebook-server bundle ticket SH05 SH05.ticket   供始终没有网络的设备接入
          casebook-server bundle answer SH05.bundle SH05.answer

          接入文件和验证码一样要保密：谁先拿到，谁就能接入一台设备。
          """)
    case .ticketWritten(let file, let code):
      Label(
        en: "\(file): for one device of \(code). On that device, run: casebook bundle enrol \(file)",
        zhHans: "\(file)：供门店 \(code) 的一台设备使用。在该设备运行：casebook bundle enrol \(file)")
    case .partlyRefused(let message):
      Label(
        en: """
          Not all of it was answered: \(message) The answer tells the branch what to do.

          """,
        zhHans: """
          未能全部处理：\(message) 门店读取回执后会看到该怎么办。

          """)
    case .revokedHelp:
      Label(
        en: "Take what a revoked device had not sent yet; it receives no data.",
        zhHans: "接收已停用设备尚未上传的内容，不下发任何数据。")
    case .answerHelp:
      Label(en: "The answer to write.", zhHans: "要写入的回执文件。")
    case .bundleHelp:
      Label(en: "The branch's bundle.", zhHans: "门店的上传文件。")
    case .ticketHelp:
      Label(en: "The ticket to write.", zhHans: "要写入的接入文件。")
    case .validForRange:
      Label(en: "--valid-for takes 1 to 90 days.", zhHans: "--valid-for 需为 1 至 90 天。")
    case .ticketAbstract:
      Label(
        en: "Makes a ticket with which one device enrols without a network.", zhHans: "生成接入文件，供一台没有网络的设备接入。")
    }
  }
}
