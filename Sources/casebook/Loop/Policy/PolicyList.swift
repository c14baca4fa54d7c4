import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct PolicyList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(PolicyListMessage.listAbstract),
    discussion: "casebook policy list")

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let all = try context.read { try $0.policies() }.sorted { ($0.from, $0.version) < ($1.from, $1.version) }
    let now = all.inForce(at: context.now.milliseconds).version
    if context.json { return try context.emit(.array(([.standard] + all).map { context.json($0) })) }
    var table = Table([
      Column(context.text(PolicyListMessage.versionColumn)), Column(context.text(DomainMessage.inForceFrom)),
      Column(context.text(DomainMessage.remark), isFlexible: true),
    ])
    for policy in [.standard] + all {
      let from =
        policy.version == 0 ? context.text(PolicyListMessage.builtIn) : context.shown(policy.from)
      table.add([
        Cell("\(policy.version)", style: policy.version == now ? .bold : .plain), Cell(from),
        Cell(policy.note ?? ""),
      ])
    }
    try context.print(table)
  }
}

enum PolicyListMessage: Message {
  case versionColumn
  case builtIn
  case listAbstract

  var label: Label {
    switch self {
    case .versionColumn:
      Label(en: "Version", zhHans: "版本")
    case .builtIn:
      Label(en: "(built in)", zhHans: "（系统默认）")
    case .listAbstract:
      Label(en: "Lists the versions.", zhHans: "列出各版本。")
    }
  }
}
