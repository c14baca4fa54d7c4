import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Terminal

struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: text("Devices: enrol, list, revoke.", "设备：接入、列表、停用。"),
    subcommands: [DeviceEnrol.self, DeviceList.self, DeviceRevoke.self])
}

struct DeviceEnrol: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: text("Prints a one-time code for a new device.", "生成新设备的一次性验证码。"),
    discussion: text(
      """
      casebook-server device enrol SH01
      casebook-server device enrol SH01 --role duty_manager
      casebook-server device enrol HQ --role admin

      The role bounds everybody who works on the device. A device of HQ with the role admin, head_office or
      auditor receives every branch's cases.
      """,
      """
      casebook-server device enrol SH01
      casebook-server device enrol SH01 --role duty_manager
      casebook-server device enrol HQ --role admin

      角色限定这台设备上所有人的权限。HQ 的 admin、head_office、auditor 设备可收到所有门店的工单。
      """))

  @Argument(help: help("The branch that the device belongs to.", "设备所属门店。", "branch"))
  var branch: String

  @Option(
    help: help(
      "branch_staff, duty_manager, head_office, auditor or admin.",
      "角色：branch_staff、duty_manager、head_office、auditor、admin。", "role"))
  var role = "branch_staff"

  @Option(help: help("Minutes until the code expires (1 to 1440).", "验证码有效分钟数（1 至 1440）。", "minutes"))
  var validFor = 15

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      let roles = Label.list(Role.allCases.map { Label(id: $0.rawValue, $0.label) })
      throw CommandFailure.usage(
        Label("There is no role “\(role)”.", "没有角色“\(role)”。"),
        hint: Label("Roles: \(roles.en)", "可选：\(roles.zhHans)"))
    }
    guard (1...1440).contains(validFor) else {
      throw CommandFailure.usage(Label("--valid-for takes 1 to 1440 minutes.", "--valid-for 需为 1 至 1440 分钟。"))
    }
    let branch = try BranchCode.checked(branch)
    let store = try options.openStore()
    var random = SystemRandomNumberGenerator()
    let code = try options.explaining {
      try store.enrolmentCode(
        branch: branch, role: role, now: ServerOptions.now, validFor: Int64(validFor) * 60_000,
        random: &random)
    }
    let expires = LocalTime.now(milliseconds: code.expiresAt)
    if options.json {
      return print(
        JSON.object([
          ("code", .string(code.text)), ("expires_at", .string(expires.rfc3339)),
          ("branch", .string(branch.rawValue)),
          ("role", .string(role.rawValue)),
        ]).text())
    }
    print(code.text)
    writeToStandardError(
      text(
        "For one device of \(branch), \(role.label.en.lowercased()), until \(expires.short). On it: casebook enrol URL \(code.text)\n",
        "供门店 \(branch) 的一台设备使用，角色：\(role.label.zhHans)，有效期至 \(expires.short)。在该设备运行：casebook enrol 网址 \(code.text)\n"
      ))
    if role.seesEveryBranch, branch != .headOffice {
      writeToStandardError(
        text(
          "Note: it will receive only \(branch)'s cases. To receive every branch's, it has to be of HQ.\n",
          "注意：该设备只能收到门店 \(branch) 的工单；要收到所有门店的工单，须接入 HQ。\n"))
    }
  }
}

struct DeviceList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(
      "Lists the devices: branch, role, when last seen, how far their clock is off.",
      "列出设备：门店、角色、最近联系时间、时钟偏差。"))

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
      return print(JSON.array(rows).text())
    }
    var table = Table([
      Column(text("Replica", "副本")), Column(text("Branch", "门店")), Column(text("Tag", "标记")),
      Column(text("Role", "角色")),
      Column(text("Name", "名称"), isFlexible: true), Column(text("Last seen", "最近联系")),
      Column(text("Clock", "时钟偏差"), alignment: .right), Column(text("State", "状态")),
    ])
    for device in devices {
      table.add([
        Cell(String(device.replica.description.prefix(8))), Cell(device.branch.rawValue), Cell(device.tag),
        Cell(device.role.label.text(Invocation.language)), Cell(device.name),
        Cell(time(device.seenAt)?.short ?? "–"),
        Cell(device.clockOffset.map { "\($0 / 1000) s" } ?? "–"),
        Cell(
          (device.revokedAt == nil ? text("active", "正常") : text("revoked", "已停用"))
            + (device.former.map { text(", copy of ", "，副本自 ") + $0.description.prefix(8) } ?? "")),
      ])
    }
    table.show()
  }
}

struct DeviceRevoke: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: text("Takes a device's rights away; what it sent stays.", "停用设备；已上报的内容保留。"),
    discussion: text(
      """
      casebook-server device revoke 1f0c6a2b

      Copies of the device that go on under ids of their own (`device list` shows whose) lose theirs too:
      whoever has one of them had its token. --alone leaves them.
      """,
      """
      casebook-server device revoke 1f0c6a2b

      由该设备数据复制或恢复而来的设备一并停用（见 device list）；加 --alone 则只停用这一台。
      """))

  @Argument(help: help("The replica's id or its beginning.", "副本 id 或其开头。", "replica"))
  var replica: String

  @Flag(help: help("Only this one, not its copies.", "只停用这一台，不含其副本。"))
  var alone = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let devices = try options.explaining { try store.revoke(replica, alone: alone, now: ServerOptions.now) }
    if options.json {
      return print(
        JSON.object([
          ("replica", .string(devices[0].replica.description)), ("revoked", true),
          ("copies", .array(devices.dropFirst().map { .string($0.replica.description) })),
        ]).text())
    }
    for device in devices {
      print(
        text(
          "Revoked: \(device.replica), \(device.branch). Its unsent work stays on it.",
          "已停用：\(device.replica)，门店 \(device.branch)。其未上报的数据仍在该设备上。"))
    }
  }
}
