import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal

struct DeviceEnrol: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: text(DeviceEnrolMessage.enrolAbstract),
    discussion: text(DeviceEnrolMessage.enrolDiscussion))

  @Argument(help: help(ProgramMessage.deviceBranchHelp, "branch"))
  var branch: String

  @Option(
    help: help(ProgramMessage.roleHelp, "role"))
  var role = "branch_staff"

  @Option(help: help(DeviceEnrolMessage.validForHelp, "minutes"))
  var validFor = 15

  @Option(name: .customLong("device"), help: help(ProgramMessage.knownDeviceHelp, "replica"))
  var known: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      let roles = Label.list(Role.allCases.map { Label(id: $0.rawValue, $0.label) })
      throw CommandFailure.usage(
        Label(ProgramMessage.unknownRole(role)),
        hint: Label(DeviceEnrolMessage.rolesHint(roles)))
    }
    guard (1...1440).contains(validFor) else {
      throw CommandFailure.usage(Label(DeviceEnrolMessage.validForRange))
    }
    let branch = try BranchCode.checked(branch)
    let store = try options.openStore()
    var random = SystemRandomNumberGenerator()
    let code = try options.explaining {
      try store.enrolmentCode(
        branch: branch, role: role, device: known, now: ServerOptions.now, validFor: Int64(validFor) * 60_000,
        random: &random)
    }
    let expires = LocalTime.now(milliseconds: code.expiresAt)
    if options.json {
      return printLine(
        JSON.object([
          ("code", .string(code.text)), ("expires_at", .string(expires.rfc3339)),
          ("branch", .string(branch.rawValue)),
          ("role", .string(role.rawValue)),
        ]))
    }
    printLine(code.text)
    tellOnStandardError(
      text(
        DeviceEnrolMessage.codeMade(
          branch: "\(branch)", role: role.label.lowercased, until: expires.short, code: code.text)
      ))
    if role.seesEveryBranch, branch != .headOffice {
      tellOnStandardError(text(DeviceEnrolMessage.seesOwnBranchOnly("\(branch)")))
    }
  }
}

enum DeviceEnrolMessage: Message {
  case enrolAbstract
  case enrolDiscussion
  case codeMade(branch: String, role: Label, until: String, code: String)
  case validForHelp
  case seesOwnBranchOnly(String)
  case rolesHint(Label)
  case validForRange

  var label: Label {
    switch self {
    case .enrolAbstract:
      Label(en: "Prints a one-time code with which one device enrols.", zhHans: "生成一次性验证码，供一台设备接入。")
    case .enrolDiscussion:
      Label(
        en: """
          casebook-server device enrol SH01
          casebook-server device enrol SH01 --role duty_manager
          casebook-server device enrol HQ --role admin

          The role limits what anybody can do on the device. A device of HQ with the
          role admin, head_office or auditor receives every branch's cases.
          """,
        zhHans: """
          casebook-server device enrol SH01
          casebook-server device enrol SH01 --role duty_manager
          casebook-server device enrol HQ --role admin

          角色限定这台设备上所有人的权限。
          HQ 的 admin、head_office、auditor 设备可收到所有门店的工单。
          """)
    case .codeMade(let branch, let role, let expires, let code):
      Label(
        en: """
          For one device of \(branch), \(role.en), until \(expires). On that device, run: casebook enrol <url> \(code)

          """,
        zhHans: """
          供门店 \(branch) 的一台设备使用，角色：\(role.zhHans)，有效期至 \(expires)。在该设备运行：casebook enrol <网址> \(code)

          """)
    case .validForHelp:
      Label(en: "Minutes until the code expires (1 to 1440).", zhHans: "验证码有效分钟数（1 至 1440）。")
    case .seesOwnBranchOnly(let branch):
      Label(
        en: """
          Note: it will receive only \(branch)'s cases. To receive every branch's, enrol it at HQ.

          """,
        zhHans: """
          注意：该设备只能收到门店 \(branch) 的工单；要收到所有门店的工单，须接入 HQ。

          """)
    case .rolesHint(let roles):
      Label(en: "Roles: \(roles.en)", zhHans: "可选：\(roles.zhHans)")
    case .validForRange:
      Label(en: "--valid-for takes 1 to 1440 minutes.", zhHans: "--valid-for 需为 1 至 1440 分钟。")
    }
  }
}
