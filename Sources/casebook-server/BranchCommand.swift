import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Terminal

struct BranchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "branch", abstract: text("Branches: add, list.", "门店：新增、列表。"),
    subcommands: [BranchAdd.self, BranchList.self])
}

struct BranchAdd: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text("Adds a branch.", "新增门店。"),
    discussion: text(
      "casebook-server branch add SH01 --name \"Shanghai 1\"", "casebook-server branch add SH01 --name 上海一店"))

  @Argument(
    help: help(
      "Code: 2 to 12 letters and digits; it begins every case number.", "门店代码：2 至 12 位字母或数字，是工单编号的开头。", "code"
    ))
  var code: String

  @Option(help: help("Its name.", "门店名称。", "name"))
  var name: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    let branch = try BranchCode.checked(code)
    let store = try options.openStore()
    try options.explaining { try store.addBranch(branch, name: name, now: ServerOptions.now) }
    if options.json {
      return print(JSON.object([("code", .string(branch.rawValue)), ("name", .optional(name))]).text())
    }
    print(text("Branch \(branch) added.", "已新增门店 \(branch)。"))
  }
}

struct BranchList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text("Lists the branches with their devices and cases.", "列出门店及其设备数、工单数。"))

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
      return print(JSON.array(rows).text())
    }
    var table = Table([
      Column(text("Code", "代码")), Column(text("Name", "名称"), isFlexible: true),
      Column(text("Devices", "设备"), alignment: .right), Column(text("Cases", "工单"), alignment: .right),
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
    for line in lines(width: columns, style: style) { print(line) }
  }
}
