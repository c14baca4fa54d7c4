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
    commandName: "list", abstract: text(SignalListMessage.listAbstract),
    discussion: text(SignalListMessage.discussion))

  @Flag(help: help(SignalListMessage.allHelp))
  var all = false
  @Flag(help: help(DueMessage.mineHelp))
  var mine = false
  @Flag(help: help(CommonMessage.lateHelp))
  var late = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let found = try context.read { reader in
      let names = try context.names(handler: nil, mine: mine, reader).map { Set($0.map(\.folded)) }
      return try reader.signals().filter { signal in
        (all || signal.isOpen) && (names?.contains((signal.owner ?? "").folded) ?? true)
          && (!late || signal.isLate(zone: context.zone, now: context.now.milliseconds))
      }.map { signal in
        (signal, try signal.cases.map { try context.number(ofCase: $0, reader) })
      }
    }
    if context.json { return try context.emit(.array(found.map { context.json($0, numbers: $1) })) }
    guard !found.isEmpty else { return context.err(Label(SignalListMessage.noSignals)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(SignalListMessage.noticedColumn)),
      Column(context.text(SignalListMessage.kindColumn)),
      Column(context.text(DomainMessage.whatWasNoticed), minWidth: 12, isFlexible: true),
      Column(context.text(SignalField.owner.label)), Column(context.text(TaskListMessage.standingColumn)),
    ])
    for (signal, numbers) in found {
      let noticed = signal.record.date(SignalField.noticedAt)
      table.add([
        Cell(signal.name, style: .bold), Cell(noticed?.shown(to: context.zone) ?? ""),
        Cell(context.kindText(signal)), Cell(signal.text.sanitised(.joined)),
        Cell((signal.owner ?? "").sanitised(.joined)), standing(signal, numbers, context),
      ])
    }
    try context.print(table)
  }

  /// The cases that it became, that it was dismissed, or by when somebody looks after it.
  private func standing(_ signal: Signal, _ numbers: [String], _ context: Context) -> Cell {
    if !numbers.isEmpty { return Cell(numbers.joined(separator: " ")) }
    if signal.isDismissed {
      let why = signal.record.text(SignalField.dismissed) ?? "–"
      return Cell(context.text(SignalListMessage.dismissed(why)).sanitised(.joined))
    }
    let isLate = signal.isLate(zone: context.zone, now: context.now.milliseconds)
    let parts = [
      signal.isReplied ? context.text(SignalListMessage.replied) : nil,
      signal.due.map { context.text(NextMessage.by($0.shown(to: context.zone))) },
    ].compactMap(\.self)
    return Cell(
      parts.joined(separator: context.text(PunctuationMessage.comma)), style: isLate ? .red : .plain)
  }
}

enum SignalListMessage: Message {
  case listAbstract
  case discussion
  case noticedColumn
  case kindColumn
  case noSignals
  case allHelp
  case dismissed(String)
  case replied

  var label: Label {
    switch self {
    case .listAbstract:
      Label(en: "Lists the signals, the newest first.", zhHans: "列出不满苗头，最新的在前。")
    case .discussion:
      Label(
        en: """
          casebook signal list
          casebook signal list --mine --late     mine that are overdue
          casebook signal list --all
          """,
        zhHans: """
          casebook signal list
          casebook signal list --mine --late     我跟进的、已超时的
          casebook signal list --all
          """)
    case .noticedColumn:
      Label(en: "Noticed", zhHans: "发现")
    case .kindColumn:
      Label(en: "Signal", zhHans: "苗头")
    case .noSignals:
      Label(en: "There are no signals.", zhHans: "没有不满苗头。")
    case .allHelp:
      Label(en: "Include signals already made into cases, or dismissed.", zhHans: "包括已转成工单和不予处理的。")
    case .replied: Label(en: "replied", zhHans: "已回复")
    case .dismissed(let why): Label(en: "– dismissed: \(why)", zhHans: "– 不予处理：\(why)")
    }
  }
}
