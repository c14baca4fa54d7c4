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

struct BundleTicketCommand: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "ticket",
    abstract: text(BundleTicketMessage.ticketAbstract),
    discussion: text(BundleTicketMessage.discussion))

  @Argument(help: help(ProgramMessage.deviceBranchHelp, "branch"))
  var branch: String

  @Argument(help: help(BundleTicketMessage.ticketHelp, "file"), completion: .file())
  var file: String

  @Option(
    help: help(ProgramMessage.roleHelp, "role"))
  var role = "branch_staff"

  @Option(help: help(BundleTicketMessage.validForHelp, "days"))
  var validFor = 30

  @Option(name: .customLong("device"), help: help(ProgramMessage.knownDeviceHelp, "replica"))
  var known: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      throw CommandFailure.usage(Label(ProgramMessage.unknownRole(role)))
    }
    guard (1...90).contains(validFor) else {
      throw CommandFailure.usage(Label(BundleTicketMessage.validForRange))
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
    printLine(text(BundleTicketMessage.ticketWritten(file, branch: "\(code)")))
  }
}

enum BundleTicketMessage: Message {
  case validForHelp
  case ticketWritten(String, branch: String)
  case ticketHelp
  case validForRange
  case ticketAbstract
  case discussion

  var label: Label {
    switch self {
    case .validForHelp:
      Label(en: "Days until the ticket expires (1 to 90).", zhHans: "接入文件的有效天数（1 至 90）。")
    case .ticketWritten(let file, let code):
      Label(
        en: "\(file): for one device of \(code). On that device, run: casebook bundle enrol \(file)",
        zhHans: "\(file)：供门店 \(code) 的一台设备使用。在该设备运行：casebook bundle enrol \(file)")
    case .ticketHelp:
      Label(en: "The ticket to write.", zhHans: "要写入的接入文件。")
    case .validForRange:
      Label(en: "--valid-for takes 1 to 90 days.", zhHans: "--valid-for 需为 1 至 90 天。")
    case .ticketAbstract:
      Label(
        en: "Makes a ticket with which one device enrols without a network.", zhHans: "生成接入文件，供一台没有网络的设备接入。")
    case .discussion:
      Label(
        en: """
          casebook-server bundle ticket SH05 SH05.ticket
          casebook-server bundle ticket SH05 SH05.ticket --role duty_manager
          casebook-server bundle ticket SH05 SH05.ticket --valid-for 60
          """,
        zhHans: """
          casebook-server bundle ticket SH05 SH05.ticket
          casebook-server bundle ticket SH05 SH05.ticket --role 值班经理
          casebook-server bundle ticket SH05 SH05.ticket --valid-for 60
          """)
    }
  }
}
