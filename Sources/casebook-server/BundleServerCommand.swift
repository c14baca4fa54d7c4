import ArgumentParser
import Bundles
import Complaints
import Console
import HeadOffice
import Interchange
import RecordStore
import SyncProtocol
import Terminal

/// `casebook-server bundle …`: the exchange by file, at head office.
struct BundleServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: text("Answers what a branch wrote to a file.", "处理门店用文件送来的数据包。"),
    discussion: text(
      """
      casebook-server bundle ticket SH05 SH05.ticket     for a device that never gets a network
      casebook-server bundle answer SH05.bundle SH05.answer

      A ticket is as secret as an enrolment code: whoever has it first can enrol one device.
      """,
      """
      casebook-server bundle ticket SH05 SH05.ticket     供始终没有网络的设备接入
      casebook-server bundle answer SH05.bundle SH05.answer

      票据与验证码同样需要保密：先取得者可接入一台设备。
      """),
    subcommands: [BundleTicketCommand.self, BundleAnswerCommand.self])
}

struct BundleTicketCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "ticket",
    abstract: text("Makes a ticket with which one device enrols by file.", "生成票据，供一台设备通过文件接入。"))

  @Argument(help: help("The branch that the device belongs to.", "设备所属门店。", "branch"))
  var branch: String

  @Argument(help: help("The file to write.", "写入的文件。", "file"), completion: .file())
  var file: String

  @Option(
    help: help(
      "branch_staff, duty_manager, head_office, auditor or admin.",
      "角色：branch_staff、duty_manager、head_office、auditor、admin。", "role"))
  var role = "branch_staff"

  @Option(help: help("Days until it expires (1 to 90).", "票据有效天数（1 至 90）。", "days"))
  var validFor = 30

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      throw CommandFailure.usage(Label("There is no role “\(role)”.", "没有角色“\(role)”。"))
    }
    guard (1...90).contains(validFor) else {
      throw CommandFailure.usage(Label("--valid-for takes 1 to 90 days.", "--valid-for 需为 1 至 90 天。"))
    }
    let code = try BranchCode.checked(branch)
    let store = try options.openStore()
    var random = SystemRandomNumberGenerator()
    let ticket = try options.explaining {
      // It is carried for weeks: twice as long as one that is typed within minutes.
      let made = try store.enrolmentCode(
        branch: code, role: role, now: ServerOptions.now, validFor: Int64(validFor) * 86_400_000, letters: 16,
        random: &random)
      return BundleTicket(
        headOffice: store.id, sealingKey: try store.bundlePublicKey(), code: made.text, branch: code.rawValue)
    }
    try WholeFile.write(Array(ticket.text.utf8), to: file)
    if options.json {
      return print(
        JSON.object([
          ("branch", .string(code.rawValue)), ("role", .string(role.rawValue)), ("file", .string(file)),
        ])
        .text())
    }
    print(
      text(
        "\(file): for one device of \(code). On it: casebook bundle enrol \(file)",
        "\(file)：供门店 \(code) 的一台设备使用。在该设备运行：casebook bundle enrol \(file)"))
  }
}

struct BundleAnswerCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: text("Takes in a bundle and writes the answer.", "接收数据包并生成应答。"))

  @Argument(help: help("The bundle.", "数据包文件。", "file"), completion: .file())
  var file: String

  @Argument(help: help("The answer to write.", "写入的应答文件。", "answer"), completion: .file())
  var answer: String

  @Flag(
    help: help(
      "Take what a revoked device had not sent; it gets nothing but that.", "接收已停用设备尚未上报的内容，不下发任何数据。"))
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
      return print(
        JSON.object([
          ("branch", .string(outcome.branch)), ("replica", .optional(outcome.replica?.description)),
          ("changes", .integer(Int64(outcome.changes))), ("states", .integer(Int64(outcome.states))),
          ("refusal", .optional(outcome.refusal?.code.rawValue)),
        ]).text())
    }
    print(
      text(
        "\(outcome.branch): \(outcome.changes) changes taken, \(outcome.states) records in \(answer).",
        "\(outcome.branch)：接收 \(outcome.changes) 项修改，\(answer) 含 \(outcome.states) 条记录。"))
    if let refusal = outcome.refusal {
      writeToStandardError(
        text(
          "Not all of it was answered: \(refusal.message) The branch is told what to do.\n",
          "未能全部处理：\(refusal.message) 已在应答中告知门店。\n"))
    }
  }
}

private enum StoreErrorOr {
  /// What went wrong with the store, in words.
  static func failure(_ error: any Error, _ path: String) -> any Error {
    StoreError(error).map { CommandFailure(server: $0, path: path) } ?? error
  }
}
