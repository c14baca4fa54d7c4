import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct PersonRemove: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: text(PersonRemoveMessage.abstract))

  @Argument(help: help(PersonMessage.nameHelp, "name"))
  var person: String

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let known = try context.write { session in
      let known = try context.person(person, at: code, session.reader)
      try session.edit(known, [FieldEdit(FieldID(PersonField.left.number), .flag(true))])
      return known
    }
    if context.json {
      return try context.emit(["id": .string(known.id.description), "left": .bool(true)])
    }
    context.err(Label(PersonRemoveMessage.removed(known.name)))
  }
}

enum PersonRemoveMessage: Message {
  case abstract
  case removed(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Marks somebody as left; what they wrote stays.", zhHans: "标为已离职；其经办的记录保留。")
    case .removed(let name): Label(en: "\(name) has left.", zhHans: "\(name)已标为离职。")
    }
  }
}
