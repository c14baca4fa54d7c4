import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Messages
import Terminal

struct BranchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "branch", abstract: text(.serverBranchAbstract),
    subcommands: [BranchAdd.self, BranchList.self])
}

struct BranchAdd: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(.serverBranchAddAbstract),
    discussion: text(
      .serverBranchAddDiscussion))

  @Argument(
    help: help(
      .serverBranchCode2To12Letters, "code"
    ))
  var code: String

  @Option(help: help(.serverBranchItsName, "name"))
  var name: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    let branch = try BranchCode.checked(code)
    let store = try options.openStore()
    try options.explaining { try store.addBranch(branch, name: name, now: ServerOptions.now) }
    if options.json {
      return printLine(JSON.object([("code", .string(branch.rawValue)), ("name", .optional(name))]))
    }
    printLine(text(.serverBranchAdded, ["branch": .text(branch)]))
  }
}

struct BranchList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(.serverBranchListAbstract))

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
      Column(text(.serverBranchCode)), Column(text(.commonName), isFlexible: true),
      Column(text(.serverBranchDevices), alignment: .right), Column(text(.commonCases), alignment: .right),
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
