import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct QuarantineList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(QuarantineListMessage.listAbstract),
    discussion: text(QuarantineListMessage.discussion))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let entries = try context.quarantined()
    if context.json { return try context.emit(.array(entries.map { context.json($0) })) }
    if entries.isEmpty { return context.err(Label(QuarantineListMessage.noneQuarantined)) }
    for entry in entries { try context.show(entry) }
  }
}

enum QuarantineListMessage: Message {
  case listAbstract
  case discussion
  case noneQuarantined

  var label: Label {
    switch self {
    case .listAbstract:
      Label(en: "Lists the changes in quarantine.", zhHans: "列出被总部退回的修改。")
    case .discussion: Label(verbatim: "casebook quarantine list")
    case .noneQuarantined:
      Label(en: "Nothing is in quarantine.", zhHans: "没有被总部退回的修改。")
    }
  }
}
