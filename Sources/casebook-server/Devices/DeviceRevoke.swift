import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language

struct DeviceRevoke: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: text(DeviceRevokeMessage.revokeAbstract),
    discussion: text(DeviceRevokeMessage.revokeDiscussion))

  @Argument(help: help(DeviceRevokeMessage.deviceIDHelp, "replica"))
  var replica: String

  @Flag(help: help(DeviceRevokeMessage.aloneHelp))
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
      printLine(text(DeviceRevokeMessage.revoked("\(device.replica)", branch: "\(device.branch)")))
    }
  }
}

enum DeviceRevokeMessage: Message {
  case aloneHelp
  case revokeAbstract
  case revokeDiscussion
  case revoked(String, branch: String)
  case deviceIDHelp

  var label: Label {
    switch self {
    case .aloneHelp:
      Label(en: "Only this device, not its copies.", zhHans: "只停用这一台，不停用由它复制的设备。")
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
    case .deviceIDHelp:
      Label(en: "The device's id, or the beginning of it.", zhHans: "设备编号，或其开头。")
    }
  }
}
