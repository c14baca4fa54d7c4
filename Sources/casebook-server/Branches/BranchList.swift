import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal

struct BranchList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(BranchListMessage.listAbstract),
    discussion: text(BranchListMessage.discussion))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let branches = try options.explaining { try store.branches() }
    if options.json {
      let rows = branches.map { branch in
        JSON.object([
          ("code", .string(branch.code)), ("name", .optional(branch.name)),
          ("devices", .integer(Int64(branch.devices))),
          ("cases", .integer(Int64(branch.records))),
        ])
      }
      return printLine(JSON.array(rows))
    }
    var table = Table([
      Column(text(BranchListMessage.code)), Column(text(ProgramMessage.name), isFlexible: true),
      Column(text(BranchListMessage.devices), alignment: .right),
      Column(text(ProgramMessage.cases), alignment: .right),
    ])
    for branch in branches {
      table.add([
        Cell(branch.code), Cell(branch.name.map { HeadOfficeName.told($0).text(Invocation.language) } ?? ""),
        Cell(branch.devices.grouped),
        Cell(branch.records.grouped),
      ])
    }
    table.show()
  }
}

enum BranchListMessage: Message {
  case code
  case devices
  case listAbstract
  case discussion

  var label: Label {
    switch self {
    case .code:
      Label(en: "Code", zhHans: "代码")
    case .devices:
      Label(en: "Devices", zhHans: "设备")
    case .listAbstract:
      Label(en: "Lists the branches with their devices and cases.", zhHans: "列出门店及其设备数、工单数。")
    case .discussion: Label(verbatim: "casebook-server branch list")
    }
  }
}
