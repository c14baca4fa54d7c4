import ArgumentParser
import Console
import Language

struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: text(DeviceMessage.abstract),
    subcommands: [DeviceEnrol.self, DeviceList.self, DeviceRevoke.self])
}

enum DeviceMessage: Message {
  case abstract

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Devices: enrol, list, revoke.", zhHans: "设备：接入、列表、停用。")
    }
  }
}
