import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook assign CASE… --to NAME`
struct Assign: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: text(AssignMessage.abstract),
    discussion: text(AssignMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var references: [String]

  @Option(help: help(AssignMessage.toHelp, "name"))
  var to: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(CaseField.handler, to)])
    guard case .text(let typed)? = edits.first?.value else {
      throw CommandFailure.usage(Label(AssignMessage.nobody))
    }
    let (name, numbers) = try context.write { session -> (String, [String]) in
      let people = try session.reader.people()
      // Whom the branch does not know is written as typed: nobody has to lay down people first.
      let name = people.called(typed, at: session.identity.branch.rawValue)?.name ?? typed
      var numbers: [String] = []
      for reference in references {
        let row = try context.resolveCase(session.reader, reference)
        numbers.append(try session.reader.number(of: row))
        _ = try session.editCase(row, [FieldEdit(FieldID(CaseField.handler.number), .text(name))])
      }
      return (name, numbers)
    }
    if context.json { return try context.emit(["handler": .string(name), "cases": .strings(numbers)]) }
    context.err(Label(AssignMessage.assigned(name, numbers)))
    try context.tellUnknown(name, isPerson: true)
  }
}

enum AssignMessage: Message {
  case abstract
  case assigned(String, [String])
  case discussion
  case nobody
  case toHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Gives cases to somebody to handle.", zhHans: "把工单交给某人经办。")
    case .assigned(let name, let numbers):
      Label(
        en: "\(name) handles \(numbers.joined(separator: ", ")).",
        zhHans: "\(numbers.joined(separator: "、")) 由\(name)经办。")
    case .discussion:
      Label(en: "casebook assign 7 8 12 --to \"Li Na\"", zhHans: "casebook assign 7 8 12 --to 李娜")
    case .nobody: Label(en: "--to needs a name.", zhHans: "--to 要有姓名。")
    case .toHelp: Label(en: "Who handles them.", zhHans: "由谁经办。")
    }
  }
}
