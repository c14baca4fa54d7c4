import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

/// `casebook employee withdraw ID --reason REASON`
struct EmployeeWithdraw: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: text(EmployeeWithdrawMessage.abstract),
    discussion: text(EmployeeWithdrawMessage.discussion))

  @Argument(help: help(EmployeeMessage.recordHelp, "id"))
  var record: String

  @Option(help: help(CommonMessage.whyHelp, "reason"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let why = FieldEdit(
      FieldID(RemarkField.withdrawn.number), try context.reason(reason, of: RemarkField.withdrawn))
    let remark = try context.write { session in
      let found = try context.remark(record, session.reader)
      try session.edit(found, [why])
      return found
    }
    if context.json { return try context.emit(["id": .string(remark.id.description)]) }
    context.err(Label(EmployeeWithdrawMessage.withdrawn(remark.name)))
  }
}

enum EmployeeWithdrawMessage: Message {
  case abstract
  case discussion
  case withdrawn(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Takes a record back; it stays and counts no more.", zhHans: "撤回一条记录：保留，但不再计入。")
    case .discussion:
      Label(
        en: "casebook employee withdraw 3f9a1c --reason \"It was somebody else\"",
        zhHans: "casebook employee withdraw 3f9a1c --reason \"不是此人\"")
    case .withdrawn(let name): Label(en: "\(name) is withdrawn.", zhHans: "\(name) 已撤回。")
    }
  }
}
