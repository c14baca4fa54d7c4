import ArgumentParser
import Bundles
import Console
import HeadOffice
import Language
import RecordStore

/// `casebook-server bundle …`: the exchange by file, at head office.
struct BundleServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: text(BundleServerMessage.abstract),
    discussion: text(BundleServerMessage.discussion),
    subcommands: [BundleTicketCommand.self, BundleAnswerCommand.self])
}

enum BundleServerMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Exchanges with a branch by file, where there is no network.", zhHans: "没有网络时，用文件与门店交换数据。")
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
    }
  }
}
