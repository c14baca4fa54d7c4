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

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Branches: add, list.", zhHans: "门店：新增、列表。")
    }
  }
}
