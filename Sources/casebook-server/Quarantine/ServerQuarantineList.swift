import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal
import Versioning

struct ServerQuarantineList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(ServerQuarantineListMessage.listAbstract),
    discussion: text(ServerQuarantineListMessage.discussion))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let held = try options.explaining { try store.quarantine() }
    if options.json { return printLine(JSON.array(held.map(\.json))) }
    if held.isEmpty { return printLine(text(ServerQuarantineListMessage.none)) }
    var table = Table([
      Column(text(ServerQuarantineListMessage.change)), Column(text(DomainMessage.branch)),
      Column(text(DomainMessage.reason)),
      Column(text(ServerQuarantineListMessage.since)),
      Column(text(ServerQuarantineListMessage.bytes), alignment: .right),
    ])
    for one in held {
      table.add([
        Cell(one.dot.description), Cell(one.branch), Cell(one.change.reason.label.text(Invocation.language)),
        Cell(LocalTime.now(milliseconds: one.change.at).short), Cell("\(one.change.encoded.count)"),
      ])
    }
    table.show()
  }
}

enum ServerQuarantineListMessage: Message {
  case bytes
  case change
  case listAbstract
  case discussion
  case none
  case since

  var label: Label {
    switch self {
    case .bytes:
      Label(en: "Bytes", zhHans: "字节")
    case .change:
      Label(en: "Change", zhHans: "修改")
    case .listAbstract:
      Label(en: "Lists the changes in quarantine.", zhHans: "列出总部退回的修改。")
    case .discussion: Label(verbatim: "casebook-server quarantine list")
    case .none:
      Label(en: "No change is in quarantine.", zhHans: "没有被退回的修改。")
    case .since:
      Label(en: "Since", zhHans: "退回时间")
    }
  }
}
