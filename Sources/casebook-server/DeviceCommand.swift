import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal

struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: text(DeviceMessage.abstract),
    subcommands: [DeviceEnrol.self, DeviceList.self, DeviceRevoke.self])
}

struct DeviceEnrol: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: text(DeviceMessage.enrolAbstract),
    discussion: text(DeviceMessage.enrolDiscussion))

  @Argument(help: help(ProgramMessage.deviceBranchHelp, "branch"))
  var branch: String

  @Option(
    help: help(ProgramMessage.roleHelp, "role"))
  var role = "branch_staff"

  @Option(help: help(DeviceMessage.validForHelp, "minutes"))
  var validFor = 15

  @Option(name: .customLong("device"), help: help(ProgramMessage.knownDeviceHelp, "replica"))
  var known: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      let roles = Label.list(Role.allCases.map { Label(id: $0.rawValue, $0.label) })
      throw CommandFailure.usage(
        Label(ProgramMessage.unknownRole(role)),
        hint: Label(DeviceMessage.rolesHint(roles)))
    }
    guard (1...1440).contains(validFor) else {
      throw CommandFailure.usage(Label(DeviceMessage.validForRange))
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
        DeviceMessage.codeMade(
          branch: "\(branch)", role: role.label.lowercased, until: expires.short, code: code.text)
      ))
    if role.seesEveryBranch, branch != .headOffice {
      tellOnStandardError(text(DeviceMessage.seesOwnBranchOnly("\(branch)")))
    }
  }
}

struct DeviceList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(DeviceMessage.listAbstract))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let devices = try options.explaining { try store.devices() }
    func time(_ milliseconds: Int64?) -> LocalTime? { milliseconds.map { LocalTime.now(milliseconds: $0) } }
    if options.json {
      let rows = devices.map { device in
        JSON.object([
          ("replica", .string(device.replica.description)), ("branch", .string(device.branch.rawValue)),
          ("role", .string(device.role.rawValue)), ("name", .string(device.name)),
          ("tag", .string(device.tag)),
          ("enrolled_at", .optional(time(device.enrolledAt)?.rfc3339)),
          ("last_seen", .optional(time(device.seenAt)?.rfc3339)),
          ("revoked_at", .optional(time(device.revokedAt)?.rfc3339)),
          ("clock_offset_ms", device.clockOffset.map { .integer($0) } ?? .null),
          ("changes", .integer(Int64(clamping: device.covered))),
          ("former", .optional(device.former?.description)),
        ])
      }
      return printLine(JSON.array(rows))
    }
    var table = Table([
      Column(text(DeviceMessage.deviceID)), Column(text(DomainMessage.branch)),
      Column(text(DeviceMessage.tag)),
      Column(text(DomainMessage.role)),
      Column(text(ProgramMessage.name), isFlexible: true), Column(text(DeviceMessage.lastSeen)),
      Column(text(DeviceMessage.clockOffset), alignment: .right), Column(text(ProgramMessage.state)),
    ])
    for device in devices {
      table.add([
        Cell(String(device.replica.description.prefix(8))), Cell(device.branch.rawValue), Cell(device.tag),
        Cell(device.role.label.text(Invocation.language)), Cell(device.name),
        Cell(time(device.seenAt)?.short ?? "–"),
        Cell(device.clockOffset.map { "\($0 / 1000) s" } ?? "–"),
        Cell(
          (device.revokedAt == nil ? text(DeviceMessage.active) : text(ProgramMessage.revoked))
            + (device.former.map { text(DeviceMessage.copyOf) + $0.description.prefix(8) } ?? "")),
      ])
    }
    table.show()
  }
}

struct DeviceRevoke: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: text(DeviceMessage.revokeAbstract),
    discussion: text(DeviceMessage.revokeDiscussion))

  @Argument(help: help(DeviceMessage.deviceIDHelp, "replica"))
  var replica: String

  @Flag(help: help(DeviceMessage.aloneHelp))
  var alone = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let devices = try options.explaining { try store.revoke(replica, alone: alone, now: ServerOptions.now) }
    if options.json {
      return printLine(
        JSON.object([
          ("replica", .string(devices[0].replica.description)), ("revoked", true),
          ("copies", .array(devices.dropFirst().map { .string($0.replica.description) })),
        ]))
    }
    for device in devices {
      printLine(text(DeviceMessage.revoked("\(device.replica)", branch: "\(device.branch)")))
    }
  }
}

enum DeviceMessage: Message {
  case abstract
  case active
  case clockOffset
  case copyOf
  case enrolAbstract
  case enrolDiscussion
  case codeMade(branch: String, role: Label, until: String, code: String)
  case lastSeen
  case listAbstract
  case validForHelp
  case seesOwnBranchOnly(String)
  case aloneHelp
  case deviceID
  case revokeAbstract
  case revokeDiscussion
  case revoked(String, branch: String)
  case rolesHint(Label)
  case tag
  case deviceIDHelp
  case validForRange

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Devices: enrol, list, revoke.", zhHans: "设备：接入、列表、停用。")
    case .active:
      Label(en: "active", zhHans: "正常")
    case .clockOffset:
      Label(en: "Clock off", zhHans: "时钟偏差")
    case .copyOf:
      Label(en: ", copy of ", zhHans: "，复制自 ")
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
          For one device of \(branch), \(role.en), until \(expires). On that device, run: casebook enrol URL \(code)

          """,
        zhHans: """
          供门店 \(branch) 的一台设备使用，角色：\(role.zhHans)，有效期至 \(expires)。在该设备运行：casebook enrol <网址> \(code)

          """)
    case .lastSeen:
      Label(en: "Last seen", zhHans: "最近联系")
    case .listAbstract:
      Label(
        en: "Lists the devices: branch, role, when last seen, how far the clock is off.",
        zhHans: "列出设备：门店、角色、最近联系时间、时钟偏差。")
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
    case .aloneHelp:
      Label(en: "Only this device, not its copies.", zhHans: "只停用这一台，不停用由它复制的设备。")
    case .deviceID:
      Label(en: "Device id", zhHans: "设备编号")
    case .revokeAbstract:
      Label(en: "Revokes a device's access; what it sent stays.", zhHans: "停用设备；已上传的内容保留。")
    case .revokeDiscussion:
      Label(
        en: """
          casebook-server device revoke 1f0c6a2b

          Copies of the device that go on under ids of their own (`device list` shows
          them) are revoked too: they hold the same token. --alone spares them.
          """,
        zhHans: """
          casebook-server device revoke 1f0c6a2b

          由该设备数据复制或恢复而来的设备（见 device list）持有同一接入凭证，一并停用；
          加 --alone 则只停用这一台。
          """)
    case .revoked(let replica, let branch):
      Label(
        en: "Revoked: \(replica), \(branch). Its unsent work stays on it.",
        zhHans: "已停用：\(replica)，门店 \(branch)。其未上传的数据仍在该设备上。")
    case .rolesHint(let roles):
      Label(en: "Roles: \(roles.en)", zhHans: "可选：\(roles.zhHans)")
    case .tag:
      Label(en: "Tag", zhHans: "设备代码")
    case .deviceIDHelp:
      Label(en: "The device's id, or the beginning of it.", zhHans: "设备编号，或其开头。")
    case .validForRange:
      Label(en: "--valid-for takes 1 to 1440 minutes.", zhHans: "--valid-for 需为 1 至 1440 分钟。")
    }
  }
}
