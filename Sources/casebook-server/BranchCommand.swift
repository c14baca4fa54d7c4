import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal

struct BranchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "branch", abstract: text(BranchMessage.abstract),
    subcommands: [BranchAdd.self, BranchList.self])
}

struct BranchAdd: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(BranchMessage.addAbstract),
    discussion: text(BranchMessage.addDiscussion))

  @Argument(
    help: help(
      BranchMessage.codeHelp, "code"
    ))
  var code: String

  @Option(help: help(BranchMessage.nameHelp, "name"))
  var name: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    let branch = try BranchCode.checked(code)
    let store = try options.openStore()
    try options.explaining { try store.addBranch(branch, name: name, now: ServerOptions.now) }
    if options.json {
      return printLine(JSON.object([("code", .string(branch.rawValue)), ("name", .optional(name))]))
    }
    printLine(text(BranchMessage.added("\(branch)")))
  }
}

struct BranchList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(BranchMessage.listAbstract))

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
      Column(text(BranchMessage.code)), Column(text(ProgramMessage.name), isFlexible: true),
      Column(text(BranchMessage.devices), alignment: .right),
      Column(text(ProgramMessage.cases), alignment: .right),
    ])
    for branch in branches {
      table.add([
        Cell(branch.code), Cell(branch.name ?? ""), Cell("\(branch.devices)"), Cell("\(branch.records)"),
      ])
    }
    table.show()
  }
}

extension Table {
  /// On standard output, as wide as its window.
  func show() {
    let environment = Invocation.environment
    let style = OutputStyle(isTerminal: isTerminal(1), environment: environment)
    let columns = TerminalSize(fileDescriptor: 1, environment: environment).columns
    for line in lines(width: columns, style: style) { printLine(line, as: .lines) }
  }
}

enum BranchMessage: Message {
  case abstract
  case addAbstract
  case addDiscussion
  case added(String)
  case code
  case codeHelp
  case devices
  case nameHelp
  case listAbstract

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Branches: add, list.", zhHans: "门店：新增、列表。")
    case .addAbstract:
      Label(en: "Adds a branch.", zhHans: "新增门店。")
    case .addDiscussion:
      Label(
        en: "casebook-server branch add SH01 --name \"Shanghai 1\"",
        zhHans: "casebook-server branch add SH01 --name 上海一店")
    case .added(let branch):
      Label(en: "Branch \(branch) added.", zhHans: "已新增门店 \(branch)。")
    case .code:
      Label(en: "Code", zhHans: "代码")
    case .codeHelp:
      Label(
        en: "Code: 2 to 12 letters and digits; it begins every case number.",
        zhHans: "门店代码：2 至 12 位字母或数字，是工单编号的开头。")
    case .devices:
      Label(en: "Devices", zhHans: "设备")
    case .nameHelp:
      Label(en: "The branch's name.", zhHans: "门店名称。")
    case .listAbstract:
      Label(en: "Lists the branches with their devices and cases.", zhHans: "列出门店及其设备数、工单数。")
    }
  }
}
