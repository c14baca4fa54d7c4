import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

/// `casebook employee done ID TEXT`: somebody looked again.
struct EmployeeDone: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: text(EmployeeDoneMessage.abstract),
    discussion: text(EmployeeDoneMessage.discussion))

  @Argument(help: help(EmployeeMessage.recordHelp, "id"))
  var record: String

  @Argument(help: help(EmployeeDoneMessage.outcomeHelp, "text"))
  var words: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(RemarkField.outcome, words)])
    try context.requireText(edits, RemarkField.outcome)
    let remark = try context.write { session in
      let found = try context.remark(record, session.reader)
      guard !found.isWithdrawn else {
        throw CommandFailure(
          "withdrawn", .gateRefused, Label(EmployeeDoneMessage.isWithdrawn(found.name)))
      }
      try session.edit(found, edits)
      return found
    }
    if context.json { return try context.emit(["id": .string(remark.id.description)]) }
    context.err(Label(EmployeeDoneMessage.saved(remark.name)))
  }
}

enum EmployeeDoneMessage: Message {
  case abstract
  case discussion
  case isWithdrawn(String)
  case outcomeHelp
  case saved(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says what came of it.", zhHans: "记下复查结果。")
    case .discussion:
      Label(
        en: "casebook employee done 3f9a1c \"Greets everybody by name now\"",
        zhHans: "casebook employee done 3f9a1c \"现在都能主动迎客\"")
    case .isWithdrawn(let name): Label(en: "\(name) was withdrawn.", zhHans: "\(name) 已撤回。")
    case .outcomeHelp: Label(en: "What came of it.", zhHans: "复查结果。")
    case .saved(let name): Label(en: "\(name): saved.", zhHans: "\(name) 已保存。")
    }
  }
}
