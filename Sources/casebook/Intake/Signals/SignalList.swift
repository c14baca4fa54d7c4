import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct SignalList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(SignalListMessage.listAbstract))

  @Flag(help: help(SignalListMessage.allHelp))
  var all = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let found = try context.read { reader in
      try reader.signals().filter { all || $0.cases.isEmpty }.map { signal in
        (signal, try signal.cases.map { try context.number(ofCase: $0, reader) })
      }
    }
    if context.json { return try context.emit(.array(found.map { context.json($0, numbers: $1) })) }
    guard !found.isEmpty else { return context.err(Label(SignalListMessage.noSignals)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(SignalListMessage.noticedColumn)),
      Column(context.text(SignalListMessage.kindColumn)),
      Column(context.text(DomainMessage.whatWasNoticed), minWidth: 12, isFlexible: true),
      Column(context.text(DomainMessage.complaintCase)),
    ])
    for (signal, numbers) in found {
      let noticed = signal.record.date(SignalField.noticedAt)
      table.add([
        Cell(signal.name, style: .bold), Cell(noticed?.short ?? ""),
        Cell(Vocabulary.signal.text(signal.kind, context.language)), Cell(signal.text.sanitised(.joined)),
        Cell(numbers.joined(separator: " ")),
      ])
    }
    try context.print(table)
  }
}

enum SignalListMessage: Message {
  case listAbstract
  case noticedColumn
  case kindColumn
  case noSignals
  case allHelp

  var label: Label {
    switch self {
    case .listAbstract:
      Label(en: "Lists the signals, the newest first.", zhHans: "列出不满苗头，最新的在前。")
    case .noticedColumn:
      Label(en: "Noticed", zhHans: "发现")
    case .kindColumn:
      Label(en: "Signal", zhHans: "苗头")
    case .noSignals:
      Label(en: "There are no signals.", zhHans: "没有不满苗头。")
    case .allHelp:
      Label(en: "Include signals already made into cases.", zhHans: "包括已转成工单的。")
    }
  }
}
