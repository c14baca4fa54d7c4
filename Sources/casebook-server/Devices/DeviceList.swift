import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal

struct DeviceList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(DeviceListMessage.listAbstract),
    discussion: text(DeviceListMessage.discussion))

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
      Column(text(DeviceListMessage.deviceID)), Column(text(DomainMessage.branch)),
      Column(text(DeviceListMessage.tag)),
      Column(text(DomainMessage.role)),
      Column(text(ProgramMessage.name), isFlexible: true), Column(text(DeviceListMessage.lastSeen)),
      Column(text(DeviceListMessage.clockOffset), alignment: .right), Column(text(ProgramMessage.state)),
    ])
    for device in devices {
      table.add([
        Cell(String(device.replica.description.prefix(8))), Cell(device.branch.rawValue), Cell(device.tag),
        Cell(device.role.label.text(Invocation.language)), Cell(device.name),
        Cell(time(device.seenAt)?.short ?? "–"),
        Cell(device.clockOffset.map { text(MeasureMessage.seconds(Int($0 / 1000))) } ?? "–"),
        Cell(
          (device.revokedAt == nil ? text(DeviceListMessage.active) : text(ProgramMessage.revoked))
            + (device.former.map { text(DeviceListMessage.copyOf) + $0.description.prefix(8) } ?? "")),
      ])
    }
    table.show()
  }
}

enum DeviceListMessage: Message {
  case active
  case clockOffset
  case copyOf
  case lastSeen
  case listAbstract
  case discussion
  case deviceID
  case tag

  var label: Label {
    switch self {
    case .active:
      Label(en: "active", zhHans: "正常")
    case .clockOffset:
      Label(en: "Clock off", zhHans: "时钟偏差")
    case .copyOf:
      Label(en: ", copy of ", zhHans: "，复制自 ")
    case .lastSeen:
      Label(en: "Last seen", zhHans: "最近联系")
    case .listAbstract:
      Label(
        en: "Lists the devices: branch, role, when last seen, how far the clock is off.",
        zhHans: "列出设备：门店、角色、最近联系时间、时钟偏差。")
    case .discussion:
      Label(
        en: """
          casebook-server device list

          Where another command asks for a device, the beginning of its id is enough.
          """,
        zhHans: """
          casebook-server device list

          其他命令要填设备时，写设备编号的开头几位即可。
          """)
    case .deviceID:
      Label(en: "Device id", zhHans: "设备编号")
    case .tag:
      Label(en: "Tag", zhHans: "设备代码")
    }
  }
}
