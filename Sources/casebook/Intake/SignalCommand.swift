import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook signal …`
struct SignalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signal",
    abstract: text(SignalMessage.abstract),
    discussion: text(SignalMessage.discussion),
    subcommands: [SignalAdd.self, SignalList.self], defaultSubcommand: SignalAdd.self)
}

struct SignalAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(SignalMessage.addAbstract))

  @Argument(help: help(SignalMessage.wordsHelp, "text"))
  var words: String
  @Option(
    help: help(SignalMessage.kindHelp, "kind"), completion: choices(.signal))
  var kind: String
  @Option(help: help(SignalMessage.channelHelp, "channel"), completion: choices(.channel))
  var channel: String?
  @Option(help: help(SignalMessage.atHelp, "time"))
  var at: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (SignalField.text, words), (SignalField.kind, kind), (SignalField.channel, channel),
      (SignalField.noticedAt, at ?? "now"),
    ])
    guard edits[0].value != .none, edits[1].value != .none else {
      throw CommandFailure.usage(
        Label(SignalMessage.incomplete),
        hint: Label(SignalMessage.exampleHint))
    }
    let id = try context.write { try $0.newSignal(edits) }
    let name = String(id.description.suffix(6))
    if context.json { return try context.emit(["id": .string(id.description), "name": .string(name)]) }
    try context.out(name)
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(SignalMessage.noted(name)))
    }
  }
}

struct SignalList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(SignalMessage.listAbstract))

  @Flag(help: help(SignalMessage.allHelp))
  var all = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let found = try context.read { reader in
      try reader.signals().filter { all || $0.cases.isEmpty }.map { signal in
        (signal, try signal.cases.map { try context.number(ofCase: $0, reader) })
      }
    }
    if context.json { return try context.emit(.array(found.map { context.json($0, numbers: $1) })) }
    guard !found.isEmpty else { return context.err(Label(SignalMessage.noSignals)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(SignalMessage.noticedColumn)),
      Column(context.text(SignalMessage.kindColumn)),
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

extension Context {
  /// The signal that the end or the beginning of an id names.
  func signal(_ typed: String, _ reader: ReplicaReader) throws -> Signal {
    let wanted = typed.foldedCode.filter { $0 != "-" }
    let found = try reader.signals().filter { signal in
      let id = signal.id.description.filter { $0 != "-" }
      return !wanted.isEmpty && (id.hasSuffix(wanted) || id.hasPrefix(wanted))
    }
    guard let only = found.first, found.count == 1 else {
      throw CommandFailure.unknownID(
        typed, found.map(\.id.description), what: Label(SignalMessage.signal),
        list: "casebook signal list --all")
    }
    return only
  }

  /// What a case takes over from a signal.
  func answers(_ signal: Signal) -> [(id: String, text: String)] {
    [
      (CaseField.narrative.id, signal.text), (CaseField.channel.id, signal.channel ?? ""),
      (CaseField.signal.id, signal.kind),
      (CaseField.occurredAt.id, signal.record.text(SignalField.noticedAt) ?? ""),
    ].filter { !$0.1.isEmpty }
  }

  fileprivate func number(ofCase id: String, _ reader: ReplicaReader) throws -> String {
    try RecordID(text: id).flatMap { try reader.numberOfCase(loggedAs: $0) } ?? id
  }

  fileprivate func json(_ signal: Signal, numbers: [String]) -> JSON {
    [
      "id": .string(signal.id.description), "name": .string(signal.name), "branch": .string(signal.branch),
      "kind": .string(signal.kind), "text": .string(signal.text), "channel": .optional(signal.channel),
      "noticed_at": .optional(signal.record.text(SignalField.noticedAt)), "cases": .strings(numbers),
    ]
  }
}

enum SignalMessage: Message {
  case incomplete
  case abstract
  case addAbstract
  case discussion
  case exampleHint
  case listAbstract
  case kindHelp
  case noted(String)
  case noticedColumn
  case kindColumn
  case signal
  case noSignals
  case allHelp
  case wordsHelp
  case atHelp
  case channelHelp

  var label: Label {
    switch self {
    case .incomplete:
      Label(en: "A signal needs words and a kind.", zhHans: "不满苗头需要填写现象和类别。")
    case .abstract:
      Label(en: "Signs that a customer is unhappy who has not said so yet.", zhHans: "客户没有说出口的不满。")
    case .addAbstract:
      Label(en: "Notes a signal.", zhHans: "记录一个不满苗头。")
    case .discussion:
      Label(
        en: """
          casebook signal "Sighed at the till" --kind nonverbal --channel in_store
          casebook signal list
          casebook new --signal 3f9a1c           makes a case of it
          """,
        zhHans: """
          casebook signal "结账时叹气，甜品没动就走了" --kind 神态动作 --channel 当场
          casebook signal list
          casebook new --signal 3f9a1c           转成工单
          """)
    case .exampleHint:
      Label(
        en: "For example: casebook signal \"…\" --kind nonverbal",
        zhHans: "例如：casebook signal \"…\" --kind 神态动作")
    case .listAbstract:
      Label(en: "Lists the signals, the newest first.", zhHans: "列出不满苗头，最新的在前。")
    case .kindHelp:
      Label(
        en: "nonverbal, repeated_questions, delayed_decision, negative_review or reduced_contact.",
        zhHans: "神态动作、频繁询问、犹豫不买、负面评论 或 来得少了。")
    case .noted(let name):
      Label(
        en: "Noted. To make a case of it: casebook new --signal \(name)",
        zhHans: "已记录。转成工单：casebook new --signal \(name)")
    case .noticedColumn:
      Label(en: "Noticed", zhHans: "发现")
    case .kindColumn:
      Label(en: "Signal", zhHans: "苗头")
    case .signal:
      Label(en: "signal", zhHans: "不满苗头")
    case .noSignals:
      Label(en: "There are no signals.", zhHans: "没有不满苗头。")
    case .allHelp:
      Label(en: "Include signals already made into cases.", zhHans: "包括已转成工单的。")
    case .wordsHelp:
      Label(en: "What was noticed.", zhHans: "观察到的现象。")
    case .atHelp:
      Label(en: "When it was noticed (default: now).", zhHans: "发现时间，默认现在。")
    case .channelHelp:
      Label(en: "Where it was noticed.", zhHans: "在哪个渠道发现。")
    }
  }
}
