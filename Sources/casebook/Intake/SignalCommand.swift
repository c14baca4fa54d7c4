import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal
import Versioning

/// `casebook signal …`
struct SignalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signal",
    abstract: text(.signalAbstract),
    discussion: text(
      .signalDiscussion),
    subcommands: [SignalAdd.self, SignalList.self], defaultSubcommand: SignalAdd.self)
}

struct SignalAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(.signalAddAbstract))

  @Argument(help: help(.signalWhatWasNoticed, "text"))
  var words: String
  @Option(
    help: help(
      .signalNonverbalRepeatedQuestionsDelayedDecision, "kind"), completion: choices(.signal))
  var kind: String
  @Option(help: help(.signalWhereItWasNoticed, "channel"), completion: choices(.channel))
  var channel: String?
  @Option(help: help(.signalWhenNowWhereItIs, "time"))
  var at: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (SignalField.text, words), (SignalField.kind, kind), (SignalField.channel, channel),
      (SignalField.noticedAt, at ?? "now"),
    ])
    guard edits[0].value != .none, edits[1].value != .none else {
      throw CommandFailure.usage(
        Label(.signalASignalNeedsWordsAnd),
        hint: Label(
          .signalForExampleCasebookSignalKind))
    }
    let id = try context.write { try $0.newSignal(edits) }
    let name = String(id.description.suffix(6))
    if context.json { return try context.emit(["id": .string(id.description), "name": .string(name)]) }
    try context.out(name)
    if context.errorStyle.isTerminal {
      context.errAfterwards(
        Label(
          .signalNotedToMakeACase, ["name": .text(name)]))
    }
  }
}

struct SignalList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(.signalListAbstract))

  @Flag(help: help(.signalThoseTooThatBecameA))
  var all = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let found = try context.read { reader in
      try reader.signals().filter { all || $0.cases.isEmpty }.map { signal in
        (signal, try signal.cases.map { try context.number(ofCase: $0, reader) })
      }
    }
    if context.json { return try context.emit(.array(found.map { context.json($0, numbers: $1) })) }
    guard !found.isEmpty else { return context.err(Label(.signalThereAreNoSignals)) }
    var table = Table([
      Column(context.text(.commonId)), Column(context.text(.signalNoticed)),
      Column(context.text(.signalSignal)),
      Column(context.text(.fieldWhatWasNoticed), minWidth: 12, isFlexible: true),
      Column(context.text(.commonCase)),
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
    let wanted = typed.lowercased().filter { $0 != "-" }
    let found = try reader.signals().filter { signal in
      let id = signal.id.description.filter { $0 != "-" }
      return !wanted.isEmpty && (id.hasSuffix(wanted) || id.hasPrefix(wanted))
    }
    guard let only = found.first, found.count == 1 else {
      throw CommandFailure.unknownID(
        typed, found.map(\.id.description), what: Label(.signalSignal2), list: "casebook signal list --all")
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
