import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct SignalDismiss: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss", abstract: text(SignalDismissMessage.abstract),
    discussion: text(SignalDismissMessage.discussion))

  @Argument(help: help(SignalAssignMessage.signalHelp, "id"))
  var signal: String

  @Option(help: help(CommonMessage.whyHelp, "reason"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let why = FieldEdit(
      FieldID(SignalField.dismissed.number), try context.reason(reason, of: SignalField.dismissed))
    let dismissed = try context.write { session in
      let found = try context.signal(signal, session.reader)
      try context.refuseSettled(found)
      try session.change(found.row, [why])
      return found
    }
    if context.json { return try context.emit(["id": .string(dismissed.id.description)]) }
    context.err(Label(SignalDismissMessage.dismissed(dismissed.name)))
  }
}

enum SignalDismissMessage: Message {
  case abstract
  case discussion
  case dismissed(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says why nothing is made of a signal.", zhHans: "说明为何不予处理。")
    case .discussion:
      Label(
        en: "casebook signal dismiss 3f9a1c --reason \"Was only tired\"",
        zhHans: "casebook signal dismiss 3f9a1c --reason \"客户只是累了\"")
    case .dismissed(let name): Label(en: "\(name) is dismissed.", zhHans: "\(name) 已不予处理。")
    }
  }
}
