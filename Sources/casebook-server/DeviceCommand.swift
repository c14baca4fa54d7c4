import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Messages
import Terminal

struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: text(.serverDeviceAbstract),
    subcommands: [DeviceEnrol.self, DeviceList.self, DeviceRevoke.self])
}

struct DeviceEnrol: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: text(.serverDeviceEnrolAbstract),
    discussion: text(
      .serverDeviceEnrolDiscussion))

  @Argument(help: help(.commonTheBranchThatTheDevice, "branch"))
  var branch: String

  @Option(
    help: help(
      .commonBranchStaffDutyManagerHead, "role"))
  var role = "branch_staff"

  @Option(help: help(.serverDeviceMinutesUntilTheCodeExpires, "minutes"))
  var validFor = 15

  @Option(name: .customLong("device"), help: help(.serverDeviceForADeviceThatWas, "replica"))
  var known: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard let role = Role(typed: role) else {
      let roles = Label.list(Role.allCases.map { Label(id: $0.rawValue, $0.label) })
      throw CommandFailure.usage(
        Label(.commonThereIsNoRole, ["role": .text(role)]),
        hint: Label(.serverDeviceRoles, ["roles": .label(roles)]))
    }
    guard (1...1440).contains(validFor) else {
      throw CommandFailure.usage(Label(.serverDeviceValidForTakes1To))
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
        .serverDeviceForOneDeviceOfUntil,
        [
          "branch": .text(branch), "role": .label(role.label.lowercased), "expires": .text(expires.short),
          "code": .text(code.text),
        ]
      ))
    if role.seesEveryBranch, branch != .headOffice {
      tellOnStandardError(
        text(
          .serverDeviceNoteItWillReceiveOnly, ["branch": .text(branch)]))
    }
  }
}

struct DeviceList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(
      .serverDeviceListAbstract))

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
      Column(text(.serverDeviceReplica)), Column(text(.fieldBranch)), Column(text(.serverDeviceTag)),
      Column(text(.fieldRole)),
      Column(text(.commonName), isFlexible: true), Column(text(.serverDeviceLastSeen)),
      Column(text(.serverDeviceClock), alignment: .right), Column(text(.serverDeviceState)),
    ])
    for device in devices {
      table.add([
        Cell(String(device.replica.description.prefix(8))), Cell(device.branch.rawValue), Cell(device.tag),
        Cell(device.role.label.text(Invocation.language)), Cell(device.name),
        Cell(time(device.seenAt)?.short ?? "–"),
        Cell(device.clockOffset.map { "\($0 / 1000) s" } ?? "–"),
        Cell(
          (device.revokedAt == nil ? text(.serverDeviceActive) : text(.commonRevoked))
            + (device.former.map { text(.serverDeviceCopyOf) + $0.description.prefix(8) } ?? "")),
      ])
    }
    table.show()
  }
}

struct DeviceRevoke: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: text(.serverDeviceRevokeAbstract),
    discussion: text(
      .serverDeviceRevokeDiscussion))

  @Argument(help: help(.serverDeviceTheReplicasIdOrIts, "replica"))
  var replica: String

  @Flag(help: help(.serverDeviceOnlyThisOneNotIts))
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
      printLine(
        text(
          .serverDeviceRevokedItsUnsentWorkStays,
          ["replica": .text(device.replica), "branch": .text(device.branch)]))
    }
  }
}
