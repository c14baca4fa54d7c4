import ArgumentParser
import Complaints
import Console
import Language
import Replica

struct SignalAssign: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: text(SignalAssignMessage.abstract),
    discussion: text(SignalAssignMessage.discussion))

  @Argument(help: help(SignalAssignMessage.signalHelp, "id"))
  var signal: String

  @Option(help: help(SignalAssignMessage.toHelp, "name"))
  var to: String

  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(SignalField.owner, to), (SignalField.due, due)])
    try context.requireText(edits, SignalField.owner)
    try context.refusePast(edits, SignalField.due)
    let changed = try context.write { session in
      let found = try context.signal(signal, session.reader)
      try context.refuseSettled(found)
      try session.change(found.row, edits)
      return found
    }
    if context.json { return try context.emit(["id": .string(changed.id.description)]) }
    context.err(Label(SignalAssignMessage.assigned(changed.name, to: to)))
  }
}

extension Context {
  /// - Throws: `CommandFailure` for a signal that became a case or was dismissed.
  func refuseSettled(_ signal: Signal) throws {
    guard !signal.isOpen else { return }
    throw CommandFailure(
      "gate", .gateRefused,
      Label(
        signal.isDismissed
          ? SignalAssignMessage.isDismissed(signal.record.text(SignalField.dismissed) ?? "–")
          : SignalAssignMessage.isCase(signal.name)))
  }
}

enum SignalAssignMessage: Message {
  case abstract
  case discussion
  case assigned(String, to: String)
  case isCase(String)
  case isDismissed(String)
  case signalHelp
  case toHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says who looks after a signal, and by when.", zhHans: "安排谁来跟进、什么时候前。")
    case .discussion:
      Label(
        en: "casebook signal assign 3f9a1c --to \"Li Na\" --due tomorrow",
        zhHans: "casebook signal assign 3f9a1c --to 李娜 --due 明天")
    case .assigned(let name, let to):
      Label(en: "\(name): \(to) looks after it.", zhHans: "\(name)：由 \(to) 跟进。")
    case .isCase(let name):
      Label(en: "Signal \(name) is a case already. Nothing was saved.", zhHans: "苗头 \(name) 已转成工单。本次未保存。")
    case .isDismissed(let why):
      Label(en: "This signal was dismissed: \(why). Nothing was saved.", zhHans: "此苗头已不予处理：\(why)。本次未保存。")
    case .signalHelp: Label(en: "The signal: the end of its id, as listed.", zhHans: "苗头编号（列表所示）。")
    case .toHelp: Label(en: "Who looks after it.", zhHans: "由谁跟进。")
    }
  }
}
