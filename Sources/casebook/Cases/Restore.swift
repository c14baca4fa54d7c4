import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica

struct Restore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: text(RestoreMessage.abstract),
    discussion: text(RestoreMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(RestoreMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let value = try FieldInput.parse(reason ?? "", as: RestorationField.reason, now: context.now)
    let (id, number) = try context.write { session in
      let row = try context.resolveCase(session.reader, reference)
      try session.restoreCase(row, reason: value)
      return (row.id, try session.reader.number(of: row))
    }
    if context.json {
      return try context.emit(["id": .string(id.description), "number": .string(number), "deleted": false])
    }
    context.err(Label(RestoreMessage.restored(number)))
  }
}

enum RestoreMessage: Message {
  case abstract
  case discussion
  case restored(String)
  case reasonHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Restores a deleted case.", zhHans: "恢复已删除的工单。")
    case .discussion:
      Label(
        en: "casebook restore SH01-KT-20261122-007 --reason \"not a duplicate after all\"",
        zhHans: "casebook restore SH01-KT-20261122-007 --reason \"不是重复单\"")
    case .restored(let number):
      Label(en: "\(number) is restored.", zhHans: "工单 \(number) 已恢复。")
    case .reasonHelp:
      Label(en: "Why it is restored.", zhHans: "恢复原因。")
    }
  }
}
